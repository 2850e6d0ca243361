/** Makes the best candidate the trial at hand again: its class, its mode, its weights. */
import { BEST_COLORS, BEST_DECODED, BEST_RANKS, bestBlock } from '../candidate/best-block';
import { WEIGHT_RANK_UVALUE } from '../../astc/quant';
import { copyVectors } from '../../simd/copy';
import { blockState } from '../block/block-state';
import { fitDual, fitPattern, fitSingle } from '../lines/class-fit';
import { fitDualPattern } from '../lines/dual-pattern';
import { FootprintTables, partitionTables } from '../tables/footprint-tables';
import { GridTables } from '../tables/grid-tables';
import { infillWeights } from '../weights/infill';
import { ModeEntry } from '../tables/mode-table';
import {
  COLOR_UVALUES,
  DECODED_ENDPOINTS,
  GRID_PLANE,
  GRID_RANKS,
  GRID_UVALUES,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
  trialState,
} from '../candidate/trial-state';

/** Makes the best candidate's class and mode the ones at hand. */
export function restoreClass(tables: FootprintTables): void {
  const best = bestBlock();
  const trial = trialState();
  if (best.partitionCount > 1) {
    const patterns = partitionTables(tables, best.partitionCount);
    if (best.plane2Component >= 0) fitDualPattern(patterns, best.pattern, best.plane2Component);
    else fitPattern(patterns, best.pattern);
  } else if (best.plane2Component >= 0) fitDual(best.plane2Component);
  else fitSingle();
  trial.mode = best.mode;
  trial.grid = best.grid;
  trial.planeCount = best.plane2Component >= 0 ? 2 : 1;
  restoreModes();
}

/** Copies the best candidate's endpoint modes and level back into the trial. */
export function restoreModes(): void {
  const best = bestBlock();
  const trial = trialState();
  trial.cems = best.cems;
  trial.colorQuantLevel = best.colorQuantLevel;
}

/** Copies the best candidate's integers, and what they decode to, back into the trial. */
export function restoreEnds(): void {
  copyVectors(COLOR_UVALUES, BEST_COLORS, 32);
  copyVectors(DECODED_ENDPOINTS, BEST_DECODED, 64);
}

/** Copies the best candidate's weights back into the trial. */
export function restoreWeights(): void {
  const trial = trialState();
  const grid = changetype<GridTables>(trial.grid);
  const level = <usize>changetype<ModeEntry>(trial.mode).weightQuantLevel;
  const uvalues = WEIGHT_RANK_UVALUE + (level << 5);
  copyVectors(GRID_RANKS, BEST_RANKS, 2 * GRID_PLANE);
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    const at = plane * GRID_PLANE;
    for (let weight: usize = 0; weight < <usize>grid.weightCount; weight++) {
      store<u8>(GRID_UVALUES + at + weight, load<u8>(uvalues + <usize>load<u8>(GRID_RANKS + at + weight)));
    }
    infillWeights(grid, plane);
  }
}

/** Ranks, uvalues and texel weights of both planes, as the trial has them. */
const HELD_RANKS: usize = memory.data(160, 16);
const HELD_UVALUES: usize = memory.data(160, 16);
const HELD_WEIGHTS: usize = memory.data(2 * 480, 16);

/** Holds the trial's weights, which are those of the best candidate. */
export function holdWeights(): void {
  const planes = <usize>trialState().planeCount;
  copyVectors(HELD_RANKS, GRID_RANKS, planes * GRID_PLANE);
  copyVectors(HELD_UVALUES, GRID_UVALUES, planes * GRID_PLANE);
  for (let plane: usize = 0; plane < planes; plane++) copyTexels(HELD_WEIGHTS, TEXEL_WEIGHTS, plane);
}

/** Makes the weights held last those of the trial again. */
export function takeHeldWeights(): void {
  const planes = <usize>trialState().planeCount;
  copyVectors(GRID_RANKS, HELD_RANKS, planes * GRID_PLANE);
  copyVectors(GRID_UVALUES, HELD_UVALUES, planes * GRID_PLANE);
  for (let plane: usize = 0; plane < planes; plane++) copyTexels(TEXEL_WEIGHTS, HELD_WEIGHTS, plane);
}

// @ts-ignore: decorator
@inline
function copyTexels(to: usize, from: usize, plane: usize): void {
  const at = plane * TEXEL_WEIGHTS_PLANE;
  copyVectors(to + at, from + at, (<usize>blockState().paddedCount8) << 1);
}
