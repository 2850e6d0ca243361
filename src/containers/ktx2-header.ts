/**
 * The first 80 bytes of a KTX2 file: what kind of texture it holds, each field checked by itself.
 * Spec: KTX File Format Specification 2.0, "Header".
 */
import { AstcError } from '../errors.js';
import type { ByteReader } from './byte-reader.js';
import type { Packing } from './packing.js';
import { fullLevelCount, type Shape, shapeName } from './texture-shape.js';

export const KTX2_IDENTIFIER = Uint8Array.of(0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a);
export const HEADER_BYTES = 80;
export const LEVEL_INDEX_ENTRY_BYTES = 24;

/** Bytes of header fields: 32 bits each, those of global data 64. */
export const FIELD = {
  vkFormat: 12,
  typeSize: 16,
  pixelWidth: 20,
  pixelHeight: 24,
  pixelDepth: 28,
  layerCount: 32,
  faceCount: 36,
  levelCount: 40,
  supercompressionScheme: 44,
  dfdByteOffset: 48,
  dfdByteLength: 52,
  kvdByteOffset: 56,
  kvdByteLength: 60,
  sgdByteOffset: 64,
  sgdByteLength: 72,
} as const;
export type FieldName = keyof typeof FIELD;

export const SCHEME = { none: 0, basislz: 1, zstd: 2, zlib: 3 } as const;
/** Schemes from here on are of vendors. */
const FIRST_VENDOR_SCHEME = 0x10000;
const FIRST_RESERVED_SCHEME = 4;

/** The header, its numbers plausible each by itself. */
export interface Ktx2Header {
  vkFormat: number;
  typeSize: number;
  shape: Shape;
  /** Levels stored, 1 or more. */
  levelCount: number;
  /** Whether the level count is 0: one level is stored, the loader is to build the others. */
  generateMips: boolean;
  scheme: number;
}

/** Which packing of ours a scheme is. */
export function packingOf(scheme: number): Packing | undefined {
  if (scheme === SCHEME.zstd) return 'zstd';
  return scheme === SCHEME.zlib ? 'zlib' : undefined;
}

/** Whether levels of a scheme stay as they are. */
export function staysPacked(scheme: number): boolean {
  return scheme === SCHEME.basislz || scheme >= FIRST_VENDOR_SCHEME;
}

/** Reads the header. @throws {AstcError} E_KTX2_INVALID, E_KTX2_TRUNCATED; E_UNSUPPORTED for a reserved scheme */
export function readHeader(reader: ByteReader): Ktx2Header {
  const identifier = reader.slice(0, KTX2_IDENTIFIER.length, 'identifier');
  if (!identifier.every((byte, index) => byte === KTX2_IDENTIFIER[index])) {
    throw new AstcError('E_KTX2_INVALID', 'not a KTX2 file: identifier at byte 0 (expected «KTX 20»)');
  }
  reader.require(0, HEADER_BYTES, 'header');
  const field = (name: FieldName): number => reader.u32(FIELD[name], 'header');
  const shape = readShape(field);
  const maxLevels = fullLevelCount(shape.width, shape.height, shape.depth);
  const levelCount = field('levelCount');
  if (levelCount > maxLevels) {
    invalid(`level count at byte 40 (expected at most ${maxLevels} for a ${shapeName(shape)}, got ${levelCount})`);
  }
  const scheme = field('supercompressionScheme');
  if (scheme >= FIRST_RESERVED_SCHEME && scheme < FIRST_VENDOR_SCHEME) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `KTX2 file holds supercompression scheme ${scheme} at byte 44 (expected 0 to 3, or a vendor's from ${FIRST_VENDOR_SCHEME} on)`,
    );
  }
  return {
    vkFormat: field('vkFormat'),
    typeSize: field('typeSize'),
    shape,
    levelCount: Math.max(1, levelCount),
    generateMips: levelCount === 0,
    scheme,
  };
}

/** Sides, layers and faces of a kind of texture that exists. Spec: "Texture Type". */
function readShape(field: (name: FieldName) => number): Shape {
  const [width, height, depth] = [field('pixelWidth'), field('pixelHeight'), field('pixelDepth')];
  const faces = field('faceCount');
  if (width === 0) invalid('width at byte 20 (expected 1 or more, got 0)');
  if (height === 0 && depth > 0) invalid(`height at byte 24 (expected 1 or more for a depth of ${depth}, got 0)`);
  if (faces !== 1 && faces !== 6) invalid(`face count at byte 36 (expected 1 or 6, got ${faces})`);
  if (faces === 6 && width !== height) {
    invalid(`size at byte 20 (expected square faces of a cubemap, got ${width}x${height})`);
  }
  if (faces === 6 && depth > 0) invalid(`depth at byte 28 (expected 0 for a cubemap, got ${depth})`);
  return { width, height, depth, layers: field('layerCount'), faces };
}

export function invalid(what: string): never {
  throw new AstcError('E_KTX2_INVALID', `not a valid KTX2 file: ${what}`);
}
