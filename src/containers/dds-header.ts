/**
 * The header of DDS: 128 bytes, and 20 more of DirectX 10.
 * Source: Microsoft, "DDS_HEADER", "DDS_PIXELFORMAT", "DDS_HEADER_DXT10".
 */
import { AstcError } from '../errors.js';
import type { ByteReader } from './byte-reader.js';
import { type DdsMatch, fourCcText, matchDxgi, matchFourCc, matchMasks } from './dds-formats.js';
import { fullLevelCount, type Shape, shapeName } from './texture-shape.js';

/** "DDS ", little-endian. */
export const MAGIC = 0x20534444;
export const HEADER_BYTES = 128;
export const DX10_BYTES = 20;
/** What the two sizes in the header say. */
export const HEADER_SIZE = 124;
export const PIXEL_FORMAT_SIZE = 32;

/** Bytes of fields. */
export const FIELD = {
  size: 4,
  flags: 8,
  height: 12,
  width: 16,
  pitchOrLinearSize: 20,
  depth: 24,
  mipMapCount: 28,
  pixelFormatSize: 76,
  pixelFormatFlags: 80,
  fourCC: 84,
  rgbBitCount: 88,
  redMask: 92,
  greenMask: 96,
  blueMask: 100,
  alphaMask: 104,
  caps: 108,
  caps2: 112,
  dxgiFormat: 128,
  resourceDimension: 132,
  miscFlag: 136,
  arraySize: 140,
  miscFlags2: 144,
} as const;
export type FieldName = keyof typeof FIELD;

/** DDSD_*. */
export const HEADER_FLAG = {
  caps: 0x1,
  height: 0x2,
  width: 0x4,
  pitch: 0x8,
  pixelFormat: 0x1000,
  mipMapCount: 0x20000,
  linearSize: 0x80000,
  depth: 0x800000,
} as const;
/** DDPF_*. */
export const PIXEL_FLAG = { alpha: 0x2, fourCC: 0x4, rgb: 0x40, luminance: 0x20000 } as const;
/** DDSCAPS_* and DDSCAPS2_*. */
export const CAPS = { complex: 0x8, texture: 0x1000, mipMap: 0x400000 } as const;
export const CAPS2 = { cubemap: 0x200, allFaces: 0xfc00, volume: 0x200000 } as const;
/** D3D10_RESOURCE_DIMENSION_*. */
export const DIMENSION = { texture1D: 2, texture2D: 3, texture3D: 4 } as const;
/** D3D10_RESOURCE_MISC_TEXTURECUBE, and DDS_ALPHA_MODE_PREMULTIPLIED of the lower three bits. */
export const MISC_CUBEMAP = 0x4;
export const ALPHA_MODE_MASK = 0x7;
export const ALPHA_MODE = { straight: 1, premultiplied: 2 } as const;
/** "DX10", little-endian. */
export const FOUR_CC_DX10 = 0x30315844;

export interface DdsHeader {
  match: DdsMatch;
  shape: Shape;
  /** Levels stored, 1 or more. */
  levelCount: number;
  /** Where the first image begins. */
  dataOffset: number;
  /** Whether the format says its colour space: those before DirectX 10 do not. */
  isSelfDescribing: boolean;
}

type Field = (name: FieldName) => number;

/** Reads the header. @throws {AstcError} E_DDS_INVALID, E_DDS_TRUNCATED; E_UNSUPPORTED for formats without a number of Vulkan */
export function readHeader(reader: ByteReader): DdsHeader {
  if (reader.u32(0, 'magic') !== MAGIC) invalid('magic at byte 0 (expected "DDS ")');
  reader.require(0, HEADER_BYTES, 'header');
  const field: Field = (name) => reader.u32(FIELD[name], 'header');
  if (field('size') !== HEADER_SIZE) invalid(`header size at byte 4 (expected ${HEADER_SIZE}, got ${field('size')})`);
  if (field('pixelFormatSize') !== PIXEL_FORMAT_SIZE) {
    invalid(`pixel format size at byte 76 (expected ${PIXEL_FORMAT_SIZE}, got ${field('pixelFormatSize')})`);
  }
  const isDx10 = (field('pixelFormatFlags') & PIXEL_FLAG.fourCC) !== 0 && field('fourCC') === FOUR_CC_DX10;
  if (isDx10) reader.require(HEADER_BYTES, DX10_BYTES, 'header of DirectX 10');
  const shape = isDx10 ? readDx10Shape(field) : readLegacyShape(field);
  if (shape.width === 0) invalid('width at byte 16 (expected 1 or more, got 0)');
  const maxLevels = fullLevelCount(shape.width, shape.height, shape.depth);
  // Files without mip levels often say 0.
  const levelCount = Math.max(1, field('mipMapCount'));
  if (levelCount > maxLevels) {
    invalid(`level count at byte 28 (expected at most ${maxLevels} for a ${shapeName(shape)}, got ${levelCount})`);
  }
  return {
    match: isDx10 ? readDx10Format(field) : readLegacyFormat(field),
    shape,
    levelCount,
    dataOffset: HEADER_BYTES + (isDx10 ? DX10_BYTES : 0),
    isSelfDescribing: isDx10,
  };
}

function readDx10Format(field: Field): DdsMatch {
  const dxgiFormat = field('dxgiFormat');
  const match = matchDxgi(dxgiFormat);
  if (match === undefined) unsupported(`DXGI format ${dxgiFormat} at byte 128`);
  const isPremultiplied = (field('miscFlags2') & ALPHA_MODE_MASK) === ALPHA_MODE.premultiplied;
  return { ...match, ...(isPremultiplied && { premultiplied: true }) };
}

function readLegacyFormat(field: Field): DdsMatch {
  const flags = field('pixelFormatFlags');
  if (flags & PIXEL_FLAG.fourCC) {
    const fourCc = field('fourCC');
    return matchFourCc(fourCc) ?? unsupported(`the fourCC "${fourCcText(fourCc)}" (${fourCc}) at byte 84`);
  }
  const isLuminance = (flags & PIXEL_FLAG.luminance) !== 0;
  const hasColors = isLuminance || (flags & PIXEL_FLAG.rgb) !== 0;
  const masks = {
    bits: field('rgbBitCount'),
    red: hasColors ? field('redMask') : 0,
    green: hasColors && !isLuminance ? field('greenMask') : 0,
    blue: hasColors && !isLuminance ? field('blueMask') : 0,
    // Alpha's mask counts where either of two flags says so: alpha pixels, alpha alone.
    alpha: flags & 0x3 ? field('alphaMask') : 0,
  };
  const hex = [masks.red, masks.green, masks.blue, masks.alpha].map((mask) => mask.toString(16)).join(' ');
  return matchMasks(masks, isLuminance) ?? unsupported(`${masks.bits} bits with masks ${hex} at byte 88`);
}

function readDx10Shape(field: Field): Shape {
  const [dimension, arraySize] = [field('resourceDimension'), field('arraySize')];
  const isCube = (field('miscFlag') & MISC_CUBEMAP) !== 0;
  if (arraySize === 0) invalid('array size at byte 140 (expected 1 or more, got 0)');
  const [width, height, depth] = [field('width'), field('height'), field('depth')];
  const layers = arraySize > 1 ? arraySize : 0;
  if (dimension === DIMENSION.texture1D) return { width, height: 0, depth: 0, layers, faces: 1 };
  if (height === 0) invalid('height at byte 12 (expected 1 or more, got 0)');
  if (dimension === DIMENSION.texture3D) {
    if (depth === 0 || layers > 0 || isCube) {
      invalid(`depth and array size of a 3D texture (expected 1 or more and 1, got ${depth} and ${arraySize})`);
    }
    return { width, height, depth, layers: 0, faces: 1 };
  }
  if (dimension !== DIMENSION.texture2D) invalid(`dimension at byte 132 (expected 2, 3 or 4, got ${dimension})`);
  if (isCube) checkSquare(width, height);
  return { width, height, depth: 0, layers, faces: isCube ? 6 : 1 };
}

function readLegacyShape(field: Field): Shape {
  const [width, height, caps2] = [field('width'), field('height'), field('caps2')];
  if (height === 0) invalid('height at byte 12 (expected 1 or more, got 0)');
  if (caps2 & CAPS2.volume) {
    const depth = field('depth');
    if (depth === 0) invalid('depth at byte 24 (expected 1 or more, got 0)');
    return { width, height, depth, layers: 0, faces: 1 };
  }
  if (!(caps2 & CAPS2.cubemap)) return { width, height, depth: 0, layers: 0, faces: 1 };
  if ((caps2 & CAPS2.allFaces) !== CAPS2.allFaces) unsupported('some faces of a cubemap, not all six');
  checkSquare(width, height);
  return { width, height, depth: 0, layers: 0, faces: 6 };
}

function checkSquare(width: number, height: number): void {
  if (width !== height) invalid(`size at byte 12 (expected square faces of a cubemap, got ${width}x${height})`);
}

function unsupported(what: string): never {
  throw new AstcError('E_UNSUPPORTED', `DDS file holds ${what}: not a format that is read`);
}

export function invalid(what: string): never {
  throw new AstcError('E_DDS_INVALID', `not a valid DDS file: ${what}`);
}
