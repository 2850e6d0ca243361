/** First stage: pixels of the image → planes of the block, with edges replicated. */
import { maxFour, minFour, sumFourLanesI32 } from '../../simd/lanes';
import {
  BLOCK_MAX,
  BLOCK_MEAN,
  BLOCK_MIN,
  F32_PLANE,
  I16_PLANE,
  PIXELS,
  ROUND_DOWN,
  SIGNIFICANCE_ROOT,
  TEXELS_F32,
  TEXELS_I16,
  TEXEL_UNIT,
  WHOLE_MASK,
  blockState,
} from './block-state';
import { domainRow } from './domain';
import { cleanHalves, widenHalves } from './load-half';

export const PIXEL_RGBA8: i32 = 0;
export const PIXEL_RGBA16: i32 = 1;
export const PIXEL_RGBA_HALF: i32 = 2;

/**
 * Loads the block whose first pixel is `x0` of the row of blocks.
 *
 * @param pixelsPtr  first row; `stride` bytes a row, `sliceBytes` a slice
 * @param width, rowCount, sliceCount  pixels that exist; the rest repeats the last column, row and slice
 */
export function loadBlock(
  pixelsPtr: usize,
  stride: usize,
  sliceBytes: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
  sliceCount: i32,
): void {
  blockState().isByte = pixelType == PIXEL_RGBA8 ? 1 : 0;
  if (pixelType == PIXEL_RGBA8) {
    gatherPixels<u32>(pixelsPtr, stride, sliceBytes, x0, width, rowCount, sliceCount);
    widenRgba8();
  } else {
    gatherPixels<u64>(pixelsPtr, stride, sliceBytes, x0, width, rowCount, sliceCount);
    if (pixelType == PIXEL_RGBA_HALF) {
      cleanHalves();
      widenHalves();
    } else widenRgba16();
  }
  gatherStatistics();
}

/** Copies the block's pixels to PIXELS, row after row, and repeats the last one up to a multiple of eight. */
export function gatherPixels<T>(
  pixelsPtr: usize,
  stride: usize,
  sliceBytes: usize,
  x0: i32,
  width: i32,
  rowCount: i32,
  sliceCount: i32,
): void {
  const state = blockState();
  const present = min(state.width, width - x0);
  const rowBytes = <usize>present * sizeof<T>();
  let out = PIXELS;
  for (let z: i32 = 0; z < state.depth; z++) {
    const slice = pixelsPtr + <usize>min(z, sliceCount - 1) * sliceBytes + <usize>x0 * sizeof<T>();
    for (let y: i32 = 0; y < state.height; y++) {
      const row = slice + <usize>min(y, rowCount - 1) * stride;
      let at: usize = 0;
      for (; at + 16 <= rowBytes; at += 16) v128.store(out + at, v128.load(row + at));
      for (; at < rowBytes; at += sizeof<T>()) store<T>(out + at, load<T>(row + at));
      out += rowBytes;
      for (let x = present; x < state.width; x++, out += sizeof<T>()) store<T>(out, load<T>(out - sizeof<T>()));
    }
  }
  for (let pad = state.texelCount; pad < state.paddedCount8; pad++, out += sizeof<T>()) {
    store<T>(out, load<T>(out - sizeof<T>()));
  }
}

/** 2¹⁵ (32 − 32 · 256 / 257): what half a step of a unorm8 target is short of 32, for a Q15 product. */
const HALF_SHORTFALL: i16 = 4080;

/**
 * 8-bit steps → 1/64 steps. A unorm8 decoder keeps the top 8 of 16 bits, so the value that decodes to v is the middle
 * of its 257-wide interval: (v + ½) · 256/257; but 0 and 255, which endpoints hit exactly, stay what they are.
 */
export function widenRgba8(): void {
  const state = blockState();
  const isDown = state.rounding == ROUND_DOWN;
  const shortfall = i16x8.splat(isDown ? HALF_SHORTFALL : 0);
  const half = i16x8.splat(isDown ? 32 : 0);
  const low8 = i32x4.splat(255);
  for (let texel: usize = 0; texel < <usize>state.paddedCount8; texel += 8) {
    const a = v128.load(PIXELS + (texel << 2));
    const b = v128.load(PIXELS + (texel << 2), 16);
    const out = TEXELS_I16 + (texel << 1);
    v128.store(out, widen(v128.and(a, low8), v128.and(b, low8), shortfall, half));
    const g0 = v128.and(i32x4.shr_u(a, 8), low8);
    const g1 = v128.and(i32x4.shr_u(b, 8), low8);
    v128.store(out, widen(g0, g1, shortfall, half), I16_PLANE);
    const b0 = v128.and(i32x4.shr_u(a, 16), low8);
    const b1 = v128.and(i32x4.shr_u(b, 16), low8);
    v128.store(out, widen(b0, b1, shortfall, half), 2 * I16_PLANE);
    v128.store(out, widen(i32x4.shr_u(a, 24), i32x4.shr_u(b, 24), shortfall, half), 3 * I16_PLANE);
  }
}

// @ts-ignore: decorator
@inline
function widen(a: v128, b: v128, shortfall: v128, half: v128): v128 {
  const value = i16x8.narrow_i32x4_s(a, b);
  const exact = i16x8.shl(value, 6);
  const halves = i16x8.add(i16x8.shl(value, 1), i16x8.splat(1));
  const middle = i16x8.sub(i16x8.add(exact, half), i16x8.q15mulr_sat_s(halves, shortfall));
  const isEnd = v128.or(i16x8.eq(value, i16x8.splat(0)), i16x8.eq(value, i16x8.splat(255)));
  return v128.bitselect(exact, middle, isEnd);
}

/** 16-bit components → 1/64 of an 8-bit step. */
export function widenRgba16(): void {
  const state = blockState();
  const isUnorm8 = state.rounding == ROUND_DOWN;
  for (let texel: usize = 0; texel < <usize>state.paddedCount8; texel++) {
    for (let component: usize = 0; component < 4; component++) {
      const value = <f32>load<u16>(PIXELS + (texel << 3) + (component << 1));
      // The exact value is the target of a float16 decoder; unorm8 aims half an 8-bit step below its rounding.
      const isInner = value > 0 && value < 65535;
      const target = isUnorm8 && isInner ? ((value / 257.0 + 0.5) * 256.0) / 257.0 : value / 257.0;
      store<i16>(TEXELS_I16 + component * I16_PLANE + (texel << 1), <i16>nearest<f32>(target * TEXEL_UNIT));
    }
  }
}

/** Minimum, maximum, mean and flags; then zeroes the padding and writes the centred planes. */
function gatherStatistics(): void {
  sumPlanes();
  const state = blockState();
  state.varyingMask = i32x4.bitmask(f32x4.ne(v128.load(BLOCK_MIN), v128.load(BLOCK_MAX)));
  const opaque = domainRow(state.domain).opaqueAlpha;
  state.isOpaque = load<f32>(BLOCK_MIN, 12) == opaque && load<f32>(BLOCK_MAX, 12) == opaque ? 1 : 0;
  for (let component: usize = 0; component < 4; component++) centrePlane(component);
}

/** Minimum, maximum and mean of the components and whether the block is grey; the padding repeats the last texel. */
export function sumPlanes(): void {
  const state = blockState();
  const ones = i16x8.splat(1);
  let sum0 = i32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let low0 = v128.load(TEXELS_I16);
  let low1 = v128.load(TEXELS_I16, I16_PLANE);
  let low2 = v128.load(TEXELS_I16, 2 * I16_PLANE);
  let low3 = v128.load(TEXELS_I16, 3 * I16_PLANE);
  let high0 = low0;
  let high1 = low1;
  let high2 = low2;
  let high3 = low3;
  let difference = sum0;
  const end = TEXELS_I16 + ((<usize>state.paddedCount8) << 1);
  const masks = WHOLE_MASK - TEXELS_I16;
  for (let at = TEXELS_I16; at < end; at += 16) {
    const inside = v128.load(at + masks);
    const r = v128.load(at);
    const g = v128.load(at, I16_PLANE);
    const b = v128.load(at, 2 * I16_PLANE);
    const a = v128.load(at, 3 * I16_PLANE);
    low0 = i16x8.min_s(low0, r);
    low1 = i16x8.min_s(low1, g);
    low2 = i16x8.min_s(low2, b);
    low3 = i16x8.min_s(low3, a);
    high0 = i16x8.max_s(high0, r);
    high1 = i16x8.max_s(high1, g);
    high2 = i16x8.max_s(high2, b);
    high3 = i16x8.max_s(high3, a);
    difference = v128.or(difference, v128.or(v128.xor(r, g), v128.xor(g, b)));
    const r0 = v128.and(r, inside);
    const g0 = v128.and(g, inside);
    const b0 = v128.and(b, inside);
    const a0 = v128.and(a, inside);
    v128.store(at, r0);
    v128.store(at, g0, I16_PLANE);
    v128.store(at, b0, 2 * I16_PLANE);
    v128.store(at, a0, 3 * I16_PLANE);
    sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(r0, ones));
    sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(g0, ones));
    sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(b0, ones));
    sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(a0, ones));
  }
  const zero = i32x4.splat(0);
  v128.store(end, zero);
  v128.store(end, zero, I16_PLANE);
  v128.store(end, zero, 2 * I16_PLANE);
  v128.store(end, zero, 3 * I16_PLANE);
  state.isGrey = v128.any_true(difference) ? 0 : 1;
  const sums = f32x4.convert_i32x4_s(sumFourLanesI32(sum0, sum1, sum2, sum3));
  v128.store(BLOCK_MEAN, f32x4.div(sums, f32x4.splat(TEXEL_UNIT * <f32>state.texelCount)));
  v128.store(BLOCK_MIN, toSteps(minFour(low0, low1, low2, low3)));
  v128.store(BLOCK_MAX, toSteps(maxFour(high0, high1, high2, high3)));
}

// @ts-ignore: decorator
@inline
function toSteps(values: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(values), f32x4.splat(1.0 / TEXEL_UNIT));
}

/** (value − mean) · √significance in f32; zero past the last texel. */
export function centrePlane(component: usize): void {
  const state = blockState();
  const source = TEXELS_I16 + component * I16_PLANE;
  const target = TEXELS_F32 + component * F32_PLANE;
  const root = load<f32>(SIGNIFICANCE_ROOT + (component << 2));
  const scale = f32x4.splat(root / TEXEL_UNIT);
  const centre = f32x4.splat(load<f32>(BLOCK_MEAN + (component << 2)) * root);
  const end = (<usize>state.paddedCount8) << 1;
  for (let offset: usize = 0; offset < end; offset += 16) {
    const value = v128.load(source + offset);
    const inside = v128.load(WHOLE_MASK + offset);
    const low = f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(value)), scale);
    const high = f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(value)), scale);
    const out = target + (offset << 1);
    v128.store(out, v128.and(f32x4.sub(low, centre), i32x4.extend_low_i16x8_s(inside)));
    v128.store(out, v128.and(f32x4.sub(high, centre), i32x4.extend_high_i16x8_s(inside)), 16);
  }
  v128.store(target + (end << 1), i64x2.splat(0));
}
