/** Scalars for the walk through the search that the kernel tests make: addresses and table entries by number. */
import { LEVEL_COUNTS } from '../astc/quant';
import { blockState } from '../astc-search/block-state';
import {
  IDEAL_WEIGHTS,
  LINE_ENERGY,
  MASK_BYTES,
  PARTITION_MASKS,
  WEIGHT_PLANE,
  WHOLE_MASK,
  classState,
  partitionFitPtr,
} from '../astc-search/class-state';
import { FootprintTables, footprintTables, gridTables, partitionTables } from '../astc-search/footprint-tables';
import { GridTables } from '../astc-search/grid-tables';
import { RAW } from '../astc-search/line-fit';
import { SHORTLIST_MODE } from '../astc-search/mode-predict';
import { GRID_SLOTS, MODE_QUAD_BYTES, ModeEntry, ModeList, ModeQuad } from '../astc-search/mode-table';
import { AXES, MEMBERS } from '../astc-search/partition-rank';
import { PartitionTables } from '../astc-search/partition-tables';
import {
  GRID_IDEAL,
  GRID_IDEAL_PLANE,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
  trialState,
} from '../astc-search/trial-state';

/** Tables of the footprint in force. */
export function stageTables(): FootprintTables {
  return footprintTables(blockState().footprint);
}

/** Builds whatever a footprint may need, so that nothing allocates later. */
export function stageBuildAll(): void {
  const tables = stageTables();
  for (let partitionCount: i32 = 2; partitionCount <= 4; partitionCount++) partitionTables(tables, partitionCount);
  for (let slot: i32 = 0; slot < GRID_SLOTS; slot++) {
    if (isListed(tables.singleModes, slot) || isListed(tables.dualModes, slot)) gridTables(tables, slot);
  }
}

function isListed(list: ModeList, slot: i32): bool {
  const end = list.quadsPtr + <usize>list.quadCount * MODE_QUAD_BYTES;
  for (let at = list.quadsPtr; at < end; at += MODE_QUAD_BYTES) {
    if (<i32>changetype<ModeQuad>(at).grid == slot) return true;
  }
  return false;
}

/** Bit c set when component c of the block varies. */
export function stageVaryingMask(): i32 {
  return blockState().varyingMask;
}

export function stageWholeMask(): usize {
  return WHOLE_MASK;
}

export function stageMask(partition: i32): usize {
  return PARTITION_MASKS + <usize>partition * MASK_BYTES;
}

/** Moments that scatterOfMask leaves. */
export function stageRawMoments(): usize {
  return RAW;
}

export function stagePartitionFit(partition: i32): usize {
  return partitionFitPtr(partition);
}

/** Partition tables of a count 2..4, their number of patterns, and the texels of one. */
export function stagePatterns(partitionCount: i32): PartitionTables {
  return partitionTables(stageTables(), partitionCount);
}

export function stagePatternCount(tables: PartitionTables): i32 {
  return tables.count;
}

export function stagePattern(tables: PartitionTables, index: i32): usize {
  return tables.patternsPtr + <usize>index * tables.patternBytes;
}

export function stageNibbles(tables: PartitionTables): i32 {
  return tables.nibbles;
}

/** Forgets the weights of the partitions before, as fitPattern does. */
export function stageClearWeights(): void {
  memory.fill(IDEAL_WEIGHTS, 0, WEIGHT_PLANE);
  memory.fill(LINE_ENERGY, 0, WEIGHT_PLANE);
}

/** Mode lists and axes of the footprint. */
export function stageModes(planeCount: i32): ModeList {
  return planeCount == 2 ? stageTables().dualModes : stageTables().singleModes;
}

export function stageAxis(isVertical: i32): usize {
  const tables = stageTables();
  return changetype<usize>(isVertical ? tables.axisY : tables.axisX);
}

/** Puts entry `index` of the shortlist on trial. */
export function stageTrial(index: i32): void {
  const trial = trialState();
  trial.mode = <usize>load<u32>(SHORTLIST_MODE + ((<usize>index) << 2));
  trial.grid = changetype<usize>(gridTables(stageTables(), changetype<ModeEntry>(trial.mode).grid));
  trial.planeCount = classState().plane2Component >= 0 ? 2 : 1;
}

export function stageGrid(): usize {
  return trialState().grid;
}

export function stageLevel(): i32 {
  return changetype<ModeEntry>(trialState().mode).weightQuantLevel;
}

export function stageWeightBits(): i32 {
  return changetype<ModeEntry>(trialState().mode).weightBits;
}

export function stageWeightCount(): i32 {
  return changetype<GridTables>(trialState().grid).weightCount;
}

export function stageGains(): usize {
  return changetype<GridTables>(trialState().grid).gainPtr;
}

export function stageIsDirect(): i32 {
  return changetype<GridTables>(trialState().grid).isDirect;
}

export function stageIdealWeights(plane: i32): usize {
  return IDEAL_WEIGHTS + <usize>plane * WEIGHT_PLANE;
}

export function stageGridIdeal(plane: i32): usize {
  return GRID_IDEAL + <usize>plane * GRID_IDEAL_PLANE;
}

export function stageTexelWeights(plane: i32): usize {
  return TEXEL_WEIGHTS + <usize>plane * TEXEL_WEIGHTS_PLANE;
}

export function stageAxes(): usize {
  return AXES;
}

export function stageMembers(): usize {
  return MEMBERS;
}

export function stageWidth(): i32 {
  return blockState().width;
}

/** Levels of a weight quant level, less one. */
export function stageSteps(quantLevel: i32): f32 {
  return <f32>load<u16>(LEVEL_COUNTS + ((<usize>quantLevel) << 1)) - 1;
}
