/**
 * The four blocks at hand. A vector of texels holds two neighbours of a row of each block, i16:
 * [block 0 x, block 0 x + 1, block 1 x, … block 3 x + 1], so that a dot product adds within blocks; what is one number a
 * block is i32x4, a block a lane.
 */

/** v128[4][8]: r, g, b, a of 0..255; vector 2 y + (x >> 1). */
export const PLANES: usize = memory.data(512, 16);
/** v128[8]: twice the luma, 2 (r + g + b). */
export const LUMAS: usize = memory.data(128, 16);

/** Bytes of a plane. */
export const PLANE_BYTES: usize = 128;

/** Halves as the format has them: left, right; top, bottom. */
export const HALF_COUNT: i32 = 4;
/** i32x4[4][3]: sums of r, g, b of each half. */
export const HALF_SUMS: usize = memory.data(192, 16);
export const HALF_BYTES: usize = 48;
/** i32x4[4]: the lower of the two tables that suit the luma of each half. */
export const HALF_TABLES: usize = memory.data(64, 16);

/** i32x4: blocks that are left to the search: those of one luma, most of which have one colour. */
export const SEARCH_MASK: usize = memory.data(16, 16);

/** First vector of a half, in bytes, and from one to the next; of four. */
// @ts-ignore: decorator
@inline
export function halfStart(half: i32): usize {
  return half == 0 || half == 2 ? 0 : half == 1 ? 16 : 64;
}

// @ts-ignore: decorator
@inline
export function halfStride(half: i32): usize {
  return half < 2 ? 32 : 16;
}

/** A number of each block in both halves of its lane. */
// @ts-ignore: decorator
@inline
export function twice(value: v128): v128 {
  return v128.or(value, i32x4.shl(value, 16));
}
