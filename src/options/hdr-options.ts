/** The options of `encode` about light of a range: floats. */
import { numberIn } from './option.js';

const MAX_STOPS = 32;
const MAX_RANGE = 65504;

export const HDR_OPTIONS = {
  /** Multiplies colours of float pixels by 2^exposure, before they are cut to what is stored. Default: 0. */
  exposure: numberIn(
    { min: -MAX_STOPS, max: MAX_STOPS },
    { default: 0, help: 'brighten float pixels by so many stops', unit: 'stops', valueName: 'stops' },
  ),
  /**
   * Stores light of 0 to this as RGBM in LDR blocks, for GPUs without HDR ones: shaders compute rgb · a · M. Alpha is lost.
   */
  rgbm: numberIn(
    { min: 1 / 256, max: MAX_RANGE },
    { help: 'store float pixels as RGBM of this range, for GPUs without HDR blocks', valueName: 'range' },
  ),
};
