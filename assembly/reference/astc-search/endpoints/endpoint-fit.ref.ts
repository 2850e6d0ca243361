/** Twins of endpoint-fit: moments of the texels, least-squares endpoints a component at a time. */
import { I16_PLANE, SIGNIFICANCE, TEXELS_I16, TEXEL_UNIT, blockState } from '../../../astc-search/block/block-state';
import { domainRow } from '../../../astc-search/block/domain';
import {
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  SQUARES_OFFSET,
  SUMS_OFFSET,
  classState,
  partitionFitPtr,
} from '../../../astc-search/lines/class-state';
import { FITTED_MOMENTS, MOMENTS } from '../../../astc-search/endpoints/endpoint-fit';
import {
  FOLLOW0_OFFSET,
  FOLLOW1_OFFSET,
  FIT_NUMBER_OFFSET,
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
  GREY_OFFSET,
  GreyFit,
  OPAQUE_ERROR_OFFSET,
  REST_OFFSET,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
  endpointFitPtr,
} from '../../../astc-search/candidate/trial-state';
import { componentError } from './endpoint-scalar.ref';
import { isInside } from '../../lanes.ref';

export function sumMomentsRef(mask: usize, plane: usize): void {
  const weights = TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE;
  memory.fill(MOMENTS, 0, 24);
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    if (!isInside(mask, texel)) continue;
    const w = <i32>load<i16>(weights + (texel << 1));
    store<i32>(MOMENTS, load<i32>(MOMENTS) + w);
    store<i32>(MOMENTS, load<i32>(MOMENTS, 4) + w * w, 4);
    for (let component: usize = 0; component < 4; component++) {
      const value = <i32>load<i16>(TEXELS_I16 + component * I16_PLANE + (texel << 1));
      const at = MOMENTS + 8 + (component << 2);
      store<i32>(at, load<i32>(at) + w * value);
    }
  }
}

export function fitEndpointsRef(limit: f32): f32 {
  const state = classState();
  let total: f32 = 0;
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
    let rest: f64 = 0;
    sumMomentsRef(mask, 0);
    memory.copy(FITTED_MOMENTS + <usize>partition * 32, MOMENTS, 24);
    for (let component: i32 = 0; component < 4; component++) {
      const error = solveComponent(partition, component);
      if (component != state.plane2Component) rest += error;
    }
    if (state.plane2Component >= 0) {
      sumMomentsRef(mask, 1);
      rest += solveComponent(partition, state.plane2Component);
    }
    const out = endpointFitPtr(partition);
    for (let component: usize = 0; component < 4; component++) {
      const at = out + (component << 2);
      const a = load<f32>(at + FORM_A_OFFSET);
      const b = load<f32>(at + FORM_B_OFFSET);
      const d = load<f32>(at + FORM_D_OFFSET);
      store<f32>(at + FOLLOW1_OFFSET, d > 1e-6 ? b / d : 0);
      store<f32>(at + FOLLOW0_OFFSET, a > 1e-6 ? b / a : 0);
    }
    store<f32>(out + REST_OFFSET, <f32>max<f64>(0, rest));
    store<f32>(out + OPAQUE_ERROR_OFFSET, opaqueErrorRef(out));
    changetype<GreyFit>(out + GREY_OFFSET).isKnown = 0;
    store<u32>(out, load<u32>(out, FIT_NUMBER_OFFSET) + 1, FIT_NUMBER_OFFSET);
    total += load<f32>(out + REST_OFFSET);
    if (total > limit) break;
  }
  return total;
}

/** What alpha of 1.0 costs. */
function opaqueErrorRef(out: usize): f32 {
  const opaque = domainRow(blockState().domain).opaqueAlpha;
  return componentError(out, 3, <i32>opaque, <i32>opaque);
}

/** Optimum and form of one component by MOMENTS; returns the error left. */
function solveComponent(partition: i32, component: i32): f64 {
  const fit = partitionFitPtr(partition);
  const at = (<usize>component) << 2;
  const out = endpointFitPtr(partition) + at;
  const n = <f64>changetype<PartitionFit>(fit).texelCount;
  const s = <f64>load<i32>(MOMENTS) / 64;
  const ss = <f64>load<i32>(MOMENTS, 4) / 4096;
  const sx = <f64>load<i32>(MOMENTS + at, 8) / (64 * <f64>TEXEL_UNIT);
  const total = <f64>load<i32>(fit + SUMS_OFFSET + at) / <f64>TEXEL_UNIT;
  const squares = load<f64>(fit + SQUARES_OFFSET + (at << 1));
  const det = n * ss - s * s;
  const slope: f64 = det > 1e-9 ? (n * sx - s * total) / det : 0;
  const e0 = det > 1e-9 ? (total - slope * s) / n : total / n;
  const e1 = e0 + slope;
  store<f32>(out + FREE0_OFFSET, <f32>e0);
  store<f32>(out + FREE1_OFFSET, <f32>e1);
  store<f32>(out + FORM_A_OFFSET, <f32>(n - 2 * s + ss));
  store<f32>(out + FORM_B_OFFSET, <f32>(s - ss));
  store<f32>(out + FORM_D_OFFSET, <f32>ss);
  const rest = squares - e0 * (total - sx) - e1 * sx;
  return max<f64>(0, rest) * <f64>load<f32>(SIGNIFICANCE + at);
}
