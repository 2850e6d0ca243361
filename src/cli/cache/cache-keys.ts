/**
 * What a cached texture is found by. Results are the same bytes on every machine and for any number of threads, so a key of
 * all that the bytes depend on is enough, and nothing else may be in it: no path, no time, no thread count.
 */
import { createHash, type Hash } from 'node:crypto';
import { host } from '#host';
import type { Container } from '../../containers/container-words.js';
import { componentTypeOf } from '../../images/channels.js';
import type { EncodeOptions, FilledEncodeOptions } from '../../options/encode-options.js';
import type { WriteOptions } from '../../options/write-options.js';
import type { Image } from '../../types.js';
import { VERSION } from '../../version.js';
import type { EncodeReading } from '../stages/read-picture.js';

/** Raised when entries are laid out or keyed in another way. */
const LAYOUT = 1;

/** How textures are written. */
export type EncodeWriting = Pick<WriteOptions, 'zstd' | 'zlib' | 'target'> & { container: Container };

/** What makes the bytes, beside the files: options with every default, how pictures are read and textures written. */
export interface CachedWork {
  settings: FilledEncodeOptions;
  writing: EncodeWriting;
  reading: EncodeReading;
  hasMetrics: boolean;
}

/** Options that say who works, not what comes of it. */
const NOT_IN_KEYS: readonly string[] = ['threads', 'gpu', 'signal', 'onProgress', 'onWarning'] satisfies (
  | keyof EncodeOptions
  | 'signal'
)[];

/** Keys of one run: 64 hexadecimal digits. */
export interface CacheKeys {
  /** Of files as they lie there: found again without decoding them. */
  ofFiles: (files: readonly Uint8Array[]) => string;
  /** Of pixels, whatever file they came in. */
  ofPixels: (images: readonly Image[], levels: EncodeOptions['mipLevels']) => string;
}

/** @throws {AstcError} E_WASM where the binary, which is part of every key, cannot be read */
export async function openCacheKeys(work: CachedWork): Promise<CacheKeys> {
  const { source } = await host.readBinary();
  const run = createHash('sha256');
  addText(run, JSON.stringify([LAYOUT, VERSION, sortDeep(work)]));
  run.update(source as Uint8Array);
  const open = (kind: string) => {
    const hash = run.copy();
    addText(hash, kind);
    return hash;
  };
  return {
    ofFiles: (files) => {
      const hash = open('files');
      for (const file of files) addBytes(hash, file);
      return hash.digest('hex');
    },
    ofPixels: (images, levels) => {
      const hash = open('pixels');
      for (const image of images) addImage(hash, image);
      for (const [level, image] of Object.entries(levels ?? {})) {
        addText(hash, `level ${level}`);
        addImage(hash, image as Image);
      }
      return hash.digest('hex');
    },
  };
}

function addImage(hash: Hash, image: Image): void {
  const { data, width, height, colorSpace, primaries, hasAlpha } = image;
  addText(hash, JSON.stringify([width, height, componentTypeOf(image), colorSpace, primaries, hasAlpha]));
  addBytes(hash, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** Each part with its length before it, so that two of them are never taken for two others. */
function addBytes(hash: Hash, bytes: Uint8Array): void {
  hash.update(`${bytes.length}:`);
  hash.update(bytes);
}

function addText(hash: Hash, text: string): void {
  addBytes(hash, new TextEncoder().encode(text));
}

/** What stands for the pixels of a mask. */
export function digestOf({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}

/** A copy whose fields stand in the order of their names, less those that change no byte. */
function sortDeep(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return digestOf(value);
  if (Array.isArray(value)) return value.map(sortDeep);
  const fields = Object.entries(value).filter(([name, field]) => field !== undefined && !NOT_IN_KEYS.includes(name));
  return Object.fromEntries(
    fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sortDeep(field)]),
  );
}
