/** What every reader of image files checks before it decodes, and the errors that all of them give. */
import { isTextureKind } from '../containers/container-words.js';
import { FILE_KIND_NAMES, sniffFile } from '../containers/sniff-file.js';
import { AstcError } from '../errors.js';
import type { ReadImageOptions } from './image-codec.js';

/** Kinds that our own readers read everywhere. */
const OWN_KINDS = ['hdr', 'exr', 'pfm', 'tga', 'bmp', 'pnm', 'qoi'] as const;
export type OwnKind = (typeof OWN_KINDS)[number];
/** What `readImage` reads. */
export const IMAGE_KINDS = ['png', 'jpeg', 'webp', 'avif', 'tiff', 'gif', ...OWN_KINDS] as const;
export type ImageKind = (typeof IMAGE_KINDS)[number];

export function isOwnKind(kind: ImageKind): kind is OwnKind {
  return (OWN_KINDS as readonly string[]).includes(kind);
}

/** Why: 16384 x 16384 is the largest texture common GPUs take; decoded it is 1 GiB of RGBA8. */
export const DEFAULT_MAX_PIXELS = 16384 * 16384;

/** The kind of a file by its content. @throws {AstcError} E_FORMAT_UNKNOWN, E_UNSUPPORTED */
export function checkKind(bytes: Uint8Array): ImageKind {
  const kind = sniffFile(bytes);
  const wanted = 'expected an image in PNG, JPEG, WebP, AVIF, TIFF, GIF, TGA, BMP, PNM, QOI, HDR, EXR or PFM';
  if (kind === undefined) {
    throw new AstcError(
      'E_FORMAT_UNKNOWN',
      bytes.length === 0 ? `empty file (${wanted})` : `not a file of a known kind (${wanted})`,
    );
  }
  if (!(IMAGE_KINDS as readonly string[]).includes(kind)) {
    throw new AstcError('E_UNSUPPORTED', `${FILE_KIND_NAMES[kind]} (${wanted})`, {
      ...(isTextureKind(kind) && { hint: 'decode(readTexture(bytes)) makes an image of a texture.' }),
    });
  }
  return kind as ImageKind;
}

interface Size {
  width: number;
  height: number;
}

/** The limit of a call. @throws {AstcError} E_TOO_LARGE above it */
export function checkPixelCount({ width, height }: Size, kind: ImageKind, options: ReadImageOptions): number {
  const { maxPixels = DEFAULT_MAX_PIXELS } = options;
  checkPixels({ width, height }, FILE_KIND_NAMES[kind], maxPixels, 'Raise maxPixels, or make the image smaller first.');
  return maxPixels;
}

/** Says how many. */
export class TooManyPixels extends AstcError {
  readonly size: Size;

  constructor(size: Size, message: string, hint?: string) {
    super('E_TOO_LARGE', message, hint === undefined ? {} : { hint });
    this.size = size;
  }
}

/** @param subject  what is of the size, as `a PNG image` @throws {TooManyPixels} E_TOO_LARGE */
export function checkPixels(
  { width, height }: Size,
  subject: string,
  maxPixels: number = DEFAULT_MAX_PIXELS,
  hint?: string,
): void {
  if (width * height <= maxPixels) return;
  const message = `${subject} of ${width}x${height} pixels (expected at most ${maxPixels} pixels)`;
  throw new TooManyPixels({ width, height }, message, hint);
}

/** Runs one call of a decoder; whatever it throws becomes one error that names the file kind. */
export async function attempt<T>(
  kind: ImageKind,
  call: () => Promise<T> | T,
  reasonOf: (text: string) => string = (text) => text,
): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof AstcError) throw cause;
    throw invalidImage(kind, reasonOf(cause instanceof Error ? cause.message : String(cause)), cause);
  }
}

export function invalidImage(kind: ImageKind, reason: string, cause?: unknown): AstcError {
  return new AstcError('E_IMAGE_INVALID', `${FILE_KIND_NAMES[kind]} that cannot be decoded: ${reason}`, { cause });
}

/** A file whose pixels end too early. */
export function cutImage(kind: ImageKind): AstcError {
  return invalidImage(kind, 'premature end of the file');
}

/** @throws {AstcError} E_IMAGE_INVALID for a size of nothing */
export function checkSomePixels({ width, height }: Size, kind: ImageKind): void {
  if (width < 1 || height < 1) throw invalidImage(kind, `a size of ${width}x${height} pixels`);
}
