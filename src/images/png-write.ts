/** Pixels to PNG without a library, 8 or 16 bits, RGB or RGBA. The platform compresses. */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { acceptPixels, type PixelInput } from './accept-pixels.js';
import { isFloatImage, isOpaque } from './channels.js';
import { crc32 } from './png-chunks.js';
import { predictPaeth } from './png-rows.js';
import { pipeThrough } from './streams.js';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const MAX_SIDE = 0x7fffffff;
/** Rows are handed on in runs of about this many bytes. */
const RUN_BYTES = 0x10000;
const FILTER_COUNT = 5;

/** @throws {AstcError} E_UNSUPPORTED, E_TOO_LARGE, E_OPTION; as {@link ImageCodec} has it */
export async function writePng(input: PixelInput): Promise<Uint8Array<ArrayBuffer>> {
  const image = acceptWritable(input);
  const { width, height, data } = image;
  const hasAlpha = !isOpaque(image);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([data instanceof Uint16Array ? 16 : 8, hasAlpha ? 6 : 2, 0, 0, 0], 8);
  const compressed = pipeThrough(filterRows(image, hasAlpha ? 4 : 3), new CompressionStream('deflate'));
  const pixels = new Uint8Array(
    await new Response(compressed as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  );
  const parts = [SIGNATURE, pngChunk('IHDR', header), pngChunk('IDAT', pixels), pngChunk('IEND', new Uint8Array(0))];
  const png = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    png.set(part, offset);
    offset += part.length;
  }
  return png;
}

/** What both writers write and refuse; numbers stay as they are. @throws {AstcError} E_UNSUPPORTED, E_TOO_LARGE, E_OPTION */
export function acceptWritable(input: PixelInput): Image {
  const image = acceptPixels(input, { colorProfile: 'keep' });
  if (isFloatImage(image)) {
    throw new AstcError('E_UNSUPPORTED', 'PNG cannot hold float components (expected 8- or 16-bit data)');
  }
  const { width, height } = image;
  if (Math.max(width, height) > MAX_SIDE) {
    throw new AstcError('E_TOO_LARGE', `an image of ${width}x${height} pixels cannot be written as PNG`);
  }
  return image;
}

/** Length, type, data, CRC of type and data. */
function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index++) chunk[4 + index] = type.charCodeAt(index);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** Runs of rows, each behind its filter: the one whose bytes, as distances from 0, have the smallest sum. */
function* filterRows(image: Image, channels: 3 | 4): Generator<Uint8Array, void> {
  const { width, height, data } = image;
  const stride = channels * data.BYTES_PER_ELEMENT;
  const rowBytes = width * stride;
  const rowsPerRun = Math.max(1, Math.floor(RUN_BYTES / (rowBytes + 1)));
  // Zeroes stand for the pixel on the left of the first, and for the row above it.
  let above = new Uint8Array(stride + rowBytes);
  let row = new Uint8Array(stride + rowBytes);
  const probe = new Uint8Array(rowBytes);
  for (let top = 0; top < height; top += rowsPerRun) {
    const rowCount = Math.min(rowsPerRun, height - top);
    const run = new Uint8Array(rowCount * (rowBytes + 1));
    for (let index = 0; index < rowCount; index++) {
      packRow(image, top + index, channels, row.subarray(stride));
      chooseFilter(row, above, stride, probe, run.subarray(index * (rowBytes + 1), (index + 1) * (rowBytes + 1)));
      [row, above] = [above, row];
    }
    yield run;
  }
}

/** Components of a row as PNG has them: big-endian. */
function packRow({ width, data }: Image, y: number, channels: 3 | 4, row: Uint8Array): void {
  const isDeep = data instanceof Uint16Array;
  for (let x = 0, from = y * width * 4, to = 0; x < width; x++, from += 4) {
    for (let component = 0; component < channels; component++) {
      const value = data[from + component]!;
      if (isDeep) row[to++] = value >>> 8;
      row[to++] = value;
    }
  }
}

/** Every this many bytes of a row count in the choice of its filter; with no divisor in common with any pixel's bytes. */
const PROBE_STEP = 7;

function chooseFilter(row: Uint8Array, above: Uint8Array, stride: number, probe: Uint8Array, out: Uint8Array): void {
  let best = Number.POSITIVE_INFINITY;
  for (let filter = 0; filter < FILTER_COUNT; filter++) {
    applyFilter(filter, row, above, stride, PROBE_STEP, probe);
    let sum = 0;
    for (let at = 0; at < probe.length; at += PROBE_STEP) sum += Math.min(probe[at]!, 256 - probe[at]!);
    if (sum >= best) continue;
    best = sum;
    out[0] = filter;
  }
  applyFilter(out[0]!, row, above, stride, 1, out.subarray(1));
}

/**
 * Every `step`th byte less what the filter predicts.
 *
 * @param row  `stride` zeroes, then the bytes; `above` likewise
 * Spec: PNG (Third Edition), "Filter types for filter method 0"
 */
function applyFilter(
  filter: number,
  row: Uint8Array,
  above: Uint8Array,
  stride: number,
  step: number,
  out: Uint8Array,
): void {
  const { length } = out;
  switch (filter) {
    case 0:
      for (let at = 0; at < length; at += step) out[at] = row[at + stride]!;
      return;
    case 1:
      for (let at = 0; at < length; at += step) out[at] = row[at + stride]! - row[at]!;
      return;
    case 2:
      for (let at = 0; at < length; at += step) out[at] = row[at + stride]! - above[at + stride]!;
      return;
    case 3:
      for (let at = 0; at < length; at += step) out[at] = row[at + stride]! - ((row[at]! + above[at + stride]!) >> 1);
      return;
    default:
      for (let at = 0; at < length; at += step) {
        out[at] = row[at + stride]! - predictPaeth(row[at]!, above[at + stride]!, above[at]!);
      }
  }
}
