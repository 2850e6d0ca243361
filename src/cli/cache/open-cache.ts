/** A cache for one kind of work: in one module, which is loaded where it is asked for. */
import { type CachedWork, openCacheKeys } from './cache-keys.js';
import { TextureCache } from './texture-cache.js';

/** @param root  the folder; made when the first texture is kept */
export function openTextureCache(root: string, work: CachedWork): TextureCache {
  return new TextureCache(root, openCacheKeys(work));
}
