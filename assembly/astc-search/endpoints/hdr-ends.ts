/** Ends of a component in units of 12 bits, as the HDR endpoint modes weigh them. */
import { SIGNIFICANCE } from '../block/block-state';
import { form } from './endpoint-pair';
import {
  FOLLOW0_OFFSET,
  FOLLOW1_OFFSET,
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
} from '../candidate/trial-state';
import { UNITS } from '../tables/hdr-submodes';

/** Highest end. */
export const END_MAX: i32 = 0xfff;

// @ts-ignore: decorator
@inline
export function freeUnits0(fit: usize, component: i32): f32 {
  return UNITS * load<f32>(fit + FREE0_OFFSET + ((<usize>component) << 2));
}

// @ts-ignore: decorator
@inline
export function freeUnits1(fit: usize, component: i32): f32 {
  return UNITS * load<f32>(fit + FREE1_OFFSET + ((<usize>component) << 2));
}

/** Where end 0 is best once end 1 is off by `miss`. */
// @ts-ignore: decorator
@inline
export function follow0(fit: usize, component: i32, miss: f32): f32 {
  return freeUnits0(fit, component) - load<f32>(fit + FOLLOW0_OFFSET + ((<usize>component) << 2)) * miss;
}

/** Where end 1 is best once end 0 is off by `miss`. */
// @ts-ignore: decorator
@inline
export function follow1(fit: usize, component: i32, miss: f32): f32 {
  return freeUnits1(fit, component) - load<f32>(fit + FOLLOW1_OFFSET + ((<usize>component) << 2)) * miss;
}

/** Significance-weighted error of a component that decodes to `end0` and `end1`. */
// @ts-ignore: decorator
@inline
export function endsError(fit: usize, component: i32, end0: i32, end1: i32): f32 {
  const at = (<usize>component) << 2;
  const error = form(
    load<f32>(fit + FORM_A_OFFSET + at),
    load<f32>(fit + FORM_B_OFFSET + at),
    load<f32>(fit + FORM_D_OFFSET + at),
    <f32>end0 - freeUnits0(fit, component),
    <f32>end1 - freeUnits1(fit, component),
  );
  return load<f32>(SIGNIFICANCE + at) * (1.0 / (UNITS * UNITS)) * error;
}

// @ts-ignore: decorator
@inline
export function clampEnd(end: i32): i32 {
  return max<i32>(0, min<i32>(END_MAX, end));
}

/** The nearest whole number in a range. */
// @ts-ignore: decorator
@inline
export function nearestIn(value: f32, lowest: i32, highest: i32): i32 {
  return max<i32>(lowest, min<i32>(highest, <i32>nearest<f32>(value)));
}

/** Component with the highest end 1 of red, green and blue. */
// @ts-ignore: decorator
@inline
export function majorOf(fit: usize): i32 {
  const r = freeUnits1(fit, 0);
  const g = freeUnits1(fit, 1);
  const b = freeUnits1(fit, 2);
  if (r >= g && r >= b) return 0;
  return g >= b ? 1 : 2;
}

/** Component that takes the place of green (1) or blue (2) once red has changed places with the major component. */
// @ts-ignore: decorator
@inline
export function minorOf(place: i32, major: i32): i32 {
  return place == major ? 0 : place;
}
