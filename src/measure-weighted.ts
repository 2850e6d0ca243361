/** How well a texture stands for its image where errors count as they did when it was made. */
import { storedComponents } from './codec/formats.js';
import { acceptPixels, type PixelInput } from './images/accept-pixels.js';
import { isOpaque } from './images/channels.js';
import { referenceOf } from './measure.js';
import { psnrDb } from './metrics/decibels.js';
import { shiftTo8 } from './metrics/psnr.js';
import { ENCODE_DEFAULTS, type FilledEncodeOptions, isWeighted } from './options/encode-options.js';
import { normalLayoutOf, storedWeights } from './prepare-image.js';
import type { Image } from './types.js';
import { acceptMask } from './weights/mask.js';
import { weighTexels } from './weights/texel-weights.js';

/** Squared errors of 8-bit values, weighed and added up, and the weights of all of them. */
export interface WeightedErrors {
  errors: number;
  weight: number;
}

/** Whether errors count by more than their size. */
export function hasWeights(options: FilledEncodeOptions): boolean {
  return isWeighted(options) || String(options.channelWeights) !== String(ENCODE_DEFAULTS.channelWeights);
}

/**
 * Of the components that the format stores, alpha only where the picture has some: weighed by `alphaWeight`, `mask` and
 * `channelWeights`.
 *
 * @param source  in the size in which it was compressed
 */
export function weighErrors(source: PixelInput, decoded: PixelInput, options: FilledEncodeOptions): WeightedErrors {
  const reference = referenceOf(source, options);
  const { alphaWeight, mask, flipY } = options;
  const { colors, alphas } = weighTexels(reference, { alphaWeight, mask: mask && acceptMask(mask, flipY) });
  const counts = countsOf(reference, options);
  const shown = acceptPixels(decoded, { colorProfile: 'keep' });
  const [shift, shownShift] = [shiftTo8(reference), shiftTo8(shown)];
  let errors = 0;
  let weight = 0;
  for (let at = 0; at < reference.data.length; at++) {
    const weights = (at & 3) === 3 ? alphas : colors;
    const share = weights[at >> 2]! * counts[at & 3]!;
    const difference = (reference.data[at]! >>> shift) - (shown.data[at]! >>> shownShift);
    errors += share * difference * difference;
    weight += share;
  }
  return { errors, weight };
}

function countsOf(reference: Image, options: FilledEncodeOptions): number[] {
  const stored = storedComponents(options.format).length;
  const isColor = normalLayoutOf(options) === undefined && isOpaque(reference);
  return storedWeights(options).map((weight, component) =>
    component >= stored || (component === 3 && isColor) ? 0 : weight,
  );
}

/** In dB, of one picture or more together; Infinity for no error, and where nothing counts. */
export function weightedPsnr(parts: readonly WeightedErrors[]): number {
  const errors = parts.reduce((sum, part) => sum + part.errors, 0);
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return psnrDb(errors === 0 ? 0 : errors / weight);
}
