/** The block footprints of the 2D format; an id is the index into FOOTPRINTS of src/types.ts. */

export const FOOTPRINT_COUNT: i32 = 14;

const WIDTHS: usize = memory.data<u8>([4, 5, 5, 6, 6, 8, 8, 8, 10, 10, 10, 10, 12, 12]);
const HEIGHTS: usize = memory.data<u8>([4, 4, 5, 5, 6, 5, 6, 8, 5, 6, 8, 10, 10, 12]);


@inline
export function footprintWidth(footprint: i32): i32 {
  return <i32>load<u8>(WIDTHS + <usize>footprint);
}


@inline
export function footprintHeight(footprint: i32): i32 {
  return <i32>load<u8>(HEIGHTS + <usize>footprint);
}
