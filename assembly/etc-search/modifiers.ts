/** Constants of the format that the search shares. Spec: KDFS 1.4, "Format RGB ETC2", tables of modifiers. */

/** i32[8][2]: small and large modifier of each table. */
// prettier-ignore
export const MODIFIERS: usize = memory.data<i32>([2, 8, 5, 17, 9, 29, 13, 42, 18, 60, 24, 80, 33, 106, 47, 183], 16);

/** u8[16] each, for byte lookups: small and large modifier of table 0..7. */
export const SMALL_BYTES: usize = memory.data<u8>([2, 5, 9, 13, 18, 24, 33, 47, 0, 0, 0, 0, 0, 0, 0, 0], 16);
export const LARGE_BYTES: usize = memory.data<u8>([8, 17, 29, 42, 60, 80, 106, 183, 0, 0, 0, 0, 0, 0, 0, 0], 16);

/** i32[8]: distances of modes T and H. */
export const DISTANCES: usize = memory.data<i32>([3, 6, 11, 16, 23, 32, 41, 64], 16);

/** u8[16]: the same for byte lookups. */
export const DISTANCE_BYTES: usize = memory.data<u8>([3, 6, 11, 16, 23, 32, 41, 64, 0, 0, 0, 0, 0, 0, 0, 0], 16);

// @ts-ignore: decorator
@inline
export function smallModifier(table: i32): i32 {
  return load<i32>(MODIFIERS + (<usize>table << 3));
}

// @ts-ignore: decorator
@inline
export function largeModifier(table: i32): i32 {
  return load<i32>(MODIFIERS + (<usize>table << 3), 4);
}

// @ts-ignore: decorator
@inline
export function distanceOf(index: i32): i32 {
  return load<i32>(DISTANCES + (<usize>index << 2));
}
