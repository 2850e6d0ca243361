/** Weights of a grid → candidates of the group, for every class: ranks, ends, ranks that suit those ends, errors. */
import { fitAlong } from './along';
import { Dual, Two, partitionCountOf, planeCountOf } from './classes';
import { decimate } from './decimate';
import { effort } from './effort';
import { DECODED, ENDS_BYTES, errorOfEnds, fitEnds } from './ends';
import { CONFIGS, GRID_IDEAL, GRID_PLANE_BYTES, MASKS, PLANE_BYTES, PREDICTED_CONFIG, WORTH, WORTH2 } from './group';
import { infillPairs } from './infill-pairs';
import { LaneGrid } from './lane-grids';
import { GridChoice, LaneTables } from './lane-tables';
import { fitDual, fitSingle, fitTwo } from './least-squares';
import { enterLevels, gridBytes, pickLevels, quantizePlane, takeLevel } from './levels';
import { ERRORS, offer } from './offer';
import { Every, First, Second, realign } from './realign';

/** i16x8[2][72]: ideal weights of texels, Q14. */
const IDEAL: usize = memory.data(2 * 72 * 16, 16);
/** What GRID_IDEAL was. */
const FIRST_IDEAL: usize = memory.data(2 * 33 * 16, 16);

/** Copies both planes of a grid, or one. */
function copyPlanes(from: usize, to: usize, bytes: usize, planeCount: i32): void {
  for (let plane: i32 = 0; plane < planeCount; plane++) {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, v128.load(from + at));
    from += GRID_PLANE_BYTES;
    to += GRID_PLANE_BYTES;
  }
}

/**
 * GRID_IDEAL → ranks at the levels of CONFIGS → fits.
 *
 * @param places  of one line: ideal weights of the texels, which then count as points of the line; 0: as they are
 */
export function quantizeAndFit<T, C>(lanes: LaneTables, grid: LaneGrid, places: usize): void {
  quantizePlane(grid.weightCount, 0);
  infillPairs(lanes, grid, 0);
  if (idof<C>() == idof<Dual>()) {
    quantizePlane(grid.weightCount, 1);
    infillPairs(lanes, grid, 1);
    fitDual<T>(lanes.pairCount);
  } else if (idof<C>() == idof<Two>()) fitTwo<T>(lanes.pairCount);
  else if (places != 0) fitAlong<T>(lanes, places);
  else fitSingle<T>(lanes.pairCount);
}

/** Weights that suit the ends to GRID_IDEAL. */
export function realignGrid<T, C>(lanes: LaneTables, grid: LaneGrid): void {
  const pairs = lanes.pairCount;
  if (idof<C>() == idof<Dual>()) {
    realign<T, First>(pairs, DECODED, 0, IDEAL);
    realign<T, Second>(pairs, DECODED, PLANE_BYTES, IDEAL + PLANE_BYTES);
    decimate(lanes, grid, IDEAL + PLANE_BYTES, 1);
  } else realign<T, Every>(pairs, DECODED, 0, IDEAL);
  if (idof<C>() == idof<Two>()) {
    const second = IDEAL + PLANE_BYTES;
    realign<T, Every>(pairs, DECODED + ENDS_BYTES, 0, second);
    const bytes = (<usize>pairs) << 4;
    for (let at: usize = 0; at < bytes; at += 16) {
      const mask = v128.load(MASKS + at);
      v128.store(IDEAL + at, v128.bitselect(v128.load(second + at), v128.load(IDEAL + at), mask));
    }
  }
  decimate(lanes, grid, IDEAL, 0);
}

/** Integers for the weights at hand; returns what they leave. */
export function fitAllEnds<T, C>(texels0: v128, texels1: v128): v128 {
  const error = fitEnds<T>(0, texels0, partitionCountOf<C>() == 1);
  return idof<C>() == idof<Two>() ? f32x4.add(error, fitEnds<T>(1, texels1, false)) : error;
}

/** What the ends at hand leave with the weights at hand. */
export function errorOfAll<T, C>(texels0: v128, texels1: v128): v128 {
  const error = errorOfEnds<T>(0, texels0);
  return idof<C>() == idof<Two>() ? f32x4.add(error, errorOfEnds<T>(1, texels1)) : error;
}

/**
 * Offers GRID_IDEAL at the levels of CONFIGS.
 *
 * @param count  lanes that count, the first ones
 * @param texels0, texels1  of the partitions, f32; the second of no account with one
 * @param isAligned  with weights that suit the ends, which suit GRID_IDEAL
 * @param places  see {@link quantizeAndFit}
 */
export function tryWeights<T, C>(
  lanes: LaneTables,
  grid: LaneGrid,
  order: u32,
  count: i32,
  texels0: v128,
  texels1: v128,
  isAligned: bool,
  places: usize,
): void {
  quantizeAndFit<T, C>(lanes, grid, places);
  let error = fitAllEnds<T, C>(texels0, texels1);
  if (isAligned) {
    realignGrid<T, C>(lanes, grid);
    quantizeAndFit<T, C>(lanes, grid, 0);
    error = errorOfAll<T, C>(texels0, texels1);
  }
  v128.store(ERRORS, error);
  offer<T, C>(count, order, grid.weightCount);
}

/** Offers GRID_IDEAL at the levels that promise most, `levels` of them at most; 0: at the one that was predicted. */
export function tryLevels<T, C>(
  lanes: LaneTables,
  choice: GridChoice,
  order: u32,
  count: i32,
  texels0: v128,
  texels1: v128,
  levels: i32,
  isAligned: bool,
  places: usize,
): void {
  const grid = changetype<LaneGrid>(choice.grid);
  if (levels == 0) {
    v128.store(CONFIGS, v128.load(PREDICTED_CONFIG));
    enterLevels();
    tryWeights<T, C>(lanes, grid, order, count, texels0, texels1, isAligned, places);
    return;
  }
  const bytes = gridBytes(grid.weightCount);
  const isOver = levels > 1 && isAligned;
  pickLevels(choice, grid.weightCount, planeCountOf<C>(), v128.load(WORTH), v128.load(WORTH2), levels);
  if (isOver) copyPlanes(GRID_IDEAL, FIRST_IDEAL, bytes, planeCountOf<C>());
  for (let level: i32 = 0; level < levels && takeLevel(level, effort().worstLevel); level++) {
    if (isOver && level > 0) copyPlanes(FIRST_IDEAL, GRID_IDEAL, bytes, planeCountOf<C>());
    enterLevels();
    tryWeights<T, C>(lanes, grid, order, count, texels0, texels1, isAligned, places);
  }
}
