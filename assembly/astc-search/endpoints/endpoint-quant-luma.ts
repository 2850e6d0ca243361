/** The grey modes. */
import { CEM_LUMA_ALPHA_BASE_OFFSET, CEM_LUMA_ALPHA_DIRECT, CEM_LUMA_DIRECT } from '../../astc/cem';
import { SIGNIFICANCE } from '../block/block-state';
import { alphaPairError, fitAlphaPair } from './endpoint-alpha';
import { errorLanes, sumRgb } from './endpoint-lanes';
import { INFINITE, MODE_DECODED, MODE_UVALUES, clampByte, fitPair, neighbour } from './endpoint-pair';
import { NO_PAIR, fitOffsetPair } from './endpoint-quant-offset';
import {
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
  GREY_OFFSET,
  GreyFit,
  OPAQUE_ERROR_OFFSET,
} from '../candidate/trial-state';

/** Opaque alpha in {@link storeGrey}. */
const OPAQUE: i32 = 0xffff;

/** Best integers of a grey mode at the level of `row`; returns their error, infinite where it does not fit. */
export function quantizeLuma(cem: i32, row: usize, fit: usize, limit: f32): f32 {
  const grey = changetype<GreyFit>(fit + GREY_OFFSET);
  if (!grey.isKnown) fitGrey(fit);
  if (grey.cost > limit) return INFINITE;
  const l0 = grey.end0;
  const l1 = grey.end1;
  if (cem == CEM_LUMA_DIRECT || cem == CEM_LUMA_ALPHA_DIRECT) {
    const pair = fitPair(row, l0, l1, grey.a, grey.b, grey.d);
    const error = greyError(fit, pair & 255, pair >> 8);
    if (cem == CEM_LUMA_DIRECT) {
      storeGrey(pair, pair, OPAQUE);
      return error + load<f32>(fit + OPAQUE_ERROR_OFFSET);
    }
    const alpha = fitAlphaPair(row, fit);
    storeGrey(pair | (alpha << 16), pair, alpha);
    return error + alphaPairError(fit, alpha);
  }
  if (cem == CEM_LUMA_ALPHA_BASE_OFFSET) {
    if (abs<f32>(l1 - l0) > 48) return INFINITE;
    const alpha = fitOffsetPair(
      row,
      load<f32>(fit + FREE0_OFFSET, 12),
      load<f32>(fit + FREE1_OFFSET, 12),
      load<f32>(fit + FORM_A_OFFSET, 12),
      load<f32>(fit + FORM_B_OFFSET, 12),
      load<f32>(fit + FORM_D_OFFSET, 12),
    );
    if (alpha == NO_PAIR) return INFINITE;
    const pair = fitOffsetPair(row, l0, l1, grey.a, grey.b, grey.d);
    if (pair == NO_PAIR) return INFINITE;
    const ends = <i32>((<u32>pair) >> 16);
    const alphaEnds = <i32>((<u32>alpha) >> 16);
    storeGrey((pair & 0xffff) | (alpha << 16), ends, alphaEnds);
    return greyError(fit, ends & 255, ends >> 8) + alphaPairError(fit, alphaEnds);
  }
  return quantizeLumaOffset(row, fit, l0, l1);
}

/** Fills the fit's {@link GreyFit}: three components share one pair, whose form is the sum of theirs. */
export function fitGrey(fit: usize): void {
  const significance = v128.load(SIGNIFICANCE);
  const c0 = v128.load(fit + FREE0_OFFSET);
  const c1 = v128.load(fit + FREE1_OFFSET);
  const ca = f32x4.mul(significance, v128.load(fit + FORM_A_OFFSET));
  const cb = f32x4.mul(significance, v128.load(fit + FORM_B_OFFSET));
  const cd = f32x4.mul(significance, v128.load(fit + FORM_D_OFFSET));
  const a = sumRgb(ca);
  const b = sumRgb(cb);
  const d = sumRgb(cd);
  const right0 = sumRgb(f32x4.add(f32x4.mul(ca, c0), f32x4.mul(cb, c1)));
  const right1 = sumRgb(f32x4.add(f32x4.mul(cb, c0), f32x4.mul(cd, c1)));
  const cross = f32x4.mul(f32x4.mul(f32x4.add(cb, cb), c0), c1);
  const squares0 = f32x4.mul(f32x4.mul(ca, c0), c0);
  const squares1 = f32x4.mul(f32x4.mul(cd, c1), c1);
  const constant = sumRgb(f32x4.add(f32x4.add(squares0, cross), squares1));
  const det = a * d - b * b;
  const grey = changetype<GreyFit>(fit + GREY_OFFSET);
  let l0: f32;
  let l1: f32;
  if (det > 1e-6 * a * d) {
    l0 = (right0 * d - right1 * b) / det;
    l1 = (right1 * a - right0 * b) / det;
  } else {
    l0 = (right0 + right1) / max<f32>(a + 2 * b + d, 1e-6);
    l1 = l0;
  }
  grey.end0 = l0;
  grey.end1 = l1;
  grey.a = a;
  grey.b = b;
  grey.d = d;
  grey.cost = constant - (right0 * l0 + right1 * l1);
  grey.isKnown = 1;
}

// @ts-ignore: decorator
@inline
function greyError(fit: usize, end0: i32, end1: i32): f32 {
  return sumRgb(errorLanes(fit, i32x4.splat(end0), i32x4.splat(end1)));
}

/** Stores integers (a byte each), both ends of grey and both of alpha (first | second << 8). */
// @ts-ignore: decorator
@inline
function storeGrey(integers: i32, ends: i32, alphaEnds: i32): void {
  store<u64>(MODE_UVALUES, <u64>(<u32>integers));
  store<u32>(MODE_DECODED, (ends & 255) * 0x010101 + ((alphaEnds & 255) << 24));
  store<u32>(MODE_DECODED, (ends >> 8) * 0x010101 + ((alphaEnds >> 8) << 24), 4);
}

/** Mode 1: six bits of offset upwards, whose integer also carries the base's top two bits. */
function quantizeLumaOffset(row: usize, fit: usize, l0: f32, l1: f32): f32 {
  if (l1 - l0 > 80 || l1 < l0) return INFINITE;
  const alphaError = load<f32>(fit + OPAQUE_ERROR_OFFSET);
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
    const end = min<i32>(255, realBase + (v1 & 0x3f));
    const error = greyError(fit, realBase, end) + alphaError;
    if (error < best) {
      best = error;
      storeGrey(v0 | (v1 << 8), realBase | (end << 8), OPAQUE);
    }
  }
  return best;
}
