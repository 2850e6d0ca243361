/** Twins of color-predict: what storing the endpoints will cost. */
import { colorBitsAvailable } from '../../../astc/color-bits';
import { LEVEL_COUNTS } from '../../../astc/quant';
import { SIGNIFICANCE, blockState } from '../../../astc-search/block/block-state';
import { DOMAIN_LDR } from '../../../astc-search/block/domain';
import { keepsBits } from '../../../astc-search/tables/kept-bits';
import { predictPartitionHdr } from '../../../astc-search/prediction/color-predict-hdr';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  IDEAL_WEIGHTS,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  classState,
  partitionFitPtr,
} from '../../../astc-search/lines/class-state';
import { GAINS, INFINITE, PENALTIES, WEIGHT_SUMS } from '../../../astc-search/prediction/class-costs';
import { COLOR_COST, ROUNDING_SHARE, WEIGHT_BITS, levelByBits } from '../../../astc-search/prediction/color-predict';
import { isInside, sumLanesRef, texelAt } from '../../lanes.ref';

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

/** Ideal end 0 or 1 of a component of a partition. */
function endpoint(partition: i32, end: i32, component: usize): f32 {
  return texelAt(partitionFitPtr(partition) + (end == 0 ? IDEAL0_OFFSET : IDEAL1_OFFSET), component);
}

/** Sum over red, green and blue; the fourth lane holds nothing. */
function sumRgb(red: f32, green: f32, blue: f32): f32 {
  return sumLanesRef(red, green, blue, 0);
}

/** Significance-weighted mean of red, green and blue of an end. */
function greyOf(partition: i32, end: i32): f32 {
  const sum = sumRgb(
    texelAt(SIGNIFICANCE, 0) * endpoint(partition, end, 0),
    texelAt(SIGNIFICANCE, 1) * endpoint(partition, end, 1),
    texelAt(SIGNIFICANCE, 2) * endpoint(partition, end, 2),
  );
  return sum / rgbSignificance();
}

function rgbSignificance(): f32 {
  return max<f32>(sumRgb(texelAt(SIGNIFICANCE, 0), texelAt(SIGNIFICANCE, 1), texelAt(SIGNIFICANCE, 2)), 1e-10);
}

/** What moving a component's ends to grey costs: Σ ((1 − w) p + w q)², a, b and d being Σ (1 − w)², Σ (1 − w) w, Σ w². */
function greyTerm(partition: i32, component: usize, a: f32, b: f32, d: f32): f32 {
  const p = endpoint(partition, 0, component) - greyOf(partition, 0);
  const q = endpoint(partition, 1, component) - greyOf(partition, 1);
  return texelAt(SIGNIFICANCE, component) * (p * p * a + (p * q * (2 * b) + q * q * d));
}

/** Significance · end 1 · an end, of a component. */
function product(partition: i32, end: i32, component: usize): f32 {
  return texelAt(SIGNIFICANCE, component) * endpoint(partition, 1, component) * endpoint(partition, end, component);
}

function sumProducts(partition: i32, end: i32): f32 {
  return sumRgb(product(partition, end, 0), product(partition, end, 1), product(partition, end, 2));
}

/** What moving end 0 of a component to `ratio` · end 1 costs a texel of weight 0. */
function scaleTerm(partition: i32, component: usize, ratio: f32): f32 {
  const off = endpoint(partition, 0, component) - endpoint(partition, 1, component) * ratio;
  return texelAt(SIGNIFICANCE, component) * (off * off);
}

/** Error of a component per unit of level noise: ends at 0 and 255 are exact. */
function gainOf(partition: i32, component: usize, count: f32): f32 {
  let share: f32 = 0;
  for (let end: i32 = 0; end < 2; end++) {
    const value = endpoint(partition, end, component);
    if (value >= 0.5 && value <= 254.5) share += 0.5;
  }
  return texelAt(SIGNIFICANCE, component) * share * count;
}

/** What base + offset and blue contraction leave of the rounding of direct RGB. */
function directShare(partition: i32): f32 {
  let isOffset = true;
  let isContracted = true;
  for (let component: usize = 0; component < 3; component++) {
    const e0 = endpoint(partition, 0, component);
    const e1 = endpoint(partition, 1, component);
    if (!(abs<f32>(e1 - e0) < 31)) isOffset = false;
    if (component == 2) continue;
    const stored0: f32 = 2 * e0 - endpoint(partition, 0, 2);
    const stored1: f32 = 2 * e1 - endpoint(partition, 1, 2);
    if (!(stored0 > 0 && stored0 < 255 && stored1 > 0 && stored1 < 255)) isContracted = false;
  }
  return isOffset ? 0.25 : isContracted ? 0.67 : 1;
}

/** Penalty and gain of a partition's integer class; no class has no gain at all. */
function putClass(partition: i32, integerClass: i32, penalty: f32, gain: f32): void {
  const at = (<usize>(partition * 4 + integerClass)) << 2;
  store<f32>(PENALTIES + at, penalty);
  store<f32>(GAINS + at, max<f32>(gain, 1e-5));
}

export function predictPartitionRef(partition: i32): void {
  const count = <f32>changetype<PartitionFit>(partitionFitPtr(partition)).texelCount;
  const weights = sumWeights(partition, false);
  const d = sumWeights(partition, true);
  store<f32>(WEIGHT_SUMS, weights);
  store<f32>(WEIGHT_SUMS, d, 4);
  const b = weights - d;
  const a = count - 2 * weights + d;
  const grey = sumRgb(
    greyTerm(partition, 0, a, b, d),
    greyTerm(partition, 1, a, b, d),
    greyTerm(partition, 2, a, b, d),
  );
  const norm = max<f32>(sumProducts(partition, 1), 1e-6);
  const ratio = min<f32>(max<f32>(sumProducts(partition, 0) / norm, 0), 1);
  const scale =
    a * sumRgb(scaleTerm(partition, 0, ratio), scaleTerm(partition, 1, ratio), scaleTerm(partition, 2, ratio));
  const rgbGain = sumRgb(gainOf(partition, 0, count), gainOf(partition, 1, count), gainOf(partition, 2, count));
  const directGain = rgbGain * directShare(partition);
  const rise = greyOf(partition, 1) - greyOf(partition, 0);
  let greyGain = count * rgbSignificance();
  if (rise < 63 && rise >= 0) greyGain *= 0.3;
  // Classes are one pair of integers each: grey, grey and scale or alpha, color, color and alpha.
  if (endpoint(partition, 0, 3) > 254.5 && endpoint(partition, 1, 3) > 254.5) {
    putClass(partition, 0, grey, greyGain);
    putClass(partition, 1, scale, rgbGain);
    putClass(partition, 2, 0, directGain);
    putClass(partition, 3, 0, directGain);
  } else {
    const alphaGain = gainOf(partition, 3, count);
    putClass(partition, 0, INFINITE, 0);
    putClass(partition, 1, grey, greyGain + alphaGain);
    putClass(partition, 2, scale, rgbGain + alphaGain);
    putClass(partition, 3, 0, directGain + alphaGain);
  }
}

/** Error per texel and component of endpoints at the level an integer class gets; beyond all where it does not fit. */
function classNoise(integerClass: i32, weightBits: i32): f32 {
  const state = classState();
  const pairs = (integerClass + 1) * state.partitionCount;
  const planeCount: i32 = state.plane2Component >= 0 ? 2 : 1;
  if (pairs > 9) return 1e36;
  const level = levelByBits(pairs, colorBitsAvailable(weightBits, state.partitionCount, planeCount, false));
  const isHdr = blockState().domain != DOMAIN_LDR;
  if (level < 0 || (isHdr && integerClass > 0 && !keepsBits(3, level))) return 1e36;
  const step: f32 = 255 / <f32>(<i32>load<u16>(LEVEL_COUNTS + ((<usize>level) << 1)) - 1);
  return ((step * step) / 12) * (2.0 / 3.0);
}

/** Predicted cost of an integer class in all partitions. */
function classCost(integerClass: i32, weightBits: i32): f32 {
  const noise = classNoise(integerClass, weightBits);
  let cost: f32 = 0;
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    const cell = <usize>(partition * 4 + integerClass);
    cost += texelAt(PENALTIES, cell) + texelAt(GAINS, cell) * noise;
  }
  return cost;
}

function leastCost(weightBits: i32): f32 {
  let least: f32 = Infinity;
  for (let integerClass: i32 = 0; integerClass < 4; integerClass++) {
    least = min<f32>(least, classCost(integerClass, weightBits));
  }
  return least;
}

export function predictColorsRef(bitsPtr: usize, bitsCount: i32): f32 {
  const partitionCount = classState().partitionCount;
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    if (blockState().domain == DOMAIN_LDR) predictPartitionRef(partition);
    else predictPartitionHdr(partition);
  }
  // Four at a time: the list goes on past the last that is wanted.
  let least: f32 = INFINITE;
  for (let index: usize = 0; index < <usize>((bitsCount + 3) & ~3); index++) {
    const cost = leastCost(load<u8>(bitsPtr + index)) * ROUNDING_SHARE;
    store<f32>(COLOR_COST + (index << 2), cost);
    least = min<f32>(least, cost);
  }
  return least;
}

export function promisingClassesRef(weightBits: i32): i32 {
  if (classState().partitionCount > 1 && !blockState().isOpaque) return 15;
  store<u8>(WEIGHT_BITS, weightBits);
  let classes: i32 = 0;
  for (let integerClass: i32 = 0; integerClass < 4; integerClass++) {
    if (classCost(integerClass, weightBits) <= 2 * max<f32>(0, leastCost(weightBits))) classes |= 1 << integerClass;
  }
  return classes;
}
