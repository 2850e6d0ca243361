/**
 * The header of an OpenEXR file: what the pixels are, where they lie, and which files are not for us.
 * Source: OpenEXR, "The OpenEXR File Layout".
 */
import { AstcError } from '../errors.js';
import type { PrimarySet } from './primaries.js';
import { invalidImage } from './read-checks.js';

/** Compression by its number: how many scanlines a chunk holds. */
export const COMPRESSIONS = [
  { name: 'none', lineCount: 1 },
  { name: 'RLE', lineCount: 1 },
  { name: 'ZIPS', lineCount: 1 },
  { name: 'ZIP', lineCount: 16 },
  { name: 'PIZ', lineCount: 32 },
  { name: 'PXR24', lineCount: 16 },
  { name: 'B44', lineCount: 32 },
  { name: 'B44A', lineCount: 32 },
  { name: 'DWAA', lineCount: 32 },
  { name: 'DWAB', lineCount: 256 },
] as const;
export type Compression = (typeof COMPRESSIONS)[number]['name'];

/** Component types by their number. */
export const PIXEL_TYPES = ['uint', 'half', 'float'] as const;
export type PixelType = (typeof PIXEL_TYPES)[number];
export const PIXEL_TYPE_BYTES: Readonly<Record<PixelType, number>> = { uint: 4, half: 2, float: 4 };

export interface ExrChannel {
  name: string;
  type: PixelType;
  /** Whether B44 is to take its logarithm. */
  isLinear: boolean;
}

interface Window {
  xMin: number;
  yMin: number;
  xMax: number;
  yMax: number;
}

export interface ExrHeader {
  /** In the order of the file, which is that of their names. */
  channels: readonly ExrChannel[];
  /** Index into {@link COMPRESSIONS}. */
  compression: number;
  /** Pixels that are stored. */
  dataWindow: Window;
  /** Whether they are another part of the picture than is to be shown. */
  isCropped: boolean;
  width: number;
  height: number;
  /** Texels of a tile; undefined where there are scanlines. */
  tile: { width: number; height: number } | undefined;
  primaries: PrimarySet | undefined;
  /** First byte of the offset table. */
  offset: number;
}

export const EXR_MAGIC = 20000630;
export const EXR_FLAGS = { tiled: 0x200, longNames: 0x400, deep: 0x800, multipart: 0x1000 };
const KNOWN_FLAGS = EXR_FLAGS.tiled | EXR_FLAGS.longNames | EXR_FLAGS.deep | EXR_FLAGS.multipart;
export const EXR_VERSION = 2;
const MAX_NAME = 255;
const MAX_CHANNELS = 1024;

/** @throws {AstcError} E_IMAGE_INVALID; E_UNSUPPORTED for several parts, deep pixels, chroma at a lower resolution */
export function readExrHeader(bytes: Uint8Array): ExrHeader {
  const reader = new HeaderReader(bytes);
  if (reader.u32() !== EXR_MAGIC) throw invalidImage('exr', 'another signature');
  const version = reader.u32();
  if ((version & 0xff) !== EXR_VERSION || (version & ~0xff & ~KNOWN_FLAGS) !== 0) {
    throw new AstcError('E_UNSUPPORTED', `an OpenEXR image of version ${version & 0xff} (expected ${EXR_VERSION})`);
  }
  if (version & EXR_FLAGS.deep) throw unsupported('deep pixels');
  if (version & EXR_FLAGS.multipart) throw unsupported('several parts');
  const attributes = new Map<string, { type: string; value: HeaderReader }>();
  for (let name = reader.text(); name !== ''; name = reader.text()) {
    const type = reader.text();
    attributes.set(name, { type, value: reader.part(reader.u32()) });
  }
  const find = (name: string, type: string) => {
    const attribute = attributes.get(name);
    return attribute?.type === type ? attribute.value : undefined;
  };
  const require = (name: string, type: string) => {
    const value = find(name, type);
    if (value === undefined) throw invalidImage('exr', `no ${name} of type ${type}`);
    return value;
  };
  const dataWindow = readWindow(require('dataWindow', 'box2i'));
  const displayWindow = find('displayWindow', 'box2i');
  return {
    channels: readChannels(require('channels', 'chlist')),
    compression: readCompression(require('compression', 'compression')),
    dataWindow,
    isCropped: displayWindow !== undefined && !isSameWindow(readWindow(displayWindow), dataWindow),
    ...sizeOf(dataWindow),
    tile: version & EXR_FLAGS.tiled ? readTile(require('tiles', 'tiledesc')) : undefined,
    primaries: readPrimaries(find('chromaticities', 'chromaticities')),
    offset: reader.offset,
  };
}

function unsupported(what: string): AstcError {
  return new AstcError('E_UNSUPPORTED', `an OpenEXR image of ${what} (expected one part of flat pixels)`, {
    hint: 'exrmultipart -separate makes files of parts',
  });
}

function readWindow(value: HeaderReader): Window {
  return { xMin: value.i32(), yMin: value.i32(), xMax: value.i32(), yMax: value.i32() };
}

function isSameWindow(a: Window, b: Window): boolean {
  return a.xMin === b.xMin && a.yMin === b.yMin && a.xMax === b.xMax && a.yMax === b.yMax;
}

function sizeOf({ xMin, yMin, xMax, yMax }: Window): { width: number; height: number } {
  const width = xMax - xMin + 1;
  const height = yMax - yMin + 1;
  if (width < 1 || height < 1) throw invalidImage('exr', `a data window of ${width}x${height} pixels`);
  return { width, height };
}

function readCompression(value: HeaderReader): number {
  const compression = value.u8();
  if (compression < COMPRESSIONS.length) return compression;
  throw new AstcError('E_UNSUPPORTED', `an OpenEXR image of compression ${compression} (expected 0 to 9)`);
}

function readTile(value: HeaderReader): { width: number; height: number } {
  const width = value.u32();
  const height = value.u32();
  // What lies within 32 bits of the size of any picture.
  if (width < 1 || height < 1 || width > 0x7fffffff || height > 0x7fffffff) {
    throw invalidImage('exr', `tiles of ${width}x${height} pixels`);
  }
  return { width, height };
}

function readChannels(value: HeaderReader): ExrChannel[] {
  const channels: ExrChannel[] = [];
  for (let name = value.text(); name !== ''; name = value.text()) {
    const type = PIXEL_TYPES[value.u32()];
    const isLinear = value.u32() !== 0;
    const sampling = [value.u32(), value.u32()];
    if (type === undefined) throw invalidImage('exr', `a channel ${name} of no known type`);
    if (sampling.some((step) => step !== 1)) {
      throw new AstcError('E_UNSUPPORTED', `an OpenEXR image whose channel ${name} has a lower resolution`, {
        hint: 'write it as RGB',
      });
    }
    channels.push({ name, type, isLinear });
    if (channels.length > MAX_CHANNELS) throw invalidImage('exr', `more than ${MAX_CHANNELS} channels`);
  }
  return channels;
}

function readPrimaries(value: HeaderReader | undefined): PrimarySet | undefined {
  if (value === undefined) return undefined;
  const point = () => [value.f32(), value.f32()] as const;
  return { red: point(), green: point(), blue: point(), white: point() };
}

/** Little-endian reads, each within its part of the file. */
class HeaderReader {
  readonly #view: DataView;
  offset = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  f32(): number {
    return this.#view.getFloat32(this.#advance(4), true);
  }

  /** A text that ends in a zero byte. */
  text(): string {
    let text = '';
    for (let byte = this.u8(); byte !== 0; byte = this.u8()) {
      text += String.fromCharCode(byte);
      if (text.length > MAX_NAME) throw invalidImage('exr', 'a name without end');
    }
    return text;
  }

  part(byteLength: number): HeaderReader {
    const { buffer, byteOffset } = this.#view;
    const start = this.#advance(byteLength);
    return new HeaderReader(new Uint8Array(buffer, byteOffset + start, byteLength));
  }

  #advance(byteLength: number): number {
    const start = this.offset;
    if (start + byteLength > this.#view.byteLength) throw invalidImage('exr', 'premature end of the header');
    this.offset += byteLength;
    return start;
  }
}
