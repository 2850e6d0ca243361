/** What the exported wasm functions return, mirrored from assembly/status.ts, and the error each becomes. */
import { AstcError } from '../errors.js';

/** Results by value: the index is the number the binary returns. */
export const STATUS_NAMES = [
  'OK',
  'BAD_FOOTPRINT',
  'BAD_PROFILE',
  'NOT_PREPARED',
  'OUT_OF_MEMORY',
  'BAD_OPTION',
] as const;

/** What each failure means in words a user can act on. */
const STATUS_MESSAGES: Readonly<Record<string, string>> = {
  BAD_FOOTPRINT: 'the footprint is not one this version knows',
  BAD_PROFILE: 'the profile and the output do not go together',
  NOT_PREPARED: 'it was called before it was configured',
  OUT_OF_MEMORY: 'its memory cannot grow any further',
  BAD_OPTION: 'an option is outside its range',
};

/**
 * Throws unless `status` is 0.
 *
 * @param where  the export that returned it
 * @throws {AstcError} E_WASM
 */
export function checkStatus(where: string, status: number): void {
  if (status === 0) return;
  const name = STATUS_NAMES[status] ?? `status ${status}`;
  throw new AstcError('E_WASM', `The codec refused ${where}: ${STATUS_MESSAGES[name] ?? 'unknown reason'} (${name})`);
}
