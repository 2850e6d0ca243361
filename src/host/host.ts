/** What differs between the places the library runs in, and nothing else. `#host` is the one that fits. */
import type { ZstdEngine } from '../containers/zstd-engine.js';
import type { ImageCodec } from '../images/image-codec.js';
import type { Crew } from '../pool/crew.js';

/** The binary where somebody else keeps it. */
export type BinaryAddress = URL | string;

/** A worker of the page or of Node that runs `astc-wasm/worker`. */
export interface WorkerLike {
  postMessage(message: unknown, transfer?: unknown): void;
  terminate(): unknown;
}

/** Packs bytes with zlib, level 1 to 9. */
export type ZlibSync = (bytes: Uint8Array, options: { level: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 }) => Uint8Array;

export interface Host {
  /** The package's own binary, or the one at an address. @throws {AstcError} E_WASM where it cannot be read */
  readBinary(address?: BinaryAddress): Promise<{ source: Uint8Array | Response; name: string }>;
  /** Threads this process or page may keep busy, 1 or more. */
  availableThreads(): Promise<number>;
  /**
   * Workers, or undefined where there are none to be had.
   *
   * @throws whatever keeps them from starting
   */
  startCrew(module: WebAssembly.Module, threadCount: number): Promise<Crew | undefined>;
  /** The bytes of a file by path or address. @throws {AstcError} E_READ */
  readFile(source: string | URL): Promise<Uint8Array>;
  /** Zstandard where it is at hand; undefined where it must be loaded first. @throws {AstcError} E_WASM */
  zstd(): ZstdEngine | undefined;
  /** The same, loaded: the package's own, or the one at an address. @throws {AstcError} E_WASM */
  loadZstd(address?: BinaryAddress): Promise<ZstdEngine>;
  /** zlib's compression where it is at hand; undefined where it must be loaded first. */
  zlib(): ZlibSync | undefined;
  loadZlib(): Promise<ZlibSync>;
  /**
   * A `GPU` of WebGPU where there is any, the same every time. Not named as such: these declarations are among those that
   * compile without the types of WebGPU.
   */
  loadGpu(): Promise<object | undefined>;
  /** The reader and writer of image files, loaded on first use. */
  loadImageCodec(): Promise<ImageCodec>;
}
