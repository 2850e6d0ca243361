/**
 * Image files in Node, by sharp: PNG, JPEG, WebP, AVIF, TIFF and the first frame of GIF in, PNG out.
 *
 * What becomes of the pixels: 8-bit files give `Uint8Array`, 16-bit PNG and TIFF `Uint16Array` with every bit kept;
 * grey and palette are widened to RGBA; colours under zero alpha survive; EXIF orientation is applied, as browsers do.
 */
import type { Metadata } from 'sharp';
import { FILE_KIND_NAMES } from '../containers/sniff-file.js';
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import type { PixelInput } from './accept-pixels.js';
import { meaningOfAvif } from './avif-color.js';
import { isOpaque } from './channels.js';
import { CMYK_COLORS, type ColorMeaning, checkColors, settleColors } from './color-meaning.js';
import { dropAlpha, widenChannels } from './components.js';
import { meaningOfProfile } from './icc.js';
import type { ImageCodec, ReadImageOptions } from './image-codec.js';
import { loadSharp, type SharpModule } from './load-sharp.js';
import { meaningOfPng, readPngColorChunks } from './png-color.js';
import { acceptWritable } from './png-write.js';
import { attempt, checkKind, checkPixelCount, type ImageKind } from './read-checks.js';

/** Kinds whose 16-bit files keep 16 bits. AVIF of 10 and 12 bits is read at its top 8. */
const DEEP_KINDS: readonly ImageKind[] = ['png', 'tiff'];
/** Pixel layouts we decode; the rest (float TIFF, Lab, signed integers) has no place in an 8- or 16-bit image. */
const DEPTHS: readonly string[] = ['uchar', 'ushort'];

async function readImage(bytes: Uint8Array, options: ReadImageOptions = {}): Promise<Image> {
  const kind = checkKind(bytes);
  const sharp = await loadSharp();
  const metadata = await attempt(
    kind,
    () => sharp(bytes, { failOn: 'error', limitInputPixels: false }).metadata(),
    plainReason,
  );
  const plan = planDecode(bytes, kind, metadata, options);
  const image = await attempt(kind, () => decode(sharp, bytes, plan), plainReason);
  return settleColors(image, plan.colors, options);
}

interface DecodePlan {
  maxPixels: number;
  /** 16 bits a component in the file and in the result. */
  isDeep: boolean;
  /** Whether the image library converts from the embedded (CMYK: or assumed) profile to sRGB. */
  convertsProfile: boolean;
  /** What is left to be done with the decoded numbers. */
  colors: ColorMeaning;
}

function planDecode(bytes: Uint8Array, kind: ImageKind, metadata: Metadata, options: ReadImageOptions): DecodePlan {
  const { depth, space, icc } = metadata;
  if (!DEPTHS.includes(depth)) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `${FILE_KIND_NAMES[kind]} of ${depth} components (expected 8 or 16 bits unsigned)`,
    );
  }
  const isCmyk = space === 'cmyk';
  const isGrey = space === 'b-w' || space === 'grey16';
  const said = meaningOf(bytes, kind, icc, isGrey);
  const colors = said.kind === 'profile' ? meaningOfProfile(icc!, isGrey) : said;
  const meaning = isCmyk ? CMYK_COLORS : colors;
  checkColors(meaning, FILE_KIND_NAMES[kind], options);
  // CMYK numbers mean nothing without a profile, so that one is always used.
  const convertsProfile = isCmyk || (colors.kind === 'profile' && options.colorProfile !== 'keep');
  return {
    maxPixels: checkPixelCount(metadata, kind, options),
    isDeep: depth === 'ushort' && !isCmyk && DEEP_KINDS.includes(kind),
    convertsProfile,
    colors: meaning,
  };
}

/** Who speaks for the colours, and what. */
function meaningOf(bytes: Uint8Array, kind: ImageKind, icc: Uint8Array | undefined, isGrey: boolean): ColorMeaning {
  if (kind === 'png') return meaningOfPng(readPngColorChunks(bytes), icc !== undefined, isGrey);
  if (icc !== undefined) return { kind: 'profile' };
  return kind === 'avif' ? meaningOfAvif(bytes) : { kind: 'srgb' };
}

async function decode(sharp: SharpModule, bytes: Uint8Array, plan: DecodePlan): Promise<Image> {
  const { isDeep, convertsProfile } = plan;
  const pipeline = sharp(bytes, {
    failOn: 'error',
    limitInputPixels: plan.maxPixels,
    autoOrient: true,
    ignoreIcc: !convertsProfile,
  });
  // Without a profile for the output, 16-bit pixels stay in the library's working space, Display P3.
  if (isDeep && convertsProfile) pipeline.withIccProfile('srgb');
  // Without `rgb16` and `ushort` it drops the lower 8 bits without a word.
  const { data, info } = await pipeline
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels > 4) throw new AstcError('E_UNSUPPORTED', `image with ${channels} channels (expected 1 to 4)`);
  const components = isDeep
    ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const rgba = widenChannels(components, channels);
  // The result owns its memory; pixels that do so already are not copied.
  const owned = rgba.byteLength === rgba.buffer.byteLength ? rgba : rgba.slice();
  return { width, height, data: owned, channels: 4, colorSpace: 'srgb', hasAlpha: channels % 2 === 0 };
}

/** The library repeats itself over many lines, the last of which is the plainest, each behind its loader's name. */
function plainReason(text: string): string {
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  const reason = line.replace(/^Input buffer has corrupt header: */, '').replace(/^\w+: +(?=\S)/, '');
  return reason === '' ? 'corrupt header' : reason.replace(/^Input buffer /, '');
}

async function encodePng(source: PixelInput): Promise<Uint8Array<ArrayBuffer>> {
  const image = acceptWritable(source);
  const { width, height } = image;
  const data = image.data as Uint8Array | Uint16Array;
  const sharp = await loadSharp();
  const channels = isOpaque(image) ? 3 : 4;
  const input = channels === 4 ? data : dropAlpha(data);
  try {
    const png = await sharp(input, { raw: { width, height, channels }, limitInputPixels: false })
      .toColourspace(data instanceof Uint16Array ? 'rgb16' : 'srgb')
      .png({ compressionLevel: 6, adaptiveFiltering: true })
      .toBuffer();
    return new Uint8Array(png.buffer as ArrayBuffer, png.byteOffset, png.byteLength);
  } catch (cause) {
    throw new AstcError('E_TOO_LARGE', `an image of ${width}x${height} pixels cannot be written as PNG`, { cause });
  }
}

export const sharpCodec: ImageCodec = { readImage, encodePng };
