// The best encoding of a block so far, as the fields of its mode, and what later passes must know of the block.

const MODE_INDIVIDUAL = 0u;
const MODE_DIFFERENTIAL = 1u;
const MODE_T = 2u;
const MODE_H = 3u;
const MODE_PLANAR = 4u;

// No opaque texel.
const KIND_TRANSPARENT = 0u;
// One color, already found.
const KIND_SOLID = 1u;
const KIND_OPAQUE = 2u;
// Opaque and transparent texels: selector 2 is transparent, and with it the small modifier 0.
const KIND_PUNCHED = 3u;

// The error of nothing. Real ones are below 2^25.
const NO_ERROR = 0xffffffffu;

struct BlockState {
  // Weighted squared error of all texels: what a decoder shows, to the unit (too much at the fastest preset).
  error: u32,
  mode: u32,
  // 0: left and right halves, 1: top and bottom.
  flip: u32,
  // Individual, differential: candidate of each half, levels r | g << 8 | b << 16 | table << 24. T, H: 4-bit levels.
  // Planar: corners O and H.
  first: u32,
  second: u32,
  // T, H: distance index. Planar: corner V.
  third: u32,
  kind: u32,
  likelyFlip: u32,
  // Error that the chroma of both halves of flip 0 and 1 leaves at least.
  chroma: vec2u,
  // 1 and more: turn + 1 for whose flip individual bases are worth a try.
  individualTurn: u32,
}

// A share of an error, in 64ths.
fn scaleGate(error: u32, share: u32) -> u32 {
  return select((error * share) >> 6u, error, error > 0x1ffffffu);
}

// Whether an error, if it is one, is within `gate` 64ths of another, which may be none.
fn isWithinGate(error: u32, other: u32, gate: u32) -> bool {
  return error != NO_ERROR && (other == NO_ERROR || error * 64u <= other * gate);
}
