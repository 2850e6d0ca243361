/** Sixteen-bit results of interpolation → the bits of float16. Spec: KDFS 1.4, ASTC "Weight Application". */

/**
 * Unorm16 C in four i32 lanes → float16 bits: 65535 is 1.0, anything else C / 65536 rounded towards zero.
 */
@inline
export function unorm16ToHalf(c: v128): v128 {
  // A float32 of C is exact; its exponent is 127 + e, that of the half is 15 + e − 16, and the mantissa is cut.
  const bits = f32x4.convert_i32x4_u(c);
  const normal = i32x4.sub(i32x4.shr_u(bits, 13), i32x4.splat(128 << 10));
  // Below 2^-14 the half is denormal, in units of 2^-24.
  const finite = v128.bitselect(i32x4.shl(c, 8), normal, i32x4.lt_u(c, i32x4.splat(4)));
  return v128.bitselect(i32x4.splat(0x3c00), finite, i32x4.eq(c, i32x4.splat(65535)));
}

/**
 * HDR C in four i32 lanes → float16 bits: the piecewise linear step from the pseudo-logarithmic scale, at most the
 * largest finite value.
 */
@inline
export function logToHalf(c: v128): v128 {
  const exponent = i32x4.shl(i32x4.shr_u(c, 11), 10);
  const mantissa = v128.and(c, i32x4.splat(0x7ff));
  // 3 M below 512, 5 M − 2048 from 1536, 4 M − 512 between: the middle line plus what the outer two add to it.
  const middle = i32x4.sub(i32x4.shl(mantissa, 2), i32x4.splat(512));
  const below = i32x4.max_s(i32x4.sub(i32x4.splat(512), mantissa), i32x4.splat(0));
  const above = i32x4.max_s(i32x4.sub(mantissa, i32x4.splat(1536)), i32x4.splat(0));
  const shaped = i32x4.shr_u(i32x4.add(middle, i32x4.add(below, above)), 3);
  return i32x4.min_s(i32x4.add(exponent, shaped), i32x4.splat(0x7bff));
}

/** One {@link unorm16ToHalf}. */
@inline
export function unorm16ToHalfScalar(c: i32): i32 {
  return i32x4.extract_lane(unorm16ToHalf(i32x4.splat(c)), 0);
}
