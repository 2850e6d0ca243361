/** The options of `encodeTexture` and `encodeToBuffer`: those of `encode` that a GPU has a use for. */
import { fillOptions } from '../options/check.js';
import { ENCODE_OPTIONS } from '../options/encode-options.js';
import { type FilledOf, type OptionsOf, oneOf } from '../options/option.js';
import { FOOTPRINTS, TEXTURE_FORMATS } from '../types.js';

const { quality, channelWeights, decodeMode, mipmaps } = ENCODE_OPTIONS;

export const GPU_TEXTURE_OPTIONS = {
  /** Compressed format; `auto` is ASTC where the device samples it, else ETC2 with alpha. Default: `auto`. */
  format: oneOf(['auto', ...TEXTURE_FORMATS], { default: 'auto', help: 'compressed format' }),
  /** Block footprint of ASTC. Default: `6x6`. */
  block: oneOf(FOOTPRINTS, { default: '6x6', help: 'texels that share 16 bytes; ETC and EAC have 4x4' }),
  /** How hard to try: a preset or 0..100. Default: `fast`. */
  quality: { ...quality, default: 'fast' as const },
  /** What the numbers mean: textures are read through the transfer function, or not; mip levels are made in linear light. Default: `srgb`. */
  colorSpace: oneOf(['srgb', 'linear'], { default: 'srgb', help: 'what the numbers mean to a shader' }),
  /** How much errors in red, green, blue and alpha count. Default: `[1, 1, 1, 1]`. */
  channelWeights,
  /** Rounding of the decoder to optimise for. Default: `float16`. */
  decodeMode,
  /** Make all mip levels on the GPU. Default: false. */
  mipmaps,
};

export interface GpuTextureOptions extends OptionsOf<typeof GPU_TEXTURE_OPTIONS> {}
export type FilledGpuTextureOptions = FilledOf<typeof GPU_TEXTURE_OPTIONS>;

/** @throws {AstcError} E_OPTION */
export function resolveGpuTextureOptions(options: GpuTextureOptions = {}): FilledGpuTextureOptions {
  return fillOptions(options, GPU_TEXTURE_OPTIONS);
}
