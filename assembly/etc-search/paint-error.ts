/** The exact error of paints: what a decoder shows, clamped, each texel by the nearest of four paints. */
import { Bits4, Bits5, expandLevels } from './bases';
import { TEXEL_SPLATS, isPunched, opaqueMask } from './block-state';
import { halfMask } from './group';
import { LARGE_BYTES, SMALL_BYTES } from './lookup-tables';
import { significance } from './significance';

/** v128[4][2]: scaled (r, g) and (b, 0) of the four paints, a candidate a lane. */
export const PAINTS: usize = memory.data(128, 16);
/** i32[4]: errors of four candidates. */
export const ERRORS: usize = memory.data(16, 16);
/** u32[4]: candidates: levels r | g << 8 | b << 16, table << 24. */
export const INFOS: usize = memory.data(16, 16);

// @ts-ignore: decorator
@inline
function paintDistance(rg: v128, b: v128, paintRg: v128, paintB: v128): v128 {
  const differenceRg = i16x8.sub(rg, paintRg);
  const differenceB = i16x8.sub(b, paintB);
  return i32x4.add(i32x4.dot_i16x8_s(differenceRg, differenceRg), i32x4.dot_i16x8_s(differenceB, differenceB));
}

/**
 * Errors of the four candidates in {@link PAINTS} over some texels.
 *
 * @param texelsPtr  first of TEXEL_SPLATS
 * @param strideBytes  from a pair of texels to the next: 64, or 128 for every other pair
 */
export function measurePaints(texelsPtr: usize, strideBytes: usize, texelCount: i32): void {
  const rg0 = v128.load(PAINTS);
  const b0 = v128.load(PAINTS, 16);
  const rg1 = v128.load(PAINTS, 32);
  const b1 = v128.load(PAINTS, 48);
  const rg2 = v128.load(PAINTS, 64);
  const b2 = v128.load(PAINTS, 80);
  const rg3 = v128.load(PAINTS, 96);
  const b3 = v128.load(PAINTS, 112);
  let total = i32x4.splat(0);
  let second: usize = 0;
  let left = texelCount;
  do {
    const rg = v128.load(texelsPtr);
    const b = v128.load(texelsPtr, 16);
    const first01 = i32x4.min_s(paintDistance(rg, b, rg0, b0), paintDistance(rg, b, rg1, b1));
    const first23 = i32x4.min_s(paintDistance(rg, b, rg2, b2), paintDistance(rg, b, rg3, b3));
    total = i32x4.add(total, i32x4.min_s(first01, first23));
    texelsPtr += second ? strideBytes - 32 : 32;
    second ^= 1;
  } while (--left);
  v128.store(ERRORS, total);
}

/** Stores one paint of four candidates: (r, g) pairs and (b, 0) clamped, scaled. */
// @ts-ignore: decorator
@inline
export function storePaint(offset: usize, rg: v128, b: v128): void {
  const weights = significance();
  const zero = i16x8.splat(0);
  const top = i16x8.splat(255);
  const scaleRg = i32x4.splat(weights.ar | (weights.ag << 16));
  const scaleB = i32x4.splat(weights.ab);
  v128.store(PAINTS + offset, i16x8.mul(i16x8.min_s(i16x8.max_s(rg, zero), top), scaleRg));
  v128.store(PAINTS + offset, i16x8.mul(i16x8.min_s(i16x8.max_s(b, zero), top), scaleB), 16);
}

/** Modifiers of four candidates by table, one byte a lane. */
// @ts-ignore: decorator
@inline
function lookupModifier(tablePtr: usize, tables: v128): v128 {
  return v128.and(i8x16.swizzle(v128.load(tablePtr), tables), i32x4.splat(255));
}

/** Paints of the four candidates in {@link INFOS} as a half block shows them. */
// @ts-ignore: decorator
@inline
function paintCandidates<P>(): void {
  const info = v128.load(INFOS);
  const byte = i32x4.splat(255);
  const r = expandLevels<P>(v128.and(info, byte));
  const g = expandLevels<P>(v128.and(i32x4.shr_u(info, 8), byte));
  const b = expandLevels<P>(v128.and(i32x4.shr_u(info, 16), byte));
  const tables = i32x4.shr_u(info, 24);
  const small = isPunched() ? i32x4.splat(0) : lookupModifier(SMALL_BYTES, tables);
  const large = lookupModifier(LARGE_BYTES, tables);
  const smallPair = v128.or(small, i32x4.shl(small, 16));
  const largePair = v128.or(large, i32x4.shl(large, 16));
  const rg = v128.or(r, i32x4.shl(g, 16));
  storePaint(0, i16x8.add(rg, smallPair), i16x8.add(b, small));
  storePaint(32, i16x8.add(rg, largePair), i16x8.add(b, large));
  storePaint(64, i16x8.sub(rg, smallPair), i16x8.sub(b, small));
  storePaint(96, i16x8.sub(rg, largePair), i16x8.sub(b, large));
}

export function paintCandidates4(): void {
  paintCandidates<Bits4>();
}

export function paintCandidates5(): void {
  paintCandidates<Bits5>();
}

/** v128[16][2]: texels of a mask, side by side. */
const PACKED_TEXELS: usize = memory.data(512, 16);

/** {@link measurePaints} over the texels of a mask. */
export function measureMask(mask: i32): void {
  if (mask == 0xffff) {
    measurePaints(TEXEL_SPLATS, 64, 16);
    return;
  }
  let outPtr = PACKED_TEXELS;
  for (let left = mask; left; left &= left - 1, outPtr += 32) {
    memory.copy(outPtr, TEXEL_SPLATS + ((<usize>ctz(left)) << 5), 32);
  }
  measurePaints(PACKED_TEXELS, 64, popcnt(mask));
}

/** Exact errors of the four candidates in {@link INFOS} over the opaque texels of half 0..3, of which there are some. */
export function measureHalf(half: i32, bits: i32): void {
  if (bits == 5) paintCandidates5();
  else paintCandidates4();
  if (isPunched()) {
    measureMask(halfMask(half) & opaqueMask());
    return;
  }
  // Left, right, top, bottom: first texel 0, 8, 0, 2.
  const first: usize = half < 2 ? (<usize>half) << 8 : (<usize>(half - 2)) << 6;
  measurePaints(TEXEL_SPLATS + first, half < 2 ? 64 : 128, 8);
}
