/** Textures that are not compressed to images: no codec is needed. */
import { vkNameOf } from './containers/carried-format.js';
import { imageOf } from './containers/texture-shape.js';
import { AstcError } from './errors.js';
import { unpackTexels } from './images/unpack-texels.js';
import type { FilledDecodeOptions } from './options/decode-options.js';
import type { CarriedTexture, PlainImage } from './types.js';
import { findVkFormat } from './vk-formats/index.js';

/** @throws {AstcError} E_UNSUPPORTED for formats that are only carried */
export function decodeTexels(
  texture: CarriedTexture,
  options: FilledDecodeOptions,
): Pick<PlainImage, 'data' | 'hasAlpha'> {
  const row = texture.format === 'uncompressed' ? findVkFormat(texture.vkFormat) : undefined;
  if (row === undefined || texture.packed !== undefined) {
    const name =
      texture.packed === undefined
        ? vkNameOf(texture)
        : `${vkNameOf(texture)}, packed by scheme ${texture.packed.scheme},`;
    throw new AstcError('E_UNSUPPORTED', `texels of ${name} are carried from file to file, not decoded`);
  }
  return unpackTexels(imageOf(texture, options.level, options), row, options.bits);
}
