/** What every image function needs to know of component types, and the conversions between 8 and 16 bits. */
import { AstcError } from '../errors.js';
import type { ComponentType, Image } from '../types.js';
import { widenHalves } from './half-float.js';

/** How the image's components are stored: what it says, else what its array suggests. */
export function componentTypeOf({ data, componentType }: Pick<Image, 'data' | 'componentType'>): ComponentType {
  if (data instanceof Uint8Array) return 'unorm8';
  if (data instanceof Float32Array) return 'float32';
  return componentType === 'float16' ? 'float16' : 'unorm16';
}

/** Whether the components are numbers of any range, not shares of one. */
export function isFloatImage(image: Image): boolean {
  const type = componentTypeOf(image);
  return type === 'float16' || type === 'float32';
}

/** The image with half floats as singles, so that its numbers can be computed with; any other as it is. */
export function widenHalfImage(image: Image): Image {
  if (componentTypeOf(image) !== 'float16') return image;
  return { ...image, data: widenHalves(image.data as Uint16Array), componentType: 'float32' };
}

/** The value that stands for 1.0 in the image's component type; half floats are to be widened first. */
export function componentMax({ data }: Pick<Image, 'data'>): number {
  if (data instanceof Uint8Array) return 0xff;
  return data instanceof Uint16Array ? 0xffff : 1;
}

/** Zeroed components of the image's own type. */
export function allocateLike(image: Image): Image['data'] {
  return allocateComponents(image, image.data.length);
}

/** So many zeroed components of the image's own type. */
export function allocateComponents({ data }: Pick<Image, 'data'>, length: number): Image['data'] {
  if (data instanceof Uint8Array) return new Uint8Array(length);
  return data instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length);
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
  if (isFloatImage(image)) unsupportedFloat(8);
  // Why: a loop; `Uint8Array.from` with a function takes 134 ns a component, 40 times as long.
  const top = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index++) top[index] = data[index]! >>> 8;
  return { ...withoutComponentType(image), data: top };
}

/**
 * The image in 16 bits a component: 255 becomes 65535 (times 257). A 16-bit image is returned as it is.
 *
 * @throws {AstcError} E_UNSUPPORTED for float images
 */
export function toUint16Image(image: Image): Image {
  const { data } = image;
  if (isFloatImage(image)) unsupportedFloat(16);
  if (data instanceof Uint16Array) return image;
  const wide = new Uint16Array(data.length);
  for (let index = 0; index < data.length; index++) wide[index] = data[index]! * 257;
  return { ...withoutComponentType(image), data: wide };
}

/** Whether alpha is its maximum in every pixel. */
export function isOpaque(image: Image): boolean {
  if (!image.hasAlpha) return true;
  const { data } = widenHalfImage(image);
  const max = componentMax({ data });
  for (let alpha = 3; alpha < data.length; alpha += 4) {
    // NaN is not opaque either.
    if (!(data[alpha]! >= max)) return false;
  }
  return true;
}

/** Arrays that can hold a component type. */
const ARRAYS: Readonly<Record<ComponentType, string>> = {
  unorm8: 'Uint8Array',
  unorm16: 'Uint16Array',
  float16: 'Uint16Array',
  float32: 'Float32Array',
};

/** Throws E_OPTION unless size, data and component type of an image agree. */
export function checkImage(image: Image): void {
  const { width, height, data, componentType } = image;
  const isSized = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
  if (!isSized || data.length !== width * height * 4) {
    throw new AstcError(
      'E_OPTION',
      `Expected an image of ${width}x${height} pixels with ${width * height * 4} components but received ${data.length}`,
    );
  }
  if (componentType !== undefined && componentTypeOf(image) !== componentType) {
    const wanted = ARRAYS[componentType] ?? 'a known type';
    throw new AstcError(
      'E_OPTION',
      `Expected components of ${componentType} in ${wanted} but received ${data.constructor.name}`,
    );
  }
}

function withoutComponentType({ componentType: _, ...image }: Image): Image {
  return image;
}

function unsupportedFloat(bits: number): never {
  throw new AstcError('E_UNSUPPORTED', `a float image (linear light of any range) has no ${bits}-bit form`);
}
