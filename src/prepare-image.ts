/** From the image the caller has to the one that is compressed: alpha, components, meaning. */
import { isAlwaysLinear } from './codec/formats.js';
import { AstcError } from './errors.js';
import { bleedAlpha, premultiplyAlpha } from './images/alpha.js';
import { checkImage } from './images/channels.js';
import { swizzleImage } from './images/swizzle.js';
import type { FilledEncodeOptions } from './options.js';
import type { ColorSpace, Image, TextureFormat } from './types.js';

/**
 * Where X and Y of a normal go: luminance and alpha, which ASTC and ETC2 RGBA store without correlation between the two;
 * red and green where there is no such alpha. Formats that can store only one of them have no entry.
 */
export const NORMAL_SWIZZLES: Readonly<Partial<Record<TextureFormat, 'rrrg' | 'rg01'>>> = {
  astc: 'rrrg',
  'etc2-rgba': 'rrrg',
  etc1: 'rg01',
  'etc2-rgb': 'rg01',
  'eac-rg11': 'rg01',
  'eac-rg11-snorm': 'rg01',
};

/**
 * The image as it is compressed: alpha handled, components rearranged, colour space settled.
 *
 * @throws {AstcError} E_OPTION for an image whose parts disagree; E_UNSUPPORTED for float pixels
 */
export function prepareImage(image: Image, options: FilledEncodeOptions): Image {
  checkImage(image);
  if (image.data instanceof Float32Array) {
    throw new AstcError('E_UNSUPPORTED', 'this version encodes the ldr profile only (received float pixels)', {
      hint: 'tone-map the image to 8 or 16 bits first',
    });
  }
  const tagged: Image = { ...image, colorSpace: resolveColorSpace(image, options) };
  const swizzled = swizzleImage(applyAlpha(tagged, options.alpha), options.swizzle);
  return options.content === 'normal' ? swizzleImage(swizzled, NORMAL_SWIZZLES[options.format]!) : swizzled;
}

/** Significance of the components as stored. */
export function storedWeights(options: FilledEncodeOptions): [number, number, number, number] {
  const [r, g, b, a] = options.channelWeights as readonly [number, number, number, number];
  if (options.content !== 'normal') return [r, g, b, a];
  return NORMAL_SWIZZLES[options.format] === 'rg01' ? [r, g, 0, 0] : [r, 0, 0, g];
}

/** Only colours are sRGB-encoded, and EAC stores none. */
function resolveColorSpace(image: Image, options: FilledEncodeOptions): ColorSpace {
  if (isAlwaysLinear(options.format)) return 'linear';
  if (options.colorSpace !== 'auto') return options.colorSpace;
  return options.content === 'color' ? image.colorSpace : 'linear';
}

function applyAlpha(image: Image, alpha: FilledEncodeOptions['alpha']): Image {
  if (alpha === 'premultiply') return premultiplyAlpha(image);
  return alpha === 'bleed' ? bleedAlpha(image) : image;
}
