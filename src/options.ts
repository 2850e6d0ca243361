/** The options of the library: their words and their defaults. check-options.ts checks them. */
import type { SourceOptions } from './crew-source.js';
import type { Progress } from './pool/level-codec.js';
import type { ColorSpace, Footprint, Profile, TextureFormat } from './types.js';

/** Effort presets, the words astcenc uses, with the numbers they stand for. */
export const QUALITY_PRESETS = {
  fastest: 0,
  fast: 10,
  medium: 60,
  thorough: 98,
  verythorough: 99,
  exhaustive: 100,
} as const;
export type QualityPreset = keyof typeof QUALITY_PRESETS;

export const PROFILES = ['auto', 'ldr', 'hdr', 'hdr-rgb'] as const satisfies readonly ('auto' | Profile)[];
export const COLOR_SPACES = ['auto', 'srgb', 'linear'] as const satisfies readonly ('auto' | ColorSpace)[];
export const CONTENTS = ['color', 'normal', 'mask', 'data'] as const;
export type Content = (typeof CONTENTS)[number];
export const DECODE_MODES = ['float16', 'unorm8'] as const;
export const ALPHA_MODES = ['straight', 'premultiply', 'bleed'] as const;
export type AlphaMode = (typeof ALPHA_MODES)[number];
export const MIP_FILTERS = ['box', 'triangle', 'kaiser', 'lanczos'] as const;
export const GPU_MODES = [false, true, 'software'] as const;

/** What every call that takes a while understands. */
export interface RunControls {
  /** Workers to keep busy, 1 to 256; `auto` is the cores this process may use. Default: `auto`. */
  threads?: number | 'auto' | undefined;
  /** Stops the work within one tile of 128 blocks; the call then throws E_ABORTED. */
  signal?: AbortSignal | undefined;
  /** Called about ten times a second, and once at the end with `done` equal to `total`. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Told what does not stop the work but should not go unsaid. Default: `console.warn`. */
  onWarning?: ((message: string) => void) | undefined;
}

/** What `createEncoder` understands. */
export interface EncoderOptions extends Pick<RunControls, 'threads' | 'onWarning'> {
  /**
   * The binary, for bundlers, content security policies and edge runtimes: its address, its bytes, a response, the
   * compiled module, or a promise of one of them. Default: the package's own `astc-wasm.wasm`.
   */
  wasm?: SourceOptions['wasm'];
  /**
   * Starts one worker whose script is `astc-wasm/worker`: a module worker of the page, or a thread of Node. Default: the
   * package's own.
   */
  worker?: SourceOptions['worker'];
}

export interface EncodeOptions extends RunControls {
  /**
   * Compressed format. `etc1` and `etc2-rgb` store no alpha, `etc2-rgba1` stores it as 0 or 1, `eac-r11` and `eac-rg11`
   * store red, and red and green, in 11 bits; their `-snorm` forms store −1..1: 0 of the image becomes −1, its maximum
   * 1, and decoding turns that round. Default: `astc`.
   */
  format?: TextureFormat | undefined;
  /** Block footprint of ASTC, texels that share 16 bytes; other formats have 4x4 only. Default: `6x6`, 3.56 bits a texel. */
  block?: Footprint | undefined;
  /** How hard to try: a preset or 0..100. Default: `medium`, 60. */
  quality?: QualityPreset | number | undefined;
  /** Decoder profile; `auto` is `hdr` for float pixels and `ldr` for all others. Default: `auto`. */
  profile?: Profile | 'auto' | undefined;
  /**
   * What the numbers mean to a GPU; they are never converted. `auto`: the image's own for `content` color, linear for
   * any other content and for HDR. Default: `auto`.
   */
  colorSpace?: ColorSpace | 'auto' | undefined;
  /**
   * What the components are. `normal` keeps X and Y alone (red and green of the source), stored as luminance and
   * alpha (ASTC, `etc2-rgba`: sample as `.ra`) or in red and green (`etc1`, `etc2-rgb`, `eac-rg11`: sample as `.rg`);
   * compute Z. `mask`: independent components. `data`: neither colours nor any
   * of these. All but color are linear. Default: `color`.
   */
  content?: Content | undefined;
  /** Rearranges components first: four of `rgba01`. Default: `rgba`. */
  swizzle?: string | undefined;
  /**
   * How much an error in red, green, blue and alpha of the swizzled image counts, 0 or more; with `content` normal the
   * first two belong to X and Y. Default: `[1, 1, 1, 1]`.
   */
  channelWeights?: readonly number[] | undefined;
  /** The rounding of the ASTC decoder the result is meant for: GPUs use `float16` unless told otherwise. Default: `float16`. */
  decodeMode?: (typeof DECODE_MODES)[number] | undefined;
  /** Multiply colours by alpha, or spread visible colours under transparent texels, before all else. Default: `straight`. */
  alpha?: AlphaMode | undefined;
  /** Not in this version: only `false`. */
  mipmaps?: boolean | undefined;
  /** Not in this version; has no meaning without `mipmaps`. */
  mipFilter?: (typeof MIP_FILTERS)[number] | undefined;
  /** Not in this version: only `false`. */
  gpu?: (typeof GPU_MODES)[number] | undefined;
}

/** Defaults of {@link EncodeOptions}: read by the code, the command line's help and the documentation. */
export const ENCODE_DEFAULTS = {
  format: 'astc',
  block: '6x6',
  quality: 'medium',
  profile: 'auto',
  colorSpace: 'auto',
  content: 'color',
  swizzle: 'rgba',
  channelWeights: [1, 1, 1, 1],
  decodeMode: 'float16',
  alpha: 'straight',
  mipmaps: false,
  mipFilter: 'box',
  gpu: false,
  threads: 'auto',
} as const satisfies EncodeOptions;

export interface DecodeOptions extends RunControls {
  /** Mip level, 0 the largest. Default: 0. */
  level?: number | undefined;
  /**
   * 8 (ASTC: the top 8 bits, as astcenc writes them; EAC: the nearest) or 16 (exact) for LDR; HDR always gives floats.
   * Default: 8.
   */
  bits?: 8 | 16 | undefined;
  /** Overrides the texture's profile, for containers that do not say. Default: the texture's. */
  profile?: Profile | 'auto' | undefined;
  /** Overrides the texture's colour space, for containers that do not say. Default: the texture's. */
  colorSpace?: ColorSpace | 'auto' | undefined;
}

/** Defaults of {@link DecodeOptions}. */
export const DECODE_DEFAULTS = {
  level: 0,
  bits: 8,
  profile: 'auto',
  colorSpace: 'auto',
  threads: 'auto',
} as const satisfies DecodeOptions;

/** Defaults of {@link EncoderOptions}. */
export const ENCODER_DEFAULTS = { threads: 'auto' } as const satisfies EncoderOptions;

/** Options with every default filled in. */
export type Filled<T extends object, D> = Required<{ [K in keyof T & keyof D]: Exclude<T[K], undefined> }> &
  Pick<RunControls, 'signal' | 'onProgress' | 'onWarning'>;
export type FilledEncodeOptions = Filled<EncodeOptions, typeof ENCODE_DEFAULTS>;
export type FilledDecodeOptions = Filled<DecodeOptions, typeof DECODE_DEFAULTS>;

/** The number a quality stands for, 0..100. */
export function qualityNumber(quality: QualityPreset | number): number {
  return typeof quality === 'number' ? quality : QUALITY_PRESETS[quality];
}
