/**
 * Two integers for two free values, priced by a quadratic form: what every endpoint mode is made of; and the scratch in
 * which a mode assembles its variants.
 */
import { COLOR_NEAREST, QUANT_256, QUANT_6 } from '../astc/quant';
import { SIGNIFICANCE } from './block-state';
import { FORM_A_OFFSET, FORM_B_OFFSET, FORM_D_OFFSET, FREE0_OFFSET, FREE1_OFFSET } from './trial-state';

export const INFINITE: f32 = 1e30;

/** The winner's integers, u8[8] uvalues, and the eight decoded endpoint components (r g b a, r g b a). */
export const MODE_UVALUES: usize = memory.data(8, 8);
export const MODE_DECODED: usize = memory.data(8, 8);

/** Scratch of the variant under way: integers and decoded components. */
export const UVALUES: usize = memory.data(8, 8);
export const DECODED: usize = memory.data(8, 8);

/** u8 pair that {@link fitPair} and its like chose. */
export const PAIR: usize = memory.data(8, 8);

// @ts-ignore: decorator
@inline
export function clampByte(value: i32): i32 {
  return max<i32>(0, min<i32>(255, value));
}

/** Nearest uvalue of a level row to any number. */
// @ts-ignore: decorator
@inline
export function nearestUvalue(row: usize, value: f32): i32 {
  return <i32>load<u8>(row + <usize>clampByte(<i32>nearest<f32>(value)));
}

// @ts-ignore: decorator
@inline
export function form(a: f32, b: f32, d: f32, p: f32, q: f32): f32 {
  return a * p * p + 2 * b * p * q + d * q * q;
}

/**
 * Two integers for two free values under a form: round one, move the other's optimum along, round it; from both sides.
 *
 * @returns the form's value; the integers go to PAIR
 */
export function fitPair(row: usize, c0: f32, c1: f32, a: f32, b: f32, d: f32): f32 {
  const first0 = nearestUvalue(row, c0);
  const p0 = <f32>first0 - c0;
  const first1 = nearestUvalue(row, d > 1e-6 ? c1 - (b / d) * p0 : c1);
  const errorFirst = form(a, b, d, p0, <f32>first1 - c1);
  const second1 = nearestUvalue(row, c1);
  const q1 = <f32>second1 - c1;
  const second0 = nearestUvalue(row, a > 1e-6 ? c0 - (b / a) * q1 : c0);
  const errorSecond = form(a, b, d, <f32>second0 - c0, q1);
  const isFirst = errorFirst <= errorSecond;
  store<u8>(PAIR, isFirst ? first0 : second0);
  store<u8>(PAIR, isFirst ? first1 : second1, 1);
  return isFirst ? errorFirst : errorSecond;
}

/** Keeps the variant in UVALUES and DECODED as the mode's result. */
// @ts-ignore: decorator
@inline
export function keepVariant(): void {
  store<u64>(MODE_UVALUES, load<u64>(UVALUES));
  store<u64>(MODE_DECODED, load<u64>(DECODED));
}

/** Stores decoded component `component` of both endpoints. */
// @ts-ignore: decorator
@inline
export function setDecoded(component: usize, e0: i32, e1: i32): void {
  store<u8>(DECODED + component, e0);
  store<u8>(DECODED + component, e1, 4);
}

/** Significance-weighted error of one component of DECODED. */
// @ts-ignore: decorator
@inline
export function componentError(fit: usize, component: usize): f32 {
  const at = fit + (component << 2);
  const p = <f32>load<u8>(DECODED + component) - load<f32>(at + FREE0_OFFSET);
  const q = <f32>load<u8>(DECODED + component, 4) - load<f32>(at + FREE1_OFFSET);
  const significance = load<f32>(SIGNIFICANCE + (component << 2));
  return (
    significance *
    form(load<f32>(at + FORM_A_OFFSET), load<f32>(at + FORM_B_OFFSET), load<f32>(at + FORM_D_OFFSET), p, q)
  );
}

// @ts-ignore: decorator
@inline
export function rgbError(fit: usize): f32 {
  return componentError(fit, 0) + componentError(fit, 1) + componentError(fit, 2);
}

/** u8[2][21][256]: the uvalue below, above the nearest one of a value; itself at the ends. */
const NEIGHBOURS: usize = memory.data(2 * 21 * 256, 16);
const NEIGHBOURS_PLANE: usize = 21 * 256;

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
      const out = NEIGHBOURS + ((<usize>level) << 8) + <usize>value;
      store<u8>(out, below < 0 ? here : load<u8>(row + <usize>below));
      store<u8>(out + NEIGHBOURS_PLANE, above > 255 ? here : load<u8>(row + <usize>above));
    }
  }
}

/**
 * The uvalue next to the nearest one of `value`, below (−1) or above (+1); itself at the ends.
 *
 * @param row  of COLOR_NEAREST
 */
// @ts-ignore: decorator
@inline
export function neighbour(row: usize, value: i32, move: i32): i32 {
  return <i32>load<u8>(row - COLOR_NEAREST + NEIGHBOURS + (move > 0 ? NEIGHBOURS_PLANE : 0) + <usize>value);
}

/** Alpha as its own pair of integers, stored at `place`. */
// @ts-ignore: decorator
@inline
export function quantizeAlphaDirect(row: usize, fit: usize, place: usize): f32 {
  const error = fitPair(
    row,
    load<f32>(fit + FREE0_OFFSET, 12),
    load<f32>(fit + FREE1_OFFSET, 12),
    load<f32>(fit + FORM_A_OFFSET, 12),
    load<f32>(fit + FORM_B_OFFSET, 12),
    load<f32>(fit + FORM_D_OFFSET, 12),
  );
  const a0 = load<u8>(PAIR);
  const a1 = load<u8>(PAIR, 1);
  store<u8>(UVALUES + place, a0);
  store<u8>(UVALUES + place, a1, 1);
  setDecoded(3, a0, a1);
  return error * load<f32>(SIGNIFICANCE, 12);
}
