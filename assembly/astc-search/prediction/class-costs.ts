/** What the endpoint modes cost each partition, by integer class, and the weights that say how much. */
import { sumLanes } from '../../simd/lanes';
import { blockState } from '../block/block-state';
import { IDEAL_WEIGHTS } from '../lines/class-state';

/** f32[4][4] each: what the integer classes cost a partition however fine, and per unit of level noise. */
export const PENALTIES: usize = memory.data(64, 16);
export const GAINS: usize = memory.data(64, 16);

export const INFINITE: f32 = 1e30;

/** f32[2]: Σ w and Σ w² of the ideal weights of a partition. */
export const WEIGHT_SUMS: usize = memory.data(16, 16);

/** Sums the ideal weights of a mask, to WEIGHT_SUMS. */
// @ts-ignore: decorator
@inline
export function sumIdealWeights(mask: usize): void {
  let sum = f32x4.splat(0);
  let squares = sum;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel += 4) {
    const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(mask + (texel << 1)));
    const weight = v128.and(v128.load(IDEAL_WEIGHTS + (texel << 2)), inside);
    sum = f32x4.add(sum, weight);
    squares = f32x4.add(squares, f32x4.mul(weight, weight));
  }
  store<f32>(WEIGHT_SUMS, sumLanes(sum));
  store<f32>(WEIGHT_SUMS, sumLanes(squares), 4);
}
