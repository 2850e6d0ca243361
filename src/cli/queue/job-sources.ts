/** Files of jobs where machines share no folder: they travel through the bucket that all share. */
import { createHash } from 'node:crypto';
import { AstcError } from '../../errors.js';
import type { CacheStore } from '../cache/cache-store.js';
import type { QueueJob } from './job.js';

/** Puts files where workers find them. Returns their keys. @throws {AstcError} E_WRITE */
export async function sendSources(store: CacheStore, files: readonly Uint8Array[]): Promise<string[]> {
  return Promise.all(
    files.map(async (bytes) => {
      const key = keyOf(bytes);
      await store.put('sources', key, bytes, false);
      return key;
    }),
  );
}

/** What reads the files of a job by their names, or undefined where they lie in a folder. */
export function sourceReader(store: CacheStore, { inputs, sources }: Pick<QueueJob, 'inputs' | 'sources'>) {
  if (sources === undefined) return undefined;
  return async (input: string): Promise<Uint8Array> => {
    const key = sources[inputs.indexOf(input)];
    const bytes = key === undefined ? undefined : await store.get('sources', key);
    if (bytes === undefined || keyOf(bytes) !== key) {
      throw new AstcError('E_READ', 'the bucket has not the bytes that batch put there', {
        hint: 'is the cache of this worker the one of batch?',
      });
    }
    return bytes;
  };
}

function keyOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
