/** Writing outputs: whole or not at all. */
import { constants } from 'node:fs';
import { type FileHandle, link, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AstcError } from '../../errors.js';
import { isTaken, STANDARD_STREAM, takenError, terminalError } from './names.js';
import { hasCode, reasonOf } from './system-errors.js';
import { addTemporaryFile, forgetTemporaryFile } from './temporary-file.js';
import { createPoll, heldUpBy, interruptedError, orAbort } from './waiting.js';

/** How a file is to be written. */
export interface WriteControls {
  /** Without it an existing file is refused, even one that appeared a moment ago. */
  canReplace: boolean;
  signal: AbortSignal;
}

/**
 * Writes a file so that at any moment the path holds the old content or the new, never a part: into a temporary file
 * beside it, flushed to the disk, then renamed.
 *
 * @returns the folder that has a new name, for {@link syncFolder}; undefined where no name was made
 * @throws {AstcError} E_WRITE, E_OUTPUT_EXISTS, E_ABORTED; E_OPTION for a terminal
 */
export async function writeOutput(
  path: string,
  bytes: Uint8Array,
  controls: WriteControls,
): Promise<string | undefined> {
  const { signal } = controls;
  if (signal.aborted) throw interruptedError(signal.reason);
  try {
    if (path === STANDARD_STREAM) return await orAbort(signal, writeStdout(bytes));
    return await orAbort(signal, heldUpBy(writePath(path, bytes, controls)));
  } catch (cause) {
    if (signal.aborted) throw interruptedError(cause);
    if (cause instanceof AstcError) throw cause;
    if (hasCode(cause, 'EEXIST')) throw takenError(path);
    throw new AstcError('E_WRITE', `${path} cannot be written (${reasonOf(cause)})`, { cause });
  }
}

/** Resolves when the bytes have left the process. @throws {AstcError} E_WRITE */
export function writeStdout(bytes: Uint8Array | string): Promise<undefined> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (cause) => {
      if (cause) reject(new AstcError('E_WRITE', `cannot be written (${reasonOf(cause)})`, { cause }));
      else resolve(undefined);
    });
  });
}

/** Makes new names in a folder survive a power cut; some systems cannot open folders, and then there is no way to. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await finish(folder, () => folder.sync());
  } catch {
    // Windows: EPERM. The content is on the disk already.
  }
}

async function writePath(path: string, bytes: Uint8Array, controls: WriteControls): Promise<string | undefined> {
  const { signal } = controls;
  const existing = await stat(path).catch(() => undefined);
  if (existing !== undefined && !existing.isFile() && !existing.isDirectory()) return writeDevice(path, bytes, signal);
  // A symbolic link stays one: what it points to is replaced.
  const target = existing === undefined ? path : await realpath(path).catch(() => path);
  const folder = dirname(target);
  const temporary = addTemporaryFile(folder);
  try {
    const file = await open(temporary, 'wx', existing?.mode ?? 0o666);
    await finish(file, async () => {
      await file.writeFile(bytes);
      await file.sync();
    });
    if (signal.aborted) throw interruptedError(signal.reason);
    await (controls.canReplace ? rename(temporary, target) : renameToFree(temporary, target));
    return folder;
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    forgetTemporaryFile(temporary);
  }
}

/** A rename replaces silently; a hard link does not. Where links are missing, looking first must do. */
async function renameToFree(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (hasCode(error, 'EEXIST') || (await isTaken(to))) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
    if (hasCode(error, 'ENOENT')) throw error;
    return rename(from, to);
  }
  await unlink(from);
}

/** Devices and pipes take what they can at a time; a FIFO first needs a reader. */
async function writeDevice(path: string, bytes: Uint8Array, signal: AbortSignal): Promise<undefined> {
  const { isatty } = await import('node:tty');
  const file = await openDevice(path, signal);
  await finish(file, async () => {
    if (isatty(file.fd)) throw terminalError(path);
    const poll = createPoll(signal);
    for (let written = 0; written < bytes.length; ) {
      const count = await writeSome(file, bytes, written);
      if (count === 0) await poll.wait();
      else poll.reset();
      written += count;
    }
  });
}

async function openDevice(path: string, signal: AbortSignal): Promise<FileHandle> {
  const isFifo = (await stat(path)).isFIFO();
  const poll = createPoll(signal);
  for (;;) {
    try {
      return await open(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      if (!isFifo || !hasCode(error, 'ENXIO')) throw error;
      await poll.wait();
    }
  }
}

/** Bytes written, 0 where there is no room now. */
async function writeSome(file: FileHandle, bytes: Uint8Array, offset: number): Promise<number> {
  try {
    return (await file.write(bytes, offset)).bytesWritten;
  } catch (error) {
    if (hasCode(error, 'EAGAIN', 'EWOULDBLOCK')) return 0;
    throw error;
  }
}

async function finish(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await file.close();
  }
}
