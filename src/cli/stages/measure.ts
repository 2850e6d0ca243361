/** What `--metrics` adds to a file: how far the texture is from its image. */
import type { Encoder } from '../../encoder.js';
import type { WeightedErrors } from '../../measure-weighted.js';
import type { HdrMetrics } from '../../metrics/hdr.js';
import type { ImageMetrics } from '../../metrics/psnr.js';
import type { SsimMetrics } from '../../metrics/ssim-metrics.js';
import type { EncodeOptions, FilledEncodeOptions } from '../../options/encode-options.js';
import type { ImageGroup } from '../../shapes/gather-images.js';
import type { CompressedTexture, Image } from '../../types.js';
import type { Stage } from './stage.js';

/** Figures of a texture; beside the plain ones that where errors count as they did when the texture was made. */
export type TextureMetrics = (ImageMetrics & SsimMetrics & { psnrWeighted?: number }) | HdrMetrics;

/**
 * Of the largest level, all its images together. Over 8-bit values, which are what the figures mean. Of a 16-bit image those
 * are the top 8 bits, so the texture is decoded to 16 bits as well: EAC rounds to the nearest 8 otherwise, half a step away.
 */
export function createMeasureStage(
  starting: Promise<Encoder>,
  options: EncodeOptions,
  settings: FilledEncodeOptions,
): Stage<
  { images: readonly Image[]; texture: CompressedTexture; content: FilledEncodeOptions['content'] },
  TextureMetrics
> {
  return async ({ images, texture, content }, { inputs, signal }) => {
    const [encoder, { comparablePair, measurePair, measureHdrEncoding }, { joinMetrics }, { joinHdrMetrics }] =
      await Promise.all([
        starting,
        import('../../measure.js'),
        import('../../metrics/join-metrics.js'),
        import('../../metrics/hdr.js'),
      ]);
    const [{ measureSsim, joinSsim }, { hasWeights, weighErrors, weightedPsnr }, { gatherImages }] = await Promise.all([
      import('../../metrics/ssim-metrics.js'),
      import('../../measure-weighted.js'),
      import('../../shapes/gather-images.js'),
    ]);
    const group = await gatherImages(images, settings, { nameOf: (index) => inputs[index]!, signal });
    const isLight = texture.profile !== 'ldr' || settings.rgbm !== undefined;
    // Layouts are for normals.
    const { normalLayout, ...rest } = options;
    const settled = { ...rest, content, ...(content === 'normal' && { normalLayout }) };
    const isWeighed = !isLight && hasWeights(settings);
    const parts: ImageMetrics[] = [];
    const similarities: SsimMetrics[] = [];
    const weighed: WeightedErrors[] = [];
    const lightParts: HdrMetrics[] = [];
    for (const [index, image] of group.images.entries()) {
      const bits = image.data instanceof Uint8Array && !isLight ? 8 : 16;
      // The picture as it was compressed: the same once more, where its size was changed.
      const isChanged = image.width !== texture.width || image.height !== texture.height;
      const reference = isChanged ? await encoder.resize(image, { ...settled, signal }) : image;
      const decoded = await encoder.decode(texture, { ...placeOf(group, index), bits, signal });
      if (isLight) {
        lightParts.push(measureHdrEncoding(reference, decoded, settled));
        continue;
      }
      const pair = comparablePair(reference, decoded, settled);
      parts.push(measurePair(pair));
      similarities.push(measureSsim(pair.reference, pair.texture, pair.counted));
      if (isWeighed) weighed.push(weighErrors(reference, decoded, { ...settings, content }));
    }
    if (isLight) return joinHdrMetrics(lightParts);
    const plain = { ...joinMetrics(parts), ...joinSsim(similarities) };
    return isWeighed ? { ...plain, psnrWeighted: weightedPsnr(weighed) } : plain;
  };
}

/** Where the images of a group lie in its texture. */
function placeOf({ faces, depth }: ImageGroup, index: number) {
  if (depth !== undefined) return { slice: index };
  return { layer: Math.floor(index / faces), face: index % faces };
}
