/** The options of `decode`. */
import { COLOR_SPACES } from './encode-options.js';
import { type DefaultsOf, defaultsOf, type FilledOf, numberIn, type OptionsOf, oneOf } from './option.js';
import { RUN_OPTIONS, type RunControls } from './run-options.js';

/** No size has more levels: 2^31 texels across. */
const MAX_LEVEL = 31;

/** Mip level, where a call works on one. */
export const LEVEL_OPTION = numberIn(
  { min: 0, max: MAX_LEVEL, isWhole: true },
  { default: 0, help: 'mip level, 0 the largest' },
);

/** No count of layers, faces or slices is larger. */
const MAX_INDEX = 2 ** 32 - 2;

/** Which image of a level, where a call works on one. */
export const PLACE_OPTIONS = {
  /** Layer of an array. Default: 0. */
  layer: numberIn({ min: 0, max: MAX_INDEX, isWhole: true }, { default: 0, help: 'layer of an array' }),
  /** Face of a cubemap, 0 to 5: +X −X +Y −Y +Z −Z. Default: 0. */
  face: numberIn({ min: 0, max: 5, isWhole: true }, { default: 0, help: 'face of a cubemap: +X -X +Y -Y +Z -Z' }),
  /** Slice of a 3D texture. Default: 0. */
  slice: numberIn({ min: 0, max: MAX_INDEX, isWhole: true }, { default: 0, help: 'slice of a 3D texture' }),
};

const OWN_OPTIONS = {
  /** Mip level, 0 the largest. Default: 0. */
  level: LEVEL_OPTION,
  ...PLACE_OPTIONS,
  /**
   * 8 (ASTC: the top 8 bits, as astcenc writes them; EAC: the nearest) or 16 (exact) for LDR; HDR always gives floats.
   * Default: 8.
   */
  bits: oneOf([8, 16], {
    default: 8,
    help: 'bits a component; 16 is exact, 8 the top 8 of ASTC and the nearest of EAC',
    valueName: 'count',
  }),
  /** Overrides the texture's profile, for containers that do not say. Default: `auto`, the texture's. */
  profile: oneOf(['auto', 'ldr', 'hdr', 'hdr-rgb'], {
    default: 'auto',
    help: 'decoder profile, for containers that do not say',
  }),
  /**
   * Turns the image as its texture's `orientation` says rows and columns run, so that its first row is the top one.
   * Default: false, as it is stored.
   */
  upright: oneOf([true, false], {
    default: false,
    help: 'turn what the file says is upside down or mirrored',
  }),
  /** Overrides the texture's colour space, for containers that do not say. Default: `auto`, the texture's. */
  colorSpace: oneOf(COLOR_SPACES, { default: 'auto', help: 'colour space, for containers that do not say' }),
};
export const DECODE_OPTIONS = { ...OWN_OPTIONS, ...RUN_OPTIONS };

export interface DecodeOptions extends OptionsOf<typeof OWN_OPTIONS>, RunControls {}

/** Defaults of {@link DecodeOptions}. */
export const DECODE_DEFAULTS: DefaultsOf<typeof DECODE_OPTIONS> = defaultsOf(DECODE_OPTIONS);

/** Options with every default filled in. */
export type FilledDecodeOptions = FilledOf<typeof DECODE_OPTIONS>;
