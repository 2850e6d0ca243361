/** Components → the values of EAC. */
import { EAC_TEXELS } from './eac-scale';

/** Takes alpha. @param planePtr  a plane of the four blocks, 0..255 */
export function takeBytes(planePtr: usize): void {
  for (let at: usize = 0; at < 128; at += 16) v128.store(EAC_TEXELS + at, i16x8.shl(v128.load(planePtr + at), 1));
}

/**
 * Takes a component as values of eleven bits: v × 2047 / 255 to the nearest, or v × 2046 / 255 − 1023 with a sign.
 * Both are 8 v and a remainder of 7 v or 6 v over 255, for which (x + 1 + ⌊x / 256⌋) / 256 is exact.
 */
export function takeElevenBits(planePtr: usize, isSigned: bool): void {
  const share = i16x8.splat(isSigned ? 6 : 7);
  const origin = i16x8.splat(isSigned ? 1023 : 0);
  for (let at: usize = 0; at < 128; at += 16) {
    const byte = v128.load(planePtr + at);
    const rest = i16x8.add(i16x8.mul(byte, share), i16x8.splat(127));
    const carried = i16x8.add(i16x8.add(rest, i16x8.splat(1)), i16x8.shr_u(rest, 8));
    const value = i16x8.sub(i16x8.add(i16x8.shl(byte, 3), i16x8.shr_u(carried, 8)), origin);
    v128.store(EAC_TEXELS + at, i16x8.shl(value, 1));
  }
}

/**
 * Takes a component of pixels of 16 bits as values of eleven bits; columns from `width` on and rows from `rowCount` on repeat
 * the last ones.
 *
 * @param componentPtr  that component of the first pixel of the row
 */
export function gatherElevenBits(
  componentPtr: usize,
  strideBytes: usize,
  x0: i32,
  width: i32,
  rowCount: i32,
  isSigned: bool,
): void {
  const top: i32 = isSigned ? 2046 : 2047;
  const origin: i32 = isSigned ? 1023 : 0;
  for (let y: i32 = 0; y < 4; y++) {
    const rowPtr = componentPtr + <usize>min(y, rowCount - 1) * strideBytes;
    for (let x: i32 = 0; x < 16; x++) {
      const wide: i32 = load<u16>(rowPtr + ((<usize>min(x0 + x, width - 1)) << 3));
      const value = (wide * top + 32767) / 65535 - origin;
      const outPtr = EAC_TEXELS + ((<usize>(y * 2 + ((x & 2) >> 1))) << 4) + ((<usize>((x >> 2) * 2 + (x & 1))) << 1);
      store<i16>(outPtr, <i16>(value << 1));
    }
  }
}
