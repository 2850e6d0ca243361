/**
 * Texels of blocks with HDR endpoints, to float16: one texel of four i32 lanes at a time, since sixteen-bit endpoints
 * times weights need more than sixteen bits. Spec: KDFS 1.4, ASTC "Weight Application", "Dual-Plane Decoding".
 */
import { logToHalf, unorm16ToHalf } from '../simd/half';
import { HDR_RECORD_BYTES } from './endpoint-hdr';
import { PLANE_STRIDE } from './interpolate-ldr';

/** i32[5][4]: masks of the component that takes its weight from plane 2; row 0 is none. */
// prettier-ignore
const PLANE2_MASKS: usize = memory.data<i32>([
  0, 0, 0, 0,
  -1, 0, 0, 0,
  0, -1, 0, 0,
  0, 0, -1, 0,
  0, 0, 0, -1,
], 16);

/**
 * Interpolates all texels of a block.
 *
 * @param recordsPtr  i32[partition 4][12], see HDR_RECORD_BYTES
 * @param patternPtr  u8[texelCount], partition of each texel
 * @param weightsPtr  u8[texelCount] of plane 1, 0..64; plane 2 PLANE_STRIDE further
 * @param plane2Component  0..3, or −1 with one plane
 * @param outPtr  out: u16[texelCount][4] float16
 * Exact: equals interpolateHdrRef for every input.
 */
export function interpolateHdr(
  recordsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  texelCount: i32,
  outPtr: usize,
): void {
  const planeMask = v128.load(PLANE2_MASKS + ((<usize>(plane2Component + 1)) << 4));
  const end = patternPtr + <usize>texelCount;
  do {
    const record = recordsPtr + <usize>load<u8>(patternPtr) * HDR_RECORD_BYTES;
    const weight1 = i32x4.splat(load<u8>(weightsPtr));
    const weight2 = i32x4.splat(load<u8>(weightsPtr, PLANE_STRIDE));
    const weight = v128.bitselect(weight2, weight1, planeMask);
    const start = v128.load(record);
    const step = i32x4.mul(i32x4.sub(v128.load(record, 16), start), weight);
    // C0 (64 − w) + C1 w = 64 C0 + (C1 − C0) w
    const c = i32x4.shr_u(i32x4.add(i32x4.add(i32x4.shl(start, 6), step), i32x4.splat(32)), 6);
    const half = v128.bitselect(logToHalf(c), unorm16ToHalf(c), v128.load(record, 32));
    v128.store64_lane(outPtr, i16x8.narrow_i32x4_u(half, half), 0);
    outPtr += 8;
    weightsPtr++;
    patternPtr++;
  } while (patternPtr < end);
}
