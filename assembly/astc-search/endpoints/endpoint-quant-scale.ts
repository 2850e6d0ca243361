/** Base + scale: endpoint 0 lies on the ray from black through endpoint 1. */
import { CEM_RGB_BASE_SCALE_TWO_ALPHA } from '../../astc/cem';
import { SIGNIFICANCE } from '../block/block-state';
import { Rgb, errorLanes, lookupLanes, nearestByte, sumRgb } from './endpoint-lanes';
import { INFINITE, MODE_DECODED, MODE_UVALUES, nearestUvalue, neighbour } from './endpoint-pair';
import { alphaPairError, fitAlphaPair } from './endpoint-alpha';
import {
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
  OPAQUE_ERROR_OFFSET,
} from '../candidate/trial-state';

/** Best integers of a scaled mode, whose endpoint 0 is endpoint 1 times s / 256; returns their error. */
export function quantizeScale(cem: i32, row: usize, fit: usize, limit: f32): f32 {
  const c1 = v128.load(fit + FREE1_OFFSET);
  const weighted = v128.load(SIGNIFICANCE);
  const dot = sumRgb(f32x4.mul(f32x4.mul(weighted, v128.load(fit + FREE0_OFFSET)), c1));
  const squares = f32x4.mul(f32x4.mul(weighted, c1), c1);
  const norm =
    <f32>1e-6 + f32x4.extract_lane(squares, 0) + f32x4.extract_lane(squares, 1) + f32x4.extract_lane(squares, 2);
  let scale = nearestUvalue(row, (256 * dot) / norm);
  const middle = scale;
  let ends = scaledEnds(row, fit, middle);
  let best = scaledError(fit, ends, middle);
  // Half an integer of scale more or less does not win back this much.
  if (best > 2 * limit) return INFINITE;
  for (let move: i32 = -1; move <= 1; move += 2) {
    const moved = neighbour(row, middle, move);
    if (moved == middle) continue;
    const movedEnds = scaledEnds(row, fit, moved);
    const error = scaledError(fit, movedEnds, moved);
    if (error < best) {
      best = error;
      scale = moved;
      ends = movedEnds;
    }
  }
  storeScaled(ends, scale);
  if (cem != CEM_RGB_BASE_SCALE_TWO_ALPHA) return best + load<f32>(fit + OPAQUE_ERROR_OFFSET);
  const pair = fitAlphaPair(row, fit);
  store<u16>(MODE_UVALUES, <u16>pair, 4);
  store<u8>(MODE_DECODED, <u8>pair, 3);
  store<u8>(MODE_DECODED, <u8>(pair >> 8), 7);
  return best + alphaPairError(fit, pair);
}

/** Nearest integers of endpoint 1 under a scale, i32 lanes. */
// @ts-ignore: decorator
@inline
function scaledEnds(row: usize, fit: usize, scale: i32): v128 {
  const s = f32x4.splat(<f32>scale * (1.0 / 256.0));
  const c0 = v128.load(fit + FREE0_OFFSET);
  const c1 = v128.load(fit + FREE1_OFFSET);
  const a = v128.load(fit + FORM_A_OFFSET);
  const b = v128.load(fit + FORM_B_OFFSET);
  const d = v128.load(fit + FORM_D_OFFSET);
  const curvature = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(a, s), s), f32x4.mul(f32x4.add(b, b), s)), d);
  const pull0 = f32x4.add(f32x4.mul(a, c0), f32x4.mul(b, c1));
  const pull = f32x4.add(f32x4.add(f32x4.mul(s, pull0), f32x4.mul(b, c0)), f32x4.mul(d, c1));
  const isCurved = f32x4.gt(curvature, f32x4.splat(1e-6));
  const ideal = v128.bitselect(f32x4.div(pull, curvature), c1, isCurved);
  return lookupLanes<Rgb>(row, nearestByte(ideal));
}

// @ts-ignore: decorator
@inline
function scaledError(fit: usize, ends: v128, scale: i32): f32 {
  return sumRgb(errorLanes(fit, i32x4.shr_u(i32x4.mul(ends, i32x4.splat(scale)), 8), ends));
}

/** Stores endpoint 1, the scale, and what they decode to, alpha 255. */
// @ts-ignore: decorator
@inline
function storeScaled(ends: v128, scale: i32): void {
  const integers = i32x4.replace_lane(ends, 3, scale);
  const end0 = i32x4.replace_lane(i32x4.shr_u(i32x4.mul(ends, i32x4.splat(scale)), 8), 3, 255);
  const low = i16x8.narrow_i32x4_s(integers, i32x4.splat(0));
  const high = i16x8.narrow_i32x4_s(end0, i32x4.replace_lane(ends, 3, 255));
  v128.store(MODE_UVALUES, i8x16.narrow_i16x8_u(low, high));
}
