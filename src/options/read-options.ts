/** The options of what reads: `readImage` and `inspect`. */
import { DEFAULT_MAX_PIXELS } from '../images/read-checks.js';
import { LEVEL_OPTION } from './decode-options.js';
import { fieldsIn, numberIn, type OptionsOf, oneOf } from './option.js';
import { RUN_OPTIONS } from './run-options.js';

/** Their documentation stands where the readers are, in `images`; a test holds the two together. */
export const READ_IMAGE_OPTIONS = {
  maxPixels: numberIn(
    { min: 1, max: Number.MAX_SAFE_INTEGER, isWhole: true },
    { default: DEFAULT_MAX_PIXELS, help: 'larger files are refused before they are decoded', unit: 'pixels' },
  ),
  colorProfile: oneOf(['srgb', 'keep', 'refuse'], {
    default: 'srgb',
    help: 'convert colours of another space to sRGB, keep the numbers, or refuse the file',
  }),
  onWarning: RUN_OPTIONS.onWarning,
};

export const INSPECT_OPTIONS = {
  /** Mip level whose blocks are looked at, 0 the largest. Default: 0. */
  level: LEVEL_OPTION,
  /** A texel whose block is reported in full. */
  blockAt: fieldsIn(
    ['x', 'y'],
    { min: 0, max: 2 ** 31 - 1, isWhole: true },
    { expected: 'x and y in whole texels', help: 'everything about the block that holds this texel', valueName: 'x,y' },
  ),
};

export interface InspectOptions extends OptionsOf<typeof INSPECT_OPTIONS> {}
