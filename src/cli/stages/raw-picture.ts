/** Pixels without a file around them: `--raw 64x64:rgba8`. */
import { AstcError } from '../../errors.js';
import { checkPixels } from '../../images/read-checks.js';
import { type TexelLayout, unpackTexels } from '../../images/unpack-texels.js';
import { RAW_TYPES, type RawType } from '../../options/raw-words.js';
import type { Image } from '../../types.js';

/** Of the data format descriptor. */
const CHANNELS = [0, 1, 2, 15] as const;
const FLOAT = 0x80;

/**
 * Little-endian components, pixel by pixel from the top left; missing colours are 0, missing alpha is 1, as GPUs have it.
 * Floats are linear light, integers colours of sRGB.
 *
 * @param words  the flag's value, checked
 * @throws {AstcError} E_IMAGE_INVALID for any other number of bytes; E_TOO_LARGE
 */
export function readRawPicture(bytes: Uint8Array, words: string): Image {
  const [size, type] = words.split(':') as [string, RawType];
  const [width, height] = size.split('x').map(Number) as [number, number];
  const { componentCount, bits, isFloat } = RAW_TYPES[type];
  checkPixels({ width, height }, 'raw pixels');
  const texelBytes = (componentCount * bits) / 8;
  const expected = width * height * texelBytes;
  if (bytes.length !== expected) {
    throw new AstcError('E_IMAGE_INVALID', `raw pixels of ${bytes.length} bytes (expected ${expected} for ${words})`);
  }
  const samples: TexelLayout['samples'] = Array.from({ length: componentCount }, (_, index) => ({
    channel: CHANNELS[index]!,
    qualifiers: isFloat ? FLOAT : 0,
    bitOffset: index * bits,
    bits,
  }));
  const pixels = unpackTexels(bytes, { samples, texelBytes }, bits === 8 ? 8 : 16);
  return { width, height, ...pixels, channels: 4, colorSpace: isFloat ? 'linear' : 'srgb' };
}
