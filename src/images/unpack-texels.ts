/** Texels as files store them to the components of an image: any order, 4 to 32 bits each, packed words and floats. */
import type { PlainImage } from '../types.js';
import { widenHalves } from './half-float.js';

/** KHR_DF_CHANNEL_RGBSDA_ALPHA; qualifiers of shared exponents and of floats. */
const CHANNEL_ALPHA = 15;
const QUALIFIER_EXPONENT = 0x20;
const QUALIFIER_FLOAT = 0x80;
/** Bias and mantissa bits of E5B9G9R9. Spec: KDFS 1.3, "Shared exponent". */
const SHARED_EXPONENT = { bias: 15, mantissaBits: 9, offset: 27, bits: 5 } as const;

/** Where the bits of a component lie. */
export interface ComponentBits {
  /** Red, green and blue are 0, 1 and 2, alpha 15. */
  channel: number;
  qualifiers: number;
  bitOffset: number;
  /** 32 at most. */
  bits: number;
}

/** How texels are stored. */
export interface TexelLayout {
  samples: readonly ComponentBits[];
  texelBytes: number;
}

type Texels = Pick<PlainImage, 'data' | 'hasAlpha'>;

/**
 * @param bytes  texels one behind the other
 * @param bits   of a component of the result, where texels are no floats: 8 is the nearest of more
 */
export function unpackTexels(bytes: Uint8Array, layout: TexelLayout, bits: 8 | 16): Texels {
  const texelCount = bytes.length / layout.texelBytes;
  const hasAlpha = layout.samples.some(({ channel }) => channel === CHANNEL_ALPHA);
  const isFloat = layout.samples.some(({ qualifiers }) => (qualifiers & (QUALIFIER_FLOAT | QUALIFIER_EXPONENT)) !== 0);
  const data = isFloat ? unpackFloats(bytes, layout, texelCount) : unpackIntegers(bytes, layout, { texelCount, bits });
  return { data, hasAlpha };
}

function unpackIntegers(
  bytes: Uint8Array,
  layout: TexelLayout,
  { texelCount, bits }: { texelCount: number; bits: 8 | 16 },
): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  const data = bits === 8 ? new Uint8Array(texelCount * 4) : new Uint16Array(texelCount * 4);
  const max = 2 ** bits - 1;
  fillAlpha(data, max);
  for (const sample of layout.samples) {
    const sampleMax = 2 ** sample.bits - 1;
    const component = componentOf(sample);
    const read = integerReader(bytes, sample);
    for (let texel = 0; texel < texelCount; texel++) {
      const value = read(texel * layout.texelBytes);
      data[texel * 4 + component] = sampleMax === max ? value : Math.round((value * max) / sampleMax);
    }
  }
  return data;
}

function unpackFloats(bytes: Uint8Array, layout: TexelLayout, texelCount: number): Float32Array<ArrayBuffer> {
  const data = new Float32Array(texelCount * 4);
  fillAlpha(data, 1);
  const isShared = layout.samples.some(({ qualifiers }) => (qualifiers & QUALIFIER_EXPONENT) !== 0);
  for (const sample of layout.samples) {
    if (sample.qualifiers & QUALIFIER_EXPONENT) continue;
    const component = componentOf(sample);
    const values = isShared ? readShared(bytes, layout, sample) : readFloats(bytes, layout, sample);
    for (let texel = 0; texel < texelCount; texel++) data[texel * 4 + component] = values[texel]!;
  }
  return data;
}

function componentOf({ channel }: ComponentBits): number {
  return channel === CHANNEL_ALPHA ? 3 : channel;
}

function fillAlpha(data: Uint8Array | Uint16Array | Float32Array, opaque: number): void {
  for (let at = 3; at < data.length; at += 4) data[at] = opaque;
}

type Read = (texelOffset: number) => number;

/** Bits of a little-endian word that ends within 4 bytes, which those of every format do. */
function integerReader(bytes: Uint8Array, { bitOffset, bits }: ComponentBits): Read {
  const first = bitOffset >> 3;
  const shift = bitOffset & 7;
  const byteCount = Math.ceil((shift + bits) / 8);
  const modulus = 2 ** bits;
  return (texelOffset) => {
    let word = 0;
    for (let byte = byteCount - 1; byte >= 0; byte--) word = word * 256 + bytes[texelOffset + first + byte]!;
    return Math.floor(word / 2 ** shift) % modulus;
  };
}

/** One component of every texel. */
function readFloats(bytes: Uint8Array, { texelBytes }: TexelLayout, sample: ComponentBits): Float32Array {
  const texelCount = bytes.length / texelBytes;
  if (sample.bits === 32) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const first = sample.bitOffset >> 3;
    return Float32Array.from({ length: texelCount }, (_, texel) => view.getFloat32(texel * texelBytes + first, true));
  }
  const read = integerReader(bytes, sample);
  // Floats of 10 and 11 bits are halves without sign, and without the lower bits of the mantissa.
  const missing = sample.bits === 16 ? 1 : 2 ** (15 - sample.bits);
  return widenHalves(Uint16Array.from({ length: texelCount }, (_, texel) => read(texel * texelBytes) * missing));
}

function readShared(bytes: Uint8Array, { texelBytes }: TexelLayout, sample: ComponentBits): Float32Array {
  const { bias, mantissaBits, offset, bits } = SHARED_EXPONENT;
  const mantissa = integerReader(bytes, sample);
  const exponent = integerReader(bytes, { ...sample, bitOffset: offset, bits });
  return Float32Array.from({ length: bytes.length / texelBytes }, (_, texel) => {
    const at = texel * texelBytes;
    return mantissa(at) * 2 ** (exponent(at) - bias - mantissaBits);
  });
}
