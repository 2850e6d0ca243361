/**
 * Radiance pictures (.hdr) to linear light: every orientation, both run-length encodings and none. A component is
 * m / 256 · 2^(e − 128), as stb and astcenc read it; Radiance itself adds half a step.
 * Source: Radiance reference manual, "Picture file format".
 */
import { AstcError } from '../errors.js';
import type { FilePicture } from './file-picture.js';
import { allocateFloatImage, meaningOfPrimaries } from './float-image.js';
import type { ReadImageOptions } from './image-codec.js';
import type { PrimarySet } from './primaries.js';
import { checkPixelCount, cutImage, invalidImage } from './read-checks.js';

const LINE_FEED = 10;
/** Bytes of a header: what is longer is none. */
const MAX_HEADER_BYTES = 1 << 20;
const RESOLUTION = /^([+-])([XY]) +(\d+) +([+-])([XY]) +(\d+) *\r?$/;
/** Lengths of scanlines that can be in the new encoding. */
const LEAST_RUN_LENGTH = 8;
const MOST_RUN_LENGTH = 0x7fff;
const EXPONENT_BIAS = 136;

interface Header {
  /** Along a scanline, and scanlines. */
  length: number;
  count: number;
  width: number;
  height: number;
  /** Components from the first pixel of the file to the next one of its scanline, and to the next scanline. */
  firstPixel: number;
  pixelStep: number;
  scanlineStep: number;
  primaries: PrimarySet | undefined;
  notes: string[];
  /** First byte of the pixels. */
  offset: number;
}

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE, E_UNSUPPORTED */
export function readRadiance(bytes: Uint8Array, options: ReadImageOptions): FilePicture {
  const header = readHeader(bytes);
  const { width, height, length, count, notes } = header;
  checkPixelCount({ width, height }, 'hdr', options);
  // A scanline is a pixel at least, whatever its encoding.
  if (bytes.length - header.offset < count * 4) throw cutImage('hdr');
  const image = allocateFloatImage(width, height, false);
  const scanline = new Uint8Array(length * 4);
  let offset = header.offset;
  for (let line = 0; line < count; line++) {
    offset = readScanline(bytes, offset, scanline);
    widenScanline(scanline, image.data, header.firstPixel + line * header.scanlineStep, header.pixelStep);
  }
  return { image, colors: meaningOfPrimaries(header.primaries), notes };
}

function readHeader(bytes: Uint8Array): Header {
  const lines: string[] = [];
  let offset = 0;
  for (let isEnd = false; !isEnd; ) {
    const end = bytes.indexOf(LINE_FEED, offset);
    if (end < 0 || end > MAX_HEADER_BYTES) throw invalidImage('hdr', 'a header without end');
    const line = String.fromCharCode(...bytes.subarray(offset, Math.min(end, offset + 512)));
    offset = end + 1;
    // An empty line ends the variables; the resolution follows.
    isEnd = lines.at(-1) === '';
    lines.push(line.replace(/\r$/, ''));
  }
  const variables = new Map(lines.map((line) => splitVariable(line)));
  checkFormat(variables.get('FORMAT'));
  return { ...readResolution(lines.at(-1)!), primaries: readPrimaries(variables), notes: notesOf(variables), offset };
}

function splitVariable(line: string): [name: string, value: string] {
  const at = line.indexOf('=');
  return at < 0 ? ['', ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

function checkFormat(format = '32-bit_rle_rgbe'): void {
  if (format === '32-bit_rle_rgbe') return;
  if (format === '32-bit_rle_xyze') {
    throw new AstcError('E_UNSUPPORTED', 'a Radiance HDR image of XYZ (expected RGB)', {
      hint: 'ra_xyze -r of Radiance converts it',
    });
  }
  throw invalidImage('hdr', `FORMAT=${format} (expected 32-bit_rle_rgbe)`);
}

/** Eight orientations: which axis scanlines follow, and which way each runs. */
function readResolution(line: string) {
  const match = RESOLUTION.exec(line);
  if (match === null || match[2] === match[5]) throw invalidImage('hdr', 'no resolution, as -Y 256 +X 256');
  const [, lineSign, lineAxis, lineCount, pixelSign, , pixelCount] = match as unknown as string[];
  const count = Number(lineCount);
  const length = Number(pixelCount);
  if (!(count >= 1 && length >= 1)) throw invalidImage('hdr', `a size of ${length}x${count} pixels`);
  const isByRow = lineAxis === 'Y';
  const width = isByRow ? length : count;
  const height = isByRow ? count : length;
  // Y points up: -Y runs down, as rows do.
  const steps = { X: 4, Y: -width * 4 } as const;
  const signed = (sign: string | undefined, axis: 'X' | 'Y') => (sign === '+' ? steps[axis] : -steps[axis]);
  const scanlineStep = signed(lineSign, isByRow ? 'Y' : 'X');
  const pixelStep = signed(pixelSign, isByRow ? 'X' : 'Y');
  // What runs backwards begins at its end.
  const firstPixel =
    (scanlineStep < 0 ? -scanlineStep * (count - 1) : 0) + (pixelStep < 0 ? -pixelStep * (length - 1) : 0);
  return { length, count, width, height, firstPixel, pixelStep, scanlineStep };
}

function readPrimaries(variables: ReadonlyMap<string, string>): PrimarySet | undefined {
  const numbers = variables.get('PRIMARIES')?.split(/\s+/).map(Number);
  if (numbers?.length !== 8 || !numbers.every(Number.isFinite)) return undefined;
  const at = (index: number) => [numbers[index]!, numbers[index + 1]!] as const;
  return { red: at(0), green: at(2), blue: at(4), white: at(6) };
}

/** Numbers stay as they stand in the file, as other readers leave them. */
function notesOf(variables: ReadonlyMap<string, string>): string[] {
  return ['EXPOSURE', 'GAMMA', 'COLORCORR']
    .filter((name) => variables.has(name) && Number(variables.get(name)) !== 1)
    .map((name) => `${name}=${variables.get(name)} is not undone: the numbers are those of the file`);
}

/** One scanline to RGBE. @returns the offset behind it */
function readScanline(bytes: Uint8Array, offset: number, scanline: Uint8Array): number {
  const length = scanline.length / 4;
  const canBeNew = length >= LEAST_RUN_LENGTH && length <= MOST_RUN_LENGTH;
  if (offset + 4 > bytes.length) throw cutImage('hdr');
  const isNew = bytes[offset] === 2 && bytes[offset + 1] === 2 && bytes[offset + 2]! < 128;
  if (!canBeNew || !isNew) return readOldScanline(bytes, offset, scanline);
  const said = bytes[offset + 2]! * 256 + bytes[offset + 3]!;
  if (said !== length) throw invalidImage('hdr', `a scanline of ${said} pixels (expected ${length})`);
  return readNewScanline(bytes, offset + 4, scanline);
}

/** Components one after the other, each in runs of one byte and runs of different ones. */
function readNewScanline(bytes: Uint8Array, start: number, scanline: Uint8Array): number {
  let offset = start;
  for (let component = 0; component < 4; component++) {
    for (let at = component; at < scanline.length; ) {
      if (offset + 2 > bytes.length) throw cutImage('hdr');
      const code = bytes[offset++]!;
      const isRun = code > 128;
      const runLength = isRun ? code - 128 : code;
      if (runLength === 0 || at + (runLength - 1) * 4 >= scanline.length) {
        throw invalidImage('hdr', 'a run beyond its scanline');
      }
      if (!isRun && offset + runLength > bytes.length) throw cutImage('hdr');
      for (let pixel = 0; pixel < runLength; pixel++, at += 4) scanline[at] = bytes[isRun ? offset : offset + pixel]!;
      offset += isRun ? 1 : runLength;
    }
  }
  return offset;
}

/** Pixels, of which 1 1 1 n repeats the one before; several in a row are one number of 8 bits each, the lowest first. */
function readOldScanline(bytes: Uint8Array, start: number, scanline: Uint8Array): number {
  let offset = start;
  let shift = 0;
  for (let at = 0; at < scanline.length; offset += 4) {
    if (offset + 4 > bytes.length) throw cutImage('hdr');
    const isRun = bytes[offset] === 1 && bytes[offset + 1] === 1 && bytes[offset + 2] === 1;
    if (!isRun) {
      scanline.set(bytes.subarray(offset, offset + 4), at);
      at += 4;
      shift = 0;
      continue;
    }
    const runLength = bytes[offset + 3]! * 2 ** shift;
    if (at === 0 || at + runLength * 4 > scanline.length) throw invalidImage('hdr', 'a run beyond its scanline');
    for (let end = at + runLength * 4; at < end; at += 4) scanline.copyWithin(at, at - 4, at);
    shift += 8;
  }
  return offset;
}

/** 2^(e − 136) of each exponent; that of 0 is 0. */
const SCALES = Float64Array.from({ length: 256 }, (_, exponent) =>
  exponent === 0 ? 0 : 2 ** (exponent - EXPONENT_BIAS),
);

function widenScanline(scanline: Uint8Array, data: Float32Array, first: number, step: number): void {
  for (let from = 0, to = first; from < scanline.length; from += 4, to += step) {
    const scale = SCALES[scanline[from + 3]!]!;
    data[to] = scanline[from]! * scale;
    data[to + 1] = scanline[from + 1]! * scale;
    data[to + 2] = scanline[from + 2]! * scale;
  }
}
