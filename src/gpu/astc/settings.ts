/** The uniform block that every pass reads: `Settings` of search-bindings.wgsl, word for word. */
import { type EncoderConfig, PROFILE_IDS } from '../../codec/block-codec.js';
import type { Chunk } from '../block-passes.js';
import { type AstcPreset, goodError, PRESET_COUNTS } from './presets.js';

export type AstcEncoderConfig = Extract<EncoderConfig, { family: 'astc' }>;

export const SETTINGS_BYTES = 112;

/** What a decoder does to 16-bit results, as the shaders count it: nothing, top 8 bits, nearest 8 bits. */
function roundingOf({ profile, decodeMode }: AstcEncoderConfig): number {
  if (profile === PROFILE_IDS.ldrSrgb) return 2;
  return decodeMode === 'unorm8' ? 1 : 0;
}

export interface SettingsParts {
  config: AstcEncoderConfig;
  preset: AstcPreset;
  chunk: Pick<Chunk, 'width' | 'height'>;
  blockWidth: number;
  blockHeight: number;
}

/** Blocks across and in all of a chunk. */
export function blocksOf({ chunk, blockWidth, blockHeight }: Omit<SettingsParts, 'config' | 'preset'>) {
  const blocksWide = Math.ceil(chunk.width / blockWidth);
  return { blocksWide, blockCount: blocksWide * Math.ceil(chunk.height / blockHeight) };
}

export function writeSettings(parts: SettingsParts): ArrayBuffer {
  const { config, preset, chunk, blockWidth, blockHeight } = parts;
  const { blocksWide, blockCount } = blocksOf(parts);
  const buffer = new ArrayBuffer(SETTINGS_BYTES);
  const floats = new Float32Array(buffer);
  floats.set(config.weights, 0);
  floats.set(config.weights.map(Math.sqrt), 4);
  const integers = [chunk.width, chunk.height, blocksWide, blockCount, roundingOf(config)];
  new Uint32Array(buffer).set([...integers, ...PRESET_COUNTS.map((name) => preset[name])], 8);
  floats.set([preset.tau, preset.cull, preset.gate3, goodError(preset, blockWidth * blockHeight)], 24);
  return buffer;
}
