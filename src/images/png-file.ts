/** The parts of a PNG that make its pixels, checked. Spec: PNG (Third Edition), "IHDR", "PLTE", "tRNS", "IDAT". */
import { isIntact, type PngChunk, readPngChunks } from './png-chunks.js';

/** By colour type: samples of a pixel and the bit depths allowed. */
const COLOR_TYPES: Readonly<Record<number, { sampleCount: 1 | 2 | 3 | 4; depths: readonly number[] }>> = {
  0: { sampleCount: 1, depths: [1, 2, 4, 8, 16] },
  2: { sampleCount: 3, depths: [8, 16] },
  3: { sampleCount: 1, depths: [1, 2, 4, 8] },
  4: { sampleCount: 2, depths: [8, 16] },
  6: { sampleCount: 4, depths: [8, 16] },
};
const INDEXED = 3;
const MAX_SIDE = 0x7fffffff;

export interface PngHeader {
  width: number;
  height: number;
  /** Bits a sample. */
  bitDepth: number;
  sampleCount: 1 | 2 | 3 | 4;
  isIndexed: boolean;
  /** Whether the pixels come in the seven passes of Adam7. */
  isInterlaced: boolean;
}

export interface PngFile extends PngHeader {
  /** RGB of each entry. */
  palette: Uint8Array | undefined;
  /** Alpha of palette entries, or the samples of the one colour that is transparent, 16 bits each. */
  transparency: Uint8Array | undefined;
  /** One zlib stream in pieces. */
  compressed: Uint8Array[];
  exif: Uint8Array | undefined;
}

/** Why a file is no PNG that can be read; the message says it. */
export class PngError extends Error {}

/** @throws {PngError} */
export function readPngFile(bytes: Uint8Array): PngFile {
  const [first, ...rest] = checkChunks(bytes);
  if (first === undefined) throw new PngError('corrupt header');
  const header = readHeader(first.data);
  const compressed = rest.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
  if (compressed.length === 0) throw new PngError('no pixel data');
  const firstOf = (type: string) => rest.find((chunk) => chunk.type === type)?.data;
  const palette = header.isIndexed ? checkPalette(firstOf('PLTE'), header.bitDepth) : undefined;
  return {
    ...header,
    palette,
    transparency: checkTransparency(header, palette, firstOf('tRNS')),
    compressed,
    exif: firstOf('eXIf'),
  };
}

/** Chunks in an order that can be read; damaged ones that can be spared are left out. */
function checkChunks(bytes: Uint8Array): PngChunk[] {
  const chunks: PngChunk[] = [];
  let previous = '';
  let hasPixels = false;
  for (const chunk of readPngChunks(bytes)) {
    const { type } = chunk;
    if (!checkIntact(chunk)) continue;
    if ((type === 'IHDR') !== (previous === '')) throw new PngError(previous === '' ? 'corrupt header' : 'two headers');
    if (type === 'PLTE' && hasPixels) throw new PngError('palette after the pixels');
    if (type === 'IDAT' && hasPixels && previous !== 'IDAT') throw new PngError('pixel data in two places');
    // A transparency before its palette cannot be told from one of another palette.
    if (type === 'PLTE') dropEarlyTransparency(chunks);
    if (!(hasPixels && type === 'tRNS')) chunks.push(chunk);
    hasPixels ||= type === 'IDAT';
    previous = type;
  }
  return chunks;
}

const CRITICAL_TYPES: readonly string[] = ['IHDR', 'PLTE', 'IDAT', 'IEND'];

/** Whether the chunk can be believed. @throws {PngError} for one that cannot, and cannot be spared either */
function checkIntact(chunk: PngChunk): boolean {
  const { type } = chunk;
  if (!/^[A-Za-z]{4}$/.test(type)) throw new PngError('corrupt chunk');
  const isCritical = /^[A-Z]/.test(type);
  const isWhole = isIntact(chunk);
  if (isCritical && !CRITICAL_TYPES.includes(type)) throw new PngError(`unknown chunk ${type}`);
  if (isCritical && !isWhole && type !== 'IEND') throw new PngError(`damaged ${type} chunk`);
  return isWhole;
}

function dropEarlyTransparency(chunks: PngChunk[]): void {
  const early = chunks.findIndex(({ type }) => type === 'tRNS');
  if (early >= 0) chunks.splice(early, 1);
}

function readHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) throw new PngError('corrupt header');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [bitDepth, colorType, compression, filter, interlace] = data.subarray(8) as unknown as number[];
  const type = COLOR_TYPES[colorType!];
  const isSized = width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE;
  if (!isSized || !type?.depths.includes(bitDepth!) || compression !== 0 || filter !== 0 || interlace! > 1) {
    throw new PngError('corrupt header');
  }
  const { sampleCount } = type;
  const isIndexed = colorType === INDEXED;
  return { width, height, bitDepth: bitDepth!, sampleCount, isIndexed, isInterlaced: interlace === 1 };
}

/** Entries that no index reaches are none. */
function checkPalette(palette: Uint8Array | undefined, bitDepth: number): Uint8Array {
  if (palette === undefined || palette.length === 0) throw new PngError('no palette');
  if (palette.length % 3 !== 0 || palette.length > 256 * 3) throw new PngError('corrupt palette');
  return palette.subarray(0, 2 ** bitDepth * 3);
}

/** One that does not fit is as good as none, as every reader has it. */
function checkTransparency(header: PngHeader, palette: Uint8Array | undefined, data: Uint8Array | undefined) {
  if (data === undefined || header.sampleCount % 2 === 0) return undefined;
  const isFitting =
    palette === undefined
      ? data.length === header.sampleCount * 2
      : data.length >= 1 && data.length * 3 <= palette.length;
  return isFitting ? data : undefined;
}
