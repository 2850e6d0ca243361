/** Modifiers laid out for byte lookups (i8x16.swizzle) by table, which may differ from lane to lane. */

/** u8[16]: small and large modifier of table 0..7. */
export const SMALL_BYTES: usize = memory.data<u8>([2, 5, 9, 13, 18, 24, 33, 47, 0, 0, 0, 0, 0, 0, 0, 0], 16);
export const LARGE_BYTES: usize = memory.data<u8>([8, 17, 29, 42, 60, 80, 106, 183, 0, 0, 0, 0, 0, 0, 0, 0], 16);

/** u8[16]: distance of modes T and H by index 0..7. */
export const DISTANCE_BYTES: usize = memory.data<u8>([3, 6, 11, 16, 23, 32, 41, 64, 0, 0, 0, 0, 0, 0, 0, 0], 16);

/** i8[8][16]: modifiers of EAC by selector, then by table. */
// prettier-ignore
export const EAC_BYTES: usize = memory.data<i8>([
   -3,  -3,  -2,  -2,  -3,  -3,  -4,  -3,  -2,  -2,  -2,  -2,  -3,  -1,  -4,  -3,
   -6,  -7,  -5,  -4,  -6,  -7,  -7,  -5,  -6,  -5,  -4,  -5,  -4,  -2,  -6,  -5,
   -9, -10,  -8,  -6,  -8,  -9,  -8,  -8,  -8,  -8,  -8,  -7,  -7,  -3,  -8,  -7,
  -15, -13, -13, -13, -12, -11, -11, -11, -10, -10, -10, -10, -10, -10,  -9,  -9,
    2,   2,   1,   1,   2,   2,   3,   2,   1,   1,   1,   1,   2,   0,   3,   2,
    5,   6,   4,   3,   5,   6,   6,   4,   5,   4,   3,   4,   3,   1,   5,   4,
    8,   9,   7,   5,   7,   8,   7,   7,   7,   7,   7,   6,   6,   2,   7,   6,
   14,  12,  12,  12,  11,  10,  10,  10,   9,   9,   9,   9,   9,   9,   8,   8,
], 16);
