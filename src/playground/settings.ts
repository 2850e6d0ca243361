/** What the visitor chose, and the same choice in the words of the library and of the command line. */
import {
  type Content,
  ENCODE_DEFAULTS,
  type EncodeOptions,
  type Footprint,
  type QualityPreset,
  type TextureFormat,
} from '../index.js';

/** Who compresses. */
export type Device = 'cpu' | 'gpu';

export interface Settings {
  format: TextureFormat;
  /** Kept while another format than ASTC is chosen, which has no footprint to choose. */
  block: Footprint;
  quality: QualityPreset;
  content: Content;
  threads: number | 'auto';
  device: Device;
}

export const INITIAL_SETTINGS: Settings = {
  format: ENCODE_DEFAULTS.format,
  block: ENCODE_DEFAULTS.block,
  quality: ENCODE_DEFAULTS.quality,
  content: ENCODE_DEFAULTS.content,
  threads: ENCODE_DEFAULTS.threads,
  device: 'cpu',
};

/** The settings as options of the library's `encode`. */
export function toEncodeOptions({ format, block, quality, content, device }: Settings): EncodeOptions {
  // Whatever WebGPU has: the page says what it is.
  const gpu = device === 'gpu' && ({ gpu: 'software' } as const);
  return { format, quality, content, ...(format === 'astc' && { block }), ...gpu };
}

/** Texels of a block. */
export function blockSize({ format, block }: Pick<Settings, 'format' | 'block'>): { width: number; height: number } {
  const [width, height] = (format === 'astc' ? block : '4x4').split('x').map(Number) as [number, number];
  return { width, height };
}

/** The command that gives the same file. */
export function toCommandLine(
  { format, block, quality, content, device }: Settings,
  input: string,
  output: string,
): string {
  const words = ['npx astc-wasm encode', quoteWord(input), '-o', quoteWord(output)];
  if (format === 'astc') words.push('--block', block);
  else words.push('--format', format);
  words.push('--quality', quality);
  if (content !== ENCODE_DEFAULTS.content) words.push('--content', content);
  if (device === 'gpu') words.push('--gpu');
  return words.join(' ');
}

/** A file's name as one word of a shell. */
function quoteWord(word: string): string {
  return /^[\w.][\w.-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
