/** Failures on their way back from a worker. */
import { AstcError, type AstcErrorCode, ERROR_CODES } from '../errors.js';
import type { Participation, ParticipationFailure } from './job.js';

/** What a worker reports, or the error it met, with its own stack as the cause's. @throws {AstcError} */
export function unwrapResult(result: Participation | ParticipationFailure): Participation {
  if (!('failure' in result)) return result;
  const { failure } = result;
  const cause = new Error(failure.message);
  if (failure.stack !== undefined) cause.stack = failure.stack;
  const code = Object.hasOwn(ERROR_CODES, failure.code) ? (failure.code as AstcErrorCode) : 'E_WORKER';
  const message = code === 'E_WORKER' ? `The codec stopped in a worker thread: ${failure.message}` : failure.message;
  throw new AstcError(code, message, { cause });
}

/** The error of a job whose worker is gone. */
export function workerDied(cause: unknown): AstcError {
  return new AstcError('E_WORKER', `A worker thread died: ${messageOf(cause)}`, {
    hint: 'fewer threads need less memory (threads: 1)',
    cause,
  });
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error && cause.message !== '' ? cause.message : String(cause);
}
