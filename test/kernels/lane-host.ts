/** Encodes pictures with the check binary: all blocks four abreast, or one by the scalar twin. */
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import type { LaneState } from './lane-states.js';

/** Blocks a class has places for, in the order that candidates have. */
const CHOICES_MAX = 16;
const BUFFER_BYTES = 1 << 20;

export interface LaneBlock {
  /** Hex. */
  bytes: string;
  /** 0 one plane, 1 two planes, 2 two partitions; −1 one color. */
  class: number;
  /** Place of the candidate; the error believed, and what one line leaves, in squared 1/64 steps; 0 of one color. */
  order: number;
  error: number;
  lineError: number;
}

type WasmFunction = (...args: number[]) => number;

export class LaneHost {
  readonly #exports: Record<string, WasmFunction>;
  readonly #memory: WebAssembly.Memory;
  readonly #pixelsPtr: number;
  #blockPtr = 0;

  constructor(module: WebAssembly.Module) {
    const instance = new WebAssembly.Instance(module);
    this.#exports = instance.exports as Record<string, WasmFunction>;
    this.#memory = instance.exports.memory as WebAssembly.Memory;
    this.call('initCodec');
    this.#pixelsPtr = this.call('reserveBuffer', BUFFER_BYTES);
  }

  call(name: string, ...args: number[]): number {
    const called = this.#exports[name];
    if (called === undefined) throw new Error(`the check binary has no export ${name}`);
    return called(...args) ?? 0;
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  #hex(ptr: number): string {
    return Buffer.from(this.#bytes().slice(ptr, ptr + 16)).toString('hex');
  }

  /** Every block of a picture, row after row. */
  encode(state: LaneState): LaneBlock[] {
    const { width: blockWidth, height: blockHeight } = FOOTPRINT_SIZES[state.footprint]!;
    const { profile, decodeMode, significance, width, height, pixelType } = state;
    const status = this.call('configureEncoder', state.footprint, profile, decodeMode, state.quality, ...significance);
    if (status !== 0) throw new Error(`configureEncoder returned ${status} for ${state.title}`);
    for (const [column, limit] of state.limits) this.call('laneEffort', column, limit);
    this.#bytes().set(state.pixels, this.#pixelsPtr);
    this.#blockPtr = this.#pixelsPtr + ((state.pixels.length + 31) & ~15);
    const stride = width * (pixelType === 0 ? 4 : 8);
    const count = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight);
    this.call('encodeRow', this.#pixelsPtr, stride, pixelType, width, height, this.#blockPtr, 1);
    let searched = 0;
    return Array.from({ length: count }, (_, index) => {
      const bytes = this.#hex(this.#blockPtr + index * 16);
      // Void extents begin in these nine bits.
      const isFlat = (Number.parseInt(bytes.slice(0, 2), 16) | (Number.parseInt(bytes.slice(2, 4), 16) << 8) & 0x1ff) === 0x1fc;
      if (isFlat) return { bytes, class: -1, order: 0, error: 0, lineError: 0 };
      const order = this.call('laneOrder', searched);
      const block = {
        bytes,
        class: Math.floor(order / CHOICES_MAX),
        order,
        error: this.call('laneError', searched),
        lineError: this.call('laneLineError', searched),
      };
      searched++;
      return block;
    });
  }

  /** One block of the picture that was encoded last. */
  encodeAlone(state: LaneState, index: number): LaneBlock {
    const { width: blockWidth, height: blockHeight } = FOOTPRINT_SIZES[state.footprint]!;
    const { width, height, pixelType } = state;
    const columns = Math.ceil(width / blockWidth);
    const [x, y] = [(index % columns) * blockWidth, Math.floor(index / columns) * blockHeight];
    const stride = width * (pixelType === 0 ? 4 : 8);
    const rowPtr = this.#pixelsPtr + y * stride;
    const ptr = this.#blockPtr - 16;
    const kind = this.call('laneTwin', rowPtr, stride, pixelType, x, width, height - y, ptr);
    const bytes = this.#hex(ptr);
    if (kind < 0) return { bytes, class: -1, order: 0, error: 0, lineError: 0 };
    const order = this.call('laneTwinOrder');
    return {
      bytes,
      class: Math.floor(order / CHOICES_MAX),
      order,
      error: this.call('laneTwinError'),
      lineError: this.call('laneTwinLineError'),
    };
  }
}
