/**
 * Files that our own readers read, the same everywhere: limits, colours, and what their headers say. Loaded when one is
 * read; each kind by itself.
 */
import { FILE_KIND_NAMES } from '../containers/sniff-file.js';
import type { Image } from '../types.js';
import { type ColorMeaning, checkColors, settleColors } from './color-meaning.js';
import type { FilePicture } from './file-picture.js';
import type { ReadImageOptions } from './image-codec.js';
import { attempt, type OwnKind } from './read-checks.js';

/**
 * @param meaningOfProfile  what an ICC profile says. Why from outside: who calls has it at hand, and a page that never reads
 *   a file is in fewer pieces
 * @throws {AstcError} E_IMAGE_INVALID, E_TOO_LARGE, E_UNSUPPORTED
 */
export async function readOwnFile(
  bytes: Uint8Array,
  kind: OwnKind,
  options: ReadImageOptions,
  meaningOfProfile: (icc: Uint8Array) => ColorMeaning | Promise<ColorMeaning>,
): Promise<Image> {
  const picture = await attempt(kind, async () => (await READERS[kind]())(bytes, options));
  const { image, profile, notes } = picture;
  const said = profile === undefined ? picture.colors : await meaningOfProfile(profile);
  // Nobody decodes these for us.
  const colors: ColorMeaning =
    said.kind === 'profile' ? { kind: 'unusable', reason: 'an ICC profile of tables' } : said;
  checkColors(colors, FILE_KIND_NAMES[kind], options);
  for (const note of notes) options.onWarning?.(note);
  return settleColors(image, colors, options);
}

type Reader = (bytes: Uint8Array, options: ReadImageOptions) => FilePicture | Promise<FilePicture>;

const READERS: Readonly<Record<OwnKind, () => Promise<Reader>>> = {
  hdr: async () => (await import('./radiance-read.js')).readRadiance,
  pfm: async () => (await import('./pfm-read.js')).readPfm,
  exr: async () => (await import('./exr-read.js')).readExr,
  tga: async () => (await import('./tga-read.js')).readTga,
  bmp: async () => (await import('./bmp-read.js')).readBmp,
  pnm: async () => (await import('./pnm-read.js')).readPnm,
  qoi: async () => (await import('./qoi-read.js')).readQoi,
};
