/** Twin of trial: weights of a grid → candidates, for every class. */
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import { CLASS_DUAL, CLASS_TWO, Config, GridChoice, LaneTables } from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { LEVEL_COUNTS } from '../../../astc/quant';
import { fitAlongRef } from './along.ref';
import { decimateRef } from './decimate.ref';
import { fitEndsRef } from './ends.ref';
import { GRID_IDEAL, GRID_PLANE, MASK, PLANE2, REALIGNED, SLOT_PLANE, i16At, i32At, putI16 } from './group.ref';
import { infillPairsRef } from './infill-pairs.ref';
import { fitPartitionRef } from './least-squares.ref';
import { pickedRef, pickLevelsRef, quantizePlaneRef } from './levels.ref';
import { offerRef } from './offer.ref';
import { realignRef } from './realign.ref';
import { endsErrorRef } from './trial-ends.ref';

/** How the texels of the block are parted, in the class of two partitions. */
@unmanaged
export class PartedRef {
  pattern: i32;
  /** Texels of partition 1. */
  count1: f32;
  seed: i32;
  /** 1 where the format numbers the partitions the other way round. */
  isTurned: i32;
}

const PARTED: usize = memory.data(16, 16);

export function partedRef(): PartedRef {
  return changetype<PartedRef>(PARTED);
}

/** Highest rank of the weights of a config. */
function topRank(config: Config): i32 {
  return <i32>load<u16>(LEVEL_COUNTS + ((<usize>config.weightLevel) << 1)) - 1;
}

/** Component of the second plane. */
function secondRef(): i32 {
  let component: i32 = 0;
  while (i32At(PLANE2, component) == 0) component++;
  return component;
}

/** Offers GRID_IDEAL in a config; `which`: the class. */
export function tryWeightsRef(
  tables: FootprintTables,
  lanes: LaneTables,
  kind: i32,
  which: i32,
  grid: LaneGrid,
  order: u32,
  config: Config,
  isAligned: bool,
  isAlong: bool = false,
): void {
  quantizeAndFit(tables, lanes, kind, which, grid, config, isAlong);
  const parted = partedRef();
  const count1: f32 = which == CLASS_TWO ? parted.count1 : 0;
  const count0: f32 = <f32>lanes.texelCount - count1;
  let error = fitEndsRef(kind, 0, count0, config, which != CLASS_TWO);
  if (which == CLASS_TWO) error = error + fitEndsRef(kind, 1, count1, config, false);
  if (isAligned) {
    realignGridRef(lanes, kind, which, grid);
    quantizeAndFit(tables, lanes, kind, which, grid, config, false);
    error = endsErrorRef(kind, 0, count0);
    if (which == CLASS_TWO) error = error + endsErrorRef(kind, 1, count1);
  }
  const top = topRank(config);
  if (which == CLASS_TWO) {
    offerRef(kind, error, order, config, grid.weightCount, top, -1, 2, parted.seed, parted.isTurned);
    return;
  }
  const second: i32 = which == CLASS_DUAL ? secondRef() : -1;
  offerRef(kind, error, order, config, grid.weightCount, top, second, 1, 0, 0);
}

/** GRID_IDEAL → ranks in a config → fits; `isAlong`: of texels as points of their line. */
function quantizeAndFit(
  tables: FootprintTables,
  lanes: LaneTables,
  kind: i32,
  which: i32,
  grid: LaneGrid,
  config: Config,
  isAlong: bool,
): void {
  for (let plane: i32 = 0; plane < (which == CLASS_DUAL ? 2 : 1); plane++) {
    quantizePlaneRef(config, grid.weightCount, plane);
    infillPairsRef(tables, grid, plane);
  }
  if (isAlong) fitAlongRef(tables, lanes, kind);
  else fitPartitionRef(lanes, kind, which == CLASS_TWO ? 0 : -1);
  if (which == CLASS_TWO) fitPartitionRef(lanes, kind, 1);
}

/** Weights of partition 0 while those of partition 1 are found. */
const KEPT: usize = memory.data(288, 16);

/** Weights that suit the ends to GRID_IDEAL: of both planes, or of both partitions as one. */
export function realignGridRef(lanes: LaneTables, kind: i32, which: i32, grid: LaneGrid): void {
  realignRef(lanes, kind, 0, 0);
  if (which == CLASS_DUAL) realignRef(lanes, kind, 0, 1);
  if (which == CLASS_TWO) {
    memory.copy(KEPT, REALIGNED, SLOT_PLANE);
    realignRef(lanes, kind, 1, 0);
    for (let slot: i32 = 0; slot < lanes.pairCount * 2; slot++) {
      if (i16At(MASK, slot) == 0) putI16(REALIGNED, slot, i16At(KEPT, slot));
    }
  }
  for (let plane: i32 = 0; plane < (which == CLASS_DUAL ? 2 : 1); plane++) {
    decimateRef(lanes, grid, REALIGNED + <usize>plane * SLOT_PLANE, plane);
  }
}

/** GRID_IDEAL while it is another. */
const FIRST_IDEAL: usize = memory.data(2 * 132, 16);

/** Offers GRID_IDEAL at the levels that promise most, `levels` of them at most. */
export function tryLevelsRef(
  tables: FootprintTables,
  lanes: LaneTables,
  kind: i32,
  which: i32,
  choice: GridChoice,
  order: u32,
  worth: f32,
  worth2: f32,
  levels: i32,
  isAligned: bool,
): void {
  const grid = changetype<LaneGrid>(choice.grid);
  const planeCount: i32 = which == CLASS_DUAL ? 2 : 1;
  const count = pickLevelsRef(choice, grid.weightCount, planeCount, worth, worth2, levels);
  const first = GRID_PLANE * <usize>planeCount;
  memory.copy(FIRST_IDEAL, GRID_IDEAL, first);
  for (let place: i32 = 0; place < count; place++) {
    memory.copy(GRID_IDEAL, FIRST_IDEAL, first);
    tryWeightsRef(tables, lanes, kind, which, grid, order, pickedRef(place), isAligned);
  }
}
