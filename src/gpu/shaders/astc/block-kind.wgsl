// Kinds of blocks that lines mislead: few colors, or two clusters (text, masks, logos), whose texels lie on one line.

// Two clusters when less than this share of the variance along the main axis is inside them.
const CLUSTER_SHARE = 0.03;

// Texels of the upper cluster, as a mask.
var<private> clusterMask: array<u32, WORDS>;
var<private> clusterSize: u32;

// Distinct colors up to 8, else MANY_COLORS; the first of them become the palette.
fn countColors() -> u32 {
  var found: array<vec2u, 8>;
  var count = 0u;
  for (var texel = 0u; texel < TEXELS; texel++) {
    let color = texels[texel];
    var index = 0u;
    while (index < count && any(found[index] != color)) {
      index++;
    }
    if (index == count) {
      if (count == 8u) {
        return MANY_COLORS;
      }
      found[count] = color;
      if (count < PALETTE_MAX) {
        palette[count] = color;
      }
      count++;
    }
  }
  return count;
}

// Parts the texels at the middle of the block's main axis; returns whether that leaves two clusters with little inside.
fn findClusters() -> bool {
  var low = INFINITE;
  var high = -INFINITE;
  for (var texel = 0u; texel < TEXELS; texel++) {
    let position = dot(scaledTexel(texel), blockAxes[0]);
    low = min(low, position);
    high = max(high, position);
  }
  let middle = (low + high) * 0.5;
  for (var word = 0u; word < WORDS; word++) {
    clusterMask[word] = 0u;
  }
  clusterSize = 0u;
  var sums = vec2f(0.0);
  var squares = 0.0;
  for (var texel = 0u; texel < TEXELS; texel++) {
    let position = dot(scaledTexel(texel), blockAxes[0]);
    squares += position * position;
    if (position > middle) {
      clusterMask[texel >> 5u] |= 1u << (texel & 31u);
      clusterSize++;
      sums.y += position;
    } else {
      sums.x += position;
    }
  }
  if (clusterSize == 0u || clusterSize == TEXELS) {
    return false;
  }
  let upper = f32(clusterSize);
  let within = squares - sums.y * sums.y / upper - sums.x * sums.x / (f32(TEXELS) - upper);
  return within < CLUSTER_SHARE * squares;
}

// Variance that stays in the subsets of a pattern, in squared distances of the clusters.
fn overlapScore(pattern: u32) -> f32 {
  let start = PATTERNS + pattern * PATTERN_WORDS + 1u;
  var leftInside = clusterSize;
  var leftSize = TEXELS;
  var score = 0.0;
  for (var mask = 0u; mask < MASK_COUNT; mask++) {
    var inside = 0u;
    var size = 0u;
    for (var word = 0u; word < WORDS; word++) {
      let members = integers[start + mask * WORDS + word];
      inside += countOneBits(members & clusterMask[word]);
      size += countOneBits(members);
    }
    leftInside -= inside;
    leftSize -= size;
    score += f32(inside * (size - inside)) / f32(size);
  }
  return score + f32(leftInside * (leftSize - leftInside)) / f32(leftSize);
}
