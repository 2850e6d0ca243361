/** Signals: the first asks for an end in good order, soon; the second brings it about at once. */
import { setMaxListeners } from 'node:events';
import { EXIT_CODES } from '../errors.js';
import { removeTemporaryFiles } from './files/temporary-file.js';
import { isHeldUp } from './files/waiting.js';

/** Exit codes of signals: 128 and the signal's number. */
const SIGNAL_EXIT_CODES = { SIGINT: EXIT_CODES.aborted, SIGTERM: 143 } as const;
type SignalName = keyof typeof SIGNAL_EXIT_CODES;

/** Milliseconds that a run has to end in good order; people count a second as no answer. */
const PATIENCE_MS = 700;

export interface Interruption {
  /** Fires with the first signal. */
  signal: AbortSignal;
  /** That of the signal, if there was one. */
  exitCode: () => number | undefined;
  /** Leaves signals to the system again. */
  stop: () => void;
}

/**
 * Takes SIGINT and SIGTERM until stopped; after the first one until the process ends.
 *
 * @param endsWell  tells whether SIGINT is the way the run is meant to end
 */
export function listenForSignals(endsWell: () => boolean = () => false): Interruption {
  const controller = new AbortController();
  // Every file on its way listens.
  setMaxListeners(0, controller.signal);
  let exitCode: number | undefined;
  const listeners = (Object.keys(SIGNAL_EXIT_CODES) as SignalName[]).map((name) => {
    const listener = () => {
      if (exitCode !== undefined) endNow(name);
      exitCode = name === 'SIGINT' && endsWell() ? 0 : SIGNAL_EXIT_CODES[name];
      setTimeout(endNow, PATIENCE_MS, name, exitCode).unref();
      controller.abort(new Error(name));
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  return {
    signal: controller.signal,
    exitCode: () => exitCode,
    stop: () => {
      if (exitCode !== undefined) return;
      for (const remove of listeners) remove();
    },
  };
}

/**
 * Ends the process. Why not `process.exit` alone: it waits for threads that are in a call of the system, which may never
 * return. What the signal does by itself waits for nobody; shells report the same exit code.
 */
function endNow(name: SignalName, exitCode = SIGNAL_EXIT_CODES[name]): void {
  removeTemporaryFiles();
  if (!isHeldUp()) process.exit(exitCode);
  process.removeAllListeners(name);
  process.kill(process.pid, name);
}
