/** Twins of the grey modes. */
import { CEM_LUMA_ALPHA_BASE_OFFSET, CEM_LUMA_ALPHA_DIRECT, CEM_LUMA_DIRECT } from '../../../astc/cem';
import { GREY_OFFSET, GreyFit, OPAQUE_ERROR_OFFSET } from '../../../astc-search/candidate/trial-state';
import {
  INFINITE,
  MODE_DECODED,
  MODE_UVALUES,
  clampByte,
  fitPair,
  neighbour,
} from '../../../astc-search/endpoints/endpoint-pair';
import { NO_PAIR, fitOffsetPair } from '../../../astc-search/endpoints/endpoint-quant-offset';
import { offsetPairOf } from './endpoint-quant-offset.ref';
import {
  componentError,
  formA,
  formB,
  formD,
  free0,
  free1,
  keep,
  pairOf,
  putEnds,
  rgbError,
  significanceOf,
} from './endpoint-scalar.ref';

/** Fills the fit's GreyFit. */
export function fitGreyRef(fit: usize): void {
  let a: f32 = 0;
  let b: f32 = 0;
  let d: f32 = 0;
  let constant: f32 = 0;
  let right0: f32 = 0;
  let right1: f32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const c0 = free0(fit, component);
    const c1 = free1(fit, component);
    const ca = significanceOf(component) * formA(fit, component);
    const cb = significanceOf(component) * formB(fit, component);
    const cd = significanceOf(component) * formD(fit, component);
    a += ca;
    b += cb;
    d += cd;
    right0 += ca * c0 + cb * c1;
    right1 += cb * c0 + cd * c1;
    constant += ca * c0 * c0 + 2 * cb * c0 * c1 + cd * c1 * c1;
  }
  const det = a * d - b * b;
  const isRegular = det > 1e-6 * a * d;
  const flat = (right0 + right1) / max<f32>(a + 2 * b + d, 1e-6);
  const grey = changetype<GreyFit>(fit + GREY_OFFSET);
  grey.end0 = isRegular ? (right0 * d - right1 * b) / det : flat;
  grey.end1 = isRegular ? (right1 * a - right0 * b) / det : flat;
  grey.a = a;
  grey.b = b;
  grey.d = d;
  grey.cost = constant - (right0 * grey.end0 + right1 * grey.end1);
  grey.isKnown = 1;
}

/** Keeps a grey mode's integers, both ends of grey and of alpha; returns the error of red, green and blue. */
function keepGrey(fit: usize, integers: i32, e0: i32, e1: i32, alpha0: i32, alpha1: i32): f32 {
  let decoded = putEnds(0, 3, alpha0, alpha1);
  for (let component: usize = 0; component < 3; component++) decoded = putEnds(decoded, component, e0, e1);
  keep(<u64>(<u32>integers), decoded);
  return rgbError(fit, decoded);
}

export function quantizeLumaRef(cem: i32, row: usize, fit: usize, limit: f32): f32 {
  const grey = changetype<GreyFit>(fit + GREY_OFFSET);
  if (!grey.isKnown) fitGreyRef(fit);
  if (grey.cost > limit) return INFINITE;
  const opaqueError = load<f32>(fit + OPAQUE_ERROR_OFFSET);
  if (cem == CEM_LUMA_DIRECT || cem == CEM_LUMA_ALPHA_DIRECT) {
    const pair = fitPair(row, grey.end0, grey.end1, grey.a, grey.b, grey.d);
    if (cem == CEM_LUMA_DIRECT) return keepGrey(fit, pair, pair & 255, pair >> 8, 255, 255) + opaqueError;
    const alpha = pairOf(row, fit, 3, free0(fit, 3), free1(fit, 3));
    const error = keepGrey(fit, pair | (alpha << 16), pair & 255, pair >> 8, alpha & 255, alpha >> 8);
    return error + componentError(fit, 3, alpha & 255, alpha >> 8);
  }
  if (cem != CEM_LUMA_ALPHA_BASE_OFFSET) return lumaOffset(row, fit, grey, opaqueError);
  if (abs<f32>(grey.end1 - grey.end0) > 48) return INFINITE;
  const alpha = offsetPairOf(row, fit, 3, free0(fit, 3), free1(fit, 3), false);
  const pair = fitOffsetPair(row, grey.end0, grey.end1, grey.a, grey.b, grey.d);
  if (alpha == NO_PAIR || pair == NO_PAIR) return INFINITE;
  const integers = (pair & 0xffff) | ((alpha & 0xffff) << 16);
  const alpha0 = (alpha >> 16) & 255;
  const alpha1 = (alpha >> 24) & 255;
  const error = keepGrey(fit, integers, (pair >> 16) & 255, (pair >> 24) & 255, alpha0, alpha1);
  return error + componentError(fit, 3, alpha0, alpha1);
}

/** Mode 1, all three integers of the offset tried. */
function lumaOffset(row: usize, fit: usize, grey: GreyFit, alphaError: f32): f32 {
  if (grey.end1 - grey.end0 > 80 || grey.end1 < grey.end0) return INFINITE;
  const base = clampByte(<i32>nearest<f32>(grey.end0));
  const v0 = <i32>load<u8>(row + <usize>((base << 2) & 0xff));
  const highBits = base & 0xc0;
  const realBase = (v0 >> 2) | highBits;
  const target = highBits | max<i32>(0, min<i32>(63, <i32>nearest<f32>(grey.end1) - realBase));
  let best: f32 = INFINITE;
  for (let move: i32 = -1; move <= 1; move++) {
    const v1 = move == 0 ? <i32>load<u8>(row + <usize>target) : neighbour(row, target, move);
    if ((v1 & 0xc0) != highBits) continue;
    const kept0 = load<u64>(MODE_UVALUES);
    const kept1 = load<u64>(MODE_DECODED);
    const end = min<i32>(255, realBase + (v1 & 0x3f));
    const error = keepGrey(fit, v0 | (v1 << 8), realBase, end, 255, 255) + alphaError;
    if (error < best) best = error;
    else keep(kept0, kept1);
  }
  return best;
}
