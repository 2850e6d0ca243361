/** Twins of class-fit: masks, sums and projections of partitions. */
import {
  BLOCK_MAX,
  BLOCK_MEAN,
  BLOCK_MIN,
  F32_PLANE,
  I16_PLANE,
  SIGNIFICANCE_ROOT,
  TEXELS_F32,
  TEXELS_I16,
  TEXEL_UNIT,
  WHOLE_MASK,
  blockState,
  isAlphaFlat,
} from '../../../astc-search/block/block-state';
import { EXTENT, PROJECTIONS, WHOLE_SUMS } from '../../../astc-search/lines/class-fit';
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
  partitionFitPtr,
} from '../../../astc-search/lines/class-state';
import { DIRECTION, SET_MEAN } from '../../../astc-search/lines/line-fit';
import { isInside, pseudoMax, pseudoMin, putTexel, texelAt } from '../../lanes.ref';

export function maskOfPatternRef(patternPtr: usize, partition: i32): i32 {
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  const padded = <usize>blockState().paddedCount8;
  let count: i32 = 0;
  for (let texel: usize = 0; texel < padded + 8; texel++) {
    const isMember = texel < padded && isInside(WHOLE_MASK, texel) && <i32>load<u8>(patternPtr + texel) == partition;
    store<i16>(mask + (texel << 1), isMember ? -1 : 0);
    if (isMember) count++;
  }
  return count;
}

export function sumPartitionRef(partition: i32, count: i32): void {
  const fit = partitionFitPtr(partition);
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  changetype<PartitionFit>(fit).texelCount = count;
  for (let component: usize = 0; component < 4; component++) {
    let sum: i32 = 0;
    let squares: i64 = 0;
    for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
      if (!isInside(mask, texel)) continue;
      const value = <i32>load<i16>(TEXELS_I16 + component * I16_PLANE + (texel << 1));
      sum += value;
      squares += <i64>(value * value);
    }
    store<i32>(fit + SUMS_OFFSET + (component << 2), sum);
    store<f64>(fit + SQUARES_OFFSET + (component << 3), <f64>squares / (<f64>TEXEL_UNIT * <f64>TEXEL_UNIT));
  }
}

/** What the partition's own texels sum to: the kernel takes the others from the whole block. */
export function completeSumsRef(partition: i32, count: i32): void {
  sumPartitionRef(partition, count);
}

export function keepWholeSumsRef(): void {
  memory.copy(WHOLE_SUMS, partitionFitPtr(0) + SUMS_OFFSET, 48);
}

export function coverBlockRef(): void {
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount8 + 8; texel++) {
    store<i16>(PARTITION_MASKS + (texel << 1), texel < <usize>blockState().texelCount ? -1 : 0);
  }
}

export function orientDirectionRef(): void {
  let sum: f32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const scale = texelAt(SIGNIFICANCE_ROOT, component);
    if (scale > 0) sum += texelAt(DIRECTION, component) / scale;
  }
  const alpha = texelAt(DIRECTION, 3) * texelAt(SIGNIFICANCE_ROOT, 3);
  if (!(sum < 0 || (sum == 0 && alpha < 0))) return;
  for (let component: usize = 0; component < 4; component++) {
    store<f32>(DIRECTION + (component << 2), -texelAt(DIRECTION, component));
  }
}

/** Position of a texel along the direction, components in pairs; without alpha's 0 where it is flat, which turns −0 into 0. */
export function alongDirection(texel: usize, isFlat: bool): f32 {
  const xy =
    texelAt(TEXELS_F32, texel) * texelAt(DIRECTION, 0) + texelAt(TEXELS_F32 + F32_PLANE, texel) * texelAt(DIRECTION, 1);
  const z = texelAt(TEXELS_F32 + 2 * F32_PLANE, texel) * texelAt(DIRECTION, 2);
  return xy + (isFlat ? z : z + texelAt(TEXELS_F32 + 3 * F32_PLANE, texel) * texelAt(DIRECTION, 3));
}

/** Lowest value of an f32 plane in a lane; 1e30 when the partition has none there. Of −0 and 0 the first stays. */
function lowestInLane(values: usize, mask: usize, lane: usize, count: usize): f32 {
  let low: f32 = 1e30;
  for (let texel = lane; texel < count; texel += 4) {
    if (isInside(mask, texel)) low = pseudoMin(low, texelAt(values, texel));
  }
  return low;
}

/** The same of a lane and the one two further. */
function lowestOf(values: usize, mask: usize, lane: usize, count: usize): f32 {
  return pseudoMin(lowestInLane(values, mask, lane, count), lowestInLane(values, mask, lane + 2, count));
}

/** Highest value in a lane; −1e30 when the partition has none there. */
function highestInLane(values: usize, mask: usize, lane: usize, count: usize): f32 {
  let high: f32 = -1e30;
  for (let texel = lane; texel < count; texel += 4) {
    if (isInside(mask, texel)) high = pseudoMax(high, texelAt(values, texel));
  }
  return high;
}

function highestOf(values: usize, mask: usize, lane: usize, count: usize): f32 {
  return pseudoMax(highestInLane(values, mask, lane, count), highestInLane(values, mask, lane + 2, count));
}

/** Lowest of a plane's texels in a mask. */
export function lowestInMask(values: usize, mask: usize, count: usize): f32 {
  return min<f32>(lowestOf(values, mask, 0, count), lowestOf(values, mask, 1, count));
}

/** Highest of a plane's texels in a mask. */
export function highestInMask(values: usize, mask: usize, count: usize): f32 {
  return max<f32>(highestOf(values, mask, 0, count), highestOf(values, mask, 1, count));
}

export function projectPartitionRef(partition: i32): void {
  const fitPtr = partitionFitPtr(partition);
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  const count = <usize>blockState().paddedCount4;
  for (let texel: usize = 0; texel < count; texel++) {
    store<f32>(PROJECTIONS + (texel << 2), alongDirection(texel, isAlphaFlat()));
  }
  const tLow = lowestInMask(PROJECTIONS, mask, count);
  const tHigh = highestInMask(PROJECTIONS, mask, count);
  store<f32>(EXTENT, tLow);
  store<f32>(EXTENT, tHigh, 4);
  const span = max<f32>(0, tHigh - tLow);
  const energy = span * span;
  changetype<PartitionFit>(fitPtr).energy = energy;
  const scale: f32 = span > 1e-6 ? 1 / span : 0;
  for (let texel: usize = 0; texel < count; texel++) {
    const inside = isInside(mask, texel);
    putTexel(IDEAL_WEIGHTS, texel, inside ? (texelAt(PROJECTIONS, texel) - tLow) * scale : 0, partition > 0);
    putTexel(LINE_ENERGY, texel, inside ? energy : 0, partition > 0);
  }
  storeIdealEndpointsRef(fitPtr, tLow, tHigh);
}

export function storeIdealEndpointsRef(fitPtr: usize, tLow: f32, tHigh: f32): void {
  const mx = texelAt(SET_MEAN, 0) * texelAt(DIRECTION, 0);
  const my = texelAt(SET_MEAN, 1) * texelAt(DIRECTION, 1);
  const mz = texelAt(SET_MEAN, 2) * texelAt(DIRECTION, 2);
  const mw = texelAt(SET_MEAN, 3) * texelAt(DIRECTION, 3);
  const meanT = mx + my + (mz + mw);
  for (let component: usize = 0; component < 4; component++) {
    const root = texelAt(SIGNIFICANCE_ROOT, component);
    const inverse: f32 = root > 0 ? 1 / root : 0;
    const centre = texelAt(SET_MEAN, component);
    const step = texelAt(DIRECTION, component);
    const base = texelAt(BLOCK_MEAN, component);
    const at = fitPtr + (component << 2);
    store<f32>(at + IDEAL0_OFFSET, base + (centre + (tLow - meanT) * step) * inverse);
    store<f32>(at + IDEAL1_OFFSET, base + (centre + (tHigh - meanT) * step) * inverse);
  }
}

export function fitPlane2Ref(component: i32): void {
  const c = <usize>component;
  const fitPtr = partitionFitPtr(0);
  const low = texelAt(BLOCK_MIN, c);
  const high = texelAt(BLOCK_MAX, c);
  const root = texelAt(SIGNIFICANCE_ROOT, c);
  const span = (high - low) * root;
  changetype<PartitionFit>(fitPtr).energy2 = span * span;
  store<f32>(fitPtr + IDEAL0_OFFSET + (c << 2), low);
  store<f32>(fitPtr + IDEAL1_OFFSET + (c << 2), high);
  const scale: f32 = span > 1e-6 ? 1 / span : 0;
  const base = (low - texelAt(BLOCK_MEAN, c)) * root;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
    const inside = isInside(WHOLE_MASK, texel);
    const weight = (texelAt(TEXELS_F32 + c * F32_PLANE, texel) - base) * scale;
    putTexel(IDEAL_WEIGHTS + WEIGHT_PLANE, texel, inside ? weight : 0, false);
    putTexel(LINE_ENERGY + WEIGHT_PLANE, texel, inside ? span * span : 0, false);
  }
}
