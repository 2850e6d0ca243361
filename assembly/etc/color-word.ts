/**
 * Bit fields of the 64-bit words, bit 63 first as in the specification: the eight bytes of a word are big-endian.
 * Spec: KDFS 1.4, "ETC1 Compressed Texture Image Formats", "ETC2 Compressed Texture Image Formats".
 */

/** The five modes of a color word, and the ETC1 word that none of its two modes can mean. */
export const MODE_INDIVIDUAL: i32 = 0;
export const MODE_DIFFERENTIAL: i32 = 1;
export const MODE_T: i32 = 2;
export const MODE_H: i32 = 3;
export const MODE_PLANAR: i32 = 4;
export const MODE_ILLEGAL: i32 = 5;

/** Halves of the word's 16 texels by texel number: the right 2x4 ones, or the lower 4x2 ones when flipped. */
const RIGHT_HALF: u32 = 0xff00;
const LOWER_HALF: u32 = 0xcccc;


@inline
export function loadWord(ptr: usize): u64 {
  return bswap<u64>(load<u64>(ptr));
}

/** `bitCount` bits down from bit `top`. */
@inline
export function field(word: u64, top: i32, bitCount: i32): i32 {
  return <i32>((word >> (top - bitCount + 1)) & (((<u64>1) << bitCount) - 1));
}

/** `bitCount` bits down from bit `top`, two's complement. */
@inline
export function signedField(word: u64, top: i32, bitCount: i32): i32 {
  return <i32>((<i64>(word << (63 - top))) >> (64 - bitCount));
}


@inline
export function diffBit(word: u64): i32 {
  return field(word, 33, 1);
}

/** Texels of the second half-block, one bit each; texel number = x · 4 + y. */
@inline
export function secondHalf(word: u64): u32 {
  return field(word, 32, 1) ? LOWER_HALF : RIGHT_HALF;
}

/** Pixel index 0..3 of a texel, most significant bit from the upper 16. */
@inline
export function pixelIndex(word: u64, texel: i32): i32 {
  return ((<i32>(word >> (texel + 15))) & 2) | ((<i32>(word >> texel)) & 1);
}

/** 4 → 8 bits. */
@inline
export function expand4(value: i32): i32 {
  return value * 17;
}

/** 5 → 8 bits. */
@inline
export function expand5(value: i32): i32 {
  return (value << 3) | (value >> 2);
}

/** 6 → 8 bits. */
@inline
export function expand6(value: i32): i32 {
  return (value << 2) | (value >> 4);
}

/** 7 → 8 bits. */
@inline
export function expand7(value: i32): i32 {
  return (value << 1) | (value >> 6);
}

/** Whether a base of 5 bits and its difference of 3 leave 0..31. */
@inline
function isOverflow(word: u64, top: i32): bool {
  return <u32>(field(word, top, 5) + signedField(word, top - 5, 3)) > 31;
}

/** The mode of an ETC2 word with the differential bit set, or whose format has no such bit (punch-through). */
@inline
function overflowMode(word: u64): i32 {
  if (isOverflow(word, 63)) return MODE_T;
  if (isOverflow(word, 55)) return MODE_H;
  return isOverflow(word, 47) ? MODE_PLANAR : MODE_DIFFERENTIAL;
}

/** Mode of a word of ETC2 RGB or of the color half of ETC2 RGBA. */
export function etc2Mode(word: u64): i32 {
  return diffBit(word) ? overflowMode(word) : MODE_INDIVIDUAL;
}

/** Mode of a word of ETC2 RGB with punch-through alpha, where bit 33 says "opaque" instead. */
export function punchThroughMode(word: u64): i32 {
  return overflowMode(word);
}

/** Mode of an ETC1 word: what would be T, H or planar has no meaning there. */
export function etc1Mode(word: u64): i32 {
  const mode = etc2Mode(word);
  return mode > MODE_DIFFERENTIAL ? MODE_ILLEGAL : mode;
}
