/** What becomes of a filtered row before it is stored: colours without alpha, directions of length 1, more or less alpha. */

/**
 * Divides colours by alpha, in place; colours end in 0..1. Where alpha is at most `threshold`, colour and alpha may both be
 * left over from lobes that cancel, and their quotient any colour: there the texel takes the steady one.
 *
 * @param steadyPtr  f32[count][4], colours filtered without negative weights, and the sum of the weights
 */
export function unpremultiplyRow(rowPtr: usize, steadyPtr: usize, threshold: f32, count: i32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let texel: i32 = 0; texel < count; texel++, rowPtr += 16, steadyPtr += 16) {
    const v = v128.load(rowPtr);
    const alpha = load<f32>(rowPtr, 12);
    const isSafe = alpha > threshold;
    const weight = isSafe ? alpha : load<f32>(steadyPtr, 12);
    const color = f32x4.div(isSafe ? v : v128.load(steadyPtr), f32x4.splat(weight));
    v128.store(rowPtr, f32x4.replace_lane(f32x4.pmin(f32x4.pmax(color, zero), one), 3, alpha));
  }
}

/** Texels whose alpha is at most `threshold`. */
export function countFaint(rowPtr: usize, threshold: f32, count: i32): i32 {
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
