/** RLE4 and RLE8 of bitmaps. Source: Windows GDI, "Bitmap Compression". */
import type { BmpHeader } from './bmp-header.js';
import { allocatePixels } from './file-picture.js';
import { cutImage, invalidImage } from './read-checks.js';

/** What follows a run of length 0. */
const END_OF_ROW = 0;
const END_OF_PICTURE = 1;
const MOVE = 2;

/** Indices, a byte each, rows in the order of the file. What runs leave out is index 0. */
export function unpackBmpRuns(bytes: Uint8Array, { width, height, pixelBits, offset: start }: BmpHeader): Uint8Array {
  const pixelCount = width * height;
  const indices = allocatePixels(Uint8Array, width, height).subarray(0, pixelCount);
  let offset = start;
  let x = 0;
  let y = 0;
  const next = () => {
    const byte = bytes[offset++];
    if (byte === undefined) throw cutImage('bmp');
    return byte;
  };
  const put = (index: number) => {
    if (y >= height) throw invalidImage('bmp', 'a run below the last row');
    // Some writers fill rows up to four bytes.
    if (x < width) indices[y * width + x] = index;
    x++;
  };
  // Some writers leave the end mark out.
  const isWhole = () => offset >= bytes.length && (y >= height || (y === height - 1 && x >= width));
  while (!isWhole()) {
    const runLength = next();
    const code = next();
    if (runLength > 0) {
      for (let index = 0; index < runLength; index++) put(pixelBits === 8 ? code : nibble(code, index));
    } else if (code === END_OF_ROW) {
      x = 0;
      y++;
    } else if (code === END_OF_PICTURE) {
      break;
    } else if (code === MOVE) {
      x += next();
      y += next();
      if (x > width || y >= height) throw invalidImage('bmp', 'a move beyond the picture');
    } else {
      // So many different ones, padded to two bytes.
      const first = offset;
      let byte = 0;
      for (let index = 0; index < code; index++) {
        if (pixelBits === 8 || index % 2 === 0) byte = next();
        put(pixelBits === 8 ? byte : nibble(byte, index));
      }
      offset += (offset - first) & 1;
    }
  }
  return indices;
}

/** The upper four bits come first. */
function nibble(byte: number, index: number): number {
  return index % 2 === 0 ? byte >> 4 : byte & 15;
}
