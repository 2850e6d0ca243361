/**
 * Scores of all bases of a group under one pair of modifiers, in closed form, into the best two of each lane. The error of a
 * texel is its distance from the nearer of two steps along luma: | |D| − middle | − half.
 */
import { BASES, BASE_BYTES } from './bases';
import { Group } from './group';
import { significance } from './significance';

/**
 * v128[2]: keys, score << 10 | table << 7 | vector: the best of each lane so far and the second best. A key that no
 * base has is the largest i32.
 */
export const KEYS: usize = memory.data(32, 16);
const SCORE_SHIFT: i32 = 10;
const TABLE_SHIFT: i32 = 7;
const LARGEST_SCORE: i32 = 0x1fffff;

/** Forgets the keys. */
export function clearKeys(): void {
  const free = i32x4.splat(0x7fffffff);
  v128.store(KEYS, free);
  v128.store(KEYS, free, 16);
}

/** Record of {@link BASES} that a key speaks of. */
// @ts-ignore: decorator
@inline
export function keyRecord(key: i32): usize {
  return BASES + <usize>(key & 127) * BASE_BYTES;
}

// @ts-ignore: decorator
@inline
export function keyTable(key: i32): i32 {
  return (key >> TABLE_SHIFT) & 7;
}

// @ts-ignore: decorator
@inline
export function keyScore(key: i32): i32 {
  return key >> SCORE_SHIFT;
}

// @ts-ignore: decorator
@inline
export function isFreeKey(key: i32): bool {
  return keyScore(key) == LARGEST_SCORE;
}

/** Offset of the lane with the least of the best keys: 0, 4, 8 or 12. */
export function leastKeyLane(): usize {
  const keys = v128.load(KEYS);
  let least = i32x4.min_s(keys, i32x4.shuffle(keys, keys, 2, 3, 0, 1));
  least = i32x4.min_s(least, i32x4.shuffle(least, least, 1, 0, 3, 2));
  return (<usize>ctz(i32x4.bitmask(i32x4.eq(keys, least)))) << 2;
}

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
 * @param table  0..7, goes into the keys
 */
export function scoreHalf(source: Group, from: i32, to: i32, middle: i32, half: i32, table: i32): void {
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
  let best = v128.load(KEYS);
  let second = v128.load(KEYS, 16);
  let vector = i32x4.splat((table << TABLE_SHIFT) | from);
  let basePtr = BASES + <usize>from * BASE_BYTES;
  const endPtr = BASES + <usize>to * BASE_BYTES;
  do {
    const luma = v128.load(basePtr);
    let score = i32x4.add(v128.load(basePtr, 16), pairError(pair0, luma, middles, halves));
    score = i32x4.add(score, pairError(pair1, luma, middles, halves));
    score = i32x4.add(score, pairError(pair2, luma, middles, halves));
    score = i32x4.add(score, pairError(pair3, luma, middles, halves));
    const key = v128.or(i32x4.shl(i32x4.min_u(i32x4.shr_u(score, shift), largest), SCORE_SHIFT), vector);
    second = i32x4.min_s(second, i32x4.max_s(best, key));
    best = i32x4.min_s(best, key);
    vector = i32x4.add(vector, i32x4.splat(1));
    basePtr += BASE_BYTES;
  } while (basePtr < endPtr);
  v128.store(KEYS, best);
  v128.store(KEYS, second, 16);
}

/** {@link scoreHalf} for a group of any size. */
export function scoreGroup(source: Group, from: i32, to: i32, middle: i32, half: i32, table: i32): void {
  const pairsPtr = source.pairsPtr;
  const tailPtr = pairsPtr + ((<usize>(source.pairCount - 1)) << 4);
  const tailMask = i32x4.splat(source.tailMask);
  const middles = i16x8.splat(<i16>middle);
  const halves = i16x8.splat(<i16>half);
  const shift = significance().scoreShift;
  let best = v128.load(KEYS);
  let second = v128.load(KEYS, 16);
  let vector = i32x4.splat((table << TABLE_SHIFT) | from);
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
    const key = v128.or(i32x4.shl(capped, SCORE_SHIFT), vector);
    second = i32x4.min_s(second, i32x4.max_s(best, key));
    best = i32x4.min_s(best, key);
    vector = i32x4.add(vector, i32x4.splat(1));
    basePtr += BASE_BYTES;
  } while (basePtr < endPtr);
  v128.store(KEYS, best);
  v128.store(KEYS, second, 16);
}
