/**
 * Two integers for two free values, priced by a quadratic form: what every endpoint mode is made of. And where a mode
 * puts its result.
 */
import { COLOR_NEAREST, QUANT_256, QUANT_6 } from '../../astc/quant';
import { ROUNDER } from '../../simd/lanes';

export const INFINITE: f32 = 1e30;

/**
 * A mode's result: u8[8] uvalues, 0 past the last integer, and the eight decoded endpoint components (r g b a, r g b a).
 * Written only when the mode's error is finite.
 */
export const MODE_UVALUES: usize = memory.data(16, 16);
export const MODE_DECODED: usize = MODE_UVALUES + 8;

// @ts-ignore: decorator
@inline
export function clampByte(value: i32): i32 {
  return max<i32>(0, min<i32>(255, value));
}

/** Nearest uvalue of a level row to any number. */
// @ts-ignore: decorator
@inline
export function nearestUvalue(row: usize, value: f32): i32 {
  const inRange = f32x4.pmin(f32x4.pmax(f32x4.splat(value), f32x4.splat(0)), f32x4.splat(255));
  const rounded = i32x4.extract_lane(f32x4.add(inRange, f32x4.splat(ROUNDER)), 0);
  return <i32>load<u8>(row + <usize>(rounded & 255));
}

// @ts-ignore: decorator
@inline
export function form(a: f32, b: f32, d: f32, p: f32, q: f32): f32 {
  return a * p * p + 2 * b * p * q + d * q * q;
}

/** `numerator` / `denominator`, 0 where the form does not hold an end. */
// @ts-ignore: decorator
@inline
export function follow(numerator: f32, denominator: f32): f32 {
  return denominator > 1e-6 ? numerator / denominator : 0;
}

/**
 * Two integers for two free values under a form: round one, move the other's optimum along, round it; from both sides.
 *
 * @returns first integer | second << 8
 */
export function fitPair(row: usize, c0: f32, c1: f32, a: f32, b: f32, d: f32): i32 {
  const first0 = nearestUvalue(row, c0);
  const p0 = <f32>first0 - c0;
  const first1 = nearestUvalue(row, c1 - follow(b, d) * p0);
  const errorFirst = form(a, b, d, p0, <f32>first1 - c1);
  const second1 = nearestUvalue(row, c1);
  const q1 = <f32>second1 - c1;
  const second0 = nearestUvalue(row, c0 - follow(b, a) * q1);
  const errorSecond = form(a, b, d, <f32>second0 - c0, q1);
  return errorFirst <= errorSecond ? first0 | (first1 << 8) : second0 | (second1 << 8);
}

/** u8[21][256][4]: the nearest uvalue of a value, the one below and the one above; itself at the ends. */
export const NEIGHBOURS: usize = memory.data(21 * 256 * 4, 16);

/** Builds the neighbour tables; once an instance, after the quant tables. */
export function initEndpointQuant(): void {
  for (let level = QUANT_6; level <= QUANT_256; level++) {
    const row = COLOR_NEAREST + ((<usize>level) << 8);
    for (let value: i32 = 0; value < 256; value++) {
      const here = <i32>load<u8>(row + <usize>value);
      let below = here - 1;
      while (below >= 0 && <i32>load<u8>(row + <usize>below) == here) below--;
      let above = here + 1;
      while (above < 256 && <i32>load<u8>(row + <usize>above) == here) above++;
      const out = neighbourRow(row) + ((<usize>value) << 2);
      store<u8>(out, here);
      store<u8>(out, below < 0 ? here : load<u8>(row + <usize>below), 1);
      store<u8>(out, above > 255 ? here : load<u8>(row + <usize>above), 2);
    }
  }
}

/** The part of NEIGHBOURS for a row of COLOR_NEAREST. */
// @ts-ignore: decorator
@inline
export function neighbourRow(row: usize): usize {
  return NEIGHBOURS + ((row - COLOR_NEAREST) << 2);
}

/**
 * The uvalue next to the nearest one of `value`, below (−1) or above (+1); itself at the ends.
 *
 * @param row  of COLOR_NEAREST
 */
// @ts-ignore: decorator
@inline
export function neighbour(row: usize, value: i32, move: i32): i32 {
  return <i32>load<u8>(neighbourRow(row) + ((<usize>value) << 2) + (move > 0 ? 2 : 1));
}
