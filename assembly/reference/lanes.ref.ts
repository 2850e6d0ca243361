/** What the twins share: vector idioms of `simd/` and of the engine, said in scalars. */

/** The order of `sumLanes`: (l0 + l2) + (l1 + l3). */
export function sumLanesRef(lane0: f32, lane1: f32, lane2: f32, lane3: f32): f32 {
  return lane0 + lane2 + (lane1 + lane3);
}

/** `f32x4.pmin` of one lane. */
export function pseudoMin(a: f32, b: f32): f32 {
  return b < a ? b : a;
}

/** `f32x4.pmax` of one lane. */
export function pseudoMax(a: f32, b: f32): f32 {
  return a < b ? b : a;
}

/** Wraps to 16 bits, as i16 lanes do. */
export function wrap16(value: i32): i32 {
  return (value << 16) >> 16;
}

/** Saturates to i8, as i8 lanes do. */
export function saturate8(value: i32): i32 {
  return max<i32>(-128, min<i32>(127, value));
}

/** Saturates to i16, as narrowing i32 lanes does. */
export function saturate16(value: i32): i32 {
  return max<i32>(-32768, min<i32>(32767, value));
}

/** `i16x8.q15mulr_sat_s` of one lane. */
export function mulRoundQ15(a: i32, b: i32): i32 {
  return saturate16((a * b + 0x4000) >> 15);
}

/** The nearest whole number, ties to even, in the 16 bits of a lane. */
export function nearest16(value: f32): i32 {
  return wrap16(<i32>nearest<f32>(value));
}

/** Whether texel `texel` is in an i16 mask. */
export function isInside(maskPtr: usize, texel: usize): bool {
  return load<i16>(maskPtr + (texel << 1)) != 0;
}

/** Texel of an f32 plane. */
export function texelAt(planePtr: usize, texel: usize): f32 {
  return load<f32>(planePtr + (texel << 2));
}

/** Writes a texel of an f32 plane, as bits joined to those that are there when `isJoined`. */
export function putTexel(planePtr: usize, texel: usize, value: f32, isJoined: bool): void {
  const at = planePtr + (texel << 2);
  const bits = reinterpret<u32>(value);
  store<u32>(at, isJoined ? load<u32>(at) | bits : bits);
}
