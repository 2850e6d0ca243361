/** What `--metrics` adds to a file: how far the texture is from its image. */
import type { Encoder } from '../../encoder.js';
import type { ImageMetrics } from '../../metrics/psnr.js';
import type { EncodeOptions } from '../../options/encode-options.js';
import type { Image, Texture } from '../../types.js';
import type { Stage } from './stage.js';

/**
 * Of the largest level. Over 8-bit values, which are what the figures mean. Of a 16-bit image those are the top 8 bits, so the texture is decoded
 * to 16 bits as well: EAC rounds to the nearest 8 otherwise, half a step away.
 */
export function createMeasureStage(
  starting: Promise<Encoder>,
  options: EncodeOptions,
): Stage<{ image: Image; texture: Texture }, ImageMetrics> {
  return async ({ image, texture }, { signal }) => {
    const [encoder, { measureEncoding }] = await Promise.all([starting, import('../../measure.js')]);
    const bits = image.data instanceof Uint16Array ? 16 : 8;
    // The picture as it was compressed: the same once more, where its size was changed.
    const isChanged = image.width !== texture.width || image.height !== texture.height;
    const reference = isChanged ? await encoder.resize(image, { ...options, signal }) : image;
    return measureEncoding(reference, await encoder.decode(texture, { bits, signal }), options);
  };
}
