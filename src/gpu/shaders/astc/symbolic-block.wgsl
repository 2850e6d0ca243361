// A block with a field for everything its 128 bits say: the seam between the search and the packer. 30 words, also
// where a storage buffer holds it: everything that can be a byte is one.

// plane2Component of a block with one plane.
const ONE_PLANE = 4u;

struct SymbolicBlock {
  // Block mode with its grid, as MODE_LISTS holds it; see gridWidth and the functions below it.
  mode: u32,
  // 1..4
  partitionCount: u32,
  // The 10 bits; 0 with one partition.
  partitionSeed: u32,
  // Component 0..3 that plane 2 holds, or ONE_PLANE.
  plane2Component: u32,
  // QUANT_6..QUANT_256: the highest that fits, which is how a decoder knows it.
  colorQuantLevel: u32,
  // A byte a partition: its CEM.
  cems: u32,
  // A byte each: pvalues of the up to eight color integers of each partition; what lies past them does not count.
  colors: array<vec2u, 4>,
  // A byte each: ranks (not pvalues) of the weights in grid order, those of two planes in turns; likewise.
  weights: array<u32, 16>,
}

// The block at hand.
var<private> symbolic: SymbolicBlock;

fn blockModeOf(mode: u32) -> u32 {
  return mode & 2047u;
}

fn gridWidth(mode: u32) -> u32 {
  return (mode >> 11u) & 15u;
}

fn gridHeight(mode: u32) -> u32 {
  return (mode >> 15u) & 15u;
}

fn weightQuantLevel(mode: u32) -> u32 {
  return (mode >> 19u) & 15u;
}

// Of both planes together.
fn weightBits(mode: u32) -> u32 {
  return mode >> 23u;
}

fn planeCount() -> u32 {
  return select(2u, 1u, symbolic.plane2Component == ONE_PLANE);
}

fn cemOf(partitionIndex: u32) -> u32 {
  return (symbolic.cems >> (8u * partitionIndex)) & 255u;
}

// Integers that one partition of this mode stores: 2, 4, 6 or 8.
fn cemIntegerCount(cem: u32) -> u32 {
  return 2u * ((cem >> 2u) + 1u);
}
