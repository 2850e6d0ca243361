/** A second try: the bases that are best for the modifiers which the first ones gave the texels. */
import { FIT_HALF, FIT_LUMA, FIT_TABLE } from './fit';
import { HALF_BYTES, HALF_SUMS, LUMAS, halfStart, halfStride } from './four-state';
import { middleOf, spreadOf } from './modifiers-four';

/** i32x4[2][3]: eighths of the colours wanted of both halves. */
export const WANTED: usize = memory.data(96, 16);

/**
 * Fills {@link WANTED} of half 0..3: the sum less that of the modifiers its texels take. In doubled luma, six times a
 * modifier, the small one is middle − spread and the large one middle + spread.
 */
export function shiftHalf(fit: usize, half: i32): void {
  const own = fit + (half & 1 ? FIT_HALF : 0);
  const base = v128.load(own, FIT_LUMA);
  const tables = v128.load(own, FIT_TABLE);
  const middle = middleOf(tables);
  const spread = spreadOf(tables);
  let total = i32x4.splat(0);
  const stride = halfStride(half);
  let at = LUMAS + halfStart(half);
  const small = i16x8.sub(middle, spread);
  const large = i16x8.add(middle, spread);
  for (let count: i32 = 4; count > 0; count--, at += stride) {
    const difference = i16x8.sub(v128.load(at), base);
    const distance = i16x8.abs(difference);
    const modifier = v128.bitselect(large, small, i16x8.gt_s(distance, middle));
    const sign = i16x8.shr_s(difference, 15);
    total = i32x4.add(total, i32x4.dot_i16x8_s(v128.xor(modifier, sign), i16x8.splat(1)));
    total = i32x4.sub(total, i32x4.dot_i16x8_s(sign, i16x8.splat(1)));
  }
  // A sixth, rounded down: 10923 / 65536.
  const offset = i32x4.shr_s(i32x4.mul(total, i32x4.splat(10923)), 16);
  const sums = HALF_SUMS + <usize>half * HALF_BYTES;
  const out = WANTED + (half & 1 ? HALF_BYTES : 0);
  for (let component: usize = 0; component < 48; component += 16) {
    const wanted = i32x4.sub(v128.load(sums + component), offset);
    v128.store(out + component, i32x4.min_s(i32x4.max_s(wanted, i32x4.splat(0)), i32x4.splat(2040)));
  }
}
