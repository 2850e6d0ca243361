/** Reading inputs: whole, never more than a bound, and never longer than until the signal fires. */
import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { AstcError } from '../../errors.js';
import { STANDARD_STREAM } from './names.js';
import { hasCode, reasonOf } from './system-errors.js';
import { createPoll, heldUpBy, interruptedError, orAbort } from './waiting.js';

const GIB = 2 ** 30;

/**
 * Bytes above which a source is refused. Files say how long they are before a byte is read, so theirs is what one
 * buffer takes. Devices, pipes and stdin must be held while they grow and may never end, so theirs is the memory that
 * the largest picture takes once decoded (16384 x 16384 pixels).
 */
export const INPUT_BOUNDS = { file: 2 * GIB, stream: GIB } as const;
export type InputBounds = Readonly<Record<keyof typeof INPUT_BOUNDS, number>>;

/** Bytes asked for at once from what does not say how long it is. */
const CHUNK_BYTES = 2 ** 20;

/** Opens at once, whatever is behind the name; files are read as ever. Windows has no such flag and no need of it. */
const OPEN_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a file, a device, a pipe or stdin.
 *
 * @param bounds  other than {@link INPUT_BOUNDS} in tests only
 * @throws {AstcError} E_READ, also for more bytes than the bound; E_ABORTED
 */
export async function readInput(
  path: string,
  signal: AbortSignal,
  bounds: InputBounds = INPUT_BOUNDS,
): Promise<Uint8Array> {
  try {
    const isStdin = path === STANDARD_STREAM;
    return await orAbort(signal, heldUpBy(isStdin ? readStdin(signal, bounds) : readPath(path, signal, bounds)));
  } catch (cause) {
    if (signal.aborted) throw interruptedError(cause);
    if (cause instanceof AstcError) throw cause;
    throw new AstcError('E_READ', `cannot be read (${reasonOf(cause)})`, { cause });
  }
}

async function readPath(path: string, signal: AbortSignal, bounds: InputBounds): Promise<Uint8Array> {
  const facts = await stat(path);
  const bytes = new BoundedBytes(facts, bounds);
  const file = facts.isFIFO() ? await openFifo(path, signal) : await open(path, OPEN_AT_ONCE);
  try {
    await readHandle(file, facts, bytes, signal);
    return bytes.concat();
  } finally {
    await file.close();
  }
}

/**
 * Waits for somebody who writes. Why not at once: a FIFO that nobody writes to yet would read like one whose writer is
 * done, as empty.
 */
async function openFifo(path: string, signal: AbortSignal): Promise<FileHandle> {
  const opening = open(path, 'r');
  const release = () => releaseReader(path, opening);
  signal.addEventListener('abort', release, { once: true });
  try {
    const waiting = await opening;
    return await open(path, OPEN_AT_ONCE).finally(() => waiting.close());
  } finally {
    signal.removeEventListener('abort', release);
  }
}

/** Ends an `open` that waits for a writer, by being one for a moment. */
function releaseReader(path: string, opening: Promise<FileHandle>): void {
  try {
    const writer = openSync(path, constants.O_RDWR | (constants.O_NONBLOCK ?? 0));
    void opening.then(
      () => closeSync(writer),
      () => closeSync(writer),
    );
  } catch {
    // Not ours to write to: the thread stays where it is, and the process ends over it.
  }
}

async function readHandle(file: FileHandle, facts: Stats, bytes: BoundedBytes, signal: AbortSignal): Promise<void> {
  const poll = createPoll(signal);
  // One byte more than the file has tells whether it has grown.
  let chunk = Buffer.allocUnsafeSlow(facts.isFile() ? facts.size + 1 : CHUNK_BYTES);
  let filled = 0;
  while (!signal.aborted) {
    const count = await readSome(file, chunk, filled);
    if (count === 0) break;
    if (count === undefined) {
      await poll.wait();
      continue;
    }
    poll.reset();
    bytes.grow(count);
    filled += count;
    // A read that gives less than it could was the last one; of a file that grew there is no telling.
    if (facts.isFile() && filled === facts.size && bytes.chunks.length === 0) break;
    if (filled < chunk.length) continue;
    bytes.chunks.push(chunk);
    chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    filled = 0;
  }
  bytes.chunks.push(chunk.subarray(0, filled));
}

/** Bytes read, 0 at the end, undefined where there is nothing yet. */
async function readSome(file: FileHandle, chunk: Buffer, offset: number): Promise<number | undefined> {
  try {
    return (await file.read(chunk, offset, chunk.length - offset)).bytesRead;
  } catch (error) {
    if (hasCode(error, 'EAGAIN', 'EWOULDBLOCK')) return undefined;
    throw error;
  }
}

async function readStdin(signal: AbortSignal, bounds: InputBounds): Promise<Uint8Array> {
  const bytes = new BoundedBytes(fstatSync(0), bounds);
  const stop = () => process.stdin.destroy(new Error('interrupted'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of process.stdin) {
      bytes.grow((chunk as Buffer).length);
      bytes.chunks.push(chunk as Buffer);
    }
    return bytes.concat();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** What has been read so far, held against the bound of its source. */
class BoundedBytes {
  readonly chunks: Uint8Array[] = [];
  readonly #kind: keyof InputBounds;
  readonly #bound: number;
  #byteCount = 0;

  /** @throws {AstcError} E_READ for a file that is too large as it is */
  constructor(facts: Stats, bounds: InputBounds) {
    this.#kind = facts.isFile() ? 'file' : 'stream';
    this.#bound = bounds[this.#kind];
    if (facts.isFile() && facts.size > this.#bound) this.#refuse();
  }

  /** Counts bytes that were read. @throws {AstcError} E_READ above the bound */
  grow(byteCount: number): void {
    this.#byteCount += byteCount;
    if (this.#byteCount > this.#bound) this.#refuse();
  }

  concat(): Uint8Array {
    return this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks);
  }

  #refuse(): never {
    const sources = this.#kind === 'file' ? 'a file' : 'a device, a pipe or stdin';
    throw new AstcError(
      'E_READ',
      `cannot be read (larger than ${boundName(this.#bound)}, the most ${sources} may give)`,
    );
  }
}

function boundName(byteCount: number): string {
  return byteCount >= GIB ? `${byteCount / GIB} GiB` : `${byteCount} bytes`;
}
