/** The best candidate of the block so far, and its way into a symbolic block. */
import { COLOR_PVALUE, WEIGHT_RANK_PVALUE } from '../../astc/quant';
import { packBlock } from '../../astc/pack';
import {
  KIND_PARTITIONED,
  KIND_VOID_FLOAT16,
  KIND_VOID_UNORM16,
  PLANE2_WEIGHTS,
  SYMBOLIC_BLOCK_BYTES,
  SymbolicBlock,
} from '../../astc/symbolic-block';
import { noExtent } from '../../astc/void-extent';
import { clearVectors } from '../../simd/copy';
import { blockState } from '../block/block-state';
import { classState } from '../lines/class-state';
import { GridTables } from '../tables/grid-tables';
import { ModeEntry } from '../tables/mode-table';
import { PartitionTables } from '../tables/partition-tables';
import { COLOR_UVALUES, DECODED_ENDPOINTS, GRID_PLANE, GRID_RANKS, trialState } from './trial-state';

/** What is kept of a candidate, beside its color uvalues, what they decode to, and its weight ranks. */
@unmanaged
export class BestBlock {
  error: f32;
  mode: usize;
  grid: usize;
  partitionCount: i32;
  pattern: i32;
  plane2Component: i32;
  colorQuantLevel: i32;
  cems: u32;
}

const BEST: usize = memory.data(32, 16);
export const BEST_COLORS: usize = memory.data(32, 16);
export const BEST_DECODED: usize = memory.data(64, 16);
export const BEST_RANKS: usize = memory.data(160, 16);
const SYMBOLIC: usize = memory.data(<i32>SYMBOLIC_BLOCK_BYTES, 16);

// @ts-ignore: decorator
@inline
export function bestBlock(): BestBlock {
  return changetype<BestBlock>(BEST);
}

/** Keeps the trial at hand when it beats the best. */
export function keepIfBetter(error: f32): void {
  const best = bestBlock();
  if (error >= best.error) return;
  noteTrial(best, error);
  keepTrial(trialState().planeCount);
}

/** Writes down what the trial at hand is, but for its integers and weights. */
export function noteTrial(to: BestBlock, error: f32): void {
  const trial = trialState();
  const state = classState();
  to.error = error;
  to.mode = trial.mode;
  to.grid = trial.grid;
  to.partitionCount = state.partitionCount;
  to.pattern = state.pattern;
  to.plane2Component = state.plane2Component;
  to.colorQuantLevel = trial.colorQuantLevel;
  to.cems = trial.cems;
}

/** Copies the trial's integers, decoded endpoints and ranks of `planeCount` planes. */
export function keepTrial(planeCount: i32): void {
  v128.store(BEST_COLORS, v128.load(COLOR_UVALUES));
  v128.store(BEST_COLORS, v128.load(COLOR_UVALUES, 16), 16);
  v128.store(BEST_DECODED, v128.load(DECODED_ENDPOINTS));
  v128.store(BEST_DECODED, v128.load(DECODED_ENDPOINTS, 16), 16);
  v128.store(BEST_DECODED, v128.load(DECODED_ENDPOINTS, 32), 32);
  v128.store(BEST_DECODED, v128.load(DECODED_ENDPOINTS, 48), 48);
  const end = <usize>planeCount * GRID_PLANE;
  for (let offset: usize = 0; offset < end; offset += 16) {
    v128.store(BEST_RANKS + offset, v128.load(GRID_RANKS + offset));
  }
}

/**
 * Writes the best candidate as 16 bytes.
 *
 * @param patterns  tables of its partition count; any with one partition
 */
export function packBest(patterns: PartitionTables, blockPtr: usize): void {
  const best = bestBlock();
  const symbolic = changetype<SymbolicBlock>(SYMBOLIC);
  const mode = changetype<ModeEntry>(best.mode);
  const grid = changetype<GridTables>(best.grid);
  clearVectors(SYMBOLIC, SYMBOLIC_BLOCK_BYTES);
  symbolic.kind = <u8>KIND_PARTITIONED;
  symbolic.partitionCount = <u8>best.partitionCount;
  symbolic.plane2Component = <i8>best.plane2Component;
  symbolic.blockMode = mode.blockMode;
  symbolic.gridWidth = <u8>grid.gridWidth;
  symbolic.gridHeight = <u8>grid.gridHeight;
  symbolic.gridDepth = <u8>grid.gridDepth;
  symbolic.weightQuantLevel = mode.weightQuantLevel;
  symbolic.colorQuantLevel = <u8>best.colorQuantLevel;
  const pvalues = COLOR_PVALUE + ((<usize>best.colorQuantLevel) << 8);
  for (let partition: usize = 0; partition < <usize>best.partitionCount; partition++) {
    let place = partition;
    if (best.partitionCount > 1) {
      place = <usize>load<u8>(patterns.orderPtr + ((<usize>best.pattern) << 2) + partition);
    }
    store<u8>(symbolic.cemPtr + place, <u8>(best.cems >> (<u32>partition * 8)));
    for (let value: usize = 0; value < 8; value++) {
      const uvalue = <usize>load<u8>(BEST_COLORS + (partition << 3) + value);
      store<u8>(symbolic.colorsPtr + (place << 3) + value, load<u8>(pvalues + uvalue));
    }
  }
  if (best.partitionCount > 1) symbolic.partitionSeed = load<u16>(patterns.seedsPtr + ((<usize>best.pattern) << 1));
  const ranks = WEIGHT_RANK_PVALUE + ((<usize>mode.weightQuantLevel) << 5);
  for (let weight: usize = 0; weight < <usize>grid.weightCount; weight++) {
    store<u8>(symbolic.weightsPtr + weight, load<u8>(ranks + <usize>load<u8>(BEST_RANKS + weight)));
    if (best.plane2Component >= 0) {
      const rank = <usize>load<u8>(BEST_RANKS + GRID_PLANE + weight);
      store<u8>(symbolic.weightsPtr + <usize>PLANE2_WEIGHTS + weight, load<u8>(ranks + rank));
    }
  }
  packBlock(symbolic, blockPtr);
}

/** Writes a constant block of four unorm16 components. */
export function packConstant(r: i32, g: i32, b: i32, a: i32, blockPtr: usize): void {
  const color = (<u64>r) | ((<u64>g) << 16) | ((<u64>b) << 32) | ((<u64>a) << 48);
  packVoidExtent(KIND_VOID_UNORM16, color, blockPtr);
}

/** Writes a constant block of four float16 components. */
export function packConstantHalf(color: u64, blockPtr: usize): void {
  packVoidExtent(KIND_VOID_FLOAT16, color, blockPtr);
}

function packVoidExtent(kind: i32, color: u64, blockPtr: usize): void {
  const symbolic = changetype<SymbolicBlock>(SYMBOLIC);
  clearVectors(SYMBOLIC, SYMBOLIC_BLOCK_BYTES);
  symbolic.kind = <u8>kind;
  symbolic.plane2Component = -1;
  const axisCount = blockState().depth > 1 ? 3 : 2;
  symbolic.axisCount = <u8>axisCount;
  for (let bound: usize = 0; bound < 6; bound++) {
    store<u16>(symbolic.extentPtr + (bound << 1), noExtent(axisCount));
  }
  store<u64>(symbolic.constantColorPtr, color);
  packBlock(symbolic, blockPtr);
}
