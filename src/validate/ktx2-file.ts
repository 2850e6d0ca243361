/** A file under validation: its bytes, what is asked of it, and what the checks that ran first have read. */

import { u64 } from '../unpack/numbers.js';
import type { HostUnpack } from '../unpack/unpacked.js';
import {
  type ExpectedDescriptor,
  expectedDescriptor,
  findVkFormat,
  MODEL,
  type VkFormatRow,
} from '../vk-formats/index.js';
import { FileBytes } from './file-bytes.js';
import { SCHEME } from './names.js';
import type { Report } from './report.js';

export const HEADER_BYTES = 80;
export const LEVEL_INDEX_ENTRY_BYTES = 24;

/** The header and the index behind it, as they stand in the file. Spec: KTX 2.0, "Header" and "Index". */
export interface Ktx2Header {
  vkFormat: number;
  typeSize: number;
  pixelWidth: number;
  pixelHeight: number;
  pixelDepth: number;
  layerCount: number;
  faceCount: number;
  levelCount: number;
  supercompressionScheme: number;
  dfdByteOffset: number;
  dfdByteLength: number;
  kvdByteOffset: number;
  kvdByteLength: number;
  sgdByteOffset: number;
  sgdByteLength: number;
}

/** 32-bit fields in file order, from byte 12 on. */
const FIELDS = [
  ...(['vkFormat', 'typeSize', 'pixelWidth', 'pixelHeight', 'pixelDepth', 'layerCount', 'faceCount'] as const),
  ...(['levelCount', 'supercompressionScheme', 'dfdByteOffset', 'dfdByteLength'] as const),
  ...(['kvdByteOffset', 'kvdByteLength'] as const),
];

function readHeader(view: DataView): Ktx2Header {
  const fields = FIELDS.map((name, index) => [name, view.getUint32(12 + index * 4, true)]);
  return { ...Object.fromEntries(fields), sgdByteOffset: u64(view, 64), sgdByteLength: u64(view, 72) } as Ktx2Header;
}

/** An entry of the level index. */
export interface LevelEntry {
  byteOffset: number;
  byteLength: number;
  uncompressedByteLength: number;
}

/** A sample of the basic descriptor block. */
export interface ParsedSample {
  bitOffset: number;
  /** Bits less one. */
  bitLength: number;
  channel: number;
  qualifiers: number;
  positions: readonly number[];
  /** Both unsigned, whatever they stand for. */
  lower: number;
  upper: number;
}

/** The basic descriptor block, as it stands in the file. */
export interface ParsedDescriptor {
  versionNumber: number;
  model: number;
  primaries: number;
  transfer: number;
  /** Four, each less one. */
  blockDimensions: readonly number[];
  /** Eight. */
  bytesPlanes: readonly number[];
  samples: readonly ParsedSample[];
}

export interface Ktx2Options {
  gltfBasisu: boolean;
  /** Where the host has something better than JavaScript. */
  unpackZstd?: HostUnpack | undefined;
}

export class Ktx2File {
  readonly bytes: FileBytes;
  readonly report: Report;
  readonly options: Ktx2Options;
  readonly header: Ktx2Header;
  /** The row of the VkFormat, where KTX2 knows it. */
  readonly row: VkFormatRow | undefined;
  /** What the descriptor must be; undefined for formats that are undefined, unknown or prohibited. */
  readonly expected: ExpectedDescriptor | undefined;

  /** Set by the check of the descriptor, where there is a basic block. */
  descriptor: ParsedDescriptor | undefined;
  /** Set by the check of the level index. */
  levels: readonly LevelEntry[] = [];
  /** Set by the check of the key/value data: keys that were read. */
  keys: ReadonlySet<string> = new Set();

  /** Stops the run where there is no header. */
  constructor(bytes: Uint8Array, options: Ktx2Options, report: Report) {
    this.bytes = new FileBytes(bytes, report);
    this.report = report;
    this.options = options;
    this.header = readHeader(this.bytes.view(0, HEADER_BYTES, 'The header'));
    this.row = findVkFormat(this.header.vkFormat);
    this.expected = this.row && !this.row.isProhibited ? expectedDescriptor(this.row) : undefined;
  }

  /** Levels the file has: one where it leaves the others to be made. */
  get levelCount(): number {
    return Math.max(this.header.levelCount, 1);
  }

  /** Layers the file has: one where it is no array. */
  get layerCount(): number {
    return Math.max(this.header.layerCount, 1);
  }

  get dimensionCount(): 1 | 2 | 3 {
    if (this.header.pixelDepth !== 0) return 3;
    return this.header.pixelHeight !== 0 ? 2 : 1;
  }

  /** Whether the scheme takes blocks only, of a format it knows. */
  get hasBlockScheme(): boolean {
    const scheme = this.header.supercompressionScheme;
    return scheme === SCHEME.BASIS_LZ || scheme === SCHEME.UASTC_HDR_6X6_INTERMEDIATE;
  }

  get isBlockFormat(): boolean {
    return this.row?.kind === 'block';
  }

  /** Texels of a level in each dimension, 1 at least. */
  levelSize(level: number): { width: number; height: number; depth: number } {
    const { pixelWidth, pixelHeight, pixelDepth } = this.header;
    const halved = (size: number) => Math.max(1, Math.floor(size / 2 ** level));
    return { width: halved(pixelWidth), height: halved(pixelHeight), depth: halved(pixelDepth) };
  }

  /** Bytes of a texel block; 0 where nothing says it. */
  get blockBytes(): number {
    return (this.expected?.bytesPlane ?? this.descriptor?.bytesPlanes)?.[0] ?? 0;
  }

  /** Bytes of a level before supercompression: blocks of the VkFormat, or of the descriptor where that is undefined. */
  levelByteLength(level: number): number {
    const dimensions = this.expected?.texelBlockDimension ?? this.descriptor?.blockDimensions ?? [0, 0, 0];
    const { width, height, depth } = this.levelSize(level);
    const [x, y, z] = [width, height, depth].map((size, axis) => Math.ceil(size / (dimensions[axis]! + 1)));
    return x! * y! * z! * this.blockBytes * this.header.faceCount * this.layerCount;
  }
}

/** Whether a colour model is one of compressed blocks. */
export function isBlockModel(model: number): boolean {
  return model >= MODEL.BC1A;
}
