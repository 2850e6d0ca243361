/**
 * Image files to {@link Image}, in Node: PNG, JPEG, WebP, AVIF, TIFF and the first frame of GIF, told apart by content.
 *
 * What becomes of the pixels: 8-bit files give `Uint8Array`, 16-bit PNG and TIFF `Uint16Array` with every bit kept;
 * grey and palette are widened to RGBA; colours under zero alpha survive; EXIF orientation is applied, as browsers do;
 * gamma values and chromaticities of PNG are ignored.
 */
import type { Metadata } from 'sharp';
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
   * `keep` leaves the numbers alone, for data such as normals. Grey files keep their numbers either way (they are masks
   * and heights far more often than pictures), and CMYK is always converted. Default: `srgb`.
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
  const metadata = await attempt(name, () => sharp(bytes, { failOn: 'error', limitInputPixels: false }).metadata());
  const plan = planDecode(kind, metadata, options);
  checkSize(metadata, name, plan.maxPixels);
  return attempt(name, () => decode(sharp, bytes, plan));
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
    throw new AstcError('E_IMAGE_INVALID', `${name} that cannot be decoded: ${plainReason(cause)}`, { cause });
  }
}

/** The library repeats itself over many lines, the last of which is the plainest, each behind its loader's name. */
function plainReason(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  const reason = line.replace(/^Input buffer has corrupt header: */, '').replace(/^\w+: +(?=\S)/, '');
  return reason === '' ? 'corrupt header' : reason.replace(/^Input buffer /, '');
}

/** Pixel layouts we decode; the rest (float TIFF, Lab, signed integers) has no place in an 8- or 16-bit image. */
const DEPTHS = ['uchar', 'ushort'];

async function decode(sharp: SharpModule, bytes: Uint8Array, plan: DecodePlan): Promise<Image> {
  const { isDeep, profile } = plan;
  const pipeline = sharp(bytes, {
    failOn: 'error',
    limitInputPixels: plan.maxPixels,
    autoOrient: true,
    ignoreIcc: profile === 'keep',
  });
  // Without a profile for the output, 16-bit pixels stay in the library's working space, Display P3.
  if (isDeep && profile === 'convert') pipeline.withIccProfile('srgb');
  // Without `rgb16` and `ushort` it drops the lower 8 bits without a word.
  const { data, info } = await pipeline
    .toColourspace(isDeep ? 'rgb16' : 'srgb')
    .raw({ depth: isDeep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels > 4) {
    throw new AstcError('E_UNSUPPORTED', `image with ${info.channels} channels (expected 1 to 4)`);
  }
  const components = isDeep
    ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return {
    width: info.width,
    height: info.height,
    data: toRgba(components, info.channels, info.width * info.height),
    channels: 4,
    colorSpace: 'srgb',
    hasAlpha: info.channels % 2 === 0,
  };
}

interface DecodePlan {
  maxPixels: number;
  /** 16 bits a component in the file and in the result. */
  isDeep: boolean;
  /** What happens to the numbers: nothing, or conversion from the embedded (CMYK: or assumed) profile to sRGB. */
  profile: 'keep' | 'convert';
}

function planDecode(kind: ImageKind, metadata: Metadata, options: ReadImageOptions): DecodePlan {
  const { depth, space } = metadata;
  if (!DEPTHS.includes(depth)) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `${FILE_KIND_NAMES[kind]} of ${depth} components (expected 8 or 16 bits unsigned)`,
    );
  }
  const isCmyk = space === 'cmyk';
  const isGrey = space === 'b-w' || space === 'grey16';
  const isKept = options.colorProfile === 'keep' || isGrey || metadata.icc === undefined || isSrgbProfile(metadata.icc);
  return {
    maxPixels: options.maxPixels ?? DEFAULT_MAX_PIXELS,
    isDeep: depth === 'ushort' && !isCmyk && DEEP_KINDS.includes(kind),
    // CMYK numbers mean nothing without a profile, so that one is always used.
    profile: isKept && !isCmyk ? 'keep' : 'convert',
  };
}

/**
 * Widens 1 to 4 interleaved channels to RGBA: grey to three, alpha to its maximum where there is none.
 * The result owns its memory; four channels that do so already are not copied.
 */
function toRgba(source: Uint8Array | Uint16Array, channels: number, pixelCount: number): Uint8Array | Uint16Array {
  if (channels === 4 && source.byteLength === source.buffer.byteLength) return source;
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
