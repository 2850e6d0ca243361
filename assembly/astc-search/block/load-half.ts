/**
 * Float16 pixels → planes of an HDR domain: colors on the pseudo-logarithmic scale, alpha there or in 8-bit steps.
 * Spec: KDFS 1.4, ASTC "Weight Application", whose last step is undone here.
 */
import { I16_PLANE, PIXELS, TEXELS_I16, blockState } from './block-state';
import { DOMAIN_HDR } from './domain';

const HALF_INFINITY: i16 = 0x7c00;
const HALF_MAX: i16 = 0x7bff;
const HALF_ONE: i16 = 0x3c00;
/** Float32 whose product with a half's bits, moved to float32's place, is its value times 255 · 64. */
const ALPHA_SCALE: f32 = 5192296858534827628530496329220096.0 * 16320.0;

/**
 * Makes every half of PIXELS one that an HDR texture holds: negative values and NaN are 0, infinity and what is above
 * are the largest finite value; with LDR alpha, alpha is 1.0 at most.
 */
export function cleanHalves(): void {
  const state = blockState();
  const highest = state.domain == DOMAIN_HDR ? HALF_MAX : HALF_ONE;
  const limits = i16x8(HALF_MAX, HALF_MAX, HALF_MAX, highest, HALF_MAX, HALF_MAX, HALF_MAX, highest);
  const infinity = i16x8.splat(HALF_INFINITY);
  const end = PIXELS + ((<usize>state.paddedCount8) << 3);
  for (let at = PIXELS; at < end; at += 16) {
    const half = i16x8.max_s(v128.load(at), i16x8.splat(0));
    const number = v128.andnot(half, i16x8.gt_s(half, infinity));
    v128.store(at, i16x8.min_s(number, limits));
  }
}

/** Clean halves → 1/64 of a step. */
export function widenHalves(): void {
  const state = blockState();
  const isHdrAlpha = state.domain == DOMAIN_HDR;
  for (let texel: usize = 0; texel < <usize>state.paddedCount8; texel += 8) {
    const from = PIXELS + (texel << 3);
    const t01 = v128.load(from);
    const t23 = v128.load(from, 16);
    const t45 = v128.load(from, 32);
    const t67 = v128.load(from, 48);
    // r0 r1 r2 r3 g0 g1 g2 g3, and so on
    const rg0 = i16x8.shuffle(t01, t23, 0, 4, 8, 12, 1, 5, 9, 13);
    const rg4 = i16x8.shuffle(t45, t67, 0, 4, 8, 12, 1, 5, 9, 13);
    const ba0 = i16x8.shuffle(t01, t23, 2, 6, 10, 14, 3, 7, 11, 15);
    const ba4 = i16x8.shuffle(t45, t67, 2, 6, 10, 14, 3, 7, 11, 15);
    const a = i64x2.shuffle(ba0, ba4, 1, 3);
    const out = TEXELS_I16 + (texel << 1);
    v128.store(out, toLog(i64x2.shuffle(rg0, rg4, 0, 2)));
    v128.store(out, toLog(i64x2.shuffle(rg0, rg4, 1, 3)), I16_PLANE);
    v128.store(out, toLog(i64x2.shuffle(ba0, ba4, 0, 2)), 2 * I16_PLANE);
    v128.store(out, isHdrAlpha ? toLog(a) : toAlphaSteps(a), 3 * I16_PLANE);
  }
}

/**
 * A quarter of the middle of the 16-bit values that decode to each half. A decoder's mantissa is a curve of three
 * straight pieces; the inverse, sloped 2/3, 1/2 and 2/5, bends downwards, so that it is the least of three lines.
 */
// @ts-ignore: decorator
@inline
function toLog(half: v128): v128 {
  const exponent = i16x8.shl(i16x8.shr_u(half, 10), 9);
  // lines in sixteenths
  const mantissa = i16x8.shl(v128.and(half, i16x8.splat(0x3ff)), 4);
  const low = i16x8.add(i16x8.q15mulr_sat_s(mantissa, i16x8.splat(21845)), i16x8.splat(3));
  const middle = i16x8.add(i16x8.shr_u(mantissa, 1), i16x8.splat(514));
  const high = i16x8.add(i16x8.q15mulr_sat_s(mantissa, i16x8.splat(13107)), i16x8.splat(1640));
  const shaped = i16x8.add(i16x8.min_s(i16x8.min_s(low, middle), high), i16x8.splat(8));
  return i16x8.add(exponent, i16x8.shr_u(shaped, 4));
}

/** Halves 0..1 in 1/64 of an 8-bit step. */
// @ts-ignore: decorator
@inline
function toAlphaSteps(half: v128): v128 {
  const scale = f32x4.splat(ALPHA_SCALE);
  const low = f32x4.mul(i32x4.shl(i32x4.extend_low_i16x8_u(half), 13), scale);
  const high = f32x4.mul(i32x4.shl(i32x4.extend_high_i16x8_u(half), 13), scale);
  return i16x8.narrow_i32x4_s(
    i32x4.trunc_sat_f32x4_s(f32x4.nearest(low)),
    i32x4.trunc_sat_f32x4_s(f32x4.nearest(high)),
  );
}
