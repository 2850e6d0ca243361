/**
 * What storing the endpoints will cost, before any is stored: for every number of weight bits the squared error that
 * quantized endpoints of the best endpoint mode should add.
 */
import { colorBitsAvailable, colorQuantLevelFor } from '../../astc/color-bits';
import { LEVEL_COUNTS } from '../../astc/quant';
import { broadcast2, minFourF32, minLanes, sumLanes } from '../../simd/lanes';
import { SIGNIFICANCE, blockState } from '../block/block-state';
import { DOMAIN_LDR } from '../block/domain';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  classState,
  partitionFitPtr,
} from '../lines/class-state';
import { NO_BITS } from '../tables/mode-table';
import { keepsBits } from '../tables/kept-bits';
import { GAINS, INFINITE, PENALTIES, WEIGHT_SUMS, sumIdealWeights } from './class-costs';
import { predictPartitionHdr } from './color-predict-hdr';

/** f32[100]: predicted color error by place in the list's weight bit counts; infinite where no mode fits. */
export const COLOR_COST: usize = memory.data(104 * 4, 16);
/** u8: weight bits of the mode that {@link promisingClasses} is asked about. */
export const WEIGHT_BITS: usize = memory.data(1, 1);
/** i8[10][112]: quant level by pairs of integers and color bits, −1 where they do not fit. */
const LEVEL_BY_BITS: usize = memory.data(10 * 112, 16);
/**
 * f32[2][5][3][97][4]: noise of the level each integer class gets, by partition count, plane count and weight bits; the
 * second half is for HDR, whose modes of more than two integers need levels that keep three top bits.
 */
const CLASS_NOISE: usize = memory.data(2 * 5 * 3 * 97 * 16, 16);
const HDR_CLASSES: i32 = 5;
/** Share of the analytic rounding error that stays: refits undo the rest. Why: flat optimum 0.5–0.7 of the dB lost. */
export const ROUNDING_SHARE: f32 = 0.5;

/** Classes predicted to cost more than this times the best are not priced: 6 % of the time of fastest, no quality. */
const CLASS_MARGIN: f32 = 2;

/** Noise that stands for the level of a class that does not fit: with the least gain it is still infinite. */
const NO_NOISE: f32 = 1e36;
const LEAST_GAIN: f32 = 1e-5;

// @ts-ignore: decorator
@inline
function noiseRow(partitionCount: i32, planeCount: i32): usize {
  if (blockState().domain != DOMAIN_LDR) partitionCount += HDR_CLASSES;
  return CLASS_NOISE + <usize>((partitionCount * 3 + planeCount) * 97 * 16);
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
  store<f32>(COLOR_COST, INFINITE, NO_BITS << 2);
  for (let partitionCount: i32 = 1; partitionCount <= 4; partitionCount++) {
    for (let planeCount: i32 = 1; planeCount <= 2; planeCount++) {
      buildClassNoise(partitionCount, planeCount, 0);
      buildClassNoise(partitionCount, planeCount, HDR_CLASSES);
    }
  }
}

/** Error per texel and component of endpoints rounded to a level. */
export function levelNoise(level: i32): f32 {
  const step: f32 = 255 / (<f32>load<u16>(LEVEL_COUNTS + ((<usize>level) << 1)) - 1);
  // variance of a rounded value, two thirds of it after interpolation between two of them
  return ((step * step) / 12) * (2.0 / 3.0);
}

function buildClassNoise(partitionCount: i32, planeCount: i32, domainRows: i32): void {
  const row = CLASS_NOISE + <usize>(((domainRows + partitionCount) * 3 + planeCount) * 97 * 16);
  for (let weightBits: i32 = 24; weightBits <= 96; weightBits++) {
    const bits = colorBitsAvailable(weightBits, partitionCount, planeCount, false);
    for (let integerClass: i32 = 0; integerClass < 4; integerClass++) {
      const pairs = (integerClass + 1) * partitionCount;
      let level = pairs > 9 ? -1 : levelByBits(pairs, bits);
      if (domainRows > 0 && integerClass > 0 && !keepsBits(3, level)) level = -1;
      store<f32>(row + <usize>((weightBits * 4 + integerClass) << 2), level < 0 ? NO_NOISE : levelNoise(level));
    }
  }
}

/** Penalties and gains of one partition's integer classes. */
export function predictPartition(partition: i32): void {
  const fit = partitionFitPtr(partition);
  const count = <f32>changetype<PartitionFit>(fit).texelCount;
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  sumIdealWeights(mask);
  const weights = load<f32>(WEIGHT_SUMS);
  const d = load<f32>(WEIGHT_SUMS, 4);
  const b = weights - d;
  const a = count - 2 * weights + d;

  const significance = v128.load(SIGNIFICANCE);
  const rgb = f32x4.replace_lane(significance, 3, 0);
  const rgbSignificance = max<f32>(sumLanes(rgb), 1e-10);
  const e0 = v128.load(fit + IDEAL0_OFFSET);
  const e1 = v128.load(fit + IDEAL1_OFFSET);

  // grey: both ends move to their significance-weighted mean
  const l0 = sumLanes(f32x4.mul(rgb, e0)) / rgbSignificance;
  const l1 = sumLanes(f32x4.mul(rgb, e1)) / rgbSignificance;
  const p = f32x4.sub(e0, f32x4.splat(l0));
  const q = f32x4.sub(e1, f32x4.splat(l1));
  const spread = f32x4.add(
    f32x4.mul(f32x4.mul(p, p), f32x4.splat(a)),
    f32x4.add(f32x4.mul(f32x4.mul(p, q), f32x4.splat(2 * b)), f32x4.mul(f32x4.mul(q, q), f32x4.splat(d))),
  );
  const greyPenalty = sumLanes(f32x4.mul(rgb, spread));
  // scale: end 0 moves onto the ray through end 1
  const weighted = f32x4.mul(rgb, e1);
  const norm = max<f32>(sumLanes(f32x4.mul(weighted, e1)), 1e-6);
  const ratio = min<f32>(max<f32>(sumLanes(f32x4.mul(weighted, e0)) / norm, 0), 1);
  const off = f32x4.sub(e0, f32x4.mul(e1, f32x4.splat(ratio)));
  const scalePenalty = a * sumLanes(f32x4.mul(rgb, f32x4.mul(off, off)));

  const gains = f32x4.mul(f32x4.mul(significance, roundedEnds(e0, e1)), f32x4.splat(count));
  const rgbGain = sumLanes(f32x4.replace_lane(gains, 3, 0));
  const directGain = rgbGain * directShare(e0, e1);
  let greyGain = count * rgbSignificance;
  if (l1 - l0 < 63 && l1 >= l0) greyGain *= 0.3;

  let classPenalties: v128;
  let classGains: v128;
  if (f32x4.extract_lane(e0, 3) > 254.5 && f32x4.extract_lane(e1, 3) > 254.5) {
    classPenalties = lanes(greyPenalty, scalePenalty, 0, 0);
    classGains = lanes(greyGain, rgbGain, directGain, directGain);
  } else {
    const alphaGain = f32x4.extract_lane(gains, 3);
    classPenalties = lanes(INFINITE, greyPenalty, scalePenalty, 0);
    classGains = lanes(0, greyGain + alphaGain, rgbGain + alphaGain, directGain + alphaGain);
  }
  const at = (<usize>partition) << 4;
  v128.store(PENALTIES + at, classPenalties);
  v128.store(GAINS + at, f32x4.pmax(classGains, f32x4.splat(LEAST_GAIN)));
}

// @ts-ignore: decorator
@inline
function lanes(a: f32, b: f32, c: f32, d: f32): v128 {
  return f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(a), 1, b), 2, c), 3, d);
}

/** Share of each component's ends that rounding moves: those at 0 or 255 are exact at every level. */
// @ts-ignore: decorator
@inline
function roundedEnds(e0: v128, e1: v128): v128 {
  const low = f32x4.splat(0.5);
  const high = f32x4.splat(254.5);
  const isFree0 = v128.and(f32x4.ge(e0, low), f32x4.le(e0, high));
  const isFree1 = v128.and(f32x4.ge(e1, low), f32x4.le(e1, high));
  return f32x4.add(v128.and(isFree0, low), v128.and(isFree1, low));
}

/** What is left of the rounding noise of direct colors where base and offset, or blue contraction, can store them. */
// @ts-ignore: decorator
@inline
function directShare(e0: v128, e1: v128): f32 {
  const isNear = f32x4.lt(f32x4.abs(f32x4.sub(e1, e0)), f32x4.splat(31));
  if ((i32x4.bitmask(isNear) & 7) == 7) return 0.25;
  return isContractible(e0) && isContractible(e1) ? 0.67 : 1;
}

/** Blue contraction stores 2c − blue of red and green. */
// @ts-ignore: decorator
@inline
function isContractible(end: v128): bool {
  const stored = f32x4.sub(f32x4.add(end, end), broadcast2(end));
  const isInside = v128.and(f32x4.gt(stored, f32x4.splat(0)), f32x4.lt(stored, f32x4.splat(255)));
  return (i32x4.bitmask(isInside) & 3) == 3;
}

/**
 * Fills {@link COLOR_COST} for the class at hand.
 *
 * @param bitsPtr  u8[bitsCount]: the weight bit counts that occur, readable up to a multiple of four
 * @returns the least cost, of those up to that multiple
 */
export function predictColors(bitsPtr: usize, bitsCount: i32): f32 {
  const state = classState();
  const partitionCount = state.partitionCount;
  if (blockState().domain == DOMAIN_LDR) {
    for (let partition: i32 = 0; partition < partitionCount; partition++) predictPartition(partition);
  } else {
    for (let partition: i32 = 0; partition < partitionCount; partition++) predictPartitionHdr(partition);
  }
  const row = noiseRow(partitionCount, state.plane2Component >= 0 ? 2 : 1);
  const share = f32x4.splat(ROUNDING_SHARE);
  let least = f32x4.splat(INFINITE);
  for (let index: usize = 0; index < <usize>bitsCount; index += 4) {
    const a = classCosts(row, bitsPtr + index, partitionCount);
    const b = classCosts(row, bitsPtr + index + 1, partitionCount);
    const c = classCosts(row, bitsPtr + index + 2, partitionCount);
    const d = classCosts(row, bitsPtr + index + 3, partitionCount);
    const costs = f32x4.mul(minFourF32(a, b, c, d), share);
    least = f32x4.pmin(least, costs);
    v128.store(COLOR_COST + (index << 2), costs);
  }
  return minLanes(least);
}

/** Predicted cost of each integer class with the weight bits at `bitsPtr`. */
// @ts-ignore: decorator
@inline
function classCosts(row: usize, bitsPtr: usize, partitionCount: i32): v128 {
  const noise = v128.load(row + ((<usize>load<u8>(bitsPtr)) << 4));
  let cost = f32x4.add(v128.load(PENALTIES), f32x4.mul(v128.load(GAINS), noise));
  for (let at: usize = 16; at < (<usize>partitionCount) << 4; at += 16) {
    cost = f32x4.add(cost, f32x4.add(v128.load(PENALTIES + at), f32x4.mul(v128.load(GAINS + at), noise)));
  }
  return cost;
}

/**
 * Integer classes worth pricing for a mode of the class at hand: a bit set. Predictions are rough, so only those far
 * behind the best are left out.
 */
export function promisingClasses(weightBits: i32): i32 {
  const state = classState();
  // An opaque partition beside others counts its classes differently.
  if (state.partitionCount > 1 && !blockState().isOpaque) return 15;
  const row = noiseRow(state.partitionCount, state.plane2Component >= 0 ? 2 : 1);
  store<u8>(WEIGHT_BITS, <u8>weightBits);
  const cost = classCosts(row, WEIGHT_BITS, state.partitionCount);
  // A penalty may round to just below 0; the best class must stay.
  return i32x4.bitmask(f32x4.le(cost, f32x4.splat(CLASS_MARGIN * max<f32>(0, minLanes(cost)))));
}
