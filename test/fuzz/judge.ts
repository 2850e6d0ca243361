/** What a reader may do with a broken file: give a consistent object, or throw exactly one documented error. */
import { levelByteLength } from '../../src/codec/formats.js';
import { AstcError, type AstcErrorCode, ERROR_CODES } from '../../src/errors.js';
import { ALL_FOOTPRINTS, type Image, TEXTURE_FORMATS, type Texture } from '../../src/types.js';

/** Which results a run of the fuzzer had, by code; `read` counts files that were read. */
export type Tally = Partial<Record<AstcErrorCode | 'read', number>>;

/** Codes that reading bytes may give; usage, writing and worker errors are not among them. */
export const READ_CODES: readonly AstcErrorCode[] = [
  'E_FORMAT_UNKNOWN',
  'E_IMAGE_INVALID',
  'E_ASTC_INVALID',
  'E_ASTC_TRUNCATED',
  'E_KTX_INVALID',
  'E_KTX_TRUNCATED',
  'E_KTX2_INVALID',
  'E_KTX2_TRUNCATED',
  'E_PKM_INVALID',
  'E_PKM_TRUNCATED',
  'E_UNSUPPORTED',
  'E_TOO_LARGE',
];

/** Throws a plain Error, which fails the test, unless `error` is an {@link AstcError} of a documented reading code. */
export function judgeError(error: unknown, tally: Tally): void {
  if (!(error instanceof AstcError) || !READ_CODES.includes(error.code) || !(error.code in ERROR_CODES)) {
    throw new Error(`not an AstcError of reading: ${String(error)}`, { cause: error });
  }
  if (error.message === '' || error.message.includes('\n')) throw new Error(`not one line: ${error.message}`);
  tally[error.code] = (tally[error.code] ?? 0) + 1;
}

/** Throws unless every part of the texture agrees with the others and lies inside the file. */
export function judgeTexture(texture: Texture, file: Uint8Array, tally: Tally): void {
  const { block, width, height, depth, levels } = texture;
  demand(TEXTURE_FORMATS.includes(texture.format) && ALL_FOOTPRINTS.includes(block), 'format and footprint');
  demand(width >= 1 && height >= 1 && levels.length >= 1, 'size, levels');
  levels.forEach((level, index) => {
    const wanted = [Math.max(1, Math.floor(width / 2 ** index)), Math.max(1, Math.floor(height / 2 ** index))];
    demand(level.width === wanted[0] && level.height === wanted[1], `size of level ${index}`);
    const slices = depth === undefined ? undefined : Math.max(1, Math.floor(depth / 2 ** index));
    demand(level.depth === slices, `slices of level ${index}`);
    const byteLength = levelByteLength(texture, level.width, level.height, level.depth);
    demand(level.data.byteLength === byteLength, `bytes of level ${index}`);
    // Shares the file's memory: nothing was allocated for it.
    demand(level.data.buffer === file.buffer, `memory of level ${index}`);
  });
  tally.read = (tally.read ?? 0) + 1;
}

/** Throws unless the image's data has the length its size says. */
export function judgeImage(image: Image, tally: Tally): void {
  demand(image.width >= 1 && image.height >= 1, 'size');
  demand(image.data.length === image.width * image.height * 4, 'components');
  tally.read = (tally.read ?? 0) + 1;
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`inconsistent result: ${what}`);
}
