/** PNG files to images by our own reader: limits, colours and orientation. */
import { FILE_KIND_NAMES } from '../containers/sniff-file.js';
import type { Image } from '../types.js';
import { type ColorMeaning, checkColors, settleColors } from './color-meaning.js';
import { meaningOfProfile, profileSpace } from './icc.js';
import type { ReadImageOptions } from './image-codec.js';
import { orientImage, readOrientation } from './orientation.js';
import { meaningOfPng, readPngColorChunks } from './png-color.js';
import { type PngFile, readPngFile } from './png-file.js';
import { decodePng, type Inflate, readProfileChunk } from './png-read.js';
import { attempt, checkPixelCount } from './read-checks.js';

/**
 * @param readByEngine  reads the file where its profile needs a colour engine
 * @param decompress  where a host has something faster than streams
 * @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE, E_UNSUPPORTED, and what `readByEngine` throws
 */
export async function readPngImage(
  bytes: Uint8Array,
  options: ReadImageOptions,
  readByEngine: (colors: ColorMeaning) => Promise<Image>,
  decompress?: Inflate,
): Promise<Image> {
  const file = await attempt('png', () => readPngFile(bytes));
  checkPixelCount(file, 'png', options);
  const colors = await meaningOfFile(bytes, file);
  checkColors(colors, FILE_KIND_NAMES.png, options);
  if (colors.kind === 'profile' && options.colorProfile !== 'keep') return readByEngine(colors);
  const stored = await attempt('png', () => decodePng(file, decompress));
  const image = orientImage(stored, file.exif === undefined ? 1 : readOrientation(file.exif));
  return settleColors(image, colors, options);
}

async function meaningOfFile(bytes: Uint8Array, { sampleCount }: PngFile): Promise<ColorMeaning> {
  const chunks = readPngColorChunks(bytes);
  const isGrey = sampleCount < 3;
  const profile = await readProfileChunk(chunks.get('iCCP'));
  const isUsable = profile !== undefined && profileSpace(profile) === (isGrey ? 'GRAY' : 'RGB ');
  const said = meaningOfPng(chunks, isUsable, isGrey);
  return said.kind === 'profile' ? meaningOfProfile(profile!, isGrey) : said;
}
