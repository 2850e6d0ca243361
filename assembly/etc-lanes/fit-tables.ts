/** What the modifiers of a table miss of the luma of a half, under the base at hand. */
import { FIT_COST, FIT_HALF, FIT_LUMA, FIT_TABLE } from './fit';
import { HALF_TABLES, LUMAS, halfStart, halfStride } from './four-state';
import { middleOf, spreadOf } from './modifiers-four';

/** Distance from the nearer modifier, signed. */
// @ts-ignore: decorator
@inline
function missOf(distance: v128, middle: v128, spread: v128): v128 {
  return i16x8.sub(i16x8.abs(i16x8.sub(distance, middle)), spread);
}

/** Takes the better of the two tables of a half 0..3 and adds what it misses to the cost of the fit. */
export function fitTables(fit: usize, half: i32): void {
  const own = fit + (half & 1 ? FIT_HALF : 0);
  const base = v128.load(own, FIT_LUMA);
  const lower = v128.load(HALF_TABLES + ((<usize>half) << 4));
  const upper = i32x4.add(lower, i32x4.splat(1));
  const middle0 = middleOf(lower);
  const spread0 = spreadOf(lower);
  const middle1 = middleOf(upper);
  const spread1 = spreadOf(upper);
  let total0 = i32x4.splat(0);
  let total1 = i32x4.splat(0);
  const stride = halfStride(half);
  let at = LUMAS + halfStart(half);
  for (let count: i32 = 4; count > 0; count--, at += stride) {
    const distance = i16x8.abs(i16x8.sub(v128.load(at), base));
    const miss0 = missOf(distance, middle0, spread0);
    const miss1 = missOf(distance, middle1, spread1);
    total0 = i32x4.add(total0, i32x4.dot_i16x8_s(miss0, miss0));
    total1 = i32x4.add(total1, i32x4.dot_i16x8_s(miss1, miss1));
  }
  v128.store(own, i32x4.sub(lower, i32x4.lt_s(total1, total0)), FIT_TABLE);
  v128.store(fit, i32x4.add(v128.load(fit, FIT_COST), i32x4.min_s(total0, total1)), FIT_COST);
}
