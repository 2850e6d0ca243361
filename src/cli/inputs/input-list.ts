/** Files that list inputs. */
import { failOption } from '../../options/speech.js';
import { readInput } from '../files/read-input.js';

/**
 * The paths of a list, one a line, or ended by zero bytes as `find -print0` writes them. Empty lines are none, and of lines
 * neither those that begin with `#`.
 *
 * @param path  of the list; `-` for stdin
 * @throws {AstcError} E_READ; E_OPTION for a list of nothing
 */
export async function readList(path: string, flag: string, signal: AbortSignal): Promise<string[]> {
  const text = new TextDecoder().decode(await readInput(path, signal));
  const paths = text.includes('\0')
    ? text.split('\0')
    : text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => !line.startsWith('#'));
  const listed = paths.filter((each) => each !== '');
  if (listed.length === 0) failOption(`Expected paths in the list of ${flag} but it has none`);
  return listed;
}
