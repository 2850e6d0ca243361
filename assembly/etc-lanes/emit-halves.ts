/** The better flip of each block → words. */
import { FITS, FIT_BYTES, FIT_COST, FIT_HALF, FIT_INDIVIDUAL, FIT_LEVELS, FIT_LUMA, FIT_TABLE } from './fit';
import { LUMAS } from './four-state';
import { middleOf } from './modifiers-four';
import { COLOR_HIGH, COLOR_LOW } from './words';

/** Bits of the texels of each vector, k = 4 x + y. */
// prettier-ignore
const TEXEL_BITS: usize = memory.data<u16>([
  1 << 0, 1 << 4, 1 << 0, 1 << 4, 1 << 0, 1 << 4, 1 << 0, 1 << 4,
  1 << 8, 1 << 12, 1 << 8, 1 << 12, 1 << 8, 1 << 12, 1 << 8, 1 << 12,
], 16);

/** A field of the better flip. */
// @ts-ignore: decorator
@inline
function fieldOf(isFlipped: v128, at: usize): v128 {
  return v128.bitselect(v128.load(FITS + FIT_BYTES + at), v128.load(FITS + at), isFlipped);
}

/** The bits of one component of both halves, 8 of them. */
// @ts-ignore: decorator
@inline
function levelField(isFlipped: v128, isIndividual: v128, component: usize): v128 {
  const first = fieldOf(isFlipped, FIT_LEVELS + component);
  const second = fieldOf(isFlipped, FIT_LEVELS + FIT_HALF + component);
  const difference = v128.and(i32x4.sub(second, first), i32x4.splat(7));
  const differential = v128.or(i32x4.shl(first, 3), difference);
  return v128.bitselect(v128.or(i32x4.shl(first, 4), second), differential, isIndividual);
}

/** Bits of a quadrant's texels: whether they take the large modifier, whether a negative one. */
// @ts-ignore: decorator
@inline
function largeBits(at: usize, base: v128, middle: v128, bits: v128): v128 {
  const isLarge = i16x8.gt_s(i16x8.abs(i16x8.sub(v128.load(at), base)), middle);
  return v128.and(isLarge, bits);
}

// @ts-ignore: decorator
@inline
function negativeBits(at: usize, base: v128, bits: v128): v128 {
  return v128.and(i16x8.shr_s(i16x8.sub(v128.load(at), base), 15), bits);
}

/** Selectors of two vectors of texels, one below the other: large modifiers, negative ones. */
// @ts-ignore: decorator
@inline
function selectLarge(at: usize, base: v128, middle: v128, bits: v128): v128 {
  return v128.or(largeBits(at, base, middle, bits), largeBits(at + 32, base, middle, i16x8.shl(bits, 1)));
}

// @ts-ignore: decorator
@inline
function selectNegative(at: usize, base: v128, bits: v128): v128 {
  return v128.or(negativeBits(at, base, bits), negativeBits(at + 32, base, i16x8.shl(bits, 1)));
}

/** Both texels of a lane into one. */
// @ts-ignore: decorator
@inline
function joinTexels(bits: v128): v128 {
  return v128.and(v128.or(bits, i32x4.shr_u(bits, 16)), i32x4.splat(0xffff));
}

/** Fills {@link COLOR_HIGH} and {@link COLOR_LOW}. */
export function emitFour(): void {
  const isFlipped = i32x4.lt_s(v128.load(FITS + FIT_BYTES, FIT_COST), v128.load(FITS, FIT_COST));
  const isIndividual = fieldOf(isFlipped, FIT_INDIVIDUAL);
  const firstTable = fieldOf(isFlipped, FIT_TABLE);
  const secondTable = fieldOf(isFlipped, FIT_TABLE + FIT_HALF);
  let high = i32x4.shl(levelField(isFlipped, isIndividual, 0), 24);
  high = v128.or(high, i32x4.shl(levelField(isFlipped, isIndividual, 16), 16));
  high = v128.or(high, i32x4.shl(levelField(isFlipped, isIndividual, 32), 8));
  high = v128.or(high, v128.or(i32x4.shl(firstTable, 5), i32x4.shl(secondTable, 2)));
  high = v128.or(high, v128.andnot(i32x4.splat(2), isIndividual));
  v128.store(COLOR_HIGH, v128.or(high, v128.and(isFlipped, i32x4.splat(1))));

  const firstBase = fieldOf(isFlipped, FIT_LUMA);
  const secondBase = fieldOf(isFlipped, FIT_LUMA + FIT_HALF);
  const firstMiddle = middleOf(firstTable);
  const secondMiddle = middleOf(secondTable);
  const rightBase = v128.bitselect(firstBase, secondBase, isFlipped);
  const rightMiddle = v128.bitselect(firstMiddle, secondMiddle, isFlipped);
  const lowBase = v128.bitselect(secondBase, firstBase, isFlipped);
  const lowMiddle = v128.bitselect(secondMiddle, firstMiddle, isFlipped);
  const left = v128.load(TEXEL_BITS);
  const right = v128.load(TEXEL_BITS, 16);
  const lowLeft = i16x8.shl(left, 2);
  const lowRight = i16x8.shl(right, 2);
  let large = selectLarge(LUMAS, firstBase, firstMiddle, left);
  large = v128.or(large, selectLarge(LUMAS + 16, rightBase, rightMiddle, right));
  large = v128.or(large, selectLarge(LUMAS + 64, lowBase, lowMiddle, lowLeft));
  large = v128.or(large, selectLarge(LUMAS + 80, secondBase, secondMiddle, lowRight));
  let negative = selectNegative(LUMAS, firstBase, left);
  negative = v128.or(negative, selectNegative(LUMAS + 16, rightBase, right));
  negative = v128.or(negative, selectNegative(LUMAS + 64, lowBase, lowLeft));
  negative = v128.or(negative, selectNegative(LUMAS + 80, secondBase, lowRight));
  v128.store(COLOR_LOW, v128.or(joinTexels(large), i32x4.shl(joinTexels(negative), 16)));
}
