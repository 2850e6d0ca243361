/** Weights of a grid → candidates of the group, for every class: ranks, ends, errors. */
import { Dual, Two, partitionCountOf, planeCountOf } from './classes';
import { effort } from './effort';
import { fitEnds } from './ends';
import { WORTH, WORTH2 } from './group';
import { infillPairs } from './infill-pairs';
import { LaneGrid } from './lane-grids';
import { GridChoice, LaneTables } from './lane-tables';
import { fitDual, fitSingle, fitTwo } from './least-squares';
import { enterLevels, pickLevels, quantizePlane, takeLevel } from './levels';
import { ERRORS, offer } from './offer';

/**
 * Offers GRID_IDEAL at the levels of CONFIGS.
 *
 * @param count  lanes that count, the first ones
 * @param texels0, texels1  of the partitions, f32; the second of no account with one
 */
export function tryWeights<T, C>(
  lanes: LaneTables,
  grid: LaneGrid,
  order: u32,
  count: i32,
  texels0: v128,
  texels1: v128,
): void {
  quantizePlane(grid.weightCount, 0);
  infillPairs(lanes, grid, 0);
  if (idof<C>() == idof<Dual>()) {
    quantizePlane(grid.weightCount, 1);
    infillPairs(lanes, grid, 1);
    fitDual<T>(lanes.pairCount);
  } else if (idof<C>() == idof<Two>()) fitTwo<T>(lanes.pairCount);
  else fitSingle<T>(lanes.pairCount);
  let error = fitEnds<T>(0, texels0, partitionCountOf<C>() == 1);
  if (idof<C>() == idof<Two>()) error = f32x4.add(error, fitEnds<T>(1, texels1, false));
  v128.store(ERRORS, error);
  offer<T, C>(count, order, grid.weightCount);
}

/** Offers GRID_IDEAL at the levels that promise most. */
export function tryLevels<T, C>(
  lanes: LaneTables,
  choice: GridChoice,
  order: u32,
  count: i32,
  texels0: v128,
  texels1: v128,
): void {
  const grid = changetype<LaneGrid>(choice.grid);
  const levels = <i32>effort().levels;
  pickLevels(choice, grid.weightCount, planeCountOf<C>(), v128.load(WORTH), v128.load(WORTH2), levels);
  for (let level: i32 = 0; level < levels && takeLevel(level, effort().worstLevel); level++) {
    enterLevels();
    tryWeights<T, C>(lanes, grid, order, count, texels0, texels1);
  }
}
