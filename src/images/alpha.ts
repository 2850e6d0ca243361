/** What `--alpha` does to an image before it is compressed: multiply colours by alpha, or bleed them under it. */
import type { Image } from '../types.js';
import { bleedColors } from './bleed.js';
import { allocateLike, checkImage, componentMax, widenHalfImage } from './channels.js';
import { linearToSrgb, srgbToLinear } from './srgb.js';

/**
 * A new image whose colours are multiplied by alpha, alpha unchanged. The product is taken in linear light: an sRGB
 * image is decoded, multiplied and encoded again, so that what a GPU samples from an sRGB texture is colour times
 * alpha, and blending with (ONE, ONE_MINUS_SRC_ALPHA) equals blending the straight image. Linear images are multiplied
 * as they are. Rounds to nearest. Half floats are widened.
 */
export function premultiplyAlpha(source: Image): Image {
  checkImage(source);
  if (!source.hasAlpha) return source;
  const image = widenHalfImage(source);
  const data = allocateLike(image);
  const multiply = chooseMultiply(image);
  for (let texel = 0; texel < data.length; texel += 4) {
    const alpha = image.data[texel + 3]!;
    data[texel] = multiply(image.data[texel]!, alpha);
    data[texel + 1] = multiply(image.data[texel + 1]!, alpha);
    data[texel + 2] = multiply(image.data[texel + 2]!, alpha);
    data[texel + 3] = alpha;
  }
  return { ...image, data };
}

type Multiply = (value: number, alpha: number) => number;

function chooseMultiply(image: Image): Multiply {
  const max = componentMax(image);
  if (image.data instanceof Float32Array) return (value, alpha) => value * alpha;
  if (image.colorSpace === 'linear') return (value, alpha) => Math.round((value * alpha) / max);
  const multiply = multiplySrgb(max);
  return image.data instanceof Uint8Array ? tabulate(multiply) : multiply;
}

/** The product in linear light; decoding is a table, encoding a power only where alpha is neither end. */
function multiplySrgb(max: number): Multiply {
  const linear = Float64Array.from({ length: max + 1 }, (_, value) => srgbToLinear(value / max));
  return (value, alpha) => {
    if (alpha === max) return value;
    return alpha === 0 ? 0 : Math.round(linearToSrgb((linear[value]! * alpha) / max) * max);
  };
}

/** All 65536 products of 8-bit values. */
function tabulate(multiply: Multiply): Multiply {
  const table = new Uint8Array(256 * 256);
  for (let alpha = 0; alpha < 256; alpha++) {
    for (let value = 0; value < 256; value++) table[alpha * 256 + value] = multiply(value, alpha);
  }
  return (value, alpha) => table[alpha * 256 + value]!;
}

/**
 * A new image whose fully transparent texels take the colours of the visible ones around them; visible texels and all
 * alpha are unchanged. Filtering and mip levels then no longer mix in whatever colour lay hidden (dark or white
 * fringes), and the compressor spends nothing on it. An image without visible texels, or without transparent ones, is
 * returned as it is. Time and memory grow with the number of texels alone.
 */
export function bleedAlpha(source: Image): Image {
  checkImage(source);
  if (!source.hasAlpha) return source;
  const image = widenHalfImage(source);
  const data = allocateLike(image);
  data.set(image.data);
  return bleedColors(data, image.width, image.height) ? { ...image, data } : image;
}
