/** The level index: where levels lie and how long they are. Spec: KTX 2.0, "Level Index" and "mipPadding". */

import { align, u64 } from '../unpack/numbers.js';
import { VK_FORMAT_UNDEFINED } from '../vk-formats/index.js';
import { ISSUE } from './issues.js';
import { HEADER_BYTES, type Ktx2File, LEVEL_INDEX_ENTRY_BYTES, type LevelEntry } from './ktx2-file.js';
import { SCHEME } from './names.js';

/**
 * Levels that are looked at. The largest size has 33, so that a file with more is invalid already; one with millions must
 * not fill the memory.
 */
const MAX_LEVELS = 1024;

export function checkLevelIndex(file: Ktx2File): void {
  file.levels = readLevels(file);
  checkOrder(file);
  const alignment = levelAlignment(file);
  // From the smallest level on, as they lie in the file.
  let end = align(headEnd(file), alignment);
  for (let level = file.levelCount - 1; level >= 0; level--) {
    const entry = file.levels[level]!;
    const start = align(end, alignment);
    checkOffset(file, level, entry, start, alignment);
    if (!hasUncertainLength(file)) checkLengths(file, level, entry);
    // Where lengths are known, the place of a level does not depend on what the index says of others.
    end = isOfKnownLength(file) ? start + file.levelByteLength(level) : entry.byteOffset + entry.byteLength;
  }
}

function readLevels({ bytes, levelCount, report }: Ktx2File): LevelEntry[] {
  const view = bytes.view(HEADER_BYTES, levelCount * LEVEL_INDEX_ENTRY_BYTES, 'The level index');
  if (levelCount > MAX_LEVELS) report.leave();
  return Array.from({ length: levelCount }, (_, level) => {
    const [byteOffset, byteLength, uncompressedByteLength] = [0, 8, 16].map((at) =>
      u64(view, level * LEVEL_INDEX_ENTRY_BYTES + at),
    ) as [number, number, number];
    return { byteOffset, byteLength, uncompressedByteLength };
  });
}

function checkOrder({ report, levels }: Ktx2File): void {
  for (let level = 1; level < levels.length; level++) {
    const [larger, smaller] = [levels[level - 1]!, levels[level]!];
    const pair = (field: keyof LevelEntry) =>
      `${field} of level ${level - 1} is ${larger[field]}, that of level ${level} is ${smaller[field]}.`;
    if (smaller.uncompressedByteLength > larger.uncompressedByteLength) {
      report.add(ISSUE.levelIndexOrder, pair('uncompressedByteLength'));
    }
    if (smaller.byteOffset > larger.byteOffset) report.add(ISSUE.levelDataOrder, pair('byteOffset'));
  }
}

/** Texel blocks and 32-bit words must both begin at a multiple of their size; supercompressed data may begin anywhere. */
function levelAlignment({ header, blockBytes }: Ktx2File): number {
  if (header.supercompressionScheme !== SCHEME.NONE) return 1;
  const bytes = Math.max(blockBytes, 1);
  return [1, 2, 4].map((factor) => bytes * factor).find((multiple) => multiple % 4 === 0)!;
}

/** The end of what lies before the levels. */
function headEnd({ header, levelCount }: Ktx2File): number {
  const { dfdByteOffset, dfdByteLength, kvdByteOffset, kvdByteLength, sgdByteOffset, sgdByteLength } = header;
  if (sgdByteLength !== 0) return sgdByteOffset + sgdByteLength;
  if (kvdByteLength !== 0) return kvdByteOffset + kvdByteLength;
  if (dfdByteLength !== 0) return dfdByteOffset + dfdByteLength;
  return HEADER_BYTES + levelCount * LEVEL_INDEX_ENTRY_BYTES;
}

function isOfKnownLength({ header }: Ktx2File): boolean {
  return header.vkFormat !== VK_FORMAT_UNDEFINED && header.supercompressionScheme === SCHEME.NONE;
}

/** Encoders disagree on blocks of ASTC 3D that are partly outside the texture; so `ktx validate` lets both pass. */
export function hasUncertainLength({ row, header }: Ktx2File): boolean {
  return row !== undefined && row.blockDepth > 1 && header.pixelDepth % row.blockDepth !== 0;
}

function checkOffset(
  { report }: Ktx2File,
  level: number,
  { byteOffset }: LevelEntry,
  start: number,
  alignment: number,
): void {
  if (byteOffset % alignment !== 0) {
    const where = `${byteOffset}, no multiple of ${alignment}, and should be ${start}`;
    report.add(ISSUE.levelUnaligned, `byteOffset of level ${level} is ${where}.`);
  } else if (byteOffset !== start) {
    report.add(ISSUE.levelOffset, `byteOffset of level ${level} is ${byteOffset}, not ${start}.`);
  }
}

function checkLengths(file: Ktx2File, level: number, entry: LevelEntry): void {
  const { report, header } = file;
  const expected = file.levelByteLength(level);
  const add = (issue: Parameters<typeof report.add>[0], field: keyof LevelEntry, wanted: string) =>
    report.add(issue, `${field} of level ${level} is ${entry[field]}, not ${wanted}.`);
  const isKnown = isOfKnownLength(file);
  if (isKnown && entry.byteLength !== expected) add(ISSUE.levelLength, 'byteLength', `${expected}`);
  const unpacked = entry.uncompressedByteLength;
  if (header.supercompressionScheme === SCHEME.BASIS_LZ) {
    if (unpacked !== 0) add(ISSUE.basisUnpackedLength, 'uncompressedByteLength', '0');
  } else if (header.supercompressionScheme === SCHEME.UASTC_HDR_6X6_INTERMEDIATE) {
    if (unpacked !== 0) add(ISSUE.hdr6x6UnpackedLength, 'uncompressedByteLength', '0');
  } else if (isKnown) {
    if (unpacked !== expected) add(ISSUE.levelUnpackedLength, 'uncompressedByteLength', `${expected}`);
  } else if (header.vkFormat === VK_FORMAT_UNDEFINED) {
    const images = Math.max(header.faceCount * file.layerCount, 1);
    if (unpacked === 0) add(ISSUE.unpackedLengthZero, 'uncompressedByteLength', 'more');
    else if (unpacked % images !== 0)
      add(ISSUE.unpackedLengthUneven, 'uncompressedByteLength', `a multiple of ${images}`);
  }
}
