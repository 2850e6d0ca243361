/** The grey modes. */
import { CEM_LUMA_ALPHA_BASE_OFFSET, CEM_LUMA_ALPHA_DIRECT, CEM_LUMA_DIRECT } from '../astc/cem';
import { SIGNIFICANCE } from './block-state';
import {
  INFINITE,
  PAIR,
  UVALUES,
  clampByte,
  componentError,
  fitPair,
  form,
  keepVariant,
  neighbour,
  quantizeAlphaDirect,
  rgbError,
  setDecoded,
} from './endpoint-pair';
import { fitOffsetPair, offsetAlpha } from './endpoint-quant-offset';
import { FORM_A_OFFSET, FORM_B_OFFSET, FORM_D_OFFSET, FREE0_OFFSET, FREE1_OFFSET } from './trial-state';

/** Grey modes: the three components share one pair, whose form is the sum of theirs. */
export function quantizeLuma(cem: i32, row: usize, fit: usize, limit: f32): f32 {
  let a: f32 = 0;
  let b: f32 = 0;
  let d: f32 = 0;
  let constant: f32 = 0;
  let right0: f32 = 0;
  let right1: f32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const significance = load<f32>(SIGNIFICANCE + (component << 2));
    const c0 = load<f32>(at + FREE0_OFFSET);
    const c1 = load<f32>(at + FREE1_OFFSET);
    const ca = significance * load<f32>(at + FORM_A_OFFSET);
    const cb = significance * load<f32>(at + FORM_B_OFFSET);
    const cd = significance * load<f32>(at + FORM_D_OFFSET);
    a += ca;
    b += cb;
    d += cd;
    right0 += ca * c0 + cb * c1;
    right1 += cb * c0 + cd * c1;
    constant += ca * c0 * c0 + 2 * cb * c0 * c1 + cd * c1 * c1;
  }
  const det = a * d - b * b;
  let l0: f32;
  let l1: f32;
  if (det > 1e-6 * a * d) {
    l0 = (right0 * d - right1 * b) / det;
    l1 = (right1 * a - right0 * b) / det;
  } else {
    l0 = (right0 + right1) / max<f32>(a + 2 * b + d, 1e-6);
    l1 = l0;
  }
  // What being grey costs before any rounding.
  if (constant - (right0 * l0 + right1 * l1) > limit) return INFINITE;
  setDecoded(3, 255, 255);
  if (cem == CEM_LUMA_DIRECT || cem == CEM_LUMA_ALPHA_DIRECT) {
    const alphaError: f32 = cem == CEM_LUMA_ALPHA_DIRECT ? quantizeAlphaDirect(row, fit, 2) : componentError(fit, 3);
    fitPair(row, l0, l1, a, b, d);
    store<u16>(UVALUES, load<u16>(PAIR));
    setGrey(load<u8>(PAIR), load<u8>(PAIR, 1));
    keepVariant();
    return rgbError(fit) + alphaError;
  }
  if (cem == CEM_LUMA_ALPHA_BASE_OFFSET) {
    if (abs<f32>(l1 - l0) > 48) return INFINITE;
    const alphaError = offsetAlpha(row, fit, 2, false);
    if (alphaError >= INFINITE || fitOffsetPair(row, l0, l1, a, b, d) >= INFINITE) return INFINITE;
    store<u16>(UVALUES, load<u16>(PAIR));
    setGrey(load<u8>(PAIR, 2), load<u8>(PAIR, 3));
    keepVariant();
    return rgbError(fit) + alphaError;
  }
  return quantizeLumaOffset(row, fit, l0, l1);
}

// @ts-ignore: decorator
@inline
function setGrey(e0: i32, e1: i32): void {
  setDecoded(0, e0, e1);
  setDecoded(1, e0, e1);
  setDecoded(2, e0, e1);
}

/** Mode 1: six bits of offset upwards, whose integer also carries the base's top two bits. */
function quantizeLumaOffset(row: usize, fit: usize, l0: f32, l1: f32): f32 {
  if (l1 - l0 > 80 || l1 < l0) return INFINITE;
  const alphaError = componentError(fit, 3);
  const base = clampByte(<i32>nearest<f32>(l0));
  const v0 = <i32>load<u8>(row + <usize>((base << 2) & 0xff));
  const highBits = base & 0xc0;
  const realBase = (v0 >> 2) | highBits;
  const offset = max<i32>(0, min<i32>(63, <i32>nearest<f32>(l1) - realBase));
  const target = highBits | offset;
  let best: f32 = INFINITE;
  for (let move: i32 = -1; move <= 1; move++) {
    const v1 = move == 0 ? <i32>load<u8>(row + <usize>target) : neighbour(row, target, move);
    if ((v1 & 0xc0) != highBits) continue;
    setGrey(realBase, min<i32>(255, realBase + (v1 & 0x3f)));
    store<u8>(UVALUES, v0);
    store<u8>(UVALUES, v1, 1);
    const error = rgbError(fit) + alphaError;
    if (error < best) {
      best = error;
      keepVariant();
    }
  }
  return best;
}
