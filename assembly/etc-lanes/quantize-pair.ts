/** Colours wanted of two halves → bases as the format holds them: differential where that is legal, else individual. */
import { FIT_COST, FIT_HALF, FIT_INDIVIDUAL, FIT_LEVELS, FIT_LUMA } from './fit';
import { twice } from './four-state';

/** Levels of 5 bits of a mean in eighths, 0..2040. */
// @ts-ignore: decorator
@inline
function level5(mean: v128): v128 {
  const scaled = i32x4.sub(i32x4.shl(mean, 5), mean);
  return i32x4.shr_u(i32x4.add(i32x4.add(scaled, i32x4.shr_u(mean, 3)), i32x4.splat(1024)), 11);
}

/** Levels of 4 bits. */
// @ts-ignore: decorator
@inline
function level4(mean: v128): v128 {
  const scaled = i32x4.shl(i32x4.sub(i32x4.shl(mean, 4), mean), 1);
  return i32x4.shr_u(i32x4.add(i32x4.add(scaled, i32x4.shr_u(mean, 3)), i32x4.splat(2048)), 12);
}

// @ts-ignore: decorator
@inline
function shown5(level: v128): v128 {
  return v128.or(i32x4.shl(level, 3), i32x4.shr_u(level, 2));
}

// @ts-ignore: decorator
@inline
function shown4(level: v128): v128 {
  return v128.or(i32x4.shl(level, 4), level);
}

/** Whether the second less the first is none of −4..3. */
// @ts-ignore: decorator
@inline
function isFar(first: v128, second: v128): v128 {
  return i32x4.gt_u(i32x4.add(i32x4.sub(second, first), i32x4.splat(4)), i32x4.splat(7));
}

/** Writes the levels of a half that is individual where the mask says, its luma, and adds the cost of its base. */
// @ts-ignore: decorator
@inline
function storeHalf(fit: usize, means: usize, sums: usize, isIndividual: v128, cost: v128): v128 {
  let luma = i32x4.splat(0);
  let lumas = i32x4.splat(0);
  for (let at: usize = 0; at < 48; at += 16) {
    const sum = v128.load(sums + at);
    const levels = v128.load(fit + at, 32);
    let base = shown5(levels);
    if (v128.any_true(isIndividual)) {
      const own = level4(v128.load(means + at));
      v128.store(fit + at, v128.bitselect(own, levels, isIndividual), 32);
      base = v128.bitselect(shown4(own), base, isIndividual);
    }
    luma = i32x4.add(luma, base);
    lumas = i32x4.add(lumas, sum);
    const rest = i32x4.dot_i16x8_s(base, i32x4.sub(sum, i32x4.shl(base, 2)));
    cost = i32x4.sub(cost, i32x4.add(i32x4.shl(rest, 4), i32x4.shl(rest, 3)));
  }
  v128.store(fit, twice(i32x4.shl(luma, 1)), FIT_LUMA);
  const rest = i32x4.dot_i16x8_s(luma, i32x4.sub(lumas, i32x4.shl(luma, 2)));
  return i32x4.add(cost, i32x4.shl(rest, 3));
}

/**
 * Fills bases, luma and the cost of the bases of a fit.
 *
 * @param means  i32x4[2][3]: eighths of the colours wanted of both halves, 0..2040
 * @param sums  i32x4[2][3]: sums of both halves
 */
export function quantizePair(fit: usize, means: usize, sums: usize): void {
  let isIndividual = i32x4.splat(0);
  for (let at: usize = 0; at < 48; at += 16) {
    const first = level5(v128.load(means + at));
    const second = level5(v128.load(means + at, 48));
    isIndividual = v128.or(isIndividual, isFar(first, second));
    v128.store(fit + at, first, FIT_LEVELS);
    v128.store(fit + at, second, FIT_LEVELS + FIT_HALF);
  }
  v128.store(fit, isIndividual, FIT_INDIVIDUAL);
  const cost = storeHalf(fit, means, sums, isIndividual, i32x4.splat(0));
  v128.store(fit, storeHalf(fit + FIT_HALF, means + 48, sums + 48, isIndividual, cost), FIT_COST);
}
