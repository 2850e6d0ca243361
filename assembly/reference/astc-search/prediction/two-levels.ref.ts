/** Twins of two-levels: what a weight a texel of two levels costs. */
import { blockState } from '../../../astc-search/block/block-state';
import {
  IDEAL_WEIGHTS,
  MASK_BYTES,
  PARTITION_MASKS,
  WEIGHT_PLANE,
  classState,
  lineEnergy,
} from '../../../astc-search/lines/class-state';
import { HALF_SUMS } from '../../../astc-search/prediction/two-levels';
import { isInside, sumLanesRef, texelAt } from '../../lanes.ref';

/** Texels counted, their weights, their squares. */
const COUNT: i32 = 0;
const WEIGHT: i32 = 1;
const SQUARE: i32 = 2;

function laneSum(mask: usize, weights: usize, lane: usize, what: i32, isUpperOnly: bool): f32 {
  let sum: f32 = 0;
  for (let texel = lane; texel < <usize>blockState().paddedCount4; texel += 4) {
    const weight = texelAt(weights, texel);
    if (!isInside(mask, texel) || (isUpperOnly && !(weight > 0.5))) continue;
    sum += what == COUNT ? 1 : what == WEIGHT ? weight : weight * weight;
  }
  return sum;
}

function sumOf(mask: usize, weights: usize, what: i32, isUpperOnly: bool): f32 {
  return sumLanesRef(
    laneSum(mask, weights, 0, what, isUpperOnly),
    laneSum(mask, weights, 1, what, isUpperOnly),
    laneSum(mask, weights, 2, what, isUpperOnly),
    laneSum(mask, weights, 3, what, isUpperOnly),
  );
}

export function sumHalvesRef(mask: usize, plane: usize): void {
  const weights = IDEAL_WEIGHTS + plane * WEIGHT_PLANE;
  const count = sumOf(mask, weights, COUNT, true);
  const upper = sumOf(mask, weights, WEIGHT, true);
  store<f32>(HALF_SUMS, count);
  store<f32>(HALF_SUMS, upper, 4);
  store<f32>(HALF_SUMS, sumOf(mask, weights, COUNT, false) - count, 8);
  store<f32>(HALF_SUMS, sumOf(mask, weights, WEIGHT, false) - upper, 12);
  store<f32>(HALF_SUMS, sumOf(mask, weights, SQUARE, false), 16);
}

/** The variance of the weights of a half, times their number. */
function spreadOf(square: f32, sum: f32, count: f32): f32 {
  return square - (sum * sum) / max<f32>(1, count);
}

export function twoLevelNoiseRef(plane: usize): f32 {
  let error: f32 = 0;
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    sumHalvesRef(PARTITION_MASKS + <usize>partition * MASK_BYTES, plane);
    const outside = spreadOf(texelAt(HALF_SUMS, 4), texelAt(HALF_SUMS, 1), texelAt(HALF_SUMS, 0));
    const within = spreadOf(outside, texelAt(HALF_SUMS, 3), texelAt(HALF_SUMS, 2));
    error += max<f32>(0, within) * lineEnergy(partition, plane);
  }
  return error / <f32>blockState().texelCount;
}
