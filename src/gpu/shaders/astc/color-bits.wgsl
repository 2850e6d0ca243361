// How many bits a block leaves for its color integers and which quant level they therefore have: the level is never
// stored. Spec: KDFS 1.4, ASTC "Data Size Determination".

// First bit of the colors: after mode, partition count and CEM; with partitions also after seed and selector.
fn colorOffset(partitionCount: u32) -> u32 {
  return select(29u, 17u, partitionCount == 1u);
}

// Bits of mixed CEMs that do not fit in the six bits after the seed; they lie right below the weights.
fn extraCemBits(partitionCount: u32, isMixed: bool) -> u32 {
  return select(0u, 3u * partitionCount - 4u, isMixed);
}

// Bits between the header and what lies below the weights; negative when these overlap.
fn colorBitsAvailable(weightBitCount: u32, partitionCount: u32, planes: u32, isMixed: bool) -> i32 {
  let taken = colorOffset(partitionCount) + weightBitCount + extraCemBits(partitionCount, isMixed);
  return 128 - i32(taken + 2u * (planes - 1u));
}

// Stands for a level where none fits.
const NO_LEVEL = 255u;

// The highest quant level at which `integerCount` (2..18) integers fit, or NO_LEVEL.
fn colorQuantLevelFor(bitsAvailable: i32, integerCount: u32) -> u32 {
  let bits = u32(clamp(bitsAvailable, 0, 111));
  return integers[COLOR_LEVEL_OF + (integerCount >> 1u) * 112u + bits];
}
