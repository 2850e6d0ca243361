/** What the twins of the endpoint modes share: one component after the other, each with its own pair of integers. */
import { SIGNIFICANCE } from '../../../astc-search/block/block-state';
import {
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
} from '../../../astc-search/candidate/trial-state';
import { MODE_DECODED, MODE_UVALUES, fitPair, form } from '../../../astc-search/endpoints/endpoint-pair';

// What a fit holds of a component.
export function free0(fit: usize, component: usize): f32 {
  return load<f32>(fit + FREE0_OFFSET + (component << 2));
}
export function free1(fit: usize, component: usize): f32 {
  return load<f32>(fit + FREE1_OFFSET + (component << 2));
}
export function formA(fit: usize, component: usize): f32 {
  return load<f32>(fit + FORM_A_OFFSET + (component << 2));
}
export function formB(fit: usize, component: usize): f32 {
  return load<f32>(fit + FORM_B_OFFSET + (component << 2));
}
export function formD(fit: usize, component: usize): f32 {
  return load<f32>(fit + FORM_D_OFFSET + (component << 2));
}
export function significanceOf(component: usize): f32 {
  return load<f32>(SIGNIFICANCE + (component << 2));
}

/** Significance-weighted error of one component that decodes to `e0` and `e1`. */
export function componentError(fit: usize, component: usize, e0: i32, e1: i32): f32 {
  const p = <f32>e0 - free0(fit, component);
  const q = <f32>e1 - free1(fit, component);
  const error = form(formA(fit, component), formB(fit, component), formD(fit, component), p, q);
  return significanceOf(component) * error;
}

/** Byte `index` of eight. */
export function byteOf(bytes: u64, index: usize): i32 {
  return (<i32>(bytes >> (index << 3))) & 255;
}

export function putByte(bytes: u64, index: usize, value: i32): u64 {
  const shift = index << 3;
  return (bytes & ~((<u64>255) << shift)) | ((<u64>(value & 255)) << shift);
}

/** Decoded components with both ends of one set. */
export function putEnds(decoded: u64, component: usize, e0: i32, e1: i32): u64 {
  return putByte(putByte(decoded, component, e0), component + 4, e1);
}

/** Alpha 255, all else 0. */
export const OPAQUE: u64 = 0xff000000ff000000;

export function rgbError(fit: usize, decoded: u64): f32 {
  let error: f32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    error += componentError(fit, component, byteOf(decoded, component), byteOf(decoded, component + 4));
  }
  return error;
}

/** Keeps integers and decoded components as the mode's result. */
export function keep(uvalues: u64, decoded: u64): void {
  store<u64>(MODE_UVALUES, uvalues);
  store<u64>(MODE_DECODED, decoded);
}

/** Two integers for a component moved to `c0`, `c1`, by the form it has. */
export function pairOf(row: usize, fit: usize, component: usize, c0: f32, c1: f32): i32 {
  return fitPair(row, c0, c1, formA(fit, component), formB(fit, component), formD(fit, component));
}
