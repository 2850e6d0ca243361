/** Sums of all four halves at once, a half a lane: left, right, top, bottom. What sumGroup gives for any mask. */
import { LUMA2, TEXELS } from './block-state';
import { Group, group, halfMask } from './group';
import { significance } from './significance';

const ONES: usize = memory.data<i16>([1, 1, 1, 1, 1, 1, 1, 1], 16);

/** Quadrants top left, bottom left, top right, bottom right → sums of the halves. */
// @ts-ignore: decorator
@inline
function joinQuadrants(quadrants: v128): v128 {
  return i32x4.add(i32x4.shuffle(quadrants, quadrants, 0, 2, 0, 1), i32x4.shuffle(quadrants, quadrants, 1, 3, 2, 3));
}

/** Sums of pairs of texels, k order: lanes of either vector alternate between top and bottom → sums of the halves. */
// @ts-ignore: decorator
@inline
function joinPairs(left: v128, right: v128): v128 {
  return joinQuadrants(i32x4.add(i32x4.shuffle(left, right, 0, 1, 4, 5), i32x4.shuffle(left, right, 2, 3, 6, 7)));
}

// @ts-ignore: decorator
@inline
function planeSums(planePtr: usize): v128 {
  const ones = v128.load(ONES);
  return joinPairs(i32x4.dot_i16x8_s(v128.load(planePtr), ones), i32x4.dot_i16x8_s(v128.load(planePtr, 16), ones));
}

// @ts-ignore: decorator
@inline
function planeSquares(planePtr: usize): v128 {
  const left = v128.load(planePtr);
  const right = v128.load(planePtr, 16);
  return joinPairs(i32x4.dot_i16x8_s(left, left), i32x4.dot_i16x8_s(right, right));
}

/** Pairs swapped within each lane. */
// @ts-ignore: decorator
@inline
function swapPair(v: v128): v128 {
  return i16x8.shuffle(v, v, 1, 0, 3, 2, 5, 4, 7, 6);
}

/** Largest less smallest luma of each half. */
// @ts-ignore: decorator
@inline
function planeSpans(): v128 {
  const left = v128.load(LUMA2);
  const right = v128.load(LUMA2, 16);
  const even = i32x4.shuffle(left, right, 0, 1, 4, 5);
  const odd = i32x4.shuffle(left, right, 2, 3, 6, 7);
  let top = i16x8.max_s(even, odd);
  let bottom = i16x8.min_s(even, odd);
  top = i16x8.max_s(top, swapPair(top));
  bottom = i16x8.min_s(bottom, swapPair(bottom));
  top = i16x8.max_s(i32x4.shuffle(top, top, 0, 2, 0, 1), i32x4.shuffle(top, top, 1, 3, 2, 3));
  bottom = i16x8.min_s(i32x4.shuffle(bottom, bottom, 0, 2, 0, 1), i32x4.shuffle(bottom, bottom, 1, 3, 2, 3));
  return v128.and(i16x8.sub(top, bottom), i32x4.splat(0xffff));
}

/** Stores a lane into a field of each of the four groups. */
// @ts-ignore: decorator
@inline
function scatter(field: usize, lanes: v128): void {
  v128.store32_lane(changetype<usize>(group(0)) + field, lanes, 0);
  v128.store32_lane(changetype<usize>(group(1)) + field, lanes, 1);
  v128.store32_lane(changetype<usize>(group(2)) + field, lanes, 2);
  v128.store32_lane(changetype<usize>(group(3)) + field, lanes, 3);
}

/** Fills the sums of groups 0..3 for whole halves. */
export function sumHalves(): void {
  const weights = significance();
  const wr = i32x4.splat(weights.wr);
  const wg = i32x4.splat(weights.wg);
  const wb = i32x4.splat(weights.wb);
  const sum = i32x4.splat(weights.sum);
  const r = planeSums(TEXELS);
  const g = planeSums(TEXELS + 32);
  const b = planeSums(TEXELS + 64);
  const weightedR = i32x4.mul(wr, r);
  const weightedG = i32x4.mul(wg, g);
  const weightedB = i32x4.mul(wb, b);
  const luma = i32x4.add(i32x4.add(weightedR, weightedG), weightedB);
  let squares = i32x4.add(i32x4.mul(wr, planeSquares(TEXELS)), i32x4.mul(wg, planeSquares(TEXELS + 32)));
  squares = i32x4.add(squares, i32x4.mul(wb, planeSquares(TEXELS + 64)));
  const lumaSquares = i32x4.shr_u(planeSquares(LUMA2), 2);
  const constant = i32x4.sub(i32x4.mul(sum, squares), lumaSquares);
  const lumaMeans = i32x4.mul(luma, luma);
  let means = i32x4.add(i32x4.mul(weightedR, r), i32x4.mul(weightedG, g));
  means = i32x4.mul(i32x4.add(means, i32x4.mul(weightedB, b)), sum);
  const chroma = i32x4.sub(constant, i32x4.shr_s(i32x4.sub(means, lumaMeans), 3));
  scatter(offsetof<Group>('meanR'), r);
  scatter(offsetof<Group>('meanG'), g);
  scatter(offsetof<Group>('meanB'), b);
  scatter(offsetof<Group>('linearR'), i32x4.mul(i32x4.shl(wr, 1), i32x4.sub(i32x4.mul(sum, r), luma)));
  scatter(offsetof<Group>('linearG'), i32x4.mul(i32x4.shl(wg, 1), i32x4.sub(i32x4.mul(sum, g), luma)));
  scatter(offsetof<Group>('linearB'), i32x4.mul(i32x4.shl(wb, 1), i32x4.sub(i32x4.mul(sum, b), luma)));
  scatter(offsetof<Group>('constant'), constant);
  scatter(offsetof<Group>('span2'), planeSpans());
  scatter(offsetof<Group>('chroma'), chroma);
  scatter(offsetof<Group>('luma'), i32x4.sub(lumaSquares, i32x4.shr_s(lumaMeans, 3)));
  for (let half: i32 = 0; half < 4; half++) {
    const target = group(half);
    target.mask = halfMask(half);
    target.count = 8;
  }
}
