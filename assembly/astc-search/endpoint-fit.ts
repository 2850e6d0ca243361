/** Least-squares endpoints for given texel weights, with the quadratic form that prices every move away from them. */
import { sumLanesI32 } from '../simd/lanes';
import { I16_PLANE, SIGNIFICANCE, TEXELS_I16, TEXEL_UNIT, blockState } from './block-state';
import {
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  SQUARES_OFFSET,
  SUMS_OFFSET,
  classState,
  partitionFitPtr,
} from './class-state';
import {
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
  REST_OFFSET,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
  endpointFitPtr,
} from './trial-state';

/** i32[6] of a partition and plane: Σ w, Σ w², Σ w·component. */
export const MOMENTS: usize = memory.data(32, 16);

/** Fits every partition of the class to TEXEL_WEIGHTS. */
export function fitEndpoints(): void {
  const state = classState();
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    sumMoments(PARTITION_MASKS + <usize>partition * MASK_BYTES, 0);
    store<f64>(REST, 0);
    for (let component: i32 = 0; component < 4; component++) {
      if (component != state.plane2Component) solveComponent(partition, component);
    }
    if (state.plane2Component >= 0) {
      sumMoments(PARTITION_MASKS + <usize>partition * MASK_BYTES, 1);
      solveComponent(partition, state.plane2Component);
    }
    store<f32>(endpointFitPtr(partition) + REST_OFFSET, <f32>max<f64>(0, load<f64>(REST)));
  }
}

/** f64: error left at the optimum, summed over components. */
const REST: usize = memory.data(8, 8);

/** Exact integer sums over the texels of a mask. */
export function sumMoments(mask: usize, plane: usize): void {
  const weights = TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE;
  const end = (<usize>blockState().paddedCount8) << 1;
  const ones = i16x8.splat(1);
  let s = i32x4.splat(0);
  let ss = s;
  let sr = s;
  let sg = s;
  let sb = s;
  let sa = s;
  let offset: usize = 0;
  do {
    const w = v128.and(v128.load(weights + offset), v128.load(mask + offset));
    s = i32x4.add(s, i32x4.dot_i16x8_s(w, ones));
    ss = i32x4.add(ss, i32x4.dot_i16x8_s(w, w));
    const texels = TEXELS_I16 + offset;
    sr = i32x4.add(sr, i32x4.dot_i16x8_s(w, v128.load(texels)));
    sg = i32x4.add(sg, i32x4.dot_i16x8_s(w, v128.load(texels, I16_PLANE)));
    sb = i32x4.add(sb, i32x4.dot_i16x8_s(w, v128.load(texels, 2 * I16_PLANE)));
    sa = i32x4.add(sa, i32x4.dot_i16x8_s(w, v128.load(texels, 3 * I16_PLANE)));
    offset += 16;
  } while (offset < end);
  store<i32>(MOMENTS, sumLanesI32(s));
  store<i32>(MOMENTS, sumLanesI32(ss), 4);
  store<i32>(MOMENTS, sumLanesI32(sr), 8);
  store<i32>(MOMENTS, sumLanesI32(sg), 12);
  store<i32>(MOMENTS, sumLanesI32(sb), 16);
  store<i32>(MOMENTS, sumLanesI32(sa), 20);
}

/**
 * One component's optimum and form. In f64: the error is a small difference of large sums, and near-lossless blocks
 * are decided by it.
 */
// @ts-ignore: decorator
@inline
function solveComponent(partition: i32, component: i32): void {
  const fit = partitionFitPtr(partition);
  const out = endpointFitPtr(partition);
  const at = (<usize>component) << 2;
  const n = <f64>changetype<PartitionFit>(fit).texelCount;
  const s = <f64>load<i32>(MOMENTS) * (1.0 / 64.0);
  const ss = <f64>load<i32>(MOMENTS, 4) * (1.0 / 4096.0);
  const sx = <f64>load<i32>(MOMENTS + at, 8) * (1.0 / (64.0 * <f64>TEXEL_UNIT));
  const total = <f64>load<i32>(fit + SUMS_OFFSET + at) * (1.0 / <f64>TEXEL_UNIT);
  const squares = load<f64>(fit + SQUARES_OFFSET + ((<usize>component) << 3));
  const det = n * ss - s * s;
  let e0: f64;
  let e1: f64;
  if (det > 1e-9) {
    const slope = (n * sx - s * total) / det;
    e0 = (total - slope * s) / n;
    e1 = e0 + slope;
  } else {
    e0 = total / n;
    e1 = e0;
  }
  const rest = squares - e0 * (total - sx) - e1 * sx;
  store<f64>(REST, load<f64>(REST) + max<f64>(0, rest) * <f64>load<f32>(SIGNIFICANCE + at));
  store<f32>(out + FREE0_OFFSET + at, <f32>e0);
  store<f32>(out + FREE1_OFFSET + at, <f32>e1);
  store<f32>(out + FORM_A_OFFSET + at, <f32>(n - 2 * s + ss));
  store<f32>(out + FORM_B_OFFSET + at, <f32>(s - ss));
  store<f32>(out + FORM_D_OFFSET + at, <f32>ss);
}
