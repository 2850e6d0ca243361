/**
 * Texels of blocks whose endpoints are all LDR: two 8-bit endpoints a component and a weight, in sixteen-bit
 * arithmetic. With S = c0 · (64 − w) + c1 · w, at most 255 · 64, the specification's expansion to 16 bits and
 * interpolation come down to C = 4 S + ((S + 32) >> 6) for linear and C = 4 S + 128 for sRGB endpoints.
 * Spec: KDFS 1.4, ASTC "Weight Application", "Dual-Plane Decoding".
 */
import { unorm16ToHalf } from '../simd/half';
import { storeRgba16, storeRgba8 } from '../simd/interleave';

/** Top 8 bits of C: 4 bytes a texel. */
@final
export class OutputUnorm8 {}
/** All of C: 8 bytes a texel. */
@final
export class OutputUnorm16 {}
/** C as float16: 8 bytes a texel. */
@final
export class OutputFloat16 {}

/** From plane 1 to plane 2 in the weights of a block. */
export const PLANE_STRIDE: usize = 224;

/**
 * u16[2][2][8]: by color space (linear, sRGB) a mask on S and an addend such that ((S & mask) + addend) >> 6 is what
 * is added to 4 S.
 */
// prettier-ignore
const EXPANSIONS: usize = memory.data<u16>(
  [
  0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff,
  32, 32, 32, 32, 32, 32, 32, 32,
  0, 0, 0, 0, 0, 0, 0, 0,
  8192, 8192, 8192, 8192, 8192, 8192, 8192, 8192,
],
  16,
);

/** C of eight texels from their S; unorm8 keeps the top 8 bits. */
@inline
function expand<Output>(sum: v128, mask: v128, addend: v128): v128 {
  const rest = i16x8.add(v128.and(sum, mask), addend);
  if (idof<Output>() == idof<OutputUnorm8>()) return i16x8.shr_u(i16x8.add(sum, i16x8.shr_u(rest, 8)), 6);
  return i16x8.add(i16x8.shl(sum, 2), i16x8.shr_u(rest, 6));
}

/** Eight unorm16 → eight float16. */
@inline
function toHalf8(c: v128): v128 {
  const low = unorm16ToHalf(i32x4.extend_low_i16x8_u(c));
  const high = unorm16ToHalf(i32x4.extend_high_i16x8_u(c));
  return i16x8.narrow_i32x4_u(low, high);
}


@inline
function finish<Output>(c: v128): v128 {
  return idof<Output>() == idof<OutputFloat16>() ? toHalf8(c) : c;
}

/** An endpoint of one component for sixteen texels; `offset` is 8 · component + 4 · endpoint. */
@inline
function endpointOf(endpointsPtr: usize, offset: usize, pattern: v128): v128 {
  return i8x16.swizzle(v128.load32_zero(endpointsPtr + offset), pattern);
}


@inline
function weightsOf(weightsPtr: usize, component: i32, plane2Component: i32): usize {
  return component == plane2Component ? weightsPtr + PLANE_STRIDE : weightsPtr;
}


@inline
function sumLow(c0: v128, c1: v128, w: v128): v128 {
  const opposite = i8x16.sub(i8x16.splat(64), w);
  return i16x8.add(i16x8.extmul_low_i8x16_u(c0, opposite), i16x8.extmul_low_i8x16_u(c1, w));
}


@inline
function sumHigh(c0: v128, c1: v128, w: v128): v128 {
  const opposite = i8x16.sub(i8x16.splat(64), w);
  return i16x8.add(i16x8.extmul_high_i8x16_u(c0, opposite), i16x8.extmul_high_i8x16_u(c1, w));
}

/** The lower eight texels of one component; `offset` is 8 · component. */
@inline
function lowTexels<Output>(endpointsPtr: usize, offset: usize, pattern: v128, w: v128, expansion: usize): v128 {
  const c0 = endpointOf(endpointsPtr, offset, pattern);
  const c1 = endpointOf(endpointsPtr, offset + 4, pattern);
  return finish<Output>(expand<Output>(sumLow(c0, c1, w), v128.load(expansion), v128.load(expansion, 16)));
}

/** The upper eight. */
@inline
function highTexels<Output>(endpointsPtr: usize, offset: usize, pattern: v128, w: v128, expansion: usize): v128 {
  const c0 = endpointOf(endpointsPtr, offset, pattern);
  const c1 = endpointOf(endpointsPtr, offset + 4, pattern);
  return finish<Output>(expand<Output>(sumHigh(c0, c1, w), v128.load(expansion), v128.load(expansion, 16)));
}

/** Sixteen unorm8 of one component. */
@inline
function texels8(endpointsPtr: usize, offset: usize, pattern: v128, w: v128, expansion: usize): v128 {
  return i8x16.narrow_i16x8_u(
    lowTexels<OutputUnorm8>(endpointsPtr, offset, pattern, w, expansion),
    highTexels<OutputUnorm8>(endpointsPtr, offset, pattern, w, expansion),
  );
}

/**
 * Interpolates all texels of a block.
 *
 * @param endpointsPtr  u8[component 4][endpoint 2][partition 4]
 * @param patternPtr  u8[16 * groupCount], partition 0..3 of each texel
 * @param weightsPtr  u8[16 * groupCount] of plane 1, 0..64; plane 2 {@link PLANE_STRIDE} further
 * @param plane2Component  0..3, or −1 with one plane
 * @param colorSpace  0 linear, 1 sRGB
 * @param outPtr  out: RGBA of 16 * groupCount texels, by `Output`
 */
@inline
function interpolateLdr<Output>(
  endpointsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  colorSpace: i32,
  groupCount: i32,
  outPtr: usize,
): void {
  const expansion = EXPANSIONS + ((<usize>colorSpace) << 5);
  const weightsR = weightsOf(weightsPtr, 0, plane2Component);
  const weightsG = weightsOf(weightsPtr, 1, plane2Component);
  const weightsB = weightsOf(weightsPtr, 2, plane2Component);
  const weightsA = weightsOf(weightsPtr, 3, plane2Component);
  const end = (<usize>groupCount) << 4;
  let texel: usize = 0;
  do {
    const pattern = v128.load(patternPtr + texel);
    const wr = v128.load(weightsR + texel);
    const wg = v128.load(weightsG + texel);
    const wb = v128.load(weightsB + texel);
    const wa = v128.load(weightsA + texel);
    if (idof<Output>() == idof<OutputUnorm8>()) {
      const r = texels8(endpointsPtr, 0, pattern, wr, expansion);
      const g = texels8(endpointsPtr, 8, pattern, wg, expansion);
      const b = texels8(endpointsPtr, 16, pattern, wb, expansion);
      const a = texels8(endpointsPtr, 24, pattern, wa, expansion);
      storeRgba8(r, g, b, a, outPtr + (texel << 2));
    } else {
      const rLow = lowTexels<Output>(endpointsPtr, 0, pattern, wr, expansion);
      const gLow = lowTexels<Output>(endpointsPtr, 8, pattern, wg, expansion);
      const bLow = lowTexels<Output>(endpointsPtr, 16, pattern, wb, expansion);
      const aLow = lowTexels<Output>(endpointsPtr, 24, pattern, wa, expansion);
      storeRgba16(rLow, gLow, bLow, aLow, outPtr + (texel << 3));
      const rHigh = highTexels<Output>(endpointsPtr, 0, pattern, wr, expansion);
      const gHigh = highTexels<Output>(endpointsPtr, 8, pattern, wg, expansion);
      const bHigh = highTexels<Output>(endpointsPtr, 16, pattern, wb, expansion);
      const aHigh = highTexels<Output>(endpointsPtr, 24, pattern, wa, expansion);
      storeRgba16(rHigh, gHigh, bHigh, aHigh, outPtr + (texel << 3) + 64);
    }
    texel += 16;
  } while (texel < end);
}

/** {@link interpolateLdr} to the top 8 bits. Exact: equals interpolateLdrUnorm8Ref for every input. */
export function interpolateLdrUnorm8(
  endpointsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  colorSpace: i32,
  groupCount: i32,
  outPtr: usize,
): void {
  interpolateLdr<OutputUnorm8>(endpointsPtr, patternPtr, weightsPtr, plane2Component, colorSpace, groupCount, outPtr);
}

/** {@link interpolateLdr} to all 16 bits. Exact: equals interpolateLdrUnorm16Ref for every input. */
export function interpolateLdrUnorm16(
  endpointsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  colorSpace: i32,
  groupCount: i32,
  outPtr: usize,
): void {
  interpolateLdr<OutputUnorm16>(endpointsPtr, patternPtr, weightsPtr, plane2Component, colorSpace, groupCount, outPtr);
}

/** {@link interpolateLdr} to float16. Exact: equals interpolateLdrFloat16Ref for every input. */
export function interpolateLdrFloat16(
  endpointsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  colorSpace: i32,
  groupCount: i32,
  outPtr: usize,
): void {
  interpolateLdr<OutputFloat16>(endpointsPtr, patternPtr, weightsPtr, plane2Component, colorSpace, groupCount, outPtr);
}
