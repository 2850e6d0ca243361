/**
 * Symbolic block → 16 bytes. Trusts its input: the search and the unpacker only make legal blocks.
 * Spec: KDFS 1.4, ASTC "Block Layout", "Color Endpoint Mode".
 */
import { reverseBlock, writeBits } from '../bits/block128';
import { encodeIse, iseBitCount } from '../bits/ise';
import { cemClass, cemIntegerCount } from './cem';
import { colorBitsAvailable, colorOffset, colorQuantLevelFor, extraCemBits } from './color-bits';
import { KIND_ILLEGAL, KIND_PARTITIONED, PLANE2_WEIGHTS, SymbolicBlock } from './symbolic-block';
import { packVoidExtent } from './void-extent';

/** u8[64]: weights of two planes interleaved, then u8[16] bits of the weights before their reversal. */
const INTERLEAVED_WEIGHTS: usize = memory.data(64, 16);
const WEIGHT_BLOCK: usize = memory.data(16, 16);
/** u8[24]: color integers of all partitions in a row. */
const COLOR_INTEGERS: usize = memory.data(32, 16);

/** Writes the block; one of kind {@link KIND_ILLEGAL} becomes 16 zero bytes, a reserved mode. */
export function packBlock(symbolic: SymbolicBlock, blockPtr: usize): void {
  v128.store(blockPtr, i64x2.splat(0));
  if (symbolic.kind == KIND_ILLEGAL) return;
  if (symbolic.kind == KIND_PARTITIONED) packPartitioned(symbolic, blockPtr);
  else packVoidExtent(symbolic, blockPtr);
}

function packPartitioned(symbolic: SymbolicBlock, blockPtr: usize): void {
  const partitionCount = <i32>symbolic.partitionCount;
  const planeCount: i32 = symbolic.plane2Component >= 0 ? 2 : 1;
  const weightBits = packWeights(symbolic, planeCount, blockPtr);
  const integerCount = gatherColors(symbolic);
  const isMixed = isMixedEncoding(symbolic, weightBits, planeCount, integerCount);

  const extraBits = extraCemBits(partitionCount, isMixed);
  const belowWeights = 128 - weightBits - extraBits;
  writeBits(blockPtr, 0, (<u64>symbolic.blockMode) | ((<u64>(partitionCount - 1)) << 11));
  if (partitionCount == 1) {
    writeBits(blockPtr, 13, load<u8>(symbolic.cemPtr));
  } else {
    const cems = isMixed ? mixedCemBits(symbolic) : (<i32>load<u8>(symbolic.cemPtr)) << 2;
    writeBits(blockPtr, 13, (<u64>symbolic.partitionSeed) | ((<u64>(cems & 63)) << 10));
    if (extraBits > 0) writeBits(blockPtr, belowWeights, cems >> 6);
  }
  if (planeCount == 2) writeBits(blockPtr, belowWeights - 2, symbolic.plane2Component);
  encodeIse(symbolic.colorQuantLevel, integerCount, COLOR_INTEGERS, blockPtr, colorOffset(partitionCount));
}

/** Puts the weights, bit-reversed, at the end of the block and returns how many bits they take. */
function packWeights(symbolic: SymbolicBlock, planeCount: i32, blockPtr: usize): i32 {
  const gridCount = <i32>symbolic.gridWidth * <i32>symbolic.gridHeight * <i32>symbolic.gridDepth;
  let weights = symbolic.weightsPtr;
  if (planeCount == 2) {
    for (let grid: usize = 0; grid < <usize>gridCount; grid++) {
      const pair = INTERLEAVED_WEIGHTS + (grid << 1);
      store<u8>(pair, load<u8>(weights + grid));
      store<u8>(pair, load<u8>(weights + grid + PLANE2_WEIGHTS), 1);
    }
    weights = INTERLEAVED_WEIGHTS;
  }
  v128.store(WEIGHT_BLOCK, i64x2.splat(0));
  encodeIse(symbolic.weightQuantLevel, gridCount * planeCount, weights, WEIGHT_BLOCK, 0);
  reverseBlock(WEIGHT_BLOCK, blockPtr);
  return iseBitCount(gridCount * planeCount, symbolic.weightQuantLevel);
}

/** Lines the partitions' integers up in COLOR_INTEGERS and returns their number. */
function gatherColors(symbolic: SymbolicBlock): i32 {
  let count: i32 = 0;
  for (let partition: usize = 0; partition < <usize>symbolic.partitionCount; partition++) {
    // Eight bytes at once: what a shorter mode leaves over is overwritten by the next partition.
    store<u64>(COLOR_INTEGERS + <usize>count, load<u64>(symbolic.colorsPtr + (partition << 3)));
    count += cemIntegerCount(load<u8>(symbolic.cemPtr + partition));
  }
  return count;
}

/**
 * Whether each partition states its own mode. A block may do so although all modes are equal; the bits this costs
 * may lower the color level, which is how such a block is known.
 */
function isMixedEncoding(symbolic: SymbolicBlock, weightBits: i32, planeCount: i32, integerCount: i32): bool {
  const partitionCount = <i32>symbolic.partitionCount;
  if (partitionCount == 1) return false;
  const first = load<u8>(symbolic.cemPtr);
  for (let partition: usize = 1; partition < <usize>partitionCount; partition++) {
    if (load<u8>(symbolic.cemPtr + partition) != first) return true;
  }
  const matchedBits = colorBitsAvailable(weightBits, partitionCount, planeCount, false);
  return colorQuantLevelFor(matchedBits, integerCount) != <i32>symbolic.colorQuantLevel;
}

/** Selector, class bit of each partition, then two mode bits of each, lowest first: 2 + 3 · partitionCount bits. */
function mixedCemBits(symbolic: SymbolicBlock): i32 {
  const partitionCount = <i32>symbolic.partitionCount;
  // The selector holds base class + 1 in two bits, so the base is at most 2.
  let baseClass: i32 = 2;
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    baseClass = min(baseClass, cemClass(load<u8>(symbolic.cemPtr + <usize>partition)));
  }
  let bits = baseClass + 1;
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    const cem = <i32>load<u8>(symbolic.cemPtr + <usize>partition);
    bits |= (cemClass(cem) - baseClass) << (2 + partition);
    bits |= (cem & 3) << (2 + partitionCount + 2 * partition);
  }
  return bits;
}
