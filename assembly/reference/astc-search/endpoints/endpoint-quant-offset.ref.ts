/** Twin of base + offset. */
import { CEM_RGBA_BASE_OFFSET } from '../../../astc/cem';
import { pairOffset } from '../../../astc/endpoint-ldr';
import { OPAQUE_ERROR_OFFSET } from '../../../astc-search/candidate/trial-state';
import { INFINITE, MODE_DECODED, MODE_UVALUES, clampByte, form } from '../../../astc-search/endpoints/endpoint-pair';
import { NO_PAIR, fitOffsetPair } from '../../../astc-search/endpoints/endpoint-quant-offset';
import {
  OPAQUE,
  componentError,
  formA,
  formB,
  formD,
  free0,
  free1,
  keep,
  putEnds,
  rgbError,
  significanceOf,
} from './endpoint-scalar.ref';

/** Base + offset of a component: endpoint 0 is the base, or with `isSwapped` endpoint 1 is. */
export function offsetPairOf(row: usize, fit: usize, component: usize, c0: f32, c1: f32, isSwapped: bool): i32 {
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
