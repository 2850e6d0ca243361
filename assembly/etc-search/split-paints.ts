/** Paints of four candidates of modes T and H. */
import { Bits4, expandLevels } from './bases';
import { isPunched } from './block-state';
import { DISTANCE_BYTES } from './lookup-tables';
import { storePaint } from './paint-error';

/** i32[4] each: levels r | g << 8 | b << 16 of the two colours, distance index. */
export const SPLIT_FIRST: usize = memory.data(16, 16);
export const SPLIT_SECOND: usize = memory.data(16, 16);
export const SPLIT_INDEX: usize = memory.data(16, 16);

/** Puts a candidate into a lane: 0, 4, 8 or 12. */
// @ts-ignore: decorator
@inline
export function placeSplit(lane: usize, first: i32, second: i32, index: i32): void {
  store<i32>(SPLIT_FIRST + lane, first);
  store<i32>(SPLIT_SECOND + lane, second);
  store<i32>(SPLIT_INDEX + lane, index);
}

/** Red and green of packed levels, 0..255 in the halves of a lane. */
// @ts-ignore: decorator
@inline
function expandRg(levels: v128): v128 {
  const byte = i32x4.splat(255);
  const r = expandLevels<Bits4>(v128.and(levels, byte));
  return v128.or(r, i32x4.shl(expandLevels<Bits4>(v128.and(i32x4.shr_u(levels, 8), byte)), 16));
}

// @ts-ignore: decorator
@inline
function expandB(levels: v128): v128 {
  return expandLevels<Bits4>(v128.and(i32x4.shr_u(levels, 16), i32x4.splat(255)));
}

/** Distances by index in both halves of a lane. */
// @ts-ignore: decorator
@inline
function distancePairs(): v128 {
  const bytes = i8x16.swizzle(v128.load(DISTANCE_BYTES), v128.load(SPLIT_INDEX));
  const distance = v128.and(bytes, i32x4.splat(255));
  return v128.or(distance, i32x4.shl(distance, 16));
}

/** Paints of mode T: first, second + d, second, second − d. In a punched block paint 2 repeats the first. */
export function paintT(): void {
  const first = v128.load(SPLIT_FIRST);
  const second = v128.load(SPLIT_SECOND);
  const distance = distancePairs();
  const distanceB = v128.and(distance, i32x4.splat(0xffff));
  const rg = expandRg(second);
  const b = expandB(second);
  storePaint(0, expandRg(first), expandB(first));
  storePaint(32, i16x8.add(rg, distance), i16x8.add(b, distanceB));
  if (isPunched()) storePaint(64, expandRg(first), expandB(first));
  else storePaint(64, rg, b);
  storePaint(96, i16x8.sub(rg, distance), i16x8.sub(b, distanceB));
}

/** Paints of mode H: first ± d, second ± d. In a punched block paint 2 repeats the first. */
export function paintH(): void {
  const first = v128.load(SPLIT_FIRST);
  const second = v128.load(SPLIT_SECOND);
  const distance = distancePairs();
  const distanceB = v128.and(distance, i32x4.splat(0xffff));
  const firstRg = i16x8.add(expandRg(first), distance);
  const firstB = i16x8.add(expandB(first), distanceB);
  const rg = expandRg(second);
  const b = expandB(second);
  storePaint(0, firstRg, firstB);
  storePaint(32, i16x8.sub(expandRg(first), distance), i16x8.sub(expandB(first), distanceB));
  if (isPunched()) storePaint(64, firstRg, firstB);
  else storePaint(64, i16x8.add(rg, distance), i16x8.add(b, distanceB));
  storePaint(96, i16x8.sub(rg, distance), i16x8.sub(b, distanceB));
}
