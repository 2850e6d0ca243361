/**
 * A texture to KTX2 bytes: header, level index, descriptor, key/value data, global data, levels from the smallest on.
 * Spec: KTX File Format Specification 2.0, "File Structure".
 */
import { AstcError } from '../errors.js';
import type { Texture } from '../types.js';
import { checkTexture } from './check-texture.js';
import { layOutKeyValues } from './key-values.js';
import { descriptorOf } from './ktx2-dfd.js';
import {
  FIELD,
  type FieldName,
  HEADER_BYTES,
  KTX2_IDENTIFIER,
  LEVEL_INDEX_ENTRY_BYTES,
  SCHEME,
} from './ktx2-header.js';
import { vkFormatOf } from './own-vk-formats.js';
import type { Packer } from './packing.js';
import { keysOfTexture } from './texture-keys.js';
import { blockSizeOf, isCompressed, shapeOf } from './texture-shape.js';

/** Typed arrays of this length exist everywhere, and offsets of descriptor and keys have 32 bits. */
const MAX_FILE_BYTES = 0xffffffff;
/** Alignment of global data. */
const GLOBAL_DATA_ALIGNMENT = 8;

/** A level as the file holds it. */
interface StoredLevel {
  data: Uint8Array;
  unpackedByteLength: number;
}

/**
 * Writes a texture of any shape and format as KTX2. KTXwriter is `astc-wasm <version>`; KTXorientation is `rd` (first texel at
 * the top left) where the texture does not say otherwise.
 *
 * @param packer  packs each level, if any
 * @throws {AstcError} E_OPTION for a texture whose parts disagree, an HDR texture called sRGB, levels that are packed
 *   already; E_TOO_LARGE above 4 GiB
 */
export function writeKtx2(texture: Texture, packer?: Packer): Uint8Array<ArrayBuffer> {
  checkTexture(texture);
  const packed = isCompressed(texture) ? undefined : texture.packed;
  if (packed !== undefined && packer !== undefined) {
    throw new AstcError(
      'E_OPTION',
      `Expected no ${packer.packing} for levels that stay packed by scheme ${packed.scheme}`,
    );
  }
  const levels = storedLevels(texture, packer);
  const scheme = packed?.scheme ?? SCHEME[packer?.packing ?? 'none'];
  const parts = {
    dfd: descriptorOf(texture, scheme),
    keyValues: layOutKeyValues(keysOfTexture(texture, packer?.params)),
    globalData: packed?.globalData ?? new Uint8Array(0),
  };
  const alignment = scheme === SCHEME.none ? levelAlignment(texture) : 1;
  const layout = layOut(levels, parts, alignment);
  if (layout.fileBytes > MAX_FILE_BYTES) {
    throw new AstcError('E_TOO_LARGE', `a KTX2 file of ${layout.fileBytes} bytes (expected at most ${MAX_FILE_BYTES})`);
  }
  const file = new Uint8Array(layout.fileBytes);
  const view = new DataView(file.buffer);
  file.set(KTX2_IDENTIFIER);
  writeHeader(view, texture, scheme);
  writeIndex(view, layout, parts);
  file.set(parts.dfd, layout.dfdOffset);
  file.set(parts.keyValues, layout.keyValuesOffset);
  file.set(parts.globalData, layout.globalDataOffset);
  levels.forEach(({ data, unpackedByteLength }, level) => {
    const at = HEADER_BYTES + level * LEVEL_INDEX_ENTRY_BYTES;
    view.setBigUint64(at, BigInt(layout.levelOffsets[level]!), true);
    view.setBigUint64(at + 8, BigInt(data.byteLength), true);
    view.setBigUint64(at + 16, BigInt(unpackedByteLength), true);
    file.set(data, layout.levelOffsets[level]!);
  });
  return file;
}

function storedLevels(texture: Texture, packer: Packer | undefined): StoredLevel[] {
  const unpacked = isCompressed(texture) ? undefined : texture.packed?.unpackedByteLengths;
  return texture.levels.map(({ data }, level) => ({
    data: packer === undefined ? data : packer.pack(data),
    unpackedByteLength: unpacked?.[level] ?? data.byteLength,
  }));
}

/** The least common multiple of a block's bytes and 4. Spec: "mipPadding". */
function levelAlignment(texture: Texture): number {
  const { bytes } = blockSizeOf(texture);
  const common = bytes % 4 === 0 ? 4 : bytes % 2 === 0 ? 2 : 1;
  return Math.max(4, (bytes * 4) / common);
}

interface Parts {
  dfd: Uint8Array;
  keyValues: Uint8Array;
  globalData: Uint8Array;
}

interface Layout {
  dfdOffset: number;
  keyValuesOffset: number;
  globalDataOffset: number;
  /** By level, the largest first; the smallest lies first in the file. */
  levelOffsets: number[];
  fileBytes: number;
}

function layOut(levels: readonly StoredLevel[], { dfd, keyValues, globalData }: Parts, alignment: number): Layout {
  const dfdOffset = HEADER_BYTES + levels.length * LEVEL_INDEX_ENTRY_BYTES;
  const keyValuesOffset = dfdOffset + dfd.length;
  const afterKeys = keyValuesOffset + keyValues.length;
  const globalDataOffset = globalData.length > 0 ? roundUp(afterKeys, GLOBAL_DATA_ALIGNMENT) : afterKeys;
  let end = globalDataOffset + globalData.length;
  const offsets = levels.toReversed().map(({ data }) => {
    const at = roundUp(end, alignment);
    end = at + data.byteLength;
    return at;
  });
  return { dfdOffset, keyValuesOffset, globalDataOffset, levelOffsets: offsets.reverse(), fileBytes: end };
}

function writeHeader(view: DataView, texture: Texture, scheme: number): void {
  const { width, height, depth, layers, faces } = shapeOf(texture);
  const own = isCompressed(texture);
  const levelCount = texture.generateMips && texture.levels.length === 1 ? 0 : texture.levels.length;
  setFields(view, {
    vkFormat: own ? vkFormatOf(texture) : texture.vkFormat,
    typeSize: own ? 1 : texture.typeSize,
    pixelWidth: width,
    pixelHeight: height,
    pixelDepth: depth,
    layerCount: layers,
    faceCount: faces,
    levelCount,
    supercompressionScheme: scheme,
  });
}

function writeIndex(view: DataView, layout: Layout, { dfd, keyValues, globalData }: Parts): void {
  setFields(view, {
    dfdByteOffset: layout.dfdOffset,
    dfdByteLength: dfd.length,
    kvdByteOffset: layout.keyValuesOffset,
    kvdByteLength: keyValues.length,
    // The upper halves stay 0: files end below 4 GiB.
    sgdByteOffset: globalData.length > 0 ? layout.globalDataOffset : 0,
    sgdByteLength: globalData.length,
  });
}

function setFields(view: DataView, fields: Partial<Record<FieldName, number>>): void {
  for (const [name, value] of Object.entries(fields)) view.setUint32(FIELD[name as FieldName], value, true);
}

function roundUp(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}
