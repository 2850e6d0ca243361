/** Twins of color-predict: what storing the endpoints will cost. */
import { colorBitsAvailable } from '../astc/color-bits';
import { SIGNIFICANCE, blockState } from '../astc-search/block-state';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  IDEAL_WEIGHTS,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  classState,
  partitionFitPtr,
} from '../astc-search/class-state';
import {
  CLASS_COST,
  CLASS_COST_BYTES,
  COLOR_COST,
  INFINITE,
  LEVEL_NOISE,
  MODE_COST,
  NO_LEVEL,
  ROUNDING_SHARE,
  levelByBits,
} from '../astc-search/color-predict';
import { ModeList } from '../astc-search/mode-table';
import { isInside, pseudoMin, sumLanesRef, texelAt } from './lanes.ref';

export function addModeRef(integerClass: i32, penalty: f32, gain: f32, isFirst: bool): void {
  const row = MODE_COST + <usize>integerClass * CLASS_COST_BYTES;
  for (let level: usize = 4; level < 24; level++) {
    const cost = penalty + gain * texelAt(LEVEL_NOISE, level);
    store<f32>(row + (level << 2), isFirst ? cost : pseudoMin(cost, texelAt(row, level)));
  }
}

/** Σ weight or Σ weight² over the partition. */
function sumWeights(partition: i32, isSquared: bool): f32 {
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  let lane0: f32 = 0;
  let lane1: f32 = 0;
  let lane2: f32 = 0;
  let lane3: f32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel += 4) {
    lane0 += weightTerm(mask, texel, isSquared);
    lane1 += weightTerm(mask, texel + 1, isSquared);
    lane2 += weightTerm(mask, texel + 2, isSquared);
    lane3 += weightTerm(mask, texel + 3, isSquared);
  }
  return sumLanesRef(lane0, lane1, lane2, lane3);
}

function weightTerm(mask: usize, texel: usize, isSquared: bool): f32 {
  if (!isInside(mask, texel)) return 0;
  const weight = texelAt(IDEAL_WEIGHTS, texel);
  return isSquared ? weight * weight : weight;
}

/** An ideal endpoint component of a partition. */
function endpoint(partition: i32, offset: usize, component: usize): f32 {
  return texelAt(partitionFitPtr(partition) + offset, component);
}

/** Significance-weighted sum over red, green and blue of what moving the ends to l0 and l1 costs. */
function greyPenalty(partition: i32, l0: f32, l1: f32, a: f32, b: f32, d: f32): f32 {
  let penalty: f32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const p = endpoint(partition, IDEAL0_OFFSET, component) - l0;
    const q = endpoint(partition, IDEAL1_OFFSET, component) - l1;
    const cost = texelAt(SIGNIFICANCE, component) * (a * p * p + 2 * b * p * q + d * q * q);
    penalty = component == 0 ? cost : penalty + cost;
  }
  return penalty;
}

/** Σ significance · a term of each of red, green and blue, in this order. */
function weightedSum(red: f32, green: f32, blue: f32): f32 {
  return texelAt(SIGNIFICANCE, 0) * red + texelAt(SIGNIFICANCE, 1) * green + texelAt(SIGNIFICANCE, 2) * blue;
}

function roundingOf(partition: i32, component: usize): f32 {
  let share: f32 = 0;
  const e0 = endpoint(partition, IDEAL0_OFFSET, component);
  const e1 = endpoint(partition, IDEAL1_OFFSET, component);
  if (!(e0 < 0.5 || e0 > 254.5)) share += 0.5;
  if (!(e1 < 0.5 || e1 > 254.5)) share += 0.5;
  return share;
}

/** What base + offset and blue contraction leave of the rounding of direct RGB. */
function directShare(partition: i32): f32 {
  let isOffset = true;
  let isContracted = true;
  for (let component: usize = 0; component < 3; component++) {
    const e0 = endpoint(partition, IDEAL0_OFFSET, component);
    const e1 = endpoint(partition, IDEAL1_OFFSET, component);
    if (!(abs<f32>(e1 - e0) < 31)) isOffset = false;
    if (component == 2) continue;
    const stored0: f32 = 2 * e0 - endpoint(partition, IDEAL0_OFFSET, 2);
    const stored1: f32 = 2 * e1 - endpoint(partition, IDEAL1_OFFSET, 2);
    if (!(stored0 > 0 && stored0 < 255 && stored1 > 0 && stored1 < 255)) isContracted = false;
  }
  return isOffset ? 0.25 : isContracted ? 0.67 : 1;
}

export function predictPartitionRef(partition: i32): void {
  const count = <f32>changetype<PartitionFit>(partitionFitPtr(partition)).texelCount;
  const weights = sumWeights(partition, false);
  const d = sumWeights(partition, true);
  const b = weights - d;
  const a = count - 2 * weights + d;
  const r0 = endpoint(partition, IDEAL0_OFFSET, 0);
  const g0 = endpoint(partition, IDEAL0_OFFSET, 1);
  const b0 = endpoint(partition, IDEAL0_OFFSET, 2);
  const r1 = endpoint(partition, IDEAL1_OFFSET, 0);
  const g1 = endpoint(partition, IDEAL1_OFFSET, 1);
  const b1 = endpoint(partition, IDEAL1_OFFSET, 2);
  const rgb = max<f32>(texelAt(SIGNIFICANCE, 0) + texelAt(SIGNIFICANCE, 1) + texelAt(SIGNIFICANCE, 2), 1e-10);
  const l0 = weightedSum(r0, g0, b0) / rgb;
  const l1 = weightedSum(r1, g1, b1) / rgb;
  const grey = greyPenalty(partition, l0, l1, a, b, d);
  const sr = texelAt(SIGNIFICANCE, 0);
  const sg = texelAt(SIGNIFICANCE, 1);
  const sb = texelAt(SIGNIFICANCE, 2);
  const dot = sr * r0 * r1 + sg * g0 * g1 + sb * b0 * b1;
  const norm = max<f32>(sr * r1 * r1 + sg * g1 * g1 + sb * b1 * b1, 1e-6);
  const ratio = min<f32>(max<f32>(dot / norm, 0), 1);
  const pr = r0 - ratio * r1;
  const pg = g0 - ratio * g1;
  const pb = b0 - ratio * b1;
  const scale = a * (sr * pr * pr + sg * pg * pg + sb * pb * pb);
  const rgbGain = count * weightedSum(roundingOf(partition, 0), roundingOf(partition, 1), roundingOf(partition, 2));
  const directGain = rgbGain * directShare(partition);
  let greyGain = count * rgb;
  if (l1 - l0 < 63 && l1 >= l0) greyGain *= 0.3;
  const isOpaque = endpoint(partition, IDEAL0_OFFSET, 3) > 254.5 && endpoint(partition, IDEAL1_OFFSET, 3) > 254.5;
  const alphaGain: f32 = isOpaque ? 0 : count * texelAt(SIGNIFICANCE, 3) * roundingOf(partition, 3);
  // One integer pair more with alpha.
  const first: i32 = isOpaque ? 0 : 1;
  addModeRef(first, grey, greyGain + alphaGain, true);
  addModeRef(first + 1, scale, rgbGain + alphaGain, true);
  addModeRef(first + 2, 0, directGain + alphaGain, true);
  if (isOpaque) addModeRef(3, 0, directGain, true);
  else addModeRef(0, INFINITE, 0, true);
  if (isOpaque && !blockState().isOpaque) spreadDownRef();
}

/** More integers cost at most what fewer do. */
function spreadDownRef(): void {
  for (let cell: usize = 24; cell < 4 * 24; cell++) {
    store<f32>(MODE_COST + (cell << 2), pseudoMin(texelAt(MODE_COST, cell), texelAt(MODE_COST, cell - 24)));
  }
}

/** Cost of an integer class at a number of weight bits; infinite where it does not fit. */
function classCost(integerClass: i32, weightBits: i32): f32 {
  const state = classState();
  const pairs = (integerClass + 1) * state.partitionCount;
  if (pairs > 9) return INFINITE;
  const planeCount: i32 = state.plane2Component >= 0 ? 2 : 1;
  const level = levelByBits(pairs, colorBitsAvailable(weightBits, state.partitionCount, planeCount, false));
  if (level < 0) return INFINITE;
  return texelAt(CLASS_COST + <usize>integerClass * CLASS_COST_BYTES, <usize>level);
}

export function predictColorsRef(list: ModeList): void {
  memory.fill(CLASS_COST, 0, 4 * CLASS_COST_BYTES);
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    predictPartitionRef(partition);
    for (let cell: usize = 0; cell < 4 * 24; cell++) {
      store<f32>(CLASS_COST + (cell << 2), texelAt(CLASS_COST, cell) + texelAt(MODE_COST, cell));
    }
  }
  for (let integerClass: usize = 0; integerClass < 4; integerClass++) {
    store<f32>(CLASS_COST + integerClass * CLASS_COST_BYTES + (NO_LEVEL << 2), INFINITE);
  }
  for (let index: usize = 0; index < <usize>list.bitsCount; index++) {
    const weightBits = <i32>load<u8>(list.bitsPtr + index);
    let best: f32 = INFINITE;
    for (let integerClass: i32 = 0; integerClass < 4; integerClass++) {
      best = min<f32>(best, classCost(integerClass, weightBits));
    }
    store<f32>(COLOR_COST + ((<usize>weightBits) << 2), best < INFINITE ? best * ROUNDING_SHARE : INFINITE);
  }
}
