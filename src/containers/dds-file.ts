/**
 * DDS, both ways: a header, then each layer (and face) with all its levels, the largest first; ours lie level by level.
 * Read with and without the header of DirectX 10, written with it.
 */
import { AstcError } from '../errors.js';
import type { Texture, TextureFacts, TextureLevel } from '../types.js';
import { ByteReader } from './byte-reader.js';
import { storedKind } from './carried-format.js';
import { checkTexture } from './check-texture.js';
import { dxgiOf } from './dds-formats.js';
import {
  ALPHA_MODE,
  CAPS,
  CAPS2,
  type DdsHeader,
  DIMENSION,
  DX10_BYTES,
  FIELD,
  type FieldName,
  FOUR_CC_DX10,
  HEADER_BYTES,
  HEADER_FLAG,
  HEADER_SIZE,
  invalid,
  MAGIC,
  MISC_CUBEMAP,
  PIXEL_FLAG,
  PIXEL_FORMAT_SIZE,
  readHeader,
} from './dds-header.js';
import { joinBytes } from './join-bytes.js';
import { vkFormatOf } from './own-vk-formats.js';
import {
  blockSizeOf,
  isCompressed,
  levelBytes,
  levelSize,
  type Shape,
  type StoredKind,
  shapeName,
  shapeOf,
} from './texture-shape.js';

/**
 * Reads a DDS file: every shape, ASTC, texels, BCn. Levels share memory with `bytes` where the texture is one picture. Files
 * before DirectX 10 do not say their colour space: `linear` is assumed and `selfDescribing` is false.
 *
 * @throws {AstcError} E_DDS_INVALID, E_DDS_TRUNCATED, E_UNSUPPORTED (what it is instead)
 */
export function readDds(bytes: Uint8Array): Texture {
  const reader = new ByteReader(bytes, 'DDS file', 'E_DDS_TRUNCATED');
  const header = readHeader(reader);
  const { match, shape } = header;
  const kind = storedKind(match.vkFormat, match)!;
  const { width, height, depth, layers, faces } = shape;
  if (height === 0 && !('dfd' in kind && kind.block === '1x1'))
    invalid(`a ${shapeName(shape)} of blocks of ${kind.block}`);
  const facts: Omit<TextureFacts, 'profile' | 'colorSpace' | 'dfd'> = {
    width,
    height,
    ...(depth > 0 && { depth }),
    ...(layers > 0 && { layers }),
    ...(faces === 6 && { faces }),
    levels: readLevels(reader, header, kind),
    ...(match.swizzle !== undefined && { swizzle: match.swizzle }),
    ...(match.premultiplied && { premultiplied: true }),
    selfDescribing: header.isSelfDescribing,
  };
  return { ...kind, ...facts };
}

/** Layers, each with its faces: what has levels of its own. */
function partCount({ layers, faces }: Shape): number {
  return Math.max(1, layers) * faces;
}

function readLevels(
  reader: ByteReader,
  { shape, levelCount, dataOffset }: DdsHeader,
  kind: StoredKind,
): TextureLevel[] {
  const parts = partCount(shape);
  const sizes = Array.from({ length: levelCount }, (_, level) => levelBytes(kind, shape, level) / parts);
  const partBytes = sizes.reduce((sum, size) => sum + size, 0);
  reader.require(dataOffset, partBytes * parts, `${levelCount} levels of a ${shapeName(shape)}`);
  let offsetInPart = 0;
  return sizes.map((size, level) => {
    const { width, height, depth } = levelSize(shape, level);
    const slices = Array.from({ length: parts }, (_, part) =>
      reader.slice(dataOffset + part * partBytes + offsetInPart, size, `level ${level}`),
    );
    offsetInPart += size;
    return { width, height, ...(shape.depth > 0 && { depth }), data: joinBytes(slices) };
  });
}

/**
 * Writes a texture as DDS with the header of DirectX 10. What the file cannot say is dropped: primaries, key/value data, and
 * how components are to be read.
 *
 * @throws {AstcError} E_OPTION for a texture whose parts disagree, or a format that DXGI has no number for; E_TOO_LARGE
 */
export function writeDds(texture: Texture): Uint8Array<ArrayBuffer> {
  checkTexture(texture);
  const vkFormat = isCompressed(texture) ? vkFormatOf(texture) : texture.vkFormat;
  const isPacked = !isCompressed(texture) && texture.packed !== undefined;
  const dxgiFormat = isPacked || texture.format === 'etc1' ? undefined : dxgiOf(vkFormat);
  if (dxgiFormat === undefined) {
    const name = isCompressed(texture) ? `${texture.format} of profile ${texture.profile}` : `VkFormat ${vkFormat}`;
    throw new AstcError('E_OPTION', `Expected a format that DXGI has a number for but received ${name}`, {
      hint: 'ktx2 holds every format',
    });
  }
  const shape = shapeOf(texture);
  if (shape.depth > 0 && shape.layers > 0) {
    throw new AstcError('E_OPTION', `Expected one 3D texture for a DDS file but received a ${shapeName(shape)}`, {
      hint: 'ktx2 holds every shape',
    });
  }
  const dataBytes = texture.levels.reduce((sum, level) => sum + level.data.byteLength, 0);
  const dataOffset = HEADER_BYTES + DX10_BYTES;
  if (dataOffset + dataBytes > 0xffffffff) {
    throw new AstcError('E_TOO_LARGE', `a DDS file of ${dataOffset + dataBytes} bytes (expected below 4 GiB)`);
  }
  const file = new Uint8Array(dataOffset + dataBytes);
  const view = new DataView(file.buffer);
  view.setUint32(0, MAGIC, true);
  for (const [name, value] of Object.entries(headerOf(texture, shape, dxgiFormat))) {
    view.setUint32(FIELD[name as FieldName], value, true);
  }
  const parts = partCount(shape);
  let at = dataOffset;
  for (let part = 0; part < parts; part++) {
    for (const { data } of texture.levels) {
      const size = data.byteLength / parts;
      file.set(data.subarray(part * size, (part + 1) * size), at);
      at += size;
    }
  }
  return file;
}

function headerOf(texture: Texture, shape: Shape, dxgiFormat: number): Partial<Record<FieldName, number>> {
  const { width, height, depth, layers, faces } = shape;
  const levelCount = texture.levels.length;
  const block = blockSizeOf(texture);
  const isBlocks = block.width > 1;
  const rowBytes = Math.ceil(width / block.width) * block.bytes;
  const { caps, pixelFormat, linearSize, pitch } = HEADER_FLAG;
  const flags = [
    caps | HEADER_FLAG.height | HEADER_FLAG.width | pixelFormat | (isBlocks ? linearSize : pitch),
    levelCount > 1 ? HEADER_FLAG.mipMapCount : 0,
    depth > 0 ? HEADER_FLAG.depth : 0,
  ];
  const isComplex = levelCount > 1 || faces === 6 || depth > 0;
  const dimension = depth > 0 ? DIMENSION.texture3D : height > 0 ? DIMENSION.texture2D : DIMENSION.texture1D;
  return {
    size: HEADER_SIZE,
    flags: flags.reduce((sum, flag) => sum | flag, 0),
    height: Math.max(1, height),
    width,
    pitchOrLinearSize: isBlocks ? rowBytes * Math.ceil(height / block.height) : rowBytes,
    depth,
    mipMapCount: levelCount,
    pixelFormatSize: PIXEL_FORMAT_SIZE,
    pixelFormatFlags: PIXEL_FLAG.fourCC,
    fourCC: FOUR_CC_DX10,
    caps: CAPS.texture | (isComplex ? CAPS.complex : 0) | (levelCount > 1 ? CAPS.mipMap : 0),
    caps2: faces === 6 ? CAPS2.cubemap | CAPS2.allFaces : depth > 0 ? CAPS2.volume : 0,
    dxgiFormat,
    resourceDimension: dimension,
    miscFlag: faces === 6 ? MISC_CUBEMAP : 0,
    arraySize: Math.max(1, layers),
    miscFlags2: texture.premultiplied ? ALPHA_MODE.premultiplied : ALPHA_MODE.straight,
  };
}
