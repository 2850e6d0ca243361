/** Twins of etc-search/load-block and solid: pixels to planes, lumas, scaled texels. */
import { LUMA2, LUMA_PAIRS, TEXELS, TEXEL_LANES, TEXEL_SPLATS, texel } from '../../etc-search/block-state';
import { PIXELS8, PIXEL_RGBA8 } from '../../etc-search/load-block';
import { significance } from '../../etc-search/significance';

export function gatherPixelsRef(
  pixelsPtr: usize,
  strideBytes: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
): void {
  for (let texelIndex: i32 = 0; texelIndex < 16; texelIndex++) {
    const row = <usize>min(texelIndex >> 2, rowCount - 1);
    const column = <usize>min(x0 + (texelIndex & 3), width - 1);
    for (let c: usize = 0; c < 4; c++) {
      const place = column * 4 + c;
      const rowPtr = pixelsPtr + row * strideBytes;
      const value: u32 =
        pixelType == PIXEL_RGBA8 ? load<u8>(rowPtr + place) : (load<u16>(rowPtr + place * 2) * 255 + 32767) / 65535;
      store<u8>(PIXELS8 + (<usize>texelIndex * 4 + c), value);
    }
  }
}

export function planesFromPixelsRef(): void {
  for (let c: usize = 0; c < 4; c++) {
    for (let x: usize = 0; x < 4; x++) {
      for (let y: usize = 0; y < 4; y++) {
        const value = <i16>load<u8>(PIXELS8 + (y * 4 + x) * 4 + c);
        store<i16>(TEXELS + c * 32 + (x * 4 + y) * 2, value);
      }
    }
  }
}

export function prepareLumaRef(): void {
  const weights = significance();
  for (let k: i32 = 0; k < 16; k++) {
    const luma = 2 * (weights.wr * texel(0, k) + weights.wg * texel(1, k) + weights.wb * texel(2, k));
    store<i16>(LUMA2 + ((<usize>k) << 1), <i16>luma);
    const pairPtr = LUMA_PAIRS + ((<usize>(k >> 1)) << 4) + ((<usize>(k & 1)) << 1);
    for (let lane: usize = 0; lane < 16; lane += 4) store<i16>(pairPtr + lane, <i16>luma);
  }
}

export function prepareLanesRef(): void {
  const weights = significance();
  for (let k: i32 = 0; k < 16; k++) {
    const outPtr = TEXEL_LANES + ((<usize>(k >> 2)) << 5) + ((<usize>(k & 3)) << 2);
    store<i16>(outPtr, <i16>(texel(0, k) * weights.ar));
    store<i16>(outPtr, <i16>(texel(1, k) * weights.ag), 2);
    store<i16>(outPtr, <i16>(texel(2, k) * weights.ab), 16);
    store<i16>(outPtr, 0, 18);
  }
}

export function prepareSplatsRef(): void {
  for (let k: usize = 0; k < 16; k++) {
    const lanePtr = TEXEL_LANES + ((k >> 2) << 5) + ((k & 3) << 2);
    for (let lane: usize = 0; lane < 16; lane += 4) {
      store<u32>(TEXEL_SPLATS + (k << 5) + lane, load<u32>(lanePtr));
      store<u32>(TEXEL_SPLATS + (k << 5) + lane, load<u32>(lanePtr, 16), 16);
    }
  }
}

export function findOpaqueRef(): i32 {
  let mask: i32 = 0;
  for (let k: i32 = 0; k < 16; k++) if (texel(3, k) >= 128) mask |= 1 << k;
  return mask;
}

export function isSolidRef(): bool {
  for (let k: i32 = 1; k < 16; k++) {
    for (let c: usize = 0; c < 3; c++) if (texel(c, k) != texel(c, 0)) return false;
  }
  return true;
}
