/** Scalars for the walk through the search that the kernel tests make: addresses and table entries by number. */
import { BLOCK_MODE_COUNT } from '../astc/block-mode';
import { COLOR_NEAREST, LEVEL_COUNTS } from '../astc/quant';
import { bestBlock } from '../astc-search/candidate/best-block';
import { TEXELS_I16, WHOLE_MASK, blockState } from '../astc-search/block/block-state';
import { MODE_UVALUES } from '../astc-search/endpoints/endpoint-pair';
import {
  IDEAL_WEIGHTS,
  LINE_ENERGY,
  MASK_BYTES,
  PARTITION_MASKS,
  WEIGHT_PLANE,
  classState,
  partitionFitPtr,
} from '../astc-search/lines/class-state';
import {
  FootprintTables,
  footprintTables,
  gridTables,
  modeList,
  partitionTables,
} from '../astc-search/tables/footprint-tables';
import { KINDS } from '../astc-search/lanes/band';
import { prepareLanes } from '../astc-search/lanes/encode-band';
import { CLASS_SINGLE, CLASS_TWO, laneClass, laneTables } from '../astc-search/lanes/lane-tables';
import { patternMasks } from '../astc-search/lanes/masks';
import { GridTables } from '../astc-search/tables/grid-tables';
import { RAW } from '../astc-search/lines/line-fit';
import { SHORTLIST_MODE } from '../astc-search/prediction/mode-predict';
import {
  GRID_SLOTS,
  GROUP_BITS_COUNT,
  GROUP_HEIGHT_COUNT,
  LIST_KINDS,
  MODE_GROUP_BYTES,
  ModeEntry,
  ModeList,
  listKind,
} from '../astc-search/tables/mode-table';
import { AXES, MEMBERS } from '../astc-search/patterns/partition-guess';
import { LEFT_RANKS, LEFT_SCORES } from '../astc-search/patterns/sweep-winners';
import { PartitionTables } from '../astc-search/tables/partition-tables';
import {
  DECODED_BYTES,
  DECODED_ENDPOINTS,
  GRID_IDEAL,
  GRID_IDEAL_PLANE,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
  endpointFitPtr,
  trialState,
} from '../astc-search/candidate/trial-state';

/** Tables of the footprint in force. */
export function stageTables(): FootprintTables {
  return footprintTables(blockState().footprint);
}

/** Builds whatever a footprint may need, so that nothing allocates later. */
export function stageBuildAll(): void {
  const tables = stageTables();
  for (let partitionCount: i32 = 2; partitionCount <= 4; partitionCount++) partitionTables(tables, partitionCount);
  for (let kind: i32 = 0; kind < LIST_KINDS; kind++) modeList(tables, kind);
  for (let number: usize = 0; number < <usize>BLOCK_MODE_COUNT; number++) {
    buildGridOf(tables, load<u32>(tables.singleEntries + (number << 2)));
    buildGridOf(tables, load<u32>(tables.dualEntries + (number << 2)));
  }
  if (tables.depth == 1) buildLanes(tables);
}

/** What blocks four abreast look up. */
function buildLanes(tables: FootprintTables): void {
  prepareLanes(tables);
  const lanes = laneTables(tables);
  for (let which = CLASS_SINGLE; which <= CLASS_TWO; which++) {
    for (let kind: i32 = 0; kind < KINDS; kind++) laneClass(lanes, which, kind);
  }
  const patterns = partitionTables(tables, 2);
  for (let pattern: i32 = 0; pattern < patterns.count; pattern++) {
    patternMasks(lanes, patterns, tables.footprint, pattern);
  }
}

function buildGridOf(tables: FootprintTables, entryPtr: u32): void {
  if (entryPtr != 0) gridTables(tables, changetype<ModeEntry>(<usize>entryPtr).grid);
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

/** Modes for the class at hand, and how many groups of them there are. */
export function stageModes(): ModeList {
  const state = classState();
  const planeCount: i32 = state.plane2Component >= 0 ? 2 : 1;
  const kind = listKind(planeCount, state.partitionCount, blockState().isGrey, blockState().isOpaque);
  return modeList(stageTables(), kind);
}

export function stageGroupCount(list: ModeList): i32 {
  return list.groupCount;
}

export function stageGroups(list: ModeList): usize {
  return list.groupsPtr;
}

/** Weight bit counts and grid heights that the first groups have, and how many. */
export function stageBits(list: ModeList): usize {
  return list.bitsPtr;
}

export function stageBitsCount(list: ModeList, groupCount: i32): i32 {
  return load<u8>(list.groupsPtr + <usize>(groupCount - 1) * MODE_GROUP_BYTES, GROUP_BITS_COUNT);
}

export function stageHeights(list: ModeList): usize {
  return list.heightsPtr;
}

export function stageHeightCount(list: ModeList, groupCount: i32): i32 {
  return load<u8>(list.groupsPtr + <usize>(groupCount - 1) * MODE_GROUP_BYTES, GROUP_HEIGHT_COUNT);
}

export function stagePartitionCount(): i32 {
  return classState().partitionCount;
}

/** Axis of the footprint. */
export function stageAxis(isVertical: i32): usize {
  const tables = stageTables();
  return changetype<usize>(isVertical ? tables.rowAxis : tables.axisX);
}

/** Puts entry `index` of the shortlist on trial. */
export function stageTrial(index: i32): void {
  const trial = trialState();
  trial.mode = <usize>load<u32>(SHORTLIST_MODE + ((<usize>index) << 2));
  trial.grid = changetype<usize>(gridTables(stageTables(), changetype<ModeEntry>(trial.mode).grid));
  trial.planeCount = classState().plane2Component >= 0 ? 2 : 1;
}

/** Grid of the footprint number `index`, counted round and round. */
export function stageAnyGrid(index: u32): GridTables {
  const tables = stageTables();
  let slot: i32 = 0;
  for (let left = (index % 1000) + 1; left > 0; left--) {
    do slot = slot + 1 < GRID_SLOTS ? slot + 1 : 0;
    while (load<u32>(tables.gridsPtr + ((<usize>slot) << 2)) == 0);
  }
  return gridTables(tables, slot);
}

export function stageGridWidth(grid: GridTables): i32 {
  return grid.gridWidth;
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

export function stageEnergies(plane: i32): usize {
  return LINE_ENERGY + <usize>plane * WEIGHT_PLANE;
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

/** Nearest uvalues of a color quant level. */
export function stageColorRow(quantLevel: i32): usize {
  return COLOR_NEAREST + ((<usize>quantLevel) << 8);
}

export function stageEndpointFit(partition: i32): usize {
  return endpointFitPtr(partition);
}

/** u8[8]: the integers that an endpoint mode came to. */
export function stageModeUvalues(): usize {
  return MODE_UVALUES;
}

/** u16[8] of a partition: what the integers picked decode to. */
export function stageDecodedEndpoints(partition: i32): usize {
  return DECODED_ENDPOINTS + <usize>partition * DECODED_BYTES;
}

/** i16[4][240]: the block's planes, a plane 480 bytes after the other. */
export function stagePlanes(): usize {
  return TEXELS_I16;
}

/** Squared error that the search believes its block has. */
export function stageBestError(): f32 {
  return bestBlock().error;
}

/** u32[4] patterns, and f32[4] their scores: what exactScores takes and gives. */
const CANDIDATES: usize = memory.data(32, 16);

/** Where a candidate is written. */
export function stageCandidate(place: i32, pattern: i32): usize {
  store<i32>(CANDIDATES + ((<usize>place) << 2), pattern);
  return CANDIDATES;
}

export function stageCandidateScore(place: i32): f32 {
  return load<f32>(CANDIDATES + ((<usize>place) << 2), 16);
}

/** Scores of the winners that bestWinners chose from, and how many of them are better than each. */
export function stageWinnerScores(): usize {
  return LEFT_SCORES;
}

export function stageWinnerRanks(): usize {
  return LEFT_RANKS;
}
