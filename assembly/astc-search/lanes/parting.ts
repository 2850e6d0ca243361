/**
 * How much of what the weights of a block miss two partitions would spare: all of it where the texels lie in two heaps
 * along the line, little where they are spread over it.
 */
import { hasAlpha, hasColor } from './group';
import { higherOfPair, lowerOfPair } from './positions';

/** The middle between the ends, Q14. */
const MIDDLE: i16 = 8192;
const TOP: f32 = 16384;
/** What weights miss grows with the square of their range, and two partitions have fewer levels for it. */
const SPREAD: f32 = 3;
/** Ends of greys take least; of blocks of many texels a grid misses more than levels do. */
const SPREAD_OF_GREYS: f32 = 1.6;
const SPREAD_OF_TEXEL: f32 = 0.025;

/** Share 0..1 by the ranges of the texels below and above the middle. */
export function partedShare<T>(weights: usize, pairCount: i32): v128 {
  const end = weights + ((<usize>pairCount) << 4);
  const ones = i16x8.splat(1);
  const middle = i16x8.splat(MIDDLE);
  let high = i16x8.splat(0);
  let low = i16x8.splat(<i16>TOP);
  let aboveCount = i32x4.splat(0);
  for (let at = weights; at < end; at += 16) {
    const weight = v128.load(at);
    const isAbove = i16x8.gt_s(weight, middle);
    high = i16x8.max_s(high, v128.andnot(weight, isAbove));
    low = i16x8.min_s(low, v128.bitselect(weight, low, isAbove));
    aboveCount = i32x4.sub(aboveCount, i32x4.dot_i16x8_s(isAbove, ones));
  }
  const spread =
    hasColor<T>() || hasAlpha<T>() ? SPREAD : max(SPREAD_OF_GREYS, <f32>(pairCount << 1) * SPREAD_OF_TEXEL);
  const scale = f32x4.splat(1 / TOP);
  const below = f32x4.mul(f32x4.convert_i32x4_s(higherOfPair(high)), scale);
  const above = f32x4.sub(f32x4.splat(1), f32x4.mul(f32x4.convert_i32x4_s(lowerOfPair(low)), scale));
  const part = f32x4.mul(f32x4.convert_i32x4_s(aboveCount), f32x4.splat(1 / <f32>(pairCount << 1)));
  const noise = f32x4.add(
    f32x4.mul(part, f32x4.mul(above, above)),
    f32x4.mul(f32x4.sub(f32x4.splat(1), part), f32x4.mul(below, below)),
  );
  return f32x4.pmax(f32x4.splat(0), f32x4.sub(f32x4.splat(1), f32x4.mul(f32x4.splat(spread), noise)));
}
