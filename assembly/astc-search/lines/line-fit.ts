/** Lines through colors: the scatter of a set of texels and its principal direction. */
import { F32_PLANE, TEXELS_F32, blockState, isAlphaFlat } from '../block/block-state';
import { broadcast0, broadcast1, broadcast2, broadcast3, sumFourLanes, sumLanes } from '../../simd/lanes';

/** f32[4]: mean of the set in scaled, block-centred units. */
export const SET_MEAN: usize = memory.data(16, 16);
/** f32[4][4]: scatter about that mean, symmetric. */
export const SCATTER: usize = memory.data(64, 16);
/** f32[4]: unit direction; all 0 when the set is one color. */
export const DIRECTION: usize = memory.data(16, 16);

/** f32[16]: n·mean (4), then products xx xy xz xw yy yz yw zz zw ww. */
export const RAW: usize = memory.data(64, 16);

/**
 * Sums of the texels in a mask: fills {@link SET_MEAN} and {@link SCATTER}.
 *
 * @param maskPtr  i16[240]
 * @param count  texels in it, 1 or more
 */
export function scatterOfMask(maskPtr: usize, count: i32): void {
  if (isAlphaFlat()) sumColors(maskPtr);
  else sumComponents(maskPtr);
  centreScatter(RAW, <f32>count);
}

/** Sums of all components to RAW; in two passes, since registers do not hold all of them. */
function sumComponents(maskPtr: usize): void {
  const end = (<usize>blockState().paddedCount4) << 2;
  let sx = f32x4.splat(0);
  let sy = sx;
  let sz = sx;
  let sw = sx;
  let xx = sx;
  let xy = sx;
  let yy = sx;
  let zz = sx;
  for (let offset: usize = 0; offset < end; offset += 16) {
    const mask = i32x4.extend_low_i16x8_s(v128.load64_zero(maskPtr + (offset >> 1)));
    const x = v128.and(v128.load(TEXELS_F32 + offset), mask);
    const y = v128.and(v128.load(TEXELS_F32 + offset, F32_PLANE), mask);
    const z = v128.and(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), mask);
    const w = v128.and(v128.load(TEXELS_F32 + offset, 3 * F32_PLANE), mask);
    sx = f32x4.add(sx, x);
    sy = f32x4.add(sy, y);
    sz = f32x4.add(sz, z);
    sw = f32x4.add(sw, w);
    xx = f32x4.add(xx, f32x4.mul(x, x));
    xy = f32x4.add(xy, f32x4.mul(x, y));
    yy = f32x4.add(yy, f32x4.mul(y, y));
    zz = f32x4.add(zz, f32x4.mul(z, z));
  }
  let xz = f32x4.splat(0);
  let yz = xz;
  let xw = xz;
  let yw = xz;
  let zw = xz;
  let ww = xz;
  for (let offset: usize = 0; offset < end; offset += 16) {
    const mask = i32x4.extend_low_i16x8_s(v128.load64_zero(maskPtr + (offset >> 1)));
    const x = v128.load(TEXELS_F32 + offset);
    const y = v128.load(TEXELS_F32 + offset, F32_PLANE);
    const z = v128.and(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), mask);
    const w = v128.and(v128.load(TEXELS_F32 + offset, 3 * F32_PLANE), mask);
    xz = f32x4.add(xz, f32x4.mul(x, z));
    yz = f32x4.add(yz, f32x4.mul(y, z));
    xw = f32x4.add(xw, f32x4.mul(x, w));
    yw = f32x4.add(yw, f32x4.mul(y, w));
    zw = f32x4.add(zw, f32x4.mul(z, w));
    ww = f32x4.add(ww, f32x4.mul(w, w));
  }
  const zero = f32x4.splat(0);
  v128.store(RAW, sumFourLanes(sx, sy, sz, sw));
  v128.store(RAW, sumFourLanes(xx, xy, xz, xw), 16);
  v128.store(RAW, sumFourLanes(yy, yz, yw, zz), 32);
  v128.store(RAW, sumFourLanes(zw, ww, zero, zero), 48);
}

/** {@link sumComponents} where alpha is all 0. */
function sumColors(maskPtr: usize): void {
  const end = (<usize>blockState().paddedCount4) << 2;
  const zero = f32x4.splat(0);
  let sx = zero;
  let sy = zero;
  let sz = zero;
  let xx = zero;
  let xy = zero;
  let xz = zero;
  let yy = zero;
  let yz = zero;
  let zz = zero;
  for (let offset: usize = 0; offset < end; offset += 16) {
    const mask = i32x4.extend_low_i16x8_s(v128.load64_zero(maskPtr + (offset >> 1)));
    const x = v128.and(v128.load(TEXELS_F32 + offset), mask);
    const y = v128.and(v128.load(TEXELS_F32 + offset, F32_PLANE), mask);
    const z = v128.and(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), mask);
    sx = f32x4.add(sx, x);
    sy = f32x4.add(sy, y);
    sz = f32x4.add(sz, z);
    xx = f32x4.add(xx, f32x4.mul(x, x));
    xy = f32x4.add(xy, f32x4.mul(x, y));
    xz = f32x4.add(xz, f32x4.mul(x, z));
    yy = f32x4.add(yy, f32x4.mul(y, y));
    yz = f32x4.add(yz, f32x4.mul(y, z));
    zz = f32x4.add(zz, f32x4.mul(z, z));
  }
  v128.store(RAW, sumFourLanes(sx, sy, sz, zero));
  v128.store(RAW, sumFourLanes(xx, xy, xz, zero), 16);
  v128.store(RAW, sumFourLanes(yy, yz, zero, zz), 32);
  v128.store(RAW, zero, 48);
}

/** f32[4], f32[4][4]: mean and scatter of the whole block. */
export const WHOLE_SCATTER: usize = memory.data(80, 16);

/** Keeps the mean and scatter at hand as those of the whole block. */
export function keepWholeScatter(): void {
  v128.store(WHOLE_SCATTER, v128.load(SET_MEAN));
  v128.store(WHOLE_SCATTER, v128.load(SCATTER), 16);
  v128.store(WHOLE_SCATTER, v128.load(SCATTER, 16), 32);
  v128.store(WHOLE_SCATTER, v128.load(SCATTER, 32), 48);
  v128.store(WHOLE_SCATTER, v128.load(SCATTER, 48), 64);
}

/** Mean and scatter of the whole block become those at hand. */
export function takeWholeScatter(): void {
  v128.store(SET_MEAN, v128.load(WHOLE_SCATTER));
  v128.store(SCATTER, v128.load(WHOLE_SCATTER, 16));
  v128.store(SCATTER, v128.load(WHOLE_SCATTER, 32), 16);
  v128.store(SCATTER, v128.load(WHOLE_SCATTER, 48), 32);
  v128.store(SCATTER, v128.load(WHOLE_SCATTER, 64), 48);
}

/**
 * Raw moments → {@link SET_MEAN} and {@link SCATTER}.
 *
 * @param rawPtr  f32: sums x y z w, then xx xy xz xw yy yz yw zz zw ww
 */
// @ts-ignore: decorator
@inline
export function centreScatter(rawPtr: usize, count: f32): void {
  const mean = f32x4.mul(v128.load(rawPtr), f32x4.splat(1 / count));
  v128.store(SET_MEAN, mean);
  const sum = v128.load(rawPtr);
  const first = v128.load(rawPtr, 16); // xx xy xz xw
  const second = v128.load(rawPtr, 32); // yy yz yw zz
  const third = v128.load(rawPtr, 48); // zw ww
  // columns of the symmetric matrix
  const c1a = i8x16.shuffle(first, second, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27); // xy yy yz yw
  const c2a = i8x16.shuffle(first, second, 8, 9, 10, 11, 20, 21, 22, 23, 28, 29, 30, 31, 28, 29, 30, 31); // xz yz zz zz
  const c2 = i8x16.shuffle(c2a, third, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19); // xz yz zz zw
  const c3a = i8x16.shuffle(first, second, 12, 13, 14, 15, 24, 25, 26, 27, 0, 1, 2, 3, 0, 1, 2, 3); // xw yw
  const c3 = i8x16.shuffle(c3a, third, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23); // xw yw zw ww
  v128.store(SCATTER, f32x4.sub(first, f32x4.mul(sum, broadcast0(mean))));
  v128.store(SCATTER, f32x4.sub(c1a, f32x4.mul(sum, broadcast1(mean))), 16);
  v128.store(SCATTER, f32x4.sub(c2, f32x4.mul(sum, broadcast2(mean))), 32);
  v128.store(SCATTER, f32x4.sub(c3, f32x4.mul(sum, broadcast3(mean))), 48);
}

/** Sum of the diagonal of {@link SCATTER}. */
// @ts-ignore: decorator
@inline
export function scatterTrace(): f32 {
  return load<f32>(SCATTER) + load<f32>(SCATTER, 20) + (load<f32>(SCATTER, 40) + load<f32>(SCATTER, 60));
}

/** Removes component `component` from {@link SCATTER}. */
export function dropComponent(component: i32): void {
  const c = <usize>component;
  for (let other: usize = 0; other < 4; other++) {
    store<f32>(SCATTER + (c << 4) + (other << 2), 0);
    store<f32>(SCATTER + (other << 4) + (c << 2), 0);
  }
}

/** Column of a symmetric matrix with the largest diagonal: where power steps start. */
// @ts-ignore: decorator
@inline
export function longestColumn(c0: v128, c1: v128, c2: v128, c3: v128): v128 {
  let v = c0;
  let largest = f32x4.extract_lane(c0, 0);
  if (f32x4.extract_lane(c1, 1) > largest) {
    v = c1;
    largest = f32x4.extract_lane(c1, 1);
  }
  if (f32x4.extract_lane(c2, 2) > largest) {
    v = c2;
    largest = f32x4.extract_lane(c2, 2);
  }
  return f32x4.extract_lane(c3, 3) > largest ? c3 : v;
}

/**
 * Principal direction of {@link SCATTER} by `iterations` power steps, to {@link DIRECTION}.
 *
 * @returns the variance along it, its eigenvalue (0 for a single color)
 */
// @ts-ignore: decorator
@inline
export function principalDirection(iterations: i32): f32 {
  const trace = scatterTrace();
  if (!(trace > 1e-6)) {
    v128.store(DIRECTION, f32x4.splat(0));
    return 0;
  }
  const scale = f32x4.splat(1 / trace);
  const c0 = f32x4.mul(v128.load(SCATTER), scale);
  const c1 = f32x4.mul(v128.load(SCATTER, 16), scale);
  const c2 = f32x4.mul(v128.load(SCATTER, 32), scale);
  const c3 = f32x4.mul(v128.load(SCATTER, 48), scale);
  let v = longestColumn(c0, c1, c2, c3);
  let previous = v;
  for (let step: i32 = 0; step < iterations; step++) {
    previous = v;
    v = powerStep(c0, c1, c2, c3, v);
  }
  const vv = sumLanes(f32x4.mul(v, v));
  const vp = sumLanes(f32x4.mul(v, previous));
  if (!(vv > 1e-30) || !(vp > 1e-30)) {
    v128.store(DIRECTION, f32x4.splat(0));
    return 0;
  }
  v128.store(DIRECTION, f32x4.mul(v, f32x4.splat(1 / sqrt<f32>(vv))));
  return min<f32>(trace, (trace * vv) / vp);
}

/** A symmetric matrix, by its columns, times a vector. */
// @ts-ignore: decorator
@inline
export function powerStep(c0: v128, c1: v128, c2: v128, c3: v128, v: v128): v128 {
  return f32x4.add(
    f32x4.add(f32x4.mul(c0, broadcast0(v)), f32x4.mul(c1, broadcast1(v))),
    f32x4.add(f32x4.mul(c2, broadcast2(v)), f32x4.mul(c3, broadcast3(v))),
  );
}
