/** Twins of load-block: pixels → planes of the block. */
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
  blockState,
} from '../../../astc-search/block/block-state';
import { domainRow } from '../../../astc-search/block/domain';
import { PIXEL_RGBA8, PIXEL_RGBA_HALF, gatherPixels, widenRgba16 } from '../../../astc-search/block/load-block';
import { saturate16 } from '../../lanes.ref';
import { cleanHalvesRef, widenHalvesRef } from './load-half.ref';

export function gatherPixels8(
  pixelsPtr: usize,
  stride: usize,
  sliceBytes: usize,
  x0: i32,
  width: i32,
  rowCount: i32,
  sliceCount: i32,
): void {
  gatherPixels<u32>(pixelsPtr, stride, sliceBytes, x0, width, rowCount, sliceCount);
}

export function gatherPixels16(
  pixelsPtr: usize,
  stride: usize,
  sliceBytes: usize,
  x0: i32,
  width: i32,
  rowCount: i32,
  sliceCount: i32,
): void {
  gatherPixels<u64>(pixelsPtr, stride, sliceBytes, x0, width, rowCount, sliceCount);
}

/** Pixel by pixel with clamped coordinates, bytes one by one. */
function gatherBytes(
  pixelsPtr: usize,
  stride: usize,
  sliceBytes: usize,
  x0: i32,
  width: i32,
  rowCount: i32,
  sliceCount: i32,
  pixelBytes: usize,
): void {
  const state = blockState();
  for (let slot: i32 = 0; slot < state.paddedCount8; slot++) {
    const texel = min(slot, state.texelCount - 1);
    const x = min(x0 + (texel % state.width), width - 1);
    const row = texel / state.width;
    const y = min(row % state.height, rowCount - 1);
    const z = min(row / state.height, sliceCount - 1);
    const from = pixelsPtr + <usize>z * sliceBytes + <usize>y * stride + <usize>x * pixelBytes;
    for (let byte: usize = 0; byte < pixelBytes; byte++) {
      store<u8>(PIXELS + <usize>slot * pixelBytes + byte, load<u8>(from + byte));
    }
  }
}

export function gatherPixels8Ref(
  pixelsPtr: usize,
  stride: usize,
  sliceBytes: usize,
  x0: i32,
  width: i32,
  rowCount: i32,
  sliceCount: i32,
): void {
  gatherBytes(pixelsPtr, stride, sliceBytes, x0, width, rowCount, sliceCount, 4);
}

export function gatherPixels16Ref(
  pixelsPtr: usize,
  stride: usize,
  sliceBytes: usize,
  x0: i32,
  width: i32,
  rowCount: i32,
  sliceCount: i32,
): void {
  gatherBytes(pixelsPtr, stride, sliceBytes, x0, width, rowCount, sliceCount, 8);
}

export function widenRgba8Ref(): void {
  const state = blockState();
  const isDown = state.rounding == ROUND_DOWN;
  const scale: f32 = isDown ? (TEXEL_UNIT * 256.0) / 257.0 : TEXEL_UNIT;
  const bias: f32 = isDown ? 0.5 : 0.0;
  for (let texel: usize = 0; texel < <usize>state.paddedCount8; texel++) {
    for (let component: usize = 0; component < 4; component++) {
      const value = <i32>load<u8>(PIXELS + (texel << 2) + component);
      const isEnd = value == 0 || value == 255;
      const wide = saturate16(<i32>nearest<f32>((<f32>value + bias) * scale));
      store<i16>(TEXELS_I16 + component * I16_PLANE + (texel << 1), <i16>(isEnd ? value * 64 : wide));
    }
  }
}

/** Zeroes what lies past the last texel of a plane, a vector of eight beyond the padding too. */
function clearPadding(plane: usize): void {
  const state = blockState();
  for (let texel = <usize>state.texelCount; texel < <usize>state.paddedCount8 + 8; texel++) {
    store<i16>(plane + (texel << 1), 0);
  }
}

export function sumPlanesRef(): void {
  const state = blockState();
  let isGrey = true;
  for (let texel: usize = 0; texel < <usize>state.paddedCount8; texel++) {
    const at = TEXELS_I16 + (texel << 1);
    const green = load<i16>(at, I16_PLANE);
    if (load<i16>(at) != green || green != load<i16>(at, 2 * I16_PLANE)) isGrey = false;
  }
  state.isGrey = isGrey ? 1 : 0;
  for (let component: usize = 0; component < 4; component++) {
    const plane = TEXELS_I16 + component * I16_PLANE;
    let low: i32 = 32767;
    let high: i32 = -32768;
    let total: i32 = 0;
    for (let texel: usize = 0; texel < <usize>state.paddedCount8; texel++) {
      const value = <i32>load<i16>(plane + (texel << 1));
      low = min(low, value);
      high = max(high, value);
      if (<i32>texel < state.texelCount) total += value;
    }
    clearPadding(plane);
    const at = component << 2;
    store<f32>(BLOCK_MEAN + at, <f32>total / (TEXEL_UNIT * <f32>state.texelCount));
    store<f32>(BLOCK_MIN + at, <f32>low / TEXEL_UNIT);
    store<f32>(BLOCK_MAX + at, <f32>high / TEXEL_UNIT);
  }
}

export function centrePlaneRef(component: usize): void {
  const state = blockState();
  const target = TEXELS_F32 + component * F32_PLANE;
  const root = load<f32>(SIGNIFICANCE_ROOT + (component << 2));
  const centre = load<f32>(BLOCK_MEAN + (component << 2)) * root;
  for (let texel: usize = 0; texel < <usize>state.paddedCount8 + 4; texel++) {
    const value = <f32>load<i16>(TEXELS_I16 + component * I16_PLANE + (texel << 1));
    store<f32>(target + (texel << 2), <i32>texel < state.texelCount ? value * (root / TEXEL_UNIT) - centre : 0);
  }
}

export function loadBlockRef(
  pixelsPtr: usize,
  stride: usize,
  sliceBytes: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
  sliceCount: i32,
): void {
  const state = blockState();
  state.isByte = pixelType == PIXEL_RGBA8 ? 1 : 0;
  if (pixelType == PIXEL_RGBA8) {
    gatherPixels8Ref(pixelsPtr, stride, sliceBytes, x0, width, rowCount, sliceCount);
    widenRgba8Ref();
  } else {
    gatherPixels16Ref(pixelsPtr, stride, sliceBytes, x0, width, rowCount, sliceCount);
    if (pixelType == PIXEL_RGBA_HALF) {
      cleanHalvesRef();
      widenHalvesRef();
    } else widenRgba16();
  }
  sumPlanesRef();
  state.varyingMask = 0;
  for (let component: usize = 0; component < 4; component++) {
    const at = component << 2;
    if (load<f32>(BLOCK_MIN + at) != load<f32>(BLOCK_MAX + at)) state.varyingMask |= 1 << (<i32>component);
    centrePlaneRef(component);
  }
  const opaque = domainRow(state.domain).opaqueAlpha;
  state.isOpaque = load<f32>(BLOCK_MIN, 12) == opaque && load<f32>(BLOCK_MAX, 12) == opaque ? 1 : 0;
}
