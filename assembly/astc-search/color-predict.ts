/**
 * What storing the endpoints will cost, before any is stored: for every number of weight bits the squared error that
 * quantized endpoints of the best endpoint mode should add.
 */
import { colorBitsAvailable, colorQuantLevelFor } from '../astc/color-bits';
import { LEVEL_COUNTS, QUANT_256, QUANT_6 } from '../astc/quant';
import { sumLanes } from '../simd/lanes';
import { SIGNIFICANCE, blockState } from './block-state';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  IDEAL_WEIGHTS,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  classState,
  partitionFitPtr,
} from './class-state';
import { ModeList } from './mode-table';

/** f32[98]: predicted color error by weight bits; infinite where no mode fits, and at 97 always. */
export const COLOR_COST: usize = memory.data(100 * 4, 16);
/** i8[10][112]: quant level by pairs of integers and color bits, −1 where they do not fit. */
const LEVEL_BY_BITS: usize = memory.data(10 * 112, 16);
/** f32[24]: error per texel and component of endpoints rounded to each level. */
export const LEVEL_NOISE: usize = memory.data(24 * 4, 16);
/** f32[4][24]: cost by integer class and level. */
export const CLASS_COST: usize = memory.data(4 * 96, 16);
export const CLASS_COST_BYTES: usize = 96;

export const INFINITE: f32 = 1e30;
/** Share of the analytic rounding error that stays: refits undo the rest. Why: flat optimum 0.5–0.7 of the dB lost. */
export const ROUNDING_SHARE: f32 = 0.5;

/** u32[5][3][97]: by partition count, plane count and weight bits the level of each integer class, a byte each. */
const CLASS_LEVELS: usize = memory.data(5 * 3 * 97 * 4, 16);
/** Stands for the level of a class that does not fit. */
export const NO_LEVEL: usize = 21;

// @ts-ignore: decorator
@inline
function levelRow(partitionCount: i32, planeCount: i32): usize {
  return CLASS_LEVELS + <usize>((partitionCount * 3 + planeCount) * 97 * 4);
}

/** Level for `pairs` * 2 integers in `bits`, or −1. */
// @ts-ignore: decorator
@inline
export function levelByBits(pairs: i32, bits: i32): i32 {
  if (bits < 0) return -1;
  return <i32>load<i8>(LEVEL_BY_BITS + <usize>(pairs * 112 + min(bits, 111)));
}

/** Builds the two constant tables; once an instance. */
export function initColorPrediction(): void {
  for (let pairs: i32 = 1; pairs <= 9; pairs++) {
    for (let bits: i32 = 0; bits < 112; bits++) {
      store<i8>(LEVEL_BY_BITS + <usize>(pairs * 112 + bits), <i8>colorQuantLevelFor(bits, pairs * 2));
    }
  }
  for (let level = QUANT_6; level <= QUANT_256; level++) {
    const steps = <f32>load<u16>(LEVEL_COUNTS + ((<usize>level) << 1)) - 1;
    // variance of a rounded value, two thirds of it after interpolation between two of them
    const step: f32 = 255 / steps;
    store<f32>(LEVEL_NOISE + ((<usize>level) << 2), ((step * step) / 12) * (2.0 / 3.0));
  }
  store<f32>(COLOR_COST, INFINITE, 97 << 2);
  for (let partitionCount: i32 = 1; partitionCount <= 4; partitionCount++) {
    buildClassLevels(partitionCount, 1);
    buildClassLevels(partitionCount, 2);
  }
}

/** Fills one row of CLASS_LEVELS. */
function buildClassLevels(partitionCount: i32, planeCount: i32): void {
  const row = levelRow(partitionCount, planeCount);
  for (let weightBits: i32 = 24; weightBits <= 96; weightBits++) {
    const bits = colorBitsAvailable(weightBits, partitionCount, planeCount, false);
    for (let integerClass: i32 = 0; integerClass < 4; integerClass++) {
      const pairs = (integerClass + 1) * partitionCount;
      const level = pairs > 9 ? -1 : levelByBits(pairs, bits);
      store<u8>(row + <usize>(weightBits * 4 + integerClass), level < 0 ? <i32>NO_LEVEL : level);
    }
  }
}

/** Adds min over a class's modes of penalty + gain · noise to the class's row. */
export function addMode(integerClass: i32, penalty: f32, gain: f32, isFirst: bool): void {
  const row = MODE_COST + <usize>integerClass * CLASS_COST_BYTES;
  const base = f32x4.splat(penalty);
  const slope = f32x4.splat(gain);
  for (let offset: usize = 16; offset < CLASS_COST_BYTES; offset += 16) {
    let cost = f32x4.add(base, f32x4.mul(slope, v128.load(LEVEL_NOISE + offset)));
    if (!isFirst) cost = f32x4.pmin(cost, v128.load(row + offset));
    v128.store(row + offset, cost);
  }
}

/** f32[4][24]: the same as CLASS_COST for one partition. */
export const MODE_COST: usize = memory.data(4 * 96, 16);

/** Penalties of one partition's endpoint modes, to MODE_COST. */
export function predictPartition(partition: i32): void {
  const fit = partitionFitPtr(partition);
  const count = <f32>changetype<PartitionFit>(fit).texelCount;
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  let sum = f32x4.splat(0);
  let squares = sum;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel += 4) {
    const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(mask + (texel << 1)));
    const weight = v128.and(v128.load(IDEAL_WEIGHTS + (texel << 2)), inside);
    sum = f32x4.add(sum, weight);
    squares = f32x4.add(squares, f32x4.mul(weight, weight));
  }
  const weights = sumLanes(sum);
  const d = sumLanes(squares);
  const b = weights - d;
  const a = count - 2 * weights + d;

  const sr = load<f32>(SIGNIFICANCE);
  const sg = load<f32>(SIGNIFICANCE, 4);
  const sb = load<f32>(SIGNIFICANCE, 8);
  const sa = load<f32>(SIGNIFICANCE, 12);
  const r0 = load<f32>(fit + IDEAL0_OFFSET);
  const g0 = load<f32>(fit + IDEAL0_OFFSET, 4);
  const b0 = load<f32>(fit + IDEAL0_OFFSET, 8);
  const r1 = load<f32>(fit + IDEAL1_OFFSET);
  const g1 = load<f32>(fit + IDEAL1_OFFSET, 4);
  const b1 = load<f32>(fit + IDEAL1_OFFSET, 8);
  const rgbSignificance = max<f32>(sr + sg + sb, 1e-10);

  // grey: both ends move to their significance-weighted mean
  const l0 = (sr * r0 + sg * g0 + sb * b0) / rgbSignificance;
  const l1 = (sr * r1 + sg * g1 + sb * b1) / rgbSignificance;
  const greyPenalty =
    sr * spread(r0 - l0, r1 - l1, a, b, d) +
    sg * spread(g0 - l0, g1 - l1, a, b, d) +
    sb * spread(b0 - l0, b1 - l1, a, b, d);
  // scale: end 0 moves onto the ray through end 1
  const dot = sr * r0 * r1 + sg * g0 * g1 + sb * b0 * b1;
  const norm = max<f32>(sr * r1 * r1 + sg * g1 * g1 + sb * b1 * b1, 1e-6);
  const ratio = min<f32>(max<f32>(dot / norm, 0), 1);
  const pr = r0 - ratio * r1;
  const pg = g0 - ratio * g1;
  const pb = b0 - ratio * b1;
  const scalePenalty = a * (sr * pr * pr + sg * pg * pg + sb * pb * pb);

  const rgbGain = count * (sr * rounding(r0, r1) + sg * rounding(g0, g1) + sb * rounding(b0, b1));
  let directGain = rgbGain;
  if (isOffsetRange(r0, r1) && isOffsetRange(g0, g1) && isOffsetRange(b0, b1)) directGain *= 0.25;
  else if (isContractible(r0, b0) && isContractible(g0, b0) && isContractible(r1, b1) && isContractible(g1, b1)) {
    directGain *= 0.67;
  }
  let greyGain = count * rgbSignificance;
  if (l1 - l0 < 63 && l1 >= l0) greyGain *= 0.3;

  const isOpaque = load<f32>(fit + IDEAL0_OFFSET, 12) > 254.5 && load<f32>(fit + IDEAL1_OFFSET, 12) > 254.5;
  if (isOpaque) {
    addMode(0, greyPenalty, greyGain, true);
    addMode(1, scalePenalty, rgbGain, true);
    addMode(2, 0, directGain, true);
    addMode(3, 0, directGain, true);
    if (!blockState().isOpaque) spreadDown();
  } else {
    const a0 = load<f32>(fit + IDEAL0_OFFSET, 12);
    const a1 = load<f32>(fit + IDEAL1_OFFSET, 12);
    const alphaGain = count * sa * rounding(a0, a1);
    addMode(0, INFINITE, 0, true);
    addMode(1, greyPenalty, greyGain + alphaGain, true);
    addMode(2, scalePenalty, rgbGain + alphaGain, true);
    addMode(3, 0, directGain + alphaGain, true);
  }
}

/** A partition that could do with fewer integers than its neighbours costs at most what it costs with fewer. */
function spreadDown(): void {
  for (let offset: usize = CLASS_COST_BYTES; offset < 4 * CLASS_COST_BYTES; offset += 16) {
    const fewer = v128.load(MODE_COST + offset - CLASS_COST_BYTES);
    v128.store(MODE_COST + offset, f32x4.pmin(v128.load(MODE_COST + offset), fewer));
  }
}

/** Error of moving the ends by p and q, over the weights' moments. */
// @ts-ignore: decorator
@inline
function spread(p: f32, q: f32, a: f32, b: f32, d: f32): f32 {
  return a * p * p + 2 * b * p * q + d * q * q;
}

/** Ends at 0 or 255 are exact at every level. */
// @ts-ignore: decorator
@inline
function rounding(e0: f32, e1: f32): f32 {
  const isExact0 = e0 < 0.5 || e0 > 254.5;
  const isExact1 = e1 < 0.5 || e1 > 254.5;
  return (isExact0 ? 0 : 0.5) + (isExact1 ? 0 : 0.5);
}

// @ts-ignore: decorator
@inline
function isOffsetRange(e0: f32, e1: f32): bool {
  return abs<f32>(e1 - e0) < 31;
}

/** Blue contraction stores 2c − blue. */
// @ts-ignore: decorator
@inline
function isContractible(component: f32, blue: f32): bool {
  const stored: f32 = 2.0 * component - blue;
  return stored > 0 && stored < 255;
}

/** Fills {@link COLOR_COST} for the class at hand, where the list has modes. */
export function predictColors(list: ModeList): void {
  const state = classState();
  const partitionCount = state.partitionCount;
  memory.fill(CLASS_COST, 0, 4 * CLASS_COST_BYTES);
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    predictPartition(partition);
    for (let offset: usize = 0; offset < 4 * CLASS_COST_BYTES; offset += 16) {
      v128.store(CLASS_COST + offset, f32x4.add(v128.load(CLASS_COST + offset), v128.load(MODE_COST + offset)));
    }
  }
  for (let integerClass: usize = 0; integerClass < 4; integerClass++) {
    store<f32>(CLASS_COST + integerClass * CLASS_COST_BYTES, INFINITE, NO_LEVEL << 2);
  }
  const levels = levelRow(partitionCount, state.plane2Component >= 0 ? 2 : 1);
  for (let index: usize = 0; index < <usize>list.bitsCount; index++) {
    const weightBits = (<usize>load<u8>(list.bitsPtr + index)) << 2;
    const level = load<u32>(levels + weightBits);
    const cost0 = load<f32>(CLASS_COST + <usize>((level & 255) << 2));
    const cost1 = load<f32>(CLASS_COST + <usize>(((level >> 8) & 255) << 2), CLASS_COST_BYTES);
    const cost2 = load<f32>(CLASS_COST + <usize>(((level >> 16) & 255) << 2), 2 * CLASS_COST_BYTES);
    const cost3 = load<f32>(CLASS_COST + <usize>((level >> 24) << 2), 3 * CLASS_COST_BYTES);
    const best = min<f32>(min<f32>(cost0, cost1), min<f32>(cost2, cost3));
    store<f32>(COLOR_COST + weightBits, best < INFINITE ? best * ROUNDING_SHARE : INFINITE);
  }
}
