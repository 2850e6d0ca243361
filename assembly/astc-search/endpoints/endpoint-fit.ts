/** Least-squares endpoints for given texel weights, with the quadratic form that prices every move away from them. */
import { sumFourLanesI32 } from '../../simd/lanes';
import {
  AnyAlpha,
  FlatAlpha,
  I16_PLANE,
  SIGNIFICANCE,
  TEXELS_I16,
  TEXEL_UNIT,
  blockState,
  isAlphaFlat,
} from '../block/block-state';
import { opaqueError } from './endpoint-alpha';
import {
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  SQUARES_OFFSET,
  SUMS_OFFSET,
  classState,
  partitionFitPtr,
} from '../lines/class-state';
import {
  FIT_NUMBER_OFFSET,
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
  GREY_OFFSET,
  GreyFit,
  OPAQUE_ERROR_OFFSET,
  FOLLOW0_OFFSET,
  FOLLOW1_OFFSET,
  REST_OFFSET,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
  endpointFitPtr,
} from '../candidate/trial-state';

/** i32[6] of a partition and plane: Σ w, Σ w², Σ w·component. */
export const MOMENTS: usize = memory.data(32, 16);

/** i32[6] of each partition, 32 bytes apart: the {@link MOMENTS} of plane 1 that its fit is for. */
export const FITTED_MOMENTS: usize = memory.data(128, 16);
const FITTED_BYTES: usize = 32;

/**
 * Fits every partition of the class to TEXEL_WEIGHTS, until what is left exceeds `limit`: the partitions after that stay
 * as they are.
 *
 * @returns Σ of the partitions' errors at their free optimum, so far: what no choice of integers can beat
 */
export function fitEndpoints(limit: f32): f32 {
  const state = classState();
  let total: f32 = 0;
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
    sumMoments(mask, 0);
    keepMoments(partition);
    let rest = solveComponents(partition, state.plane2Component);
    if (state.plane2Component >= 0) {
      sumMoments(mask, 1);
      rest += solvePlane2(partition, state.plane2Component);
    }
    finishFit(endpointFitPtr(partition), <f32>max<f64>(0, rest));
    total += load<f32>(endpointFitPtr(partition) + REST_OFFSET);
    if (total > limit) break;
  }
  return total;
}

/** {@link fitEndpoints} of a class that was fitted before: partitions whose sums are the same keep their fits. */
export function refitEndpoints(limit: f32): f32 {
  const state = classState();
  if (state.partitionCount < 2 || state.plane2Component >= 0) return fitEndpoints(limit);
  let total: f32 = 0;
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    const fit = endpointFitPtr(partition);
    sumMoments(PARTITION_MASKS + <usize>partition * MASK_BYTES, 0);
    if (!hasSameMoments(partition)) {
      keepMoments(partition);
      const rest = solveComponents(partition, -1);
      finishFit(fit, <f32>max<f64>(0, rest));
    }
    total += load<f32>(fit + REST_OFFSET);
    if (total > limit) break;
  }
  return total;
}

// @ts-ignore: decorator
@inline
function keepMoments(partition: i32): void {
  const fitted = FITTED_MOMENTS + <usize>partition * FITTED_BYTES;
  store<u64>(fitted, load<u64>(MOMENTS));
  store<u64>(fitted, load<u64>(MOMENTS, 8), 8);
  store<u64>(fitted, load<u64>(MOMENTS, 16), 16);
}

// @ts-ignore: decorator
@inline
function hasSameMoments(partition: i32): bool {
  const fitted = FITTED_MOMENTS + <usize>partition * FITTED_BYTES;
  const first = load<u64>(fitted) ^ load<u64>(MOMENTS);
  const second = load<u64>(fitted, 8) ^ load<u64>(MOMENTS, 8);
  return (first | second | (load<u64>(fitted, 16) ^ load<u64>(MOMENTS, 16))) == 0;
}

/** Exact integer sums over the texels of a mask, to MOMENTS. */
export function sumMoments(mask: usize, plane: usize): void {
  const weights = TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE;
  if (isAlphaFlat()) sumWeighted<FlatAlpha>(mask, weights);
  else sumWeighted<AnyAlpha>(mask, weights);
}

function sumWeighted<A>(mask: usize, weights: usize): void {
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
    if (idof<A>() == idof<AnyAlpha>()) {
      sa = i32x4.add(sa, i32x4.dot_i16x8_s(w, v128.load(texels, 3 * I16_PLANE)));
    }
    offset += 16;
  } while (offset < end);
  if (idof<A>() == idof<FlatAlpha>()) {
    sa = i32x4.mul(s, i32x4.splat(<i32>load<i16>(TEXELS_I16, 3 * I16_PLANE)));
  }
  v128.store64_lane(MOMENTS, sumFourLanesI32(s, ss, s, ss), 0);
  v128.store(MOMENTS, sumFourLanesI32(sr, sg, sb, sa), 8);
}

/**
 * Optima and form of all components, by the moments of plane 1. In f64: the error is a small difference of large sums,
 * and near-lossless blocks are decided by it.
 *
 * @param except  component that does not count, for it has weights of its own; −1 for none
 * @returns error left at the optima
 */
// @ts-ignore: decorator
@inline
function solveComponents(partition: i32, except: i32): f64 {
  const fit = partitionFitPtr(partition);
  const out = endpointFitPtr(partition);
  const n = <f64>changetype<PartitionFit>(fit).texelCount;
  const s = <f64>load<i32>(MOMENTS) * (1.0 / 64.0);
  const ss = <f64>load<i32>(MOMENTS, 4) * (1.0 / 4096.0);
  const restRg = solvePair(fit, out, 0, n, s, ss);
  const restBa = solvePair(fit, out, 8, n, s, ss);
  v128.store(out + FORM_A_OFFSET, f32x4.splat(<f32>(n - 2 * s + ss)));
  v128.store(out + FORM_B_OFFSET, f32x4.splat(<f32>(s - ss)));
  v128.store(out + FORM_D_OFFSET, f32x4.splat(<f32>ss));
  let rest: f64 = 0;
  if (except != 0) rest += f64x2.extract_lane(restRg, 0);
  if (except != 1) rest += f64x2.extract_lane(restRg, 1);
  if (except != 2) rest += f64x2.extract_lane(restBa, 0);
  if (except != 3) rest += f64x2.extract_lane(restBa, 1);
  return rest;
}

/**
 * Optima of two neighbouring components.
 *
 * @param at  byte offset of the first in an f32[4]
 * @returns f64[2] weighted error left at each optimum
 */
// @ts-ignore: decorator
@inline
function solvePair(fit: usize, out: usize, at: usize, n: f64, s: f64, ss: f64): v128 {
  const moment = f64x2.splat(1.0 / (64.0 * <f64>TEXEL_UNIT));
  const sx = f64x2.mul(f64x2.convert_low_i32x4_s(v128.load64_zero(MOMENTS + at, 8)), moment);
  const unit = f64x2.splat(1.0 / <f64>TEXEL_UNIT);
  const total = f64x2.mul(f64x2.convert_low_i32x4_s(v128.load64_zero(fit + SUMS_OFFSET + at)), unit);
  const squares = v128.load(fit + SQUARES_OFFSET + (at << 1));
  const det = n * ss - s * s;
  const count = f64x2.splat(n);
  let end0: v128;
  let end1: v128;
  if (det > 1e-9) {
    const sum = f64x2.splat(s);
    const slope = f64x2.div(f64x2.sub(f64x2.mul(count, sx), f64x2.mul(sum, total)), f64x2.splat(det));
    end0 = f64x2.div(f64x2.sub(total, f64x2.mul(slope, sum)), count);
    end1 = f64x2.add(end0, slope);
  } else {
    end0 = f64x2.div(total, count);
    end1 = end0;
  }
  v128.store64_lane(out + FREE0_OFFSET + at, f32x4.demote_f64x2_zero(end0), 0);
  v128.store64_lane(out + FREE1_OFFSET + at, f32x4.demote_f64x2_zero(end1), 0);
  const rest = f64x2.sub(f64x2.sub(squares, f64x2.mul(end0, f64x2.sub(total, sx))), f64x2.mul(end1, sx));
  const significance = f64x2.promote_low_f32x4(v128.load64_zero(SIGNIFICANCE + at));
  return f64x2.mul(f64x2.pmax(f64x2.splat(0), rest), significance);
}

/** {@link solveComponents} of the one component whose moments are those of plane 2. */
function solvePlane2(partition: i32, component: i32): f64 {
  const fit = partitionFitPtr(partition);
  const out = endpointFitPtr(partition);
  const at = (<usize>component) << 2;
  const n = <f64>changetype<PartitionFit>(fit).texelCount;
  const s = <f64>load<i32>(MOMENTS) * (1.0 / 64.0);
  const ss = <f64>load<i32>(MOMENTS, 4) * (1.0 / 4096.0);
  const sx = <f64>load<i32>(MOMENTS + at, 8) * (1.0 / (64.0 * <f64>TEXEL_UNIT));
  const total = <f64>load<i32>(fit + SUMS_OFFSET + at) * (1.0 / <f64>TEXEL_UNIT);
  const squares = load<f64>(fit + SQUARES_OFFSET + (at << 1));
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
  store<f32>(out + FREE0_OFFSET + at, <f32>e0);
  store<f32>(out + FREE1_OFFSET + at, <f32>e1);
  store<f32>(out + FORM_A_OFFSET + at, <f32>(n - 2 * s + ss));
  store<f32>(out + FORM_B_OFFSET + at, <f32>(s - ss));
  store<f32>(out + FORM_D_OFFSET + at, <f32>ss);
  const rest = squares - e0 * (total - sx) - e1 * sx;
  return max<f64>(0, rest) * <f64>load<f32>(SIGNIFICANCE + at);
}

/** What the endpoint modes ask of a fit besides. */
// @ts-ignore: decorator
@inline
function finishFit(out: usize, rest: f32): void {
  const a = v128.load(out + FORM_A_OFFSET);
  const b = v128.load(out + FORM_B_OFFSET);
  const d = v128.load(out + FORM_D_OFFSET);
  const least = f32x4.splat(1e-6);
  v128.store(out + FOLLOW1_OFFSET, v128.and(f32x4.div(b, d), f32x4.gt(d, least)));
  v128.store(out + FOLLOW0_OFFSET, v128.and(f32x4.div(b, a), f32x4.gt(a, least)));
  store<f32>(out + REST_OFFSET, rest);
  store<f32>(out + OPAQUE_ERROR_OFFSET, opaqueError(out));
  changetype<GreyFit>(out + GREY_OFFSET).isKnown = 0;
  store<u32>(out, load<u32>(out, FIT_NUMBER_OFFSET) + 1, FIT_NUMBER_OFFSET);
}
