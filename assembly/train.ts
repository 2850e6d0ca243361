/**
 * Entry of the training binary (bench/train): the release exports, and one block taken through the search by hand, so
 * that what the predictor says of every block mode can be held against what a trial of it ends with.
 */
import { bestBlock } from './astc-search/candidate/best-block';
import { blockState } from './astc-search/block/block-state';
import { dualLineError, fitDual, fitPattern, fitSingle } from './astc-search/lines/class-fit';
import { classState } from './astc-search/lines/class-state';
import { COLOR_COST } from './astc-search/prediction/color-predict';
import { footprintTables, partitionTables } from './astc-search/tables/footprint-tables';
import { PIXEL_RGBA8, loadBlock } from './astc-search/block/load-block';
import { GRID_ERROR } from './astc-search/prediction/grid-projection';
import { classList, predictModes } from './astc-search/prediction/mode-predict';
import {
  GROUP_BITS,
  GROUP_GAINS,
  GROUP_GRIDS,
  GROUP_MODES,
  GROUP_NOISE,
  MODE_GROUP_BYTES,
  ModeEntry,
} from './astc-search/tables/mode-table';
import { countColors } from './astc-search/patterns/palette';
import { findClusters } from './astc-search/patterns/partition-overlap';
import { RANKED, preparePartitionSearch, rankPartitions } from './astc-search/patterns/partition-rank';
import { quality, selectQuality } from './astc-search/quality';
import { prepareSearch } from './astc-search/search';
import { runTrial } from './astc-search/trial/trial';
import { NOISE, NOISE_SHARE } from './astc-search/prediction/weight-noise';

export * from './index';

/** Facts of {@link trainLoad}: bits 0..3 the components that vary, then these. */
const IS_GREY: i32 = 16;
const IS_OPAQUE: i32 = 32;

/** More than any list holds. */
const ALL_MODES: f32 = 10000;
/** A class or mode that does not exist. */
const NONE: f32 = 1e30;

/** f32[2048][4]: by block mode the predicted line, grid, weight and color error; the first is NONE where no mode is. */
const TERMS: usize = memory.data(2048 * 16, 16);
/** u32[2048]: ModeEntry of each block mode, or 0. */
const ENTRIES: usize = memory.data(2048 * 4, 16);

/** Loads the block at column `x` of a row of blocks (as encodeRow does); returns its facts. */
export function trainLoad(pixelsPtr: usize, strideBytes: i32, x: i32, width: i32, rowCount: i32): i32 {
  const block = blockState();
  loadBlock(pixelsPtr, <usize>strideBytes, 0, PIXEL_RGBA8, x, width, min(rowCount, block.height), 1);
  if (block.varyingMask != 0) {
    fitSingle();
    preparePartitionSearch();
    findClusters();
  }
  return block.varyingMask | (block.isGrey ? IS_GREY : 0) | (block.isOpaque ? IS_OPAQUE : 0);
}

/** Makes one partition and plane the class at hand; returns its line error. */
export function trainSingle(): f32 {
  fitSingle();
  return classState().lineError;
}

/** Makes two planes the class at hand, by the component that leaves least; returns its line error, or 1e30. */
export function trainDual(): f32 {
  const block = blockState();
  let best: i32 = -1;
  let least: f32 = NONE;
  for (let component: i32 = 0; component < 4; component++) {
    const bit = 1 << component;
    if (!(block.varyingMask & bit) || block.varyingMask == bit || (component < 3 && block.isGrey)) continue;
    const error = dualLineError(component);
    if (error >= least) continue;
    least = error;
    best = component;
  }
  if (best < 0) return NONE;
  fitDual(best);
  return classState().lineError;
}

/** Ranks the patterns of `partitionCount` as the search does at its best; returns how many there are, at most `keep`. */
export function trainRank(partitionCount: i32, keep: i32): i32 {
  const patterns = partitionTables(footprintTables(blockState().footprint), partitionCount);
  return rankPartitions(patterns, 3, 2, 1, 32, keep, countColors(), false);
}

/** Makes ranked pattern `index` of the last {@link trainRank} the class at hand; returns its line error. */
export function trainPattern(partitionCount: i32, index: i32): f32 {
  const patterns = partitionTables(footprintTables(blockState().footprint), partitionCount);
  fitPattern(patterns, <i32>load<u32>(RANKED + ((<usize>index) << 2)));
  return classState().lineError;
}

/** Predicts every block mode of the class at hand, into the table at {@link trainTerms}. */
export function trainPredict(): void {
  const tables = footprintTables(blockState().footprint);
  quality().listedModes = ALL_MODES;
  predictModes(tables, 1, NONE);
  for (let mode: usize = 0; mode < 2048; mode++) store<f32>(TERMS + (mode << 4), NONE);
  memory.fill(ENTRIES, 0, 2048 * 4);
  const list = classList(tables);
  for (let index: usize = 0; index < <usize>list.groupCount; index++) {
    const group = list.groupsPtr + index * MODE_GROUP_BYTES;
    for (let lane: usize = 0; lane < 4; lane++) storeTerms(group, lane);
  }
}

/** Terms of one mode of a group. */
function storeTerms(group: usize, lane: usize): void {
  const entry = load<u32>(group + (lane << 2), GROUP_MODES);
  if (entry == 0) return;
  const short = group + (lane << 1);
  const color = load<f32>(COLOR_COST + <usize>load<u16>(short, GROUP_BITS));
  if (color >= NONE) return;
  const mode = <usize>changetype<ModeEntry>(<usize>entry).blockMode;
  const terms = TERMS + (mode << 4);
  store<f32>(terms, classState().lineError);
  store<f32>(terms, load<f32>(GRID_ERROR + <usize>load<u16>(short, GROUP_GRIDS)), 4);
  store<f32>(
    terms,
    load<f32>(group + (lane << 2), GROUP_GAINS) * load<f32>(NOISE + <usize>load<u16>(short, GROUP_NOISE)),
    8,
  );
  store<f32>(terms, color, 12);
  store<u32>(ENTRIES + (mode << 2), entry);
}

export function trainTerms(): usize {
  return TERMS;
}

/** Weight quant level (0..11) of a block mode that was predicted. */
export function trainLevel(blockMode: i32): i32 {
  return changetype<ModeEntry>(<usize>load<u32>(ENTRIES + ((<usize>blockMode) << 2))).weightQuantLevel;
}

/** Tries a block mode that was predicted, with all refinement of the quality in force; returns the error left. */
export function trainTrial(blockMode: i32): f32 {
  const best = bestBlock();
  best.error = NONE;
  runTrial(footprintTables(blockState().footprint), <usize>load<u32>(ENTRIES + ((<usize>blockMode) << 2)));
  return best.error;
}

/** f32[12], writable: what mode-predict scales its noise by. */
export function trainNoiseShare(): usize {
  return NOISE_SHARE;
}

/** The row of a quality 0..100 as the table has it, before {@link trainQualityChanged} fits it to the footprint. */
export function trainSelectQuality(wanted: f32): void {
  selectQuality(wanted);
}

/** f32 a column, writable: the row of the quality table in force; call {@link trainQualityChanged} after writing. */
export function trainQuality(): usize {
  return changetype<usize>(quality());
}

export function trainQualityChanged(): void {
  prepareSearch();
}
