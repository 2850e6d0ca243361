/**
 * The grid of a weight a texel. Rows of texels begin with a pair of their own; weights of a grid are one row of pairs, so
 * of odd widths every second row is shifted by one.
 */
import { LaneTables } from './lane-tables';

// @ts-ignore: decorator
@inline
function copyPairs(from: usize, to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at));
}

/** The later of the pairs at `from`, with the earlier of those at `next`. */
// @ts-ignore: decorator
@inline
function straddling(from: v128, next: v128): v128 {
  return v128.or(i32x4.shr_u(from, 16), i32x4.shl(next, 16));
}

// @ts-ignore: decorator
@inline
function earlier(pairs: v128): v128 {
  return v128.and(pairs, i32x4.splat(0xffff));
}

/** Copies rows of whole pairs, where the two are the same; returns whether they are. */
// @ts-ignore: decorator
@inline
function copyWholePairs(lanes: LaneTables, from: usize, to: usize): bool {
  if (lanes.texelCount < 2 * lanes.pairCount) return false;
  copyPairs(from, to, (<usize>lanes.pairCount) << 4);
  return true;
}

/** Pairs of texels → pairs of weights. */
export function packRows(lanes: LaneTables, from: usize, to: usize): void {
  if (copyWholePairs(lanes, from, to)) return;
  const whole = (<usize>(lanes.rowPairs - 1)) << 4;
  for (let y: i32 = 0; y < lanes.height; y += 2) {
    copyPairs(from, to, whole);
    from += whole + 16;
    to += whole;
    const half = earlier(v128.load(from - 16));
    if (y + 1 == lanes.height) {
      v128.store(to, half);
      return;
    }
    v128.store(to, v128.or(half, i32x4.shl(v128.load(from), 16)));
    to += 16;
    for (let at: usize = 0; at < whole; at += 16) {
      v128.store(to + at, straddling(v128.load(from + at), v128.load(from + at, 16)));
    }
    from += whole + 16;
    to += whole;
  }
}

/** Pairs of weights → pairs of texels, 0 past the end of a row. */
export function unpackRows(lanes: LaneTables, from: usize, to: usize): void {
  if (copyWholePairs(lanes, from, to)) return;
  const whole = (<usize>(lanes.rowPairs - 1)) << 4;
  for (let y: i32 = 0; y < lanes.height; y += 2) {
    copyPairs(from, to, whole);
    v128.store(to + whole, earlier(v128.load(from + whole)));
    if (y + 1 == lanes.height) return;
    from += whole;
    to += whole + 16;
    for (let at: usize = 0; at < whole; at += 16) {
      v128.store(to + at, straddling(v128.load(from + at), v128.load(from + at, 16)));
    }
    v128.store(to + whole, i32x4.shr_u(v128.load(from + whole), 16));
    from += whole + 16;
    to += whole + 16;
  }
}
