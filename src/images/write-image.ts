/** {@link Image} to image files, in Node. */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { checkImage, isOpaque } from './channels.js';
import { loadSharp } from './load-sharp.js';

/**
 * Encodes a PNG with exactly the image's components: 8 bits for `Uint8Array`, 16 for `Uint16Array`. Alpha is written
 * where any pixel is not opaque, so that textures of opaque pictures give RGB files; colours under zero alpha survive.
 * The colour space is not written: readers take PNG as sRGB, and for linear images the numbers are the point.
 *
 * @throws {AstcError} E_UNSUPPORTED for float images, E_TOO_LARGE where PNG ends, E_OPTION, E_SHARP_MISSING
 */
export async function encodePng(image: Image): Promise<Uint8Array> {
  checkImage(image);
  const { width, height, data } = image;
  if (data instanceof Float32Array) {
    throw new AstcError('E_UNSUPPORTED', 'PNG cannot hold float components (expected 8- or 16-bit data)');
  }
  const sharp = await loadSharp();
  const channels = isOpaque(image) ? 3 : 4;
  const input = channels === 4 ? data : dropAlpha(data);
  try {
    const png = await sharp(input, { raw: { width, height, channels }, limitInputPixels: false })
      .toColourspace(data instanceof Uint16Array ? 'rgb16' : 'srgb')
      .png({ compressionLevel: 6, adaptiveFiltering: true })
      .toBuffer();
    return new Uint8Array(png.buffer, png.byteOffset, png.byteLength);
  } catch (cause) {
    throw new AstcError('E_TOO_LARGE', `an image of ${width}x${height} pixels cannot be written as PNG`, { cause });
  }
}

function dropAlpha(data: Uint8Array | Uint16Array): Uint8Array | Uint16Array {
  const pixelCount = data.length / 4;
  const rgb = data instanceof Uint16Array ? new Uint16Array(pixelCount * 3) : new Uint8Array(pixelCount * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from]!;
    rgb[to + 1] = data[from + 1]!;
    rgb[to + 2] = data[from + 2]!;
  }
  return rgb;
}
