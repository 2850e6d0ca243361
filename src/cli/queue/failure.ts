/** Errors on their way through the queue, which carries them as texts. */
import { AstcError, type AstcErrorCode, ERROR_CODES } from '../../errors.js';
import { messageOf } from '../../pool/failure.js';

/** How often a worker may die over one job before the job is to blame, not the machines. */
export const MAX_DEATHS = 4;

/** What the queue itself says of a job whose workers died. */
const STALLED = /stalled more than/;

export function packFailure(error: unknown): string {
  const { code, hint } = error instanceof AstcError ? error : { code: 'E_WORKER', hint: undefined };
  return JSON.stringify({ code, message: messageOf(error), hint });
}

export function unpackFailure(text: string): AstcError {
  if (STALLED.test(text)) {
    return new AstcError('E_WORKER', `the worker died ${MAX_DEATHS} times over it`, {
      hint: 'what the workers and their systems said last tells why; too little memory is the usual cause',
    });
  }
  try {
    const { code, message, hint } = JSON.parse(text) as { code: string; message: string; hint?: string };
    if (Object.hasOwn(ERROR_CODES, code)) return new AstcError(code as AstcErrorCode, message, hint ? { hint } : {});
  } catch {
    // Not from us.
  }
  return new AstcError('E_WORKER', `the queue says: ${text}`);
}

/** Whether the next try may end otherwise: disks and networks change, pictures do not. */
export function isPassing(error: unknown): boolean {
  return error instanceof AstcError && (error.code === 'E_READ' || error.code === 'E_WRITE');
}
