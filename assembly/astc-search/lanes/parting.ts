/**
 * How much of what the weights of a block miss two partitions would spare: all of it where the texels lie in two heaps
 * along the line, nothing where they are spread over it.
 */
import { inPairs } from './positions';

/** Weights Q14 → Q10, whose squares add up to less than 2³¹. */
const SHIFT: i32 = 4;
/** The share is gone where the halves keep a third of the variance; evenly spread texels leave a quarter. */
const SPREAD: f32 = 3;

/** Share 0..1 by the variance that is left within the halves above and below the mean. */
export function partedShare(weights: usize, pairCount: i32): v128 {
  const end = weights + ((<usize>pairCount) << 4);
  const ones = i16x8.splat(1);
  let sum = i32x4.splat(0);
  let squares = sum;
  for (let at = weights; at < end; at += 16) {
    const weight = i16x8.shr_s(v128.load(at), SHIFT);
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(weight, ones));
    squares = i32x4.add(squares, i32x4.dot_i16x8_s(weight, weight));
  }
  const count = f32x4.splat(<f32>(pairCount << 1));
  const mean = f32x4.mul(f32x4.convert_i32x4_s(sum), f32x4.splat(1 / <f32>(pairCount << 1)));
  const limit = i32x4.trunc_sat_f32x4_s(mean);
  const limits = inPairs(limit);
  let above = i32x4.splat(0);
  let aboveCount = above;
  for (let at = weights; at < end; at += 16) {
    const weight = i16x8.shr_s(v128.load(at), SHIFT);
    const isAbove = i16x8.gt_s(weight, limits);
    above = i32x4.add(above, i32x4.dot_i16x8_s(v128.and(weight, isAbove), ones));
    aboveCount = i32x4.sub(aboveCount, i32x4.dot_i16x8_s(isAbove, ones));
  }
  const parted = f32x4.convert_i32x4_s(aboveCount);
  const distance = f32x4.sub(f32x4.convert_i32x4_s(above), f32x4.mul(parted, mean));
  const sizes = f32x4.mul(parted, f32x4.sub(count, parted));
  const between = f32x4.div(f32x4.mul(f32x4.mul(distance, distance), count), f32x4.pmax(sizes, f32x4.splat(1)));
  const total = f32x4.sub(f32x4.convert_i32x4_s(squares), f32x4.mul(f32x4.mul(mean, mean), count));
  const within = f32x4.sub(f32x4.splat(1), f32x4.div(between, f32x4.pmax(total, f32x4.splat(1))));
  return f32x4.pmax(f32x4.splat(0), f32x4.sub(f32x4.splat(1), f32x4.mul(f32x4.splat(SPREAD), within)));
}
