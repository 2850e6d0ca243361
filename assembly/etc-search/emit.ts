/** The best encoding → bytes: selectors by exact error, fields where the format has them. */
import { TEXEL_LANES, isPunched, opaqueMask } from './block-state';
import { MODE_DIFFERENTIAL, MODE_H, MODE_INDIVIDUAL, MODE_PLANAR, MODE_T } from '../etc/color-word';
import { best } from './best-block';
import { largeModifier, smallModifier } from '../etc/modifiers';
import { PAINTS, storePaint } from './paint-error';
import { paintH, paintT, placeSplit } from './split-paints';

// @ts-ignore: decorator
@inline
function distance(texelsPtr: usize, paintPtr: usize): v128 {
  const rg = i16x8.sub(v128.load(texelsPtr), v128.load(paintPtr));
  const b = i16x8.sub(v128.load(texelsPtr, 16), v128.load(paintPtr, 16));
  return i32x4.add(i32x4.dot_i16x8_s(rg, rg), i32x4.dot_i16x8_s(b, b));
}

/**
 * The nearest of four paints for each texel; transparent texels take 2. Of equal paints the first.
 *
 * @returns low bits of the sixteen selectors in bits 0..15, high bits in 16..31, texel k at bit k
 */
export function selectPaints(): u32 {
  let selectors: u32 = 0;
  for (let quad: i32 = 0; quad < 4; quad++) {
    const texelsPtr = TEXEL_LANES + ((<usize>quad) << 5);
    const error0 = distance(texelsPtr, PAINTS);
    const error1 = distance(texelsPtr, PAINTS + 32);
    const error2 = distance(texelsPtr, PAINTS + 64);
    const error3 = distance(texelsPtr, PAINTS + 96);
    const is1 = i32x4.lt_s(error1, error0);
    const is3 = i32x4.lt_s(error3, error2);
    const isHigh = i32x4.lt_s(i32x4.min_s(error2, error3), i32x4.min_s(error0, error1));
    const low = <u32>i32x4.bitmask(v128.bitselect(is3, is1, isHigh));
    const high = <u32>i32x4.bitmask(isHigh);
    selectors |= (low | (high << 16)) << (quad << 2);
  }
  const hidden = <u32>(opaqueMask() ^ 0xffff);
  return (selectors & ~(hidden | (hidden << 16))) | (hidden << 16);
}

/** One paint in all lanes; components in any range. */
export function splatPaint(paint: usize, r: i32, g: i32, b: i32): void {
  storePaint(paint << 5, i32x4.splat((r & 0xffff) | (g << 16)), i32x4.splat(b & 0xffff));
}

/** Level → 0..255 by the precision of a mode. */
// @ts-ignore: decorator
@inline
function expand(info: i32, shift: i32, bits: i32): i32 {
  const level = (info >> shift) & 31;
  return bits == 5 ? (level << 3) | (level >> 2) : level * 17;
}

function selectHalf(info: i32, bits: i32): u32 {
  const r = expand(info, 0, bits);
  const g = expand(info, 8, bits);
  const b = expand(info, 16, bits);
  const table = (info >> 24) & 7;
  const small = isPunched() ? 0 : smallModifier(table);
  const large = largeModifier(table);
  splatPaint(0, r + small, g + small, b + small);
  splatPaint(1, r + large, g + large, b + large);
  splatPaint(2, r - small, g - small, b - small);
  splatPaint(3, r - large, g - large, b - large);
  return selectPaints();
}

/** Level of a component. */
// @ts-ignore: decorator
@inline
function level(info: i32, shift: i32): u32 {
  return (info >> shift) & 31;
}

/** Halves of a block: high word without selectors. */
function packHalves(first: i32, second: i32, mode: i32, flip: i32): u32 {
  let word: u32 = 0;
  for (let shift: i32 = 0; shift <= 16; shift += 8) {
    const a = level(first, shift);
    const b = level(second, shift);
    const fields = mode == MODE_INDIVIDUAL ? (a << 4) | b : (a << 3) | ((b - a) & 7);
    word |= fields << (24 - shift);
  }
  const tables = ((<u32>(first >> 24)) << 5) | ((<u32>(second >> 24)) << 2);
  return word | tables | (mode == MODE_DIFFERENTIAL && !isPunched() ? 2 : 0) | flip;
}

// @ts-ignore: decorator
@inline
function storeWords(outPtr: usize, high: u32, low: u32): void {
  store<u32>(outPtr, bswap(high));
  store<u32>(outPtr, bswap(low), 4);
}

function emitHalves(outPtr: usize): void {
  const source = best();
  const bits = source.mode == MODE_DIFFERENTIAL ? 5 : 4;
  const mask: u32 = source.flip ? 0xcccccccc : 0xff00ff00;
  const first = selectHalf(source.first, bits) & ~mask;
  const second = selectHalf(source.second, bits) & mask;
  storeWords(outPtr, packHalves(source.first, source.second, source.mode, source.flip), first | second);
}

/**
 * Fields that a decoder adds to find the mode: `top` bits above `high` (2 bits) and a bit above `low` (2 bits), such that
 * five-bit high plus signed three-bit low leaves 0..31.
 *
 * @returns bits 7..3: the high field, 2..0: the low field
 */
// @ts-ignore: decorator
@inline
function overflow(high: u32, low: u32): u32 {
  return high + low < 4 ? (high << 3) | 4 | low : 0xe0 | (high << 3) | low;
}

/** The free bit above `high` (4 bits) for which high plus signed three-bit `low` stays within 0..31. */
// @ts-ignore: decorator
@inline
function stayInside(high: u32, low: u32): u32 {
  return low >= 4 && high + low < 8 ? 1 : 0;
}

/** Bit 33: in a block of modes T and H, 0 only where texels may be transparent. */
// @ts-ignore: decorator
@inline
function opaqueFlag(): u32 {
  return isPunched() ? 0 : 2;
}

function packLine(first: i32, second: i32, index: u32): u32 {
  const r = level(first, 0);
  const word = overflow(r >> 2, r & 3) << 24;
  const colors = (level(first, 8) << 20) | (level(first, 16) << 16);
  const others = (level(second, 0) << 12) | (level(second, 8) << 8) | (level(second, 16) << 4);
  return word | colors | others | ((index >> 1) << 2) | opaqueFlag() | (index & 1);
}

function packPairs(first: i32, second: i32, index: u32): u32 {
  const r = level(first, 0);
  const g = level(first, 8);
  const b = level(first, 16);
  const word = (stayInside(r, g >> 1) << 31) | (r << 27) | ((g >> 1) << 24);
  const middle = overflow(((g & 1) << 1) | (b >> 3), (b >> 1) & 3) << 16;
  const others = ((b & 1) << 15) | (level(second, 0) << 11) | (level(second, 8) << 7) | (level(second, 16) << 3);
  return word | middle | others | ((index >> 2) << 2) | opaqueFlag() | ((index >> 1) & 1);
}

/** Level of 6 or 7 bits. */
// @ts-ignore: decorator
@inline
function wide(corner: i32, shift: i32): u32 {
  return (corner >> shift) & 127;
}

function emitPlanar(outPtr: usize): void {
  const source = best();
  const r = wide(source.first, 0);
  const g = wide(source.first, 8);
  const b = wide(source.first, 16);
  const right = source.second;
  const below = source.third;
  const red = (stayInside(r >> 2, ((r & 3) << 1) | (g >> 6)) << 31) | (r << 25) | ((g >> 6) << 24);
  const low = g & 63;
  const green = (stayInside(low >> 2, ((low & 3) << 1) | (b >> 5)) << 23) | (low << 17) | ((b >> 5) << 16);
  const blue = (overflow((b >> 3) & 3, (b >> 1) & 3) << 8) | ((b & 1) << 7);
  const redRight = wide(right, 0);
  const high = red | green | blue | ((redRight >> 1) << 2) | 2 | (redRight & 1);
  const rest = (wide(right, 8) << 25) | (wide(right, 16) << 19);
  storeWords(outPtr, high, rest | (wide(below, 0) << 13) | (wide(below, 8) << 6) | wide(below, 16));
}

/** A candidate of mode T or H in all lanes. */
export function splatSplit(first: i32, second: i32, index: i32): void {
  for (let lane: usize = 0; lane < 16; lane += 4) placeSplit(lane, first, second, index);
}

function emitLine(outPtr: usize): void {
  const source = best();
  splatSplit(source.first, source.second, source.third);
  paintT();
  storeWords(outPtr, packLine(source.first, source.second, source.third), selectPaints());
}

function emitPairs(outPtr: usize): void {
  const source = best();
  splatSplit(source.first, source.second, source.third);
  paintH();
  storeWords(outPtr, packPairs(source.first, source.second, source.third), selectPaints());
}

/** Writes the best encoding, 8 bytes. */
export function emitBlock(outPtr: usize): void {
  const mode = best().mode;
  if (mode == MODE_T) emitLine(outPtr);
  else if (mode == MODE_H) emitPairs(outPtr);
  else if (mode == MODE_PLANAR) emitPlanar(outPtr);
  else emitHalves(outPtr);
}

/** Writes a block without opaque texels. */
export function emitTransparent(outPtr: usize): void {
  storeWords(outPtr, 0, 0xffff0000);
}
