/** The block at hand: texels in the format's own order, and what every stage derives from them once. */

/** i16[4][16]: r, g, b, a, 0..255, texel k = 4 x + y as the format counts. */
export const TEXELS: usize = memory.data(128, 16);
/** i16[16]: twice the weighted luma, 2 (wr r + wg g + wb b). */
export const LUMA2: usize = memory.data(32, 16);
/** v128[8]: lumas of texels 2 i and 2 i + 1 in all four lanes. */
export const LUMA_PAIRS: usize = memory.data(128, 16);
/** v128[16][2]: scaled (r, g) and (b, 0) of each texel in all four lanes. */
export const TEXEL_SPLATS: usize = memory.data(512, 16);
/** v128[4][2]: scaled (r, g) and (b, 0) of four texels a vector. */
export const TEXEL_LANES: usize = memory.data(128, 16);

/** i32: bit k: texel k is opaque; all bits unless the block mixes opaque and transparent texels. */
const OPAQUE_MASK: usize = memory.data(4, 4);

// @ts-ignore: decorator
@inline
export function opaqueMask(): i32 {
  return load<i32>(OPAQUE_MASK);
}

/** Whether selector 2 of the block at hand is transparent, and with it the small modifier 0. */
// @ts-ignore: decorator
@inline
export function isPunched(): bool {
  return load<i32>(OPAQUE_MASK) != 0xffff;
}

export function setOpaqueMask(mask: i32): void {
  store<i32>(OPAQUE_MASK, mask);
}

// @ts-ignore: decorator
@inline
export function texel(component: usize, k: i32): i32 {
  return load<i16>(TEXELS + (component << 5) + ((<usize>k) << 1));
}
