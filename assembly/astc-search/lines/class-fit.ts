/** Ideal lines and weights of a class: one partition, one partition with two planes, or a partition pattern. */
import { maxLanes, minLanes, sumFourLanesI32, sumLanesI32 } from '../../simd/lanes';
import {
  AnyAlpha,
  BLOCK_MAX,
  BLOCK_MEAN,
  BLOCK_MIN,
  F32_PLANE,
  FlatAlpha,
  I16_PLANE,
  SIGNIFICANCE_ROOT,
  TEXELS_F32,
  TEXELS_I16,
  TEXEL_UNIT,
  WHOLE_MASK,
  blockState,
  isAlphaFlat,
} from '../block/block-state';
import { DOMAIN_LDR } from '../block/domain';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  IDEAL_WEIGHTS,
  LINE_ENERGY,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  SQUARES_OFFSET,
  SUMS_OFFSET,
  WEIGHT_PLANE,
  classState,
  partitionFitPtr,
} from './class-state';
import {
  DIRECTION,
  SET_MEAN,
  dropComponent,
  keepWholeScatter,
  principalDirection,
  scatterOfMask,
  scatterTrace,
  takeWholeScatter,
} from './line-fit';
import { turnTiedLines } from './tied-lines';
import { PartitionTables } from '../tables/partition-tables';

/** Power steps of a class fit; least squares mends what is left of the error. */
const POWER_STEPS: i32 = 5;

/** f32[240]: position of each texel along the line under way. */
export const PROJECTIONS: usize = memory.data(960, 16);

/** i32[4] sums and f64[4] squares of the whole block, as a {@link PartitionFit} has them, since {@link fitSingle}. */
export const WHOLE_SUMS: usize = memory.data(48, 16);

/** Makes the whole block the only partition, nothing fitted yet. */
export function takeWholeBlock(plane2Component: i32): void {
  const state = classState();
  state.partitionCount = 1;
  state.plane2Component = plane2Component;
  state.pattern = -1;
  state.hasSums = false;
  coverBlock();
}

/** The first partition's mask becomes that of the block. */
export function coverBlock(): void {
  const end = (<usize>blockState().paddedCount8) << 1;
  for (let offset: usize = 0; offset < end; offset += 16) {
    v128.store(PARTITION_MASKS + offset, v128.load(WHOLE_MASK + offset));
  }
  v128.store(PARTITION_MASKS + end, i64x2.splat(0));
}

/** One partition, one plane: the first class of a block, whose sums the others start from. */
export function fitSingle(): void {
  const texelCount = blockState().texelCount;
  takeWholeBlock(-1);
  sumPartition(0, texelCount);
  classState().hasSums = true;
  keepWholeSums();
  scatterOfMask(WHOLE_MASK, texelCount);
  keepWholeScatter();
  classState().lineError = fitPartitionLine(0);
}

export function keepWholeSums(): void {
  const from = partitionFitPtr(0) + SUMS_OFFSET;
  v128.store(WHOLE_SUMS, v128.load(from));
  v128.store(WHOLE_SUMS, v128.load(from, 16), 16);
  v128.store(WHOLE_SUMS, v128.load(from, 32), 32);
}

/** One partition, two planes: `component` has weights of its own. */
export function fitDual(component: i32): void {
  takeWholeBlock(component);
  changetype<PartitionFit>(partitionFitPtr(0)).texelCount = blockState().texelCount;
  takeWholeScatter();
  dropComponent(component);
  classState().lineError = fitPartitionLine(0);
  fitPlane2(component);
}

/** Residual of the line through all components but one: the fast part of {@link fitDual}, for gating. */
export function dualLineError(component: i32): f32 {
  takeWholeScatter();
  dropComponent(component);
  const trace = scatterTrace();
  return max<f32>(0, trace - principalDirection(3));
}

/** Partitions of pattern `index`, one plane. */
export function fitPattern(tables: PartitionTables, index: i32): void {
  const pattern = takePattern(tables, index, -1);
  for (let partition: i32 = 0; partition < tables.partitionCount; partition++) {
    takePartition(tables, pattern, partition);
    classState().lineError += fitPartitionLine(partition);
  }
  if (classState().turnsTies) turnTiedLines();
}

/** Makes pattern `index` the class at hand, no partition fitted yet; returns its partition of each texel. */
export function takePattern(tables: PartitionTables, index: i32, plane2Component: i32): usize {
  const state = classState();
  state.partitionCount = tables.partitionCount;
  state.plane2Component = plane2Component;
  state.pattern = index;
  state.lineError = 0;
  state.hasSums = false;
  return tables.patternsPtr + <usize>index * tables.patternBytes;
}

/** Mask and scatter of one partition. */
export function takePartition(tables: PartitionTables, pattern: usize, partition: i32): void {
  const count = maskOfPattern(pattern, partition);
  changetype<PartitionFit>(partitionFitPtr(partition)).texelCount = count;
  scatterOfMask(PARTITION_MASKS + <usize>partition * MASK_BYTES, count);
}

/** Sums and squares of the partitions of the class at hand, before its first trial: four of five patterns have none. */
export function sumClass(): void {
  const state = classState();
  if (state.hasSums) return;
  state.hasSums = true;
  const last = state.partitionCount - 1;
  for (let partition: i32 = 0; partition < last; partition++) sumPartition(partition, countOf(partition));
  completeSums(last, countOf(last));
}

// @ts-ignore: decorator
@inline
function countOf(partition: i32): i32 {
  return changetype<PartitionFit>(partitionFitPtr(partition)).texelCount;
}

/** Builds the mask of one partition and counts its texels. */
export function maskOfPattern(patternPtr: usize, partition: i32): i32 {
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  const wanted = i8x16.splat(<i8>partition);
  let count = i32x4.splat(0);
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount8; texel += 8) {
    const same = i8x16.eq(v128.load64_zero(patternPtr + texel), wanted);
    const lanes = v128.and(i16x8.extend_low_i8x16_s(same), v128.load(WHOLE_MASK + (texel << 1)));
    v128.store(mask + (texel << 1), lanes);
    count = i32x4.sub(count, i32x4.extadd_pairwise_i16x8_s(lanes));
  }
  v128.store(mask + ((<usize>blockState().paddedCount8) << 1), i64x2.splat(0));
  return sumLanesI32(count);
}

/** Σ and Σ² of each component over the partition, exact. */
export function sumPartition(partition: i32, count: i32): void {
  changetype<PartitionFit>(partitionFitPtr(partition)).texelCount = count;
  if (isAlphaFlat()) sumTexels<FlatAlpha>(partition);
  else sumTexels<AnyAlpha>(partition);
}

function sumTexels<A>(partition: i32): void {
  const fit = partitionFitPtr(partition);
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  const end = (<usize>blockState().paddedCount8) << 1;
  const ones = i16x8.splat(1);
  let sumR = i32x4.splat(0);
  let sumG = sumR;
  let sumB = sumR;
  let sumA = sumR;
  let squaresR = i64x2.splat(0);
  let squaresG = squaresR;
  let squaresB = squaresR;
  let squaresA = squaresR;
  for (let offset: usize = 0; offset < end; offset += 16) {
    const inside = v128.load(mask + offset);
    const r = v128.and(v128.load(TEXELS_I16 + offset), inside);
    const g = v128.and(v128.load(TEXELS_I16 + offset, I16_PLANE), inside);
    const b = v128.and(v128.load(TEXELS_I16 + offset, 2 * I16_PLANE), inside);
    sumR = i32x4.add(sumR, i32x4.dot_i16x8_s(r, ones));
    sumG = i32x4.add(sumG, i32x4.dot_i16x8_s(g, ones));
    sumB = i32x4.add(sumB, i32x4.dot_i16x8_s(b, ones));
    squaresR = addWide(squaresR, i32x4.dot_i16x8_s(r, r));
    squaresG = addWide(squaresG, i32x4.dot_i16x8_s(g, g));
    squaresB = addWide(squaresB, i32x4.dot_i16x8_s(b, b));
    if (idof<A>() == idof<AnyAlpha>()) {
      const a = v128.and(v128.load(TEXELS_I16 + offset, 3 * I16_PLANE), inside);
      sumA = i32x4.add(sumA, i32x4.dot_i16x8_s(a, ones));
      squaresA = addWide(squaresA, i32x4.dot_i16x8_s(a, a));
    }
  }
  if (idof<A>() == idof<FlatAlpha>()) {
    const alpha = <i32>load<i16>(TEXELS_I16, 3 * I16_PLANE);
    const total = changetype<PartitionFit>(fit).texelCount * alpha;
    sumA = i32x4.replace_lane(sumA, 0, total);
    squaresA = i64x2.replace_lane(squaresA, 0, <i64>total * alpha);
  }
  v128.store(fit + SUMS_OFFSET, sumFourLanesI32(sumR, sumG, sumB, sumA));
  store<f64>(fit + SQUARES_OFFSET, unitSquares(squaresR));
  store<f64>(fit + SQUARES_OFFSET, unitSquares(squaresG), 8);
  store<f64>(fit + SQUARES_OFFSET, unitSquares(squaresB), 16);
  store<f64>(fit + SQUARES_OFFSET, unitSquares(squaresA), 24);
}

/** Adds four i32 lanes to two of i64. */
// @ts-ignore: decorator
@inline
function addWide(sum: v128, lanes: v128): v128 {
  return i64x2.add(sum, i64x2.add(i64x2.extend_low_i32x4_s(lanes), i64x2.extend_high_i32x4_s(lanes)));
}

/** Sum of two i64 lanes in squared 8-bit steps. */
// @ts-ignore: decorator
@inline
function unitSquares(lanes: v128): f64 {
  const total = i64x2.extract_lane(lanes, 0) + i64x2.extract_lane(lanes, 1);
  return <f64>total * (1.0 / (<f64>TEXEL_UNIT * <f64>TEXEL_UNIT));
}

/** {@link sumPartition} of the last partition: what the others leave of the block. All sums are exact. */
export function completeSums(partition: i32, count: i32): void {
  let sums = v128.load(WHOLE_SUMS);
  let squares0 = v128.load(WHOLE_SUMS, 16);
  let squares1 = v128.load(WHOLE_SUMS, 32);
  for (let other: i32 = 0; other < partition; other++) {
    const fit = partitionFitPtr(other);
    sums = i32x4.sub(sums, v128.load(fit + SUMS_OFFSET));
    squares0 = f64x2.sub(squares0, v128.load(fit + SQUARES_OFFSET));
    squares1 = f64x2.sub(squares1, v128.load(fit + SQUARES_OFFSET, 16));
  }
  const fit = partitionFitPtr(partition);
  changetype<PartitionFit>(fit).texelCount = count;
  v128.store(fit + SUMS_OFFSET, sums);
  v128.store(fit + SQUARES_OFFSET, squares0);
  v128.store(fit + SQUARES_OFFSET, squares1, 16);
}

/**
 * Fits the line of one partition to the scatter just summed and adds its texels' ideal weights.
 *
 * @returns residual off the line
 */
export function fitPartitionLine(partition: i32): f32 {
  const trace = scatterTrace();
  const along = principalDirection(POWER_STEPS);
  orientDirection();
  if (blockState().domain != DOMAIN_LDR) orientByMajor();
  projectPartition(partition);
  return max<f32>(0, trace - along);
}

/** Turns {@link DIRECTION} so that red + green + blue grow along it: direct RGB cannot store the reverse. */
// @ts-ignore: decorator
@inline
export function orientDirection(): void {
  const direction = v128.load(DIRECTION);
  const root = v128.load(SIGNIFICANCE_ROOT);
  let sum: f32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const scale = load<f32>(SIGNIFICANCE_ROOT + (component << 2));
    if (scale > 0) sum += load<f32>(DIRECTION + (component << 2)) / scale;
  }
  if (sum < 0) v128.store(DIRECTION, f32x4.neg(direction));
  // A line in alpha alone has no such sum; let alpha grow.
  else if (sum == 0 && f32x4.extract_lane(direction, 3) * f32x4.extract_lane(root, 3) < 0) {
    v128.store(DIRECTION, f32x4.neg(direction));
  }
}

/**
 * Turns {@link DIRECTION} so that the highest color grows along it, where colors grow against each other: direct HDR RGB
 * stores the others' distance from it, and its own fall is no field.
 */
function orientByMajor(): void {
  let major: usize = 0;
  let highest: f32 = -1;
  for (let at: usize = 0; at < 12; at += 4) {
    const root = load<f32>(SIGNIFICANCE_ROOT + at);
    const mean = load<f32>(BLOCK_MEAN + at) + (root > 0 ? load<f32>(SET_MEAN + at) / root : 0);
    if (mean <= highest) continue;
    highest = mean;
    major = at;
  }
  if (load<f32>(DIRECTION + major) >= 0) return;
  for (let at: usize = 0; at < 16; at += 4) store<f32>(DIRECTION + at, -load<f32>(DIRECTION + at));
}

/** Projects the partition's texels on its line, spans 0..1 over their extent, and stores the ideal endpoints. */
export function projectPartition(partition: i32): void {
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  if (isAlphaFlat()) projectTexels<FlatAlpha>(mask);
  else projectTexels<AnyAlpha>(mask);
  placeWeights(partition, load<f32>(EXTENT), load<f32>(EXTENT, 4));
}

/** f32[2]: the lowest and highest position that {@link projectTexels} found. */
export const EXTENT: usize = memory.data(8, 8);

/** Positions of all texels along the line to PROJECTIONS, the lowest and highest of the mask's to EXTENT. */
function projectTexels<A>(mask: usize): void {
  const end = (<usize>blockState().paddedCount4) << 2;
  const ux = f32x4.splat(load<f32>(DIRECTION));
  const uy = f32x4.splat(load<f32>(DIRECTION, 4));
  const uz = f32x4.splat(load<f32>(DIRECTION, 8));
  const uw = f32x4.splat(load<f32>(DIRECTION, 12));
  const big = f32x4.splat(1e30);
  let low = big;
  let high = f32x4.splat(-1e30);
  for (let offset: usize = 0; offset < end; offset += 16) {
    const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(mask + (offset >> 1)));
    const front = f32x4.add(
      f32x4.mul(v128.load(TEXELS_F32 + offset), ux),
      f32x4.mul(v128.load(TEXELS_F32 + offset, F32_PLANE), uy),
    );
    let back = f32x4.mul(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), uz);
    if (idof<A>() == idof<AnyAlpha>()) {
      back = f32x4.add(back, f32x4.mul(v128.load(TEXELS_F32 + offset, 3 * F32_PLANE), uw));
    }
    const t = f32x4.add(front, back);
    v128.store(PROJECTIONS + offset, t);
    low = f32x4.pmin(low, v128.bitselect(t, big, inside));
    high = f32x4.pmax(high, v128.bitselect(t, f32x4.neg(big), inside));
  }
  store<f32>(EXTENT, minLanes(low));
  store<f32>(EXTENT, maxLanes(high), 4);
}

/** Weights and line energies of a partition whose texels lie between two positions; its ideal endpoints. */
function placeWeights(partition: i32, tLow: f32, tHigh: f32): void {
  const fitPtr = partitionFitPtr(partition);
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  const isFirst = partition == 0;
  const end = (<usize>blockState().paddedCount4) << 2;
  const span = max<f32>(0, tHigh - tLow);
  const fit = changetype<PartitionFit>(fitPtr);
  const energy = span * span;
  fit.energy = energy;
  const scale = f32x4.splat(span > 1e-6 ? 1 / span : 0);
  const offsetT = f32x4.splat(tLow);
  const energyLanes = f32x4.splat(energy);
  for (let offset: usize = 0; offset < end; offset += 16) {
    const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(mask + (offset >> 1)));
    let weight = f32x4.mul(f32x4.sub(v128.load(PROJECTIONS + offset), offsetT), scale);
    weight = v128.and(weight, inside);
    let texelEnergy = v128.and(energyLanes, inside);
    if (!isFirst) {
      weight = v128.or(weight, v128.load(IDEAL_WEIGHTS + offset));
      texelEnergy = v128.or(texelEnergy, v128.load(LINE_ENERGY + offset));
    }
    v128.store(IDEAL_WEIGHTS + offset, weight);
    v128.store(LINE_ENERGY + offset, texelEnergy);
  }
  storeIdealEndpoints(fitPtr, tLow, tHigh);
}

/** Line ends in 8-bit steps: mean + (line mean's offset from the direction) + t · direction, unscaled. */
export function storeIdealEndpoints(fitPtr: usize, tLow: f32, tHigh: f32): void {
  const direction = v128.load(DIRECTION);
  const mean = v128.load(SET_MEAN);
  const along = f32x4.mul(mean, direction);
  const meanT =
    f32x4.extract_lane(along, 0) +
    f32x4.extract_lane(along, 1) +
    (f32x4.extract_lane(along, 2) + f32x4.extract_lane(along, 3));
  const root = v128.load(SIGNIFICANCE_ROOT);
  const inverse = v128.and(f32x4.div(f32x4.splat(1), root), f32x4.gt(root, f32x4.splat(0)));
  const base = v128.load(BLOCK_MEAN);
  const low = f32x4.add(mean, f32x4.mul(f32x4.splat(tLow - meanT), direction));
  const high = f32x4.add(mean, f32x4.mul(f32x4.splat(tHigh - meanT), direction));
  v128.store(fitPtr + IDEAL0_OFFSET, f32x4.add(base, f32x4.mul(low, inverse)));
  v128.store(fitPtr + IDEAL1_OFFSET, f32x4.add(base, f32x4.mul(high, inverse)));
}

/** Plane 2 of {@link fitDual}: the component's own range. */
export function fitPlane2(component: i32): void {
  const at = (<usize>component) << 2;
  const fitPtr = partitionFitPtr(0);
  const low = load<f32>(BLOCK_MIN + at);
  const high = load<f32>(BLOCK_MAX + at);
  const root = load<f32>(SIGNIFICANCE_ROOT + at);
  const span = (high - low) * root;
  store<f32>(fitPtr + IDEAL0_OFFSET + at, low);
  store<f32>(fitPtr + IDEAL1_OFFSET + at, high);
  changetype<PartitionFit>(fitPtr).energy2 = span * span;
  const scale = f32x4.splat(span > 1e-6 ? 1 / span : 0);
  const base = f32x4.splat((low - load<f32>(BLOCK_MEAN + at)) * root);
  const energy = f32x4.splat(span * span);
  const plane = TEXELS_F32 + <usize>component * F32_PLANE;
  const end = (<usize>blockState().paddedCount4) << 2;
  for (let offset: usize = 0; offset < end; offset += 16) {
    const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(WHOLE_MASK + (offset >> 1)));
    const weight = f32x4.mul(f32x4.sub(v128.load(plane + offset), base), scale);
    v128.store(IDEAL_WEIGHTS + offset, v128.and(weight, inside), WEIGHT_PLANE);
    v128.store(LINE_ENERGY + offset, v128.and(energy, inside), WEIGHT_PLANE);
  }
}
