/** The check binary with typed access: decode rows, pack and unpack single blocks, and its memory. */
import { readFileSync } from 'node:fs';
import { componentBytes, type DecodeMode, OUTPUTS, PROFILES } from './decode-modes.js';
import type { FootprintSize } from './footprints.js';
import { readSymbolic, SYMBOLIC_BYTES, type SymbolicBlock, writeSymbolic } from './symbolic-block.js';

/** `check` has the format's kernels and functions, `check-search` those of the encoder search. */
export type CheckBinary = 'check' | 'check-search';

type WasmFunction = (...args: number[]) => number;

/** The module, or an error that says what to run. */
export function readCheckModule(name: CheckBinary = 'check'): WebAssembly.Module {
  try {
    return new WebAssembly.Module(readFileSync(new URL(`../../build/${name}.wasm`, import.meta.url)));
  } catch (cause) {
    throw new Error(`build/${name}.wasm is missing or broken: run npm run build:check`, { cause });
  }
}

export interface DecodedBlocks {
  /** RGBA of each block after the other, components of 1 or 2 bytes, little-endian. */
  texels: Uint8Array;
  /** Blocks with texels in the error color. */
  errorCount: number;
}

export class CheckWasm {
  readonly exports: Record<string, WasmFunction>;
  readonly #memory: WebAssembly.Memory;

  constructor() {
    const instance = new WebAssembly.Instance(readCheckModule());
    this.exports = instance.exports as Record<string, WasmFunction>;
    this.#memory = instance.exports.memory as WebAssembly.Memory;
    if (this.call('initCodec') !== 0) throw new Error('initCodec failed');
  }

  /** Views are detached whenever memory grows: take a fresh one after every call that may reserve. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  call(name: string, ...args: number[]): number {
    const target = this.exports[name];
    if (target === undefined) throw new Error(`check.wasm does not export ${name}`);
    return target(...args);
  }

  reserve(byteLength: number): number {
    const ptr = this.call('reserveBuffer', byteLength);
    if (ptr === 0) throw new Error(`cannot reserve ${byteLength} bytes`);
    return ptr;
  }

  /** Copies `length` bytes out of memory. */
  read(ptr: number, length: number): Uint8Array {
    return this.bytes.slice(ptr, ptr + length);
  }

  prepare(footprint: FootprintSize, mode: DecodeMode): void {
    const status = this.call('prepareDecoder', footprint.id, PROFILES[mode.profile], OUTPUTS[mode.output]);
    if (status !== 0) throw new Error(`prepareDecoder ${footprint.name} ${mode.profile} ${mode.output}: ${status}`);
  }

  /** Decodes blocks one under the other: an image one block wide, so each block's texels lie together. */
  decodeBlocks(blocks: Uint8Array, footprint: FootprintSize, mode: DecodeMode): DecodedBlocks {
    this.prepare(footprint, mode);
    const blockCount = blocks.length / 16;
    const blockBytes = footprint.texelCount * 4 * componentBytes(mode.output);
    const blocksPtr = this.reserve(blocks.length + blockBytes * blockCount);
    const texelsPtr = blocksPtr + blocks.length;
    this.bytes.set(blocks, blocksPtr);
    const { width, height, depth } = footprint;
    const stride = blockBytes / (height * depth);
    let errorCount = 0;
    for (let block = 0; block < blockCount; block++) {
      const outPtr = texelsPtr + block * blockBytes;
      errorCount += this.call('decodeRow', blocksPtr + block * 16, 1, width, height, outPtr, stride, depth);
    }
    return { texels: this.read(texelsPtr, blockBytes * blockCount), errorCount };
  }

  /** The reason (0 when legal) and the fields of a block. */
  unpack(block: Uint8Array, footprint: FootprintSize): { reason: number; symbolic: SymbolicBlock } {
    this.prepare(footprint, { profile: 'linear', output: 'unorm8' });
    const ptr = this.reserve(16 + SYMBOLIC_BYTES);
    this.bytes.set(block, ptr);
    const reason = this.call('inspectBlock', ptr, ptr + 16);
    return { reason, symbolic: readSymbolic(this.read(ptr + 16, SYMBOLIC_BYTES)) };
  }

  pack(symbolic: SymbolicBlock): Uint8Array {
    const ptr = this.reserve(16 + SYMBOLIC_BYTES);
    this.bytes.fill(0xa5, ptr, ptr + 16);
    this.bytes.set(writeSymbolic(symbolic), ptr + 16);
    this.call('packBlock', ptr + 16, ptr);
    return this.read(ptr, 16);
  }
}

let shared: CheckWasm | undefined;

/** One instance a test file. */
export function checkWasm(): CheckWasm {
  shared ??= new CheckWasm();
  return shared;
}
