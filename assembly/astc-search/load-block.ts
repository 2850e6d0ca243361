/** First stage: pixels of the image → planes of the block, with edges replicated. */
import {
  BLOCK_MAX,
  BLOCK_MEAN,
  BLOCK_MIN,
  F32_PLANE,
  I16_PLANE,
  ROUND_DOWN,
  SIGNIFICANCE_ROOT,
  TEXELS_F32,
  TEXELS_I16,
  TEXEL_UNIT,
  blockState,
} from './block-state';

export const PIXEL_RGBA8: i32 = 0;
export const PIXEL_RGBA16: i32 = 1;

/** u32[160] pixels of the block, or u64[160] of the 16-bit kind; the padding repeats the last one. */
export const PIXELS: usize = memory.data(160 * 8, 16);

/**
 * Loads the block whose first pixel is `x0` of the row of blocks.
 *
 * @param pixelsPtr  first row; `stride` bytes a row
 * @param width, rowCount  pixels that exist; the rest repeats the last column and row
 */
export function loadBlock(pixelsPtr: usize, stride: usize, pixelType: i32, x0: i32, width: i32, rowCount: i32): void {
  blockState().isByte = pixelType == PIXEL_RGBA8 ? 1 : 0;
  if (pixelType == PIXEL_RGBA8) {
    gatherPixels<u32>(pixelsPtr, stride, x0, width, rowCount);
    widenRgba8();
  } else {
    gatherPixels<u64>(pixelsPtr, stride, x0, width, rowCount);
    widenRgba16();
  }
  gatherStatistics();
}

/** Copies the block's pixels to PIXELS, row after row, and repeats the last one up to a multiple of eight. */
export function gatherPixels<T>(pixelsPtr: usize, stride: usize, x0: i32, width: i32, rowCount: i32): void {
  const state = blockState();
  const present = min(state.width, width - x0);
  let out = PIXELS;
  for (let y: i32 = 0; y < state.height; y++) {
    const row = pixelsPtr + <usize>min(y, rowCount - 1) * stride + <usize>x0 * sizeof<T>();
    let x: i32 = 0;
    for (; x < present; x++, out += sizeof<T>()) store<T>(out, load<T>(row + <usize>x * sizeof<T>()));
    const last = load<T>(row + <usize>(present - 1) * sizeof<T>());
    for (; x < state.width; x++, out += sizeof<T>()) store<T>(out, last);
  }
  const last = load<T>(out - sizeof<T>());
  for (let pad = state.texelCount; pad < state.paddedCount8; pad++, out += sizeof<T>()) store<T>(out, last);
}

/**
 * 8-bit steps → 1/64 steps. A unorm8 decoder keeps the top 8 of 16 bits, so the value that decodes to v is the middle
 * of its 257-wide interval: (v + ½) · 256/257; but 0 and 255, which endpoints hit exactly, stay what they are.
 */
export function widenRgba8(): void {
  const state = blockState();
  const scale = f32x4.splat(state.rounding == ROUND_DOWN ? (TEXEL_UNIT * 256.0) / 257.0 : TEXEL_UNIT);
  const bias = f32x4.splat(state.rounding == ROUND_DOWN ? 0.5 : 0.0);
  const low8 = i32x4.splat(255);
  for (let texel: usize = 0; texel < <usize>state.paddedCount8; texel += 8) {
    const a = v128.load(PIXELS + (texel << 2));
    const b = v128.load(PIXELS + (texel << 2), 16);
    const out = TEXELS_I16 + (texel << 1);
    v128.store(out, widenPair(v128.and(a, low8), v128.and(b, low8), scale, bias));
    const g0 = v128.and(i32x4.shr_u(a, 8), low8);
    const g1 = v128.and(i32x4.shr_u(b, 8), low8);
    v128.store(out, widenPair(g0, g1, scale, bias), I16_PLANE);
    const b0 = v128.and(i32x4.shr_u(a, 16), low8);
    const b1 = v128.and(i32x4.shr_u(b, 16), low8);
    v128.store(out, widenPair(b0, b1, scale, bias), 2 * I16_PLANE);
    v128.store(out, widenPair(i32x4.shr_u(a, 24), i32x4.shr_u(b, 24), scale, bias), 3 * I16_PLANE);
  }
}

// @ts-ignore: decorator
@inline
function widenPair(a: v128, b: v128, scale: v128, bias: v128): v128 {
  const fa = f32x4.nearest(f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(a), bias), scale));
  const fb = f32x4.nearest(f32x4.mul(f32x4.add(f32x4.convert_i32x4_s(b), bias), scale));
  const wide = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(fa), i32x4.trunc_sat_f32x4_s(fb));
  const value = i16x8.narrow_i32x4_s(a, b);
  const isEnd = v128.or(i16x8.eq(value, i16x8.splat(0)), i16x8.eq(value, i16x8.splat(255)));
  return v128.bitselect(i16x8.shl(value, 6), wide, isEnd);
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
  const state = blockState();
  state.varyingMask = 0;
  for (let component: usize = 0; component < 4; component++) {
    planeStatistics(component);
    if (load<f32>(BLOCK_MIN + (component << 2)) != load<f32>(BLOCK_MAX + (component << 2))) {
      state.varyingMask |= 1 << (<i32>component);
    }
    centrePlane(component);
  }
  state.isOpaque = load<f32>(BLOCK_MIN, 12) >= 255.0 ? 1 : 0;
  state.isGrey = isGreyBlock(state.paddedCount8) ? 1 : 0;
}

/** Sums one plane; the padding repeats the last texel until here and is zero afterwards. */
export function planeStatistics(component: usize): void {
  const state = blockState();
  const plane = TEXELS_I16 + component * I16_PLANE;
  const end = (<usize>state.paddedCount8) << 1;
  let low = v128.load(plane);
  let high = low;
  for (let offset: usize = 16; offset < end; offset += 16) {
    const value = v128.load(plane + offset);
    low = i16x8.min_s(low, value);
    high = i16x8.max_s(high, value);
  }
  for (let texel = <usize>state.texelCount; texel < <usize>state.paddedCount8 + 8; texel++) {
    store<i16>(plane + (texel << 1), 0);
  }
  let sum = i32x4.splat(0);
  const ones = i16x8.splat(1);
  for (let offset: usize = 0; offset < end; offset += 16) {
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(plane + offset), ones));
  }
  const total =
    i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
  const at = component << 2;
  store<f32>(BLOCK_MEAN + at, <f32>total / (TEXEL_UNIT * <f32>state.texelCount));
  store<f32>(BLOCK_MIN + at, <f32>lowestLane(low) / TEXEL_UNIT);
  store<f32>(BLOCK_MAX + at, <f32>highestLane(high) / TEXEL_UNIT);
}

// @ts-ignore: decorator
@inline
function lowestLane(v: v128): i32 {
  let m = i16x8.min_s(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  m = i16x8.min_s(m, i8x16.shuffle(m, m, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3));
  return min<i32>(i16x8.extract_lane_s(m, 0), i16x8.extract_lane_s(m, 1));
}

// @ts-ignore: decorator
@inline
function highestLane(v: v128): i32 {
  let m = i16x8.max_s(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  m = i16x8.max_s(m, i8x16.shuffle(m, m, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3));
  return max<i32>(i16x8.extract_lane_s(m, 0), i16x8.extract_lane_s(m, 1));
}

/** (value − mean) · √significance in f32; zero past the last texel. */
export function centrePlane(component: usize): void {
  const state = blockState();
  const source = TEXELS_I16 + component * I16_PLANE;
  const target = TEXELS_F32 + component * F32_PLANE;
  const mean = f32x4.splat(load<f32>(BLOCK_MEAN + (component << 2)));
  const root = f32x4.splat(load<f32>(SIGNIFICANCE_ROOT + (component << 2)));
  const unit = f32x4.splat(1.0 / TEXEL_UNIT);
  for (let texel: usize = 0; texel < <usize>state.paddedCount4; texel += 4) {
    const value = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(v128.load64_zero(source + (texel << 1))));
    v128.store(target + (texel << 2), f32x4.mul(f32x4.sub(f32x4.mul(value, unit), mean), root));
  }
  for (let texel = <usize>state.texelCount; texel < <usize>state.paddedCount4 + 4; texel++) {
    store<f32>(target + (texel << 2), 0);
  }
}

export function isGreyBlock(paddedCount8: i32): bool {
  let difference = i16x8.splat(0);
  for (let offset: usize = 0; offset < (<usize>paddedCount8) << 1; offset += 16) {
    const r = v128.load(TEXELS_I16 + offset);
    const g = v128.load(TEXELS_I16 + offset, I16_PLANE);
    const b = v128.load(TEXELS_I16 + offset, 2 * I16_PLANE);
    difference = v128.or(difference, v128.or(v128.xor(r, g), v128.xor(g, b)));
  }
  return !v128.any_true(difference);
}
