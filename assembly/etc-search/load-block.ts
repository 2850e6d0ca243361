/** Pixels of the host → texels of the block at hand. Edge texels repeat. */
import { LUMA2, LUMA_PAIRS, TEXELS, TEXEL_LANES, TEXEL_SPLATS } from './block-state';
import { significance } from './significance';

export const PIXEL_RGBA8: i32 = 0;
export const PIXEL_RGBA16: i32 = 1;

/** u8[4][16]: the block's pixels, row-major, RGBA8. */
export const PIXELS8: usize = memory.data(64, 16);
/** u16[4][16]: each component as it came, 16 bits, k order: what EAC of eleven bits is made of. */
export const TEXELS16: usize = memory.data(128, 16);

/**
 * Gathers a block as RGBA8, rounding 16-bit values to the nearest.
 *
 * @param pixelsPtr  top row of the row of blocks, `width` pixels a row
 * @param x0  first column; columns from `width` on and rows from `rowCount` on repeat the last ones
 */
export function gatherPixels(
  pixelsPtr: usize,
  strideBytes: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
): void {
  if (pixelType == PIXEL_RGBA8 && x0 + 4 <= width && rowCount >= 4) {
    const rowPtr = pixelsPtr + ((<usize>x0) << 2);
    v128.store(PIXELS8, v128.load(rowPtr));
    v128.store(PIXELS8, v128.load(rowPtr + strideBytes), 16);
    v128.store(PIXELS8, v128.load(rowPtr + strideBytes * 2), 32);
    v128.store(PIXELS8, v128.load(rowPtr + strideBytes * 3), 48);
    return;
  }
  for (let y: i32 = 0; y < 4; y++) {
    const rowPtr = pixelsPtr + <usize>min(y, rowCount - 1) * strideBytes;
    for (let x: i32 = 0; x < 4; x++) {
      const column = <usize>min(x0 + x, width - 1);
      const outPtr = PIXELS8 + ((<usize>(y * 4 + x)) << 2);
      if (pixelType == PIXEL_RGBA8) store<u32>(outPtr, load<u32>(rowPtr + (column << 2)));
      else
        for (let c: usize = 0; c < 4; c++) store<u8>(outPtr + c, narrow(load<u16>(rowPtr + (column << 3) + (c << 1))));
    }
  }
}

/** Unorm16 → unorm8, to the nearest. */
// @ts-ignore: decorator
@inline
function narrow(value: u32): u32 {
  return (value * 255 + 32767) / 65535;
}

/** The same pixels as sixteen-bit planes in k order. */
export function gatherPixels16(
  pixelsPtr: usize,
  strideBytes: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
): void {
  for (let y: i32 = 0; y < 4; y++) {
    const rowPtr = pixelsPtr + <usize>min(y, rowCount - 1) * strideBytes;
    for (let x: i32 = 0; x < 4; x++) {
      const column = <usize>min(x0 + x, width - 1);
      const outPtr = TEXELS16 + ((<usize>(x * 4 + y)) << 1);
      for (let c: usize = 0; c < 4; c++) {
        const value: u32 =
          pixelType == PIXEL_RGBA8
            ? <u32>load<u8>(rowPtr + (column << 2) + c) * 257
            : <u32>load<u16>(rowPtr + (column << 3) + (c << 1));
        store<u16>(outPtr + (c << 5), value);
      }
    }
  }
}

/** Pixels gathered row by row → planes of i16 in k order (column by column). */
export function planesFromPixels(): void {
  // Each row is [rgba of x 0..3]; bytes 4 x + c.
  const row0 = v128.load(PIXELS8);
  const row1 = v128.load(PIXELS8, 16);
  const row2 = v128.load(PIXELS8, 32);
  const row3 = v128.load(PIXELS8, 48);
  // [y0 y1 of column 0: r r g g b b a a, column 1 …]
  const low01 = i8x16.shuffle(row0, row1, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const high01 = i8x16.shuffle(row0, row1, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const low23 = i8x16.shuffle(row2, row3, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const high23 = i8x16.shuffle(row2, row3, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  // Columns: [r y0..3, g y0..3, b y0..3, a y0..3]
  const column0 = i16x8.shuffle(low01, low23, 0, 8, 1, 9, 2, 10, 3, 11);
  const column1 = i16x8.shuffle(low01, low23, 4, 12, 5, 13, 6, 14, 7, 15);
  const column2 = i16x8.shuffle(high01, high23, 0, 8, 1, 9, 2, 10, 3, 11);
  const column3 = i16x8.shuffle(high01, high23, 4, 12, 5, 13, 6, 14, 7, 15);
  const rg01 = i32x4.shuffle(column0, column1, 0, 4, 1, 5);
  const ba01 = i32x4.shuffle(column0, column1, 2, 6, 3, 7);
  const rg23 = i32x4.shuffle(column2, column3, 0, 4, 1, 5);
  const ba23 = i32x4.shuffle(column2, column3, 2, 6, 3, 7);
  v128.store(TEXELS, i16x8.extend_low_i8x16_u(rg01));
  v128.store(TEXELS, i16x8.extend_low_i8x16_u(rg23), 16);
  v128.store(TEXELS, i16x8.extend_high_i8x16_u(rg01), 32);
  v128.store(TEXELS, i16x8.extend_high_i8x16_u(rg23), 48);
  v128.store(TEXELS, i16x8.extend_low_i8x16_u(ba01), 64);
  v128.store(TEXELS, i16x8.extend_low_i8x16_u(ba23), 80);
  v128.store(TEXELS, i16x8.extend_high_i8x16_u(ba01), 96);
  v128.store(TEXELS, i16x8.extend_high_i8x16_u(ba23), 112);
}

/** Weighted lumas of eight texels, doubled. */
function storeLuma(offset: usize): void {
  const state = significance();
  const r = i16x8.mul(v128.load(TEXELS + offset), i16x8.splat(<i16>state.wr));
  const g = i16x8.mul(v128.load(TEXELS + offset, 32), i16x8.splat(<i16>state.wg));
  const b = i16x8.mul(v128.load(TEXELS + offset, 64), i16x8.splat(<i16>state.wb));
  const luma = i16x8.shl(i16x8.add(i16x8.add(r, g), b), 1);
  v128.store(LUMA2 + offset, luma);
  const pairPtr = LUMA_PAIRS + (offset << 2);
  v128.store(pairPtr, i32x4.shuffle(luma, luma, 0, 0, 0, 0));
  v128.store(pairPtr, i32x4.shuffle(luma, luma, 1, 1, 1, 1), 16);
  v128.store(pairPtr, i32x4.shuffle(luma, luma, 2, 2, 2, 2), 32);
  v128.store(pairPtr, i32x4.shuffle(luma, luma, 3, 3, 3, 3), 48);
}

/** Lumas of all texels, one by one and in pairs. */
export function prepareLuma(): void {
  storeLuma(0);
  storeLuma(16);
}

/** Scaled texels, four a vector. */
export function prepareLanes(): void {
  const state = significance();
  const ar = i16x8.splat(<i16>state.ar);
  const ag = i16x8.splat(<i16>state.ag);
  const ab = i16x8.splat(<i16>state.ab);
  const zero = i16x8.splat(0);
  for (let half: usize = 0; half < 2; half++) {
    const planePtr = TEXELS + (half << 4);
    const r = i16x8.mul(v128.load(planePtr), ar);
    const g = i16x8.mul(v128.load(planePtr, 32), ag);
    const b = i16x8.mul(v128.load(planePtr, 64), ab);
    const lanesPtr = TEXEL_LANES + (half << 6);
    v128.store(lanesPtr, i16x8.shuffle(r, g, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(lanesPtr, i16x8.shuffle(b, zero, 0, 8, 1, 9, 2, 10, 3, 11), 16);
    v128.store(lanesPtr, i16x8.shuffle(r, g, 4, 12, 5, 13, 6, 14, 7, 15), 32);
    v128.store(lanesPtr, i16x8.shuffle(b, zero, 4, 12, 5, 13, 6, 14, 7, 15), 48);
  }
}

/** Scaled texels, one in all lanes; from {@link prepareLanes}. */
export function prepareSplats(): void {
  for (let group: usize = 0; group < 4; group++) {
    const rg = v128.load(TEXEL_LANES + (group << 5));
    const b = v128.load(TEXEL_LANES + (group << 5), 16);
    const outPtr = TEXEL_SPLATS + (group << 7);
    v128.store(outPtr, i32x4.shuffle(rg, rg, 0, 0, 0, 0));
    v128.store(outPtr, i32x4.shuffle(b, b, 0, 0, 0, 0), 16);
    v128.store(outPtr, i32x4.shuffle(rg, rg, 1, 1, 1, 1), 32);
    v128.store(outPtr, i32x4.shuffle(b, b, 1, 1, 1, 1), 48);
    v128.store(outPtr, i32x4.shuffle(rg, rg, 2, 2, 2, 2), 64);
    v128.store(outPtr, i32x4.shuffle(b, b, 2, 2, 2, 2), 80);
    v128.store(outPtr, i32x4.shuffle(rg, rg, 3, 3, 3, 3), 96);
    v128.store(outPtr, i32x4.shuffle(b, b, 3, 3, 3, 3), 112);
  }
}

/** Mask of the texels whose alpha is one half or more. */
export function findOpaque(): i32 {
  const below = i16x8.splat(127);
  const low = i16x8.bitmask(i16x8.gt_s(v128.load(TEXELS, 96), below));
  return low | (i16x8.bitmask(i16x8.gt_s(v128.load(TEXELS, 112), below)) << 8);
}
