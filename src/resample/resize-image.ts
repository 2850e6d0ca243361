/** A picture in the size that was asked for. */
import type { FilledEncodeOptions } from '../options/encode-options.js';
import type { LevelCodec, LevelControls } from '../pool/level-codec.js';
import type { ColorSpace, Image } from '../types.js';
import { bytesOf, pictureResampling, sampleTypeOf, withPixels } from './picture-resampling.js';
import { resampleLight } from './resample-light.js';
import { targetSize } from './target-size.js';

/**
 * The image in the size that the options ask for: itself where that is the size it has.
 *
 * @param image  halves widened
 * @param space  of its colours, as they are to be filtered
 * @throws {AstcError} E_TOO_LARGE, E_ABORTED, E_WASM, E_WORKER
 */
export async function resizeImage(
  codec: LevelCodec,
  image: Image,
  { space, options, controls }: { space: ColorSpace; options: FilledEncodeOptions; controls: LevelControls },
): Promise<Image> {
  const target = targetSize(options, image);
  if (target.width === image.width && target.height === image.height) return image;
  const type = sampleTypeOf(image);
  const settings = pictureResampling(image, space, { ...options, alpha: 'straight' });
  const pixels = await resampleLight(
    codec,
    bytesOf(image),
    {
      ...settings,
      // Components that are rearranged afterwards are no directions yet.
      isDirection: settings.isDirection && options.swizzle.startsWith('rgb'),
      source: { width: image.width, height: image.height },
      target,
      sourceType: type,
      targetType: type,
    },
    { isLight: type === 'float32', controls },
  );
  return withPixels(image, target, pixels);
}
