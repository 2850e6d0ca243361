/**
 * The chunks of an OpenEXR file: every one found, once, where the offset table says, and no longer than what it holds; and
 * the plain file that the decoder is given, of the same chunks in their order behind a header of ours. Why: it reads what it
 * is told, beyond the end too, and knows tiles in one order and without smaller levels alone.
 */

import { FILE_KIND_NAMES } from '../containers/sniff-file.js';
import { AstcError } from '../errors.js';
import {
  COMPRESSIONS,
  EXR_FLAGS,
  EXR_MAGIC,
  EXR_VERSION,
  type ExrChannel,
  type ExrHeader,
  PIXEL_TYPE_BYTES,
  PIXEL_TYPES,
} from './exr-header.js';
import { invalidImage } from './read-checks.js';

/** A run of scanlines or a tile. */
export interface ExrChunk {
  /** First pixel. */
  x: number;
  y: number;
  data: Uint8Array;
}

/** Bytes of an unpacked chunk. Why: more is no picture, and memory is for one at a time. */
const MAX_CHUNK_BYTES = 2 ** 30;

/** Bytes of a pixel of all channels. */
export function pixelBytes(channels: readonly ExrChannel[]): number {
  return channels.reduce((sum, { type }) => sum + PIXEL_TYPE_BYTES[type], 0);
}

/** Pixels of a chunk at most. */
export function chunkSize({ width, tile, compression }: ExrHeader): { width: number; height: number } {
  return tile ?? { width, height: COMPRESSIONS[compression]!.lineCount };
}

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE */
export function readExrChunks(bytes: Uint8Array, header: ExrHeader): ExrChunk[] {
  const { width, height, channels, compression, tile, offset } = header;
  const size = chunkSize(header);
  const across = Math.ceil(width / size.width);
  const count = across * Math.ceil(height / size.height);
  if (count * 8 > bytes.length - offset) throw invalidImage('exr', 'premature end of the offset table');
  const largest = Math.min(size.width, width) * Math.min(size.height, height) * pixelBytes(channels);
  if (largest > MAX_CHUNK_BYTES) {
    throw new AstcError(
      'E_TOO_LARGE',
      `${FILE_KIND_NAMES.exr} with chunks of ${largest} bytes (expected ${MAX_CHUNK_BYTES})`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = new Array<ExrChunk | undefined>(count);
  for (let entry = 0; entry < count; entry++) {
    const start = Number(view.getBigUint64(offset + entry * 8, true));
    const headBytes = tile === undefined ? 8 : 20;
    if (start < offset || start + headBytes > bytes.length)
      throw invalidImage('exr', `chunk ${entry} outside the file`);
    const place = tile === undefined ? scanlinePlace(view, start, header) : tilePlace(view, start, header);
    const index = (place.y / size.height) * across + place.x / size.width;
    if (!Number.isInteger(index) || index < 0 || index >= count || chunks[index] !== undefined) {
      throw invalidImage('exr', `chunk ${entry} has no place of its own`);
    }
    const byteLength = view.getUint32(start + headBytes - 4, true);
    if (byteLength > bytes.length - start - headBytes) throw invalidImage('exr', 'premature end of the file');
    const pixels = Math.min(size.width, width - place.x) * Math.min(size.height, height - place.y);
    const unpacked = pixels * pixelBytes(channels);
    if (byteLength > unpacked || (compression === 0 && byteLength !== unpacked)) {
      throw invalidImage('exr', `chunk ${entry} of ${byteLength} bytes (expected ${unpacked})`);
    }
    chunks[index] = { ...place, data: bytes.subarray(start + headBytes, start + headBytes + byteLength) };
  }
  return chunks as ExrChunk[];
}

function scanlinePlace(view: DataView, start: number, { dataWindow }: ExrHeader): { x: number; y: number } {
  return { x: 0, y: view.getInt32(start, true) - dataWindow.yMin };
}

function tilePlace(view: DataView, start: number, { tile, width, height }: ExrHeader): { x: number; y: number } {
  const [tileX, tileY, levelX, levelY] = [0, 4, 8, 12].map((at) => view.getUint32(start + at, true)) as [
    number,
    number,
    number,
    number,
  ];
  const place = { x: tileX * tile!.width, y: tileY * tile!.height };
  if (levelX === 0 && levelY === 0 && place.x < width && place.y < height) return place;
  throw invalidImage('exr', 'a tile outside the picture');
}

/** What decides how the chunks of a file lie. */
export type ExrLayout = Pick<ExrHeader, 'compression' | 'width' | 'height' | 'tile'>;

/**
 * A whole file, with everything that the format asks for.
 *
 * @param channels  in the order of their names, as the chunks hold them
 * @param chunks  in row-major order, the first at (0, 0)
 */
export function layOutExrFile(
  { compression, width, height, tile }: ExrLayout,
  channels: readonly ExrChannel[],
  chunks: readonly ExrChunk[],
): Uint8Array<ArrayBuffer> {
  const out = new Writer();
  out.u32(EXR_MAGIC);
  out.u32(EXR_VERSION | (tile === undefined ? 0 : EXR_FLAGS.tiled));
  const channelList = new Writer();
  for (const { name, type, isLinear } of channels) {
    channelList.text(name);
    for (const value of [PIXEL_TYPES.indexOf(type), Number(isLinear), 1, 1]) channelList.u32(value);
  }
  channelList.bytes(Uint8Array.of(0));
  const window = words(0, 0, width - 1, height - 1);
  const one = floatBytes(1);
  out.attribute('channels', 'chlist', channelList.take());
  out.attribute('compression', 'compression', Uint8Array.of(compression));
  out.attribute('dataWindow', 'box2i', window);
  out.attribute('displayWindow', 'box2i', window);
  out.attribute('lineOrder', 'lineOrder', Uint8Array.of(0));
  out.attribute('pixelAspectRatio', 'float', one);
  out.attribute('screenWindowCenter', 'v2f', new Uint8Array(8));
  out.attribute('screenWindowWidth', 'float', one);
  if (tile !== undefined) {
    out.attribute('tiles', 'tiledesc', Uint8Array.of(...words(tile.width, tile.height), 0));
  }
  out.bytes(Uint8Array.of(0));
  let offset = out.byteLength + chunks.length * 8;
  const headBytes = tile === undefined ? 8 : 20;
  for (const { data } of chunks) {
    out.bytes(words(offset % 2 ** 32, Math.floor(offset / 2 ** 32)));
    offset += headBytes + data.length;
  }
  for (const { x, y, data } of chunks) {
    out.bytes(tile === undefined ? words(y) : words(x / tile.width, y / tile.height, 0, 0));
    out.u32(data.length);
    out.bytes(data);
  }
  return out.take();
}

function floatBytes(value: number): Uint8Array {
  return new Uint8Array(Float32Array.of(value).buffer);
}

function words(...values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => {
    view.setUint32(index * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}

class Writer {
  readonly #parts: Uint8Array[] = [];

  bytes(part: Uint8Array): void {
    this.#parts.push(part);
  }

  u32(value: number): void {
    this.bytes(words(value));
  }

  text(text: string): void {
    this.bytes(Uint8Array.from(`${text}\0`, (letter) => letter.charCodeAt(0)));
  }

  attribute(name: string, type: string, value: Uint8Array): void {
    this.text(name);
    this.text(type);
    this.u32(value.length);
    this.bytes(value);
  }

  get byteLength(): number {
    return this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  take(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.byteLength);
    this.#parts.reduce((offset, part) => {
      whole.set(part, offset);
      return offset + part.length;
    }, 0);
    return whole;
  }
}
