/** Samples: a channel's place and range. Spec: KDFS 1.3, "Sample information" and "sampleLower and sampleUpper". */
import { QUALIFIER, RGBSDA_CHANNEL } from './khr-df.js';
import type { NumericFormat, VkSample } from './row.js';

/** Bits of 1.0 and -1.0 as 32-bit floats. */
const FLOAT_ONE = 0x3f800000;
const FLOAT_MINUS_ONE = 0xbf800000 | 0;

const QUALIFIERS: Readonly<Record<NumericFormat, number>> = {
  UNORM: 0,
  SNORM: QUALIFIER.SIGNED,
  USCALED: 0,
  SSCALED: QUALIFIER.SIGNED,
  UINT: 0,
  SINT: QUALIFIER.SIGNED,
  SRGB: 0,
  SFLOAT: QUALIFIER.SIGNED | QUALIFIER.FLOAT,
  UFLOAT: QUALIFIER.FLOAT,
  SFIXED5: QUALIFIER.SIGNED,
};

/** The range of a sample of `bits`; one of a compressed block is as wide as 32 bits can say. */
function rangeOf(numeric: NumericFormat, bits: number): readonly [lower: number, upper: number] {
  switch (numeric) {
    case 'UNORM':
    case 'SRGB':
      return [0, bits > 32 ? 0xffffffff : 2 ** bits - 1];
    case 'SNORM':
      return bits > 32 ? [-0x80000000, 0x7fffffff] : [1 - 2 ** (bits - 1), 2 ** (bits - 1) - 1];
    case 'UINT':
    case 'USCALED':
      return [0, 1];
    case 'SINT':
    case 'SSCALED':
      return [-1, 1];
    case 'SFLOAT':
      return [FLOAT_MINUS_ONE, FLOAT_ONE];
    case 'UFLOAT':
      return [0, FLOAT_ONE];
    case 'SFIXED5':
      return [-(2 ** 5), 2 ** 5];
  }
}

/** Alpha beside sRGB-encoded colours is linear, and says so. */
export function makeSample(numeric: NumericFormat, channel: number, bitOffset: number, bits: number): VkSample {
  const isLinearAlpha = numeric === 'SRGB' && channel === RGBSDA_CHANNEL.A;
  const [lower, upper] = rangeOf(numeric, bits);
  const qualifiers = QUALIFIERS[numeric] | (isLinearAlpha ? QUALIFIER.LINEAR : 0);
  return { channel, qualifiers, bitOffset, bits, lower, upper, positionX: 0, positionY: 0 };
}
