/** Encodes pictures with the check binary: all blocks four abreast, or one by the scalar twin. */
import { FOOTPRINT_SIZES } from '../support/footprints.js';
import type { LaneState } from './lane-states.js';

/** Places that the candidates of a class have in their order. */
const CHOICES_MAX = 32;
const BUFFER_BYTES = 1 << 20;
const BLOCK_BYTES = 16;

/** Classes as candidates are ordered; −1 is a block of one color. */
export const CLASSES = ['single', 'dual', 'two'] as const;

export interface LaneBlock {
  bytes: Uint8Array;
  /** Index into {@link CLASSES}, or −1. */
  class: number;
  /** Place of the candidate; the error believed, and what one line leaves, in squared 1/64 steps. */
  order: number;
  error: number;
  lineError: number;
  /** The least error of one partition. */
  singleError: number;
  /** 1 where the ends changed places, so that weights count from the other one. */
  turned: number;
}

/** Blocks of a picture, across and down. */
export function blockCounts({ footprint, width, height }: LaneState): { columns: number; rows: number } {
  const size = FOOTPRINT_SIZES[footprint]!;
  return { columns: Math.ceil(width / size.width), rows: Math.ceil(height / size.height) };
}

/** Bytes of a row of pixels. */
export function strideOf({ width, pixelType }: LaneState): number {
  return width * (pixelType === 0 ? 4 : 8);
}

/** Void extents begin with these nine bits. */
function isConstant(block: Uint8Array): boolean {
  return ((block[0]! | (block[1]! << 8)) & 0x1ff) === 0x1fc;
}

type WasmFunction = (...args: number[]) => number;

export class LaneHost {
  readonly #exports: Record<string, WasmFunction>;
  readonly #memory: WebAssembly.Memory;
  readonly #blockPtr: number;
  readonly #pixelsPtr: number;

  constructor(module: WebAssembly.Module) {
    const instance = new WebAssembly.Instance(module);
    this.#exports = instance.exports as Record<string, WasmFunction>;
    this.#memory = instance.exports.memory as WebAssembly.Memory;
    this.#call('initCodec');
    this.#blockPtr = this.#call('reserveBuffer', BUFFER_BYTES);
    this.#pixelsPtr = this.#blockPtr + BLOCK_BYTES;
  }

  #call(name: string, ...args: number[]): number {
    const called = this.#exports[name];
    if (called === undefined) throw new Error(`the check binary has no export ${name}`);
    return called(...args) ?? 0;
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#memory.buffer);
  }

  /** The blocks of a picture, row after row. */
  encode(state: LaneState): Uint8Array {
    const { profile, decodeMode, quality, significance, pixels, pixelType, width, height } = state;
    const status = this.#call('configureEncoder', state.footprint, profile, decodeMode, quality, ...significance);
    if (status !== 0) throw new Error(`configureEncoder returned ${status} for ${state.title}`);
    if (state.limits !== 'preset') this.#call(state.limits === 'tryAll' ? 'laneTryAll' : 'laneTryHard');
    const { columns, rows } = blockCounts(state);
    const outPtr = this.#pixelsPtr + pixels.length;
    const length = columns * rows * BLOCK_BYTES;
    if (pixels.length + length > BUFFER_BYTES - BLOCK_BYTES) throw new Error(`${state.title} is too large`);
    this.#bytes().set(pixels, this.#pixelsPtr);
    this.#call('encodeRow', this.#pixelsPtr, strideOf(state), pixelType, width, height, outPtr, 1);
    return this.#bytes().slice(outPtr, outPtr + length);
  }

  /** The same with what was found for each; of pictures that fit one band. */
  encodeAbreast(state: LaneState): LaneBlock[] {
    const all = this.encode(state);
    let searched = 0;
    return Array.from({ length: all.length / BLOCK_BYTES }, (_, index) => {
      const bytes = all.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
      return isConstant(bytes) ? this.#describe(bytes, 'lane', -1) : this.#describe(bytes, 'lane', searched++);
    });
  }

  /** One block by the twin, of the picture that was encoded last. */
  encodeAlone(state: LaneState, index: number): LaneBlock {
    const { width: blockWidth, height: blockHeight } = FOOTPRINT_SIZES[state.footprint]!;
    const { columns } = blockCounts(state);
    const [x, y] = [(index % columns) * blockWidth, Math.floor(index / columns) * blockHeight];
    const stride = strideOf(state);
    const { pixelType, width, height } = state;
    const rowPtr = this.#pixelsPtr + y * stride;
    const kind = this.#call('laneTwin', rowPtr, stride, pixelType, x, width, height - y, this.#blockPtr);
    const bytes = this.#bytes().slice(this.#blockPtr, this.#blockPtr + BLOCK_BYTES);
    return this.#describe(bytes, 'laneTwin', kind < 0 ? -1 : 0);
  }

  /** What was found for a block, by the exports that begin with `prefix`; `place` −1: one color. */
  #describe(bytes: Uint8Array, prefix: 'lane' | 'laneTwin', place: number): LaneBlock {
    if (place < 0) return { bytes, class: -1, order: 0, error: 0, lineError: 0, singleError: 0, turned: 0 };
    const order = this.#call(`${prefix}Order`, place);
    const [error, lineError] = [this.#call(`${prefix}Error`, place), this.#call(`${prefix}LineError`, place)];
    const singleError = this.#call(`${prefix}SingleError`, place);
    const turned = this.#call(`${prefix}Turned`, place);
    return { bytes, class: Math.floor(order / CHOICES_MAX), order, error, lineError, singleError, turned };
  }
}
