/** A cache as a whole: how much it holds, what may go, what is damaged. */
import { readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AstcError } from '../../errors.js';
import { sweepFolder } from '../files/sweep.js';
import { reasonOf } from '../files/system-errors.js';
import { unpackEntry } from './cache-entry.js';
import { CACHE_PARTS, type CachePart } from './cache-store.js';
import { removeStaleClaims } from './claims.js';

const KEY = /^[0-9a-f]{64}$/;

/** A file of the cache. */
export interface CachedFile {
  part: CachePart;
  path: string;
  bytes: number;
  /** When it was last used, in milliseconds since 1970. */
  usedMs: number;
}

/** Every file of a cache. @throws {AstcError} E_READ where it is none */
export async function listCache(root: string): Promise<CachedFile[]> {
  const names = await readdir(root).catch((cause: unknown) => {
    throw new AstcError('E_READ', `${root} cannot be read (${reasonOf(cause)})`, { cause });
  });
  if (!CACHE_PARTS.some((part) => names.includes(part))) {
    throw new AstcError('E_READ', `${root} is no cache (expected the folders ${CACHE_PARTS.join(' and ')} in it)`);
  }
  const files: CachedFile[] = [];
  for (const part of CACHE_PARTS) {
    for (const prefix of await readdir(join(root, part)).catch(() => [])) {
      const folder = join(root, part, prefix);
      for (const name of (await readdir(folder).catch(() => [])).filter((each) => KEY.test(each))) {
        const path = join(folder, name);
        const facts = await stat(path).catch(() => undefined);
        if (facts) files.push({ part, path, bytes: facts.size, usedMs: facts.mtimeMs });
      }
    }
  }
  return files;
}

/** What `cache prune` leaves: files used lately, as many as fit. */
export interface PruneLimits {
  maxBytes: number | undefined;
  /** Milliseconds since 1970. */
  usedSinceMs: number | undefined;
}

/** Removes what was used longest ago, and what killed runs left. Returns what went of the first. */
export async function pruneCache(
  root: string,
  files: readonly CachedFile[],
  { maxBytes = Number.POSITIVE_INFINITY, usedSinceMs = 0 }: PruneLimits,
): Promise<CachedFile[]> {
  let room = maxBytes;
  const gone: CachedFile[] = [];
  for (const file of [...files].sort((a, b) => b.usedMs - a.usedMs)) {
    room -= file.bytes;
    if (room >= 0 && file.usedMs >= usedSinceMs) continue;
    await unlink(file.path).catch(() => undefined);
    gone.push(file);
  }
  await removeStaleClaims(root);
  await Promise.all([...new Set(files.map(({ path }) => join(path, '..')))].map(sweepFolder));
  return gone;
}

/** Removes textures that are not what was stored. Returns them. */
export async function verifyCache(files: readonly CachedFile[], signal: AbortSignal): Promise<CachedFile[]> {
  const damaged: CachedFile[] = [];
  for (const file of files.filter(({ part }) => part === 'textures')) {
    signal.throwIfAborted();
    const packed = await readFile(file.path).catch(() => undefined);
    if (packed === undefined || unpackEntry(packed) !== undefined) continue;
    await unlink(file.path).catch(() => undefined);
    damaged.push(file);
  }
  return damaged;
}
