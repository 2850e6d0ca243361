/**
 * A group of texels that share a base colour: a half block, or a side of the split of modes T and H. Holds the sums from
 * which the error of any base and modifiers follows without a look at the colours again.
 *
 * With d = texel − base, D = Σ w d (weighted luma) and W = Σ w, an unclamped modifier m costs
 *   W Σ w (d − m)² = W Σ w d² − D² + (D − W m)²
 * so the error splits into chroma, which depends on the base alone, and a distance along luma. Scores are 4 W × error,
 * whole numbers even where thresholds between modifiers are halves.
 */
import { LUMA2, LUMA_PAIRS, TEXELS } from './block-state';
import { significance } from './significance';


@unmanaged
export class Group {
  /** Bit k: texel k belongs to it. */
  mask: i32;
  /** Texels in it, 0..16. */
  count: i32;
  /** Means in eighths, rounded, 0..2040. */
  meanR: i32;
  meanG: i32;
  meanB: i32;
  /** Chroma of a base (r, g, b): constant + Σ c (count W w c − linear) − count luma². */
  linearR: i32;
  linearG: i32;
  linearB: i32;
  constant: i32;
  /** Weighted luma: largest less smallest, doubled. */
  span2: i32;
  /** Lumas in pairs: vectors `pairStride` apart, `pairCount` of them; the last holds one texel where `tailMask` says. */
  pairsPtr: usize;
  pairStride: usize;
  pairCount: i32;
  tailMask: i32;
  /** W × the error that remains when every texel has the luma it wants: chroma about the mean. */
  chroma: i32;
  /** W × what else remains under the mean alone: luma about the mean. */
  luma: i32;
}

const GROUP_BYTES: usize = 80;
const GROUPS: usize = memory.data(480, 16);
/** v128[6][8]: pairs of groups whose texels do not lie regularly. */
export const OWN_PAIRS: usize = memory.data(768, 16);

/** Groups 0..3: left, right, top, bottom half; 4 and 5: the split. */
export const GROUP_SPLIT: i32 = 4;

// @ts-ignore: decorator
@inline
export function group(index: i32): Group {
  return changetype<Group>(GROUPS + <usize>index * GROUP_BYTES);
}

const BIT_LANES: usize = memory.data<u16>([1, 2, 4, 8, 16, 32, 64, 128], 16);
const ONES: usize = memory.data<i16>([1, 1, 1, 1, 1, 1, 1, 1], 16);

/** Eight bits as eight lanes of all ones or zeros. */
// @ts-ignore: decorator
@inline
function spreadBits(bits: i32): v128 {
  const lanes = v128.load(BIT_LANES);
  return i16x8.eq(v128.and(i16x8.splat(<i16>bits), lanes), lanes);
}

// @ts-ignore: decorator
@inline
function sumLanes(v: v128): i32 {
  const pair = i32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return i32x4.extract_lane(pair, 0) + i32x4.extract_lane(pair, 1);
}

/** Sum of a plane over the texels of a mask. */
// @ts-ignore: decorator
@inline
function maskedSum(planePtr: usize, low: v128, high: v128): i32 {
  const ones = v128.load(ONES);
  const first = i32x4.dot_i16x8_s(v128.and(v128.load(planePtr), low), ones);
  return sumLanes(i32x4.add(first, i32x4.dot_i16x8_s(v128.and(v128.load(planePtr, 16), high), ones)));
}

/** Sum of squares of a plane over the texels of a mask. */
// @ts-ignore: decorator
@inline
function maskedSquares(planePtr: usize, low: v128, high: v128): i32 {
  const a = v128.and(v128.load(planePtr), low);
  const b = v128.and(v128.load(planePtr, 16), high);
  return sumLanes(i32x4.add(i32x4.dot_i16x8_s(a, a), i32x4.dot_i16x8_s(b, b)));
}

/** Largest less smallest luma of the texels of a mask. */
// @ts-ignore: decorator
@inline
function maskedSpan(low: v128, high: v128): i32 {
  const a = v128.load(LUMA2);
  const b = v128.load(LUMA2, 16);
  let top = i16x8.max_s(v128.and(a, low), v128.and(b, high));
  // Lanes outside become −1, the largest as unsigned.
  let bottom = i16x8.min_u(v128.or(a, v128.not(low)), v128.or(b, v128.not(high)));
  top = i16x8.max_s(top, i32x4.shuffle(top, top, 2, 3, 0, 1));
  bottom = i16x8.min_u(bottom, i32x4.shuffle(bottom, bottom, 2, 3, 0, 1));
  top = i16x8.max_s(top, i32x4.shuffle(top, top, 1, 0, 3, 2));
  bottom = i16x8.min_u(bottom, i32x4.shuffle(bottom, bottom, 1, 0, 3, 2));
  const highest = max<i32>(i16x8.extract_lane_s(top, 0), i16x8.extract_lane_s(top, 1));
  const lowest = min<i32>(i16x8.extract_lane_u(bottom, 0), i16x8.extract_lane_u(bottom, 1));
  return highest - lowest;
}

/** Sums of the texels in `mask` (not 0). Lumas in pairs are a matter of {@link linkHalves} and {@link packPairs}. */
export function sumGroup(index: i32, mask: i32): void {
  const target = group(index);
  const low = spreadBits(mask & 255);
  const high = spreadBits(mask >> 8);
  const count = popcnt(mask);
  const sumR = maskedSum(TEXELS, low, high);
  const sumG = maskedSum(TEXELS + 32, low, high);
  const sumB = maskedSum(TEXELS + 64, low, high);
  const squaresR = maskedSquares(TEXELS, low, high);
  const squaresG = maskedSquares(TEXELS + 32, low, high);
  const squaresB = maskedSquares(TEXELS + 64, low, high);
  const weights = significance();
  const wr = weights.wr;
  const wg = weights.wg;
  const wb = weights.wb;
  const sum = weights.sum;
  const luma = wr * sumR + wg * sumG + wb * sumB;
  target.mask = mask;
  target.count = count;
  target.meanR = (sumR * 16 + count) / (2 * count);
  target.meanG = (sumG * 16 + count) / (2 * count);
  target.meanB = (sumB * 16 + count) / (2 * count);
  target.linearR = 2 * wr * (sum * sumR - luma);
  target.linearG = 2 * wg * (sum * sumG - luma);
  target.linearB = 2 * wb * (sum * sumB - luma);
  const lumaSquares4 = maskedSquares(LUMA2, low, high);
  target.constant = sum * (wr * squaresR + wg * squaresG + wb * squaresB) - (lumaSquares4 >> 2);
  target.span2 = maskedSpan(low, high);
  const squares = <i64>sum * (<i64>wr * sumR * sumR + <i64>wg * sumG * sumG + <i64>wb * sumB * sumB);
  target.luma = (lumaSquares4 >> 2) - <i32>((<i64>luma * luma) / count);
  target.chroma = target.constant - <i32>((squares - <i64>luma * luma) / count);
}

const HALF_MASKS: usize = memory.data<i32>([0x00ff, 0xff00, 0x3333, 0xcccc], 16);
const HALF_PAIRS: usize = memory.data<i32>([0, 64, 0, 16], 16);

/** Texels of half 0..3. */
export function halfMask(half: i32): i32 {
  return load<i32>(HALF_MASKS + ((<usize>half) << 2));
}

/** Whole half blocks: their pairs lie in the block's, side by side or every other one. */
export function linkHalves(): void {
  for (let half: i32 = 0; half < 4; half++) {
    const target = group(half);
    target.pairsPtr = LUMA_PAIRS + load<i32>(HALF_PAIRS + ((<usize>half) << 2));
    target.pairStride = half < 2 ? 16 : 32;
    target.pairCount = 4;
    target.tailMask = -1;
  }
}

/** Gives a group of any texels its own list of pairs. */
export function packPairs(index: i32): void {
  const target = group(index);
  const listPtr = OWN_PAIRS + ((<usize>index) << 7);
  let left = target.mask;
  let count: i32 = 0;
  while (left) {
    const first = ctz(left);
    left &= left - 1;
    let pair = <i32>load<u16>(LUMA2 + ((<usize>first) << 1));
    target.tailMask = 0xffff;
    if (left) {
      pair |= (<i32>load<u16>(LUMA2 + ((<usize>ctz(left)) << 1))) << 16;
      left &= left - 1;
      target.tailMask = -1;
    }
    v128.store(listPtr + ((<usize>count) << 4), i32x4.splat(pair));
    count++;
  }
  target.pairsPtr = listPtr;
  target.pairStride = 16;
  target.pairCount = count;
}
