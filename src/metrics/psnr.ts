/** How far two images are apart, over 8-bit values. */

import { AstcError } from '../errors.js';
import { acceptPixels, type PixelInput } from '../images/accept-pixels.js';
import { isFloatImage } from '../images/channels.js';
import type { Image } from '../types.js';
import type { AngularError } from './angles.js';
import { psnrDb } from './decibels.js';

/** Squared error of 8-bit values, averaged over the image, by component. */
export interface ComponentErrors {
  r: number;
  g: number;
  b: number;
  a: number;
}

export interface ImageMetrics {
  /**
   * Peak signal to noise over red, green and blue, in dB: 10 log10(255² / mean squared error). Infinity where the
   * three agree everywhere; JSON has no Infinity and `JSON.stringify` writes `null`, so `"psnrRgb": null` means
   * no difference (`mse` and `identical` say it in numbers).
   */
  psnrRgb: number;
  /** The same over red, green, blue and alpha. */
  psnrRgba: number;
  mse: ComponentErrors;
  /** Largest difference of any component, 0..255. */
  maxDifference: number;
  /** Pixels that differ in any component. */
  differingPixels: number;
  identical: boolean;
  /** Of normal maps that were compared as such: {@link compareNormals}. */
  angularError?: AngularError;
}

/**
 * Compares two images of one size, each an {@link Image}, `ImageData` or `{ data, width, height }`. 16-bit components
 * count with their top 8 bits, as 8-bit pictures of decoded textures do. Numbers are compared as they are: colour spaces
 * are not converted, alpha does not weight colours.
 *
 * @throws {AstcError} E_OPTION for different sizes; E_UNSUPPORTED for float images, whose range has no peak
 */
export function compareImages(inputA: PixelInput, inputB: PixelInput): ImageMetrics {
  const { a, b } = acceptComparable(inputA, inputB);
  const shiftA = shiftTo8(a);
  const shiftB = shiftTo8(b);
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  let maxDifference = 0;
  let differingPixels = 0;
  for (let texel = 0; texel < a.data.length; texel += 4) {
    let worst = 0;
    for (let component = 0; component < 4; component++) {
      const difference = (a.data[texel + component]! >>> shiftA) - (b.data[texel + component]! >>> shiftB);
      sums[component] = sums[component]! + difference * difference;
      worst = Math.max(worst, Math.abs(difference));
    }
    if (worst > 0) differingPixels++;
    maxDifference = Math.max(maxDifference, worst);
  }
  // Sums are integers below 2^53 for every image that fits in memory: exact, whatever the order.
  const pixelCount = a.width * a.height;
  const [r, g, b2, alpha] = sums;
  return {
    psnrRgb: psnrDb((r + g + b2) / (pixelCount * 3)),
    psnrRgba: psnrDb((r + g + b2 + alpha) / (pixelCount * 4)),
    mse: { r: r / pixelCount, g: g / pixelCount, b: b2 / pixelCount, a: alpha / pixelCount },
    maxDifference,
    differingPixels,
    identical: differingPixels === 0,
  };
}

/** Both images; throws unless they are whole, of one size and of integer components. */
export function acceptComparable(inputA: PixelInput, inputB: PixelInput): { a: Image; b: Image } {
  const a = acceptPixels(inputA, { colorProfile: 'keep' });
  const b = acceptPixels(inputB, { colorProfile: 'keep' });
  if (a.width !== b.width || a.height !== b.height) {
    throw new AstcError(
      'E_OPTION',
      `Expected two images of one size but received ${a.width}x${a.height} and ${b.width}x${b.height}`,
    );
  }
  if (isFloatImage(a) || isFloatImage(b)) {
    throw new AstcError('E_UNSUPPORTED', 'float images cannot be compared over 8-bit values');
  }
  return { a, b };
}

/** Bits to drop to reach the top 8. */
export function shiftTo8(image: Image): 0 | 8 {
  return image.data instanceof Uint16Array ? 8 : 0;
}
