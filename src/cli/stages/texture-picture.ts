/** Texels of a texture file that are not compressed, as a picture: what tools write floats in that know no OpenEXR. */
import { isCompressed, isFlat, shapeName, shapeOf } from '../../containers/texture-shape.js';
import { decodeTexels } from '../../decode-texels.js';
import { AstcError } from '../../errors.js';
import { uprightImage } from '../../images/orientation.js';
import { checkPixels } from '../../images/read-checks.js';
import { DECODE_DEFAULTS } from '../../options/decode-options.js';
import { readTexture } from '../../read-texture.js';
import type { Image } from '../../types.js';

/** Bits above which integers need 16 of the image's. */
const FEW_BITS = 8;

/**
 * The largest level of a 2D texture, its top row first.
 *
 * @throws {AstcError} E_UNSUPPORTED for blocks, arrays, cube maps and volumes; E_TOO_LARGE; what the container's reader throws
 */
export function readTexturePicture(bytes: Uint8Array): Image {
  const texture = readTexture(bytes);
  const { width, height, colorSpace, primaries, orientation } = texture;
  if (isCompressed(texture) || texture.format !== 'uncompressed') {
    throw new AstcError('E_UNSUPPORTED', 'a texture of blocks (expected an image, or texels that are not compressed)', {
      hint: 'decode makes an image of it',
    });
  }
  const shape = shapeOf(texture);
  // Some writers call every picture a volume of one slice.
  if (!isFlat({ ...shape, depth: shape.depth === 1 ? 0 : shape.depth })) {
    throw new AstcError('E_UNSUPPORTED', `a ${shapeName(shape)} (expected a 2D texture as picture)`);
  }
  checkPixels(texture, 'a texture');
  const isDeep = texture.bytesPerBlock * 8 > FEW_BITS * 4 || texture.typeSize > 1;
  const { data, hasAlpha } = decodeTexels(texture, { ...DECODE_DEFAULTS, bits: isDeep ? 16 : 8 });
  const isFloat = data instanceof Float32Array;
  const stored: Image = {
    width,
    height,
    data,
    channels: 4,
    colorSpace: isFloat ? 'linear' : colorSpace,
    ...(primaries === 'unspecified' && { primaries }),
    hasAlpha,
  };
  return uprightImage(stored, orientation);
}
