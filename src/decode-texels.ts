/** Textures that are not compressed to images: no codec is needed, the descriptor says where components lie. */
import { basicBlockOf, samplesOf } from './containers/descriptor-block.js';
import { blockSizeOf, imageOf } from './containers/texture-shape.js';
import { AstcError } from './errors.js';
import { unpackTexels } from './images/unpack-texels.js';
import type { FilledDecodeOptions } from './options/decode-options.js';
import type { CarriedTexture, PlainImage } from './types.js';

/** @throws {AstcError} E_UNSUPPORTED for formats that are only carried; E_OPTION for a descriptor that does not fit */
export function decodeTexels(
  texture: CarriedTexture,
  options: FilledDecodeOptions,
): Pick<PlainImage, 'data' | 'hasAlpha'> {
  const { format, vkFormat, packed, dfd } = texture;
  if (format !== 'uncompressed' || packed !== undefined) {
    const scheme = packed === undefined ? '' : `, packed by scheme ${packed.scheme},`;
    throw new AstcError(
      'E_UNSUPPORTED',
      `texels of VkFormat ${vkFormat}${scheme} are carried from file to file, not decoded`,
    );
  }
  const { bytes } = blockSizeOf(texture);
  const basic = basicBlockOf(dfd);
  const samples = basic === undefined ? [] : samplesOf(dfd, basic);
  const fits = samples.every(({ bitOffset, bits }) => bits <= 32 && bitOffset + bits <= bytes * 8);
  if (samples.length === 0 || !fits) {
    throw new AstcError('E_OPTION', `Expected a descriptor of texels of ${bytes} bytes for dfd`);
  }
  return unpackTexels(imageOf(texture, options.level, options), { samples, texelBytes: bytes }, options.bits);
}
