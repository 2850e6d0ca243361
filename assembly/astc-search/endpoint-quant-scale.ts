/** Base + scale: endpoint 0 lies on the ray from black through endpoint 1. */
import { CEM_RGB_BASE_SCALE_TWO_ALPHA } from '../astc/cem';
import { SIGNIFICANCE } from './block-state';
import {
  INFINITE,
  UVALUES,
  componentError,
  keepVariant,
  nearestUvalue,
  neighbour,
  quantizeAlphaDirect,
  rgbError,
  setDecoded,
} from './endpoint-pair';
import { FORM_A_OFFSET, FORM_B_OFFSET, FORM_D_OFFSET, FREE0_OFFSET, FREE1_OFFSET } from './trial-state';

/** Endpoint 0 is endpoint 1 scaled by s / 256. */
export function quantizeScale(cem: i32, row: usize, fit: usize, limit: f32): f32 {
  setDecoded(3, 255, 255);
  const alphaError: f32 =
    cem == CEM_RGB_BASE_SCALE_TWO_ALPHA ? quantizeAlphaDirect(row, fit, 4) : componentError(fit, 3);
  let dot: f32 = 0;
  let norm: f32 = 1e-6;
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const c1 = load<f32>(at + FREE1_OFFSET);
    const significance = load<f32>(SIGNIFICANCE + (component << 2));
    dot += significance * load<f32>(at + FREE0_OFFSET) * c1;
    norm += significance * c1 * c1;
  }
  const middle = nearestUvalue(row, (256 * dot) / norm);
  let best = scaleVariant(row, fit, middle);
  keepVariant();
  // Half an integer of scale more or less does not win back this much.
  if (best > 2 * limit) return INFINITE;
  for (let move: i32 = -1; move <= 1; move += 2) {
    const scale = neighbour(row, middle, move);
    if (scale == middle) continue;
    const error = scaleVariant(row, fit, scale);
    if (error < best) {
      best = error;
      keepVariant();
    }
  }
  return best + alphaError;
}

function scaleVariant(row: usize, fit: usize, scale: i32): f32 {
  const s = <f32>scale * (1.0 / 256.0);
  store<u8>(UVALUES, scale, 3);
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const c0 = load<f32>(at + FREE0_OFFSET);
    const c1 = load<f32>(at + FREE1_OFFSET);
    const a = load<f32>(at + FORM_A_OFFSET);
    const b = load<f32>(at + FORM_B_OFFSET);
    const d = load<f32>(at + FORM_D_OFFSET);
    const curvature = a * s * s + 2 * b * s + d;
    const ideal = curvature > 1e-6 ? (s * (a * c0 + b * c1) + b * c0 + d * c1) / curvature : c1;
    const e1 = nearestUvalue(row, ideal);
    store<u8>(UVALUES + component, e1);
    setDecoded(component, (e1 * scale) >> 8, e1);
  }
  return rgbError(fit);
}
