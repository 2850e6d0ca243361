/** The file's bytes: nothing is read beyond their end, and numbers are little-endian. */

import { viewOf } from '../unpack/numbers.js';
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
