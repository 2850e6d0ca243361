/** The file's bytes: nothing is read beyond their end, and numbers are little-endian. */
import { ISSUE } from './issues.js';
import type { Report } from './report.js';

export class FileBytes {
  readonly #bytes: Uint8Array;
  readonly #report: Report;

  constructor(bytes: Uint8Array, report: Report) {
    this.#bytes = bytes;
    this.#report = report;
  }

  get byteLength(): number {
    return this.#bytes.byteLength;
  }

  /** The bytes of a part, sharing memory with the file. Stops the run where the file is too short. */
  part(offset: number, length: number, name: string): Uint8Array {
    const available = Math.max(0, this.byteLength - offset);
    if (available < length) {
      const details = `${name} lies at byte ${offset} and has ${length} bytes, of which the file has ${Math.min(length, available)}.`;
      this.#report.stop(ISSUE.unexpectedEnd, details);
    }
    return this.#bytes.subarray(offset, offset + length);
  }

  /** The same, for its numbers. */
  view(offset: number, length: number, name: string): DataView {
    return viewOf(this.part(offset, length, name));
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number; beyond 2^53 it is rounded, which is farther than any file goes. */
export function u64(view: DataView, offset: number): number {
  return Number(view.getBigUint64(offset, true));
}

/** The next multiple of `alignment`. */
export function align(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

/** `0x0000001F`. */
export function hex(value: number, digits = 8): string {
  return `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
}
