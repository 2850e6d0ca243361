/** Twins of the endpoint modes: one component after the other, each with its own pair of integers. */
import {
  CEM_LUMA_ALPHA_BASE_OFFSET,
  CEM_LUMA_ALPHA_DIRECT,
  CEM_LUMA_DIRECT,
  CEM_RGBA_BASE_OFFSET,
  CEM_RGBA_DIRECT,
  CEM_RGB_BASE_SCALE_TWO_ALPHA,
} from '../astc/cem';
import { pairOffset } from '../astc/endpoint-ldr';
import { SIGNIFICANCE } from '../astc-search/block-state';
import {
  INFINITE,
  MODE_DECODED,
  MODE_UVALUES,
  clampByte,
  fitPair,
  form,
  nearestUvalue,
  neighbour,
} from '../astc-search/endpoint-pair';
import { NO_PAIR, fitOffsetPair } from '../astc-search/endpoint-quant-offset';
import {
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
  GREY_OFFSET,
  GreyFit,
  OPAQUE_ERROR_OFFSET,
} from '../astc-search/trial-state';

// What a fit holds of a component.
function free0(fit: usize, component: usize): f32 {
  return load<f32>(fit + FREE0_OFFSET + (component << 2));
}
function free1(fit: usize, component: usize): f32 {
  return load<f32>(fit + FREE1_OFFSET + (component << 2));
}
function formA(fit: usize, component: usize): f32 {
  return load<f32>(fit + FORM_A_OFFSET + (component << 2));
}
function formB(fit: usize, component: usize): f32 {
  return load<f32>(fit + FORM_B_OFFSET + (component << 2));
}
function formD(fit: usize, component: usize): f32 {
  return load<f32>(fit + FORM_D_OFFSET + (component << 2));
}
function significanceOf(component: usize): f32 {
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
function byteOf(bytes: u64, index: usize): i32 {
  return (<i32>(bytes >> (index << 3))) & 255;
}

function putByte(bytes: u64, index: usize, value: i32): u64 {
  const shift = index << 3;
  return (bytes & ~((<u64>255) << shift)) | ((<u64>(value & 255)) << shift);
}

/** Decoded components with both ends of one set. */
function putEnds(decoded: u64, component: usize, e0: i32, e1: i32): u64 {
  return putByte(putByte(decoded, component, e0), component + 4, e1);
}

/** Alpha 255, all else 0. */
const OPAQUE: u64 = 0xff000000ff000000;

function rgbError(fit: usize, decoded: u64): f32 {
  let error: f32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    error += componentError(fit, component, byteOf(decoded, component), byteOf(decoded, component + 4));
  }
  return error;
}

/** Keeps integers and decoded components as the mode's result. */
function keep(uvalues: u64, decoded: u64): void {
  store<u64>(MODE_UVALUES, uvalues);
  store<u64>(MODE_DECODED, decoded);
}

/** Two integers for a component moved to `c0`, `c1`, by the form it has. */
function pairOf(row: usize, fit: usize, component: usize, c0: f32, c1: f32): i32 {
  return fitPair(row, c0, c1, formA(fit, component), formB(fit, component), formD(fit, component));
}

export function quantizeDirectRef(cem: i32, row: usize, fit: usize): f32 {
  const hasAlpha = cem == CEM_RGBA_DIRECT;
  let uvalues: u64 = 0;
  let decoded = OPAQUE;
  let alphaError = load<f32>(fit + OPAQUE_ERROR_OFFSET);
  let sum: i32 = 0;
  const stored: usize = hasAlpha ? 4 : 3;
  for (let component: usize = 0; component < stored; component++) {
    const pair = pairOf(row, fit, component, free0(fit, component), free1(fit, component));
    uvalues = putByte(putByte(uvalues, component << 1, pair & 255), (component << 1) + 1, pair >> 8);
    decoded = putEnds(decoded, component, pair & 255, pair >> 8);
    if (component < 3) sum += (pair >> 8) - (pair & 255);
    else alphaError = componentError(fit, 3, pair & 255, pair >> 8);
  }
  const plain = decoded;
  if (sum < 0) {
    for (let component: usize = 0; component < 3; component++) {
      const middle = nearestUvalue(row, (free0(fit, component) + free1(fit, component)) * 0.5);
      uvalues = putByte(putByte(uvalues, component << 1, middle), (component << 1) + 1, middle);
      decoded = putEnds(decoded, component, middle, middle);
    }
  }
  const error = rgbError(fit, decoded) + alphaError;
  keep(uvalues, decoded);
  const contracted = directContracted(row, fit, plain, hasAlpha, alphaError);
  return contracted < error ? contracted : error;
}

/** The contracted variant of the plain one's pairs; kept when it beats what is kept. */
function directContracted(row: usize, fit: usize, plain: u64, hasAlpha: bool, alphaError: f32): f32 {
  const blue0 = byteOf(plain, 2);
  const blue1 = byteOf(plain, 6);
  let uvalues = putByte(putByte(0, 4, blue1), 5, blue0);
  if (hasAlpha) uvalues = putByte(putByte(uvalues, 6, byteOf(plain, 7)), 7, byteOf(plain, 3));
  let decoded = plain;
  let sum = blue1 - blue0;
  for (let component: usize = 0; component < 2; component++) {
    const c0: f32 = 2 * free0(fit, component) + 0.5 - <f32>blue0;
    const c1: f32 = 2 * free1(fit, component) + 0.5 - <f32>blue1;
    const pair = pairOf(row, fit, component, c0, c1);
    uvalues = putByte(putByte(uvalues, component << 1, pair >> 8), (component << 1) + 1, pair & 255);
    decoded = putEnds(decoded, component, ((pair & 255) + blue0) >> 1, ((pair >> 8) + blue1) >> 1);
    sum += (pair >> 8) - (pair & 255);
  }
  if (sum <= 0) return INFINITE;
  const error = rgbError(fit, decoded) + alphaError;
  if (error < rgbError(fit, load<u64>(MODE_DECODED)) + alphaError) keep(uvalues, decoded);
  return error;
}

/** Base + offset of a component: endpoint 0 is the base, or with `isSwapped` endpoint 1 is. */
function offsetPairOf(row: usize, fit: usize, component: usize, c0: f32, c1: f32, isSwapped: bool): i32 {
  const a = formA(fit, component);
  const d = formD(fit, component);
  return fitOffsetPair(row, c0, c1, isSwapped ? d : a, formB(fit, component), isSwapped ? a : d);
}

export function quantizeBaseOffsetRef(cem: i32, row: usize, fit: usize): f32 {
  for (let component: usize = 0; component < 3; component++) {
    if (abs<f32>(free1(fit, component) - free0(fit, component)) > 40) return INFINITE;
  }
  const kept0 = load<u64>(MODE_UVALUES);
  const kept1 = load<u64>(MODE_DECODED);
  const hasAlpha = cem == CEM_RGBA_BASE_OFFSET;
  const plain = offsetPlain(row, fit, hasAlpha);
  const plain0 = load<u64>(MODE_UVALUES);
  const plain1 = load<u64>(MODE_DECODED);
  const contracted = offsetContracted(row, fit, hasAlpha);
  if (contracted < plain) return contracted;
  const isKept = plain < INFINITE;
  keep(isKept ? plain0 : kept0, isKept ? plain1 : kept1);
  return plain;
}

function offsetPlain(row: usize, fit: usize, hasAlpha: bool): f32 {
  let uvalues: u64 = 0;
  let decoded = OPAQUE;
  let sum: i32 = 0;
  let alphaError = load<f32>(fit + OPAQUE_ERROR_OFFSET);
  const stored: usize = hasAlpha ? 4 : 3;
  for (let component: usize = 0; component < stored; component++) {
    const pair = offsetPairOf(row, fit, component, free0(fit, component), free1(fit, component), false);
    if (pair == NO_PAIR) return INFINITE;
    uvalues |= (<u64>(pair & 0xffff)) << (component << 4);
    decoded = putEnds(decoded, component, pair >> 16, pair >> 24);
    if (component < 3) sum += pairOffset((pair >> 8) & 255);
    else alphaError = componentError(fit, 3, (pair >> 16) & 255, (pair >> 24) & 255);
  }
  if (sum < 0) return INFINITE;
  keep(uvalues, decoded);
  return rgbError(fit, decoded) + alphaError;
}

function offsetContracted(row: usize, fit: usize, hasAlpha: bool): f32 {
  const blue = offsetPairOf(row, fit, 2, free1(fit, 2), free0(fit, 2), true);
  if (blue == NO_PAIR) return INFINITE;
  const blueBase = (blue >> 16) & 255;
  // A decoder contracts before it clamps.
  const blueEnd = blueBase + pairOffset((blue >> 8) & 255);
  let uvalues = (<u64>(blue & 0xffff)) << 32;
  let decoded = putEnds(OPAQUE, 2, clampByte(blueEnd), blueBase);
  let sum = pairOffset((blue >> 8) & 255);
  for (let component: usize = 0; component < 2; component++) {
    const c0: f32 = 2 * free1(fit, component) + 0.5 - <f32>blueBase;
    const c1: f32 = 2 * free0(fit, component) + 0.5 - <f32>blueEnd;
    if (abs<f32>(c1 - c0) > 48 || c0 < -8 || c0 > 263) return INFINITE;
    const pair = offsetPairOf(row, fit, component, c0, c1, true);
    if (pair == NO_PAIR) return INFINITE;
    uvalues |= (<u64>(pair & 0xffff)) << (component << 4);
    const base = (pair >> 16) & 255;
    const offset = pairOffset((pair >> 8) & 255);
    decoded = putEnds(decoded, component, clampByte((base + offset + blueEnd) >> 1), (base + blueBase) >> 1);
    sum += offset;
  }
  if (sum >= 0) return INFINITE;
  let alphaError = load<f32>(fit + OPAQUE_ERROR_OFFSET);
  if (hasAlpha) {
    const alpha = offsetPairOf(row, fit, 3, free1(fit, 3), free0(fit, 3), true);
    if (alpha == NO_PAIR) return INFINITE;
    const base = (alpha >> 16) & 255;
    const end = (alpha >> 24) & 255;
    uvalues |= (<u64>(alpha & 0xffff)) << 48;
    decoded = putEnds(decoded, 3, end, base);
    const p = <f32>base - free1(fit, 3);
    const q = <f32>end - free0(fit, 3);
    alphaError = form(formD(fit, 3), formB(fit, 3), formA(fit, 3), p, q) * significanceOf(3);
  }
  keep(uvalues, decoded);
  return rgbError(fit, decoded) + alphaError;
}

export function quantizeScaleRef(cem: i32, row: usize, fit: usize, limit: f32): f32 {
  let dot: f32 = 0;
  let norm: f32 = 1e-6;
  for (let component: usize = 0; component < 3; component++) {
    const c1 = free1(fit, component);
    dot += significanceOf(component) * free0(fit, component) * c1;
    norm += significanceOf(component) * c1 * c1;
  }
  const middle = nearestUvalue(row, (256 * dot) / norm);
  let scale = middle;
  let best = rgbError(fit, scaledEnds(row, fit, middle));
  if (best > 2 * limit) return INFINITE;
  for (let move: i32 = -1; move <= 1; move += 2) {
    const moved = neighbour(row, middle, move);
    const error = rgbError(fit, scaledEnds(row, fit, moved));
    if (error >= best) continue;
    best = error;
    scale = moved;
  }
  let decoded = scaledEnds(row, fit, scale);
  let uvalues = (decoded >> 32) & 0xffffff;
  uvalues |= (<u64>scale) << 24;
  if (cem != CEM_RGB_BASE_SCALE_TWO_ALPHA) {
    keep(uvalues, decoded);
    return best + load<f32>(fit + OPAQUE_ERROR_OFFSET);
  }
  const pair = pairOf(row, fit, 3, free0(fit, 3), free1(fit, 3));
  decoded = putEnds(decoded, 3, pair & 255, pair >> 8);
  keep(uvalues | ((<u64>pair) << 32), decoded);
  return best + componentError(fit, 3, pair & 255, pair >> 8);
}

/** Decoded ends under a scale, alpha 255. */
function scaledEnds(row: usize, fit: usize, scale: i32): u64 {
  const s = <f32>scale * (1.0 / 256.0);
  let decoded = OPAQUE;
  for (let component: usize = 0; component < 3; component++) {
    const c0 = free0(fit, component);
    const c1 = free1(fit, component);
    const a = formA(fit, component);
    const b = formB(fit, component);
    const d = formD(fit, component);
    const curvature = a * s * s + 2 * b * s + d;
    const ideal = curvature > 1e-6 ? (s * (a * c0 + b * c1) + b * c0 + d * c1) / curvature : c1;
    const e1 = nearestUvalue(row, ideal);
    decoded = putEnds(decoded, component, (e1 * scale) >> 8, e1);
  }
  return decoded;
}

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
