// Which subset each texel may lie in: first guesses by the block's axes, then by every texel's distance to the lines
// that were fitted to the guess before. Guesses are kept like patterns, in partitionMasks.

// Directions of the block's two main axes, and the root mean square position along each.
var<private> blockAxes: array<vec4f, 2>;
var<private> axisSigmas: vec2f;
var<private> blockMoments: Moments;
// Lines of the guess at hand.
var<private> guessLines: array<Line, PARTITION_COUNT>;

// Power steps of an axis, and of the line of a guess or pattern.
const AXIS_STEPS = 4u;
const GUESS_STEPS = 3u;
// Variance a texel, in squared steps, up to which a subset counts as a point: a line through the rounding of large sums
// would claim texels of any color that happens to lie along it.
const POINT_VARIANCE = 0.05;

fn buildAxes() {
  blockMoments = Moments();
  for (var texel = 0u; texel < TEXELS; texel++) {
    blockMoments = addTexel(blockMoments, scaledTexel(texel));
  }
  let first = fitLine(blockMoments, f32(TEXELS), POINT_TRACE, AXIS_STEPS);
  let v = first.direction;
  // Deflated: C − λ v vᵀ.
  let deflated = Moments(
    blockMoments.sum,
    blockMoments.row0 - first.along * v.x * v,
    blockMoments.row1 - first.along * v.y * v,
    blockMoments.row2 - first.along * v.z * v,
    blockMoments.row3 - first.along * v.w * v,
  );
  let second = fitLine(deflated, f32(TEXELS), POINT_TRACE, AXIS_STEPS);
  blockAxes[0] = v;
  blockAxes[1] = second.direction;
  axisSigmas = sqrt(max(vec2f(first.along, second.along), vec2f(0.0)) / f32(TEXELS));
}

// First guess number `start` (0..2) of the subsets.
fn guessSubsets(start: u32) {
  clearPartitions();
  for (var texel = 0u; texel < TEXELS; texel++) {
    let color = scaledTexel(texel);
    setPartition(texel, guessSubset(start, vec2f(dot(color, blockAxes[0]), dot(color, blockAxes[1]))));
  }
}

fn guessSubset(start: u32, position: vec2f) -> u32 {
  if (PARTITION_COUNT == 2u) {
    var side = position.x * position.y;
    if (start < 2u) {
      side = position[start];
    }
    return select(0u, 1u, side > 0.0);
  }
  if (start == 2u) {
    return select(select(0u, 1u, position.y > 0.0), 2u, position.x > 0.0);
  }
  let bound = 0.6 * axisSigmas[start];
  return select(select(1u, 2u, position[start] > bound), 0u, position[start] < -bound);
}

// Lines of the subsets in partitionMasks, or of the palette's.
fn fitGuess() {
  for (var subset = 0u; subset < PARTITION_COUNT; subset++) {
    var moments = Moments();
    var count = 0.0;
    for (var texel = 0u; texel < TEXELS; texel++) {
      if (isMember(texel, subset)) {
        moments = addTexel(moments, scaledTexel(texel));
        count += 1.0;
      }
    }
    guessLines[subset] = fitLine(moments, count, POINT_VARIANCE * count, GUESS_STEPS);
  }
}

// Squared distance of a color from a line; a share of the extent along it counts a little too.
fn lineDistance(color: vec4f, subset: u32, share: f32) -> f32 {
  let line = guessLines[subset];
  let off = color - line.mean;
  let along = dot(off, line.direction);
  return dot(off, off) - (1.0 - share) * along * along;
}

// Moves every texel to its nearest line.
fn reassign(share: f32) {
  clearPartitions();
  for (var texel = 0u; texel < TEXELS; texel++) {
    let color = scaledTexel(texel);
    var nearest = 0u;
    var least = lineDistance(color, 0u, share);
    for (var subset = 1u; subset < PARTITION_COUNT; subset++) {
      let distance = lineDistance(color, subset, share);
      if (distance < least) {
        least = distance;
        nearest = subset;
      }
    }
    setPartition(texel, nearest);
  }
}
