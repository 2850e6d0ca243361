/** A cache for one kind of work: in one module, which is loaded where it is asked for. */
import { openFolderStore } from './cache-folder.js';
import { type CachedWork, openCacheKeys } from './cache-keys.js';
import { type CacheStore, isBucket } from './cache-store.js';
import { TextureCache } from './texture-cache.js';

/**
 * The store at an address: a folder, or a bucket of S3.
 *
 * @throws {AstcError} E_OPTION for a bucket without credentials; E_UNSUPPORTED without the package that signs
 */
export async function openStore(address: string): Promise<CacheStore> {
  if (!isBucket(address)) return openFolderStore(address);
  const { openBucketStore } = await import('./bucket-store.js');
  return openBucketStore(address);
}

/** Textures of one kind of work in a store. */
export function openTextureCache(store: CacheStore, work: CachedWork): TextureCache {
  return new TextureCache(store, openCacheKeys(work));
}
