/** Texels → where they lie along a line → weights between its ends, as Q14. */
import { ROUNDER } from '../../simd/lanes';
import { blockState } from '../block/block-state';
import { POSITIONS, TEXELS, hasAlpha, hasColor } from './group';
import { positionScale, rootOf } from './weighing';

/** Low 16 bits of each lane in both halves. */
// @ts-ignore: decorator
@inline
export function inPairs(values: v128): v128 {
  return v128.or(v128.and(values, i32x4.splat(0xffff)), i32x4.shl(values, 16));
}

/** Nearest whole numbers of f32 lanes, |x| < 2¹⁵, in both halves of each lane. */
// @ts-ignore: decorator
@inline
export function roundInPairs(values: v128): v128 {
  return inPairs(f32x4.add(values, f32x4.splat(ROUNDER)));
}

/** The lower of the two i16 of each lane, as i32. */
// @ts-ignore: decorator
@inline
export function lowerOfPair(pairs: v128): v128 {
  return i32x4.min_s(i32x4.shr_s(i32x4.shl(pairs, 16), 16), i32x4.shr_s(pairs, 16));
}

// @ts-ignore: decorator
@inline
export function higherOfPair(pairs: v128): v128 {
  return i32x4.max_s(i32x4.shr_s(i32x4.shl(pairs, 16), 16), i32x4.shr_s(pairs, 16));
}

/**
 * From positions to Q14, by pairs: the lowest, then 2ᵏ and a factor whose product is 16384 / range: fourteen bits
 * whatever the range is.
 */
export const SPAN_BYTES: usize = 48;

/** Spans of both planes, and of two partitions. */
export const SPANS: usize = memory.data(2 * 48, 16);

export function setSpan(span: usize, lowest: v128, range: v128): void {
  const extent = f32x4.convert_i32x4_s(i32x4.max_s(range, i32x4.splat(1)));
  const power = i32x4.shl(i32x4.sub(i32x4.splat(268), i32x4.shr_u(extent, 23)), 23);
  const factor = f32x4.pmin(f32x4.div(f32x4.splat(536870912), f32x4.mul(extent, power)), f32x4.splat(32767));
  v128.store(span, inPairs(lowest));
  v128.store(span, roundInPairs(power), 16);
  v128.store(span, roundInPairs(factor), 32);
}

/** Coefficient of a component of a line, Q15 by pairs. */
// @ts-ignore: decorator
@inline
function coefficient<T>(axis: usize, component: usize): v128 {
  const scale = f32x4.splat(rootOf<T>(component) * positionScale<T>() * 32767);
  return roundInPairs(f32x4.mul(v128.load(axis + (component << 4)), scale));
}

// @ts-ignore: decorator
@inline
export function position<T>(texels: usize, r: v128, g: v128, b: v128, a: v128): v128 {
  let sum = i16x8.q15mulr_sat_s(v128.load(texels), r);
  if (hasColor<T>()) {
    sum = i16x8.add(sum, i16x8.q15mulr_sat_s(v128.load(texels, 16), g));
    sum = i16x8.add(sum, i16x8.q15mulr_sat_s(v128.load(texels, 32), b));
  }
  if (hasAlpha<T>()) sum = i16x8.add(sum, i16x8.q15mulr_sat_s(v128.load(texels, 48), a));
  return sum;
}

/** i32x4: range of what was projected last, and its lowest position. */
export const RANGE: usize = memory.data(16, 16);
export const LOWEST: usize = memory.data(16, 16);

/** Positions of all texels along a line to plane 0; sets its span. */
export function projectTexels<T>(axis: usize, pairCount: i32): void {
  const r = coefficient<T>(axis, 0);
  const g = hasColor<T>() ? coefficient<T>(axis, 1) : r;
  const b = hasColor<T>() ? coefficient<T>(axis, 2) : r;
  const a = hasAlpha<T>() ? coefficient<T>(axis, 3) : r;
  const end = (<usize>pairCount) << 4;
  for (let at: usize = 0; at < end; at += 16) {
    v128.store(POSITIONS + at, position<T>(TEXELS + (at << 2), r, g, b, a));
  }
  measureSpan(0, pairCount);
}

/** Positions of plane 1: the component that PLANE2 names in each lane. */
export function takeComponent<T>(plane2: usize, pairCount: i32, plane: usize): void {
  const isR = v128.load(plane2);
  const isG = v128.load(plane2, 16);
  const isB = v128.load(plane2, 32);
  const isA = v128.load(plane2, 48);
  const out = POSITIONS + plane;
  const end = (<usize>pairCount) << 4;
  for (let at: usize = 0; at < end; at += 16) {
    const texels = TEXELS + (at << 2);
    let value = v128.and(v128.load(texels), isR);
    if (hasColor<T>()) {
      value = v128.or(value, v128.and(v128.load(texels, 16), isG));
      value = v128.or(value, v128.and(v128.load(texels, 32), isB));
    }
    if (hasAlpha<T>()) value = v128.or(value, v128.and(v128.load(texels, 48), isA));
    v128.store(out + at, value);
  }
}

/** Lowest position and range of a plane to its span; half pairs repeat their texel first. */
export function measureSpan(plane: usize, pairCount: i32): void {
  const from = POSITIONS + plane;
  if ((blockState().width & 1) != 0) repeatHalfPairs(from);
  const end = from + ((<usize>pairCount) << 4);
  let low = v128.load(from);
  let high = low;
  for (let at = from + 16; at < end; at += 16) {
    const value = v128.load(at);
    low = i16x8.min_s(low, value);
    high = i16x8.max_s(high, value);
  }
  const lowest = lowerOfPair(low);
  const range = i32x4.sub(higherOfPair(high), lowest);
  v128.store(LOWEST, lowest);
  v128.store(RANGE, range);
  setSpan(SPANS + (plane == 0 ? 0 : 48), lowest, range);
}

function repeatHalfPairs(from: usize): void {
  const state = blockState();
  const rowBytes = (<usize>((state.width + 1) >> 1)) << 4;
  for (let y: i32 = 0; y < state.height; y++) {
    from += rowBytes;
    v128.store(from - 16, inPairs(v128.load(from - 16)));
  }
}

/** Positions of a plane → weights, Q14. */
export function scalePositions(plane: usize, span: usize, pairCount: i32, out: usize): void {
  const lowest = v128.load(span);
  const power = v128.load(span, 16);
  const factor = v128.load(span, 32);
  const end = (<usize>pairCount) << 4;
  const from = POSITIONS + plane;
  for (let at: usize = 0; at < end; at += 16) {
    const distance = i16x8.mul(i16x8.sub(v128.load(from + at), lowest), power);
    v128.store(out + at, i16x8.q15mulr_sat_s(distance, factor));
  }
}
