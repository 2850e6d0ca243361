/**
 * The .astc file: 16 bytes of header and one level of blocks, as astcenc reads and writes it.
 * Layout: magic 0x5CA1AB13 · u8 block width, height, depth · u24 image width, height, depth · blocks.
 */
import { blockCount, findFootprint, formatOf, levelByteLength } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { Footprint, Texture } from '../types.js';
import { ByteReader } from './byte-reader.js';
import { checkTexture } from './check-texture.js';
import { requireFlat } from './texture-shape.js';

const ASTC_MAGIC = 0x5ca1ab13;
const HEADER_BYTES = 16;
/** Image sizes are 24-bit fields. */
const MAX_SIDE = 0xffffff;

/**
 * Reads a 2D .astc file. The file says neither profile nor colour space: `ldr` and `srgb` are assumed and
 * `selfDescribing` is false. The level shares memory with `bytes`. Bytes after the last block are ignored, as astcenc does.
 *
 * @throws {AstcError} E_ASTC_INVALID, E_ASTC_TRUNCATED, E_UNSUPPORTED (3D)
 */
export function readAstc(bytes: Uint8Array): Texture {
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
  const width = reader.u24(7, 'image width');
  const height = reader.u24(10, 'image height');
  checkDepth(reader, width, height);
  const data = reader.slice(
    HEADER_BYTES,
    levelByteLength({ format: 'astc', block }, width, height),
    `${blockText(block, width, height)}`,
  );
  return {
    format: 'astc',
    block,
    profile: 'ldr',
    colorSpace: 'srgb',
    width,
    height,
    levels: [{ width, height, data }],
    selfDescribing: false,
  };
}

function readFootprint(reader: ByteReader): Footprint {
  const [x, y, z] = [4, 5, 6].map((offset) => reader.u8(offset, 'block size')) as [number, number, number];
  if (z > 1) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `.astc file with 3D blocks of ${x}x${y}x${z}: only 2D block footprints are supported`,
    );
  }
  const footprint = z === 1 ? findFootprint(x, y) : undefined;
  if (footprint === undefined) {
    throw new AstcError(
      'E_ASTC_INVALID',
      `.astc header names a block of ${x}x${y}x${z} at byte 4 (expected a footprint of ASTC, as 6x6x1)`,
    );
  }
  return footprint;
}

function checkDepth(reader: ByteReader, width: number, height: number): void {
  const depth = reader.u24(13, 'image depth');
  if (width === 0 || height === 0 || depth === 0) {
    throw new AstcError(
      'E_ASTC_INVALID',
      `.astc header says an image of ${width}x${height}x${depth} at byte 7 (expected 1 or more each)`,
    );
  }
  if (depth > 1) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `.astc file with a volume of ${width}x${height}x${depth}: only 2D images are supported`,
    );
  }
}

function blockText(block: Footprint, width: number, height: number): string {
  const count = blockCount(block, width, height);
  return `${count.x}x${count.y} blocks of ${block} for ${width}x${height} texels`;
}

/**
 * Writes the first level of a texture as .astc. What the file cannot say (profile, colour space, mip levels,
 * premultiplied alpha) is dropped.
 *
 * @throws {AstcError} E_OPTION for a texture of another format or whose level does not fit its size; E_TOO_LARGE above 16777215 texels a side
 */
export function writeAstc(texture: Texture): Uint8Array<ArrayBuffer> {
  checkTexture(texture);
  requireFlat(texture, 'an .astc file');
  const { width, height } = texture;
  if (texture.format !== 'astc') {
    throw new AstcError('E_OPTION', `Expected an ASTC texture for an .astc file but received ${texture.format}`);
  }
  if (width > MAX_SIDE || height > MAX_SIDE) {
    throw new AstcError(
      'E_TOO_LARGE',
      `an .astc file holds at most ${MAX_SIDE} texels a side (got ${width}x${height})`,
      { hint: 'Write KTX2 instead.' },
    );
  }
  const { data } = texture.levels[0]!;
  const format = formatOf(texture.block);
  const file = new Uint8Array(HEADER_BYTES + data.byteLength);
  const view = new DataView(file.buffer);
  view.setUint32(0, ASTC_MAGIC, true);
  file.set([format.width, format.height, 1], 4);
  setU24(view, 7, width);
  setU24(view, 10, height);
  setU24(view, 13, 1);
  file.set(data, HEADER_BYTES);
  return file;
}

function setU24(view: DataView, offset: number, value: number): void {
  view.setUint16(offset, value & 0xffff, true);
  view.setUint8(offset + 2, value >>> 16);
}
