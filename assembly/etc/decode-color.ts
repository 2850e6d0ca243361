/**
 * One 64-bit color word → 16 RGBA8 texels: a palette of four colors for each half, then one lookup a texel.
 * Spec: KDFS 1.4, ETC1 "ETC1 individual and differential modes", ETC2 "Format RGB ETC2",
 * "Format RGB ETC2 with punchthrough alpha".
 */
import { colorComponent, halfTable, paintDistance, unpackColorWord } from './color-fields';
import {
  diffBit,
  etc1Mode,
  etc2Mode,
  MODE_H,
  MODE_ILLEGAL,
  MODE_PLANAR,
  MODE_T,
  pixelIndex,
  punchThroughMode,
  secondHalf,
} from './color-word';
import { ETC1, ETC2_RGBA1 } from './formats';
import { largeModifier, smallModifier } from './modifiers';

/** Opaque magenta, as ASTC's error color: an ETC1 word without meaning. */
const ERROR_COLOR: u32 = 0xff_ff_00_ff;

/** u32[half 2][index 4]: RGBA8 of each pixel index. */
const PALETTE: usize = memory.data(32, 16);


@inline
function clamp8(value: i32): i32 {
  return max(0, min(255, value));
}

/** Opaque RGBA8, each component clamped. */
@inline
function packColor(r: i32, g: i32, b: i32): u32 {
  return clamp8(r) | (clamp8(g) << 8) | (clamp8(b) << 16) | 0xff000000;
}

/** A color of the word with an offset on each component. */
@inline
function shiftedColor(slot: i32, offset: i32): u32 {
  return packColor(
    colorComponent(slot, 0) + offset,
    colorComponent(slot, 1) + offset,
    colorComponent(slot, 2) + offset,
  );
}


@inline
function setPaint(entry: i32, color: u32): void {
  store<u32>(PALETTE + ((<usize>entry) << 2), color);
}

/**
 * Colors of one half around its base.
 *
 * @param hasTransparent  punch-through with the opaque bit clear: index 0 has no modifier, index 2 is transparent black
 */
function paintHalf(half: i32, hasTransparent: bool): void {
  const small = smallModifier(halfTable(half));
  const large = largeModifier(halfTable(half));
  const entry = half << 2;
  setPaint(entry, shiftedColor(half, hasTransparent ? 0 : small));
  setPaint(entry + 1, shiftedColor(half, large));
  setPaint(entry + 2, hasTransparent ? 0 : shiftedColor(half, -small));
  setPaint(entry + 3, shiftedColor(half, -large));
}

/** T: one isolated color, and a line of three. H: two lines of two. Both halves share the four. */
function paintLines(mode: i32, hasTransparent: bool): void {
  const d = paintDistance();
  const isT = mode == MODE_T;
  setPaint(0, shiftedColor(0, isT ? 0 : d));
  setPaint(1, isT ? shiftedColor(1, d) : shiftedColor(0, -d));
  setPaint(2, hasTransparent ? 0 : shiftedColor(1, isT ? 0 : d));
  setPaint(3, shiftedColor(1, -d));
  for (let entry: i32 = 0; entry < 4; entry++) setPaint(entry + 4, load<u32>(PALETTE + ((<usize>entry) << 2)));
}

/** A plane through three corner colors O, H and V; quarters, rounded to the nearest. */
function decodePlanar(texelsPtr: usize): void {
  const r = colorComponent(0, 0);
  const g = colorComponent(0, 1);
  const b = colorComponent(0, 2);
  for (let y: i32 = 0; y < 4; y++) {
    let red = (r << 2) + 2 + y * (colorComponent(2, 0) - r);
    let green = (g << 2) + 2 + y * (colorComponent(2, 1) - g);
    let blue = (b << 2) + 2 + y * (colorComponent(2, 2) - b);
    for (let x: i32 = 0; x < 4; x++) {
      store<u32>(texelsPtr, packColor(red >> 2, green >> 2, blue >> 2));
      red += colorComponent(1, 0) - r;
      green += colorComponent(1, 1) - g;
      blue += colorComponent(1, 2) - b;
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
  if (mode == MODE_ILLEGAL) {
    for (let texel: usize = 0; texel < 16; texel++) store<u32>(texelsPtr + (texel << 2), ERROR_COLOR);
    return 1;
  }
  unpackColorWord(word, mode);
  if (mode == MODE_PLANAR) {
    decodePlanar(texelsPtr);
    return 0;
  }
  const hasTransparent = format == ETC2_RGBA1 && !diffBit(word);
  if (mode == MODE_T || mode == MODE_H) {
    paintLines(mode, hasTransparent);
  } else {
    paintHalf(0, hasTransparent);
    paintHalf(1, hasTransparent);
  }
  lookUpTexels(word, texelsPtr);
  return 0;
}
