/**
 * KTX 1, both ways: 64 bytes of header, key/value data, then each level behind its length, the largest first.
 * Spec: KTX File Format Specification 1.0 ("KTX 11"), of which 2D textures of compressed formats are read and written.
 */
import { kindName, levelByteLength } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { Texture, TextureLevel } from '../types.js';
import { ByteReader } from './byte-reader.js';
import { checkTexture } from './check-texture.js';
import { type GlKind, glBaseFormatOf, glInternalFormatOf, kindOfGlFormat } from './gl-formats.js';
import { fullLevelCount, isFlat, levelSide, requireFlat, shapeName } from './texture-shape.js';

const IDENTIFIER = Uint8Array.of(0xab, 0x4b, 0x54, 0x58, 0x20, 0x31, 0x31, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a);
const HEADER_BYTES = 64;
/** Reads as this in the byte order the file was written in. */
const ENDIANNESS = 0x04030201;
const ENDIANNESS_SWAPPED = 0x01020304;
/** First texel at the top left, in the words of KTX 1. */
const ORIENTATION = 'KTXorientation\0S=r,T=d\0';

/** Bytes of header fields. */
const FIELD = {
  endianness: 12,
  glType: 16,
  glTypeSize: 20,
  glFormat: 24,
  glInternalFormat: 28,
  glBaseInternalFormat: 32,
  pixelWidth: 36,
  pixelHeight: 40,
  pixelDepth: 44,
  numberOfArrayElements: 48,
  numberOfFaces: 52,
  numberOfMipmapLevels: 56,
  bytesOfKeyValueData: 60,
} as const;

/**
 * Reads a KTX 1 file that holds one 2D texture of ASTC, ETC or EAC, of either byte order. Levels share memory with
 * `bytes`. Key/value data is not read. The format has one number for LDR and HDR blocks of ASTC: `ldr` is assumed.
 *
 * @throws {AstcError} E_KTX_INVALID, E_KTX_TRUNCATED, E_UNSUPPORTED (what it is instead)
 */
export function readKtx(bytes: Uint8Array): Texture {
  const reader = openFile(bytes);
  const field = (name: keyof typeof FIELD): number => reader.u32(FIELD[name], 'header');
  const kind = readFormat(field('glType'), field('glFormat'), field('glInternalFormat'));
  const [width, height] = [field('pixelWidth'), field('pixelHeight')];
  checkShape(width, height, field);
  const maxLevels = fullLevelCount(width, height);
  // 0 asks the loader to build the mips; one level is stored then.
  const levelCount = Math.max(1, field('numberOfMipmapLevels'));
  if (levelCount > maxLevels) {
    invalid(`level count at byte 56 (expected at most ${maxLevels} for ${width}x${height} texels, got ${levelCount})`);
  }
  const keyValueBytes = field('bytesOfKeyValueData');
  reader.require(HEADER_BYTES, keyValueBytes, 'key/value data');
  if (keyValueBytes % 4 !== 0) {
    invalid(`length of key/value data at byte 60 (expected a multiple of 4, got ${keyValueBytes})`);
  }
  const levels = readLevels(reader, { kind, width, height, levelCount }, HEADER_BYTES + keyValueBytes);
  return { ...kind, profile: 'ldr', width, height, levels };
}

function openFile(bytes: Uint8Array): ByteReader {
  const reader = new ByteReader(bytes, 'KTX file', 'E_KTX_TRUNCATED');
  const identifier = reader.slice(0, IDENTIFIER.length, 'identifier');
  if (!identifier.every((byte, index) => byte === IDENTIFIER[index])) {
    invalid('identifier at byte 0 (expected «KTX 11»)');
  }
  reader.require(0, HEADER_BYTES, 'header');
  const endianness = reader.u32(FIELD.endianness, 'header');
  if (endianness === ENDIANNESS) return reader;
  if (endianness === ENDIANNESS_SWAPPED) return new ByteReader(bytes, 'KTX file', 'E_KTX_TRUNCATED', 'big-endian');
  return invalid(`endianness at byte 12 (expected 0x04030201 in either order, got 0x${endianness.toString(16)})`);
}

function readFormat(glType: number, glFormat: number, glInternalFormat: number): GlKind {
  const hex = `0x${glInternalFormat.toString(16).padStart(4, '0')}`;
  const kind = kindOfGlFormat(glInternalFormat);
  if (kind === undefined) {
    const what = glType === 0 ? `glInternalFormat ${hex}` : `uncompressed texels (glInternalFormat ${hex})`;
    unsupported(what, 'only 2D ASTC, ETC and EAC are supported');
  }
  if (glType !== 0 || glFormat !== 0) {
    invalid(`glType and glFormat at byte 16 (expected 0 for the compressed format ${hex}, got ${glType}, ${glFormat})`);
  }
  return kind;
}

function checkShape(width: number, height: number, field: (name: keyof typeof FIELD) => number): void {
  const [depth, layers, faces] = [field('pixelDepth'), field('numberOfArrayElements'), field('numberOfFaces')];
  if (width === 0) invalid('width at byte 36 (expected 1 or more, got 0)');
  if (faces !== 1 && faces !== 6) invalid(`face count at byte 52 (expected 1 or 6, got ${faces})`);
  const shape = { width, height, depth, layers, faces } as const;
  if (!isFlat(shape)) unsupported(`a ${shapeName(shape)}`, 'only 2D textures are supported');
}

interface Levels {
  kind: GlKind;
  width: number;
  height: number;
  levelCount: number;
}

function readLevels(reader: ByteReader, { kind, width, height, levelCount }: Levels, start: number): TextureLevel[] {
  const levels: TextureLevel[] = [];
  let offset = start;
  for (let level = 0; level < levelCount; level++) {
    const size = { width: levelSide(width, level), height: levelSide(height, level) };
    const expected = levelByteLength(kind, size.width, size.height);
    const imageSize = reader.u32(offset, `length of level ${level}`);
    if (imageSize !== expected) {
      const texels = `${size.width}x${size.height} texels of ${kindName(kind)}`;
      invalid(`length of level ${level} at byte ${offset} (expected ${expected} for ${texels}, got ${imageSize})`);
    }
    levels.push({ ...size, data: reader.slice(offset + 4, imageSize, `level ${level}`) });
    // Blocks are 8 or 16 bytes: a level never needs padding to 4.
    offset += 4 + imageSize;
  }
  return levels;
}

/**
 * Writes a texture as little-endian KTX 1 with KTXorientation. What the file cannot say is dropped: premultiplied
 * alpha, the profile, and the colour space of ETC1.
 *
 * @throws {AstcError} E_OPTION for a texture whose parts disagree
 */
export function writeKtx(texture: Texture): Uint8Array<ArrayBuffer> {
  checkTexture(texture);
  requireFlat(texture, 'a KTX file');
  const { format, width, height, levels } = texture;
  const keyValue = keyValueData(ORIENTATION);
  const levelBytes = levels.reduce((sum, level) => sum + 4 + level.data.byteLength, 0);
  const file = new Uint8Array(HEADER_BYTES + keyValue.length + levelBytes);
  const view = new DataView(file.buffer);
  const set = (name: keyof typeof FIELD, value: number): void => view.setUint32(FIELD[name], value, true);
  file.set(IDENTIFIER);
  set('endianness', ENDIANNESS);
  set('glTypeSize', 1);
  set('glInternalFormat', glInternalFormatOf(texture));
  set('glBaseInternalFormat', glBaseFormatOf(format));
  set('pixelWidth', width);
  set('pixelHeight', height);
  set('numberOfFaces', 1);
  set('numberOfMipmapLevels', levels.length);
  set('bytesOfKeyValueData', keyValue.length);
  file.set(keyValue, HEADER_BYTES);
  let offset = HEADER_BYTES + keyValue.length;
  for (const { data } of levels) {
    view.setUint32(offset, data.byteLength, true);
    file.set(data, offset + 4);
    offset += 4 + data.byteLength;
  }
  return file;
}

/** One entry: its length, key NUL value, padding to 4. */
function keyValueData(keyAndValue: string): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(4 + Math.ceil(keyAndValue.length / 4) * 4);
  new DataView(data.buffer).setUint32(0, keyAndValue.length, true);
  data.set(new TextEncoder().encode(keyAndValue), 4);
  return data;
}

function unsupported(what: string, instead: string): never {
  throw new AstcError('E_UNSUPPORTED', `KTX file holds ${what}: ${instead}`);
}

function invalid(what: string): never {
  throw new AstcError('E_KTX_INVALID', `not a valid KTX file: ${what}`);
}
