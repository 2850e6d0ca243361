// Pass: the best encoding of each block as eight bytes, selectors by exact error.

// The nearest of four paints for the texels of a mask: low bits in bits 0..15, high bits in 16..31, texel k at bit k.
// Of equal paints the first.
fn selectPaints(paints: Paints, mask: u32) -> u32 {
  var selectors = 0u;
  for (var index = 0u; index < 16u; index++) {
    let distances = paintDistances(texels[index], paints);
    let isHigh = min(distances.z, distances.w) < min(distances.x, distances.y);
    let isLow = select(distances.y < distances.x, distances.w < distances.z, isHigh);
    let bits = select(0u, 1u, isLow) | select(0u, 0x10000u, isHigh);
    selectors |= select(0u, bits << index, ((mask >> index) & 1u) == 1u);
  }
  return selectors;
}

fn selectHalves(state: BlockState) -> u32 {
  let second = select(0xff00u, 0xccccu, state.flip == 1u);
  let bits = select(4u, 5u, state.mode == MODE_DIFFERENTIAL);
  var selectors = 0u;
  for (var half = 0u; half < 2u; half++) {
    let info = select(state.first, state.second, half == 1u);
    let mask = select(second ^ 0xffffu, second, half == 1u) & opaqueMask;
    selectors |= selectPaints(paintHalf(info, bits), mask);
  }
  return selectors;
}

// The block's word, the upper half first.
fn packBlock(state: BlockState) -> vec2u {
  // Transparent texels take selector 2.
  let hidden = (opaqueMask ^ 0xffffu) << 16u;
  if (state.kind == KIND_TRANSPARENT) {
    return vec2u(0u, hidden);
  }
  if (state.mode == MODE_PLANAR) {
    return packPlanar(state);
  }
  if (state.mode < MODE_T) {
    return vec2u(packHalves(state), hidden | selectHalves(state));
  }
  let paints = paintSplit(Split(state.first, state.second, state.third), state.mode);
  let selectors = hidden | selectPaints(paints, opaqueMask);
  return vec2u(select(packPairs(state), packLine(state), state.mode == MODE_T), selectors);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let block = linearIndex(id, groups, 64u);
  if (block >= chunk.blockCount) {
    return;
  }
  loadTexels(block, 0u);
  let state = states[block];
  let word = packBlock(state);
  words[block * WORDS_PER_BLOCK + COLOR_WORD] = storedWord(word.x, word.y);
}
