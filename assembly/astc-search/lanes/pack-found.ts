/**
 * What was found for blocks → their 16 bytes. A block is packed in two steps, values first, and the values of the next
 * block lie between them: words of a few bytes each are read where whole vectors were written, which is slow while those
 * are on their way to memory.
 */
import { cemIntegerCount } from '../../astc/cem';
import { colorOffset } from '../../astc/color-bits';
import { COLOR_PVALUE, LEVEL_COUNTS, WEIGHT_RANK_PVALUE } from '../../astc/quant';
import { lowerHalf, reverseBits64, upperHalf } from '../../bits/block128';
import { WORDS_SLACK, encodeWords } from '../../bits/ise-words';
import { lookup32 } from '../../simd/lookup';
import { FOUND_COLORS, FOUND_RANKS, Found } from './band';
import { Config } from './lane-tables';

/** Values of a block: u8[16] color integers of all partitions, u8[64] weights of both planes in turn, zeros behind both. */
const COLORS_BYTES: usize = 16 + WORDS_SLACK + 8;
const VALUES_BYTES: usize = 32 + 64 + 16;
/** Values of the block at hand and of the one before. */
const VALUES: usize = memory.data(2 * 112, 16);
/** Bits of the weights, bits of the colors. */
const WEIGHT_BITS: usize = memory.data(16, 16);
const COLOR_BITS: usize = memory.data(16, 16);

/** Values of a block to slot `turn` & 1. */
export function preparePacking(found: Found, turn: i32): void {
  const values = VALUES + <usize>(turn & 1) * VALUES_BYTES;
  const config = changetype<Config>(found.config);
  const count = <usize>config.weightCount;
  gatherColors(found, COLOR_PVALUE + ((<usize>config.colorLevel) << 8), values);
  gatherWeights(found, config, count, values + COLORS_BYTES);
}

/** pvalues of the integers of all partitions. */
function gatherColors(found: Found, pvalues: usize, out: usize): void {
  const count = <usize>cemIntegerCount(found.cem0);
  const from = changetype<usize>(found) + FOUND_COLORS;
  gatherEight(from, pvalues, out);
  if (found.partitionCount == 2) {
    gatherEight(from + 8, pvalues, out + count);
    store<u64>(out + 2 * count, 0);
  } else store<u64>(out + count, 0);
}

/** pvalues of eight integers, whatever the last ones are. */
function gatherEight(from: usize, pvalues: usize, out: usize): void {
  store<u8>(out, load<u8>(pvalues + <usize>load<u8>(from)));
  store<u8>(out, load<u8>(pvalues + <usize>load<u8>(from, 1)), 1);
  store<u8>(out, load<u8>(pvalues + <usize>load<u8>(from, 2)), 2);
  store<u8>(out, load<u8>(pvalues + <usize>load<u8>(from, 3)), 3);
  store<u8>(out, load<u8>(pvalues + <usize>load<u8>(from, 4)), 4);
  store<u8>(out, load<u8>(pvalues + <usize>load<u8>(from, 5)), 5);
  store<u8>(out, load<u8>(pvalues + <usize>load<u8>(from, 6)), 6);
  store<u8>(out, load<u8>(pvalues + <usize>load<u8>(from, 7)), 7);
}

/** pvalues of `count` weights; those of two planes alternate. */
function gatherWeights(found: Found, config: Config, count: usize, out: usize): void {
  const from = changetype<usize>(found) + FOUND_RANKS;
  const table = WEIGHT_RANK_PVALUE + ((<usize>config.weightLevel) << 5);
  const low = v128.load(table);
  const high = v128.load(table, 16);
  // Weights of ends that changed places count from the other side.
  const top = <i32>load<u16>(LEVEL_COUNTS + ((<usize>config.weightLevel) << 1)) - 1;
  const turn = i8x16.splat(found.turned ? -1 : 0);
  const bias = i8x16.splat(found.turned ? <i8>(top + 1) : 0);
  if (found.plane2Component < 0) {
    for (let at: usize = 0; at < count; at += 16) {
      const ranks = i8x16.add(v128.xor(v128.load(from + at), turn), bias);
      v128.store(out + at, lookup32(low, high, ranks));
    }
  } else {
    for (let at: usize = 0; at < count; at += 32) {
      const ranks1 = i8x16.add(v128.xor(v128.load(from + (at >> 1)), turn), bias);
      const ranks2 = i8x16.add(v128.xor(v128.load(from + (at >> 1), 32), turn), bias);
      const plane1 = lookup32(low, high, ranks1);
      const plane2 = lookup32(low, high, ranks2);
      v128.store(out + at, i8x16.shuffle(plane1, plane2, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
      v128.store(
        out + at,
        i8x16.shuffle(plane1, plane2, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
        16,
      );
    }
  }
  v128.store(out + count, i64x2.splat(0));
}

/** Block from the values of slot `turn` & 1; both partitions have one endpoint mode. */
export function packFound(found: Found, turn: i32, blockPtr: usize): void {
  const values = VALUES + <usize>(turn & 1) * VALUES_BYTES;
  const config = changetype<Config>(found.config);
  const partitionCount = <i32>found.partitionCount;
  const integerCount = cemIntegerCount(found.cem0) * partitionCount;
  encodeWords(config.weightLevel, config.weightCount, values + COLORS_BYTES, WEIGHT_BITS);
  encodeWords(config.colorLevel, integerCount, values, COLOR_BITS);
  let head = <u64>config.blockMode;
  if (partitionCount == 1) head |= (<u64>found.cem0) << 13;
  else head |= ((<u64>1) << 11) | ((<u64>found.seed) << 13) | ((<u64>found.cem0) << 25);
  const offset = <u64>colorOffset(partitionCount);
  const colors = load<u64>(COLOR_BITS);
  let low = head | (colors << offset) | reverseBits64(load<u64>(WEIGHT_BITS, 8));
  let high = (load<u64>(COLOR_BITS, 8) << offset) | (colors >> (64 - offset)) | reverseBits64(load<u64>(WEIGHT_BITS));
  if (found.plane2Component >= 0) {
    // Below the weights, which are 24 bits or more and 96 or less.
    const place = <u64>(126 - <i32>config.weightBits);
    const component = <u64>found.plane2Component;
    low |= lowerHalf(component, place);
    high |= upperHalf(component, place);
  }
  store<u64>(blockPtr, low);
  store<u64>(blockPtr, high, 8);
}
