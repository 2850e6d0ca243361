/**
 * What the submodes of the HDR endpoint modes hold, and which is the finest that holds given endpoints. Distances are
 * in units of the 12 bits. Spec: KDFS 1.4, ASTC "HDR Endpoint Decoding".
 */
import { DIRECT_D_BITS, SCALE_SHIFTS } from '../../astc/endpoint-hdr';

/** Units of 12 bits a step. */
export const UNITS: f32 = 16;

/** Mode 11's submodes, and what stands for plain ends. */
const DIRECT_SUBMODES: i32 = 8;
export const PLAIN: i32 = -1;
/** Fewest bits of the fields d0 and d1. */
export const SHORT_D: i32 = 5;

/** u8[8]: bits of the fields b0 and b1, of c. Table "ASTC HDR mode 11 endpoint bit mode". */
export const B_BITS: usize = memory.data<u8>([7, 8, 6, 7, 8, 6, 7, 6]);
export const C_BITS: usize = memory.data<u8>([6, 6, 7, 7, 6, 8, 7, 7]);

/** Left shift of a submode's fields to 12 bits. */
// @ts-ignore: decorator
@inline
export function directShift(mode: i32): i32 {
  return (mode >> 1) ^ 3;
}

/**
 * The finest submode of mode 11 that holds endpoints, or {@link PLAIN}; in units of 12 bits.
 *
 * @param b  most that a minor component's end 1 lies below the major one's
 * @param c  how far the major component's end 0 lies below its end 1
 * @param d  most that a minor component's extent differs from the major one's
 * @param dBitsLeast  submodes whose d has fewer bits are left out
 */
export function finestDirect(b: f32, c: f32, d: f32, dBitsLeast: i32): i32 {
  for (let mode = DIRECT_SUBMODES - 1; mode >= 0; mode--) {
    const shift = directShift(mode);
    if (b >= <f32>(1 << (<i32>load<u8>(B_BITS + <usize>mode) + shift))) continue;
    if (c >= <f32>(1 << (<i32>load<u8>(C_BITS + <usize>mode) + shift))) continue;
    const dBits = <i32>load<u8>(DIRECT_D_BITS + <usize>mode);
    if (d < <f32>(1 << (dBits - 1 + shift)) && dBits >= dBitsLeast) return mode;
  }
  return PLAIN;
}

/** Mode 7's last submode has all three ends in full, the others two as differences from the highest. */
export const FULL: i32 = 5;

/** u8[6]: bits of red, of green and blue, of the scale. Table "ASTC HDR mode 7 endpoint bit mode". */
export const R_BITS: usize = memory.data<u8>([11, 11, 10, 9, 8, 7]);
export const G_BITS: usize = memory.data<u8>([5, 6, 5, 6, 7, 7]);
export const S_BITS: usize = memory.data<u8>([7, 5, 8, 7, 6, 7]);

/**
 * The finest submode of mode 7 that holds endpoints; in units of 12 bits.
 *
 * @param difference  most that a minor component's end 1 lies below the major one's
 * @param scale  how far ends 0 lie below ends 1
 */
export function finestScale(difference: f32, scale: f32): i32 {
  for (let mode: i32 = 0; mode < FULL; mode++) {
    const shift = <i32>load<u8>(SCALE_SHIFTS + <usize>mode);
    if (difference >= <f32>(1 << (<i32>load<u8>(G_BITS + <usize>mode) + shift))) continue;
    if (scale < <f32>(1 << (<i32>load<u8>(S_BITS + <usize>mode) + shift))) return mode;
  }
  return FULL;
}

/** How far a signed field must reach for a value: it goes one unit further down than up. */
// @ts-ignore: decorator
@inline
export function signedReach(value: f32): f32 {
  return abs<f32>(value + 0.5);
}

/** Longest ways up of the two submodes of mode 3, units of 12 bits. */
export const SHORT_REACH: f32 = 32;
export const LONG_REACH: f32 = 128;

/** Two plain ends of alpha. */
export const PLAIN_ALPHA: i32 = 3;

/** The finest submode of alpha, in mode 15, whose way holds the distance of alpha's ends, units of 12 bits. */
export function finestAlpha(distance: f32): i32 {
  return distance < 32 ? 2 : distance < 128 ? 1 : distance < 512 ? 0 : PLAIN_ALPHA;
}
