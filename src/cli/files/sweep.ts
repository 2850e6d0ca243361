/** Clears a folder of what killed runs left in it: temporary files whose process is gone. */
import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, parseWriter, thisWriter, type Writer } from './temporary-file.js';

/**
 * Milliseconds after which a file of another machine, container or boot counts as left behind, for nobody here can ask
 * after its process. A file is written in seconds; whoever is stopped for a day in the midst of it gets an error.
 */
const FOREIGN_AGE_MS = 24 * 60 * 60 * 1000;

/** Removes what is left; whatever cannot be looked at or removed stays. Never throws. */
export async function sweepFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const writer = parseWriter(name);
    if (writer === undefined) continue;
    const path = join(folder, name);
    if (await isLeft(path, writer)) await unlink(path).catch(() => undefined);
  }
}

async function isLeft(path: string, writer: Writer): Promise<boolean> {
  const facts = await lstat(path).catch(() => undefined);
  if (facts === undefined || !facts.isFile()) return false;
  if (writer.realm === thisWriter().realm) return !isRunning(writer);
  return Date.now() - facts.mtimeMs > FOREIGN_AGE_MS;
}
