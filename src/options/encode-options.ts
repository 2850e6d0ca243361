/** The options of `encode`, with the words they take. */
import type { ContentGuess } from '../images/guess-content.js';
import { NORMAL_LAYOUTS } from '../normal-layout.js';
import { ALL_FOOTPRINTS, type Footprint, TEXTURE_FORMATS } from '../types.js';
import { AUTO_OPTIONS } from './auto-options.js';
import { HDR_OPTIONS } from './hdr-options.js';
import { MIP_OPTIONS, SIZE_OPTIONS } from './mip-options.js';
import {
  type DefaultsOf,
  defaultsOf,
  type FilledOf,
  numbersOrWord,
  type OptionsOf,
  objectLike,
  oneOf,
  textLike,
  wordOrNumber,
} from './option.js';
import { isFunction, RUN_OPTIONS, type RunControls } from './run-options.js';
import { SHAPE_OPTIONS } from './shape-options.js';
import { TARGET_OPTION } from './target.js';
import { WEIGHT_OPTIONS } from './weight-options.js';

/**
 * Effort presets, the words astcenc uses, with the numbers they stand for. `realtime` is a search of its own below them:
 * no number of a caller stands for it, and nothing lies between it and `fastest`.
 */
export const QUALITY_PRESETS = {
  realtime: -1,
  fastest: 0,
  fast: 10,
  medium: 60,
  thorough: 98,
  verythorough: 99,
  exhaustive: 100,
} as const;
export type QualityPreset = keyof typeof QUALITY_PRESETS;

export const CONTENTS = ['color', 'normal', 'mask', 'data'] as const;
export type Content = (typeof CONTENTS)[number];
export const COLOR_SPACES = ['auto', 'srgb', 'linear'] as const;
export const ALPHA_MODES = ['straight', 'premultiply', 'bleed'] as const;
export type AlphaMode = (typeof ALPHA_MODES)[number];
export const DECODE_MODES = ['float16', 'unorm8'] as const;

const MAX_WEIGHT = 1e6;

const OWN_OPTIONS = {
  /**
   * Compressed format. `etc1` and `etc2-rgb` store no alpha, `etc2-rgba1` stores it as 0 or 1, `eac-r11` and `eac-rg11`
   * store red, and red and green, in 11 bits; their `-snorm` forms store −1..1: 0 of the image becomes −1, its maximum
   * 1, and decoding turns that round. Default: `astc`.
   */
  format: oneOf(TEXTURE_FORMATS, { default: 'astc', help: 'compressed format' }),
  /**
   * Block footprint of ASTC, texels that share 16 bytes; other formats have 4x4 only. Those of three axes are for
   * volumes. `auto`: the one of the fewest bits that reaches `targetPsnr`, or the largest within `maxBpp` and `maxBytes`.
   * Default: `6x6`, 3.56 bits a texel.
   */
  block: oneOf([...ALL_FOOTPRINTS, 'auto'], {
    default: '6x6',
    help: 'texels that share 16 bytes; ETC and EAC have 4x4',
    onlyWith: { option: 'format', values: ['astc'], isStrict: true },
    valueName: 'footprint',
  }),
  /** How hard to try: a preset or 0..100. Default: `medium`, 60. */
  quality: wordOrNumber(
    Object.keys(QUALITY_PRESETS) as QualityPreset[],
    { min: 0, max: 100 },
    { default: 'medium', help: 'how hard to try', valueName: 'level', examples: ['thorough', 35] },
  ),
  /** What the loader or API takes that the texture is for: settles what is left open, refuses what it would reject. */
  target: TARGET_OPTION,
  /**
   * Decoder profile. `hdr`: red, green, blue and alpha of any range up to 65504, linear, ASTC only; `hdr-rgb`: alpha of 0 to 1;
   * `ldr`: floats are cut to 0..1. Default: `auto`, which is `hdr` for float pixels, else `ldr`.
   */
  profile: oneOf(['auto', 'ldr', 'hdr', 'hdr-rgb'], {
    default: 'auto',
    help: 'decoder profile; auto is hdr for float pixels, else ldr',
  }),
  /**
   * What the numbers mean to a GPU; they are never converted. `auto`: the image's own for `content` color, linear for
   * any other content. Default: `auto`.
   */
  colorSpace: oneOf(COLOR_SPACES, {
    default: 'auto',
    help: 'what the numbers mean to a GPU; auto is sRGB for 8-bit colour, else linear',
  }),
  /**
   * What the components are. `normal`: X, Y and Z of directions, stored as `normalLayout` says. `mask`: independent
   * components. `data`: neither colours nor any of these. All but color are linear and have no primaries. `auto`: told by the
   * texels, see `onContent`; what cannot be told is color. Default: `color`.
   */
  content: oneOf([...CONTENTS, 'auto'], {
    default: 'color',
    help: 'what the components are; all but color are linear; auto tells by the texels, and says why',
  }),
  /** Told what `content` auto took the pictures for, and why, before they are compressed. */
  onContent: objectLike<(guess: ContentGuess) => void>('a function', isFunction),
  /**
   * How `content` normal is stored. `xyz`: as it is, which loaders' materials read. `la`: X in red, green and blue, Y in
   * alpha (ASTC and `etc2-rgba`: sample as `.ra`), `rg`: X in red, Y in green: sharper, but the shader must compute Z,
   * and most materials cannot. `eac-rg11` holds `rg` alone. Default: `xyz` where the format has room for it.
   */
  normalLayout: oneOf(NORMAL_LAYOUTS, {
    default: 'xyz',
    help: 'how normals are stored; la (X in RGB, Y in alpha) and rg leave Z to the shader',
    onlyWith: { option: 'content', values: ['normal', 'auto'] },
  }),
  /** Rearranges components first: four of `rgba01`. Default: `rgba`. */
  swizzle: textLike('^[rgba01]{4}$', {
    expected: 'four of r, g, b, a, 0, 1',
    default: 'rgba',
    help: 'rearrange components first: four of r g b a 0 1',
    valueName: 'rgba01',
    examples: ['bgra', 'rrr1'],
  }),
  /**
   * How much an error in red, green, blue and alpha of the swizzled image counts, 0 or more; with `content` normal the
   * first three belong to X, Y and Z. `perceptual`: as luma of sRGB colours weighs them. Default: `[1, 1, 1, 1]`.
   */
  channelWeights: numbersOrWord(
    ['perceptual'],
    4,
    { min: 0, max: MAX_WEIGHT },
    {
      expected: 'four numbers of 0 or more, not all 0, or perceptual',
      isNonZero: true,
      default: [1, 1, 1, 1],
      help: 'how much errors in red, green, blue and alpha count; perceptual: as in luma',
      valueName: 'r,g,b,a',
      examples: ['perceptual', [1, 1, 1, 0.5]],
    },
  ),
  /** The rounding of the ASTC decoder the result is meant for: GPUs use `float16` unless told otherwise. Default: `float16`. */
  decodeMode: oneOf(DECODE_MODES, {
    default: 'float16',
    help: 'rounding of the decoder to optimise for; float16 is that of GPUs',
    onlyWith: { option: 'format', values: ['astc'] },
  }),
  /**
   * Compress on the GPU by WebGPU (in Node by the package `webgpu`): `true` or an error; `auto` where there is one, else
   * the CPU; `software` takes an adapter that computes on the CPU, too. Its bytes differ from the CPU's, and from one kind of
   * GPU to another. Default: `false`.
   */
  gpu: oneOf([false, true, 'auto', 'software'], {
    default: false,
    help: 'compress on the GPU by WebGPU; auto: on the CPU where there is none; software: also on an adapter without one',
    valueName: 'mode',
  }),
  /**
   * Reverses the rows of every picture before all else, for renderers whose textures begin at the bottom left; the texture
   * says so (`orientation`: `ru`), and KTX2 and KTX files do. Not for cube maps. Default: false.
   */
  flipY: oneOf([true, false], {
    default: false,
    help: 'store the bottom row first, as KTX then says',
  }),
  /** Multiply colours by alpha, or spread visible colours under transparent texels, before all else. Default: `straight`. */
  alpha: oneOf(ALPHA_MODES, {
    default: 'straight',
    help: 'first, multiply colours by alpha or spread visible ones under transparent texels',
    valueName: 'mode',
  }),
};

export const ENCODE_OPTIONS = {
  ...OWN_OPTIONS,
  ...WEIGHT_OPTIONS,
  ...AUTO_OPTIONS,
  ...HDR_OPTIONS,
  ...SHAPE_OPTIONS,
  ...SIZE_OPTIONS,
  ...MIP_OPTIONS,
  ...RUN_OPTIONS,
};

export interface EncodeOptions
  extends OptionsOf<typeof OWN_OPTIONS>,
    OptionsOf<typeof WEIGHT_OPTIONS>,
    OptionsOf<typeof AUTO_OPTIONS>,
    OptionsOf<typeof HDR_OPTIONS>,
    OptionsOf<typeof SHAPE_OPTIONS>,
    OptionsOf<typeof SIZE_OPTIONS>,
    OptionsOf<typeof MIP_OPTIONS>,
    RunControls {}

/** Defaults of {@link EncodeOptions}: read by the code, the command line's help and the documentation. */
export const ENCODE_DEFAULTS: DefaultsOf<typeof ENCODE_OPTIONS> = defaultsOf(ENCODE_OPTIONS);

/** Options with every default filled in. */
export type FilledEncodeOptions = FilledOf<typeof ENCODE_OPTIONS>;

/** The same once it is known which footprint. */
export type SettledEncodeOptions = FilledEncodeOptions & { block: Footprint };

/** Whether the caller said which footprint. */
export function isSettled(options: FilledEncodeOptions): options is SettledEncodeOptions {
  return options.block !== 'auto';
}

/** Whether some texels count more than others. */
export function isWeighted({ alphaWeight, mask }: Pick<FilledEncodeOptions, 'alphaWeight' | 'mask'>): boolean {
  return alphaWeight !== undefined || mask !== undefined;
}

/** Red, green, blue and alpha by luma (Rec. 601, the weights of astcenc -perceptual): 3 for the colours together. */
const PERCEPTUAL_WEIGHTS = [0.897, 1.761, 0.342, 1] as const;

/** The numbers that `channelWeights` stands for. */
export function weightNumbers(weights: 'perceptual' | readonly number[]): [number, number, number, number] {
  return [...(weights === 'perceptual' ? PERCEPTUAL_WEIGHTS : weights)] as [number, number, number, number];
}

/** The number a quality stands for: 0..100, −1 for `realtime`. */
export function qualityNumber(quality: QualityPreset | number): number {
  return typeof quality === 'number' ? quality : QUALITY_PRESETS[quality];
}
