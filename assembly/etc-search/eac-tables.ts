/** Modifiers of EAC. Spec: KDFS 1.4, "Format RGBA ETC2", table of alpha modifiers. */

/** i8[8][16]: by selector, then by table. */
// prettier-ignore
export const EAC_MODIFIERS: usize = memory.data<i8>([
   -3,  -3,  -2,  -2,  -3,  -3,  -4,  -3,  -2,  -2,  -2,  -2,  -3,  -1,  -4,  -3,
   -6,  -7,  -5,  -4,  -6,  -7,  -7,  -5,  -6,  -5,  -4,  -5,  -4,  -2,  -6,  -5,
   -9, -10,  -8,  -6,  -8,  -9,  -8,  -8,  -8,  -8,  -8,  -7,  -7,  -3,  -8,  -7,
  -15, -13, -13, -13, -12, -11, -11, -11, -10, -10, -10, -10, -10, -10,  -9,  -9,
    2,   2,   1,   1,   2,   2,   3,   2,   1,   1,   1,   1,   2,   0,   3,   2,
    5,   6,   4,   3,   5,   6,   6,   4,   5,   4,   3,   4,   3,   1,   5,   4,
    8,   9,   7,   5,   7,   8,   7,   7,   7,   7,   7,   6,   6,   2,   7,   6,
   14,  12,  12,  12,  11,  10,  10,  10,   9,   9,   9,   9,   9,   9,   8,   8,
], 16);

/** Table with six modifiers in a row, −3..2. */
export const DENSE_TABLE: i32 = 13;

// @ts-ignore: decorator
@inline
export function eacModifier(table: i32, selector: i32): i32 {
  return load<i8>(EAC_MODIFIERS + (<usize>selector << 4) + <usize>table);
}
