/**
 * The .astc file: 16 bytes of header and one level of blocks, as astcenc reads and writes it.
 * Layout: magic 0x5CA1AB13 · u8 block width, height, depth · u24 image width, height, depth · blocks.
 */
import { blockCount, findFootprint, footprintSize, formatOf, levelByteLength } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { CompressedTexture, Footprint, Texture } from '../types.js';
import { ByteReader } from './byte-reader.js';
import { checkTexture } from './check-texture.js';
import { shapeName, shapeOf } from './texture-shape.js';

const ASTC_MAGIC = 0x5ca1ab13;
const HEADER_BYTES = 16;
/** Image sizes are 24-bit fields. */
const MAX_SIDE = 0xffffff;

/**
 * Reads an .astc file: of one picture or of a volume, which has a depth. The file says neither profile nor colour space:
 * `ldr` and `srgb` are assumed and `selfDescribing` is false. The level shares memory with `bytes`. Bytes after the last
 * block are ignored, as astcenc does.
 *
 * @throws {AstcError} E_ASTC_INVALID, E_ASTC_TRUNCATED
 */
export function readAstc(bytes: Uint8Array): CompressedTexture {
  const reader = new ByteReader(bytes, '.astc file', 'E_ASTC_TRUNCATED');
  const magic = reader.u32(0, 'magic');
  if (magic !== ASTC_MAGIC) {
    throw new AstcError(
      'E_ASTC_INVALID',
      `not an .astc file: magic at byte 0 (expected 0x5ca1ab13, got 0x${magic.toString(16).padStart(8, '0')})`,
    );
  }
  reader.require(0, HEADER_BYTES, 'header');
  const block = readFootprint(reader);
  const size = readSize(reader);
  const { width, height, depth } = size;
  const data = reader.slice(
    HEADER_BYTES,
    levelByteLength({ format: 'astc', block }, width, height, depth),
    blockText(block, size),
  );
  // A single slice of flat blocks is a picture; one of 3D blocks is still a volume.
  const volume = depth > 1 || footprintSize(block).depth > 1 ? { depth } : {};
  return {
    format: 'astc',
    block,
    profile: 'ldr',
    colorSpace: 'srgb',
    width,
    height,
    ...volume,
    levels: [{ width, height, ...volume, data }],
    selfDescribing: false,
  };
}

function readFootprint(reader: ByteReader): Footprint {
  const [x, y, z] = [4, 5, 6].map((offset) => reader.u8(offset, 'block size')) as [number, number, number];
  const footprint = z > 0 ? findFootprint(x, y, z) : undefined;
  if (footprint === undefined) {
    throw new AstcError(
      'E_ASTC_INVALID',
      `.astc header names a block of ${x}x${y}x${z} at byte 4 (expected a footprint of ASTC, as 6x6x1 or 4x4x4)`,
    );
  }
  return footprint;
}

interface Size {
  width: number;
  height: number;
  depth: number;
}

function readSize(reader: ByteReader): Size {
  const width = reader.u24(7, 'image width');
  const height = reader.u24(10, 'image height');
  const depth = reader.u24(13, 'image depth');
  if (width > 0 && height > 0 && depth > 0) return { width, height, depth };
  throw new AstcError(
    'E_ASTC_INVALID',
    `.astc header says an image of ${width}x${height}x${depth} at byte 7 (expected 1 or more each)`,
  );
}

function blockText(block: Footprint, { width, height, depth }: Size): string {
  const { x, y, z } = blockCount(block, width, height, depth);
  if (depth === 1 && z === 1) return `${x}x${y} blocks of ${block} for ${width}x${height} texels`;
  return `${x}x${y}x${z} blocks of ${block} for ${width}x${height}x${depth} texels`;
}

/**
 * Writes the first level of a texture as .astc. What the file cannot say (profile, colour space, mip levels,
 * premultiplied alpha) is dropped.
 *
 * @throws {AstcError} E_OPTION for a texture of another format or whose level does not fit its size; E_UNSUPPORTED for
 * arrays and cubemaps; E_TOO_LARGE above 16777215 texels a side
 */
export function writeAstc(texture: Texture): Uint8Array<ArrayBuffer> {
  checkTexture(texture);
  requirePictureOrVolume(texture);
  const { width, height, depth = 1 } = texture;
  if (texture.format !== 'astc') {
    throw new AstcError('E_OPTION', `Expected an ASTC texture for an .astc file but received ${texture.format}`);
  }
  if (Math.max(width, height, depth) > MAX_SIDE) {
    const size = depth === 1 ? `${width}x${height}` : `${width}x${height}x${depth}`;
    throw new AstcError('E_TOO_LARGE', `an .astc file holds at most ${MAX_SIDE} texels a side (got ${size})`, {
      hint: 'Write KTX2 instead.',
    });
  }
  const { data } = texture.levels[0]!;
  const format = formatOf(texture.block);
  const file = new Uint8Array(HEADER_BYTES + data.byteLength);
  const view = new DataView(file.buffer);
  view.setUint32(0, ASTC_MAGIC, true);
  file.set([format.width, format.height, format.depth], 4);
  setU24(view, 7, width);
  setU24(view, 10, height);
  setU24(view, 13, depth);
  file.set(data, HEADER_BYTES);
  return file;
}

function requirePictureOrVolume(texture: Texture): void {
  const shape = shapeOf(texture);
  if (shape.layers === 0 && shape.faces === 1) return;
  throw new AstcError('E_UNSUPPORTED', `an .astc file of a ${shapeName(shape)}: it holds one picture or volume`, {
    hint: 'Write KTX2 instead, or pick one picture.',
  });
}

function setU24(view: DataView, offset: number, value: number): void {
  view.setUint16(offset, value & 0xffff, true);
  view.setUint8(offset + 2, value >>> 16);
}
