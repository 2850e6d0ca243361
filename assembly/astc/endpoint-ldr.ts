/**
 * Unquantized color integers of the ten LDR modes → two RGBA endpoints, 0..255.
 * Spec: KDFS 1.4, ASTC "LDR Endpoint Decoding".
 */
import {
  CEM_LUMA_ALPHA_BASE_OFFSET,
  CEM_LUMA_ALPHA_DIRECT,
  CEM_LUMA_BASE_OFFSET,
  CEM_LUMA_DIRECT,
  CEM_RGBA_BASE_OFFSET,
  CEM_RGBA_DIRECT,
  CEM_RGB_BASE_OFFSET,
  CEM_RGB_BASE_SCALE,
  CEM_RGB_BASE_SCALE_TWO_ALPHA,
  CEM_RGB_DIRECT,
} from './cem';

/** Bytes of u8[component 4][endpoint 2][partition 4], the layout that interpolation looks up by partition. */
export const LDR_ENDPOINTS_BYTES: usize = 32;


@inline
function uvalue(uvaluesPtr: usize, index: usize): i32 {
  return <i32>load<u8>(uvaluesPtr + index);
}


@inline
function clampUnorm8(value: i32): i32 {
  return max(0, min(255, value));
}

/** Stores both endpoints of one component; `outPtr` is the address of the partition's first byte. */
@inline
function storePair(outPtr: usize, component: usize, endpoint0: i32, endpoint1: i32): void {
  store<u8>(outPtr + (component << 3), endpoint0);
  store<u8>(outPtr + (component << 3), endpoint1, 4);
}


@inline
function storeLuma(outPtr: usize, luma0: i32, luma1: i32, alpha0: i32, alpha1: i32): void {
  storePair(outPtr, 0, luma0, luma1);
  storePair(outPtr, 1, luma0, luma1);
  storePair(outPtr, 2, luma0, luma1);
  storePair(outPtr, 3, alpha0, alpha1);
}

/** Base and signed offset of the pair (`base`, `offset`): the offset's top bit belongs to the base. */
@inline
function pairBase(base: i32, offset: i32): i32 {
  return (base >> 1) | (offset & 0x80);
}


@inline
export function pairOffset(offset: i32): i32 {
  // Six bits, sign-extended.
  return (((offset >> 1) & 0x3f) ^ 0x20) - 0x20;
}

/**
 * Stores RGB endpoints; with `isContracted` red and green give up their common part with blue and the two
 * endpoints change places. Values are clamped after that, as the base and offset modes need.
 */
@inline
function storeRgb(outPtr: usize, r0: i32, g0: i32, b0: i32, r1: i32, g1: i32, b1: i32, isContracted: bool): void {
  if (isContracted) {
    storePair(outPtr, 0, clampUnorm8((r1 + b1) >> 1), clampUnorm8((r0 + b0) >> 1));
    storePair(outPtr, 1, clampUnorm8((g1 + b1) >> 1), clampUnorm8((g0 + b0) >> 1));
    storePair(outPtr, 2, clampUnorm8(b1), clampUnorm8(b0));
  } else {
    storePair(outPtr, 0, clampUnorm8(r0), clampUnorm8(r1));
    storePair(outPtr, 1, clampUnorm8(g0), clampUnorm8(g1));
    storePair(outPtr, 2, clampUnorm8(b0), clampUnorm8(b1));
  }
}

function decodeLuma(cem: i32, v: usize, outPtr: usize): void {
  const v0 = uvalue(v, 0);
  const v1 = uvalue(v, 1);
  if (cem == CEM_LUMA_DIRECT) {
    storeLuma(outPtr, v0, v1, 255, 255);
  } else if (cem == CEM_LUMA_BASE_OFFSET) {
    const luma0 = (v0 >> 2) | (v1 & 0xc0);
    storeLuma(outPtr, luma0, min(255, luma0 + (v1 & 0x3f)), 255, 255);
  } else if (cem == CEM_LUMA_ALPHA_DIRECT) {
    storeLuma(outPtr, v0, v1, uvalue(v, 2), uvalue(v, 3));
  } else {
    const luma0 = pairBase(v0, v1);
    const alpha0 = pairBase(uvalue(v, 2), uvalue(v, 3));
    const luma1 = clampUnorm8(luma0 + pairOffset(v1));
    storeLuma(outPtr, luma0, luma1, alpha0, clampUnorm8(alpha0 + pairOffset(uvalue(v, 3))));
  }
}

function decodeScaled(cem: i32, v: usize, outPtr: usize): void {
  const scale = uvalue(v, 3);
  for (let component: usize = 0; component < 3; component++) {
    const full = uvalue(v, component);
    storePair(outPtr, component, (full * scale) >> 8, full);
  }
  if (cem == CEM_RGB_BASE_SCALE) storePair(outPtr, 3, 255, 255);
  else storePair(outPtr, 3, uvalue(v, 4), uvalue(v, 5));
}

function decodeDirect(cem: i32, v: usize, outPtr: usize): void {
  const r0 = uvalue(v, 0);
  const r1 = uvalue(v, 1);
  const g0 = uvalue(v, 2);
  const g1 = uvalue(v, 3);
  const b0 = uvalue(v, 4);
  const b1 = uvalue(v, 5);
  const isContracted = r1 + g1 + b1 < r0 + g0 + b0;
  storeRgb(outPtr, r0, g0, b0, r1, g1, b1, isContracted);
  if (cem == CEM_RGB_DIRECT) storePair(outPtr, 3, 255, 255);
  else if (isContracted) storePair(outPtr, 3, uvalue(v, 7), uvalue(v, 6));
  else storePair(outPtr, 3, uvalue(v, 6), uvalue(v, 7));
}

function decodeBaseOffset(cem: i32, v: usize, outPtr: usize): void {
  const r0 = pairBase(uvalue(v, 0), uvalue(v, 1));
  const g0 = pairBase(uvalue(v, 2), uvalue(v, 3));
  const b0 = pairBase(uvalue(v, 4), uvalue(v, 5));
  const offsetR = pairOffset(uvalue(v, 1));
  const offsetG = pairOffset(uvalue(v, 3));
  const offsetB = pairOffset(uvalue(v, 5));
  const isContracted = offsetR + offsetG + offsetB < 0;
  storeRgb(outPtr, r0, g0, b0, r0 + offsetR, g0 + offsetG, b0 + offsetB, isContracted);
  if (cem == CEM_RGB_BASE_OFFSET) {
    storePair(outPtr, 3, 255, 255);
    return;
  }
  const alpha0 = pairBase(uvalue(v, 6), uvalue(v, 7));
  const alpha1 = clampUnorm8(alpha0 + pairOffset(uvalue(v, 7)));
  if (isContracted) storePair(outPtr, 3, alpha1, alpha0);
  else storePair(outPtr, 3, alpha0, alpha1);
}

/**
 * Decodes one partition's endpoints.
 *
 * @param cem  one of the ten LDR modes
 * @param uvaluesPtr  u8[8] unquantized color integers
 * @param outPtr  out: this partition's byte in u8[component 4][endpoint 2][partition 4]
 */
export function decodeLdrEndpoints(cem: i32, uvaluesPtr: usize, outPtr: usize): void {
  if (cem == CEM_RGB_DIRECT || cem == CEM_RGBA_DIRECT) {
    decodeDirect(cem, uvaluesPtr, outPtr);
  } else if (cem == CEM_RGB_BASE_OFFSET || cem == CEM_RGBA_BASE_OFFSET) {
    decodeBaseOffset(cem, uvaluesPtr, outPtr);
  } else if (cem == CEM_RGB_BASE_SCALE || cem == CEM_RGB_BASE_SCALE_TWO_ALPHA) {
    decodeScaled(cem, uvaluesPtr, outPtr);
  } else {
    assert(cem <= CEM_LUMA_BASE_OFFSET || cem == CEM_LUMA_ALPHA_DIRECT || cem == CEM_LUMA_ALPHA_BASE_OFFSET);
    decodeLuma(cem, uvaluesPtr, outPtr);
  }
}
