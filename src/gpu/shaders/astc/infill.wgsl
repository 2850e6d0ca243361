// Weights of the grid to weights of the texels. Spec: KDFS 1.4, ASTC "Weight Infill".

// A byte each: uvalues of the grid at hand, in the order of the symbolic block's weights.
var<private> gridUvalues: array<u32, 16>;

// Unquantizes the weights of the block at hand into `gridUvalues`; once a grid, before infillWeight.
fn unquantizeGrid() {
  let count = gridWidth(symbolic.mode) * gridHeight(symbolic.mode) * planeCount();
  let quantLevel = weightQuantLevel(symbolic.mode);
  for (var word = 0u; 4u * word < count; word++) {
    let ranks = (vec4u(symbolic.weights[word]) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(31u);
    gridUvalues[word] = unquantizeWeight(quantLevel, ranks.x)
      | (unquantizeWeight(quantLevel, ranks.y) << 8u)
      | (unquantizeWeight(quantLevel, ranks.z) << 16u)
      | (unquantizeWeight(quantLevel, ranks.w) << 24u);
  }
}

fn gridUvalue(index: u32) -> u32 {
  return (gridUvalues[min(index >> 2u, 15u)] >> (8u * (index & 3u))) & 255u;
}

// Position of a column (row) of texels on the grid's axis, in sixteenths of a cell.
fn gridPosition(texel: vec2u, gridSize: vec2u) -> vec2u {
  const footprint = vec2u(BLOCK_WIDTH, BLOCK_HEIGHT);
  const scale = (vec2u(1024u) + (footprint >> vec2u(1u))) / (footprint - vec2u(1u));
  return (scale * texel * (gridSize - vec2u(1u)) + vec2u(32u)) >> vec2u(6u);
}

// Factors 0..16 of the four weights around a texel: itself, the next in its row, the two below; in sum 16.
fn infillFactors(fraction: vec2u) -> vec4u {
  let both = (fraction.x * fraction.y + 8u) >> 4u;
  return vec4u(16u - fraction.x - fraction.y + both, fraction.x - both, fraction.y - both, both);
}

// Weight 0..64 of plane 0 or 1 at a texel (x, y).
fn infillWeight(texel: vec2u, plane: u32) -> u32 {
  let gridSize = vec2u(gridWidth(symbolic.mode), gridHeight(symbolic.mode));
  let position = gridPosition(texel, gridSize);
  let factors = infillFactors(position & vec2u(15u));
  let cell = position >> vec2u(4u);
  let planes = planeCount();
  let index = (cell.x + cell.y * gridSize.x) * planes + plane;
  let below = index + gridSize.x * planes;
  // Weights past the grid have the factor 0.
  let sum = factors.x * gridUvalue(index)
    + factors.y * gridUvalue(index + planes)
    + factors.z * gridUvalue(below)
    + factors.w * gridUvalue(below + planes);
  return (sum + 8u) >> 4u;
}

// Weight of each component at a texel.
fn infillComponents(texel: vec2u) -> vec4u {
  let first = vec4u(infillWeight(texel, 0u));
  if (symbolic.plane2Component == ONE_PLANE) {
    return first;
  }
  return select(first, vec4u(infillWeight(texel, 1u)), vec4u(0u, 1u, 2u, 3u) == vec4u(symbolic.plane2Component));
}
