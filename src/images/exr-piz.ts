/**
 * PIZ chunks of OpenEXR: Huffman codes of a wavelet of 16-bit words. By ourselves: the loader takes all channels for one
 * type, and codes for 32 bits long at most.
 * Source: OpenEXR, "Technical Introduction", PIZ.
 */

import { type ExrChannel, PIXEL_TYPE_BYTES } from './exr-header.js';
import { ExrHuffman } from './exr-huffman.js';

const BITMAP_BYTES = 0x2000;
const WORD_COUNT = 0x10000;
/** Values below this are transformed in 14 bits, which loses nothing of them. */
const FOURTEEN_BITS = 0x4000;

/**
 * @returns the chunk as it is stored without compression: rows, in a row channel after channel
 * @throws Error, RangeError for damaged data
 */
export function unpackPiz(
  data: Uint8Array,
  channels: readonly ExrChannel[],
  { width, height }: { width: number; height: number },
): Uint8Array<ArrayBuffer> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const { table, maxValue, end } = readValues(view);
  const wordsOf = ({ type }: ExrChannel) => PIXEL_TYPE_BYTES[type] / 2;
  const rowWords = channels.reduce((sum, channel) => sum + wordsOf(channel) * width, 0);
  const words = new Uint16Array(rowWords * height);
  const byteLength = view.getUint32(end, true);
  new ExrHuffman(data.subarray(end + 4, end + 4 + byteLength)).decode(words);
  let start = 0;
  for (const channel of channels) {
    const wordCount = wordsOf(channel);
    for (let word = 0; word < wordCount; word++) {
      decodeWavelet(
        words,
        { start: start + word, width, height, stepX: wordCount, stepY: width * wordCount },
        maxValue,
      );
    }
    start += width * height * wordCount;
  }
  for (let index = 0; index < words.length; index++) words[index] = table[words[index]!]!;
  return interleave(
    words,
    channels.map((channel) => wordsOf(channel) * width),
    height,
  );
}

/** Which values there are: a bitmap, of which the zeroes around are left out. */
function readValues(view: DataView): { table: Uint16Array; maxValue: number; end: number } {
  const first = view.getUint16(0, true);
  const last = view.getUint16(2, true);
  if (last >= BITMAP_BYTES) throw new Error('a bitmap of values that is too long');
  const table = new Uint16Array(WORD_COUNT);
  // Zero is there, whatever the bitmap says.
  let count = 1;
  for (let byte = first; byte <= last; byte++) {
    const bits = view.getUint8(4 + byte - first);
    for (let bit = 0; bit < 8; bit++) {
      const value = byte * 8 + bit;
      if ((bits >> bit) & 1 && value > 0) table[count++] = value;
    }
  }
  return { table, maxValue: count - 1, end: 4 + Math.max(0, last - first + 1) };
}

/** Channels one behind the other to rows of all of them. */
function interleave(words: Uint16Array, rowWords: readonly number[], height: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(words.length * 2);
  const view = new DataView(out.buffer);
  let to = 0;
  for (let y = 0; y < height; y++) {
    let start = 0;
    for (const count of rowWords) {
      for (let at = start + y * count; at < start + (y + 1) * count; at++, to += 2)
        view.setUint16(to, words[at]!, true);
      start += count * height;
    }
  }
  return out;
}

interface Plane {
  start: number;
  width: number;
  height: number;
  /** Words from one value to the next across and down. */
  stepX: number;
  stepY: number;
}

/** Undoes a Haar wavelet in two dimensions, in place, the coarsest level first. */
function decodeWavelet(words: Uint16Array, { start, width, height, stepX, stepY }: Plane, maxValue: number): void {
  const merge = maxValue < FOURTEEN_BITS ? merge14 : merge16;
  const pair = (low: number, high: number) => {
    const merged = merge(words[low]!, words[high]!);
    words[low] = merged;
    words[high] = merged >>> 16;
  };
  const smaller = Math.min(width, height);
  let step = 1;
  while (step <= smaller) step *= 2;
  for (let far = step >> 1, near = far >> 1; near >= 1; far = near, near >>= 1) {
    // What is left at the far edges is one value wide, where it is of this level at all.
    const lastRow = height & near ? height - near : height - far;
    const lastColumn = width & near ? width - near : width - far;
    for (let y = 0; y <= lastRow; y += far) {
      const isWholeRow = y + far <= height;
      if (!isWholeRow && !(height & near)) continue;
      for (let x = 0; x <= lastColumn; x += far) {
        const isWholeColumn = x + far <= width;
        if (!isWholeColumn && !(width & near)) continue;
        const at = start + y * stepY + x * stepX;
        const right = at + near * stepX;
        const below = at + near * stepY;
        if (isWholeRow) pair(at, below);
        if (isWholeRow && isWholeColumn) pair(right, right + near * stepY);
        if (isWholeColumn) pair(at, right);
        if (isWholeRow && isWholeColumn) pair(below, below + near * stepX);
      }
    }
  }
}

/** Mean and difference to two values: the first in the lower half of the word. */
function merge14(low: number, high: number): number {
  const mean = (low << 16) >> 16;
  const difference = (high << 16) >> 16;
  const first = mean + (difference & 1) + (difference >> 1);
  return (first & 0xffff) | ((first - difference) << 16);
}

/** The same modulo 2^16. */
function merge16(mean: number, difference: number): number {
  const second = (mean - (difference >> 1)) & 0xffff;
  const first = (difference + second - 0x8000) & 0xffff;
  return first | (second << 16);
}
