/**
 * Scores of all bases of a group under one pair of modifiers, in closed form: the best two of each lane. The error of a
 * texel is its distance from the nearer of two steps along luma: | |D| − middle | − half.
 */
import { BASES, BASE_BYTES } from './bases';
import { Group } from './group';
import { significance } from './significance';

/** v128[2]: keys, score << 7 | vector; the best of each lane, the second best. Free lanes are the largest i32. */
export const KEYS: usize = memory.data(32, 16);
const KEY_SHIFT: i32 = 7;
export const KEY_VECTOR: i32 = 127;
const LARGEST_SCORE: i32 = 0xffffff;

/** Squared distances of two texels of four bases. */
// @ts-ignore: decorator
@inline
function pairError(pair: v128, luma: v128, middle: v128, half: v128): v128 {
  const distance = i16x8.abs(i16x8.sub(pair, luma));
  const rest = i16x8.sub(i16x8.abs(i16x8.sub(distance, middle)), half);
  return i32x4.dot_i16x8_s(rest, rest);
}

/**
 * A group of eight texels. Doubled, weighted luma throughout.
 *
 * @param from, to  records of {@link BASES}, from < to
 * @param middle  W (small + large): halfway between the two steps
 * @param half  W (large − small): half their distance
 */
export function scoreHalf(source: Group, from: i32, to: i32, middle: i32, half: i32): void {
  const pairsPtr = source.pairsPtr;
  const stride = source.pairStride;
  const pair0 = v128.load(pairsPtr);
  const pair1 = v128.load(pairsPtr + stride);
  const pair2 = v128.load(pairsPtr + stride * 2);
  const pair3 = v128.load(pairsPtr + stride * 3);
  const middles = i16x8.splat(<i16>middle);
  const halves = i16x8.splat(<i16>half);
  const shift = significance().scoreShift;
  const largest = i32x4.splat(LARGEST_SCORE);
  let best = i32x4.splat(0x7fffffff);
  let second = best;
  let vector = i32x4.splat(from);
  let basePtr = BASES + <usize>from * BASE_BYTES;
  const endPtr = BASES + <usize>to * BASE_BYTES;
  do {
    const luma = v128.load(basePtr);
    let score = i32x4.add(v128.load(basePtr, 16), pairError(pair0, luma, middles, halves));
    score = i32x4.add(score, pairError(pair1, luma, middles, halves));
    score = i32x4.add(score, pairError(pair2, luma, middles, halves));
    score = i32x4.add(score, pairError(pair3, luma, middles, halves));
    const key = v128.or(i32x4.shl(i32x4.min_u(i32x4.shr_u(score, shift), largest), KEY_SHIFT), vector);
    second = i32x4.min_s(second, i32x4.max_s(best, key));
    best = i32x4.min_s(best, key);
    vector = i32x4.add(vector, i32x4.splat(1));
    basePtr += BASE_BYTES;
  } while (basePtr < endPtr);
  v128.store(KEYS, best);
  v128.store(KEYS, second, 16);
}

/** {@link scoreHalf} for a group of any size. */
export function scoreGroup(source: Group, from: i32, to: i32, middle: i32, half: i32): void {
  const pairsPtr = source.pairsPtr;
  const tailPtr = pairsPtr + (<usize>(source.pairCount - 1) << 4);
  const tailMask = i32x4.splat(source.tailMask);
  const middles = i16x8.splat(<i16>middle);
  const halves = i16x8.splat(<i16>half);
  const shift = significance().scoreShift;
  let best = i32x4.splat(0x7fffffff);
  let second = best;
  let vector = i32x4.splat(from);
  let basePtr = BASES + <usize>from * BASE_BYTES;
  const endPtr = BASES + <usize>to * BASE_BYTES;
  do {
    const luma = v128.load(basePtr);
    let score = v128.load(basePtr, 16);
    for (let pairPtr = pairsPtr; pairPtr < tailPtr; pairPtr += 16) {
      score = i32x4.add(score, pairError(v128.load(pairPtr), luma, middles, halves));
    }
    const distance = i16x8.abs(i16x8.sub(v128.load(tailPtr), luma));
    const rest = v128.and(i16x8.sub(i16x8.abs(i16x8.sub(distance, middles)), halves), tailMask);
    score = i32x4.add(score, i32x4.dot_i16x8_s(rest, rest));
    const capped = i32x4.min_u(i32x4.shr_u(score, shift), i32x4.splat(LARGEST_SCORE));
    const key = v128.or(i32x4.shl(capped, KEY_SHIFT), vector);
    second = i32x4.min_s(second, i32x4.max_s(best, key));
    best = i32x4.min_s(best, key);
    vector = i32x4.add(vector, i32x4.splat(1));
    basePtr += BASE_BYTES;
  } while (basePtr < endPtr);
  v128.store(KEYS, best);
  v128.store(KEYS, second, 16);
}
