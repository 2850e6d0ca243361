// Fields of the color modes where the format has them: the upper word of 64 bits, and for planar mode the lower one.
// Spec: KDFS 1.4, "ETC1 Compressed Texture Image Formats", "ETC2 Compressed Texture Image Formats".

// Component `at` (0, 8 or 16) of packed levels.
fn levelOf(packed: u32, at: u32) -> u32 {
  return (packed >> at) & 31u;
}

// Bit 33: differential, or in a format with holes opaque; 0 only where texels may be transparent.
fn flagBit(isPunched: bool) -> u32 {
  return select(2u, 0u, isPunched);
}

// Fields whose sum leaves 0..31, as a decoder adds them to find the mode: `high` and `low` of 2 bits, in bits 7..0.
fn overflow(high: u32, low: u32) -> u32 {
  return select(0xe0u | (high << 3u) | low, (high << 3u) | 4u | low, high + low < 4u);
}

// The free bit above `high` (4 bits) for which high plus signed three-bit `low` stays within 0..31.
fn stayInside(high: u32, low: u32) -> u32 {
  return select(0u, 1u, low >= 4u && high + low < 8u);
}

fn packHalves(state: BlockState) -> u32 {
  var word = 0u;
  for (var at = 0u; at <= 16u; at += 8u) {
    let one = levelOf(state.first, at);
    let other = levelOf(state.second, at);
    let isIndividual = state.mode == MODE_INDIVIDUAL;
    word |= select((one << 3u) | ((other - one) & 7u), (one << 4u) | other, isIndividual) << (24u - at);
  }
  let flag = select(flagBit(state.kind == KIND_PUNCHED), 0u, state.mode == MODE_INDIVIDUAL);
  return word | ((state.first >> 24u) << 5u) | ((state.second >> 24u) << 2u) | flag | state.flip;
}

fn packLine(state: BlockState) -> u32 {
  let r = levelOf(state.first, 0u);
  let isolated = (overflow(r >> 2u, r & 3u) << 24u) | (levelOf(state.first, 8u) << 20u) | (levelOf(state.first, 16u) << 16u);
  let line = (levelOf(state.second, 0u) << 12u) | (levelOf(state.second, 8u) << 8u) | (levelOf(state.second, 16u) << 4u);
  let index = state.third;
  return isolated | line | ((index >> 1u) << 2u) | flagBit(state.kind == KIND_PUNCHED) | (index & 1u);
}

fn packPairs(state: BlockState) -> u32 {
  let r = levelOf(state.first, 0u);
  let g = levelOf(state.first, 8u);
  let b = levelOf(state.first, 16u);
  let top = (stayInside(r, g >> 1u) << 31u) | (r << 27u) | ((g >> 1u) << 24u);
  let middle = (overflow(((g & 1u) << 1u) | (b >> 3u), (b >> 1u) & 3u) << 16u) | ((b & 1u) << 15u);
  let second = (levelOf(state.second, 0u) << 11u) | (levelOf(state.second, 8u) << 7u) | (levelOf(state.second, 16u) << 3u);
  let index = state.third;
  return top | middle | second | ((index >> 2u) << 2u) | flagBit(state.kind == KIND_PUNCHED) | ((index >> 1u) & 1u);
}

// Both words of planar mode, the upper one first.
fn packPlanar(state: BlockState) -> vec2u {
  let origin = (vec3u(state.first) >> vec3u(0u, 8u, 16u)) & vec3u(127u);
  let right = (vec3u(state.second) >> vec3u(0u, 8u, 16u)) & vec3u(127u);
  let below = (vec3u(state.third) >> vec3u(0u, 8u, 16u)) & vec3u(127u);
  let r = origin.x;
  let g = origin.y;
  let b = origin.z;
  let low = g & 63u;
  let red = (stayInside(r >> 2u, ((r & 3u) << 1u) | (g >> 6u)) << 31u) | (r << 25u) | ((g >> 6u) << 24u);
  let green = (stayInside(low >> 2u, ((low & 3u) << 1u) | (b >> 5u)) << 23u) | (low << 17u) | ((b >> 5u) << 16u);
  let blue = (overflow((b >> 3u) & 3u, (b >> 1u) & 3u) << 8u) | ((b & 1u) << 7u);
  let upper = red | green | blue | ((right.x >> 1u) << 2u) | 2u | (right.x & 1u);
  return vec2u(upper, (right.y << 25u) | (right.z << 19u) | (below.x << 13u) | (below.y << 6u) | below.z);
}
