/** Files of floats to images: limits, colours, and what their headers say. Loaded when one is read; the same everywhere. */
import { FILE_KIND_NAMES } from '../containers/sniff-file.js';
import type { Image } from '../types.js';
import { checkColors, settleColors } from './color-meaning.js';
import type { FloatPicture } from './float-image.js';
import type { ReadImageOptions } from './image-codec.js';
import { readPfm } from './pfm-read.js';
import { readRadiance } from './radiance-read.js';
import { attempt, type FloatKind } from './read-checks.js';

/** @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE, E_UNSUPPORTED */
export async function readFloatFile(bytes: Uint8Array, kind: FloatKind, options: ReadImageOptions): Promise<Image> {
  const { image, colors, notes } = await attempt(kind, () => READERS[kind](bytes, options));
  checkColors(colors, FILE_KIND_NAMES[kind], options);
  for (const note of notes) options.onWarning?.(note);
  return settleColors(image, colors, options);
}

const READERS: Readonly<
  Record<FloatKind, (bytes: Uint8Array, options: ReadImageOptions) => FloatPicture | Promise<FloatPicture>>
> = {
  hdr: readRadiance,
  pfm: readPfm,
  exr: async (bytes, options) => (await import('./exr-read.js')).readExr(bytes, options),
};
