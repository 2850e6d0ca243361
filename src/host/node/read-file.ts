/** Files of the file system, with failures in words. */
import { readFile as readBytes } from 'node:fs/promises';
import { AstcError } from '../../errors.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  ERR_FS_FILE_TOO_LARGE: 'larger than 2 GiB',
};

/** @throws {AstcError} E_READ */
export async function readFile(source: string | URL): Promise<Uint8Array> {
  try {
    return await readBytes(source);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AstcError('E_READ', `cannot be read (${REASONS[code] ?? code})`, { cause });
  }
}
