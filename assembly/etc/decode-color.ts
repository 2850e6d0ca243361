/**
 * One 64-bit color word → 16 RGBA8 texels: a palette of four colors for each half, then one lookup a texel.
 * Spec: KDFS 1.4, ETC1 "ETC1 individual and differential modes", ETC2 "Format RGB ETC2",
 * "Format RGB ETC2 with punchthrough alpha".
 */
import { colorDistance, largeModifier, smallModifier } from './modifiers';
import {
  diffBit,
  etc1Mode,
  etc2Mode,
  expand4,
  expand5,
  expand6,
  expand7,
  field,
  MODE_H,
  MODE_ILLEGAL,
  MODE_INDIVIDUAL,
  MODE_PLANAR,
  MODE_T,
  pixelIndex,
  punchThroughMode,
  secondHalf,
  signedField,
} from './color-word';
import { ETC1, ETC2_RGBA1 } from './formats';

/** Opaque magenta, as ASTC's error color: an ETC1 word without meaning. */
const ERROR_COLOR: u32 = 0xff_ff_00_ff;

/** u32[half 2][index 4]: RGBA8 of each pixel index. */
const PALETTE: usize = memory.data(32, 16);


@inline
function clamp8(value: i32): i32 {
  return max(0, min(255, value));
}

/** Opaque RGBA8 of 8-bit components with an offset on each, clamped. */
@inline
function packColor(r: i32, g: i32, b: i32, offset: i32): u32 {
  return clamp8(r + offset) | (clamp8(g + offset) << 8) | (clamp8(b + offset) << 16) | 0xff000000;
}


@inline
function setColor(entry: i32, color: u32): void {
  store<u32>(PALETTE + ((<usize>entry) << 2), color);
}

/**
 * Colors of one half-block around its base.
 *
 * @param hasTransparent  punch-through with the opaque bit clear: index 0 has no modifier, index 2 is transparent black
 */
function fillHalf(entry: i32, r: i32, g: i32, b: i32, table: i32, hasTransparent: bool): void {
  const small = smallModifier(table);
  const large = largeModifier(table);
  setColor(entry, packColor(r, g, b, hasTransparent ? 0 : small));
  setColor(entry + 1, packColor(r, g, b, large));
  setColor(entry + 2, hasTransparent ? 0 : packColor(r, g, b, -small));
  setColor(entry + 3, packColor(r, g, b, -large));
}

function fillIndividual(word: u64): void {
  const r = expand4(field(word, 63, 4));
  const g = expand4(field(word, 55, 4));
  const b = expand4(field(word, 47, 4));
  fillHalf(0, r, g, b, field(word, 39, 3), false);
  const r2 = expand4(field(word, 59, 4));
  const g2 = expand4(field(word, 51, 4));
  const b2 = expand4(field(word, 43, 4));
  fillHalf(4, r2, g2, b2, field(word, 36, 3), false);
}

function fillDifferential(word: u64, hasTransparent: bool): void {
  const r = field(word, 63, 5);
  const g = field(word, 55, 5);
  const b = field(word, 47, 5);
  fillHalf(0, expand5(r), expand5(g), expand5(b), field(word, 39, 3), hasTransparent);
  const r2 = expand5(r + signedField(word, 58, 3));
  const g2 = expand5(g + signedField(word, 50, 3));
  const b2 = expand5(b + signedField(word, 42, 3));
  fillHalf(4, r2, g2, b2, field(word, 36, 3), hasTransparent);
}

/** Both halves share the four paint colors of the T and H modes. */
@inline
function setPaintColors(color0: u32, color1: u32, color2: u32, color3: u32, hasTransparent: bool): void {
  setColor(0, color0);
  setColor(1, color1);
  setColor(2, hasTransparent ? 0 : color2);
  setColor(3, color3);
  v128.store(PALETTE, v128.load(PALETTE), 16);
}

/** One isolated color, and a line of three. */
function fillT(word: u64, hasTransparent: bool): void {
  const r = expand4((field(word, 60, 2) << 2) | field(word, 57, 2));
  const g = expand4(field(word, 55, 4));
  const b = expand4(field(word, 51, 4));
  const r2 = expand4(field(word, 47, 4));
  const g2 = expand4(field(word, 43, 4));
  const b2 = expand4(field(word, 39, 4));
  const d = colorDistance((field(word, 35, 2) << 1) | field(word, 32, 1));
  setPaintColors(
    packColor(r, g, b, 0),
    packColor(r2, g2, b2, d),
    packColor(r2, g2, b2, 0),
    packColor(r2, g2, b2, -d),
    hasTransparent,
  );
}

/** Two lines of two; the order of the two colors is the lowest bit of the distance index. */
function fillH(word: u64, hasTransparent: bool): void {
  const r = field(word, 62, 4);
  const g = (field(word, 58, 3) << 1) | field(word, 52, 1);
  const b = (field(word, 51, 1) << 3) | field(word, 49, 3);
  const r2 = field(word, 46, 4);
  const g2 = field(word, 42, 4);
  const b2 = field(word, 38, 4);
  const order = i32(((r << 8) | (g << 4) | b) >= ((r2 << 8) | (g2 << 4) | b2));
  const d = colorDistance((field(word, 34, 1) << 2) | (field(word, 32, 1) << 1) | order);
  setPaintColors(
    packColor(expand4(r), expand4(g), expand4(b), d),
    packColor(expand4(r), expand4(g), expand4(b), -d),
    packColor(expand4(r2), expand4(g2), expand4(b2), d),
    packColor(expand4(r2), expand4(g2), expand4(b2), -d),
    hasTransparent,
  );
}

/** A plane through three corner colors O, H and V; quarters, rounded to the nearest. */
function decodePlanar(word: u64, texelsPtr: usize): void {
  const r = expand6(field(word, 62, 6));
  const g = expand7((field(word, 56, 1) << 6) | field(word, 54, 6));
  const b = expand6((field(word, 48, 1) << 5) | (field(word, 44, 2) << 3) | field(word, 41, 3));
  const rAcross = expand6((field(word, 38, 5) << 1) | field(word, 32, 1)) - r;
  const gAcross = expand7(field(word, 31, 7)) - g;
  const bAcross = expand6(field(word, 24, 6)) - b;
  const rDown = expand6(field(word, 18, 6)) - r;
  const gDown = expand7(field(word, 12, 7)) - g;
  const bDown = expand6(field(word, 5, 6)) - b;
  for (let y: i32 = 0; y < 4; y++) {
    let red = (r << 2) + 2 + y * rDown;
    let green = (g << 2) + 2 + y * gDown;
    let blue = (b << 2) + 2 + y * bDown;
    for (let x: i32 = 0; x < 4; x++) {
      store<u32>(texelsPtr, packColor(red >> 2, green >> 2, blue >> 2, 0));
      red += rAcross;
      green += gAcross;
      blue += bAcross;
      texelsPtr += 4;
    }
  }
}

function lookUpTexels(word: u64, texelsPtr: usize): void {
  const second = secondHalf(word);
  for (let texel: i32 = 0; texel < 16; texel++) {
    const entry = (((second >> texel) & 1) << 2) | pixelIndex(word, texel);
    const color = load<u32>(PALETTE + ((<usize>entry) << 2));
    store<u32>(texelsPtr + (((texel & 3) << 4) | (texel & 12)), color);
  }
}

/** Mode of a color word in a format that has one. */
export function colorMode(word: u64, format: i32): i32 {
  if (format == ETC1) return etc1Mode(word);
  return format == ETC2_RGBA1 ? punchThroughMode(word) : etc2Mode(word);
}

/**
 * Decodes a color word.
 *
 * @param format  ETC1, ETC2_RGB, ETC2_RGBA1 or ETC2_RGBA
 * @param texelsPtr  out: u32[16] RGBA8, row-major; alpha 255 but for punch-through's transparent texels
 * @returns 1 for an ETC1 word without meaning, whose texels then are the error color; else 0
 */
export function decodeColorWord(word: u64, format: i32, texelsPtr: usize): i32 {
  const mode = colorMode(word, format);
  const hasTransparent = format == ETC2_RGBA1 && !diffBit(word);
  if (mode == MODE_PLANAR) {
    decodePlanar(word, texelsPtr);
    return 0;
  }
  if (mode == MODE_ILLEGAL) {
    for (let texel: usize = 0; texel < 16; texel++) store<u32>(texelsPtr + (texel << 2), ERROR_COLOR);
    return 1;
  }
  if (mode == MODE_INDIVIDUAL) fillIndividual(word);
  else if (mode == MODE_T) fillT(word, hasTransparent);
  else if (mode == MODE_H) fillH(word, hasTransparent);
  else fillDifferential(word, hasTransparent);
  lookUpTexels(word, texelsPtr);
  return 0;
}
