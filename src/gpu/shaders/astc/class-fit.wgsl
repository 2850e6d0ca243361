// Ideal lines and weights of a class: one partition, one partition with two planes, or a partition pattern.

struct PartitionFit {
  texelCount: f32,
  // Squared length of the line, in √significance-weighted steps; of plane 2.
  energy: f32,
  energy2: f32,
  // Where the ideal line begins and ends, in 8-bit steps.
  ideal0: vec4f,
  ideal1: vec4f,
}

const NO_COMPONENT = 4u;

var<private> partitionFits: array<PartitionFit, PARTITION_COUNT>;
// 0..1, plane by plane.
var<private> idealWeights: array<f32, TEXELS * PLANE_COUNT>;
// Component of plane 2, or NO_COMPONENT.
var<private> plane2Component: u32;
// Error off the lines, which no mode of the class can undo.
var<private> lineError: f32;

// Power steps of a class fit; least squares mends what is left of the error.
const POWER_STEPS = 5u;

// 1 for the components of plane 1, 0 for that of plane 2.
fn plane1Components() -> vec4f {
  var ours = vec4f(1.0);
  if (PLANE_COUNT == 2u) {
    ours[plane2Component] = 0.0;
  }
  return ours;
}

// Fits the class whose pattern is taken.
fn fitClass(component: u32) {
  plane2Component = component;
  lineError = 0.0;
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    fitPartition(partitionIndex);
  }
  if (PLANE_COUNT == 2u) {
    fitPlane2();
  }
}

fn fitPartition(partitionIndex: u32) {
  let ours = plane1Components();
  var moments = Moments();
  var count = 0.0;
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (partitionAt(texel) == partitionIndex) {
      moments = addTexel(moments, scaledTexel(texel) * ours);
      count += 1.0;
    }
  }
  let line = fitLine(moments, count, POINT_TRACE, POWER_STEPS);
  lineError += max(0.0, line.trace - line.along);
  let root = settings.significanceRoot;
  let inverseRoot = select(vec4f(0.0), 1.0 / max(root, vec4f(1e-20)), root > vec4f(0.0));
  let direction = orient(line.direction, inverseRoot);
  var low = INFINITE;
  var high = -INFINITE;
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (partitionAt(texel) == partitionIndex) {
      let t = dot(scaledTexel(texel) * ours, direction);
      idealWeights[texel] = t;
      low = min(low, t);
      high = max(high, t);
    }
  }
  let span = max(0.0, high - low);
  let scale = select(0.0, 1.0 / max(span, 1e-6), span > 1e-6);
  for (var texel = 0u; texel < TEXELS; texel++) {
    if (partitionAt(texel) == partitionIndex) {
      idealWeights[texel] = clamp((idealWeights[texel] - low) * scale, 0.0, 1.0);
    }
  }
  let meanT = dot(line.mean, direction);
  partitionFits[partitionIndex] = PartitionFit(
    count,
    span * span,
    0.0,
    blockStatistics.mean + (line.mean + (low - meanT) * direction) * inverseRoot,
    blockStatistics.mean + (line.mean + (high - meanT) * direction) * inverseRoot,
  );
}

// Turns a direction so that red + green + blue grow along it: direct RGB cannot store the reverse.
fn orient(direction: vec4f, inverseRoot: vec4f) -> vec4f {
  let rgb = direction.xyz * inverseRoot.xyz;
  let sum = rgb.x + rgb.y + rgb.z;
  return select(direction, -direction, sum < 0.0 || (sum == 0.0 && direction.w < 0.0));
}

// Plane 2: the component's own range.
fn fitPlane2() {
  let low = blockStatistics.low[plane2Component];
  let high = blockStatistics.high[plane2Component];
  let span = high - low;
  let scale = select(0.0, 1.0 / max(span, 1e-6), span > 1e-6);
  for (var texel = 0u; texel < TEXELS; texel++) {
    idealWeights[(PLANE_COUNT - 1u) * TEXELS + texel] = (texelColor(texel)[plane2Component] - low) * scale;
  }
  partitionFits[0].ideal0[plane2Component] = low;
  partitionFits[0].ideal1[plane2Component] = high;
  let extent = span * settings.significanceRoot[plane2Component];
  partitionFits[0].energy2 = extent * extent;
}

// What a weight off by one costs in a texel's partition.
fn lineEnergy(partitionIndex: u32, plane: u32) -> f32 {
  if (plane == 1u) {
    return partitionFits[partitionIndex].energy2;
  }
  return partitionFits[partitionIndex].energy;
}
