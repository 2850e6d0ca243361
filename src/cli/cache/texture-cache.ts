/** Textures that were made before, and those that others make now. */
import type { EncodeOptions } from '../../options/encode-options.js';
import type { Image } from '../../types.js';
import { type CacheEntry, packEntry, unpackEntry } from './cache-entry.js';
import type { CacheKeys } from './cache-keys.js';
import type { CacheStore } from './cache-store.js';

/** What was read of files: their pixels' key, and what was said of them. */
interface FilesRecord {
  texture: string;
  warnings: readonly string[];
}

/** Pictures, ready to be looked up. */
export interface DecodedPictures {
  images: readonly Image[];
  levels: EncodeOptions['mipLevels'];
  /** Warnings of reading them. */
  warnings: readonly string[];
}

/** What is done where the cache has nothing. */
export interface Making {
  decode: () => Promise<DecodedPictures>;
  encode: (pictures: DecodedPictures) => Promise<CacheEntry>;
}

export interface Taken extends CacheEntry {
  isCached: boolean;
}

export class TextureCache {
  readonly #store: CacheStore;
  readonly #keys: Promise<CacheKeys>;

  constructor(store: CacheStore, keys: Promise<CacheKeys>) {
    this.#store = store;
    this.#keys = keys;
    keys.catch(() => undefined);
  }

  /**
   * The texture of files: from the cache, from whoever makes it now, or made here and kept.
   *
   * @param files  bytes of all that the texture is made of; undefined where they are not all of it
   * @throws what `making` throws; {AstcError} E_READ, E_WRITE for the store
   */
  async take(files: readonly Uint8Array[] | undefined, making: Making, signal: AbortSignal): Promise<Taken> {
    const keys = await this.#keys;
    if (files === undefined) return this.#make(keys, undefined, making);
    const key = keys.ofFiles(files);
    for (;;) {
      const found = await this.find(key);
      if (found !== undefined) return found;
      const isOurs = await this.#store.claims.acquire(key, async () => (await this.find(key)) !== undefined, signal);
      if (!isOurs) continue;
      try {
        return await this.#make(keys, key, making);
      } finally {
        await this.#store.claims.release(key);
      }
    }
  }

  /** The key of all files that a texture is made of. */
  async keyOf(files: readonly Uint8Array[]): Promise<string> {
    return (await this.#keys).ofFiles(files);
  }

  /** Ends the claim on a key that a maker left who is known to be dead: nobody waits until it is old. */
  async endClaim(fileKey: string): Promise<void> {
    await this.#store.claims.release(fileKey);
  }

  /** What is there by the key of its files. */
  async find(fileKey: string): Promise<Taken | undefined> {
    const bytes = await this.#store.get('files', fileKey);
    if (bytes === undefined) return undefined;
    const record = parseRecord(bytes);
    const entry = record && (await this.#entryOf(record.texture)).entry;
    return entry && { ...entry, warnings: [...record.warnings, ...entry.warnings], isCached: true };
  }

  async #make(keys: CacheKeys, fileKey: string | undefined, { decode, encode }: Making): Promise<Taken> {
    const pictures = await decode();
    const texture = keys.ofPixels(pictures.images, pictures.levels);
    const { entry: known, isDamaged } = await this.#entryOf(texture);
    const entry = known ?? (await encode(pictures));
    if (known === undefined) await this.#store.put('textures', texture, packEntry(entry), isDamaged);
    if (fileKey !== undefined) {
      const record: FilesRecord = { texture, warnings: pictures.warnings };
      // It may say where an entry was that has been pruned.
      await this.#store.put('files', fileKey, new TextEncoder().encode(JSON.stringify(record)), true);
    }
    return { ...entry, isCached: known !== undefined };
  }

  async #entryOf(key: string): Promise<{ entry: CacheEntry | undefined; isDamaged: boolean }> {
    const packed = await this.#store.get('textures', key);
    const entry = packed && unpackEntry(packed);
    return { entry, isDamaged: packed !== undefined && entry === undefined };
  }
}

/** What a power cut left of a record is none. */
function parseRecord(bytes: Uint8Array): FilesRecord | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as FilesRecord;
  } catch {
    return undefined;
  }
}
