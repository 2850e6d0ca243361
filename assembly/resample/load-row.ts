/** Pixels of a picture to texels of four f32, r g b a. */

/**
 * @param pixelsPtr  u8[count][4]
 * @param colorTablePtr, alphaTablePtr  f32[256], what each value stands for
 * @param rowPtr  out: f32[count][4]
 */
export function loadRow8(
  pixelsPtr: usize,
  colorTablePtr: usize,
  alphaTablePtr: usize,
  count: i32,
  rowPtr: usize,
): void {
  for (let texel: i32 = 0; texel < count; texel++, pixelsPtr += 4, rowPtr += 16) {
    let v = v128.load32_zero(colorTablePtr + ((<usize>load<u8>(pixelsPtr)) << 2));
    v = v128.load_lane<f32>(colorTablePtr + ((<usize>load<u8>(pixelsPtr, 1)) << 2), v, 1);
    v = v128.load_lane<f32>(colorTablePtr + ((<usize>load<u8>(pixelsPtr, 2)) << 2), v, 2);
    v = v128.load_lane<f32>(alphaTablePtr + ((<usize>load<u8>(pixelsPtr, 3)) << 2), v, 3);
    v128.store(rowPtr, v);
  }
}

/** Shares of 65535. `pixelsPtr`: u16[count][4]. */
export function loadRow16(pixelsPtr: usize, count: i32, rowPtr: usize): void {
  const whole = f32x4.splat(65535);
  for (let texel: i32 = 0; texel < count; texel++, pixelsPtr += 8, rowPtr += 16) {
    const values = i32x4.extend_low_i16x8_u(v128.load64_zero(pixelsPtr));
    v128.store(rowPtr, f32x4.div(f32x4.convert_i32x4_s(values), whole));
  }
}

/** Colours through a table f32[65536], alpha as its share of 65535. */
export function loadRow16Srgb(pixelsPtr: usize, colorTablePtr: usize, count: i32, rowPtr: usize): void {
  for (let texel: i32 = 0; texel < count; texel++, pixelsPtr += 8, rowPtr += 16) {
    let v = f32x4.splat(<f32>load<u16>(pixelsPtr, 6) / 65535);
    v = v128.load_lane<f32>(colorTablePtr + ((<usize>load<u16>(pixelsPtr)) << 2), v, 0);
    v = v128.load_lane<f32>(colorTablePtr + ((<usize>load<u16>(pixelsPtr, 2)) << 2), v, 1);
    v = v128.load_lane<f32>(colorTablePtr + ((<usize>load<u16>(pixelsPtr, 4)) << 2), v, 2);
    v128.store(rowPtr, v);
  }
}

/**
 * Weighs colours by alpha as {@link premultiplyRow} does, but with `least` more of it and never less than that, so that
 * colours without alpha count too where there are no others. In place; alpha becomes the weight.
 */
export function weighRow(rowPtr: usize, least: f32, count: i32): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) {
    const v = f32x4.replace_lane(v128.load(rowPtr), 3, 1);
    v128.store(rowPtr, f32x4.mul(v, f32x4.splat(max<f32>(load<f32>(rowPtr, 12), 0) + least)));
  }
}

/** Multiplies colours by alpha, in place. */
export function premultiplyRow(rowPtr: usize, count: i32): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) {
    const v = v128.load(rowPtr);
    const alpha = f32x4.replace_lane(f32x4.splat(load<f32>(rowPtr, 12)), 3, 1);
    v128.store(rowPtr, f32x4.mul(v, alpha));
  }
}
