/**
 * Planar mode of the four blocks: least squares through the corners, each rounded to its nearest level; what that costs is a
 * quadratic form of how far the corners moved.
 * Spec: KDFS 1.4, "Format RGB ETC2", planar mode.
 */
import { FITS, FIT_BYTES, FIT_COST } from './fit';
import { LUMAS, PLANES, PLANE_BYTES } from './four-state';

/** i16: x and x + 1 of both vectors of a row as 2 x − 3. */
const X_LANES: usize = memory.data<i16>([-3, -1, -3, -1, -3, -1, -3, -1, 1, 3, 1, 3, 1, 3, 1, 3], 16);

/** i32x4[3][3]: levels O, H, V of each component. */
export const CORNERS: usize = memory.data(144, 16);
/** i32x4: blocks that are planar. */
export const PLANAR_MASK: usize = memory.data(16, 16);
/** f32x4[3][3]: least-squares corners O, H, V of each component, 0..255 and beyond. */
export const IDEALS: usize = memory.data(144, 16);

/** What a plane errs more for the rounding of a decoder: 12 times 16 texels of three components, a twelfth each. */
export const DECODER_ROUNDING: f32 = 48;

// @ts-ignore: decorator
@inline
function square(value: v128): v128 {
  return f32x4.mul(value, value);
}

/**
 * Least squares of a component.
 *
 * @returns f32x4: 12 times what the plane takes away from the sum of squares
 */
// @ts-ignore: decorator
@inline
function fitPlane(component: usize): v128 {
  const at = PLANES + component * PLANE_BYTES;
  const row0 = i16x8.add(v128.load(at), v128.load(at, 16));
  const row1 = i16x8.add(v128.load(at, 32), v128.load(at, 48));
  const row2 = i16x8.add(v128.load(at, 64), v128.load(at, 80));
  const row3 = i16x8.add(v128.load(at, 96), v128.load(at, 112));
  const left = i16x8.add(i16x8.add(v128.load(at), v128.load(at, 32)), i16x8.add(v128.load(at, 64), v128.load(at, 96)));
  const right = i16x8.add(
    i16x8.add(v128.load(at, 16), v128.load(at, 48)),
    i16x8.add(v128.load(at, 80), v128.load(at, 112)),
  );
  const slopesX = i32x4.add(
    i32x4.dot_i16x8_s(left, v128.load(X_LANES)),
    i32x4.dot_i16x8_s(right, v128.load(X_LANES, 16)),
  );
  const outer = i16x8.sub(row3, row0);
  const slopes = i16x8.add(i16x8.sub(row2, row1), i16x8.add(outer, i16x8.add(outer, outer)));
  const ones = i16x8.splat(1);
  const sum = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(i16x8.add(left, right), ones));
  const x = f32x4.convert_i32x4_s(slopesX);
  const y = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(slopes, ones));
  // With d = 2 x − 3 the squares of d add up to 80; a corner lies at d = −3, one beyond the last texel at 5.
  const mean = f32x4.mul(sum, f32x4.splat(0.0625));
  const perX = f32x4.mul(x, f32x4.splat(0.0125));
  const perY = f32x4.mul(y, f32x4.splat(0.0125));
  const three = f32x4.splat(3);
  const origin = f32x4.sub(mean, f32x4.mul(three, f32x4.add(perX, perY)));
  const out = IDEALS + component * 48;
  v128.store(out, origin);
  v128.store(out, f32x4.add(origin, f32x4.mul(f32x4.splat(8), perX)), 16);
  v128.store(out, f32x4.add(origin, f32x4.mul(f32x4.splat(8), perY)), 32);
  const slopesPart = f32x4.mul(f32x4.splat(0.15), f32x4.add(square(x), square(y)));
  return f32x4.add(f32x4.mul(f32x4.splat(0.75), square(sum)), slopesPart);
}

/** Nearest level of 6 or 7 bits of a corner; stores it. @returns how far what is shown lies from the corner */
// @ts-ignore: decorator
@inline
function roundCorner(at: usize, bits: i32): v128 {
  const ideal = v128.load(IDEALS + at);
  const top = <f32>((1 << bits) - 1);
  const inside = f32x4.pmin(f32x4.pmax(ideal, f32x4.splat(0)), f32x4.splat(255));
  const scaled = f32x4.add(f32x4.mul(inside, f32x4.splat(top / 255)), f32x4.splat(0.5));
  const level = i32x4.trunc_sat_f32x4_s(scaled);
  v128.store(CORNERS + at, level);
  const shown = v128.or(i32x4.shl(level, 8 - bits), i32x4.shr_u(level, 2 * bits - 8));
  return f32x4.sub(f32x4.convert_i32x4_s(shown), ideal);
}

/** Rounds the corners of a component. @returns 12 times what that costs */
// @ts-ignore: decorator
@inline
function roundPlane(component: usize, bits: i32): v128 {
  const at = component * 48;
  const origin = roundCorner(at, bits);
  const quarter = f32x4.splat(0.25);
  const x = f32x4.mul(f32x4.sub(roundCorner(at + 16, bits), origin), quarter);
  const y = f32x4.mul(f32x4.sub(roundCorner(at + 32, bits), origin), quarter);
  // Σ (o + x i + y j)² over i, j = 0..3
  const linear = f32x4.mul(
    origin,
    f32x4.add(f32x4.mul(f32x4.splat(16), origin), f32x4.mul(f32x4.splat(48), f32x4.add(x, y))),
  );
  const squares = f32x4.mul(f32x4.splat(56), f32x4.add(square(x), square(y)));
  const both = f32x4.mul(f32x4.splat(72), f32x4.mul(x, y));
  return f32x4.mul(f32x4.splat(12), f32x4.add(linear, f32x4.add(squares, both)));
}

/** Σ luma², 4 times: what a plane has to beat beside the cost of halves. */
// @ts-ignore: decorator
@inline
function lumaSquares(): v128 {
  let total = i32x4.splat(0);
  for (let at = LUMAS; at < LUMAS + 128; at += 16) {
    const luma = v128.load(at);
    total = i32x4.add(total, i32x4.dot_i16x8_s(luma, luma));
  }
  return total;
}

/** Fills {@link PLANAR_MASK}, and {@link CORNERS} where a block is planar. @returns whether any is */
export function fitPlanes(): bool {
  const halves = i32x4.min_s(v128.load(FITS, FIT_COST), v128.load(FITS + FIT_BYTES, FIT_COST));
  const taken = f32x4.add(f32x4.add(fitPlane(0), fitPlane(1)), fitPlane(2));
  const wanted = f32x4.convert_i32x4_s(i32x4.sub(halves, lumaSquares()));
  let cost = f32x4.sub(f32x4.splat(DECODER_ROUNDING), taken);
  if (!v128.any_true(f32x4.lt(cost, wanted))) {
    v128.store(PLANAR_MASK, i32x4.splat(0));
    return false;
  }
  cost = f32x4.add(cost, f32x4.add(f32x4.add(roundPlane(0, 6), roundPlane(1, 7)), roundPlane(2, 6)));
  const isPlanar = f32x4.lt(cost, wanted);
  v128.store(PLANAR_MASK, isPlanar);
  return v128.any_true(isPlanar);
}
