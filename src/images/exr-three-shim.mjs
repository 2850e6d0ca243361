/**
 * What the OpenEXR loader of three.js asks of three.js and of its copy of fflate, and no more: constants, half floats, a base
 * class, and a zlib that somebody else bounds.
 */

export const FloatType = 1015;
export const HalfFloatType = 1016;
export const LinearFilter = 1006;
export const RGBAFormat = 1023;
export const RedFormat = 1028;
export const RGFormat = 1030;
export const LinearSRGBColorSpace = 'srgb-linear';

export class DataTextureLoader {}

/** Value of each half, built when it is first asked for. @type {Float32Array | undefined} */
let halves;
const float = new Float32Array(1);
const floatBits = new Uint32Array(float.buffer);

/** @param {number} bits */
function widen(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export const DataUtils = {
  /** @param {number} bits */
  fromHalfFloat(bits) {
    halves ??= Float32Array.from({ length: 0x10000 }, (_, pattern) => widen(pattern));
    return halves[bits];
  },
  /** Nearest, ties to even. @param {number} value */
  toHalfFloat(value) {
    float[0] = value;
    const bits = /** @type {number} */ (floatBits[0]);
    const sign = (bits >>> 16) & 0x8000;
    const magnitude = bits & 0x7fffffff;
    if (magnitude >= 0x47800000) return sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00);
    if (magnitude < 0x38800000) return sign | Math.round(Math.abs(value) * 2 ** 24);
    return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13);
  },
};

/** @type {(data: Uint8Array) => Uint8Array} */
let unpack;

/** @param {typeof unpack} unzlib */
export function useUnzlib(unzlib) {
  unpack = unzlib;
}

/** @param {Uint8Array} data */
export const unzlibSync = (data) => unpack(data);
