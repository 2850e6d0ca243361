/** What was found for the values of EAC → words: base, multiplier and table, then sixteen selectors of three bits. */
import { EAC_BASE, EAC_MULTIPLIER, EAC_TABLE, EAC_TEXELS, centerOf, factorOf } from './eac-scale';
import { twice } from './four-state';
import { EAC_HIGH, EAC_LOW } from './words';

/** u8[16]: by table, where the nearer of two neighbouring modifiers changes, in factors. */
const STEP01: usize = memory.data<u8>([8, 9, 6, 5, 8, 9, 10, 7, 7, 6, 5, 6, 6, 2, 9, 7], 16);
const STEP12: usize = memory.data<u8>([14, 16, 12, 9, 13, 15, 14, 12, 13, 12, 11, 11, 10, 4, 13, 11], 16);
const STEP23: usize = memory.data<u8>([23, 22, 20, 18, 19, 19, 18, 18, 17, 17, 17, 16, 16, 12, 16, 15], 16);

// @ts-ignore: decorator
@inline
function stepOf(bytes: usize, table: v128, factors: v128): v128 {
  const step = v128.and(i8x16.swizzle(v128.load(bytes), table), i32x4.splat(255));
  return i16x8.mul(twice(step), factors);
}

/** Selectors of the four texels of a column each, 12 bits a lane of 16. @param at  the vectors of the left or right half */
// @ts-ignore: decorator
@inline
function columnsOf(at: usize, middle: v128, step01: v128, step12: v128, step23: v128): v128 {
  let columns = i16x8.splat(0);
  for (let row: usize = 0; row < 128; row += 32) {
    const difference = i16x8.sub(v128.load(at + row), middle);
    const distance = i16x8.abs(difference);
    let selector = i16x8.add(i16x8.gt_s(distance, step01), i16x8.gt_s(distance, step12));
    selector = i16x8.add(selector, i16x8.gt_s(distance, step23));
    // Masks count down; the selectors of what is not negative are 4 more.
    selector = i16x8.sub(v128.andnot(i16x8.splat(4), i16x8.shr_s(difference, 15)), selector);
    columns = v128.or(i16x8.shl(columns, 3), selector);
  }
  return columns;
}

/** Fills {@link EAC_HIGH} and {@link EAC_LOW}. */
export function emitEacFour(): void {
  const table = v128.load(EAC_TABLE);
  const multiplier = v128.load(EAC_MULTIPLIER);
  const base = v128.load(EAC_BASE);
  const factor = factorOf(multiplier);
  const factors = twice(factor);
  const middle = twice(v128.and(centerOf(base, factor), i32x4.splat(0xffff)));
  const step01 = stepOf(STEP01, table, factors);
  const step12 = stepOf(STEP12, table, factors);
  const step23 = stepOf(STEP23, table, factors);
  const left = columnsOf(EAC_TEXELS, middle, step01, step12, step23);
  const right = columnsOf(EAC_TEXELS + 16, middle, step01, step12, step23);
  const low16 = i32x4.splat(0xffff);
  const top = v128.or(i32x4.shl(v128.and(left, low16), 12), i32x4.shr_u(left, 16));
  const bottom = v128.or(i32x4.shl(v128.and(right, low16), 12), i32x4.shr_u(right, 16));
  const codes = v128.or(i32x4.shl(base, 24), v128.or(i32x4.shl(multiplier, 20), i32x4.shl(table, 16)));
  v128.store(EAC_HIGH, v128.or(codes, i32x4.shr_u(top, 8)));
  v128.store(EAC_LOW, v128.or(i32x4.shl(top, 24), bottom));
}
