/** What every image function needs to know of component types, and the conversions between 8 and 16 bits. */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';

/** The value that stands for 1.0 in the image's component type. */
export function componentMax(image: Image): number {
  if (image.data instanceof Uint8Array) return 0xff;
  return image.data instanceof Uint16Array ? 0xffff : 1;
}

/** Zeroed components of the image's own type. */
export function allocateLike(image: Image): Image['data'] {
  const { length } = image.data;
  if (image.data instanceof Uint8Array) return new Uint8Array(length);
  return image.data instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length);
}

/**
 * The image in 8 bits a component: the top 8 of 16, as every 16-to-8 reader of textures does (and as
 * {@link toUint16Image} is undone exactly). An 8-bit image is returned as it is.
 *
 * @throws {AstcError} E_UNSUPPORTED for float images: their range has no 8-bit form
 */
export function toUint8Image(image: Image): Image {
  const { data } = image;
  if (data instanceof Uint8Array) return image;
  if (data instanceof Float32Array) unsupportedFloat(8);
  // Why: a loop; `Uint8Array.from` with a function takes 134 ns a component, 40 times as long.
  const top = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index++) top[index] = data[index]! >>> 8;
  return { ...image, data: top };
}

/**
 * The image in 16 bits a component: 255 becomes 65535 (times 257). A 16-bit image is returned as it is.
 *
 * @throws {AstcError} E_UNSUPPORTED for float images
 */
export function toUint16Image(image: Image): Image {
  const { data } = image;
  if (data instanceof Uint16Array) return image;
  if (data instanceof Float32Array) unsupportedFloat(16);
  const wide = new Uint16Array(data.length);
  for (let index = 0; index < data.length; index++) wide[index] = data[index]! * 257;
  return { ...image, data: wide };
}

/** Whether alpha is its maximum in every pixel. */
export function isOpaque(image: Image): boolean {
  if (!image.hasAlpha) return true;
  const { data } = image;
  const max = componentMax(image);
  for (let alpha = 3; alpha < data.length; alpha += 4) {
    if (data[alpha]! < max) return false;
  }
  return true;
}

/** Throws E_OPTION unless size and data of an image agree. */
export function checkImage(image: Image): void {
  const { width, height, data } = image;
  const isSized = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
  if (!isSized || data.length !== width * height * 4) {
    throw new AstcError(
      'E_OPTION',
      `Expected an image of ${width}x${height} pixels with ${width * height * 4} components but received ${data.length}`,
    );
  }
}

function unsupportedFloat(bits: number): never {
  throw new AstcError('E_UNSUPPORTED', `a float image (linear light of any range) has no ${bits}-bit form`);
}
