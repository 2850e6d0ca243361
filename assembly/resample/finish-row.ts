/** What becomes of a filtered row before it is stored: colours without alpha, directions of length 1, more or less alpha. */

/**
 * Divides colours by alpha, in place. Where alpha is at most `threshold`, nothing of a colour is left to divide: there the
 * texel takes that of `plainPtr`, filtered without regard to alpha. Colours end in 0..1.
 *
 * @param plainPtr  f32[count][4], alpha unused
 */
export function unpremultiplyRow(rowPtr: usize, plainPtr: usize, threshold: f32, count: i32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16, plainPtr += 16) {
    const v = v128.load(rowPtr);
    const alpha = load<f32>(rowPtr, 12);
    const color = alpha > threshold ? f32x4.div(v, f32x4.splat(alpha)) : v128.load(plainPtr);
    v128.store(rowPtr, f32x4.replace_lane(f32x4.pmin(f32x4.pmax(color, zero), one), 3, alpha));
  }
}

/** Texels whose alpha is at most `threshold`. */
export function countTransparent(rowPtr: usize, threshold: f32, count: i32): i32 {
  let found: i32 = 0;
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) found += i32(!(load<f32>(rowPtr, 12) > threshold));
  return found;
}

/**
 * Makes directions unit vectors, in place: X, Y and Z of −1..1 are stored as 0..1. What has no direction points up the Z
 * axis. Alpha stays.
 */
export function normalizeRow(rowPtr: usize, count: i32): void {
  const half = f32x4.splat(0.5);
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) {
    const v = v128.load(rowPtr);
    const d = f32x4.sub(f32x4.add(v, v), f32x4.splat(1));
    const squares = f32x4.mul(d, d);
    const sum = f32x4.extract_lane(squares, 0) + f32x4.extract_lane(squares, 1) + f32x4.extract_lane(squares, 2);
    const unit = sum < 1e-12 ? f32x4(0, 0, 1, 0) : f32x4.div(d, f32x4.splat(sqrt<f32>(sum)));
    const stored = f32x4.add(f32x4.mul(unit, half), half);
    v128.store(rowPtr, f32x4.replace_lane(stored, 3, f32x4.extract_lane(v, 3)));
  }
}

/** Multiplies alpha, in place. */
export function scaleAlphaRow(rowPtr: usize, scale: f32, count: i32): void {
  const factors = f32x4(1, 1, 1, scale);
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16) {
    v128.store(rowPtr, f32x4.mul(v128.load(rowPtr), factors));
  }
}
