/**
 * The modifier tables of the formats.
 * Spec: KDFS 1.4, ETC1 "Intensity modifier sets", ETC2 "Distance table for T and H modes",
 * EAC "Intensity modifier sets for alpha component".
 */

/** u8[8][2]: small and large modifier of a table codeword. */
const COLOR_MODIFIERS: usize = memory.data<u8>([2, 8, 5, 17, 9, 29, 13, 42, 18, 60, 24, 80, 33, 106, 47, 183], 16);

/** u8[8]: distance of the T and H modes by distance index. */
const DISTANCES: usize = memory.data<u8>([3, 6, 11, 16, 23, 32, 41, 64], 16);

/** i8[16][8]: EAC modifier by table index and pixel index. */
// prettier-ignore
const EAC_MODIFIERS: usize = memory.data<i8>([
  -3, -6, -9, -15, 2, 5, 8, 14,
  -3, -7, -10, -13, 2, 6, 9, 12,
  -2, -5, -8, -13, 1, 4, 7, 12,
  -2, -4, -6, -13, 1, 3, 5, 12,
  -3, -6, -8, -12, 2, 5, 7, 11,
  -3, -7, -9, -11, 2, 6, 8, 10,
  -4, -7, -8, -11, 3, 6, 7, 10,
  -3, -5, -8, -11, 2, 4, 7, 10,
  -2, -6, -8, -10, 1, 5, 7, 9,
  -2, -5, -8, -10, 1, 4, 7, 9,
  -2, -4, -8, -10, 1, 3, 7, 9,
  -2, -5, -7, -10, 1, 4, 6, 9,
  -3, -4, -7, -10, 2, 3, 6, 9,
  -1, -2, -3, -10, 0, 1, 2, 9,
  -4, -6, -8, -9, 3, 5, 7, 8,
  -3, -5, -7, -9, 2, 4, 6, 8,
], 16);

/** Modifier nearer to 0 of table 0..7. */
@inline
export function smallModifier(table: i32): i32 {
  return load<u8>(COLOR_MODIFIERS + ((<usize>table) << 1));
}

/** Modifier farther from 0 of table 0..7. */
@inline
export function largeModifier(table: i32): i32 {
  return load<u8>(COLOR_MODIFIERS + ((<usize>table) << 1), 1);
}

/** Distance of the T and H modes, index 0..7. */
@inline
export function colorDistance(index: i32): i32 {
  return load<u8>(DISTANCES + <usize>index);
}

/** EAC modifier of table 0..15 for pixel index 0..7. */
@inline
export function eacModifier(table: i32, index: i32): i32 {
  return load<i8>(EAC_MODIFIERS + <usize>((table << 3) | index));
}
