// Grid weights of the trial → texel weights exactly as a decoder sees them.

fn nodeUvalue(node: u32) -> u32 {
  return gridWeights[node] & 255u;
}

// Fills a plane of texelWeights.
fn infillTexels(plane: u32, width: u32, height: u32) {
  let first = plane * NODES;
  let last = first + width * height - 1u;
  // The other plane stays.
  let kept = select(0xff00u, 0xffu, plane == 1u);
  for (var y = 0u; y < BLOCK_HEIGHT; y++) {
    for (var x = 0u; x < BLOCK_WIDTH; x++) {
      let position = gridPosition(vec2u(x, y), vec2u(width, height));
      let factors = infillFactors(position & vec2u(15u));
      let node = first + (position.y >> 4u) * width + (position.x >> 4u);
      // Nodes past the last have the factor 0.
      let sum = factors.x * nodeUvalue(node) + factors.y * nodeUvalue(min(node + 1u, last)) +
        factors.z * nodeUvalue(min(node + width, last)) + factors.w * nodeUvalue(min(node + width + 1u, last));
      let texel = y * BLOCK_WIDTH + x;
      texelWeights[texel] = (texelWeights[texel] & kept) | (((sum + 8u) >> 4u) << (plane * 8u));
    }
  }
}
