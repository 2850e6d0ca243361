/** The picture of `--mask`. */
import { failOption } from '../../options/speech.js';
import type { Image } from '../../types.js';
import { STANDARD_STREAM } from '../files/names.js';
import { readInput } from '../files/read-input.js';
import { heldUpBy, orAbort } from '../files/waiting.js';
import type { Session } from '../session.js';
import { namingFile } from './naming-file.js';
import { readPicture } from './read-picture.js';

/**
 * @param readBytes  where it does not lie in a file
 * @throws {AstcError} what reading a picture throws, with the flag before it
 */
export function readMask(path: string, session: Session, readBytes: typeof readInput = readInput): Promise<Image> {
  if (path === STANDARD_STREAM) failOption(`Expected a file for --mask but received ${path}`);
  const flag = `--mask ${path}`;
  return namingFile(flag, async () => {
    const bytes = await readBytes(path, session.signal);
    const onWarning = (message: string) => session.warn(flag, message);
    // Its numbers are no colours.
    return orAbort(session.signal, heldUpBy(readPicture(bytes, { colorProfile: 'keep', onWarning })));
  });
}
