/**
 * EAC of the four blocks at hand: some tables stretched over the values of each block. Modifiers of a table lie about
 * −½ multiplier in pairs, so a value is told by its distance from there and its sign; everything is doubled to stay whole.
 */
import { EAC_BASE, EAC_MULTIPLIER, EAC_TABLE, EAC_TEXELS, centerOf, eacScale, factorOf } from './eac-scale';
import { twice } from './four-state';

/** i32x4: 4 times the error of what was found, or more where inner modifiers are clamped. */
export const EAC_ERROR: usize = memory.data(16, 16);
/** i32x4 each: twice the smallest and the largest value. */
export const LOWEST: usize = memory.data(16, 16);
export const HIGHEST: usize = memory.data(16, 16);

/**
 * Tables tried: number, odd multiples of half a multiplier at which modifiers lie, 65536 / the outermost, rounding of the
 * multiplier: the first, which serves values at two ends, up; the others to the nearest.
 * Why: of these 8 are 0.4 to 0.5 dB worse at 1.2 to 1.4 times the speed, all 16 tables 0.2 dB better at 0.8 times; eight
 * tables with two multipliers each are no better than twelve with one.
 */
// prettier-ignore
export const CANDIDATES: usize = memory.data<i32>([
  13,  1,  3,  5, 19, 3450, 65535, 0,
  11,  3,  9, 13, 19, 3450, 32768, 0,
   2,  3,  9, 15, 25, 2622, 32768, 0,
   3,  3,  7, 11, 25, 2622, 32768, 0,
   9,  3,  9, 15, 19, 3450, 32768, 0,
   8,  3, 11, 15, 19, 3450, 32768, 0,
   1,  5, 13, 19, 25, 2622, 32768, 0,
   0,  5, 11, 17, 29, 2260, 32768, 0,
  10,  3,  7, 15, 19, 3450, 32768, 0,
  14,  7, 11, 15, 17, 3856, 32768, 0,
   5,  5, 13, 17, 21, 3121, 32768, 0,
   7,  5,  9, 15, 21, 3121, 32768, 0,
], 16);
export const CANDIDATE_COUNT: usize = 12;
export const CANDIDATE_BYTES: usize = 32;

/** A range of up to so many 8-bit values is met exactly by the six in a row that table 13 has. */
const DENSE_RANGE2: i32 = 10;
const DENSE_TABLE: i32 = 13;

// @ts-ignore: decorator
@inline
function joinPair(value: v128): v128 {
  return i32x4.shr_s(i32x4.shl(value, 16), 16);
}

/** Smallest and largest value of each block. @returns whether any block has more than one */
export function spanEac(): bool {
  let low = v128.load(EAC_TEXELS);
  let high = low;
  for (let at = EAC_TEXELS + 16; at < EAC_TEXELS + 128; at += 16) {
    low = i16x8.min_s(low, v128.load(at));
    high = i16x8.max_s(high, v128.load(at));
  }
  low = joinPair(i16x8.min_s(low, i32x4.shr_s(low, 16)));
  high = joinPair(i16x8.max_s(high, i32x4.shr_s(high, 16)));
  v128.store(LOWEST, low);
  v128.store(HIGHEST, high);
  return v128.any_true(i32x4.ne(low, high));
}

/** Base that puts the modifiers about the middle of the values. */
// @ts-ignore: decorator
@inline
function baseOf(factor: v128): v128 {
  const scale = eacScale();
  const middle2 = i32x4.shr_s(i32x4.add(v128.load(LOWEST), v128.load(HIGHEST)), 1);
  const wanted = i32x4.add(i32x4.sub(i32x4.add(middle2, factor), i32x4.splat(2 * scale.bias)), i32x4.splat(scale.unit));
  const base = i32x4.shr_s(wanted, scale.shift + 1);
  return i32x4.min_s(i32x4.max_s(base, i32x4.splat(scale.lowestBase)), i32x4.splat(scale.highestBase));
}

// @ts-ignore: decorator
@inline
function missOf(distance: v128, level: v128): v128 {
  return i16x8.abs(i16x8.sub(distance, level));
}

/** 4 times the error of a table whose modifiers lie at multiples of half a factor. */
// @ts-ignore: decorator
@inline
function errorOf(rowPtr: usize, center: v128, factor: v128): v128 {
  const scale = eacScale();
  const middle = twice(v128.and(center, i32x4.splat(0xffff)));
  const factors = twice(factor);
  const level0 = i16x8.mul(factors, i16x8.splat(load<i16>(rowPtr, 4)));
  const level1 = i16x8.mul(factors, i16x8.splat(load<i16>(rowPtr, 8)));
  const level2 = i16x8.mul(factors, i16x8.splat(load<i16>(rowPtr, 12)));
  const level3 = i16x8.mul(factors, i16x8.splat(load<i16>(rowPtr, 16)));
  // The outermost are clamped.
  const upper = i16x8.min_s(level3, i16x8.sub(i16x8.splat(<i16>scale.top2), middle));
  const lower = i16x8.min_s(level3, i16x8.sub(middle, i16x8.splat(<i16>scale.bottom2)));
  let total = i32x4.splat(0);
  for (let at = EAC_TEXELS; at < EAC_TEXELS + 128; at += 16) {
    const difference = i16x8.sub(v128.load(at), middle);
    const distance = i16x8.abs(difference);
    const outer = v128.bitselect(lower, upper, i16x8.shr_s(difference, 15));
    let miss = i16x8.min_s(missOf(distance, level0), missOf(distance, level1));
    miss = i16x8.min_s(miss, i16x8.min_s(missOf(distance, level2), missOf(distance, outer)));
    total = i32x4.add(total, i32x4.dot_i16x8_s(miss, miss));
  }
  return total;
}

/** Tries one table: multiplier by the range of values. */
function tryTable(rowPtr: usize): void {
  const scale = eacScale();
  const range2 = i32x4.sub(v128.load(HIGHEST), v128.load(LOWEST));
  const scaled = i32x4.mul(i32x4.shr_u(range2, 1), i32x4.splat(load<i32>(rowPtr, 20)));
  const rounding = i32x4.splat(load<i32>(rowPtr, 24) << scale.shift);
  const multiplier = i32x4.min_s(i32x4.shr_u(i32x4.add(scaled, rounding), 16 + scale.shift), i32x4.splat(15));
  const factor = factorOf(multiplier);
  const base = baseOf(factor);
  const error = errorOf(rowPtr, centerOf(base, factor), factor);
  const isBetter = i32x4.lt_s(error, v128.load(EAC_ERROR));
  v128.store(EAC_ERROR, v128.bitselect(error, v128.load(EAC_ERROR), isBetter));
  v128.store(EAC_TABLE, v128.bitselect(i32x4.splat(load<i32>(rowPtr)), v128.load(EAC_TABLE), isBetter));
  v128.store(EAC_MULTIPLIER, v128.bitselect(multiplier, v128.load(EAC_MULTIPLIER), isBetter));
  v128.store(EAC_BASE, v128.bitselect(base, v128.load(EAC_BASE), isBetter));
}

/** Values of 8 bits that span little are met exactly: one by its base, up to six in a row by table 13. */
function takeDense(): void {
  const lowest = i32x4.shr_s(v128.load(LOWEST), 1);
  const range2 = i32x4.sub(v128.load(HIGHEST), v128.load(LOWEST));
  const isDense = i32x4.le_s(range2, i32x4.splat(DENSE_RANGE2));
  const isOne = i32x4.eq(range2, i32x4.splat(0));
  const base = i32x4.min_s(v128.bitselect(lowest, i32x4.add(lowest, i32x4.splat(3)), isOne), i32x4.splat(255));
  v128.store(EAC_ERROR, v128.andnot(v128.load(EAC_ERROR), isDense));
  v128.store(EAC_TABLE, v128.bitselect(i32x4.splat(DENSE_TABLE), v128.load(EAC_TABLE), isDense));
  v128.store(EAC_MULTIPLIER, v128.bitselect(v128.andnot(i32x4.splat(1), isOne), v128.load(EAC_MULTIPLIER), isDense));
  v128.store(EAC_BASE, v128.bitselect(base, v128.load(EAC_BASE), isDense));
}

/** Finds tables, multipliers and bases for {@link EAC_TEXELS}. */
export function fitEac(): void {
  const isFlat = !spanEac();
  v128.store(EAC_ERROR, i32x4.splat(i32.MAX_VALUE));
  if (!isFlat || eacScale().shift) {
    for (let row: usize = 0; row < CANDIDATE_COUNT; row++) tryTable(CANDIDATES + row * CANDIDATE_BYTES);
  }
  if (!eacScale().shift) takeDense();
}
