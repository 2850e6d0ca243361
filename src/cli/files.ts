/** Reading inputs and writing outputs: whole or not at all. */
import { randomBytes } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { type FileHandle, link, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AstcError } from '../errors.js';

/** The name that means stdin or stdout. */
export const STANDARD_STREAM = '-';

/** System errors in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'disk quota exceeded',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  ELOOP: 'too many symbolic links',
  EPIPE: 'the reader closed the pipe',
  ERR_FS_FILE_TOO_LARGE: 'larger than 2 GiB',
};

/** Temporary files that exist now; removed if the process ends before they are renamed. */
const temporaryFiles = new Set<string>();
process.on('exit', () => {
  for (const path of temporaryFiles) {
    try {
      unlinkSync(path);
    } catch {
      // Gone already, or its folder is: nothing is left to clean.
    }
  }
});

/** The bytes of a file or of stdin. @throws {AstcError} E_READ, E_ABORTED */
export async function readInput(path: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return path === STANDARD_STREAM ? await readStdin(signal) : await readFile(path, { signal });
  } catch (cause) {
    if (signal.aborted) throw new AstcError('E_ABORTED', 'interrupted', { cause });
    throw new AstcError('E_READ', `cannot be read (${reasonOf(cause)})`, { cause });
  }
}

async function readStdin(signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const stop = () => process.stdin.destroy(new Error('interrupted'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return Buffer.concat(chunks);
}

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

/**
 * Writes a file so that at any moment the path holds the old content or the new, never a part: into a temporary file
 * beside it, flushed to the disk, then renamed.
 *
 * @param canReplace  without it an existing file is refused, even one that appeared a moment ago
 * @throws {AstcError} E_WRITE, E_OUTPUT_EXISTS, E_ABORTED
 */
export async function writeOutput(
  path: string,
  bytes: Uint8Array,
  canReplace: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) throw new AstcError('E_ABORTED', 'interrupted', { cause: signal.reason });
  if (path === STANDARD_STREAM) return writeStdout(bytes);
  try {
    await writeAtomically(path, bytes, canReplace);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw takenError(path);
    throw new AstcError('E_WRITE', `${path} cannot be written (${reasonOf(cause)})`, { cause });
  }
}

/** Resolves when the bytes have left the process. @throws {AstcError} E_WRITE */
export function writeStdout(bytes: Uint8Array | string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (cause) => {
      if (cause) reject(new AstcError('E_WRITE', `cannot be written (${reasonOf(cause)})`, { cause }));
      else resolve();
    });
  });
}

async function writeAtomically(path: string, bytes: Uint8Array, canReplace: boolean): Promise<void> {
  // A symbolic link stays one: what it points to is replaced.
  const target = await realpath(path).catch(() => path);
  const existing = await stat(target).catch(() => undefined);
  if (existing !== undefined && !existing.isFile() && !existing.isDirectory()) return writeDevice(target, bytes);
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
  temporaryFiles.add(temporary);
  try {
    const file = await open(temporary, 'wx', existing === undefined ? 0o666 : existing.mode);
    await finish(file, async () => {
      await file.writeFile(bytes);
      await file.sync();
    });
    await (canReplace ? rename(temporary, target) : renameToFree(temporary, target));
  } finally {
    await unlink(temporary).catch(() => undefined);
    temporaryFiles.delete(temporary);
  }
  await syncFolder(dirname(target));
}

/** A rename replaces silently; a hard link does not. Where links are missing, looking first must do. */
async function renameToFree(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || (await isTaken(to))) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
    if (code === 'ENOENT') throw error;
    await rename(from, to);
  }
}

async function writeDevice(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  await finish(file, () => file.writeFile(bytes));
}

async function finish(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await file.close();
  }
}

/** Makes the new name itself survive a power cut; some systems cannot open folders, and then there is no way to. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await finish(folder, () => folder.sync());
  } catch {
    // Windows: EPERM. The content is on the disk already.
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? code ?? message;
}
