/** Twin of base + scale. */
import { CEM_RGB_BASE_SCALE_TWO_ALPHA } from '../../../astc/cem';
import { OPAQUE_ERROR_OFFSET } from '../../../astc-search/candidate/trial-state';
import { INFINITE, nearestUvalue, neighbour } from '../../../astc-search/endpoints/endpoint-pair';
import {
  OPAQUE,
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
