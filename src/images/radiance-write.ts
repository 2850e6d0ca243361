/**
 * Linear light to a Radiance picture (.hdr): the mantissas of red, green and blue share an exponent, cut as every writer
 * cuts them, so that what was read from such a file is written back byte for byte. Runs as new as the size allows.
 * Source: Radiance reference manual, "Picture file format".
 */
import type { Image } from '../types.js';
import { widenHalfImage } from './channels.js';

/** Lengths of scanlines that can be run-length encoded. */
const LEAST_RUN_LENGTH = 8;
const MOST_RUN_LENGTH = 0x7fff;
const LEAST_REPEATS = 4;
const MOST_REPEATS = 127;
const MOST_DIFFERENT = 128;
/** Less than this is black: the exponent has no room for it. */
const LEAST_VALUE = 1e-32;
/** Largest number of the format. */
const MOST_VALUE = 255 * 2 ** 119;

/** Negative numbers and NaN are 0, infinity the largest number there is; alpha is not written. @param source  of floats */
export function writeRadiance(source: Image): Uint8Array<ArrayBuffer> {
  const image = widenHalfImage(source);
  const { width, height } = image;
  const header = new TextEncoder().encode(`#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y ${height} +X ${width}\n`);
  const isPacked = width >= LEAST_RUN_LENGTH && width <= MOST_RUN_LENGTH;
  // Runs of 128 different bytes take one more each.
  const most = header.length + height * (4 + 4 * (width + Math.ceil(width / MOST_DIFFERENT) * 2));
  const out = new Uint8Array(most);
  out.set(header);
  const scanline = new Uint8Array(width * 4);
  let end = header.length;
  for (let y = 0; y < height; y++) {
    packRow(image.data as Float32Array, y * width * 4, scanline);
    end = isPacked ? writeRuns(scanline, out, end) : writePixels(scanline, out, end);
  }
  return out.slice(0, end);
}

/** Floats of a row to red, green, blue and exponent, component after component. */
function packRow(data: Float32Array, start: number, scanline: Uint8Array): void {
  const width = scanline.length / 4;
  for (let x = 0, at = start; x < width; x++, at += 4) {
    const r = usable(data[at]!);
    const g = usable(data[at + 1]!);
    const b = usable(data[at + 2]!);
    const largest = Math.max(r, g, b);
    const isBlack = largest < LEAST_VALUE;
    const exponent = isBlack ? 0 : exponentOf(largest);
    const scale = isBlack ? 0 : 2 ** (8 - exponent);
    scanline[x] = r * scale;
    scanline[width + x] = g * scale;
    scanline[2 * width + x] = b * scale;
    scanline[3 * width + x] = isBlack ? 0 : exponent + 128;
  }
}

function usable(value: number): number {
  return value > 0 ? Math.min(value, MOST_VALUE) : 0;
}

/** The exponent of a mantissa from 1/2 up to 1. Why not the logarithm alone: it is rounded. */
function exponentOf(value: number): number {
  const exponent = Math.floor(Math.log2(value)) + 1;
  if (value >= 2 ** exponent) return exponent + 1;
  return value < 2 ** (exponent - 1) ? exponent - 1 : exponent;
}

function writePixels(scanline: Uint8Array, out: Uint8Array, start: number): number {
  const width = scanline.length / 4;
  for (let x = 0; x < width; x++) {
    for (let component = 0; component < 4; component++)
      out[start + x * 4 + component] = scanline[component * width + x]!;
  }
  return start + scanline.length;
}

function writeRuns(scanline: Uint8Array, out: Uint8Array, start: number): number {
  const width = scanline.length / 4;
  out.set([2, 2, width >> 8, width & 0xff], start);
  let end = start + 4;
  for (let component = 0; component < 4; component++) {
    end = writeComponent(scanline.subarray(component * width, (component + 1) * width), out, end);
  }
  return end;
}

function writeComponent(bytes: Uint8Array, out: Uint8Array, start: number): number {
  let end = start;
  for (let at = 0; at < bytes.length; ) {
    const repeats = countRepeats(bytes, at);
    if (repeats >= LEAST_REPEATS) {
      out[end++] = 128 + repeats;
      out[end++] = bytes[at]!;
      at += repeats;
      continue;
    }
    const from = at;
    while (at < bytes.length && at - from < MOST_DIFFERENT && countRepeats(bytes, at) < LEAST_REPEATS) at++;
    out[end++] = at - from;
    out.set(bytes.subarray(from, at), end);
    end += at - from;
  }
  return end;
}

function countRepeats(bytes: Uint8Array, start: number): number {
  let end = start + 1;
  while (end < bytes.length && end - start < MOST_REPEATS && bytes[end] === bytes[start]) end++;
  return end - start;
}
