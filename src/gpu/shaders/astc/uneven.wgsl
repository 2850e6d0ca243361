// Classes whose partitions differ much in extent: least squares onto the grid gives every texel the same say, so that
// partitions of hardly any contrast spoil the weights of those that have all of it. One sweep in which each texel
// counts as much as its line is long mends that before the first fit.

// Partitions are uneven when the squared length of a line is below this share of the longest one's.
const UNEVEN = 0.1;

fn isUneven() -> bool {
  var lowest = INFINITE;
  var highest = 0.0;
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    lowest = min(lowest, lineEnergy(partitionIndex, 0u));
    highest = max(highest, lineEnergy(partitionIndex, 0u));
  }
  return PARTITION_COUNT > 1u && lowest < UNEVEN * highest && weightRange.y - weightRange.x > 1e-5;
}

// Ideal weights of the class, on the scale of the weights just quantized.
fn aimIdealWeights() {
  let scale = 64.0 / (weightRange.y - weightRange.x);
  for (var partitionIndex = 0u; partitionIndex < PARTITION_COUNT; partitionIndex++) {
    strengths[partitionIndex] = lineEnergy(partitionIndex, 0u) * (1.0 / 4096.0);
  }
  for (var texel = 0u; texel < TEXELS; texel++) {
    weightTargets[texel] = (idealWeights[texel] - weightRange.x) * scale;
  }
}
