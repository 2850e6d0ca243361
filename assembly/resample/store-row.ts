/** Texels of four f32 to pixels: light encoded, clamped to 0..1, rounded to nearest. */

/** Bits of a float divided by 3 and this added are those of about its cube root. */
export const CUBE_ROOT_BITS: f32 = 709921077;
export const THIRD: f32 = 1.0 / 3.0;

/**
 * Encodes colours as sRGB, in place; alpha stays. Within 4e-7 of the exact value, a fortieth of a step of 16 bits.
 * Why: x^(1/2.4) = x^(1/4) · x^(1/6), a cube root by two steps of Halley and square roots, which are exact everywhere.
 * Spec: KDFS 1.4, "KHR_DF_TRANSFER_SRGB"
 */
export function encodeSrgbRow(rowPtr: usize, count: i32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const third = f32x4.splat(THIRD);
  const rootBits = f32x4.splat(CUBE_ROOT_BITS);
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) {
    const v = v128.load(rowPtr);
    const x = f32x4.pmin(f32x4.pmax(v, zero), one);
    let root = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(x), third), rootBits));
    root = halley(root, x);
    root = halley(root, x);
    const power = f32x4.mul(f32x4.sqrt(f32x4.sqrt(x)), f32x4.sqrt(root));
    const curve = f32x4.sub(f32x4.mul(power, f32x4.splat(1.055)), f32x4.splat(0.055));
    const straight = f32x4.mul(x, f32x4.splat(12.92));
    const encoded = v128.bitselect(straight, curve, f32x4.le(x, f32x4.splat(0.0031308)));
    v128.store(rowPtr, f32x4.replace_lane(encoded, 3, f32x4.extract_lane(v, 3)));
  }
}

/** r (r³ + 2x) / (2r³ + x), nearer to the cube root of x than r. */
// @ts-ignore: decorator
@inline
function halley(r: v128, x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(r, r), r);
  const above = f32x4.add(cube, f32x4.add(x, x));
  const below = f32x4.add(f32x4.add(cube, cube), x);
  return f32x4.div(f32x4.mul(r, above), below);
}

/** `outPtr`: u8[count][4]. */
export function storeRow8(rowPtr: usize, count: i32, outPtr: usize): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16, outPtr += 4) {
    const values = nearestShare(v128.load(rowPtr), 255);
    const words = i16x8.narrow_i32x4_u(values, values);
    v128.store_lane<u32>(outPtr, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/** `outPtr`: u16[count][4]. */
export function storeRow16(rowPtr: usize, count: i32, outPtr: usize): void {
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16, outPtr += 8) {
    const values = nearestShare(v128.load(rowPtr), 65535);
    v128.store_lane<u64>(outPtr, i16x8.narrow_i32x4_u(values, values), 0);
  }
}

/** The whole numbers of 0..`whole` nearest to 0..1. */
// @ts-ignore: decorator
@inline
function nearestShare(v: v128, whole: f32): v128 {
  const inRange = f32x4.pmin(f32x4.pmax(v, f32x4.splat(0)), f32x4.splat(1));
  return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(inRange, f32x4.splat(whole)), f32x4.splat(0.5)));
}
