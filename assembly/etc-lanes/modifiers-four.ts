/** Modifiers of a table a block, as distances of doubled luma: six times a modifier. */
import { twice } from './four-state';

/** u8[16]: sum and difference of the two modifiers of table 0..7. */
const SUM_BYTES: usize = memory.data<u8>([10, 22, 38, 55, 78, 104, 139, 230, 0, 0, 0, 0, 0, 0, 0, 0], 16);
const DIFFERENCE_BYTES: usize = memory.data<u8>([6, 12, 20, 29, 42, 56, 73, 136, 0, 0, 0, 0, 0, 0, 0, 0], 16);

/** Three times the byte of each lane, twice in it. */
// @ts-ignore: decorator
@inline
function triple(bytes: usize, tables: v128): v128 {
  const value = v128.and(i8x16.swizzle(v128.load(bytes), tables), i32x4.splat(255));
  return twice(i32x4.add(value, i32x4.shl(value, 1)));
}

/** Distance in the middle of the small and the large modifier: what lies farther takes the large one. */
// @ts-ignore: decorator
@inline
export function middleOf(tables: v128): v128 {
  return triple(SUM_BYTES, tables);
}

/** Distance of either modifier from the middle. */
// @ts-ignore: decorator
@inline
export function spreadOf(tables: v128): v128 {
  return triple(DIFFERENCE_BYTES, tables);
}
