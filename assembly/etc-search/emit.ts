/** The best encoding → bytes: selectors by exact error, fields where the format has them. */
import { TEXEL_LANES } from './block-state';
import { MODE_DIFFERENTIAL, MODE_H, MODE_INDIVIDUAL, MODE_PLANAR, MODE_T, best } from './best-block';
import { distanceOf, largeModifier, smallModifier } from './modifiers';
import { PAINTS, storePaint } from './paint-error';

// @ts-ignore: decorator
@inline
function distance(texelsPtr: usize, paintPtr: usize): v128 {
  const rg = i16x8.sub(v128.load(texelsPtr), v128.load(paintPtr));
  const b = i16x8.sub(v128.load(texelsPtr, 16), v128.load(paintPtr, 16));
  return i32x4.add(i32x4.dot_i16x8_s(rg, rg), i32x4.dot_i16x8_s(b, b));
}

/**
 * The nearest of four paints for each texel.
 *
 * @returns low bits of the sixteen selectors in bits 0..15, high bits in 16..31, texel k at bit k
 */
export function selectPaints(): u32 {
  let selectors: u32 = 0;
  for (let quad: i32 = 0; quad < 4; quad++) {
    const texelsPtr = TEXEL_LANES + (<usize>quad << 5);
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
  return selectors;
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
  const small = smallModifier(table);
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
  const tables = (<u32>(first >> 24) << 5) | (<u32>(second >> 24) << 2);
  return word | tables | (mode == MODE_DIFFERENTIAL ? 2 : 0) | flip;
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

/** Writes the best encoding, 8 bytes. */
export function emitBlock(outPtr: usize): void {
  emitHalves(outPtr);
}
