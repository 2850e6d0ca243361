/** Direct RGB and RGBA, plain or blue-contracted. */
import { CEM_RGBA_DIRECT } from '../../astc/cem';
import {
  Rg,
  Rgb,
  Rgba,
  blueLanes,
  errorLanes,
  fitPairLanes,
  hasAlpha,
  joinBytes,
  joinHalves,
  lookupLanes,
  nearestByte,
  storeMode,
  sumRgb,
  sumRgbI32,
  withoutAlpha,
} from './endpoint-lanes';
import { FREE0_OFFSET, FREE1_OFFSET, OPAQUE_ERROR_OFFSET } from '../candidate/trial-state';

/** Best integers of a direct mode at the level of `row`; returns their error. */
export function quantizeDirect(cem: i32, row: usize, fit: usize): f32 {
  return cem == CEM_RGBA_DIRECT ? quantizeComponents<Rgba>(row, fit) : quantizeComponents<Rgb>(row, fit);
}

function quantizeComponents<L>(row: usize, fit: usize): f32 {
  const byte = i32x4.splat(255);
  const c0 = v128.load(fit + FREE0_OFFSET);
  const c1 = v128.load(fit + FREE1_OFFSET);
  // Plain: integers are the endpoints; the sum must not fall, or a decoder would contract.
  const pairs = fitPairLanes<L>(row, fit, c0, c1);
  const e0 = v128.and(pairs, byte);
  const e1 = i32x4.shr_u(pairs, 8);
  const errors = errorLanes(fit, e0, e1);
  const alphaError: f32 = hasAlpha<L>() ? f32x4.extract_lane(errors, 3) : load<f32>(fit + OPAQUE_ERROR_OFFSET);
  let error = sumRgb(errors);
  let bytes = v128.or(pairs, i32x4.shl(pairs, 16));
  if (sumRgbI32(i32x4.sub(e1, e0)) < 0) {
    // Rare: the line turned over. One color is always legal.
    const middle = lookupLanes<Rgb>(row, nearestByte(f32x4.mul(f32x4.add(c0, c1), f32x4.splat(0.5))));
    error = sumRgb(errorLanes(fit, middle, middle));
    const lanes = joinBytes(middle, middle, middle, middle);
    bytes = i32x4.replace_lane(lanes, 3, i32x4.extract_lane(bytes, 3));
  }
  error += alphaError;
  // Contracted: integers in reverse order, red and green stored as 2c − blue. Finer by a bit near grey.
  // (stored + blue) >> 1 is c when stored = 2c + ½ − blue on average.
  const half = f32x4.splat(0.5);
  const blue0 = blueLanes(e0);
  const blue1 = blueLanes(e1);
  const want0 = f32x4.sub(f32x4.add(f32x4.add(c0, c0), half), f32x4.convert_i32x4_s(blue0));
  const want1 = f32x4.sub(f32x4.add(f32x4.add(c1, c1), half), f32x4.convert_i32x4_s(blue1));
  const stored = joinHalves(fitPairLanes<Rg>(row, fit, want0, want1), pairs);
  const stored0 = v128.and(stored, byte);
  const stored1 = i32x4.shr_u(stored, 8);
  // A decoder contracts only when the second integers sum to less than the first.
  if (sumRgbI32(i32x4.sub(stored1, stored0)) > 0) {
    const end0 = i32x4.shr_u(i32x4.add(stored0, blue0), 1);
    const end1 = i32x4.shr_u(i32x4.add(stored1, blue1), 1);
    const contracted = sumRgb(errorLanes(fit, end0, end1)) + alphaError;
    if (contracted < error) {
      error = contracted;
      bytes = joinBytes(stored1, stored0, end0, end1);
    }
  }
  storeMode(hasAlpha<L>() ? bytes : withoutAlpha(bytes));
  return error;
}
