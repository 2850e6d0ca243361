/** Options of every call that takes a while. */
import type { Progress } from '../pool/level-codec.js';
import { type OptionsOf, objectLike, wordOrNumber } from './option.js';

/** Workers more than this are a slip: no process keeps so many busy. */
const MAX_THREADS = 256;

export const isFunction = (value: unknown) => typeof value === 'function';

export const RUN_OPTIONS = {
  /** Workers to keep busy, 1 to 256; `auto` is the cores this process may use. Default: `auto`. */
  threads: wordOrNumber(
    ['auto'],
    { min: 1, max: MAX_THREADS, isWhole: true },
    { default: 'auto', help: 'workers; auto is the cores this process may use', valueName: 'count' },
  ),
  /** Stops the work within one tile of 128 blocks; the call then throws E_ABORTED. */
  signal: objectLike<AbortSignal>('an AbortSignal', (value) => value instanceof AbortSignal),
  /** Called about ten times a second, and once at the end with `done` equal to `total`. */
  onProgress: objectLike<(progress: Progress) => void>('a function', isFunction),
  /** Told what does not stop the work but should not go unsaid. Default: `console.warn`, each message once. */
  onWarning: objectLike<(message: string) => void>('a function', isFunction),
};

export interface RunControls extends OptionsOf<typeof RUN_OPTIONS> {}
