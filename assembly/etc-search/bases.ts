/**
 * Candidate bases of a group: the colours that its mean runs through when it is shifted along grey, quantized. Which
 * modifiers texels take changes the least-squares base only by their mean, so this line holds every base of a cluster
 * fit. Four bases a vector, no branch a base.
 */
import { Group } from './group';
import { significance } from './significance';

/** Precisions of a base: 4 bits (individual, T, H) or 5 (differential). */
@final
export class Bits4 {}


@final
export class Bits5 {}

/** A record a vector: twice the luma, i16 in both halves of a lane; 4 × chroma; levels r | g << 8 | b << 16. */
export const BASE_BYTES: usize = 48;
export const BASES: usize = memory.data(4608, 16);

/** Score of a base that repeats the one before. */
export const REPEATED: i32 = 1 << 30;

/** Levels of mean + offset in eighths. */
// @ts-ignore: decorator
@inline
function quantize<P>(mean: v128, offset: v128): v128 {
  const value = i32x4.min_s(i32x4.max_s(i32x4.add(mean, offset), i32x4.splat(0)), i32x4.splat(2040));
  if (idof<P>() == idof<Bits5>()) {
    const scaled = i32x4.sub(i32x4.shl(value, 5), value);
    return i32x4.shr_u(i32x4.add(i32x4.add(scaled, i32x4.shr_u(value, 3)), i32x4.splat(1024)), 11);
  }
  const scaled = i32x4.shl(i32x4.sub(i32x4.shl(value, 4), value), 1);
  return i32x4.shr_u(i32x4.add(i32x4.add(scaled, i32x4.shr_u(value, 3)), i32x4.splat(2048)), 12);
}

/** Levels → 0..255. */
// @ts-ignore: decorator
@inline
export function expandLevels<P>(level: v128): v128 {
  if (idof<P>() == idof<Bits5>()) return v128.or(i32x4.shl(level, 3), i32x4.shr_u(level, 2));
  return v128.or(i32x4.shl(level, 4), level);
}

/**
 * Fills {@link BASES} with 2 × `halfVectors` records; base 4 × halfVectors is the quantized mean, its neighbours are
 * `step` eighths of a level apart.
 */
// @ts-ignore: decorator
@inline
function buildBases<P>(source: Group, halfVectors: i32, step: i32): void {
  const weights = significance();
  const meanR = i32x4.splat(source.meanR);
  const meanG = i32x4.splat(source.meanG);
  const meanB = i32x4.splat(source.meanB);
  const factor = source.count * weights.sum;
  const constant = i32x4.splat(source.constant);
  const count = i32x4.splat(source.count);
  let offset = i32x4.add(i32x4.splat(-4 * halfVectors * step), i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3)));
  let before = i32x4.splat(-1);
  let outPtr = BASES;
  const endPtr = BASES + <usize>(2 * halfVectors) * BASE_BYTES;
  do {
    const levelR = quantize<P>(meanR, offset);
    const levelG = quantize<P>(meanG, offset);
    const levelB = quantize<P>(meanB, offset);
    offset = i32x4.add(offset, i32x4.splat(4 * step));
    const packed = v128.or(levelR, v128.or(i32x4.shl(levelG, 8), i32x4.shl(levelB, 16)));
    const r = expandLevels<P>(levelR);
    const g = expandLevels<P>(levelG);
    const b = expandLevels<P>(levelB);
    const wr = i32x4.mul(r, i32x4.splat(weights.wr));
    const wg = i32x4.mul(g, i32x4.splat(weights.wg));
    const wb = i32x4.mul(b, i32x4.splat(weights.wb));
    const luma = i32x4.add(i32x4.add(wr, wg), wb);
    const squares = i32x4.add(i32x4.add(i32x4.mul(wr, r), i32x4.mul(wg, g)), i32x4.mul(wb, b));
    let chroma = i32x4.sub(i32x4.mul(squares, i32x4.splat(factor)), i32x4.mul(i32x4.mul(luma, luma), count));
    const linear = i32x4.add(
      i32x4.add(i32x4.mul(r, i32x4.splat(source.linearR)), i32x4.mul(g, i32x4.splat(source.linearG))),
      i32x4.mul(b, i32x4.splat(source.linearB)),
    );
    chroma = i32x4.shl(i32x4.add(i32x4.sub(chroma, linear), constant), 2);
    const previous = i32x4.shuffle(before, packed, 3, 4, 5, 6);
    chroma = i32x4.add(chroma, v128.and(i32x4.eq(previous, packed), i32x4.splat(REPEATED)));
    before = packed;
    const luma2 = i32x4.shl(luma, 1);
    v128.store(outPtr, v128.or(luma2, i32x4.shl(luma2, 16)));
    v128.store(outPtr, chroma, 16);
    v128.store(outPtr, packed, 32);
    outPtr += BASE_BYTES;
  } while (outPtr < endPtr);
}

/** Bases of 4 bits a component. */
export function buildBases4(source: Group, halfVectors: i32, step: i32): void {
  buildBases<Bits4>(source, halfVectors, step);
}

/** Bases of 5 bits a component. */
export function buildBases5(source: Group, halfVectors: i32, step: i32): void {
  buildBases<Bits5>(source, halfVectors, step);
}
