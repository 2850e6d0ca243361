/** An abort as the library's error. */
import { AstcError } from './errors.js';

/** @throws {AstcError} E_ABORTED where `signal` says so */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

/** What an abort rejects with. */
export function abortError(signal: AbortSignal): AstcError {
  return new AstcError('E_ABORTED', 'The operation was aborted', { cause: signal.reason });
}
