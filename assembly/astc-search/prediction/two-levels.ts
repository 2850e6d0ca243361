/**
 * What a weight a texel of two levels costs: nothing between them is left to share, but the ends of the line are free,
 * so that each level settles at the mean of the texels that take it.
 */
import { sumLanes } from '../../simd/lanes';
import { blockState } from '../block/block-state';
import { IDEAL_WEIGHTS, MASK_BYTES, PARTITION_MASKS, WEIGHT_PLANE, classState, lineEnergy } from '../lines/class-state';

/** f32[6]: Σ 1, Σ w, of the texels of a mask in the upper half, then in the lower one; Σ w². */
export const HALF_SUMS: usize = memory.data(32, 16);

/** Mean squared error a texel that two levels leave of a plane's ideal weights. */
export function twoLevelNoise(plane: usize): f32 {
  let error: f32 = 0;
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    sumHalves(PARTITION_MASKS + <usize>partition * MASK_BYTES, plane);
    const upper = load<f32>(HALF_SUMS, 4);
    const lower = load<f32>(HALF_SUMS, 12);
    const upperPart = (upper * upper) / max<f32>(1, load<f32>(HALF_SUMS));
    const lowerPart = (lower * lower) / max<f32>(1, load<f32>(HALF_SUMS, 8));
    const within = max<f32>(0, load<f32>(HALF_SUMS, 16) - upperPart - lowerPart);
    error += within * lineEnergy(partition, plane);
  }
  return error / <f32>blockState().texelCount;
}

/** Sums the ideal weights of a mask, to HALF_SUMS. */
export function sumHalves(mask: usize, plane: usize): void {
  const weights = IDEAL_WEIGHTS + plane * WEIGHT_PLANE;
  const end = (<usize>blockState().paddedCount4) << 2;
  const half = f32x4.splat(0.5);
  const one = f32x4.splat(1);
  let upperCount = f32x4.splat(0);
  let upper = upperCount;
  let count = upperCount;
  let sum = upperCount;
  let squares = upperCount;
  for (let offset: usize = 0; offset < end; offset += 16) {
    const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(mask + (offset >> 1)));
    const weight = v128.and(v128.load(weights + offset), inside);
    const isUpper = v128.and(f32x4.gt(weight, half), inside);
    upperCount = f32x4.add(upperCount, v128.and(one, isUpper));
    upper = f32x4.add(upper, v128.and(weight, isUpper));
    count = f32x4.add(count, v128.and(one, inside));
    sum = f32x4.add(sum, weight);
    squares = f32x4.add(squares, f32x4.mul(weight, weight));
  }
  const inUpper = sumLanes(upperCount);
  const upperSum = sumLanes(upper);
  store<f32>(HALF_SUMS, inUpper);
  store<f32>(HALF_SUMS, upperSum, 4);
  store<f32>(HALF_SUMS, sumLanes(count) - inUpper, 8);
  store<f32>(HALF_SUMS, sumLanes(sum) - upperSum, 12);
  store<f32>(HALF_SUMS, sumLanes(squares), 16);
}
