/**
 * Waiting that an interruption ends. A call of the system cannot be called off once a thread is in it; the run goes on
 * without it, and {@link isHeldUp} tells those who end the process that a thread is still there.
 */
import { AstcError } from '../../errors.js';

/** Milliseconds between two looks at a device or pipe that has nothing: at first, and at most. */
const POLL_MS = { first: 1, last: 16 } as const;

let pendingCount = 0;

/** Whether a call is under way that nobody can end: `process.exit` would wait for its thread. */
export function isHeldUp(): boolean {
  return pendingCount > 0;
}

/** Marks a call that keeps a thread until it returns by itself. */
export function heldUpBy<T>(call: Promise<T>): Promise<T> {
  pendingCount++;
  return call.finally(() => pendingCount--);
}

/**
 * What the call gives, or an error as soon as the signal fires; the call itself then goes on unheard.
 *
 * @throws {AstcError} E_ABORTED
 */
export async function orAbort<T>(signal: AbortSignal, call: Promise<T>): Promise<T> {
  let stop = () => {};
  const abort = new Promise<never>((_, reject) => {
    stop = () => reject(interruptedError(signal.reason));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([call, abort]);
  } finally {
    signal.removeEventListener('abort', stop);
    // Whichever lost has nobody who listens.
    call.catch(() => undefined);
    abort.catch(() => undefined);
  }
}

/** Waits between looks at something that is not there yet, a little longer each time; `reset` after it was. */
export function createPoll(signal: AbortSignal): { wait: () => Promise<void>; reset: () => void } {
  let pauseMs: number = POLL_MS.first;
  return {
    wait: async () => {
      const pause = pauseMs;
      pauseMs = Math.min(pause * 2, POLL_MS.last);
      await orAbort(signal, new Promise((resolve) => setTimeout(resolve, pause)));
    },
    reset: () => {
      pauseMs = POLL_MS.first;
    },
  };
}

/** The one error of a run that was asked to end. */
export function interruptedError(cause: unknown): AstcError {
  return new AstcError('E_ABORTED', 'interrupted', { cause });
}
