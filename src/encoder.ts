/// <reference lib="esnext.disposable" preserve="true" />
/** Encoders that keep their workers, and the one-call forms that borrow some. */
import { host } from '#host';
import { sourceOf } from './crew-source.js';
import type { decodeTexture } from './decode.js';
import { acceptForEncoding, type EncodeInput, encodeImage } from './encode.js';
import { AstcError } from './errors.js';
import type { ImageInput } from './images/image-input.js';
import type { makePictures, resizeInput } from './make-pictures.js';
import type { DecodeOptions } from './options/decode-options.js';
import { type EncodeOptions, type FilledEncodeOptions, isWeighted } from './options/encode-options.js';
import type { EncoderOptions } from './options/encoder-options.js';
import { resolveDecodeOptions, resolveEncoderOptions } from './options/resolve.js';
import { resolveEncodeOptions } from './options/resolve-encode.js';
import type { CrewSource } from './pool/crew.js';
import type { LevelCodec } from './pool/level-codec.js';
import { leasePool, type PoolLease } from './pool/pool.js';
import type { CompressedTexture, PlainImage, Texture } from './types.js';

// Node 20 of early 2024 and Safari have no Symbol.asyncDispose, without which `await using` throws.
if (Symbol.asyncDispose === undefined) {
  Object.defineProperty(Symbol, 'asyncDispose', { value: Symbol.for('Symbol.asyncDispose') });
}

/** Keeps workers warm for many images and textures. Calls may overlap: they share the workers. */
export interface Encoder extends AsyncDisposable {
  /** Threads it keeps busy at most. */
  readonly threads: number;
  /** As {@link encode}; `threads` is the encoder's unless fewer are asked for. */
  encode(image: EncodeInput, options?: EncodeOptions): Promise<CompressedTexture>;
  /** As {@link makeMipLevels}; `threads` is the encoder's unless fewer are asked for. */
  makeMipLevels(image: ImageInput, options?: EncodeOptions): Promise<PlainImage[]>;
  /**
   * An image in the size that `resize`, `scale`, `multipleOf` or `pot` asks for, in its own type of components; nothing
   * else is done to it. What `encode` begins with.
   */
  resize(image: ImageInput, options: EncodeOptions): Promise<PlainImage>;
  /** As {@link decode}; `threads` is the encoder's unless fewer are asked for. */
  decode(texture: Texture, options?: DecodeOptions): Promise<PlainImage>;
  /**
   * Starts the workers now. Without it they start with the first work that is worth it: small pictures are compressed in
   * place sooner than a thread starts.
   */
  warmUp(): Promise<void>;
  /** Ends the workers once no call is running. */
  close(): Promise<void>;
}

/**
 * An encoder whose binary is loaded.
 *
 * @throws {AstcError} E_OPTION, E_WASM
 * @example
 * await using encoder = await createEncoder({ threads: 8 });
 * const texture = await encoder.encode(image, { block: '4x4' });
 */
export async function createEncoder(options: EncoderOptions = {}): Promise<Encoder> {
  const filled = resolveEncoderOptions(options);
  const source = sourceOf(filled);
  await source.loadModule();
  return new PooledEncoder(source, await countThreads(filled.threads), filled.onWarning);
}

/**
 * Compresses an image to a texture, of one level or with its mip levels; or several images to one array, cube map or
 * volume. The same pixels and options give the same bytes, whatever the number of threads and the machine.
 *
 * @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_ABORTED, E_WASM, E_WORKER, E_GPU, E_GPU_MISSING
 * @example
 * const texture = await encode(image, { block: '6x6', quality: 'thorough' });
 */
export async function encode(image: EncodeInput, options: EncodeOptions = {}): Promise<CompressedTexture> {
  const filled = resolveEncodeOptions(options);
  if (filled.content === 'auto') return encode(...(await guess(image, options, filled)));
  const source = sourceOf({});
  return withLease(source, await countThreads(filled.threads), (codec) => encodeWhere(codec, source, image, filled));
}

/**
 * The pictures that {@link encode} compresses: the image as it is prepared (size, alpha, components) and, with `mipmaps` or
 * `levels`, its mip levels, the largest first. Of a format, only where normals are stored counts.
 *
 * @throws {AstcError} as {@link encode} does
 * @example
 * const [picture, half] = await makeMipLevels(image, { mipmaps: true, mipFilter: 'lanczos3' });
 */
export async function makeMipLevels(image: ImageInput, options: EncodeOptions = {}): Promise<PlainImage[]> {
  const filled = resolveEncodeOptions(options);
  if (filled.content === 'auto') return makeMipLevels(...(await guess(image, options, filled)));
  return withLease(sourceOf({}), await countThreads(filled.threads), (codec) => makeLater(codec, image, filled));
}

/**
 * Decompresses one level of a texture. Illegal blocks become the error colour of the specification, magenta.
 *
 * Components are those the texture stores: its `swizzle` says how normals of two components are read.
 *
 * @throws {AstcError} E_OPTION, E_ABORTED, E_WASM, E_WORKER
 */
export async function decode(texture: Texture, options: DecodeOptions = {}): Promise<PlainImage> {
  const filled = resolveDecodeOptions(options);
  return withLease(sourceOf({}), await countThreads(filled.threads), (codec) => decodeLater(codec, texture, filled));
}

class PooledEncoder implements Encoder {
  readonly threads: number;
  readonly #source: CrewSource;
  readonly #onWarning: EncoderOptions['onWarning'];
  /** Keeps the pool open between the leases of the calls. */
  readonly #lease: PoolLease;
  readonly #running = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(source: CrewSource, threads: number, onWarning: EncoderOptions['onWarning']) {
    this.threads = threads;
    this.#source = source;
    this.#onWarning = onWarning;
    this.#lease = leasePool(source, threads);
  }

  async encode(image: EncodeInput, options: EncodeOptions = {}): Promise<CompressedTexture> {
    const spoken = this.#speaking(options);
    const filled = resolveEncodeOptions(spoken);
    if (filled.content === 'auto') return this.encode(...(await guess(image, spoken, filled)));
    return this.#run(filled.threads, (codec) => encodeWhere(codec, this.#source, image, filled));
  }

  async makeMipLevels(image: ImageInput, options: EncodeOptions = {}): Promise<PlainImage[]> {
    const spoken = this.#speaking(options);
    const filled = resolveEncodeOptions(spoken);
    if (filled.content === 'auto') return this.makeMipLevels(...(await guess(image, spoken, filled)));
    return this.#run(filled.threads, (codec) => makeLater(codec, image, filled));
  }

  async resize(image: ImageInput, options: EncodeOptions): Promise<PlainImage> {
    const spoken = this.#speaking(options);
    const filled = resolveEncodeOptions(spoken);
    if (filled.content === 'auto') return this.resize(...(await guess(image, spoken, filled)));
    return this.#run(filled.threads, (codec) => resizeLater(codec, image, filled));
  }

  async decode(texture: Texture, options: DecodeOptions = {}): Promise<PlainImage> {
    const filled = resolveDecodeOptions(this.#speaking(options));
    return this.#run(filled.threads, (codec) => decodeLater(codec, texture, filled));
  }

  async warmUp(): Promise<void> {
    this.#refuseClosed();
    await this.#lease.warmUp(this.#onWarning);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#running);
    await this.#lease.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #speaking<O extends EncodeOptions | DecodeOptions>(options: O): O {
    return { onWarning: this.#onWarning, ...options };
  }

  /** Fewer threads than the encoder's may be asked for, more would be somebody else's. */
  async #run<T>(threads: number | 'auto', work: (codec: LevelCodec) => Promise<T>): Promise<T> {
    this.#refuseClosed();
    const running = withLease(this.#source, threads === 'auto' ? this.threads : Math.min(threads, this.threads), work);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #refuseClosed(): void {
    if (this.#isClosed) throw new AstcError('E_OPTION', 'The encoder was closed already');
  }
}

/** By the workers, or on the GPU with the workers beside it; texels that count more than others by several passes. */
async function encodeWhere(
  cpu: LevelCodec,
  { loadModule }: CrewSource,
  image: EncodeInput,
  options: FilledEncodeOptions,
): Promise<CompressedTexture> {
  const { gpu } = options;
  let codec = cpu;
  if (gpu !== false) {
    const { GpuLevelCodec } = await import('./gpu/gpu-level-codec.js');
    codec = new GpuLevelCodec({ choice: gpu, loadModule, cpu });
  }
  if (!isWeighted(options)) return encodeImage(codec, image, options);
  const { encodeWeighted } = await import('./encode-weighted.js');
  return encodeWeighted(codec, image, options);
}

// A page that only compresses loads nothing of what follows.

async function makeLater(...call: Parameters<typeof makePictures>): Promise<PlainImage[]> {
  const { makePictures } = await import('./make-pictures.js');
  return makePictures(...call);
}

async function resizeLater(...call: Parameters<typeof resizeInput>): Promise<PlainImage> {
  const { resizeInput } = await import('./make-pictures.js');
  return resizeInput(...call);
}

/**
 * The pictures and the options for what they are: of `content` auto. Numbers that a colour profile makes others are
 * converted: what is no colour and has such a profile needs its content named.
 */
export async function guess<I extends EncodeInput>(
  input: I,
  options: EncodeOptions,
  filled: FilledEncodeOptions,
): Promise<[I, EncodeOptions]> {
  const isList = Array.isArray(input);
  const inputs: readonly ImageInput[] = isList ? input : [input];
  const images = await Promise.all(inputs.map((each) => acceptForEncoding(each, { ...filled, content: 'color' })));
  const { settleContent } = await import('./settle-content.js');
  return [(isList ? images : images[0]) as EncodeInput as I, settleContent(images, options, filled)];
}

async function decodeLater(...call: Parameters<typeof decodeTexture>): Promise<PlainImage> {
  const { decodeTexture } = await import('./decode.js');
  return decodeTexture(...call);
}

/** Work by a pool that is given back after it. */
export async function withLease<T>(
  source: CrewSource,
  threads: number,
  work: (codec: LevelCodec) => Promise<T>,
): Promise<T> {
  const lease = leasePool(source, threads);
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}

/** Threads that are asked for. */
export async function countThreads(threads: number | 'auto'): Promise<number> {
  return threads === 'auto' ? host.availableThreads() : threads;
}
