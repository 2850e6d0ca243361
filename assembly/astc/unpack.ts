/**
 * 16 bytes → symbolic block, or the reason why they are none: the inverse of pack.ts, total over all inputs.
 * Spec: KDFS 1.4, ASTC "Block Layout", "Color Endpoint Mode", "Data Size Determination", "Illegal Encodings".
 */
import { readBits, reverseBlock } from '../bits/block128';
import { decodeIse } from '../bits/ise';
import { BlockMode, blockModeAt } from './block-mode';
import { BlockSize } from './decimation';
import { cemIntegerCount, MAX_COLOR_INTEGERS } from './cem';
import { colorBitsAvailable, colorOffset, colorQuantLevelFor, extraCemBits } from './color-bits';
import {
  ILLEGAL_COLOR_BITS,
  ILLEGAL_COLOR_COUNT,
  ILLEGAL_DUAL_PLANE_PARTITIONS,
  ILLEGAL_GRID_SIZE,
  LEGAL,
} from './illegal';
import { KIND_ILLEGAL, KIND_PARTITIONED, PLANE2_WEIGHTS, SymbolicBlock } from './symbolic-block';
import { isVoidExtent, unpackVoidExtent } from './void-extent';

/** The block with its bits reversed: the weight sequence starts at bit 0. */
const REVERSED_BLOCK: usize = memory.data(16, 16);
/** u8[64] of both planes interleaved, and what the last group of the sequence may write past it. */
const INTERLEAVED_WEIGHTS: usize = memory.data(80, 16);
/** u8[18] color integers of all partitions, and the same past it. */
const COLOR_INTEGERS: usize = memory.data(32, 16);

/**
 * Unpacks a block. Every field that has a meaning for the kind is set; when the block is illegal the fields read
 * before that was found are set too, for reports.
 *
 * @returns {@link LEGAL} or the reason, also in `symbolic.reason`
 */
export function unpackBlock(blockPtr: usize, footprint: BlockSize, symbolic: SymbolicBlock): i32 {
  symbolic.kind = <u8>KIND_ILLEGAL;
  symbolic.axisCount = footprint.depth > 1 ? 3 : 2;
  symbolic.partitionCount = 0;
  const reason = isVoidExtent(blockPtr)
    ? unpackVoidExtent(blockPtr, symbolic)
    : unpackPartitioned(blockPtr, footprint, symbolic);
  symbolic.reason = <u8>reason;
  return reason;
}

function unpackPartitioned(blockPtr: usize, footprint: BlockSize, symbolic: SymbolicBlock): i32 {
  const header = load<u32>(blockPtr);
  const mode = blockModeAt(header & 0x7ff, symbolic.axisCount);
  const partitionCount = ((<i32>(header >> 11)) & 3) + 1;
  symbolic.blockMode = <u16>(header & 0x7ff);
  symbolic.partitionCount = <u8>partitionCount;
  if (mode.reason != LEGAL) return mode.reason;
  symbolic.gridWidth = mode.gridWidth;
  symbolic.gridHeight = mode.gridHeight;
  symbolic.gridDepth = mode.gridDepth;
  symbolic.weightQuantLevel = mode.weightQuantLevel;
  if (!fitsIn(mode, footprint)) return ILLEGAL_GRID_SIZE;
  if (mode.planeCount == 2 && partitionCount == 4) return ILLEGAL_DUAL_PLANE_PARTITIONS;

  const belowWeights = 128 - <i32>mode.weightBits;
  const isMixed = partitionCount > 1 && ((header >> 23) & 3) != 0;
  symbolic.partitionSeed = <u16>(partitionCount > 1 ? (header >> 13) & 0x3ff : 0);
  const integerCount = unpackCems(blockPtr, belowWeights, symbolic);
  const extraBits = extraCemBits(partitionCount, isMixed);
  symbolic.plane2Component = mode.planeCount == 2 ? <i8>readBits(blockPtr, belowWeights - extraBits - 2, 2) : -1;
  if (integerCount > MAX_COLOR_INTEGERS) return ILLEGAL_COLOR_COUNT;
  const colorBits = colorBitsAvailable(mode.weightBits, partitionCount, mode.planeCount, isMixed);
  const colorQuantLevel = colorQuantLevelFor(colorBits, integerCount);
  if (colorQuantLevel < 0) return ILLEGAL_COLOR_BITS;
  symbolic.colorQuantLevel = <u8>colorQuantLevel;

  decodeIse(colorQuantLevel, integerCount, blockPtr, colorOffset(partitionCount), COLOR_INTEGERS);
  scatterColors(symbolic);
  unpackWeights(blockPtr, mode, symbolic);
  symbolic.kind = <u8>KIND_PARTITIONED;
  return LEGAL;
}

/** Whether the grid is nowhere larger than the footprint. */
@inline
function fitsIn(mode: BlockMode, footprint: BlockSize): bool {
  return (
    <i32>mode.gridWidth <= footprint.width &&
    <i32>mode.gridHeight <= footprint.height &&
    <i32>mode.gridDepth <= footprint.depth
  );
}

/** Reads the CEM of each partition and returns how many color integers they take together. */
function unpackCems(blockPtr: usize, belowWeights: i32, symbolic: SymbolicBlock): i32 {
  const partitionCount = <i32>symbolic.partitionCount;
  const cems = symbolic.cemPtr;
  if (partitionCount == 1) {
    const cem = readBits(blockPtr, 13, 4);
    store<u32>(cems, cem);
    return cemIntegerCount(cem);
  }
  const low = readBits(blockPtr, 23, 6);
  const selector = low & 3;
  if (selector == 0) {
    const cem = low >> 2;
    // One byte a partition; those past the count stay 0.
    store<u32>(cems, (<u32>cem * 0x01010101) & (u32.MAX_VALUE >> (8 * (4 - partitionCount))));
    return cemIntegerCount(cem) * partitionCount;
  }
  const extraBits = extraCemBits(partitionCount, true);
  const bits = (low | (readBits(blockPtr, belowWeights - extraBits, extraBits) << 6)) >> 2;
  let integerCount: i32 = 0;
  store<u32>(cems, 0);
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    const cemClass = selector - 1 + ((bits >> partition) & 1);
    const cem = (cemClass << 2) | ((bits >> (partitionCount + 2 * partition)) & 3);
    store<u8>(cems + <usize>partition, cem);
    integerCount += cemIntegerCount(cem);
  }
  return integerCount;
}

/** Deals COLOR_INTEGERS out to the partitions; what lies past a partition's integers is not defined. */
function scatterColors(symbolic: SymbolicBlock): void {
  let first: usize = 0;
  for (let partition: usize = 0; partition < <usize>symbolic.partitionCount; partition++) {
    store<u64>(symbolic.colorsPtr + (partition << 3), load<u64>(COLOR_INTEGERS + first));
    first += <usize>cemIntegerCount(load<u8>(symbolic.cemPtr + partition));
  }
}

function unpackWeights(blockPtr: usize, mode: BlockMode, symbolic: SymbolicBlock): void {
  reverseBlock(blockPtr, REVERSED_BLOCK);
  decodeIse(mode.weightQuantLevel, mode.weightCount, REVERSED_BLOCK, 0, INTERLEAVED_WEIGHTS);
  const weights = symbolic.weightsPtr;
  const first = v128.load(INTERLEAVED_WEIGHTS);
  const second = v128.load(INTERLEAVED_WEIGHTS, 16);
  const third = v128.load(INTERLEAVED_WEIGHTS, 32);
  const fourth = v128.load(INTERLEAVED_WEIGHTS, 48);
  if (mode.planeCount == 1) {
    v128.store(weights, first);
    v128.store(weights, second, 16);
    v128.store(weights, third, 32);
    v128.store(weights, fourth, 48);
    return;
  }
  // [a0 b0 a1 b1 …] → plane 1 in the first half, plane 2 in the second
  v128.store(weights, evenBytes(first, second));
  v128.store(weights, evenBytes(third, fourth), 16);
  v128.store(weights + PLANE2_WEIGHTS, oddBytes(first, second));
  v128.store(weights + PLANE2_WEIGHTS, oddBytes(third, fourth), 16);
}


@inline
function evenBytes(low: v128, high: v128): v128 {
  return i8x16.shuffle(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}


@inline
function oddBytes(low: v128, high: v128): v128 {
  return i8x16.shuffle(low, high, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}
