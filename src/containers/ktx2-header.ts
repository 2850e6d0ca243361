/**
 * The first 80 bytes of a KTX2 file: what kind of texture it holds, and whether that is one we can read.
 * Spec: KTX File Format Specification 2.0, "Header".
 */
import * as ktx from 'ktx-parse';
import { ASTC_FORMATS, ETC_FORMAT_ROWS } from '../codec/formats.js';
import { AstcError } from '../errors.js';
import type { ColorSpace, Footprint, Profile, TextureFormat } from '../types.js';
import type { ByteReader } from './byte-reader.js';
import { fullLevelCount, isFlat, type Shape, shapeName } from './texture-shape.js';

export const KTX2_IDENTIFIER = Uint8Array.of(0xab, 0x4b, 0x54, 0x58, 0x20, 0x32, 0x30, 0xbb, 0x0d, 0x0a, 0x1a, 0x0a);
export const HEADER_BYTES = 80;
export const LEVEL_INDEX_ENTRY_BYTES = 24;

const SUPERCOMPRESSION_NAMES: Readonly<Record<number, string>> = {
  [ktx.KHR_SUPERCOMPRESSION_BASISLZ]: 'BasisLZ',
  [ktx.KHR_SUPERCOMPRESSION_ZSTD]: 'Zstandard',
  [ktx.KHR_SUPERCOMPRESSION_ZLIB]: 'zlib',
};

/** What the header says of a readable file. */
export interface Ktx2Kind {
  /** ETC1 goes by the VkFormat of ETC2 RGB: only the descriptor tells the two apart. */
  format: TextureFormat;
  block: Footprint;
  profile: Profile;
  colorSpace: ColorSpace;
  width: number;
  height: number;
  /** Levels stored, 1 or more. */
  levelCount: number;
}

type FormatKind = Pick<Ktx2Kind, 'format' | 'block' | 'profile' | 'colorSpace'>;

/** Format, profile and colour space by VkFormat, for every format we read. */
const KIND_BY_VK_FORMAT: ReadonlyMap<number, FormatKind> = new Map([...astcKinds(), ...etcKinds()]);

function astcKinds(): [number, FormatKind][] {
  const format = 'astc';
  return ASTC_FORMATS.flatMap(({ footprint: block, vkUnorm, vkSrgb, vkSfloat }): [number, FormatKind][] => [
    [vkUnorm, { format, block, profile: 'ldr', colorSpace: 'linear' }],
    [vkSrgb, { format, block, profile: 'ldr', colorSpace: 'srgb' }],
    // SFLOAT does not say whether alpha is LDR; GPUs decode it with one HDR profile.
    [vkSfloat, { format, block, profile: 'hdr', colorSpace: 'linear' }],
  ]);
}

function etcKinds(): [number, FormatKind][] {
  const block = '4x4';
  const profile = 'ldr';
  return ETC_FORMAT_ROWS.filter((row) => row.format !== 'etc1').flatMap(({ format, vkFormat, vkFormatSrgb }) => [
    [vkFormat, { format, block, profile, colorSpace: 'linear' }] as [number, FormatKind],
    ...(vkFormatSrgb === undefined
      ? []
      : [[vkFormatSrgb, { format, block, profile, colorSpace: 'srgb' }] as [number, FormatKind]]),
  ]);
}

/** Reads the header of a file that holds one 2D texture of a format we know; everything else is an error that names what it is. */
export function readKind(reader: ByteReader): Ktx2Kind {
  const identifier = reader.slice(0, KTX2_IDENTIFIER.length, 'identifier');
  if (!identifier.every((byte, index) => byte === KTX2_IDENTIFIER[index])) {
    throw new AstcError('E_KTX2_INVALID', 'not a KTX2 file: identifier at byte 0 (expected «KTX 20»)');
  }
  reader.require(0, HEADER_BYTES, 'header');
  const field = (offset: number): number => reader.u32(offset, 'header');
  checkScheme(field(44));
  const vkFormat = field(12);
  const kind =
    KIND_BY_VK_FORMAT.get(vkFormat) ?? unsupported(describeFormat(vkFormat), 'only 2D ASTC, ETC and EAC are supported');
  const size = { width: field(20), height: field(24) };
  checkShape({ ...size, depth: field(28), layers: field(32) }, field(36));
  const maxLevels = fullLevelCount(size.width, size.height);
  const levelCount = field(40);
  if (levelCount > maxLevels) {
    invalid(
      `level count at byte 40 (expected at most ${maxLevels} for ${size.width}x${size.height} texels, got ${levelCount})`,
    );
  }
  // 0 asks the loader to build the mips; one level is stored then.
  return { ...kind, ...size, levelCount: Math.max(1, levelCount) };
}

function checkScheme(scheme: number): void {
  if (scheme === ktx.KHR_SUPERCOMPRESSION_NONE) return;
  const name = SUPERCOMPRESSION_NAMES[scheme];
  if (name === undefined) unsupported(`supercompression scheme ${scheme}`, 'only uncompressed levels are supported');
  unsupported(`${name} supercompression`, 'only uncompressed levels are supported');
}

function checkShape(sides: Omit<Shape, 'faces'>, faces: number): void {
  if (sides.width === 0) invalid('width at byte 20 (expected 1 or more, got 0)');
  if (faces !== 1 && faces !== 6) invalid(`face count at byte 36 (expected 1 or 6, got ${faces})`);
  const shape: Shape = { ...sides, faces };
  if (!isFlat(shape)) unsupported(`a ${shapeName(shape)}`, 'only 2D textures are supported');
}

/** Families of VkFormats we do not read, by the first and the last number. Source: registry of Vulkan. */
const VK_FAMILIES: readonly (readonly [first: number, last: number, name: string])[] = [
  [0, 0, 'Basis Universal, or a format that Vulkan has not'],
  [1, 130, 'uncompressed texels'],
  [131, 134, 'BC1 blocks'],
  [135, 136, 'BC2 blocks'],
  [137, 138, 'BC3 blocks'],
  [139, 140, 'BC4 blocks'],
  [141, 142, 'BC5 blocks'],
  [143, 144, 'BC6H blocks'],
  [145, 146, 'BC7 blocks'],
  [1000054000, 1000054007, 'PVRTC blocks'],
  [1000288000, 1000288029, 'ASTC blocks in 3D'],
];

function describeFormat(vkFormat: number): string {
  const family = VK_FAMILIES.find(([first, last]) => vkFormat >= first && vkFormat <= last);
  return `${family?.[2] ?? 'an unknown format'} (VkFormat ${vkFormat})`;
}

function unsupported(what: string, instead: string): never {
  throw new AstcError('E_UNSUPPORTED', `KTX2 file holds ${what}: ${instead}`);
}

function invalid(what: string): never {
  throw new AstcError('E_KTX2_INVALID', `not a valid KTX2 file: ${what}`);
}
