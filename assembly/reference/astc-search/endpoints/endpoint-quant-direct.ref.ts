/** Twins of the direct modes. */
import { CEM_RGBA_DIRECT } from '../../../astc/cem';
import { OPAQUE_ERROR_OFFSET } from '../../../astc-search/candidate/trial-state';
import { INFINITE, MODE_DECODED, nearestUvalue } from '../../../astc-search/endpoints/endpoint-pair';
import {
  OPAQUE,
  byteOf,
  componentError,
  free0,
  free1,
  keep,
  pairOf,
  putByte,
  putEnds,
  rgbError,
} from './endpoint-scalar.ref';

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
