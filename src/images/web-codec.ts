/**
 * Image files in browsers: PNG by our own reader, so that 16 bits and colours under zero alpha survive; JPEG, WebP, AVIF
 * and GIF by the browser's. The same limits, errors and colours as in Node.
 */
import { FILE_KIND_NAMES } from '../containers/sniff-file.js';
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { meaningOfAvif } from './avif-color.js';
import { decodeInBrowser, keepsNumbers } from './browser-decode.js';
import { CMYK_COLORS, type ColorMeaning, checkColors, settleColors } from './color-meaning.js';
import { meaningOfProfile, profileSpace } from './icc.js';
import type { ImageCodec, ReadImageOptions } from './image-codec.js';
import { type ImageFacts, readImageFacts } from './image-facts.js';
import { readPngImage } from './png-image.js';
import { writePng } from './png-write.js';
import { attempt, checkKind, checkPixelCount, type ImageKind, invalidImage, isOwnKind } from './read-checks.js';

async function readImage(bytes: Uint8Array, options: ReadImageOptions = {}): Promise<Image> {
  const kind = checkKind(bytes);
  if (isOwnKind(kind)) {
    const { readOwnFile } = await import('./own-files.js');
    return readOwnFile(bytes, kind, options, (icc) => meaningOfProfile(icc, false));
  }
  if (kind === 'tiff') {
    throw new AstcError(
      'E_UNSUPPORTED',
      `${FILE_KIND_NAMES.tiff} (expected PNG, JPEG, WebP, AVIF or GIF in a browser)`,
    );
  }
  if (kind !== 'png') return readByBrowser(bytes, kind, options);
  return readPngImage(bytes, options, async (colors) => {
    const image = await attempt(kind, () => decodeInBrowser(bytes, kind, 'default'));
    return settleColors(image, colors, options);
  });
}

async function readByBrowser(bytes: Uint8Array, kind: ImageKind, options: ReadImageOptions): Promise<Image> {
  const facts = readImageFacts(bytes, kind);
  if (facts.isCut) throw invalidImage(kind, 'premature end of the file');
  if (facts.size) checkPixelCount(facts.size, kind, options);
  const colors = meaningOf(bytes, kind, facts);
  checkColors(colors, FILE_KIND_NAMES[kind], options);
  const isData = options.colorProfile === 'keep';
  const isKept = colors.kind === 'srgb' || (await keepsNumbers());
  if (isData && !isKept) {
    const hint = 'sharp keeps the numbers in Node, and a PNG does everywhere';
    throw new AstcError('E_UNSUPPORTED', `${FILE_KIND_NAMES[kind]} whose colours this browser converts`, { hint });
  }
  const isConverted = !isKept || (colors.kind === 'profile' && !isData);
  const image = await attempt(kind, () => decodeInBrowser(bytes, kind, isConverted ? 'default' : 'none'));
  checkPixelCount(image, kind, options);
  return settleColors(image, isConverted ? { kind: 'profile' } : colors, options);
}

function meaningOf(bytes: Uint8Array, kind: ImageKind, { profile, componentCount }: ImageFacts): ColorMeaning {
  if (componentCount === 4) return CMYK_COLORS;
  if (profile === undefined) return kind === 'avif' ? meaningOfAvif(bytes) : { kind: 'srgb' };
  return meaningOfProfile(profile, componentCount === 1 || profileSpace(profile) === 'GRAY');
}

export const webCodec: ImageCodec = { readImage, encodePng: writePng };
