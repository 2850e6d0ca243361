/** Rows of a PNG as they come out of the decompressor: where each goes, and its filter undone. */
import { PngError, type PngHeader } from './png-file.js';

/** Where the pixels of a row go: every `stepX`th from `x` on, in row `y` of the image. */
export interface RowPlace {
  x: number;
  y: number;
  stepX: number;
  /** Pixels of the row. */
  pixelCount: number;
  /** Whether the filters begin anew: nothing is above this row. */
  isFirst: boolean;
}

/** First pixel and steps of a pass. */
type Pass = readonly [x: number, y: number, stepX: number, stepY: number];

/** Spec: PNG (Third Edition), "Adam7". */
const ADAM7: readonly Pass[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];
const WHOLE: readonly Pass[] = [[0, 0, 1, 1]];

/** Rows in the order of the file. */
export function* planRows({ width, height, isInterlaced }: PngHeader): Generator<RowPlace, undefined> {
  for (const [x, top, stepX, stepY] of isInterlaced ? ADAM7 : WHOLE) {
    const pixelCount = Math.ceil((width - x) / stepX);
    if (pixelCount <= 0) continue;
    for (let y = top; y < height; y += stepY) yield { x, y, stepX, pixelCount, isFirst: y === top };
  }
  return undefined;
}

/**
 * Cuts a stream of bytes into rows without their filters. One row and the one above are all it keeps.
 */
export class RowReader {
  readonly #header: PngHeader;
  readonly #takeRow: (row: Uint8Array, place: RowPlace) => void;
  readonly #plan: Generator<RowPlace, undefined>;
  #place: RowPlace | undefined;
  /** Filter and bytes of the row that is being filled. */
  #row = new Uint8Array(0);
  #above = new Uint8Array(0);
  #filled = 0;

  constructor(header: PngHeader, takeRow: (row: Uint8Array, place: RowPlace) => void) {
    this.#header = header;
    this.#takeRow = takeRow;
    this.#plan = planRows(header);
    this.#next();
  }

  get isDone(): boolean {
    return this.#place === undefined;
  }

  /** @throws {PngError} */
  push(bytes: Uint8Array): void {
    for (let offset = 0; offset < bytes.length && this.#place !== undefined; ) {
      const count = Math.min(bytes.length - offset, this.#row.length - this.#filled);
      this.#row.set(bytes.subarray(offset, offset + count), this.#filled);
      this.#filled += count;
      offset += count;
      if (this.#filled === this.#row.length) this.#finish(this.#place);
    }
  }

  #finish(place: RowPlace): void {
    const { sampleCount, bitDepth } = this.#header;
    const samples = this.#row.subarray(1);
    undoFilter(this.#row[0]!, samples, this.#above, Math.ceil((sampleCount * bitDepth) / 8));
    this.#takeRow(samples, place);
    this.#next();
  }

  #next(): void {
    this.#place = this.#plan.next().value;
    if (this.#place === undefined) return;
    const byteCount = Math.ceil((this.#place.pixelCount * this.#header.sampleCount * this.#header.bitDepth) / 8);
    if (this.#place.isFirst) {
      this.#row = new Uint8Array(1 + byteCount);
      this.#above = new Uint8Array(byteCount);
    } else {
      // The row just read is above the next one; the memory of the one before it is free.
      const free = this.#above;
      this.#above = this.#row.subarray(1);
      this.#row = free.byteOffset === 1 ? new Uint8Array(free.buffer) : new Uint8Array(1 + byteCount);
    }
    this.#filled = 0;
  }
}

/**
 * Adds to every byte what its filter predicted, in place.
 *
 * @param stride  bytes to the same byte of the pixel on the left
 * @throws {PngError} for a filter that does not exist
 * Spec: PNG (Third Edition), "Filter types for filter method 0"
 */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array, stride: number): void {
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let at = stride; at < row.length; at++) row[at] = row[at]! + row[at - stride]!;
      return;
    case 2:
      for (let at = 0; at < row.length; at++) row[at] = row[at]! + above[at]!;
      return;
    case 3:
      for (let at = 0; at < stride; at++) row[at] = row[at]! + (above[at]! >> 1);
      for (let at = stride; at < row.length; at++) row[at] = row[at]! + ((row[at - stride]! + above[at]!) >> 1);
      return;
    case 4:
      for (let at = 0; at < stride; at++) row[at] = row[at]! + above[at]!;
      for (let at = stride; at < row.length; at++) {
        row[at] = row[at]! + predictPaeth(row[at - stride]!, above[at]!, above[at - stride]!);
      }
      return;
    default:
      throw new PngError(`unknown filter ${filter}`);
  }
}

/** The one of left, above and above left that is nearest to left + above - above left; ties in that order. */
export function predictPaeth(left: number, above: number, aboveLeft: number): number {
  const toLeft = Math.abs(above - aboveLeft);
  const toAbove = Math.abs(left - aboveLeft);
  const toAboveLeft = Math.abs(left + above - 2 * aboveLeft);
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
  return toAbove <= toAboveLeft ? above : aboveLeft;
}
