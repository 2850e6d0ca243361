/**
 * Planar mode: each component a plane through three corners O, H, V. Least squares give the corners, then the levels
 * around them are measured, eight triples at a time, as a decoder interpolates.
 * Spec: KDFS 1.4, "Format RGB ETC2", planar mode.
 */
import { MODE_PLANAR } from '../etc/color-word';
import { best, setBest } from './best-block';
import { TEXELS } from './block-state';
import { quality } from './quality';
import { significance } from './significance';

const X_LANES: usize = memory.data<i16>([-3, -3, -3, -3, -1, -1, -1, -1, 1, 1, 1, 1, 3, 3, 3, 3], 16);
const Y_LANES: usize = memory.data<i16>([-3, -1, 1, 3, -3, -1, 1, 3], 16);
/** i16[8] each: levels of the triples under test. */
export const CORNERS: usize = memory.data(48, 16);
/** u16[8]: their errors, capped. */
export const PLANE_ERRORS: usize = memory.data(16, 16);
const ERROR_CAP: i32 = 0xffff;

/** i16[8] each: the eight ways to round three corners; the eight nearest neighbours of a triple. */
// prettier-ignore
export const ROUNDINGS: usize = memory.data<i16>([
  0, 1, 0, 1, 0, 1, 0, 1,
  0, 0, 1, 1, 0, 0, 1, 1,
  0, 0, 0, 0, 1, 1, 1, 1,
], 16);
// prettier-ignore
export const NEIGHBOURS: usize = memory.data<i16>([
  1, -1, 0, 0, 0, 0, 1, -1,
  0, 0, 1, -1, 0, 0, -1, 1,
  0, 0, 0, 0, 1, -1, -1, 1,
], 16);

/** Levels of 6 (red, blue) or 7 bits (green) → 0..255. */
// @ts-ignore: decorator
@inline
function expand(levels: v128, isGreen: bool): v128 {
  if (isGreen) return v128.or(i16x8.shl(levels, 1), i16x8.shr_u(levels, 6));
  return v128.or(i16x8.shl(levels, 2), i16x8.shr_u(levels, 4));
}

/** Errors of the eight triples in {@link CORNERS} for a component 0..2; i16 in, capped u16 out. */
export function measurePlanes(component: i32): void {
  const isGreen = component == 1;
  const origin = expand(v128.load(CORNERS), isGreen);
  const stepX = i16x8.sub(expand(v128.load(CORNERS, 16), isGreen), origin);
  const stepY = i16x8.sub(expand(v128.load(CORNERS, 32), isGreen), origin);
  const zero = i16x8.splat(0);
  const top = i16x8.splat(255);
  let column = i16x8.add(i16x8.shl(origin, 2), i16x8.splat(2));
  let total = zero;
  let texelPtr = TEXELS + ((<usize>component) << 5);
  const endPtr = texelPtr + 32;
  do {
    let value = column;
    const endColumn = texelPtr + 8;
    do {
      const shown = i16x8.min_s(i16x8.max_s(i16x8.shr_s(value, 2), zero), top);
      const difference = i16x8.sub(shown, i16x8.splat(load<i16>(texelPtr)));
      total = i16x8.add_sat_u(total, i16x8.mul(difference, difference));
      value = i16x8.add(value, stepY);
      texelPtr += 2;
    } while (texelPtr < endColumn);
    column = i16x8.add(column, stepX);
  } while (texelPtr < endPtr);
  v128.store(PLANE_ERRORS, total);
}

/** Puts a triple plus eight offsets under test, within the levels there are. */
export function placeCorners(offsetsPtr: usize, o: i32, h: i32, v: i32, top: i32): void {
  const zero = i16x8.splat(0);
  const highest = i16x8.splat(<i16>top);
  const origin = i16x8.add(v128.load(offsetsPtr), i16x8.splat(<i16>o));
  const right = i16x8.add(v128.load(offsetsPtr, 16), i16x8.splat(<i16>h));
  const below = i16x8.add(v128.load(offsetsPtr, 32), i16x8.splat(<i16>v));
  v128.store(CORNERS, i16x8.min_s(i16x8.max_s(origin, zero), highest));
  v128.store(CORNERS, i16x8.min_s(i16x8.max_s(right, zero), highest), 16);
  v128.store(CORNERS, i16x8.min_s(i16x8.max_s(below, zero), highest), 32);
}

/** Lane with the least error. */
function leastLane(): usize {
  let least: usize = 0;
  for (let lane: usize = 1; lane < 8; lane++) {
    if (load<u16>(PLANE_ERRORS + (lane << 1)) < load<u16>(PLANE_ERRORS + (least << 1))) least = lane;
  }
  return least;
}

/** u8[3][4]: levels O, H, V of each component found; its error. */
const FOUND: usize = memory.data(16, 16);
const FOUND_ERRORS: usize = memory.data(16, 16);

function takeLane(component: i32, lane: usize): void {
  const foundPtr = FOUND + ((<usize>component) << 2);
  store<u8>(foundPtr, load<u16>(CORNERS + (lane << 1)));
  store<u8>(foundPtr, load<u16>(CORNERS + (lane << 1), 16), 1);
  store<u8>(foundPtr, load<u16>(CORNERS + (lane << 1), 32), 2);
  store<u32>(FOUND_ERRORS + ((<usize>component) << 2), load<u16>(PLANE_ERRORS + (lane << 1)));
}

/** Least-squares corner in 80ths of a level of 0..255 → the level below it. */
// @ts-ignore: decorator
@inline
function floorLevel(corner80: i32, top: i32): i32 {
  return max(0, min(top - 1, (max(0, corner80) * top) / 20400));
}

/** i32[3][4]: sum, slope along x, slope along y of each component; error of its plane before anything is rounded. */
export const MOMENTS: usize = memory.data(48, 16);

/** Fills {@link MOMENTS} of a component; with d = 2 x − 3 the squares of d add up to 80. */
export function prepareMoments(component: usize): void {
  const low = v128.load(TEXELS + (component << 5));
  const high = v128.load(TEXELS + (component << 5), 16);
  const both = i16x8.add(low, high);
  const left = i32x4.dot_i16x8_s(low, v128.load(X_LANES));
  const slopesX = i32x4.add(left, i32x4.dot_i16x8_s(high, v128.load(X_LANES, 16)));
  const sums = i32x4.dot_i16x8_s(both, i16x8.splat(1));
  const slopesY = i32x4.dot_i16x8_s(both, v128.load(Y_LANES));
  const squares = i32x4.add(i32x4.dot_i16x8_s(low, low), i32x4.dot_i16x8_s(high, high));
  // Four horizontal sums: transpose and add.
  const first = i32x4.add(i32x4.shuffle(sums, slopesX, 0, 4, 1, 5), i32x4.shuffle(sums, slopesX, 2, 6, 3, 7));
  const second = i32x4.add(i32x4.shuffle(slopesY, squares, 0, 4, 1, 5), i32x4.shuffle(slopesY, squares, 2, 6, 3, 7));
  const totals = i32x4.add(i64x2.shuffle(first, second, 0, 2), i64x2.shuffle(first, second, 1, 3));
  const sum = i32x4.extract_lane(totals, 0);
  const slopeX = i32x4.extract_lane(totals, 1);
  const slopeY = i32x4.extract_lane(totals, 2);
  const rest = i32x4.extract_lane(totals, 3) - (sum * sum) / 16 - (slopeX * slopeX + slopeY * slopeY) / 80;
  v128.store(MOMENTS + (component << 4), i32x4.replace_lane(totals, 3, rest));
}

/** Finds the levels of one component. */
function fitPlane(component: i32): void {
  const momentsPtr = MOMENTS + ((<usize>component) << 4);
  const sum5 = 5 * load<i32>(momentsPtr);
  const slopeX = load<i32>(momentsPtr, 4);
  const slopeY = load<i32>(momentsPtr, 8);
  const top = component == 1 ? 127 : 63;
  const o = floorLevel(sum5 - 3 * slopeX - 3 * slopeY, top);
  const h = floorLevel(sum5 + 5 * slopeX - 3 * slopeY, top);
  const v = floorLevel(sum5 - 3 * slopeX + 5 * slopeY, top);
  placeCorners(ROUNDINGS, o, h, v, top);
  measurePlanes(component);
  takeLane(component, leastLane());
  for (let round: i32 = 0; round < quality().planarRounds; round++) {
    const foundPtr = FOUND + ((<usize>component) << 2);
    placeCorners(NEIGHBOURS, load<u8>(foundPtr), load<u8>(foundPtr, 1), load<u8>(foundPtr, 2), top);
    measurePlanes(component);
    const lane = leastLane();
    if (<i32>load<u16>(PLANE_ERRORS + (lane << 1)) >= load<i32>(FOUND_ERRORS + ((<usize>component) << 2))) break;
    takeLane(component, lane);
  }
}

/** Error of the plane of a component before rounding. */
// @ts-ignore: decorator
@inline
function planeRest(component: usize): i32 {
  return load<i32>(MOMENTS + (component << 4), 12);
}

/** A corner of all components: r | g << 8 | b << 16. */
function cornerOf(corner: usize): i32 {
  return (
    load<u8>(FOUND + corner) | ((<i32>load<u8>(FOUND + corner, 4)) << 8) | ((<i32>load<u8>(FOUND + corner, 8)) << 16)
  );
}

/** Takes planar mode if it beats what is there. */
export function tryPlanar(): void {
  const weights = significance();
  for (let component: usize = 0; component < 3; component++) prepareMoments(component);
  if (weights.wr * planeRest(0) + weights.wg * planeRest(1) + weights.wb * planeRest(2) >= best().error) return;
  let error: i32 = 0;
  for (let component: i32 = 0; component < 3; component++) {
    fitPlane(component);
    const own = load<i32>(FOUND_ERRORS + ((<usize>component) << 2));
    error += own * (component == 0 ? weights.wr : component == 1 ? weights.wg : weights.wb);
    if (own == ERROR_CAP || error >= best().error) return;
  }
  setBest(error, MODE_PLANAR, 0, cornerOf(0), cornerOf(1), cornerOf(2));
}
