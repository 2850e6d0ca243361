/** A lane a component: what the endpoint modes share when they weigh r g b a side by side. */
import { ROUNDER } from '../../simd/lanes';
import { SIGNIFICANCE } from '../block/block-state';
import { MODE_UVALUES } from './endpoint-pair';
import {
  FOLLOW0_OFFSET,
  FOLLOW1_OFFSET,
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
} from '../candidate/trial-state';

/** The nearest of 0..255 to each lane, in the lane's low byte. */
// @ts-ignore: decorator
@inline
export function nearestByte(v: v128): v128 {
  const inRange = f32x4.pmin(f32x4.pmax(v, f32x4.splat(0)), f32x4.splat(255));
  return f32x4.add(inRange, f32x4.splat(ROUNDER));
}

// Which lanes a lookup is for: each costs as much as the arithmetic on all four.
@final
export class Rgba {}


@final
export class Rgb {}


@final
export class Rg {}


@final
export class Ba {}


@final
export class Blue {}

// @ts-ignore: decorator
@inline
export function hasRg<L>(): bool {
  return idof<L>() == idof<Rgba>() || idof<L>() == idof<Rgb>() || idof<L>() == idof<Rg>();
}

// @ts-ignore: decorator
@inline
export function hasBlue<L>(): bool {
  return idof<L>() != idof<Rg>();
}

// @ts-ignore: decorator
@inline
export function hasAlpha<L>(): bool {
  return idof<L>() == idof<Rgba>() || idof<L>() == idof<Ba>();
}

/** u8 table entries at the low byte of each lane, as i32; 0 in lanes that are not for. */
// @ts-ignore: decorator
@inline
export function lookupLanes<L>(table: usize, index: v128): v128 {
  let found = i32x4.splat(0);
  if (hasRg<L>()) {
    found = v128.load8_lane(table + <usize>i8x16.extract_lane_u(index, 0), found, 0);
    found = v128.load8_lane(table + <usize>i8x16.extract_lane_u(index, 4), found, 4);
  }
  if (hasBlue<L>()) found = v128.load8_lane(table + <usize>i8x16.extract_lane_u(index, 8), found, 8);
  if (hasAlpha<L>()) found = v128.load8_lane(table + <usize>i8x16.extract_lane_u(index, 12), found, 12);
  return found;
}

/** u32 table entries at byte offset `at` of each lane; 0 in lanes that are not for. */
// @ts-ignore: decorator
@inline
export function lookupWords<L>(table: usize, at: v128): v128 {
  let found = i32x4.splat(0);
  if (hasRg<L>()) {
    found = v128.load32_lane(table + <usize>i32x4.extract_lane(at, 0), found, 0);
    found = v128.load32_lane(table + <usize>i32x4.extract_lane(at, 1), found, 1);
  }
  if (hasBlue<L>()) found = v128.load32_lane(table + <usize>i32x4.extract_lane(at, 2), found, 2);
  if (hasAlpha<L>()) found = v128.load32_lane(table + <usize>i32x4.extract_lane(at, 3), found, 3);
  return found;
}

// @ts-ignore: decorator
@inline
export function formLanes(a: v128, b: v128, d: v128, p: v128, q: v128): v128 {
  const cross = f32x4.mul(f32x4.mul(f32x4.add(b, b), p), q);
  return f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(a, p), p), cross), f32x4.mul(f32x4.mul(d, q), q));
}

/** Significance-weighted error of each component for decoded ends, i32 lanes. */
// @ts-ignore: decorator
@inline
export function errorLanes(fit: usize, end0: v128, end1: v128): v128 {
  const p = f32x4.sub(f32x4.convert_i32x4_s(end0), v128.load(fit + FREE0_OFFSET));
  const q = f32x4.sub(f32x4.convert_i32x4_s(end1), v128.load(fit + FREE1_OFFSET));
  const error = formLanes(
    v128.load(fit + FORM_A_OFFSET),
    v128.load(fit + FORM_B_OFFSET),
    v128.load(fit + FORM_D_OFFSET),
    p,
    q,
  );
  return f32x4.mul(v128.load(SIGNIFICANCE), error);
}

/** (r + g) + b. */
// @ts-ignore: decorator
@inline
export function sumRgb(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2);
}

// @ts-ignore: decorator
@inline
export function sumRgbI32(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2);
}

/** {@link fitPair} of each component of `L` for the free ends `c0` and `c1`, by the forms of the fit. */
// @ts-ignore: decorator
@inline
export function fitPairLanes<L>(row: usize, fit: usize, c0: v128, c1: v128): v128 {
  const a = v128.load(fit + FORM_A_OFFSET);
  const b = v128.load(fit + FORM_B_OFFSET);
  const d = v128.load(fit + FORM_D_OFFSET);
  const first0 = lookupLanes<L>(row, nearestByte(c0));
  const p0 = f32x4.sub(f32x4.convert_i32x4_s(first0), c0);
  const second1 = lookupLanes<L>(row, nearestByte(c1));
  const q1 = f32x4.sub(f32x4.convert_i32x4_s(second1), c1);
  const first1 = lookupLanes<L>(row, nearestByte(f32x4.sub(c1, f32x4.mul(v128.load(fit + FOLLOW1_OFFSET), p0))));
  const second0 = lookupLanes<L>(row, nearestByte(f32x4.sub(c0, f32x4.mul(v128.load(fit + FOLLOW0_OFFSET), q1))));
  const errorFirst = formLanes(a, b, d, p0, f32x4.sub(f32x4.convert_i32x4_s(first1), c1));
  const errorSecond = formLanes(a, b, d, f32x4.sub(f32x4.convert_i32x4_s(second0), c0), q1);
  const first = v128.or(first0, i32x4.shl(first1, 8));
  const second = v128.or(second0, i32x4.shl(second1, 8));
  return v128.bitselect(first, second, f32x4.le(errorFirst, errorSecond));
}

/** Lane bytes: first integer, second integer, decoded end 0, decoded end 1. */
// @ts-ignore: decorator
@inline
export function joinBytes(integer0: v128, integer1: v128, end0: v128, end1: v128): v128 {
  return v128.or(v128.or(integer0, i32x4.shl(integer1, 8)), v128.or(i32x4.shl(end0, 16), i32x4.shl(end1, 24)));
}

/** The lanes of {@link joinBytes} with alpha that is not stored: no integers, 255. */
// @ts-ignore: decorator
@inline
export function withoutAlpha(bytes: v128): v128 {
  return i32x4.replace_lane(bytes, 3, 0xffff0000);
}

/** Stores the lanes of {@link joinBytes} as the mode's result. */
// @ts-ignore: decorator
@inline
export function storeMode(bytes: v128): void {
  v128.store(MODE_UVALUES, i8x16.shuffle(bytes, bytes, 0, 1, 4, 5, 8, 9, 12, 13, 2, 6, 10, 14, 3, 7, 11, 15));
}

/** Lanes r and g of `front`, b and a of `back`. */
// @ts-ignore: decorator
@inline
export function joinHalves(front: v128, back: v128): v128 {
  return i8x16.shuffle(front, back, 0, 1, 2, 3, 4, 5, 6, 7, 24, 25, 26, 27, 28, 29, 30, 31);
}

/** b b b a: blue contraction of these lanes with themselves leaves blue and alpha as they are. */
// @ts-ignore: decorator
@inline
export function blueLanes(v: v128): v128 {
  return i8x16.shuffle(v, v, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11, 12, 13, 14, 15);
}
