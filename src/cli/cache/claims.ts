/** Who makes what now, among processes and machines that share a cache, so that nobody does it twice at a time. */
import { mkdir, open, readdir, rename, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../files/system-errors.js';
import type { StoreClaims } from './cache-store.js';

const CLAIMS = 'claims';
/** Milliseconds after which a claim that nobody renewed counts as left behind. */
const STALE_MS = 10_000;
const RENEW_MS = 2_000;
/** Milliseconds between two looks at somebody else's claim. */
const POLL_MS = 40;

export class Claims implements StoreClaims {
  readonly #folder: string;
  readonly #held = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(root: string) {
    this.#folder = join(root, CLAIMS);
  }

  async acquire(key: string, isMade: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
    await mkdir(this.#folder, { recursive: true });
    const path = join(this.#folder, key);
    for (;;) {
      if (await isMade()) return false;
      if (await this.#take(path)) return true;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      signal.throwIfAborted();
    }
  }

  async release(key: string): Promise<void> {
    const path = join(this.#folder, key);
    this.#held.delete(path);
    if (this.#held.size === 0) clearInterval(this.#timer);
    await unlink(path).catch(() => undefined);
  }

  async #take(path: string): Promise<boolean> {
    try {
      await (await open(path, 'wx')).close();
      this.#hold(path);
      return true;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      await removeStale(path);
      return false;
    }
  }

  #hold(path: string): void {
    this.#held.add(path);
    if (this.#held.size > 1) return;
    this.#timer = setInterval(() => {
      const now = new Date();
      for (const held of this.#held) utimes(held, now, now).catch(() => undefined);
    }, RENEW_MS);
    // It keeps no process alive.
    this.#timer.unref();
  }
}

/** Moves a claim away that was left behind. Should a newer one go with it, work is done twice, and the results are the same. */
async function removeStale(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || Date.now() - found.mtimeMs < STALE_MS) return;
  const moved = `${path}.${process.pid}.stale`;
  try {
    await rename(path, moved);
    await unlink(moved);
  } catch {
    // Somebody else did.
  }
}

/** Removes every claim that was left behind. */
export async function removeStaleClaims(root: string): Promise<void> {
  const folder = join(root, CLAIMS);
  for (const name of await readdir(folder).catch(() => [])) await removeStale(join(folder, name));
}
