/**
 * Image files in Node: by sharp, but for what is sooner done without it. Loading it takes longer than our own reader
 * needs for one small PNG, and PNG is read and written where it is not installed.
 */
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import type { PixelInput } from './accept-pixels.js';
import type { ImageCodec, ReadImageOptions } from './image-codec.js';
import { readPngImage } from './png-image.js';
import { acceptWritable, writePng } from './png-write.js';
import { checkKind, isOwnKind } from './read-checks.js';
import { inflate } from './streams.js';

/** Why: our reader takes half as long for so many pixels as loading sharp and reading by it, three quarters for twice as many. */
const SMALL_PIXEL_COUNT = 1536 * 1536;
/** Why: our writer takes 10 ms for so many pixels, loading sharp 60 to 100. */
const SMALL_WRITTEN_COUNT = 512 * 512;
/** Why: up to here our reader is the faster one, also once sharp is loaded (256x256: 1.4 ms against 1.6). */
const TINY_PIXEL_COUNT = 320 * 320;
const PNG_SIZE_OFFSET = 16;

let hasReadOne = false;

async function readImage(bytes: Uint8Array, options: ReadImageOptions = {}): Promise<Image> {
  const kind = checkKind(bytes);
  if (isOwnKind(kind)) {
    const { readOwnFile } = await import('./own-files.js');
    return readOwnFile(bytes, kind, options, async (icc) => (await import('./icc.js')).meaningOfProfile(icc, false));
  }
  const isPng = kind === 'png';
  const readBySharp = async () => (await loadSharpCodec()).readImage(bytes, options);
  if (!isPng) return readBySharp();
  // The second file pays for loading what reads all further ones of its size faster.
  const isAlone = !hasReadOne;
  hasReadOne = true;
  if (isSmallPng(bytes, isAlone ? SMALL_PIXEL_COUNT : TINY_PIXEL_COUNT)) {
    return readPngImage(bytes, options, readBySharp, inflateAtOnce);
  }
  return withoutSharp(readBySharp, () => readPngImage(bytes, options, readBySharp));
}

async function encodePng(input: PixelInput): Promise<Uint8Array<ArrayBuffer>> {
  const image = acceptWritable(input);
  if (image.width * image.height <= SMALL_WRITTEN_COUNT) return writePng(image);
  return withoutSharp(
    async () => (await loadSharpCodec()).encodePng(image),
    () => writePng(image),
  );
}

export const nodeCodec: ImageCodec = { readImage, encodePng };

async function loadSharpCodec(): Promise<ImageCodec> {
  return (await import('./sharp-codec.js')).sharpCodec;
}

function isSmallPng(bytes: Uint8Array, maxPixelCount: number): boolean {
  if (bytes.length < PNG_SIZE_OFFSET + 8) return true;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return view.getUint32(PNG_SIZE_OFFSET) * view.getUint32(PNG_SIZE_OFFSET + 4) <= maxPixelCount;
}

/** Does the one where sharp is installed, else the other. */
async function withoutSharp<T>(bySharp: () => Promise<T>, byOurselves: () => Promise<T>): Promise<T> {
  try {
    return await bySharp();
  } catch (error) {
    if (error instanceof AstcError && error.code === 'E_SHARP_MISSING') return byOurselves();
    throw error;
  }
}

/** Bytes above which streams take over: those of a small PNG are at most 18 MiB. */
const MAX_INFLATED_BYTES = 2 ** 25;

/** Why: loading the streams of Node takes 10 ms, this 2. Damaged data are for the streams to judge. */
async function inflateAtOnce(compressed: Uint8Array[], take: (bytes: Uint8Array) => boolean): Promise<void> {
  const { inflateSync } = await import('node:zlib');
  let bytes: Uint8Array;
  try {
    bytes = inflateSync(Buffer.concat(compressed), { maxOutputLength: MAX_INFLATED_BYTES });
  } catch {
    return inflate(compressed, take);
  }
  take(bytes);
}
