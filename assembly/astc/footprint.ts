/**
 * The block footprints: those of two axes, then those of three. An id is the index into FOOTPRINTS of src/types.ts,
 * continued by FOOTPRINTS_3D.
 */

export const FOOTPRINT_COUNT: i32 = 24;

/** Texels of the largest footprint, 6x6x6, and the same in whole groups of 16. */
export const MAX_TEXELS: i32 = 216;
export const MAX_PADDED_TEXELS: i32 = 224;

// prettier-ignore
const WIDTHS: usize = memory.data<u8>([
  4, 5, 5, 6, 6, 8, 8, 8, 10, 10, 10, 10, 12, 12,
  3, 4, 4, 4, 5, 5, 5, 6, 6, 6,
]);
// prettier-ignore
const HEIGHTS: usize = memory.data<u8>([
  4, 4, 5, 5, 6, 5, 6, 8, 5, 6, 8, 10, 10, 12,
  3, 3, 4, 4, 4, 5, 5, 5, 6, 6,
]);
// prettier-ignore
const DEPTHS: usize = memory.data<u8>([
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  3, 3, 3, 4, 4, 4, 5, 5, 5, 6,
]);


@inline
export function footprintWidth(footprint: i32): i32 {
  return <i32>load<u8>(WIDTHS + <usize>footprint);
}


@inline
export function footprintHeight(footprint: i32): i32 {
  return <i32>load<u8>(HEIGHTS + <usize>footprint);
}

/** 1 for the footprints of two axes. */
@inline
export function footprintDepth(footprint: i32): i32 {
  return <i32>load<u8>(DEPTHS + <usize>footprint);
}
