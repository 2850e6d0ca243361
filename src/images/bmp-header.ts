/**
 * Headers of Windows and OS/2 bitmaps, of every length there is.
 * Source: Windows GDI, "Bitmap Header Types"; OS/2 2.0 Presentation Manager, "BITMAPINFOHEADER2".
 */
import { AstcError } from '../errors.js';
import { checkSomePixels, cutImage, invalidImage } from './read-checks.js';

/** Bits of red, green, blue and alpha in a pixel; 0 where there are none. */
export type BmpMasks = readonly [red: number, green: number, blue: number, alpha: number];

export interface BmpHeader {
  width: number;
  height: number;
  isFromTop: boolean;
  pixelBits: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  /** Whether pixels are in runs. */
  isRunLength: boolean;
  /** Of pixels of 16 and 32 bits. */
  masks: BmpMasks;
  /** RGBA, opaque; empty where pixels are colours themselves. */
  palette: Uint8Array;
  /** ICC. */
  profile: Uint8Array | undefined;
  /** First byte of the pixels. */
  offset: number;
}

const FILE_HEADER_BYTES = 14;
/** Lengths of headers: of OS/2 1.x, and those that begin as that of Windows 3. */
const CORE_BYTES = 12;
const INFO_BYTES = 40;
const HEADER_LENGTHS: readonly number[] = [CORE_BYTES, 16, INFO_BYTES, 52, 56, 64, 108, 124];
/** Those of OS/2 2.x, whose numbers of compressions mean others. */
const OS2_LENGTHS: readonly number[] = [16, 64];
const V3_BYTES = 56;
const V5_BYTES = 124;

const PIXEL_BITS = [1, 2, 4, 8, 16, 24, 32] as const;
const PLAIN = 0;
const RLE8 = 1;
const RLE4 = 2;
const BITFIELDS = 3;
const ALPHA_BITFIELDS = 6;
/** Bits of a pixel by compression; any other compression is not ours. */
const BITS_BY_COMPRESSION: Readonly<Record<number, readonly number[]>> = {
  [PLAIN]: PIXEL_BITS,
  [RLE8]: [8],
  [RLE4]: [4],
  [BITFIELDS]: [16, 32],
  [ALPHA_BITFIELDS]: [16, 32],
};
const COMPRESSION_NAMES: Readonly<Record<number, string>> = { 4: 'JPEG', 5: 'PNG' };

/** Of pixels whose header has none. */
const PLAIN_MASKS: Readonly<Record<number, BmpMasks>> = {
  16: [0x7c00, 0x03e0, 0x001f, 0],
  32: [0xff0000, 0x00ff00, 0x0000ff, 0],
};

const PROFILE_EMBEDDED = 0x4d424544;

/** @throws {AstcError} E_IMAGE_INVALID; E_UNSUPPORTED for other compressions */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  try {
    return parse(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    // Every read is bounds-checked by DataView: a RangeError is a cut header.
    if (error instanceof RangeError) throw cutImage('bmp');
    throw error;
  }
}

function parse(bytes: Uint8Array, view: DataView): BmpHeader {
  const offset = view.getUint32(10, true);
  const length = view.getUint32(FILE_HEADER_BYTES, true);
  if (!HEADER_LENGTHS.includes(length)) throw invalidImage('bmp', `a header of ${length} bytes`);
  const size = readSize(view, length);
  const compression = length < INFO_BYTES ? PLAIN : view.getUint32(30, true);
  const pixelBits = checkCompression(compression, view.getUint16(length === CORE_BYTES ? 24 : 28, true), length);
  const isRunLength = compression === RLE8 || compression === RLE4;
  if (isRunLength && size.isFromTop) throw invalidImage('bmp', 'runs from the top down');
  const hasMasks = compression === BITFIELDS || compression === ALPHA_BITFIELDS;
  const masksAt = FILE_HEADER_BYTES + INFO_BYTES;
  const maskCount = compression === ALPHA_BITFIELDS || length >= V3_BYTES ? 4 : 3;
  const masks = hasMasks ? readMasks(view, masksAt, maskCount) : (PLAIN_MASKS[pixelBits] ?? [0, 0, 0, 0]);
  // Behind the header of Windows 3; later headers have them inside.
  const masksEnd = hasMasks ? masksAt + maskCount * 4 : 0;
  const paletteAt = Math.max(FILE_HEADER_BYTES + length, masksEnd);
  if (offset < FILE_HEADER_BYTES + length) throw invalidImage('bmp', `pixels at byte ${offset}, within the header`);
  return {
    ...size,
    pixelBits,
    isRunLength,
    masks,
    palette: pixelBits > 8 ? new Uint8Array(0) : readPalette(bytes, view, { length, pixelBits, paletteAt, offset }),
    profile: readProfile(bytes, view, length),
    offset,
  };
}

/** Heights below 0 say that rows run from the top down. */
function readSize(view: DataView, length: number) {
  const isCore = length === CORE_BYTES;
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const size = { width, height: Math.abs(height), isFromTop: height < 0 };
  checkSomePixels(size, 'bmp');
  return size;
}

function checkCompression(compression: number, bits: number, length: number): BmpHeader['pixelBits'] {
  const isForeign = OS2_LENGTHS.includes(length) && compression >= BITFIELDS;
  const allowed = isForeign ? undefined : BITS_BY_COMPRESSION[compression];
  if (allowed === undefined) {
    const name = (!isForeign && COMPRESSION_NAMES[compression]) || `compression ${compression}`;
    throw new AstcError('E_UNSUPPORTED', `a BMP image of ${name} (expected plain pixels, RLE4, RLE8 or bit fields)`);
  }
  if (!allowed.includes(bits)) throw invalidImage('bmp', `${bits} bits a pixel of compression ${compression}`);
  return bits as BmpHeader['pixelBits'];
}

function readMasks(view: DataView, at: number, count: number): BmpMasks {
  const masks = Array.from({ length: 4 }, (_, index) => (index < count ? view.getUint32(at + index * 4, true) : 0));
  for (const mask of masks) {
    // Bits side by side, moved down, and one more have no bit in common.
    const run = mask / lowestBit(mask);
    if ((run & (run + 1)) !== 0) throw invalidImage('bmp', 'bit fields with gaps');
  }
  return masks as unknown as BmpMasks;
}

/** What the lowest bit of a mask stands for; 1 where there is none. */
export function lowestBit(mask: number): number {
  return mask === 0 ? 1 : (mask & -mask) >>> 0;
}

interface PalettePlace {
  length: number;
  pixelBits: number;
  paletteAt: number;
  offset: number;
}

/** As many entries as the header says and lie before the pixels. */
function readPalette(bytes: Uint8Array, view: DataView, place: PalettePlace): Uint8Array {
  const { length, pixelBits, paletteAt, offset } = place;
  const entryBytes = length === CORE_BYTES ? 3 : 4;
  const said = length < INFO_BYTES ? 0 : view.getUint32(46, true);
  const most = 2 ** pixelBits;
  const count = Math.min(said || most, most, Math.floor((offset - paletteAt) / entryBytes));
  if (paletteAt + count * entryBytes > bytes.length) throw cutImage('bmp');
  const palette = new Uint8Array(Math.max(0, count) * 4);
  for (let from = paletteAt, to = 0; to < palette.length; from += entryBytes, to += 4) {
    palette[to] = bytes[from + 2]!;
    palette[to + 1] = bytes[from + 1]!;
    palette[to + 2] = bytes[from]!;
    palette[to + 3] = 0xff;
  }
  return palette;
}

/**
 * The embedded profile. Why nothing else counts: calibrated primaries are written in several ways, so that browsers leave
 * them alone, and a profile in another file is none of ours.
 */
function readProfile(bytes: Uint8Array, view: DataView, length: number): Uint8Array | undefined {
  if (length < V5_BYTES || view.getUint32(FILE_HEADER_BYTES + 56, true) !== PROFILE_EMBEDDED) return undefined;
  const start = FILE_HEADER_BYTES + view.getUint32(FILE_HEADER_BYTES + 112, true);
  return bytes.subarray(start, start + view.getUint32(FILE_HEADER_BYTES + 116, true));
}
