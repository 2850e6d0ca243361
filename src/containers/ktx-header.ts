/**
 * The 64 bytes of a KTX 1 header: byte order, format and shape.
 * Spec: KTX File Format Specification 1.0 ("KTX 11").
 */
import { AstcError } from '../errors.js';
import type { CarriedTexture } from '../types.js';
import { ByteReader } from './byte-reader.js';
import { type CarriedKind, storedKind } from './carried-format.js';
import { matchGlFormat } from './gl-carried.js';
import { type GlKind, kindOfGlFormat } from './gl-formats.js';
import { fullLevelCount, type Shape, shapeName } from './texture-shape.js';

export const KTX_IDENTIFIER = Uint8Array.of(
  ...[0xab, 0x4b, 0x54, 0x58, 0x20, 0x31, 0x31, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a],
);
export const HEADER_BYTES = 64;
/** Reads as this in the byte order the file was written in. */
export const ENDIANNESS = 0x04030201;
const ENDIANNESS_SWAPPED = 0x01020304;

/** Bytes of header fields. */
export const FIELD = {
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
export type FieldName = keyof typeof FIELD;
type Field = (name: FieldName) => number;

/** What the format of a file is to a texture. */
export type KtxKind =
  | (GlKind & { profile: 'ldr' })
  | (CarriedKind & Pick<CarriedTexture, 'dfd'> & { swizzle?: string });

export interface KtxHeader {
  kind: KtxKind;
  shape: Shape;
  /** Levels stored, 1 or more. */
  levelCount: number;
  generateMips: boolean;
  keyValueBytes: number;
  /** Bytes that are to be swapped together; 1 where the byte order is ours. */
  swapBytes: number;
}

/** The file from its first byte, in its own byte order. @throws {AstcError} E_KTX_INVALID, E_KTX_TRUNCATED */
export function openKtx(bytes: Uint8Array): { reader: ByteReader; isSwapped: boolean } {
  const reader = new ByteReader(bytes, 'KTX file', 'E_KTX_TRUNCATED');
  const identifier = reader.slice(0, KTX_IDENTIFIER.length, 'identifier');
  if (!identifier.every((byte, index) => byte === KTX_IDENTIFIER[index])) {
    invalid('identifier at byte 0 (expected «KTX 11»)');
  }
  reader.require(0, HEADER_BYTES, 'header');
  const endianness = reader.u32(FIELD.endianness, 'header');
  if (endianness === ENDIANNESS) return { reader, isSwapped: false };
  if (endianness !== ENDIANNESS_SWAPPED) {
    invalid(`endianness at byte 12 (expected 0x04030201 in either order, got 0x${endianness.toString(16)})`);
  }
  return { reader: new ByteReader(bytes, 'KTX file', 'E_KTX_TRUNCATED', 'big-endian'), isSwapped: true };
}

/** Reads the header. @throws {AstcError} E_KTX_INVALID; E_UNSUPPORTED for a format we have no number for */
export function readHeader({ reader, isSwapped }: ReturnType<typeof openKtx>): KtxHeader {
  const field: Field = (name) => reader.u32(FIELD[name], 'header');
  const kind = readFormat(field);
  const shape = readShape(field);
  if ('bytesPerBlock' in kind ? kind.block !== '1x1' && shape.height === 0 : shape.height === 0) {
    invalid(`height at byte 40 (expected 1 or more for blocks of ${kind.block}, got 0)`);
  }
  const maxLevels = fullLevelCount(shape.width, shape.height, shape.depth);
  const levelCount = field('numberOfMipmapLevels');
  if (levelCount > maxLevels) {
    invalid(`level count at byte 56 (expected at most ${maxLevels} for a ${shapeName(shape)}, got ${levelCount})`);
  }
  const keyValueBytes = field('bytesOfKeyValueData');
  reader.require(HEADER_BYTES, keyValueBytes, 'key/value data');
  if (keyValueBytes % 4 !== 0) {
    invalid(`length of key/value data at byte 60 (expected a multiple of 4, got ${keyValueBytes})`);
  }
  return {
    kind,
    shape,
    levelCount: Math.max(1, levelCount),
    generateMips: levelCount === 0,
    keyValueBytes,
    swapBytes: isSwapped && 'typeSize' in kind ? kind.typeSize : 1,
  };
}

function readFormat(field: Field): KtxKind {
  const names = {
    glType: field('glType'),
    glFormat: field('glFormat'),
    glInternalFormat: field('glInternalFormat'),
  };
  const hex = `0x${names.glInternalFormat.toString(16).padStart(4, '0')}`;
  const own = kindOfGlFormat(names.glInternalFormat);
  const match = own === undefined ? matchGlFormat(names) : undefined;
  const isCompressed = own !== undefined || names.glType === 0;
  if (isCompressed && (names.glType !== 0 || names.glFormat !== 0)) {
    const got = `${names.glType}, ${names.glFormat}`;
    invalid(`glType and glFormat at byte 16 (expected 0 for the compressed format ${hex}, got ${got})`);
  }
  if (own !== undefined) return { ...own, profile: 'ldr' };
  const kind = match && storedKind(match.vkFormat);
  if (kind === undefined || !('dfd' in kind)) {
    const texels = `glType 0x${names.glType.toString(16)}, glFormat 0x${names.glFormat.toString(16)}`;
    throw new AstcError(
      'E_UNSUPPORTED',
      `KTX file holds glInternalFormat ${hex} (${texels}): a format that has no number of Vulkan here`,
    );
  }
  if (!isCompressed && field('glTypeSize') !== kind.typeSize) {
    invalid(`glTypeSize at byte 20 (expected ${kind.typeSize} for ${hex}, got ${field('glTypeSize')})`);
  }
  return { ...kind, ...(match!.swizzle !== undefined && { swizzle: match!.swizzle }) };
}

function readShape(field: Field): Shape {
  const [width, height, depth] = [field('pixelWidth'), field('pixelHeight'), field('pixelDepth')];
  const faces = field('numberOfFaces');
  if (width === 0) invalid('width at byte 36 (expected 1 or more, got 0)');
  if (height === 0 && depth > 0) invalid(`height at byte 40 (expected 1 or more for a depth of ${depth}, got 0)`);
  if (faces !== 1 && faces !== 6) invalid(`face count at byte 52 (expected 1 or 6, got ${faces})`);
  if (faces === 6 && (width !== height || depth > 0)) {
    invalid(`size at byte 36 (expected square faces of a cubemap, got ${width}x${height}x${depth})`);
  }
  return { width, height, depth, layers: field('numberOfArrayElements'), faces };
}

export function invalid(what: string): never {
  throw new AstcError('E_KTX_INVALID', `not a valid KTX file: ${what}`);
}
