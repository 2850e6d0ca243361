/**
 * Unquantized color integers of the six HDR modes → two RGBA endpoints of 12 bits on a pseudo-logarithmic scale.
 * The bit shuffles of modes 7 and 11 are tables here: for each value, where each extra bit goes in each bit mode.
 * Spec: KDFS 1.4, ASTC "HDR Endpoint Decoding".
 */
import {
  CEM_HDR_LUMA_LARGE_RANGE,
  CEM_HDR_LUMA_SMALL_RANGE,
  CEM_HDR_RGB_BASE_SCALE,
  CEM_HDR_RGB_DIRECT,
  CEM_HDR_RGB_DIRECT_LDR_ALPHA,
} from './cem';

/** 1.0 on the 12-bit scale. */
const HDR_ONE: i32 = 0x780;
const HDR_MAX: i32 = 0xfff;

/**
 * i32[endpoint 2][component 4] of 16-bit endpoints, then i32[component 4] masks: −1 where the component is HDR. One
 * record a partition.
 */
export const HDR_RECORD_BYTES: usize = 48;
export const HDR_MASK_OFFSET: usize = 32;


@inline
function uvalue(uvaluesPtr: usize, index: usize): i32 {
  return <i32>load<u8>(uvaluesPtr + index);
}


@inline
function clamp12(value: i32): i32 {
  return max(0, min(HDR_MAX, value));
}

/** Stores both 12-bit endpoints of an HDR component as 16 bits. */
@inline
function storeHdr(recordPtr: usize, component: usize, endpoint0: i32, endpoint1: i32): void {
  const outPtr = recordPtr + (component << 2);
  store<i32>(outPtr, endpoint0 << 4);
  store<i32>(outPtr, endpoint1 << 4, 16);
  store<i32>(outPtr, -1, 32);
}

/** Stores both 8-bit endpoints of an LDR component as 16 bits. */
@inline
export function storeLdr(recordPtr: usize, component: usize, endpoint0: i32, endpoint1: i32): void {
  const outPtr = recordPtr + (component << 2);
  store<i32>(outPtr, endpoint0 * 257);
  store<i32>(outPtr, endpoint1 * 257, 16);
  store<i32>(outPtr, 0, 32);
}

function decodeLumaLargeRange(v: usize, recordPtr: usize): void {
  const v0 = uvalue(v, 0);
  const v1 = uvalue(v, 1);
  const isOrdered = v1 >= v0;
  const luma0 = isOrdered ? v0 << 4 : (v1 << 4) + 8;
  const luma1 = isOrdered ? v1 << 4 : (v0 << 4) - 8;
  for (let component: usize = 0; component < 3; component++) storeHdr(recordPtr, component, luma0, luma1);
}

function decodeLumaSmallRange(v: usize, recordPtr: usize): void {
  const v0 = uvalue(v, 0);
  const v1 = uvalue(v, 1);
  // The mode bit gives one more bit either to the base or to its precision.
  const shift: i32 = v0 & 0x80 ? 2 : 1;
  const offsetMask: i32 = v0 & 0x80 ? 0x1f : 0x0f;
  const luma0 = ((v1 & ~offsetMask) << 4) | ((v0 & 0x7f) << shift);
  const luma1 = min(HDR_MAX, luma0 + ((v1 & offsetMask) << shift));
  for (let component: usize = 0; component < 3; component++) storeHdr(recordPtr, component, luma0, luma1);
}

/** Stores RGB endpoints, the major component first, in the places that `majorComponent` says. */
function storeSwapped(
  recordPtr: usize,
  majorComponent: i32,
  major0: i32,
  major1: i32,
  green0: i32,
  green1: i32,
  blue0: i32,
  blue1: i32,
): void {
  // Only a swap of red with the major component, so the other minor one keeps its place.
  storeHdr(recordPtr, majorComponent, clamp12(major0), clamp12(major1));
  storeHdr(recordPtr, majorComponent == 1 ? 0 : 1, clamp12(green0), clamp12(green1));
  storeHdr(recordPtr, majorComponent == 2 ? 0 : 2, clamp12(blue0), clamp12(blue1));
}

/**
 * u8[mode 6][extra bit X0..X6]: the value that takes the bit in the high nibble (r, g, b, s), its place in the low
 * one. Table "ASTC HDR mode 7 endpoint bit mode".
 */
// prettier-ignore
export const SCALE_EXTRA_BITS: usize = memory.data<u8>([
  0x09, 0x08, 0x07, 0x0a, 0x06, 0x36, 0x35,
  0x08, 0x15, 0x07, 0x25, 0x06, 0x0a, 0x09,
  0x09, 0x08, 0x07, 0x06, 0x37, 0x36, 0x35,
  0x08, 0x15, 0x07, 0x25, 0x06, 0x36, 0x35,
  0x16, 0x15, 0x26, 0x25, 0x06, 0x07, 0x35,
  0x16, 0x15, 0x26, 0x25, 0x06, 0x36, 0x35,
]);
/** u8[mode 6]: left shift to 12 bits. */
export const SCALE_SHIFTS: usize = memory.data<u8>([1, 1, 2, 3, 4, 5]);
/** i32[4]: r, g, b, s while their bits are collected. */
const SCALE_VALUES: usize = memory.data(16, 16);

function decodeRgbBaseScale(v: usize, recordPtr: usize): void {
  const v0 = uvalue(v, 0);
  const v1 = uvalue(v, 1);
  const v2 = uvalue(v, 2);
  const v3 = uvalue(v, 3);
  const modeBits = (v0 >> 6) | ((v1 & 0x80) >> 5) | ((v2 & 0x80) >> 4);
  let majorComponent = modeBits >> 2;
  let mode = modeBits & 3;
  if (majorComponent == 3) {
    majorComponent = modeBits == 15 ? 0 : modeBits & 3;
    mode = modeBits == 15 ? 5 : 4;
  }
  store<i32>(SCALE_VALUES, v0 & 0x3f);
  store<i32>(SCALE_VALUES, v1 & 0x1f, 4);
  store<i32>(SCALE_VALUES, v2 & 0x1f, 8);
  store<i32>(SCALE_VALUES, v3 & 0x1f, 12);
  // X0 is bit 6, X6 is bit 0.
  const extra = (((v1 >> 5) & 3) << 5) | (((v2 >> 5) & 3) << 3) | (v3 >> 5);
  placeBits(extra, 7, SCALE_EXTRA_BITS + <usize>mode * 7, SCALE_VALUES);

  const shift = <i32>load<u8>(SCALE_SHIFTS + <usize>mode);
  const major = load<i32>(SCALE_VALUES) << shift;
  let green = load<i32>(SCALE_VALUES, 4) << shift;
  let blue = load<i32>(SCALE_VALUES, 8) << shift;
  const scale = load<i32>(SCALE_VALUES, 12) << shift;
  if (mode != 5) {
    green = major - green;
    blue = major - blue;
  }
  storeSwapped(recordPtr, majorComponent, major - scale, major, green - scale, green, blue - scale, blue);
}

/** ORs each of the `count` bits of `extra`, first one highest, into the value and bit its place names. */
function placeBits(extra: i32, count: i32, placesPtr: usize, valuesPtr: usize): void {
  for (let bit: i32 = 0; bit < count; bit++) {
    const place = <i32>load<u8>(placesPtr + <usize>bit);
    const target = valuesPtr + ((<usize>(place >> 4)) << 2);
    store<i32>(target, load<i32>(target) | (((extra >> (count - 1 - bit)) & 1) << (place & 15)));
  }
}

/** u8[mode 8][extra bit X0..X5]: the same for a, b0, b1, c, d0, d1. Table "ASTC HDR mode 11 endpoint bit mode". */
// prettier-ignore
export const DIRECT_EXTRA_BITS: usize = memory.data<u8>([
  0x16, 0x26, 0x46, 0x56, 0x45, 0x55,
  0x16, 0x26, 0x17, 0x27, 0x45, 0x55,
  0x09, 0x36, 0x46, 0x56, 0x45, 0x55,
  0x16, 0x26, 0x09, 0x36, 0x45, 0x55,
  0x16, 0x26, 0x17, 0x27, 0x09, 0x0a,
  0x09, 0x0a, 0x37, 0x36, 0x45, 0x55,
  0x16, 0x26, 0x0b, 0x36, 0x09, 0x0a,
  0x09, 0x0a, 0x0b, 0x36, 0x45, 0x55,
]);
/** u8[mode 8]: bits of d0 and d1, which are signed. */
export const DIRECT_D_BITS: usize = memory.data<u8>([7, 6, 7, 6, 5, 6, 5, 6]);
/** i32[6]: a, b0, b1, c, d0, d1 while their bits are collected. */
const DIRECT_VALUES: usize = memory.data(32, 16);


@inline
function signExtend(value: i32, bitCount: i32): i32 {
  return (value << (32 - bitCount)) >> (32 - bitCount);
}

function decodeRgbDirect(v: usize, recordPtr: usize): void {
  const v0 = uvalue(v, 0);
  const v1 = uvalue(v, 1);
  const v2 = uvalue(v, 2);
  const v3 = uvalue(v, 3);
  const v4 = uvalue(v, 4);
  const v5 = uvalue(v, 5);
  const majorComponent = (v4 >> 7) | ((v5 >> 7) << 1);
  if (majorComponent == 3) {
    storeHdr(recordPtr, 0, v0 << 4, v1 << 4);
    storeHdr(recordPtr, 1, v2 << 4, v3 << 4);
    storeHdr(recordPtr, 2, (v4 & 0x7f) << 5, (v5 & 0x7f) << 5);
    return;
  }
  const mode = (v1 >> 7) | ((v2 >> 7) << 1) | ((v3 >> 7) << 2);
  store<i32>(DIRECT_VALUES, v0 | ((v1 & 0x40) << 2));
  store<i32>(DIRECT_VALUES, v2 & 0x3f, 4);
  store<i32>(DIRECT_VALUES, v3 & 0x3f, 8);
  store<i32>(DIRECT_VALUES, v1 & 0x3f, 12);
  store<i32>(DIRECT_VALUES, v4 & 0x1f, 16);
  store<i32>(DIRECT_VALUES, v5 & 0x1f, 20);
  const extra =
    (((v2 >> 6) & 1) << 5) |
    (((v3 >> 6) & 1) << 4) |
    (((v4 >> 6) & 1) << 3) |
    (((v5 >> 6) & 1) << 2) |
    (((v4 >> 5) & 1) << 1) |
    ((v5 >> 5) & 1);
  placeBits(extra, 6, DIRECT_EXTRA_BITS + <usize>mode * 6, DIRECT_VALUES);

  const shift = (mode >> 1) ^ 3;
  const dBits = <i32>load<u8>(DIRECT_D_BITS + <usize>mode);
  const a = load<i32>(DIRECT_VALUES) << shift;
  const green1 = a - (load<i32>(DIRECT_VALUES, 4) << shift);
  const blue1 = a - (load<i32>(DIRECT_VALUES, 8) << shift);
  const c = load<i32>(DIRECT_VALUES, 12) << shift;
  const green0 = green1 - c - (signExtend(load<i32>(DIRECT_VALUES, 16), dBits) << shift);
  const blue0 = blue1 - c - (signExtend(load<i32>(DIRECT_VALUES, 20), dBits) << shift);
  storeSwapped(recordPtr, majorComponent, a - c, a, green0, green1, blue0, blue1);
}

function decodeHdrAlpha(v: usize, recordPtr: usize): void {
  const v6 = uvalue(v, 6);
  const v7 = uvalue(v, 7);
  const mode = (v6 >> 7) | ((v7 >> 7) << 1);
  const low6 = v6 & 0x7f;
  const low7 = v7 & 0x7f;
  if (mode == 3) {
    storeHdr(recordPtr, 3, low6 << 5, low7 << 5);
    return;
  }
  const base = (low6 | ((low7 << (mode + 1)) & 0x780)) << (4 - mode);
  const offset = signExtend(low7 & (0x3f >> mode), 6 - mode) << (4 - mode);
  storeHdr(recordPtr, 3, base, clamp12(base + offset));
}

/**
 * Decodes one partition's endpoints.
 *
 * @param cem  one of the six HDR modes
 * @param uvaluesPtr  u8[8] unquantized color integers
 * @param recordPtr  out: {@link HDR_RECORD_BYTES}
 */
export function decodeHdrEndpoints(cem: i32, uvaluesPtr: usize, recordPtr: usize): void {
  if (cem == CEM_HDR_LUMA_LARGE_RANGE) decodeLumaLargeRange(uvaluesPtr, recordPtr);
  else if (cem == CEM_HDR_LUMA_SMALL_RANGE) decodeLumaSmallRange(uvaluesPtr, recordPtr);
  else if (cem == CEM_HDR_RGB_BASE_SCALE) decodeRgbBaseScale(uvaluesPtr, recordPtr);
  else decodeRgbDirect(uvaluesPtr, recordPtr);

  if (cem <= CEM_HDR_RGB_DIRECT) storeHdr(recordPtr, 3, HDR_ONE, HDR_ONE);
  else if (cem == CEM_HDR_RGB_DIRECT_LDR_ALPHA) storeLdr(recordPtr, 3, uvalue(uvaluesPtr, 6), uvalue(uvaluesPtr, 7));
  else decodeHdrAlpha(uvaluesPtr, recordPtr);
}
