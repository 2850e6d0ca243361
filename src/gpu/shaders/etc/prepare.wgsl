// Pass: what a block is, its best encoding where it has one color, and which flip is the likelier.

// Whether all texels have the same color.
fn isSolid() -> bool {
  var difference = 0u;
  for (var index = 1u; index < 16u; index++) {
    difference |= texels[0] ^ texels[index];
  }
  return (difference & 0xffffffu) == 0u;
}

fn kindOf() -> u32 {
  if (opaqueMask == 0u) {
    return KIND_TRANSPARENT;
  }
  if (opaqueMask != 0xffffu) {
    return KIND_PUNCHED;
  }
  return select(KIND_OPAQUE, KIND_SOLID, isSolid());
}

// W × the error that remains of a half when every texel has the luma it wants, and what else remains under its mean.
fn spreadOf(mask: u32) -> vec2i {
  let group = sumGroup(mask);
  let luma = weigh(group.sum);
  let lumaMean = luma * luma;
  let squares = WEIGHT_SUM * weigh(group.sum * group.sum);
  return vec2i(group.constant - (squares - lumaMean) / group.count, group.lumaSquares - lumaMean / group.count);
}

// The same of both halves of a flip.
fn spreadOfFlip(flip: u32) -> vec2i {
  let second = select(0xff00u, 0xccccu, flip == 1u);
  return spreadOf(second ^ 0xffffu) + spreadOf(second);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let block = linearIndex(id, groups, 64u);
  if (block >= chunk.blockCount) {
    return;
  }
  loadTexels(block, 0u);
  var state = BlockState();
  state.error = NO_ERROR;
  state.kind = kindOf();
  if (state.kind == KIND_SOLID) {
    trySolid(colorOf(texels[0]), &state);
  }
  if (state.kind == KIND_OPAQUE) {
    let upright = spreadOfFlip(0u);
    let flipped = spreadOfFlip(1u);
    // Modifiers take most of luma.
    state.likelyFlip = select(0u, 1u, flipped.x + (flipped.y >> 4u) < upright.x + (upright.y >> 4u));
    state.chroma = vec2u(vec2i(upright.x, flipped.x) / vec2i(WEIGHT_SUM));
  }
  states[block] = state;
}
