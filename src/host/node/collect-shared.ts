/**
 * Shared memory of jobs that are done is free only once every worker has collected its view of it. Why by hand: a worker
 * makes next to no garbage of its own, so that it never would, and pictures of a whole run stay: 881 MiB for ten of
 * 4096x4096, one at a time, where 388 do.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of done jobs that may wait: collecting takes a millisecond. */
const MAX_LEFT_BYTES = 32 * 2 ** 20;

let leftBytes = 0;
let collect: (() => void) | undefined;

/** Called between two jobs. */
export function collectShared(): void {
  if (leftBytes < MAX_LEFT_BYTES) return;
  leftBytes = 0;
  collect ??= findCollector();
  collect();
}

/** Counts what a job leaves. */
export function leaveShared({ input, output }: { input: Uint8Array; output: Uint8Array }): void {
  leftBytes += input.byteLength + output.byteLength;
}

/** Runtimes other than Node may have none to call. */
function findCollector(): () => void {
  try {
    setFlagsFromString('--expose-gc');
    const found: unknown = runInNewContext('gc');
    if (typeof found === 'function') return found as () => void;
  } catch {
    // They collect when they see fit.
  }
  return () => undefined;
}
