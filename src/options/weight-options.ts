/** The options of `encode` about errors that count more than others. */
import type { PixelInput } from '../images/accept-pixels.js';
import { numberIn, objectLike } from './option.js';

/** The widest window is 33 texels a side. */
const MAX_RADIUS = 16;

export const WEIGHT_OPTIONS = {
  /**
   * Weighs errors of colours by alpha, averaged over the window of so many texels around each, 0 its own alone: colours that
   * hardly show cost little. Straight alpha of colours, in formats that store both.
   */
  alphaWeight: numberIn(
    { min: 0, max: MAX_RADIUS, isWhole: true },
    {
      help: 'weigh errors of colours by alpha, averaged so far around each texel',
      unit: 'texels',
      valueName: 'radius',
    },
  ),
  /**
   * How much each texel matters: a picture of the size of each picture, of which red is taken, its maximum in full, 0 not at
   * all. It is reversed, changed in size and shrunk to mip levels as they are.
   */
  mask: objectLike<PixelInput>('pixels as { data, width, height }', isPicture),
};

function isPicture(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'data' in value;
}
