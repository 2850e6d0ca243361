/**
 * Zstandard as the binary `zstd.wasm` has it: libzstd 1.5.7, built by the package @bokuweb/zstd-wasm. The build is kept, since
 * another one may pack other bytes. It wants no clock and no files: what it imports is for programs that end.
 */
import type { Unpacked } from '../unpack/unpacked.js';

/** Exports by the letters that the build gave them. */
interface ZstdExports {
  f: WebAssembly.Memory;
  /** Constructors, before all else. */
  g: () => void;
  /** ZSTD_isError. */
  h: (code: number) => number;
  /** ZSTD_compressBound. */
  i: (byteLength: number) => number;
  /** ZSTD_compress. */
  m: (outPtr: number, capacity: number, inPtr: number, byteLength: number, level: number) => number;
  /** ZSTD_decompress. */
  r: (outPtr: number, capacity: number, inPtr: number, byteLength: number) => number;
  /** malloc, 0 where there is no room. */
  s: (byteLength: number) => number;
  /** free. */
  t: (ptr: number) => void;
}

const PAGE_BYTES = 65536;
/** An instance that grew beyond this is let go: what it took is not given back otherwise. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** What libzstd says of data it cannot unpack. Source: zstd_errors.h, whose numbers are stable. */
const FAULTS: Readonly<Record<number, Exclude<Unpacked, Uint8Array>>> = { 22: 'checksum', 70: 'long' };

/** Packs and unpacks. Neither lasts longer than the bytes and the room for them account for. */
export class ZstdEngine {
  readonly #module: WebAssembly.Module;
  #kept: ZstdExports | undefined;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** One frame that says how much it holds. @param level  1 to 22 */
  compress(bytes: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
    const packed = this.#run(
      bytes,
      (zstd) => zstd.i(bytes.byteLength),
      (zstd, room, input) => zstd.m(room.ptr, room.byteLength, input, bytes.byteLength, level),
    );
    if (typeof packed === 'number') throw new Error(`libzstd failed with code ${packed}`);
    return packed;
  }

  /** Never more than `capacity` bytes. */
  unpack(bytes: Uint8Array, capacity: number): Unpacked {
    const unpacked = this.#run(
      bytes,
      () => capacity,
      (zstd, room, input) => zstd.r(room.ptr, capacity, input, bytes.byteLength),
    );
    return typeof unpacked === 'number' ? (FAULTS[unpacked] ?? 'corrupt') : unpacked;
  }

  /** The bytes that were written, or the number of the error. */
  #run(
    bytes: Uint8Array,
    capacityOf: (zstd: ZstdExports) => number,
    work: (zstd: ZstdExports, room: { ptr: number; byteLength: number }, inPtr: number) => number,
  ): Uint8Array<ArrayBuffer> | number {
    const zstd = this.#kept ?? instantiate(this.#module);
    // A trap in the middle leaves an instance that is not to be trusted.
    this.#kept = undefined;
    const byteLength = capacityOf(zstd);
    const inPtr = allocate(zstd, bytes.byteLength);
    const ptr = allocate(zstd, byteLength);
    new Uint8Array(zstd.f.buffer).set(bytes, inPtr);
    const written = work(zstd, { ptr, byteLength }, inPtr);
    const isError = zstd.h(written) !== 0;
    const result = isError ? -written : new Uint8Array(zstd.f.buffer).slice(ptr, ptr + written);
    zstd.t(ptr);
    zstd.t(inPtr);
    if (zstd.f.buffer.byteLength <= KEPT_BYTES) this.#kept = zstd;
    return result;
  }
}

function allocate(zstd: ZstdExports, byteLength: number): number {
  const ptr = zstd.s(Math.max(1, byteLength));
  if (ptr === 0) throw new RangeError('Array buffer allocation failed');
  // Addresses above 2 GiB come as negative numbers.
  return ptr >>> 0;
}

function instantiate(module: WebAssembly.Module): ZstdExports {
  let memory: WebAssembly.Memory | undefined;
  const end = () => {
    throw new Error('libzstd gave up');
  };
  const grow = (byteLength: number): number => {
    const missing = (byteLength >>> 0) - memory!.buffer.byteLength;
    try {
      memory!.grow(Math.max(0, Math.ceil(missing / PAGE_BYTES)));
      return 1;
    } catch {
      return 0;
    }
  };
  // proc_exit, a note that nothing is alive, abort, a timer, and room.
  const imports = { a: { a: end, b: () => undefined, c: end, d: () => 0, e: grow } };
  const zstd = new WebAssembly.Instance(module, imports).exports as unknown as ZstdExports;
  memory = zstd.f;
  zstd.g();
  return zstd;
}
