/** Regions of wasm memory for one kernel call: inputs that must not change, outputs between canaries. */
import type { CheckWasm } from '../support/check-wasm.js';

/** What outputs and canaries hold before the call. */
const PAINT = 0x88;
const CANARY_BYTES = 64;
/** Room for all regions of a call. */
const ARENA_BYTES = 1 << 20;

interface Region {
  readonly kind: 'input' | 'output' | 'inout';
  readonly ptr: number;
  readonly byteLength: number;
  /** What the region held before the call. */
  readonly before: Uint8Array;
}

function toBytes(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

export class KernelMemory {
  readonly #wasm: CheckWasm;
  readonly #start: number;
  #end: number;
  #regions: Region[] = [];

  constructor(wasm: CheckWasm) {
    this.#wasm = wasm;
    this.#start = wasm.reserve(ARENA_BYTES);
    this.#end = this.#start;
    this.reset();
  }

  /** Forgets all regions and paints everything; the next ones get the same addresses again. */
  reset(): void {
    this.#wasm.bytes.fill(PAINT, this.#start, this.#start + ARENA_BYTES);
    this.#end = this.#start;
    this.#regions = [];
  }

  /** Address of a copy of `data`, 16-aligned, that the kernel must leave alone. */
  input(data: ArrayBufferView): number {
    return this.#add('input', toBytes(data));
  }

  /** Address of a region, 16-aligned, that the kernel fills; what it leaves painted must be so for both. */
  output(byteLength: number): number {
    return this.#add('output', new Uint8Array(byteLength).fill(PAINT));
  }

  /** Address of a copy of `data` that the kernel works on in place. */
  inout(data: ArrayBufferView): number {
    return this.#add('inout', toBytes(data));
  }

  /** The written regions in order of their creation. */
  written(): Uint8Array[] {
    const regions = this.#regions.filter((region) => region.kind !== 'input');
    return regions.map((region) => this.#wasm.read(region.ptr, region.byteLength));
  }

  /** A sentence about the first byte written where none may be, or undefined. */
  damage(): string | undefined {
    const memory = this.#wasm.bytes;
    for (const [index, region] of this.#regions.entries()) {
      const end = region.ptr + region.byteLength;
      for (let ptr = region.ptr - CANARY_BYTES; ptr < region.ptr; ptr++) {
        if (memory[ptr] !== PAINT) return `wrote ${region.ptr - ptr} bytes before ${region.kind} ${index}`;
      }
      for (let ptr = end; ptr < end + CANARY_BYTES; ptr++) {
        if (memory[ptr] !== PAINT) return `wrote ${ptr - end + 1} bytes past the end of ${region.kind} ${index}`;
      }
      if (region.kind !== 'input') continue;
      for (let offset = 0; offset < region.byteLength; offset++) {
        if (memory[region.ptr + offset] !== region.before[offset]) return `changed input ${index} at byte ${offset}`;
      }
    }
    return undefined;
  }

  #add(kind: Region['kind'], before: Uint8Array): number {
    const ptr = (this.#end + CANARY_BYTES + 15) & ~15;
    this.#end = ptr + before.length + CANARY_BYTES;
    if (this.#end > this.#start + ARENA_BYTES) throw new Error('regions of a kernel call exceed its memory');
    this.#wasm.bytes.set(before, ptr);
    this.#regions.push({ kind, ptr, byteLength: before.length, before: before.slice() });
    return ptr;
  }
}
