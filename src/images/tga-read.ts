/**
 * Truevision TGA: colours, palettes and grey, plain and run-length encoded, from any corner.
 * Source: Truevision TGA File Format Specification 2.0.
 */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { allocatePixels, type FilePicture, noteUnreadAlpha } from './file-picture.js';
import type { ReadImageOptions } from './image-codec.js';
import { orientImage } from './orientation.js';
import { checkPixelCount, checkSomePixels, cutImage, invalidImage } from './read-checks.js';

const HEADER_BYTES = 18;
const FOOTER_BYTES = 26;
const FOOTER_MARK = 'TRUEVISION-XFILE';
/** In the extension area: what alpha is. */
const ATTRIBUTES_TYPE_OFFSET = 494;
const PREMULTIPLIED = 4;

const RUN_LENGTH_FLAG = 8;
const MAX_RUN = 128;
/** Bits of the image descriptor. */
const FROM_RIGHT = 0x10;
const FROM_TOP = 0x20;
const ATTRIBUTE_BITS = 0x0f;
const INTERLEAVE = 0xc0;

const IMAGE_TYPES = { 1: 'palette', 2: 'color', 3: 'grey' } as const;
type TgaKind = (typeof IMAGE_TYPES)[keyof typeof IMAGE_TYPES];
const PIXEL_BITS: Readonly<Record<TgaKind, readonly number[]>> = {
  palette: [8, 16],
  color: [15, 16, 24, 32],
  grey: [8, 16],
};

interface TgaHeader {
  width: number;
  height: number;
  kind: TgaKind;
  isRunLength: boolean;
  pixelBits: number;
  pixelBytes: number;
  hasAlpha: boolean;
  isFromRight: boolean;
  isFromTop: boolean;
  palette: Palette | undefined;
  /** First byte of the pixels. */
  offset: number;
}

interface Palette {
  /** Index of the first entry. */
  first: number;
  count: number;
  bits: number;
  offset: number;
}

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE, E_UNSUPPORTED */
export function readTga(bytes: Uint8Array, options: ReadImageOptions): FilePicture {
  const header = readHeader(bytes);
  const { width, height, kind, pixelBits, hasAlpha } = header;
  checkPixelCount(header, 'tga', options);
  const stored = header.isRunLength ? unpackRuns(bytes, header) : plainPixels(bytes, header);
  const data = allocatePixels(Uint8Array, width, height);
  if (header.palette) lookUp(stored, header, readPalette(bytes, header.palette, hasAlpha), data);
  else WIDENERS[kind === 'grey' ? `grey${pixelBits}` : `color${pixelBits}`]!(stored, data, hasAlpha);
  const image: Image = { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha };
  return { image: turnUpright(image, header), colors: { kind: 'srgb' }, notes: notesOf(bytes, header, stored) };
}

function readHeader(bytes: Uint8Array): TgaHeader {
  if (bytes.length < HEADER_BYTES) throw cutImage('tga');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [idLength, mapType, type] = [view.getUint8(0), view.getUint8(1), view.getUint8(2)];
  const pixelBits = view.getUint8(16);
  const descriptor = view.getUint8(17);
  const isRunLength = (type & RUN_LENGTH_FLAG) !== 0;
  const kind = IMAGE_TYPES[(type & ~RUN_LENGTH_FLAG) as keyof typeof IMAGE_TYPES];
  if (kind === undefined) throw invalidImage('tga', `image type ${type} (expected 1, 2, 3, 9, 10 or 11)`);
  if (!PIXEL_BITS[kind].includes(pixelBits)) throw invalidImage('tga', `${pixelBits} bits a pixel of ${kind}`);
  if ((descriptor & INTERLEAVE) !== 0) throw new AstcError('E_UNSUPPORTED', 'a TGA image of interleaved rows');
  const size = { width: view.getUint16(12, true), height: view.getUint16(14, true) };
  checkSomePixels(size, 'tga');
  const map: Palette = {
    first: view.getUint16(3, true),
    count: view.getUint16(5, true),
    bits: view.getUint8(7),
    offset: HEADER_BYTES + idLength,
  };
  const mapBytes = mapType === 1 ? map.count * bytesOf(map.bits) : 0;
  if (kind === 'palette') {
    if (mapType !== 1 || map.count === 0) throw invalidImage('tga', 'no palette');
    if (!PIXEL_BITS.color.includes(map.bits)) throw invalidImage('tga', `${map.bits} bits an entry of the palette`);
    if (map.offset + mapBytes > bytes.length) throw cutImage('tga');
  }
  return {
    ...size,
    kind,
    isRunLength,
    pixelBits,
    pixelBytes: bytesOf(pixelBits),
    hasAlpha: (descriptor & ATTRIBUTE_BITS) !== 0 && ALPHA_BITS.includes(kind === 'palette' ? map.bits : pixelBits),
    isFromRight: (descriptor & FROM_RIGHT) !== 0,
    isFromTop: (descriptor & FROM_TOP) !== 0,
    palette: kind === 'palette' ? map : undefined,
    offset: map.offset + mapBytes,
  };
}

/** Pixels and entries that have room for alpha; grey of 16 bits is grey and alpha. */
const ALPHA_BITS: readonly number[] = [16, 32];

function bytesOf(bits: number): number {
  return Math.ceil(bits / 8);
}

function plainPixels(bytes: Uint8Array, { width, height, pixelBytes, offset }: TgaHeader): Uint8Array {
  const end = offset + width * height * pixelBytes;
  if (end > bytes.length) {
    throw invalidImage('tga', `expected ${end - offset} bytes of pixels, got ${Math.max(0, bytes.length - offset)}`);
  }
  return bytes.subarray(offset, end);
}

/** Packets of up to 128 pixels, each of one pixel repeated or of different ones; some writers let them span rows. */
function unpackRuns(bytes: Uint8Array, { width, height, pixelBytes, offset: start }: TgaHeader): Uint8Array {
  const pixelCount = width * height;
  const leastBytes = Math.ceil(pixelCount / MAX_RUN) * (1 + pixelBytes);
  if (bytes.length - start < leastBytes) throw cutImage('tga');
  const pixels = allocatePixels(Uint8Array, width, height).subarray(0, pixelCount * pixelBytes);
  let offset = start;
  for (let at = 0; at < pixels.length; ) {
    const packet = bytes[offset++];
    if (packet === undefined) throw cutImage('tga');
    const isRun = packet >= MAX_RUN;
    const byteCount = ((packet & (MAX_RUN - 1)) + 1) * pixelBytes;
    const storedBytes = isRun ? pixelBytes : byteCount;
    if (at + byteCount > pixels.length) throw invalidImage('tga', 'a run beyond the last pixel');
    if (offset + storedBytes > bytes.length) throw cutImage('tga');
    pixels.set(bytes.subarray(offset, offset + storedBytes), at);
    // What is there already is the pattern of the rest.
    if (isRun)
      for (let end = at + byteCount, to = at + pixelBytes; to < end; to++) pixels[to] = pixels[to - pixelBytes]!;
    offset += storedBytes;
    at += byteCount;
  }
  return pixels;
}

/** Pixels as stored to RGBA. */
type Widen = (stored: Uint8Array, data: Uint8Array, hasAlpha: boolean) => void;

const WIDENERS: Readonly<Record<string, Widen>> = {
  grey8: (stored, data) => {
    for (let from = 0, to = 0; from < stored.length; from++, to += 4) {
      data.fill(stored[from]!, to, to + 3);
      data[to + 3] = 0xff;
    }
  },
  grey16: (stored, data, hasAlpha) => {
    for (let from = 0, to = 0; from < stored.length; from += 2, to += 4) {
      data.fill(stored[from]!, to, to + 3);
      data[to + 3] = hasAlpha ? stored[from + 1]! : 0xff;
    }
  },
  color15: widenWords,
  color16: widenWords,
  color24: (stored, data) => widenBytes(stored, data, 3, false),
  color32: (stored, data, hasAlpha) => widenBytes(stored, data, 4, hasAlpha),
};

/** The nearest of 8 bits to each of 5. */
const FIVE_BITS = Uint8Array.from({ length: 32 }, (_, value) => Math.round((value * 0xff) / 31));

/** Five bits each of blue, green and red from the lowest, and one of alpha. */
function widenWords(stored: Uint8Array, data: Uint8Array, hasAlpha: boolean): void {
  for (let from = 0, to = 0; from < stored.length; from += 2, to += 4) {
    const word = stored[from]! | (stored[from + 1]! << 8);
    data[to] = FIVE_BITS[(word >> 10) & 31]!;
    data[to + 1] = FIVE_BITS[(word >> 5) & 31]!;
    data[to + 2] = FIVE_BITS[word & 31]!;
    data[to + 3] = hasAlpha && word < 0x8000 ? 0 : 0xff;
  }
}

/** Blue, green, red, and a fourth byte where there are 32 bits. */
function widenBytes(stored: Uint8Array, data: Uint8Array, pixelBytes: number, hasAlpha: boolean): void {
  for (let from = 0, to = 0; from < stored.length; from += pixelBytes, to += 4) {
    data[to] = stored[from + 2]!;
    data[to + 1] = stored[from + 1]!;
    data[to + 2] = stored[from]!;
    data[to + 3] = hasAlpha ? stored[from + 3]! : 0xff;
  }
}

/** Entries as RGBA. */
function readPalette(bytes: Uint8Array, { count, bits, offset }: Palette, hasAlpha: boolean): Uint8Array {
  const entries = new Uint8Array(count * 4);
  WIDENERS[`color${bits}`]!(bytes.subarray(offset, offset + count * bytesOf(bits)), entries, hasAlpha);
  return entries;
}

function lookUp(stored: Uint8Array, { pixelBytes, palette }: TgaHeader, entries: Uint8Array, data: Uint8Array): void {
  const { first, count } = palette!;
  for (let from = 0, to = 0; from < stored.length; from += pixelBytes, to += 4) {
    const index = pixelBytes === 1 ? stored[from]! : stored[from]! | (stored[from + 1]! << 8);
    const entry = index - first;
    if (entry < 0 || entry >= count) {
      throw invalidImage('tga', `palette index ${index} (expected ${first} to ${first + count - 1})`);
    }
    for (let component = 0; component < 4; component++) data[to + component] = entries[entry * 4 + component]!;
  }
}

/** Rows run from the bottom up unless the descriptor says otherwise. */
function turnUpright(image: Image, { isFromRight, isFromTop }: TgaHeader): Image {
  return orientImage(image, isFromRight ? (isFromTop ? 2 : 3) : isFromTop ? 1 : 4);
}

function notesOf(bytes: Uint8Array, header: TgaHeader, stored: Uint8Array): string[] {
  if (header.hasAlpha) {
    return attributesType(bytes) === PREMULTIPLIED ? ['colours are multiplied by alpha, and stay so'] : [];
  }
  const hasFourth = header.kind === 'color' && header.pixelBits === 32;
  return hasFourth ? noteUnreadAlpha(stored, header.width * header.height) : [];
}

/** What the extension area says of alpha; undefined where there is none. */
function attributesType(bytes: Uint8Array): number | undefined {
  const footer = bytes.length - FOOTER_BYTES;
  if (footer < HEADER_BYTES) return undefined;
  const mark = String.fromCharCode(...bytes.subarray(footer + 8, footer + 8 + FOOTER_MARK.length));
  if (mark !== FOOTER_MARK) return undefined;
  const extension = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(footer, true);
  return extension === 0 ? undefined : bytes[extension + ATTRIBUTES_TYPE_OFFSET];
}
