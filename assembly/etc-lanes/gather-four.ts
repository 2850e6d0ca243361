/** Pixels at the edges, and those of 16 bits: four blocks of them as RGBA8. */

/** u8[4][16][4]: four rows of sixteen pixels, 64 bytes apart. */
export const GATHERED: usize = memory.data(256, 16);
export const GATHERED_STRIDE: usize = 64;

const PIXEL_RGBA8: i32 = 0;

/** Unorm16 → unorm8, to the nearest. */
// @ts-ignore: decorator
@inline
function narrow(value: u32): u32 {
  return (value * 255 + 32895) >> 16;
}

/**
 * Gathers the pixels from column `x0` on; columns from `width` on and rows from `rowCount` on repeat the last ones.
 *
 * @param pixelType  0 RGBA8, 1 RGBA unorm16, rounded to the nearest
 */
export function gatherFour(
  pixelsPtr: usize,
  strideBytes: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
): void {
  for (let y: i32 = 0; y < 4; y++) {
    const rowPtr = pixelsPtr + <usize>min(y, rowCount - 1) * strideBytes;
    const outPtr = GATHERED + <usize>y * GATHERED_STRIDE;
    for (let x: i32 = 0; x < 16; x++) {
      const column = <usize>min(x0 + x, width - 1);
      const to = outPtr + ((<usize>x) << 2);
      if (pixelType == PIXEL_RGBA8) store<u32>(to, load<u32>(rowPtr + (column << 2)));
      else for (let c: usize = 0; c < 4; c++) store<u8>(to + c, narrow(load<u16>(rowPtr + (column << 3) + (c << 1))));
    }
  }
}
