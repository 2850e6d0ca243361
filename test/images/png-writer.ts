/**
 * A PNG writer from the PNG specification alone, for the tests: every bit depth and colour type, filter 0, any extra
 * chunk. It is the second witness for what the image reader makes of a file.
 */

import { deflateSync } from 'node:zlib';
import { crc32Of } from './crc32.js';

export const COLOR_TYPES = { grey: 0, rgb: 2, palette: 3, greyAlpha: 4, rgba: 6 } as const;
const SAMPLES: Readonly<Record<keyof typeof COLOR_TYPES, number>> = {
  grey: 1,
  rgb: 3,
  palette: 1,
  greyAlpha: 2,
  rgba: 4,
};

export interface PngSource {
  width: number;
  height: number;
  colorType: keyof typeof COLOR_TYPES;
  bitDepth: 1 | 2 | 4 | 8 | 16;
  /** `width * height * samples` values of `bitDepth` bits. */
  samples: ArrayLike<number>;
  /** Chunks between IHDR and IDAT. */
  chunks?: [type: string, data: Uint8Array][];
}

/** Bytes of a PNG file. */
export function writePng(source: PngSource): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, source.width);
  view.setUint32(4, source.height);
  header.set([source.bitDepth, COLOR_TYPES[source.colorType], 0, 0, 0], 8);
  const chunks = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', header),
    ...(source.chunks ?? []).map(([type, data]) => pngChunk(type, data)),
    pngChunk('IDAT', deflateSync(packRows(source))),
    pngChunk('IEND', new Uint8Array(0)),
  ];
  return new Uint8Array(Buffer.concat(chunks));
}

/** Length, type, data, CRC of type and data. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(Buffer.from(type, 'latin1'), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32Of(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** Content of an iCCP chunk. */
export function iccpChunk(profile: Uint8Array): [string, Uint8Array] {
  return ['iCCP', new Uint8Array(Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(profile)]))];
}

function packRows({ width, height, colorType, bitDepth, samples }: PngSource): Uint8Array {
  const perRow = width * SAMPLES[colorType];
  const rowBytes = 1 + Math.ceil((perRow * bitDepth) / 8);
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    for (let index = 0; index < perRow; index++) {
      const bit = index * bitDepth;
      const at = y * rowBytes + 1 + (bit >> 3);
      const value = samples[y * perRow + index]!;
      if (bitDepth === 16) rows.set([value >>> 8, value & 255], at);
      else rows[at]! |= value << (8 - bitDepth - (bit & 7));
    }
  }
  return rows;
}
