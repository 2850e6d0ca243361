/**
 * One 64-bit EAC word → 16 values of 8 or 11 bits: eight values, then one lookup a texel.
 * Spec: KDFS 1.4, ETC2 "Format RGBA ETC2", EAC "Format Unsigned R11 EAC", "Format Signed R11 EAC".
 */
import { field, signedField } from './color-word';
import { eacModifier } from './modifiers';

/** Largest value of a component of 11 bits, and of its magnitude when signed. */
const MAX_R11: i32 = 2047;
const MAX_SIGNED_R11: i32 = 1023;

/** u16[8]: values by pixel index, as they are stored. */
const VALUES: usize = memory.data(16, 16);


@inline
function setValue(index: i32, value: i32): void {
  store<u16>(VALUES + ((<usize>index) << 1), value);
}

/** 0..2047 → 8 bits to the nearest, or 16 bits by repeating the upper ones. */
@inline
function scaleR11(value: i32, isWide: bool): i32 {
  return isWide ? (value << 5) | (value >> 6) : (value * 255 + (MAX_R11 >> 1)) / MAX_R11;
}

/** −1023..1023 → −1..1 laid over 0..255 or 0..65535, to the nearest: 0 lies between the two middle ones. */
@inline
function scaleSignedR11(value: i32, isWide: bool): i32 {
  const range = MAX_SIGNED_R11 * 2;
  return ((value + MAX_SIGNED_R11) * (isWide ? 65535 : 255) + MAX_SIGNED_R11) / range;
}

/** Value 0..2047 of a pixel index; a multiplier of 0 stands for an eighth. */
@inline
function r11Value(word: u64, index: i32): i32 {
  const multiplier = field(word, 55, 4);
  const modifier = eacModifier(field(word, 51, 4), index);
  const offset = multiplier == 0 ? modifier : modifier * multiplier * 8;
  return max(0, min(MAX_R11, field(word, 63, 8) * 8 + 4 + offset));
}

/** Value −1023..1023 of a pixel index; a base of −128 means −127. */
@inline
function signedR11Value(word: u64, index: i32): i32 {
  const base = max(-127, signedField(word, 63, 8));
  const multiplier = field(word, 55, 4);
  const modifier = eacModifier(field(word, 51, 4), index);
  const offset = multiplier == 0 ? modifier : modifier * multiplier * 8;
  return max(-MAX_SIGNED_R11, min(MAX_SIGNED_R11, base * 8 + offset));
}

/** Pixel index 0..7 of a texel; texel number = x · 4 + y. */
@inline
export function eacPixelIndex(word: u64, texel: i32): i32 {
  return (<i32>(word >> (45 - 3 * texel))) & 7;
}

/** Values of 8 bits into one byte of each of 16 RGBA8 texels, row-major. */
export function decodeEacAlpha(word: u64, alphaPtr: usize): void {
  const base = field(word, 63, 8);
  const multiplier = field(word, 55, 4);
  const table = field(word, 51, 4);
  for (let index: i32 = 0; index < 8; index++) {
    setValue(index, max(0, min(255, base + eacModifier(table, index) * multiplier)));
  }
  for (let texel: i32 = 0; texel < 16; texel++) {
    const value = load<u16>(VALUES + ((<usize>eacPixelIndex(word, texel)) << 1));
    store<u8>(alphaPtr + (((texel & 3) << 4) | (texel & 12)), <u8>value);
  }
}

/**
 * Values of 11 bits into one component of 16 RGBA texels, row-major.
 *
 * @param componentPtr  out: the component of the first texel, 1 byte, or 2 when `isWide`
 */
export function decodeEac11(word: u64, isSigned: bool, isWide: bool, componentPtr: usize): void {
  for (let index: i32 = 0; index < 8; index++) {
    const value = isSigned
      ? scaleSignedR11(signedR11Value(word, index), isWide)
      : scaleR11(r11Value(word, index), isWide);
    setValue(index, value);
  }
  for (let texel: i32 = 0; texel < 16; texel++) {
    const value = load<u16>(VALUES + ((<usize>eacPixelIndex(word, texel)) << 1));
    const position = ((texel & 3) << 2) | (texel >> 2);
    if (isWide) store<u16>(componentPtr + (position << 3), <u16>value);
    else store<u8>(componentPtr + (position << 2), <u8>value);
  }
}
