/** Interpolation in the words of the specification: expand to 16 bits, blend, convert; one component at a time. */
import { HDR_RECORD_BYTES } from '../../astc/endpoint-hdr';
import { PLANE_STRIDE } from '../../astc/interpolate-ldr';

/** floor((c0 · (64 − w) + c1 · w + 32) / 64) */
function blend(c0: u32, c1: u32, weight: u32): u32 {
  return (c0 * (64 - weight) + c1 * weight + 32) >> 6;
}

function weightOf(weightsPtr: usize, texel: i32, component: i32, plane2Component: i32): u32 {
  const plane: usize = component == plane2Component ? PLANE_STRIDE : 0;
  return load<u8>(weightsPtr + plane + <usize>texel);
}

/** The float16 below or at c / 65536, found by shifting the significand into place. */
function unorm16ToHalfRef(c: u32): u32 {
  if (c == 65535) return 0x3c00;
  if (c < 4) return c << 8;
  const topBit = 31 - clz<u32>(c);
  const mantissa = topBit >= 10 ? c >> (topBit - 10) : c << (10 - topBit);
  return ((topBit - 1) << 10) | (mantissa & 0x3ff);
}

function logToHalfRef(c: u32): u32 {
  const exponent = c >> 11;
  const mantissa = c & 0x7ff;
  let shaped = 4 * mantissa - 512;
  if (mantissa < 512) shaped = 3 * mantissa;
  else if (mantissa >= 1536) shaped = 5 * mantissa - 2048;
  const half = (exponent << 10) + (shaped >> 3);
  return half >= 0x7c00 ? 0x7bff : half;
}

function interpolateLdr16(
  endpointsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  texel: i32,
  component: i32,
  plane2Component: i32,
  colorSpace: i32,
): u32 {
  const partition = <usize>load<u8>(patternPtr + <usize>texel);
  const endpoints = endpointsPtr + ((<usize>component) << 3) + partition;
  const c0 = <u32>load<u8>(endpoints);
  const c1 = <u32>load<u8>(endpoints, 4);
  const weight = weightOf(weightsPtr, texel, component, plane2Component);
  return colorSpace == 1 ? blend((c0 << 8) | 0x80, (c1 << 8) | 0x80, weight) : blend(c0 * 257, c1 * 257, weight);
}

export function interpolateLdrUnorm8Ref(
  endpointsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  colorSpace: i32,
  groupCount: i32,
  outPtr: usize,
): void {
  for (let texel: i32 = 0; texel < groupCount * 16; texel++) {
    for (let component: i32 = 0; component < 4; component++) {
      const c = interpolateLdr16(endpointsPtr, patternPtr, weightsPtr, texel, component, plane2Component, colorSpace);
      store<u8>(outPtr + <usize>(texel * 4 + component), c >> 8);
    }
  }
}

export function interpolateLdrUnorm16Ref(
  endpointsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  colorSpace: i32,
  groupCount: i32,
  outPtr: usize,
): void {
  for (let texel: i32 = 0; texel < groupCount * 16; texel++) {
    for (let component: i32 = 0; component < 4; component++) {
      const c = interpolateLdr16(endpointsPtr, patternPtr, weightsPtr, texel, component, plane2Component, colorSpace);
      store<u16>(outPtr + ((<usize>(texel * 4 + component)) << 1), c);
    }
  }
}

export function interpolateLdrFloat16Ref(
  endpointsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  colorSpace: i32,
  groupCount: i32,
  outPtr: usize,
): void {
  for (let texel: i32 = 0; texel < groupCount * 16; texel++) {
    for (let component: i32 = 0; component < 4; component++) {
      const c = interpolateLdr16(endpointsPtr, patternPtr, weightsPtr, texel, component, plane2Component, colorSpace);
      store<u16>(outPtr + ((<usize>(texel * 4 + component)) << 1), unorm16ToHalfRef(c));
    }
  }
}

export function interpolateHdrRef(
  recordsPtr: usize,
  patternPtr: usize,
  weightsPtr: usize,
  plane2Component: i32,
  texelCount: i32,
  outPtr: usize,
): void {
  for (let texel: i32 = 0; texel < texelCount; texel++) {
    const record = recordsPtr + <usize>load<u8>(patternPtr + <usize>texel) * HDR_RECORD_BYTES;
    for (let component: i32 = 0; component < 4; component++) {
      const lane = record + ((<usize>component) << 2);
      const c = blend(load<u32>(lane), load<u32>(lane, 16), weightOf(weightsPtr, texel, component, plane2Component));
      const half = load<i32>(lane, 32) != 0 ? logToHalfRef(c) : unorm16ToHalfRef(c);
      store<u16>(outPtr + ((<usize>(texel * 4 + component)) << 1), half);
    }
  }
}
