/**
 * The integer tables of a footprint in the order in which the host names them: levels, digit codes, block modes and
 * partition patterns as the format and the search hold them, repacked a word a row.
 */
import { colorQuantLevelFor } from '../astc/color-bits';
import { BlockSize } from '../astc/decimation';
import {
  COLOR_NEAREST,
  COLOR_PVALUE,
  COLOR_UVALUE,
  LEVEL_COUNTS,
  QUANT_6,
  QUANT_32,
  QUANT_256,
  WEIGHT_RANK_PVALUE,
  WEIGHT_RANK_UVALUE,
} from '../astc/quant';
import { FootprintTables, modeList, partitionTables } from '../astc-search/tables/footprint-tables';
import { MODE_ORDER_LENGTH } from '../astc-search/tables/mode-order';
import {
  GROUP_MODES,
  LIST_KINDS,
  MODE_GROUP_BYTES,
  ModeEntry,
  ModeList,
  gridOfSlot,
} from '../astc-search/tables/mode-table';
import { PartitionTables } from '../astc-search/tables/partition-tables';
import { LEVEL_BITS, LEVEL_RADIX } from '../bits/ise';
import { QUINT_CODE, TRIT_CODE } from '../bits/trits-quints';
import { ConstantList, TableWriter } from './table-writer';

const LEVEL_COUNT: i32 = 21;
const WEIGHT_LEVEL_COUNT: i32 = 12;
const TRIT_CODE_COUNT: i32 = 243;
const QUINT_CODE_COUNT: i32 = 125;
/** Pairs of color integers a block can hold, and bits it can have for them, both from 0 on. */
const PAIR_COUNTS: i32 = 10;
const COLOR_BIT_COUNTS: i32 = 112;
/** Stands for a level where none fits. */
const NO_LEVEL: i32 = 255;

/** Words of all tables but the patterns. */
const SHARED_WORDS: i32 =
  LEVEL_COUNT * 256 +
  WEIGHT_LEVEL_COUNT * 32 +
  TRIT_CODE_COUNT +
  QUINT_CODE_COUNT +
  LEVEL_COUNT +
  PAIR_COUNTS * COLOR_BIT_COUNTS +
  LIST_KINDS * (1 + MODE_ORDER_LENGTH);

/** Words of a mask of texels. */
export function maskWords(tables: FootprintTables): i32 {
  return (tables.width * tables.height + 31) >> 5;
}

/** Words of a pattern: its seed and a mask each partition but the first. */
function patternWords(tables: FootprintTables, partitionCount: i32): i32 {
  return 1 + (partitionCount - 1) * maskWords(tables);
}

/** Words of all integer tables. */
export function integerWords(tables: FootprintTables): i32 {
  let words = SHARED_WORDS;
  for (let partitionCount: i32 = 2; partitionCount <= 4; partitionCount++) {
    words += partitionTables(tables, partitionCount).count * patternWords(tables, partitionCount);
  }
  return words;
}

/** Writes all integer tables, and to `constants` where each begins. */
export function writeIntegerTables(tables: FootprintTables, out: TableWriter, constants: ConstantList): void {
  constants.add(out.count);
  writeColorLevels(out);
  constants.add(out.count);
  writeWeightLevels(out);
  constants.add(out.count);
  writeBytes(TRIT_CODE, TRIT_CODE_COUNT, out);
  constants.add(out.count);
  writeBytes(QUINT_CODE, QUINT_CODE_COUNT, out);
  constants.add(out.count);
  writeLevels(out);
  constants.add(out.count);
  writeColorLevelOf(out);
  constants.add(out.count);
  constants.add(MODE_ORDER_LENGTH);
  for (let kind: i32 = 0; kind < LIST_KINDS; kind++) writeModeList(modeList(tables, kind), out);
  for (let partitionCount: i32 = 2; partitionCount <= 4; partitionCount++) {
    const patterns = partitionTables(tables, partitionCount);
    constants.add(out.count);
    constants.add(patterns.count);
    for (let index: i32 = 0; index < patterns.count; index++) writePattern(patterns, index, maskWords(tables), out);
  }
}

/** Nearest uvalue of each value, its pvalue, and the uvalue of the pvalue of that number. */
function writeColorLevels(out: TableWriter): void {
  for (let level: i32 = 0; level <= QUANT_256; level++) {
    const count = <i32>load<u16>(LEVEL_COUNTS + ((<usize>level) << 1));
    for (let value: i32 = 0; value < 256; value++) {
      const at = <usize>((level << 8) + value);
      const uvalue: u32 = value < count ? load<u8>(COLOR_UVALUE + at) : 0;
      const word = (<u32>load<u8>(COLOR_NEAREST + at)) | ((<u32>load<u8>(COLOR_PVALUE + at)) << 8) | (uvalue << 16);
      out.put(level < QUANT_6 ? 0 : word);
    }
  }
}

/** Uvalue and pvalue of each weight, by rank. */
function writeWeightLevels(out: TableWriter): void {
  for (let level: i32 = 0; level <= QUANT_32; level++) {
    const count = <i32>load<u16>(LEVEL_COUNTS + ((<usize>level) << 1));
    for (let rank: i32 = 0; rank < 32; rank++) {
      const at = <usize>((level << 5) + rank);
      const word = (<u32>load<u8>(WEIGHT_RANK_UVALUE + at)) | ((<u32>load<u8>(WEIGHT_RANK_PVALUE + at)) << 8);
      out.put(rank < count ? word : 0);
    }
  }
}

/** Bytes, one a word. */
function writeBytes(sourcePtr: usize, count: i32, out: TableWriter): void {
  for (let index: usize = 0; index < <usize>count; index++) out.put(load<u8>(sourcePtr + index));
}

/** Low bits, radix of the digit (0, 3, 5) and number of values of each level. */
function writeLevels(out: TableWriter): void {
  for (let level: usize = 0; level < <usize>LEVEL_COUNT; level++) {
    const bits = <u32>load<u8>(LEVEL_BITS + level);
    const radix = <u32>load<u8>(LEVEL_RADIX + level);
    out.put(bits | (radix << 8) | ((<u32>load<u16>(LEVEL_COUNTS + (level << 1))) << 16));
  }
}

/** Highest level at which pairs of color integers fit, by their number and the bits at hand. */
function writeColorLevelOf(out: TableWriter): void {
  for (let pairs: i32 = 0; pairs < PAIR_COUNTS; pairs++) {
    for (let bits: i32 = 0; bits < COLOR_BIT_COUNTS; bits++) {
      const level = pairs == 0 ? -1 : colorQuantLevelFor(bits, pairs * 2);
      out.put(level < 0 ? NO_LEVEL : level);
    }
  }
}

/** Size of the grid of a mode under way. */
const GRID: usize = memory.data(16, 16);

/** The list's number of modes, then the modes in its order; a longer list is cut off, a shorter one padded with 0. */
function writeModeList(list: ModeList, out: TableWriter): void {
  const grid = changetype<BlockSize>(GRID);
  const countPtr = out.nextPtr;
  out.put(0);
  for (let index: i32 = 0; index < MODE_ORDER_LENGTH; index++) {
    const group = list.groupsPtr + <usize>(index >> 2) * MODE_GROUP_BYTES;
    const entryPtr: u32 =
      index >> 2 < list.groupCount ? load<u32>(group + ((<usize>(index & 3)) << 2), GROUP_MODES) : 0;
    if (entryPtr == 0) {
      out.put(0);
      continue;
    }
    const entry = changetype<ModeEntry>(<usize>entryPtr);
    gridOfSlot(entry.grid, 1, grid);
    const size = ((<u32>grid.width) << 11) | ((<u32>grid.height) << 15);
    out.put((<u32>entry.blockMode) | size | ((<u32>entry.weightQuantLevel) << 19) | ((<u32>entry.weightBits) << 23));
    store<u32>(countPtr, index + 1);
  }
}

/** Seed and masks of one pattern; partitions as the format numbers them. */
function writePattern(patterns: PartitionTables, index: i32, words: i32, out: TableWriter): void {
  out.put(load<u16>(patterns.seedsPtr + ((<usize>index) << 1)));
  const texelPartitions = patterns.patternsPtr + <usize>index * patterns.patternBytes;
  const order = patterns.orderPtr + ((<usize>index) << 2);
  for (let partition: i32 = 1; partition < patterns.partitionCount; partition++) {
    for (let word: i32 = 0; word < words; word++) {
      let mask: u32 = 0;
      const end = min((word + 1) << 5, patterns.texelCount);
      for (let texel = word << 5; texel < end; texel++) {
        const renumbered = <usize>load<u8>(texelPartitions + <usize>texel);
        if (<i32>load<u8>(order + renumbered) == partition) mask |= (<u32>1) << (texel & 31);
      }
      out.put(mask);
    }
  }
}
