// The pattern of the class at hand.

// The 10 bits; 0 with one partition.
var<private> patternSeed: u32;

fn takePattern(pattern: u32) {
  patternSeed = loadPattern(pattern);
}

// Partition of a texel; with one partition nothing is looked up.
fn partitionAt(texel: u32) -> u32 {
  if (PARTITION_COUNT == 1u) {
    return 0u;
  }
  return partitionOf(texel);
}
