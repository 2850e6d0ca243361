/** Encoders that keep their workers, and the one-call forms that borrow some. */
import { decodeTexture } from './decode.js';
import { encodeImage } from './encode.js';
import { AstcError } from './errors.js';
import type { DecodeOptions } from './options/decode-options.js';
import type { EncodeOptions } from './options/encode-options.js';
import type { EncoderOptions } from './options/encoder-options.js';
import { resolveDecodeOptions, resolveEncoderOptions } from './options/resolve.js';
import { resolveEncodeOptions } from './options/resolve-encode.js';
import { leasePool, type PoolLease } from './pool/pool.js';
import { availableThreads } from './pool/thread-budget.js';
import type { Image, Texture } from './types.js';

// Node 20 of early 2024 and Safari have no Symbol.asyncDispose, without which `await using` throws.
if (Symbol.asyncDispose === undefined) {
  Object.defineProperty(Symbol, 'asyncDispose', { value: Symbol.for('Symbol.asyncDispose') });
}

/** Keeps workers warm for many images and textures. Calls may overlap: they share the workers. */
export interface Encoder extends AsyncDisposable {
  /** Workers it keeps. */
  readonly threads: number;
  /** As {@link encode}; `threads` is the encoder's unless fewer are asked for. */
  encode(image: Image, options?: EncodeOptions): Promise<Texture>;
  /** As {@link decode}; `threads` is the encoder's unless fewer are asked for. */
  decode(texture: Texture, options?: DecodeOptions): Promise<Image>;
  /** Ends the workers once no call is running. */
  close(): Promise<void>;
}

/**
 * An encoder whose workers are ready.
 *
 * @throws {AstcError} E_OPTION, E_WASM, E_WORKER
 * @example
 * await using encoder = await createEncoder({ threads: 8 });
 * const texture = await encoder.encode(image, { block: '4x4' });
 */
export async function createEncoder(options: EncoderOptions = {}): Promise<Encoder> {
  const threadCount = await countThreads(resolveEncoderOptions(options).threads);
  const encoder = new PooledEncoder(threadCount);
  await encoder.warmUp();
  return encoder;
}

/**
 * Compresses an image to a texture of one level. The same pixels and options give the same bytes, whatever the number
 * of threads and the machine.
 *
 * @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_ABORTED, E_WASM, E_WORKER
 * @example
 * const texture = await encode(image, { block: '6x6', quality: 'thorough' });
 */
export async function encode(image: Image, options: EncodeOptions = {}): Promise<Texture> {
  const filled = resolveEncodeOptions(options);
  return withLease(filled.threads, (lease) => encodeImage(lease, image, filled));
}

/**
 * Decompresses one level of a texture. Illegal blocks become the error colour of the specification, magenta.
 *
 * A texture made with `content` normal decodes to X in red, green and blue and Y in alpha; Z is the reader's to compute.
 *
 * @throws {AstcError} E_OPTION, E_ABORTED, E_WASM, E_WORKER
 */
export async function decode(texture: Texture, options: DecodeOptions = {}): Promise<Image> {
  const filled = resolveDecodeOptions(options);
  return withLease(filled.threads, (lease) => decodeTexture(lease, texture, filled));
}

class PooledEncoder implements Encoder {
  readonly threads: number;
  /** Uses no worker itself: it keeps the pool open between the leases of the calls. */
  #warmLease: Promise<PoolLease>;
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(threads: number) {
    this.threads = threads;
    this.#warmLease = leasePool(threads);
  }

  async warmUp(): Promise<void> {
    const lease = await this.#warmLease;
    try {
      await lease.pool?.warmUp();
    } catch (error) {
      await lease.release();
      throw error;
    }
  }

  async encode(image: Image, options: EncodeOptions = {}): Promise<Texture> {
    const filled = resolveEncodeOptions(options);
    return this.#run(filled.threads, (lease) => encodeImage(lease, image, filled));
  }

  async decode(texture: Texture, options: DecodeOptions = {}): Promise<Image> {
    const filled = resolveDecodeOptions(options);
    return this.#run(filled.threads, (lease) => decodeTexture(lease, texture, filled));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
    const lease = await this.#warmLease.catch(() => undefined);
    await lease?.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Fewer threads than the encoder's may be asked for, more would be somebody else's. */
  async #run<T>(threads: number | 'auto', work: (lease: PoolLease) => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new AstcError('E_OPTION', 'The encoder was closed already');
    const threadCount = threads === 'auto' ? this.threads : Math.min(threads, this.threads);
    const running = this.#replaceBroken().then(() => withLease(threadCount, work));
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** A pool that lost a worker serves the calls it has to their end; the next call gets a new one. */
  async #replaceBroken(): Promise<void> {
    const current = this.#warmLease;
    const lease = await current;
    if (!lease.pool?.isBroken || this.#warmLease !== current) return;
    this.#warmLease = leasePool(this.threads);
    await lease.release();
  }
}

async function withLease<T>(threads: number | 'auto', work: (lease: PoolLease) => Promise<T>): Promise<T> {
  const lease = await leasePool(await countThreads(threads));
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}

async function countThreads(threads: number | 'auto'): Promise<number> {
  return threads === 'auto' ? availableThreads() : threads;
}
