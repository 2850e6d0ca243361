/** Netpbm pictures to pixels: PBM, PGM and PPM in ASCII and binary, PAM; the first one where a file holds several. */

import { allocatePixels, type FilePicture } from './file-picture.js';
import type { ReadImageOptions } from './image-codec.js';
import { type PnmHeader, PnmTokens, readPnmHeader, type SampleCoding } from './pnm-header.js';
import { checkPixelCount, cutImage, invalidImage } from './read-checks.js';

type Samples = Uint8Array | Uint16Array;

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE, E_UNSUPPORTED */
export function readPnm(bytes: Uint8Array, options: ReadImageOptions): FilePicture {
  const header = readPnmHeader(bytes);
  const { width, height, depth } = header;
  checkPixelCount(header, 'pnm', options);
  if (bytes.length - header.offset < leastBytes(header)) throw cutImage('pnm');
  // 16 bits where 8 are too few for the maximum.
  const data = allocatePixels<Samples>(header.maxValue > 0xff ? Uint16Array : Uint8Array, width, height);
  const samples = data.subarray(0, width * height * depth);
  READERS[header.coding](bytes, header, samples);
  scaleSamples(samples, header);
  widenInPlace(data, depth);
  const hasAlpha = depth % 2 === 0;
  return {
    image: { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha },
    colors: { kind: 'srgb' },
    notes: [],
  };
}

/** Bytes that pixels take at least: numbers in ASCII are a digit and, but for bits and the last one, a space. */
function leastBytes({ width, height, depth, coding, maxValue }: PnmHeader): number {
  const sampleCount = width * height * depth;
  if (coding === 'bits') return Math.ceil(width / 8) * height;
  if (coding === 'bytes') return sampleCount * (maxValue > 0xff ? 2 : 1);
  return coding === 'ascii' ? sampleCount * 2 - 1 : sampleCount;
}

const READERS: Readonly<Record<SampleCoding, (bytes: Uint8Array, header: PnmHeader, samples: Samples) => void>> = {
  ascii: (bytes, header, samples) => {
    const tokens = new PnmTokens(bytes, header.offset);
    for (let at = 0; at < samples.length; at++) samples[at] = checkSample(tokens.number('a sample'), header);
  },
  asciiBits: (bytes, header, samples) => {
    const tokens = new PnmTokens(bytes, header.offset);
    for (let at = 0; at < samples.length; at++) samples[at] = tokens.bit();
  },
  bits: (bytes, { width, height, offset }, samples) => {
    const rowBytes = Math.ceil(width / 8);
    for (let y = 0, at = 0; y < height; y++) {
      const row = offset + y * rowBytes;
      for (let x = 0; x < width; x++) samples[at++] = (bytes[row + (x >> 3)]! >> (7 - (x & 7))) & 1;
    }
  },
  bytes: (bytes, header, samples) => {
    const { offset, maxValue } = header;
    const isWide = maxValue > 0xff;
    for (let at = 0, from = offset; at < samples.length; at++) {
      const sample = isWide ? bytes[from++]! * 256 + bytes[from++]! : bytes[from++]!;
      samples[at] = checkSample(sample, header);
    }
  },
};

function checkSample(sample: number, { maxValue }: PnmHeader): number {
  if (sample <= maxValue) return sample;
  throw invalidImage('pnm', `a sample of ${sample} (expected at most ${maxValue})`);
}

/** To the whole range of the array, the nearest of it. */
function scaleSamples(samples: Samples, { maxValue, isInverted }: PnmHeader): void {
  const top = samples instanceof Uint8Array ? 0xff : 0xffff;
  if (maxValue === top) return;
  const scaled = Uint16Array.from({ length: maxValue + 1 }, (_, sample) => Math.round((sample * top) / maxValue));
  if (isInverted) scaled.reverse();
  for (let at = 0; at < samples.length; at++) samples[at] = scaled[samples[at]!]!;
}

/** Samples at the start of an array to RGBA all over it: from the last pixel, so that none is written before it is read. */
function widenInPlace(data: Samples, depth: PnmHeader['depth']): void {
  if (depth === 4) return;
  const opaque = data instanceof Uint8Array ? 0xff : 0xffff;
  const isGrey = depth < 3;
  for (let to = data.length - 4, from = (data.length / 4 - 1) * depth; to >= 0; to -= 4, from -= depth) {
    const alpha = depth === 2 ? data[from + 1]! : opaque;
    const blue = data[isGrey ? from : from + 2]!;
    const green = data[isGrey ? from : from + 1]!;
    data[to] = data[from]!;
    data[to + 1] = green;
    data[to + 2] = blue;
    data[to + 3] = alpha;
  }
}
