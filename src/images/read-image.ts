/**
 * Image files to {@link Image}, in Node: PNG, JPEG, WebP, AVIF, TIFF and the first frame of GIF, told apart by content.
 *
 * What becomes of the pixels: 8-bit files give `Uint8Array`, 16-bit PNG and TIFF `Uint16Array` with every bit kept;
 * grey and palette are widened to RGBA; colours under zero alpha survive; EXIF orientation is applied, as browsers do.
 */
import type { Metadata, Sharp, SharpOptions } from 'sharp';
import { FILE_KIND_NAMES, type FileKind, sniffFile } from '../containers/sniff-file.js';
import { AstcError } from '../errors.js';
import type { Image } from '../types.js';
import { isSrgbProfile } from './icc.js';
import { loadSharp, type SharpModule } from './load-sharp.js';

/** What {@link readImage} reads. */
export const IMAGE_KINDS = ['png', 'jpeg', 'webp', 'avif', 'tiff', 'gif'] as const;
export type ImageKind = (typeof IMAGE_KINDS)[number];

/** Why: 16384 x 16384 is the largest texture common GPUs take; decoded it is 1 GiB of RGBA8. */
export const DEFAULT_MAX_PIXELS = 16384 * 16384;

export interface ReadImageOptions {
  /** Pixels above which a file is refused with E_TOO_LARGE before it is decoded. Default: 16384 x 16384. */
  maxPixels?: number;
  /**
   * What to do with an embedded colour profile. `srgb` converts colours to sRGB where the profile is another one
   * (Display P3, Adobe RGB), as the textures we write are BT.709; a profile that is sRGB itself changes nothing.
   * `keep` leaves the numbers alone, for data such as normals and masks. CMYK is converted either way. Default: `srgb`.
   */
  colorProfile?: 'srgb' | 'keep';
}

/** Kinds whose 16-bit files keep 16 bits. AVIF of 10 and 12 bits is read at its top 8. */
const DEEP_KINDS: readonly FileKind[] = ['png', 'tiff'];

/**
 * Reads an image file.
 *
 * @param source a path, a `file:` URL, or the bytes of a file
 * @throws {AstcError} E_READ, E_FORMAT_UNKNOWN, E_UNSUPPORTED, E_TOO_LARGE, E_IMAGE_INVALID, E_SHARP_MISSING. Messages
 *   leave the file's name to the caller.
 * @example
 * const image = await readImage('photo.png');
 */
export async function readImage(source: string | URL | Uint8Array, options: ReadImageOptions = {}): Promise<Image> {
  const bytes = source instanceof Uint8Array ? source : await readBytes(source);
  const kind = checkKind(bytes);
  const sharp = await loadSharp();
  const name = FILE_KIND_NAMES[kind];
  const metadata = await attempt(name, () => sharp(bytes, { failOn: 'error' }).metadata());
  const maxPixels = options.maxPixels ?? DEFAULT_MAX_PIXELS;
  checkSize(metadata, name, maxPixels);
  return attempt(name, () => decode(sharp, bytes, kind, metadata, { ...options, maxPixels }));
}

async function readBytes(source: string | URL): Promise<Uint8Array> {
  const { readFile } = await import('node:fs/promises');
  try {
    return await readFile(source);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AstcError('E_READ', `cannot be read (${READ_FAILURES[code] ?? code})`, { cause });
  }
}

const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  ERR_FS_FILE_TOO_LARGE: 'larger than 2 GiB',
};

function checkKind(bytes: Uint8Array): ImageKind {
  const kind = sniffFile(bytes);
  const wanted = 'expected an image in PNG, JPEG, WebP, AVIF, TIFF or GIF';
  if (kind === undefined) {
    throw new AstcError(
      'E_FORMAT_UNKNOWN',
      bytes.length === 0 ? `empty file (${wanted})` : `not a file of a known kind (${wanted})`,
    );
  }
  if (!(IMAGE_KINDS as readonly string[]).includes(kind)) {
    throw new AstcError('E_UNSUPPORTED', `${FILE_KIND_NAMES[kind]} (${wanted})`);
  }
  return kind as ImageKind;
}

function checkSize({ width, height }: Metadata, name: string, maxPixels: number): void {
  if (width * height > maxPixels) {
    throw new AstcError('E_TOO_LARGE', `${name} of ${width}x${height} pixels (expected at most ${maxPixels} pixels)`, {
      hint: 'Raise maxPixels, or make the image smaller first.',
    });
  }
}

/** Runs one call of the image library; whatever it throws becomes one error that names the file kind. */
async function attempt<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof AstcError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AstcError('E_IMAGE_INVALID', `${name} that cannot be decoded: ${firstLine(reason)}`, { cause });
  }
}

/** The library repeats itself over many lines, each behind the name of its loader. */
function firstLine(reason: string): string {
  const line = reason.split('\n').find((text) => text.trim() !== '') ?? 'unknown reason';
  return (
    line.replace(/^(Input (buffer|file) (has corrupt header|contains unsupported image format)?:?\s*)/, '').trim() ||
    line.trim()
  );
}

async function decode(
  sharp: SharpModule,
  bytes: Uint8Array,
  kind: ImageKind,
  metadata: Metadata,
  options: ReadImageOptions & { maxPixels: number },
): Promise<Image> {
  const isDeep = metadata.depth === 'ushort' && DEEP_KINDS.includes(kind);
  if (!isDeep && metadata.depth !== 'uchar' && DEEP_KINDS.includes(kind)) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `${FILE_KIND_NAMES[kind]} with ${metadata.depth} components (expected 8 or 16 bits unsigned)`,
    );
  }
  const sharpOptions: SharpOptions = {
    failOn: 'error',
    limitInputPixels: options.maxPixels,
    autoOrient: true,
    ignoreIcc: keepsNumbers(metadata, options),
  };
  const pipeline = sharp(bytes, sharpOptions);
  const { data, info } = await toRaw(pipeline, isDeep).toBuffer({ resolveWithObject: true });
  const components = isDeep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data;
  return {
    width: info.width,
    height: info.height,
    data: toRgba(components, info.channels, info.width * info.height),
    channels: 4,
    colorSpace: 'srgb',
    hasAlpha: metadata.hasAlpha,
  };
}

/** CMYK numbers mean nothing without their profile, so that one is always used. */
function keepsNumbers(metadata: Metadata, options: ReadImageOptions): boolean {
  if (metadata.icc === undefined || metadata.space === 'cmyk') return false;
  return options.colorProfile === 'keep' || isSrgbProfile(metadata.icc);
}

/** Without `rgb16` and `ushort` the library halves 16-bit files to 8 without a word. */
function toRaw(pipeline: Sharp, isDeep: boolean): Sharp {
  return isDeep
    ? pipeline.toColourspace('rgb16').raw({ depth: 'ushort' })
    : pipeline.toColourspace('srgb').raw({ depth: 'uchar' });
}

/**
 * Widens 1 to 4 interleaved channels to RGBA: grey to three, alpha to its maximum where there is none.
 * Four channels are returned in a buffer of their own: the library hands out pieces of a shared one.
 */
function toRgba(source: Uint8Array | Uint16Array, channels: number, pixelCount: number): Uint8Array | Uint16Array {
  const isDeep = source instanceof Uint16Array;
  const rgba = isDeep ? new Uint16Array(pixelCount * 4) : new Uint8Array(pixelCount * 4);
  if (channels === 4) {
    rgba.set(source);
    return rgba;
  }
  const max = isDeep ? 0xffff : 0xff;
  const isGrey = channels < 3;
  for (let pixel = 0; pixel < pixelCount; pixel++) {
    const from = pixel * channels;
    const to = pixel * 4;
    rgba[to] = source[from]!;
    rgba[to + 1] = source[isGrey ? from : from + 1]!;
    rgba[to + 2] = source[isGrey ? from : from + 2]!;
    rgba[to + 3] = channels === 2 ? source[from + 1]! : max;
  }
  return rgba;
}
