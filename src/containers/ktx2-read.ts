/**
 * KTX2 bytes to a texture. Reading never trusts a number of the file: each part is proven to lie inside it and to have the
 * length that size and format ask for, before anything is unpacked.
 * Spec: KTX File Format Specification 2.0, "File Structure".
 */
import { AstcError } from '../errors.js';
import type { Texture, TextureFacts, TextureLevel } from '../types.js';
import type { HostUnpack } from '../unpack/unpacked.js';
import { ByteReader } from './byte-reader.js';
import { type BasicBlock, basicBlockOf, checkBlocks } from './descriptor-block.js';
import { readKeyValues } from './key-values.js';
import { buildDescriptor, describedPrimaries } from './ktx2-dfd.js';
import {
  HEADER_BYTES,
  invalid,
  type Ktx2Header,
  LEVEL_INDEX_ENTRY_BYTES,
  packingOf,
  readHeader,
  SCHEME,
  staysPacked,
} from './ktx2-header.js';
import { type Ktx2Kind, readKind } from './ktx2-kind.js';
import { unpack } from './packing.js';
import { fieldsOfKeys } from './texture-keys.js';
import { levelBytes, levelSize, shapeName } from './texture-shape.js';

/** Unpacked levels together; more than typed arrays hold on every machine is refused. */
const MAX_UNPACKED_BYTES = 0xffffffff;

/** What reading may be given. */
export interface ReadTools {
  /** Default: a decoder in JavaScript. */
  unpackZstd?: HostUnpack | undefined;
}

/**
 * Reads any KTX2 file: every shape and format, packed by Zstandard or zlib or not at all. What is packed otherwise is carried
 * as it is. Levels that are not packed share memory with `bytes`. KTXorientation and KTXswizzle are told, not applied.
 *
 * @throws {AstcError} E_KTX2_INVALID, E_KTX2_TRUNCATED; E_UNSUPPORTED for a reserved scheme; E_TOO_LARGE
 */
export function readKtx2(bytes: Uint8Array, tools: ReadTools = {}): Texture {
  const reader = new ByteReader(bytes, 'KTX2 file', 'E_KTX2_TRUNCATED');
  const header = readHeader(reader);
  const { dfd, basic } = readDescriptor(reader);
  const kind = readKind(header, dfd, basic);
  const entries = readKeyValues(reader, {
    byteOffset: reader.u32(56, 'key/value data offset'),
    byteLength: reader.u32(60, 'key/value data length'),
    fail: invalid,
  });
  const globalData = readGlobalData(reader, header);
  const index = readLevelIndex(reader, header, kind);
  const packing = packingOf(header.scheme);
  const { width, height, depth, layers, faces } = header.shape;
  const facts: Omit<TextureFacts, 'profile' | 'colorSpace'> = {
    primaries: describedPrimaries(basic),
    width,
    height,
    ...(depth > 0 && { depth }),
    ...(layers > 0 && { layers }),
    ...(faces === 6 && { faces }),
    levels: readLevels(reader, header, index, tools),
    ...(header.generateMips && { generateMips: true }),
    premultiplied: basic.isPremultiplied,
    ...(packing !== undefined && {
      supercompression: { scheme: packing, byteLengths: index.map(({ byteLength }) => byteLength) },
    }),
    ...fieldsOfKeys(entries),
    selfDescribing: true,
  };
  if (kind.format === 'uncompressed' || kind.format === 'other') {
    const unpackedByteLengths = index.map((entry) => entry.unpackedByteLength);
    const packed = staysPacked(header.scheme) && { packed: { scheme: header.scheme, globalData, unpackedByteLengths } };
    return { ...(kind as Extract<Ktx2Kind, { vkFormat: number }>), ...facts, dfd, ...packed };
  }
  const texture = { ...(kind as Exclude<Ktx2Kind, { vkFormat: number }>), ...facts };
  return sameBytes(dfd, buildDescriptor(texture)) ? texture : { ...texture, dfd };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function readDescriptor(reader: ByteReader): { dfd: Uint8Array<ArrayBuffer>; basic: BasicBlock } {
  const byteOffset = reader.u32(48, 'data format descriptor offset');
  const byteLength = reader.u32(52, 'data format descriptor length');
  const bytes = reader.slice(byteOffset, byteLength, 'data format descriptor');
  checkBlocks(bytes, byteOffset, invalid);
  const dfd = Uint8Array.from(bytes);
  return { dfd, basic: basicBlockOf(dfd)! };
}

/** Data that levels share: BasisLZ has some, vendors may, others must not. */
function readGlobalData(reader: ByteReader, { scheme }: Ktx2Header): Uint8Array<ArrayBuffer> {
  const byteOffset = reader.u64(64, 'supercompression global data offset');
  const byteLength = reader.u64(72, 'supercompression global data length');
  if (byteLength > 0 && !staysPacked(scheme)) {
    invalid(`supercompression global data at byte 72 (expected none for scheme ${scheme}, got ${byteLength} bytes)`);
  }
  if (byteLength === 0) {
    if (scheme === SCHEME.basislz)
      invalid('supercompression global data at byte 72 (expected some for BasisLZ, got 0 bytes)');
    return new Uint8Array(0);
  }
  return Uint8Array.from(reader.slice(byteOffset, byteLength, 'supercompression global data'));
}

interface IndexEntry {
  byteOffset: number;
  byteLength: number;
  unpackedByteLength: number;
}

/** Where levels lie, each with the length its size asks for. */
function readLevelIndex(reader: ByteReader, header: Ktx2Header, kind: Ktx2Kind): IndexEntry[] {
  const { levelCount, shape, scheme } = header;
  const indexBytes = levelCount * LEVEL_INDEX_ENTRY_BYTES;
  reader.require(HEADER_BYTES, indexBytes, `level index of ${levelCount} levels`);
  let total = 0;
  return Array.from({ length: levelCount }, (_, level) => {
    const at = HEADER_BYTES + level * LEVEL_INDEX_ENTRY_BYTES;
    const byteOffset = reader.u64(at, 'level offset');
    const byteLength = reader.u64(at + 8, 'level length');
    const unpackedByteLength = reader.u64(at + 16, 'level uncompressed length');
    if (!staysPacked(scheme)) {
      const expected = levelBytes(kind, shape, level);
      const received = scheme === SCHEME.none && byteLength !== expected ? byteLength : unpackedByteLength;
      if (received !== expected) {
        const got = received === byteLength ? `${byteLength}` : `${unpackedByteLength} uncompressed`;
        invalid(
          `length of level ${level} at byte ${at + 8} (expected ${expected} for ${texelsOf(header, kind, level)}, got ${got})`,
        );
      }
    } else if (scheme === SCHEME.basislz && unpackedByteLength !== 0) {
      invalid(
        `uncompressed length of level ${level} at byte ${at + 16} (expected 0 for BasisLZ, got ${unpackedByteLength})`,
      );
    }
    const end = HEADER_BYTES + indexBytes;
    if (byteOffset < end) {
      invalid(`offset of level ${level} at byte ${at} (expected ${end} or more, got ${byteOffset})`);
    }
    reader.require(byteOffset, byteLength, `level ${level}`);
    total += unpackedByteLength;
    if (total > MAX_UNPACKED_BYTES && packingOf(scheme) !== undefined) {
      throw new AstcError(
        'E_TOO_LARGE',
        `KTX2 file of ${total} bytes unpacked (expected at most ${MAX_UNPACKED_BYTES})`,
      );
    }
    return { byteOffset, byteLength, unpackedByteLength };
  });
}

function texelsOf({ shape }: Ktx2Header, { block }: Ktx2Kind, level: number): string {
  const { width, height, depth } = levelSize(shape, level);
  const size = shape.depth > 0 ? `${width}x${height}x${depth}` : `${width}x${height}`;
  const images = shape.layers > 0 || shape.faces === 6 ? ` of a ${shapeName(shape)}` : '';
  return `${size} texels in blocks of ${block}${images}`;
}

function readLevels(
  reader: ByteReader,
  header: Ktx2Header,
  index: readonly IndexEntry[],
  { unpackZstd }: ReadTools,
): TextureLevel[] {
  const packing = packingOf(header.scheme);
  return index.map(({ byteOffset, byteLength, unpackedByteLength }, level) => {
    const part = `level ${level}`;
    const bytes = reader.slice(byteOffset, byteLength, part);
    const data =
      packing === undefined
        ? bytes
        : unpack(bytes, {
            packing,
            byteLength: unpackedByteLength,
            part: `${part} at byte ${byteOffset}`,
            code: 'E_KTX2_INVALID',
            unpackZstd,
          });
    const { width, height, depth } = levelSize(header.shape, level);
    return { width, height, ...(header.shape.depth > 0 && { depth }), data };
  });
}
