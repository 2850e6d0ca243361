/**
 * Portable float maps (.pfm): three or one float a pixel, rows from the bottom up. The sign of the scale says the byte order;
 * its size is left alone, as other readers leave it.
 */
import type { FilePicture } from './file-picture.js';
import { allocateFloatImage } from './float-image.js';
import type { ReadImageOptions } from './image-codec.js';
import { checkPixelCount, checkSomePixels, invalidImage } from './read-checks.js';

/** Magic, width, height, scale, each followed by white space: one byte after the last. */
const HEADER = /^(P[Ff])\s+(\d{1,9})\s+(\d{1,9})\s+([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s/;
const MAX_HEADER_BYTES = 256;

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE */
export function readPfm(bytes: Uint8Array, options: ReadImageOptions): FilePicture {
  const match = HEADER.exec(String.fromCharCode(...bytes.subarray(0, MAX_HEADER_BYTES)));
  if (match === null) throw invalidImage('pfm', 'no header, as PF 256 256 -1.0');
  const [text, magic, wide, high, scale] = match as unknown as [string, string, string, string, string];
  const width = Number(wide);
  const height = Number(high);
  checkSomePixels({ width, height }, 'pfm');
  checkPixelCount({ width, height }, 'pfm', options);
  const channels = magic === 'PF' ? 3 : 1;
  const expected = width * height * channels * 4;
  const received = bytes.length - text.length;
  if (received < expected) throw invalidImage('pfm', `expected ${expected} bytes of pixels, got ${received}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + text.length, expected);
  const isLittleEndian = Number(scale) < 0;
  const image = allocateFloatImage(width, height, false);
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0, to = (height - 1 - y) * width * 4; x < width; x++, to += 4) {
      for (let component = 0; component < 3; component++) {
        image.data[to + component] = view.getFloat32(from, isLittleEndian);
        if (channels === 3 || component === 2) from += 4;
      }
    }
  }
  return { image, colors: { kind: 'srgb' }, notes: [] };
}
