/** What a reader may do with a broken file: give a consistent object, or throw exactly one documented error. */
import { blockSizeOf, isCompressed, levelBytes, levelSize, shapeOf } from '../../src/containers/texture-shape.js';
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
  'E_DDS_INVALID',
  'E_DDS_TRUNCATED',
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

/**
 * Throws unless every part of the texture agrees with the others. Levels lie inside the file, or are what their size asks
 * for and no more.
 */
export function judgeTexture(texture: Texture, file: Uint8Array, tally: Tally): void {
  const { width, levels, supercompression } = texture;
  if (isCompressed(texture)) {
    demand(TEXTURE_FORMATS.includes(texture.format) && ALL_FOOTPRINTS.includes(texture.block), 'format and footprint');
  } else {
    demand(blockSizeOf(texture).bytes <= 256 && texture.dfd.length >= 44, 'blocks and descriptor');
  }
  const shape = shapeOf(texture);
  demand(width >= 1 && levels.length >= 1, 'size, levels');
  const isPacked = !isCompressed(texture) && texture.packed !== undefined;
  levels.forEach((level, index) => {
    const size = levelSize(shape, index);
    demand(level.width === size.width && level.height === size.height, `size of level ${index}`);
    demand((level.depth ?? 1) === size.depth, `depth of level ${index}`);
    if (!isPacked) {
      demand(level.data.byteLength === levelBytes(texture, shape, index), `bytes of level ${index}`);
    }
    if (level.data.buffer === file.buffer) return;
    // Unpacked, unpadded or gathered: never more than a packed level may hold, or than the file has.
    const most = supercompression === undefined ? file.length : (supercompression.byteLengths[index] ?? 0) * 32768 + 64;
    demand(level.data.byteLength <= most, `memory of level ${index}`);
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
