/**
 * The folder of a cache, shared by any number of processes and machines:
 *
 *   DIR/textures/ab/<key>   entries by the key of their pixels
 *   DIR/files/ab/<key>      the key of the pixels, by that of the files they came in
 *   DIR/claims/<key>        who makes an entry now
 *
 * Every file appears whole: it is written beside its place and linked there, and whoever comes second leaves it as it is.
 */
import { link, mkdir, readFile, rename, unlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AstcError } from '../../errors.js';
import { hasCode, reasonOf } from '../files/system-errors.js';
import { addTemporaryFile, forgetTemporaryFile } from '../files/temporary-file.js';
import type { CachePart, CacheStore } from './cache-store.js';
import { Claims } from './claims.js';

/** A folder as a store. @param root  made when the first entry is kept */
export function openFolderStore(root: string): CacheStore {
  return {
    get: (part, key) => getFile(cachePath(root, part, key)),
    put: (part, key, bytes, canReplace) => putFile(cachePath(root, part, key), bytes, canReplace),
    claims: new Claims(root),
  };
}

/** Where a key lies. */
function cachePath(root: string, part: CachePart, key: string): string {
  return join(root, part, key.slice(0, 2), key);
}

/** The bytes at a path, or undefined where there is nothing. What is used is marked so, for `cache prune`. */
async function getFile(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path);
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return bytes;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw new AstcError('E_READ', `${path} of the cache cannot be read (${reasonOf(cause)})`, { cause });
  }
}

async function putFile(path: string, bytes: Uint8Array, canReplace: boolean): Promise<void> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
    const temporary = addTemporaryFile(folder);
    try {
      // Not flushed: an entry that a power cut damages has another sum, and is made again.
      await writeFile(temporary, bytes, { flag: 'wx' });
      await (canReplace ? rename(temporary, path) : linkToFree(temporary, path));
    } finally {
      await unlink(temporary).catch(() => undefined);
      forgetTemporaryFile(temporary);
    }
  } catch (cause) {
    throw new AstcError('E_WRITE', `${path} of the cache cannot be written (${reasonOf(cause)})`, { cause });
  }
}

async function linkToFree(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    // Some file systems have no links: the same bytes replace each other.
    await rename(from, to);
  }
}
