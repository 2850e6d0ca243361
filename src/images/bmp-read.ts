/** Bitmaps of Windows and OS/2 to pixels: palettes, bit fields of any width, runs. */
import { type BmpHeader, type BmpMasks, lowestBit, readBmpHeader } from './bmp-header.js';
import { unpackBmpRuns } from './bmp-runs.js';
import { allocatePixels, type FilePicture, noteUnreadAlpha } from './file-picture.js';
import type { ReadImageOptions } from './image-codec.js';
import { checkPixelCount, invalidImage } from './read-checks.js';

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE, E_UNSUPPORTED */
export function readBmp(bytes: Uint8Array, options: ReadImageOptions): FilePicture {
  const header = readBmpHeader(bytes);
  const { width, height, pixelBits, masks, profile } = header;
  checkPixelCount(header, 'bmp', options);
  const rows = storedRows(bytes, header);
  const isDeep = isMasked(header) && masks.some((mask) => bitCount(mask) > 8);
  const data = isDeep ? allocatePixels(Uint16Array, width, height) : allocatePixels(Uint8Array, width, height);
  const read = isMasked(header) ? maskReader(masks, pixelBits / 8) : pixelBits === 24 ? readTriples : readIndices;
  const rowLength = width * 4;
  for (let row = 0; row < height; row++) {
    const y = header.isFromTop ? row : height - 1 - row;
    read(rows(row), header, data.subarray(y * rowLength, (y + 1) * rowLength));
  }
  return {
    image: { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha: isMasked(header) && masks[3] !== 0 },
    colors: { kind: 'srgb' },
    ...(profile && { profile }),
    notes: pixelBits === 32 && masks[3] === 0 ? noteUnreadAlpha(bytes.subarray(header.offset), width * height) : [],
  };
}

function isMasked({ pixelBits }: BmpHeader): boolean {
  return pixelBits === 16 || pixelBits === 32;
}

/** Rows in the order of the file; each is padded to four bytes, of which the last may lack. */
function storedRows(bytes: Uint8Array, header: BmpHeader): (row: number) => Uint8Array {
  const { width, height, pixelBits, isRunLength, offset } = header;
  if (isRunLength) {
    const indices = unpackBmpRuns(bytes, header);
    return (row) => indices.subarray(row * width, (row + 1) * width);
  }
  const usedBytes = Math.ceil((width * pixelBits) / 8);
  const rowBytes = Math.ceil(usedBytes / 4) * 4;
  const expected = rowBytes * (height - 1) + usedBytes;
  const received = Math.max(0, bytes.length - offset);
  if (received < expected) throw invalidImage('bmp', `expected ${expected} bytes of pixels, got ${received}`);
  return (row) => bytes.subarray(offset + row * rowBytes, offset + row * rowBytes + usedBytes);
}

/** One row as stored to RGBA. */
type RowReader = (stored: Uint8Array, header: BmpHeader, out: Uint8Array | Uint16Array) => void;

const readTriples: RowReader = (stored, _, out) => {
  for (let from = 0, to = 0; to < out.length; from += 3, to += 4) {
    out[to] = stored[from + 2]!;
    out[to + 1] = stored[from + 1]!;
    out[to + 2] = stored[from]!;
    out[to + 3] = 0xff;
  }
};

/** Of pixels in runs every byte is one. */
const readIndices: RowReader = (stored, { pixelBits, isRunLength, palette }, out) => {
  const bits = isRunLength ? 8 : pixelBits;
  const mask = 2 ** bits - 1;
  for (let x = 0, to = 0; to < out.length; x++, to += 4) {
    const bit = x * bits;
    const index = (stored[bit >> 3]! >> (8 - bits - (bit & 7))) & mask;
    if (index * 4 >= palette.length) {
      throw invalidImage('bmp', `palette index ${index} (expected at most ${palette.length / 4 - 1})`);
    }
    for (let component = 0; component < 4; component++) out[to + component] = palette[index * 4 + component]!;
  }
};

/** Components of some bits to the nearest of the array's. */
function maskReader(masks: BmpMasks, pixelBytes: number): RowReader {
  const fields = masks.map((mask) => ({ mask, unit: lowestBit(mask), max: mask / lowestBit(mask) }));
  return (stored, _, out) => {
    const top = out instanceof Uint8Array ? 0xff : 0xffff;
    for (let from = 0, to = 0; to < out.length; from += pixelBytes, to += 4) {
      let pixel = 0;
      for (let byte = pixelBytes - 1; byte >= 0; byte--) pixel = pixel * 256 + stored[from + byte]!;
      for (const [component, { mask, unit, max }] of fields.entries()) {
        // Without alpha pixels are opaque; without a colour there is none of it.
        const value = mask === 0 ? Number(component === 3) : ((pixel & mask) >>> 0) / unit / max;
        out[to + component] = Math.round(value * top);
      }
    }
  };
}

function bitCount(mask: number): number {
  return mask === 0 ? 0 : Math.log2(mask / lowestBit(mask) + 1);
}
