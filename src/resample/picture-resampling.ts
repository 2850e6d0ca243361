/** How a picture is resampled: what its numbers are, and the filter that was asked for. */
import type { SampleType } from '../codec/band-resampler.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import type { Resampling } from '../pool/level-codec.js';
import type { ColorSpace, Image } from '../types.js';

/** What a picture and its options decide of a {@link Resampling}. */
export type PictureResampling = Omit<Resampling, 'source' | 'target' | 'sourceType' | 'targetType'>;

/**
 * Colours are filtered in linear light and by their alpha; premultiplied ones, masks and data as they are; normals too,
 * and made unit vectors afterwards, as ktx and basisu do whatever length they came with.
 *
 * @param space  of its colours, as they are to be filtered
 */
export function pictureResampling(image: Image, space: ColorSpace, options: FilledEncodeOptions): PictureResampling {
  const { content, alpha, mipFilter, mipWrap, mipScale } = options;
  const isColor = content === 'color';
  return {
    filter: mipFilter === 'lanczos' ? 'lanczos3' : mipFilter,
    filterScale: mipScale,
    edge: mipWrap,
    isSrgb: isColor && space === 'srgb',
    isAlphaAware: isColor && hasStoredAlpha(image, options) && alpha !== 'premultiply',
    isDirection: content === 'normal',
    alphaScale: 1,
  };
}

/** Whether there is alpha that the format keeps: where it is lost, hidden colours are shown, at every level. */
export function hasStoredAlpha({ hasAlpha }: Image, { format }: FilledEncodeOptions): boolean {
  return hasAlpha && /^(astc|etc2-rgba1?)$/.test(format);
}

/** How the components of an image are stored; halves are to be widened first. */
export function sampleTypeOf({ data }: Image): SampleType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Uint8Array ? 'unorm8' : 'unorm16';
}

/** The bytes of an image. */
export function bytesOf({ data }: Image): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** An image of other pixels, in the same type of components. */
export function withPixels(
  image: Image,
  { width, height }: { width: number; height: number },
  bytes: Uint8Array,
): Image {
  return { ...image, width, height, data: componentsOf(image, bytes) };
}

function componentsOf({ data }: Image, bytes: Uint8Array): Image['data'] {
  const { buffer, byteOffset, byteLength } = bytes;
  if (data instanceof Uint8Array) return bytes;
  if (data instanceof Uint16Array) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Float32Array(buffer, byteOffset, byteLength / 4);
}
