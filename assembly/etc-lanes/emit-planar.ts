/** Planar blocks → words, over those of halves. */
import { CORNERS, PLANAR_MASK } from './planar-four';
import { COLOR_HIGH, COLOR_LOW } from './words';

// @ts-ignore: decorator
@inline
function corner(at: usize): v128 {
  return v128.load(CORNERS + at);
}

// @ts-ignore: decorator
@inline
function bits(value: v128, shift: i32, mask: i32): v128 {
  return v128.and(i32x4.shr_u(value, shift), i32x4.splat(mask));
}

/** All ones where `high` plus signed three-bit `low` would leave 0..31 without a bit above `high`. */
// @ts-ignore: decorator
@inline
function leavesBelow(high: v128, low: v128): v128 {
  return v128.and(i32x4.gt_s(low, i32x4.splat(3)), i32x4.lt_s(i32x4.add(high, low), i32x4.splat(8)));
}

/** Writes {@link COLOR_HIGH} and {@link COLOR_LOW} of the blocks in {@link PLANAR_MASK}; as emit of the search does. */
export function emitPlanes(): void {
  const r = corner(0);
  const g = corner(48);
  const b = corner(96);
  const topGreen = bits(g, 6, 1);
  const redLow = v128.or(i32x4.shl(bits(r, 0, 3), 1), topGreen);
  const redBit = v128.and(leavesBelow(bits(r, 2, 15), redLow), i32x4.splat(1 << 31));
  let high = v128.or(redBit, v128.or(i32x4.shl(r, 25), i32x4.shl(topGreen, 24)));
  const green = bits(g, 0, 63);
  const greenLow = v128.or(i32x4.shl(bits(g, 0, 3), 1), bits(b, 5, 1));
  const greenBit = v128.and(leavesBelow(bits(green, 2, 15), greenLow), i32x4.splat(1 << 23));
  high = v128.or(high, v128.or(greenBit, v128.or(i32x4.shl(green, 17), i32x4.shl(bits(b, 5, 1), 16))));
  const blueHigh = bits(b, 3, 3);
  const blueLow = bits(b, 1, 3);
  const isBelow = i32x4.lt_s(i32x4.add(blueHigh, blueLow), i32x4.splat(4));
  const blueBits = v128.bitselect(i32x4.splat(4), i32x4.splat(0xe0), isBelow);
  high = v128.or(high, i32x4.shl(v128.or(blueBits, v128.or(i32x4.shl(blueHigh, 3), blueLow)), 8));
  const redRight = corner(16);
  high = v128.or(high, v128.or(i32x4.shl(bits(b, 0, 1), 7), i32x4.shl(bits(redRight, 1, 31), 2)));
  high = v128.or(high, v128.or(i32x4.splat(2), bits(redRight, 0, 1)));
  let low = v128.or(i32x4.shl(corner(64), 25), i32x4.shl(corner(112), 19));
  low = v128.or(low, v128.or(i32x4.shl(corner(32), 13), v128.or(i32x4.shl(corner(80), 6), corner(128))));
  const isPlanar = v128.load(PLANAR_MASK);
  v128.store(COLOR_HIGH, v128.bitselect(high, v128.load(COLOR_HIGH), isPlanar));
  v128.store(COLOR_LOW, v128.bitselect(low, v128.load(COLOR_LOW), isPlanar));
}
