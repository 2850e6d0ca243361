/** Color integers of the LDR modes → endpoint bytes. Spec: KDFS 1.4, ASTC "LDR Endpoint Decoding". */
import {
  CEM_LUMA_ALPHA_BASE_OFFSET,
  CEM_LUMA_ALPHA_DIRECT,
  CEM_LUMA_BASE_OFFSET,
  CEM_LUMA_DIRECT,
  CEM_RGBA_BASE_OFFSET,
  CEM_RGBA_DIRECT,
  CEM_RGB_BASE_SCALE,
  CEM_RGB_BASE_SCALE_TWO_ALPHA,
  CEM_RGB_DIRECT,
} from '../astc/cem';

// @ts-ignore: decorator
@inline
function clampByte(value: i32): i32 {
  return max<i32>(0, min<i32>(255, value));
}

// @ts-ignore: decorator
@inline
function put(out: usize, r: i32, g: i32, b: i32, a: i32): void {
  store<u8>(out, clampByte(r));
  store<u8>(out, clampByte(g), 1);
  store<u8>(out, clampByte(b), 2);
  store<u8>(out, clampByte(a), 3);
}

/** Blue contraction of a color. */
// @ts-ignore: decorator
@inline
function putContracted(out: usize, r: i32, g: i32, b: i32, a: i32): void {
  put(out, (r + b) >> 1, (g + b) >> 1, b, a);
}

/** Base 0..255 of a pair whose second integer lends its top bit. */
// @ts-ignore: decorator
@inline
export function pairBase(v0: i32, v1: i32): i32 {
  return (v0 >> 1) | (v1 & 0x80);
}

/** Offset −32..31 of such a pair. */
// @ts-ignore: decorator
@inline
export function pairOffset(v1: i32): i32 {
  return (((v1 >> 1) & 0x3f) << 26) >> 26;
}

/**
 * Decodes one partition.
 *
 * @param valuesPtr  u8[8] uvalues
 * @param outPtr  out: u8[8], r g b a of endpoint 0 then of endpoint 1
 */
export function decodeEndpoints(cem: i32, valuesPtr: usize, outPtr: usize): void {
  const v0 = <i32>load<u8>(valuesPtr);
  const v1 = <i32>load<u8>(valuesPtr, 1);
  const v2 = <i32>load<u8>(valuesPtr, 2);
  const v3 = <i32>load<u8>(valuesPtr, 3);
  const v4 = <i32>load<u8>(valuesPtr, 4);
  const v5 = <i32>load<u8>(valuesPtr, 5);
  const v6 = <i32>load<u8>(valuesPtr, 6);
  const v7 = <i32>load<u8>(valuesPtr, 7);
  const end = outPtr + 4;
  if (cem == CEM_LUMA_DIRECT || cem == CEM_LUMA_ALPHA_DIRECT) {
    const hasAlpha = cem == CEM_LUMA_ALPHA_DIRECT;
    put(outPtr, v0, v0, v0, hasAlpha ? v2 : 255);
    put(end, v1, v1, v1, hasAlpha ? v3 : 255);
  } else if (cem == CEM_LUMA_BASE_OFFSET) {
    const base = (v0 >> 2) | (v1 & 0xc0);
    const top = base + (v1 & 0x3f);
    put(outPtr, base, base, base, 255);
    put(end, top, top, top, 255);
  } else if (cem == CEM_LUMA_ALPHA_BASE_OFFSET) {
    const base = pairBase(v0, v1);
    const top = base + pairOffset(v1);
    const alpha = pairBase(v2, v3);
    put(outPtr, base, base, base, alpha);
    put(end, top, top, top, alpha + pairOffset(v3));
  } else if (cem == CEM_RGB_BASE_SCALE || cem == CEM_RGB_BASE_SCALE_TWO_ALPHA) {
    const hasAlpha = cem == CEM_RGB_BASE_SCALE_TWO_ALPHA;
    put(outPtr, (v0 * v3) >> 8, (v1 * v3) >> 8, (v2 * v3) >> 8, hasAlpha ? v4 : 255);
    put(end, v0, v1, v2, hasAlpha ? v5 : 255);
  } else if (cem == CEM_RGB_DIRECT || cem == CEM_RGBA_DIRECT) {
    const a0 = cem == CEM_RGBA_DIRECT ? v6 : 255;
    const a1 = cem == CEM_RGBA_DIRECT ? v7 : 255;
    if (v1 + v3 + v5 >= v0 + v2 + v4) {
      put(outPtr, v0, v2, v4, a0);
      put(end, v1, v3, v5, a1);
    } else {
      putContracted(outPtr, v1, v3, v5, a1);
      putContracted(end, v0, v2, v4, a0);
    }
  } else {
    const r = pairBase(v0, v1);
    const g = pairBase(v2, v3);
    const b = pairBase(v4, v5);
    const dr = pairOffset(v1);
    const dg = pairOffset(v3);
    const db = pairOffset(v5);
    const hasAlpha = cem == CEM_RGBA_BASE_OFFSET;
    const a0 = hasAlpha ? pairBase(v6, v7) : 255;
    const a1 = hasAlpha ? a0 + pairOffset(v7) : 255;
    if (dr + dg + db >= 0) {
      put(outPtr, r, g, b, a0);
      put(end, r + dr, g + dg, b + db, a1);
    } else {
      putContracted(outPtr, r + dr, g + dg, b + db, a1);
      putContracted(end, r, g, b, a0);
    }
  }
}
