/** Copies between the host's arrays and the codec's memory; the only file that touches `memory.buffer`. */
import { AstcError } from '../errors.js';
import type { WasmExports } from './wasm-module.js';

/** A rectangle of pixels inside a larger picture, or a box of them inside a volume. */
export interface PixelWindow {
  /** The whole picture. */
  bytes: Uint8Array;
  /** Byte of the window's first pixel. */
  byteOffset: number;
  /** Bytes from one row of the picture to the next. */
  strideBytes: number;
  /** Bytes of the window's rows. */
  rowBytes: number;
  rowCount: number;
  /** Default: 1. */
  sliceCount?: number;
  /** Bytes from one slice of the volume to the next; with more than one slice. */
  sliceBytes?: number;
}

/** Byte offsets of a window's rows, slice after slice. */
function* rowOffsets({ byteOffset, strideBytes, rowCount, sliceCount = 1, sliceBytes = 0 }: PixelWindow) {
  for (let slice = 0; slice < sliceCount; slice++) {
    for (let row = 0; row < rowCount; row++) yield byteOffset + slice * sliceBytes + row * strideBytes;
  }
}

/** Bytes of a window's pixels. */
export function windowBytes({ rowBytes, rowCount, sliceCount = 1 }: PixelWindow): number {
  return rowBytes * rowCount * sliceCount;
}

/** The codec's one buffer for host bytes: pixels first, blocks behind them. */
export class WasmMemory {
  readonly #exports: WasmExports;
  #view: Uint8Array;

  constructor(exports: WasmExports) {
    this.#exports = exports;
    this.#view = new Uint8Array(exports.memory.buffer);
  }

  /** The whole memory; a view taken before memory grew is detached, so ask again after every call that may grow it. */
  get bytes(): Uint8Array {
    if (this.#view.buffer !== this.#exports.memory.buffer) this.#view = new Uint8Array(this.#exports.memory.buffer);
    return this.#view;
  }

  /**
   * Room for the parts one behind the other, each 16-aligned.
   *
   * @returns the pointer of each part
   * @throws {AstcError} E_WASM when memory cannot grow
   */
  reserve(...byteLengths: number[]): number[] {
    const aligned = byteLengths.map((length) => (length + 15) & ~15);
    const total = aligned.reduce((sum, length) => sum + length, 0);
    let ptr = this.#exports.reserveBuffer(total) >>> 0;
    if (ptr === 0) throw new AstcError('E_WASM', `The codec's memory cannot grow by ${total} bytes`);
    return aligned.map((length) => {
      const part = ptr;
      ptr += length;
      return part;
    });
  }

  /** Copies a window into memory, its rows one behind the other. */
  copyWindowIn(window: PixelWindow, ptr: number): void {
    const { bytes, rowBytes } = window;
    let to = ptr;
    for (const from of rowOffsets(window)) {
      this.bytes.set(bytes.subarray(from, from + rowBytes), to);
      to += rowBytes;
    }
  }

  /** Copies rows that lie one behind the other out into a window. */
  copyWindowOut(ptr: number, window: PixelWindow): void {
    const { bytes, rowBytes } = window;
    let from = ptr;
    for (const to of rowOffsets(window)) {
      bytes.set(this.bytes.subarray(from, from + rowBytes), to);
      from += rowBytes;
    }
  }
}
