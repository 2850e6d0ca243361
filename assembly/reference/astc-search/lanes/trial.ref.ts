/** Twin of trial: weights of a grid → candidates, for every class. */
import { effort } from '../../../astc-search/lanes/effort';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import { CLASS_DUAL, CLASS_TWO, Config, GridChoice, LaneTables } from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { LEVEL_COUNTS } from '../../../astc/quant';
import { fitEndsRef } from './ends.ref';
import { PLANE2, i32At } from './group.ref';
import { infillPairsRef } from './infill-pairs.ref';
import { fitPartitionRef } from './least-squares.ref';
import { pickedRef, pickLevelsRef, quantizePlaneRef } from './levels.ref';
import { offerRef } from './offer.ref';

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
): void {
  const planeCount: i32 = which == CLASS_DUAL ? 2 : 1;
  for (let plane: i32 = 0; plane < planeCount; plane++) {
    quantizePlaneRef(config, grid.weightCount, plane);
    infillPairsRef(tables, grid, plane);
  }
  const top = topRank(config);
  if (which != CLASS_TWO) {
    fitPartitionRef(lanes, kind, -1);
    const error = fitEndsRef(kind, 0, <f32>lanes.texelCount, config, true);
    const second: i32 = planeCount == 2 ? secondRef() : -1;
    offerRef(kind, error, order, config, grid.weightCount, top, second, 1, 0, 0);
    return;
  }
  const parted = partedRef();
  fitPartitionRef(lanes, kind, 0);
  fitPartitionRef(lanes, kind, 1);
  const error0 = fitEndsRef(kind, 0, <f32>lanes.texelCount - parted.count1, config, false);
  const error1 = fitEndsRef(kind, 1, parted.count1, config, false);
  offerRef(kind, error0 + error1, order, config, grid.weightCount, top, -1, 2, parted.seed, parted.isTurned);
}

/** Offers GRID_IDEAL at the levels that promise most. */
export function tryLevelsRef(
  tables: FootprintTables,
  lanes: LaneTables,
  kind: i32,
  which: i32,
  choice: GridChoice,
  order: u32,
  worth: f32,
  worth2: f32,
): void {
  const grid = changetype<LaneGrid>(choice.grid);
  const planeCount: i32 = which == CLASS_DUAL ? 2 : 1;
  const count = pickLevelsRef(choice, grid.weightCount, planeCount, worth, worth2, <i32>effort().levels);
  for (let place: i32 = 0; place < count; place++) {
    tryWeightsRef(tables, lanes, kind, which, grid, order, pickedRef(place));
  }
}
