/** What a path of the command line stands for. */
import { stat } from 'node:fs/promises';
import { AstcError } from '../../errors.js';

/** The name that means stdin or stdout. */
export const STANDARD_STREAM = '-';

/** Whether something is there already that a write would replace; devices and pipes are for writing to. */
export async function isTaken(path: string): Promise<boolean> {
  if (path === STANDARD_STREAM) return false;
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && (found.isFile() || found.isDirectory());
}

/** The error for an output that must not be replaced. */
export function takenError(path: string): AstcError {
  return new AstcError('E_OUTPUT_EXISTS', `${path} exists already`, {
    hint: '--force replaces it, --skip-existing leaves it',
  });
}

/** The error for a file among text: what is drawn on a terminal is no longer a file. */
export function terminalError(path: string): AstcError {
  return new AstcError('E_OPTION', `Expected a file or a pipe as output but received ${path}, a terminal`, {
    hint: '-o FILE writes a file, > FILE and | COMMAND take what - writes',
  });
}
