/** Sums of the four halves, and the tables that the span of their luma asks for. */
import { SEARCH_MASK, HALF_SUMS, HALF_TABLES, LUMAS, PLANES, PLANE_BYTES } from './four-state';

/** Sum of two vectors of texels. */
// @ts-ignore: decorator
@inline
function quadrant(at: usize): v128 {
  return i32x4.dot_i16x8_s(i16x8.add(v128.load(at), v128.load(at, 32)), i16x8.splat(1));
}

/** Fills {@link HALF_SUMS}. */
export function sumFour(): void {
  for (let component: usize = 0; component < 3; component++) {
    const at = PLANES + component * PLANE_BYTES;
    const topLeft = quadrant(at);
    const topRight = quadrant(at + 16);
    const lowLeft = quadrant(at + 64);
    const lowRight = quadrant(at + 80);
    const out = HALF_SUMS + (component << 4);
    v128.store(out, i32x4.add(topLeft, lowLeft));
    v128.store(out, i32x4.add(topRight, lowRight), 48);
    v128.store(out, i32x4.add(topLeft, topRight), 96);
    v128.store(out, i32x4.add(lowLeft, lowRight), 144);
  }
}

/**
 * Least span of luma, doubled, that asks for the tables k and k + 1 rather than those below, k = 1..6.
 * Why: their large modifiers lie about half the span, by ratio: 12 (√(L(k − 1) L(k + 1)) − 1.5), as table-rank has it.
 */
const SPANS: usize = memory.data<i32>([165, 303, 483, 678, 939, 1434], 16);

/** Largest less smallest of the texels of each block. */
// @ts-ignore: decorator
@inline
function spanOf(highest: v128, lowest: v128): v128 {
  const top = i16x8.max_s(highest, i32x4.shr_u(highest, 16));
  const bottom = i16x8.min_s(lowest, i32x4.shr_u(lowest, 16));
  return v128.and(i16x8.sub(top, bottom), i32x4.splat(0xffff));
}

// @ts-ignore: decorator
@inline
function lowerTable(highest: v128, lowest: v128): v128 {
  const span = spanOf(highest, lowest);
  let table = i32x4.splat(0);
  for (let k: usize = 0; k < 24; k += 4) {
    table = i32x4.sub(table, i32x4.ge_s(span, v128.load32_splat(SPANS + k)));
  }
  return table;
}

/** Fills {@link HALF_TABLES} and {@link SEARCH_MASK}. */
export function rankFour(): void {
  const a = v128.load(LUMAS);
  const b = v128.load(LUMAS, 32);
  const c = v128.load(LUMAS, 16);
  const d = v128.load(LUMAS, 48);
  const e = v128.load(LUMAS, 64);
  const f = v128.load(LUMAS, 96);
  const g = v128.load(LUMAS, 80);
  const h = v128.load(LUMAS, 112);
  const topLeft = i16x8.max_s(a, b);
  const topRight = i16x8.max_s(c, d);
  const lowLeft = i16x8.max_s(e, f);
  const lowRight = i16x8.max_s(g, h);
  const leastTopLeft = i16x8.min_s(a, b);
  const leastTopRight = i16x8.min_s(c, d);
  const leastLowLeft = i16x8.min_s(e, f);
  const leastLowRight = i16x8.min_s(g, h);
  const top = i16x8.max_s(topLeft, topRight);
  const low = i16x8.max_s(lowLeft, lowRight);
  const leastTop = i16x8.min_s(leastTopLeft, leastTopRight);
  const leastLow = i16x8.min_s(leastLowLeft, leastLowRight);
  v128.store(HALF_TABLES, lowerTable(i16x8.max_s(topLeft, lowLeft), i16x8.min_s(leastTopLeft, leastLowLeft)));
  v128.store(HALF_TABLES, lowerTable(i16x8.max_s(topRight, lowRight), i16x8.min_s(leastTopRight, leastLowRight)), 16);
  v128.store(HALF_TABLES, lowerTable(top, leastTop), 32);
  v128.store(HALF_TABLES, lowerTable(low, leastLow), 48);
  const span = spanOf(i16x8.max_s(top, low), i16x8.min_s(leastTop, leastLow));
  v128.store(SEARCH_MASK, i32x4.eq(span, i32x4.splat(0)));
}
