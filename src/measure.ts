/** How well a texture stands for the image it was made from. */
import { resolveEncodeOptions } from './check-options.js';
import { swizzleImage } from './images/swizzle.js';
import { compareImages, type ImageMetrics } from './metrics/psnr.js';
import type { EncodeOptions } from './options.js';
import { prepareImage } from './prepare-image.js';
import type { Image } from './types.js';

/** Brings X and Y, stored as luminance and alpha, to where both count alike. */
const NORMAL_VIEW = 'rara';

/**
 * Compares the image that was given to `encode` with what its texture decodes to, over the components as stored: alpha
 * handling and swizzle of the same options come first. With `content` normal both figures are over X and Y.
 *
 * @throws {AstcError} E_OPTION, E_UNSUPPORTED
 */
export function measureEncoding(image: Image, decoded: Image, options: EncodeOptions = {}): ImageMetrics {
  const filled = resolveEncodeOptions(options);
  const prepared = prepareImage(image, filled);
  if (filled.content !== 'normal') return compareImages(prepared, decoded);
  const metrics = compareImages(swizzleImage(prepared, NORMAL_VIEW), swizzleImage(decoded, NORMAL_VIEW));
  return { ...metrics, psnrRgb: metrics.psnrRgba };
}
