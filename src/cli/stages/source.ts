/** The first stage: the bytes of an input. */
import { checkExtension } from '../extensions.js';
import { readInput } from '../files/read-input.js';
import type { FileRun } from './stage.js';

/** Reads the input; a name that lies about it is a warning. @throws {AstcError} E_READ, E_ABORTED */
export async function readSource({ input, report, signal }: FileRun): Promise<Uint8Array> {
  report.detail('reading');
  const bytes = await readInput(input, signal);
  checkExtension(input, bytes, report.warn);
  return bytes;
}
