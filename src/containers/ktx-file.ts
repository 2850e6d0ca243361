/**
 * KTX 1, both ways: 64 bytes of header, key/value data, then each level behind its length, the largest first.
 * Spec: KTX File Format Specification 1.0 ("KTX 11").
 */
import { AstcError } from '../errors.js';
import type { Texture, TextureFacts, TextureLevel } from '../types.js';
import type { ByteReader } from './byte-reader.js';
import { checkTexture } from './check-texture.js';
import { glNamesOf } from './gl-carried.js';
import { glBaseFormatOf, glInternalFormatOf } from './gl-formats.js';
import { type KeyValues, layOutKeyValues, lineOf, readKeyValues, textOf, textValue } from './key-values.js';
import {
  ENDIANNESS,
  FIELD,
  type FieldName,
  HEADER_BYTES,
  invalid,
  KTX_IDENTIFIER,
  type KtxHeader,
  openKtx,
  readHeader,
} from './ktx-header.js';
import { padRows, type Rows, rowsOf, unpadRows } from './ktx-rows.js';
import {
  blockSizeOf,
  isCompressed,
  levelSize,
  type Shape,
  type StoredKind,
  shapeName,
  shapeOf,
} from './texture-shape.js';

/** KTXorientation in the words of KTX 1: `S=r,T=d,R=i`. */
const ORIENTATION = /^S=([rl])(?:,T=([du])(?:,R=([io]))?)?$/;

/**
 * Reads a KTX 1 file of either byte order: every shape, our formats, texels and BCn. Levels share memory with `bytes` where
 * their rows need no change. The format has one number for LDR and HDR blocks of ASTC: `ldr` is assumed.
 *
 * @throws {AstcError} E_KTX_INVALID, E_KTX_TRUNCATED, E_UNSUPPORTED (what it is instead)
 */
export function readKtx(bytes: Uint8Array): Texture {
  const file = openKtx(bytes);
  const header = readHeader(file);
  const { reader } = file;
  const entries = readKeyValues(reader, { byteOffset: HEADER_BYTES, byteLength: header.keyValueBytes, fail: invalid });
  const { width, height, depth, layers, faces } = header.shape;
  const facts: Omit<TextureFacts, 'profile' | 'colorSpace' | 'dfd'> = {
    width,
    height,
    ...(depth > 0 && { depth }),
    ...(layers > 0 && { layers }),
    ...(faces === 6 && { faces }),
    levels: readLevels(reader, header),
    ...(header.generateMips && { generateMips: true }),
    ...fieldsOfKeys(entries),
  };
  return 'dfd' in header.kind ? { ...header.kind, ...facts, selfDescribing: true } : { ...header.kind, ...facts };
}

/** Orientation and writer are fields of a texture; the rest is kept as it is. */
function fieldsOfKeys({ KTXorientation, KTXwriter, ...keyValues }: KeyValues): Partial<TextureFacts> {
  const orientation = ORIENTATION.exec(textOf(KTXorientation) ?? '')
    ?.slice(1)
    .join('');
  const writer = lineOf(KTXwriter);
  return { ...(orientation && { orientation }), ...(writer !== undefined && { writer }), keyValues };
}

/** Rows of one image of a level, and how many images the level has. */
function imagesOf(kind: StoredKind, shape: Shape, level: number): { rows: Rows; imageCount: number } {
  const block = blockSizeOf(kind);
  const { width, height, depth } = levelSize(shape, level);
  const rowBytes = Math.ceil(width / block.width) * block.bytes;
  const slabCount = Math.ceil(depth / block.depth);
  const imageCount = Math.max(1, shape.layers) * shape.faces * slabCount;
  return { rows: rowsOf(rowBytes, Math.ceil(height / block.height)), imageCount };
}

/** The length in front of a level is that of one face where the texture is a cubemap and no array. */
function isPerFace({ faces, layers }: Shape): boolean {
  return faces === 6 && layers === 0;
}

function readLevels(reader: ByteReader, { kind, shape, levelCount, swapBytes }: KtxHeader): TextureLevel[] {
  const levels: TextureLevel[] = [];
  let offset = HEADER_BYTES + reader.u32(FIELD.bytesOfKeyValueData, 'header');
  for (let level = 0; level < levelCount; level++) {
    const { rows, imageCount } = imagesOf(kind, shape, level);
    const total = rows.stride * rows.count * imageCount;
    const expected = isPerFace(shape) ? total / 6 : total;
    const { width, height, depth } = levelSize(shape, level);
    const received = reader.u32(offset, `length of level ${level}`);
    if (received !== expected) {
      const texels = `${width}x${height} texels in blocks of ${kind.block} of a ${shapeName(shape)}`;
      invalid(`length of level ${level} at byte ${offset} (expected ${expected} for ${texels}, got ${received})`);
    }
    // Rows end at multiples of four, so faces and levels do too.
    const bytes = reader.slice(offset + 4, total, `level ${level}`);
    const data = unpadRows(bytes, { ...rows, count: rows.count * imageCount }, swapBytes);
    levels.push({ width, height, ...(shape.depth > 0 && { depth }), data });
    offset += 4 + total;
  }
  return levels;
}

/**
 * Writes a texture as little-endian KTX 1 with KTXorientation. What the file cannot say is dropped: premultiplied
 * alpha, the profile, the colour space of ETC1, and entries whose keys are KTX2's.
 *
 * @throws {AstcError} E_OPTION for a texture whose parts disagree, or a format that OpenGL has no name for; E_TOO_LARGE
 */
export function writeKtx(texture: Texture): Uint8Array<ArrayBuffer> {
  checkTexture(texture);
  const { levels } = texture;
  const shape = shapeOf(texture);
  const keyValues = layOutKeyValues(keysOf(texture));
  const images = levels.map((level, index) => {
    const { rows, imageCount } = imagesOf(texture, shape, index);
    return padRows(level.data, { ...rows, count: rows.count * imageCount });
  });
  const levelBytes = images.reduce((sum, image) => sum + 4 + image.byteLength, 0);
  const fileBytes = HEADER_BYTES + keyValues.length + levelBytes;
  if (fileBytes > 0xffffffff)
    throw new AstcError('E_TOO_LARGE', `a KTX file of ${fileBytes} bytes (expected below 4 GiB)`);
  const file = new Uint8Array(fileBytes);
  const view = new DataView(file.buffer);
  file.set(KTX_IDENTIFIER);
  const fields: Record<FieldName, number> = {
    endianness: ENDIANNESS,
    glTypeSize: isCompressed(texture) ? 1 : texture.typeSize,
    ...namesOf(texture),
    pixelWidth: shape.width,
    pixelHeight: shape.height,
    pixelDepth: shape.depth,
    numberOfArrayElements: shape.layers,
    numberOfFaces: shape.faces,
    numberOfMipmapLevels: texture.generateMips && levels.length === 1 ? 0 : levels.length,
    bytesOfKeyValueData: keyValues.length,
  };
  for (const [name, value] of Object.entries(fields)) view.setUint32(FIELD[name as FieldName], value, true);
  file.set(keyValues, HEADER_BYTES);
  let offset = HEADER_BYTES + keyValues.length;
  for (const image of images) {
    view.setUint32(offset, isPerFace(shape) ? image.byteLength / 6 : image.byteLength, true);
    file.set(image, offset + 4);
    offset += 4 + image.byteLength;
  }
  return file;
}

function namesOf(texture: Texture) {
  if (isCompressed(texture)) {
    const glInternalFormat = glInternalFormatOf(texture);
    return { glType: 0, glFormat: 0, glInternalFormat, glBaseInternalFormat: glBaseFormatOf(texture.format) };
  }
  const names = texture.packed === undefined ? glNamesOf(texture.vkFormat) : undefined;
  if (names !== undefined) return names;
  throw new AstcError(
    'E_OPTION',
    `Expected a format that OpenGL has a name for but received VkFormat ${texture.vkFormat}`,
    {
      hint: 'ktx2 holds every format',
    },
  );
}

/** First texel at the top left, where the texture does not say otherwise. */
function keysOf(texture: Texture): Record<string, Uint8Array> {
  const { keyValues, height, depth } = texture;
  const axes =
    texture.orientation ??
    (keyValues === undefined ? 'rdi'.slice(0, height === 0 ? 1 : depth === undefined ? 2 : 3) : '');
  const words = [...axes].map((direction, axis) => `${'STR'[axis]}=${direction}`).join(',');
  const own = Object.entries(keyValues ?? {}).filter(([key]) => !/^ktx/i.test(key));
  return { ...Object.fromEntries(own), ...(words !== '' && { KTXorientation: textValue(words) }) };
}
