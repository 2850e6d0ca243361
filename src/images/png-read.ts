/**
 * PNG to pixels without a library: every bit depth and colour type, interlaced or not, exact. The platform decompresses.
 *
 * Why not a library, or the browser's own reader: a 2D canvas loses colours under zero alpha and 16 bits; fast-png 8
 * makes up pixels where data is short, reads no interlaced rows below 8 bits, and lets 0.5 MB of file take 1.5 GB.
 */
import type { Image } from '../types.js';
import { PngError, type PngFile } from './png-file.js';
import { type RowPlace, RowReader } from './png-rows.js';
import { inflate } from './streams.js';

/** Decompresses as {@link inflate} does. */
export type Inflate = typeof inflate;

/**
 * Colours as the file holds them, tagged sRGB; orientation is not applied.
 *
 * @param decompress  where a host has something faster than streams
 * @throws {PngError}
 */
export async function decodePng(file: PngFile, decompress: Inflate = inflate): Promise<Image> {
  const { width, height, bitDepth, sampleCount } = file;
  const data = bitDepth === 16 ? new Uint16Array(width * height * 4) : new Uint8Array(width * height * 4);
  const reader = new RowReader(file, chooseWriter(file, data));
  try {
    await decompress(file.compressed, (bytes) => {
      reader.push(bytes);
      // What is more than the pixels is not looked at, and never piles up.
      return !reader.isDone;
    });
  } catch (cause) {
    // Every platform has words of its own.
    throw cause instanceof PngError ? cause : new PngError('damaged pixel data', { cause });
  }
  if (!reader.isDone) throw new PngError('not enough pixel data');
  const hasAlpha = sampleCount % 2 === 0 || file.transparency !== undefined;
  return { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha };
}

/** Keyword of at most 79 bytes, a zero, the compression method, a zlib stream. */
const MAX_KEYWORD_BYTES = 79;
/** Why: profiles with large tables have 2 MB; a chunk that grows beyond this is no profile. */
const MAX_PROFILE_BYTES = 2 ** 24;

/** The profile in an iCCP chunk, undefined where there is none that can be read. */
export async function readProfileChunk(chunk: Uint8Array | undefined): Promise<Uint8Array | undefined> {
  const keywordBytes = chunk?.indexOf(0) ?? -1;
  if (chunk === undefined || keywordBytes < 1 || keywordBytes > MAX_KEYWORD_BYTES || chunk[keywordBytes + 1] !== 0) {
    return undefined;
  }
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  try {
    await inflate([chunk.subarray(keywordBytes + 2)], (bytes) => {
      pieces.push(bytes);
      byteLength += bytes.length;
      return byteLength <= MAX_PROFILE_BYTES;
    });
  } catch {
    return undefined;
  }
  return byteLength > MAX_PROFILE_BYTES
    ? undefined
    : new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}

type RowWriter = (row: Uint8Array, place: RowPlace) => void;

function chooseWriter(file: PngFile, data: Image['data']): RowWriter {
  if (file.palette !== undefined) return writeIndexed(file, file.palette, data);
  // Four samples of 8 bits lie in the file as they do in the image.
  if (file.sampleCount === 4 && file.bitDepth === 8 && !file.isInterlaced) {
    return (row, { y }) => data.set(row, y * file.width * 4);
  }
  return writeSamples(file, data);
}

function writeSamples({ width, bitDepth, sampleCount, transparency }: PngFile, data: Image['data']): RowWriter {
  const max = bitDepth === 16 ? 0xffff : 0xff;
  const scale = bitDepth < 8 ? 255 / (2 ** bitDepth - 1) : 1;
  const key = transparency && readKey(transparency, bitDepth, scale);
  const isGrey = sampleCount < 3;
  return (row, { x, y, stepX, pixelCount }) => {
    const samples = readSamples(row, bitDepth, pixelCount * sampleCount);
    let to = (y * width + x) * 4;
    for (let pixel = 0, from = 0; pixel < pixelCount; pixel++, from += sampleCount, to += stepX * 4) {
      const r = samples[from]! * scale;
      const g = isGrey ? r : samples[from + 1]!;
      const b = isGrey ? r : samples[from + 2]!;
      data[to] = r;
      data[to + 1] = g;
      data[to + 2] = b;
      const isKey = key !== undefined && r === key[0] && g === key[1] && b === key[2];
      data[to + 3] = sampleCount % 2 === 0 ? samples[from + sampleCount - 1]! : isKey ? 0 : max;
    }
  };
}

/** The transparent colour in the image's components; of 16 bits a sample only as many count as the samples have. */
function readKey(transparency: Uint8Array, bitDepth: number, scale: number): readonly number[] {
  const mask = 2 ** bitDepth - 1;
  const samples = Array.from({ length: transparency.length / 2 }, (_, index) => {
    return (((transparency[index * 2]! << 8) | transparency[index * 2 + 1]!) & mask) * scale;
  });
  return samples.length === 1 ? [samples[0]!, samples[0]!, samples[0]!] : samples;
}

/** An index without an entry is opaque black. */
function writeIndexed({ width, bitDepth, transparency }: PngFile, palette: Uint8Array, data: Image['data']): RowWriter {
  const colors = new Uint8Array(256 * 4);
  for (let entry = 0; entry < 256; entry++) {
    colors.set(palette.subarray(entry * 3, entry * 3 + 3), entry * 4);
    colors[entry * 4 + 3] = transparency?.[entry] ?? 255;
  }
  return (row, { x, y, stepX, pixelCount }) => {
    const indices = readSamples(row, bitDepth, pixelCount);
    for (let pixel = 0; pixel < pixelCount; pixel++) {
      const from = indices[pixel]! * 4;
      data.set(colors.subarray(from, from + 4), (y * width + x + pixel * stepX) * 4);
    }
  };
}

/** Samples of a row, one a number. */
function readSamples(row: Uint8Array, bitDepth: number, count: number): Uint8Array | Uint16Array {
  if (bitDepth === 8) return row;
  if (bitDepth === 16) {
    const words = new Uint16Array(count);
    for (let index = 0; index < count; index++) words[index] = (row[index * 2]! << 8) | row[index * 2 + 1]!;
    return words;
  }
  const mask = 2 ** bitDepth - 1;
  const samples = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const bit = index * bitDepth;
    samples[index] = (row[bit >> 3]! >> (8 - bitDepth - (bit & 7))) & mask;
  }
  return samples;
}
