/**
 * Kicks of single weights of the best candidate, a level at a time: a weight that suits the integers may still be the
 * wrong one for those that the block would have with another. Why: +0.018 / 0.011 / 0.005 / 0.003 dB at 4x4 / 6x6 / 8x8 /
 * 12x12 for 2 to 3 % of the time.
 */
import { LEVEL_COUNTS, WEIGHT_RANK_UVALUE } from '../../astc/quant';
import { BEST_RANKS, bestBlock } from '../candidate/best-block';
import { GRID_PLANE, GRID_RANKS, GRID_UVALUES, trialState } from '../candidate/trial-state';
import { GridTables, WINDOW_HEADER_BYTES, WindowHeader } from '../tables/grid-tables';
import { ModeEntry } from '../tables/mode-table';
import { infillWeights } from '../weights/infill';
import { STRENGTHS, TARGETS, aimWeights, subtractWeights } from '../weights/realign';
import { isRepeated, restartRound } from './kick-round';
import { restoreEnds } from './restore-best';
import { bringHeldWeights, settleWeights } from './settle';

/** i8[80]: 1 where a weight would rather be higher, −1 where lower. */
const LEANS: usize = memory.data(80, 16);

/** Kicks every weight of the best candidate, which is at hand, the way it leans. Why not both: as good for twice the time. */
export function kickWeights(): void {
  const trial = trialState();
  const grid = changetype<GridTables>(trial.grid);
  const before = bestBlock().error;
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    findLeans(grid, plane);
    for (let weight: usize = 0; weight < <usize>grid.weightCount; weight++) {
      kickWeight(grid, plane, weight, <i32>load<i8>(LEANS + weight));
    }
  }
  // The others lean by the block that is best now from the next pass on.
  if (bestBlock().error < before) restartRound();
}

/** To LEANS: which way the texels pull each weight of a plane off its level. */
function findLeans(grid: GridTables, plane: usize): void {
  restoreEnds();
  bringHeldWeights();
  aimWeights(<i32>plane);
  subtractWeights(plane);
  for (let weight: usize = 0; weight < <usize>grid.weightCount; weight++) {
    const pull = grid.isDirect ? load<f32>(TARGETS + (weight << 2)) : pullOf(grid, weight);
    store<i8>(LEANS + weight, pull < 0 ? -1 : 1);
  }
}

/** Σ factor · strength · what is left of the target, over the texels that a weight reaches. */
function pullOf(grid: GridTables, weight: usize): f32 {
  const window = changetype<WindowHeader>(grid.windowsPtr + weight * WINDOW_HEADER_BYTES);
  const rowBytes = (<usize>window.vectors) << 4;
  const stride = (<usize>grid.windowStride) << 2;
  let factors = <usize>window.factorsPtr;
  let row = (<usize>window.texel) << 2;
  let pull: f32 = 0;
  for (let left = <i32>window.rows; left > 0; left--, row += stride) {
    for (let at = row; at < row + rowBytes; at += 4, factors += 4) {
      pull += load<f32>(factors) * load<f32>(STRENGTHS + at) * load<f32>(TARGETS + at);
    }
  }
  return pull;
}

/** Moves one weight of the best candidate by a level and lets everything settle. */
function kickWeight(grid: GridTables, plane: usize, weight: usize, move: i32): void {
  if (isRepeated()) return;
  const level = <usize>changetype<ModeEntry>(trialState().mode).weightQuantLevel;
  const at = plane * GRID_PLANE + weight;
  const rank = <i32>load<u8>(BEST_RANKS + at) + move;
  if (rank < 0 || rank >= <i32>load<u16>(LEVEL_COUNTS + (level << 1))) return;
  bringHeldWeights();
  store<u8>(GRID_RANKS + at, rank);
  store<u8>(GRID_UVALUES + at, load<u8>(WEIGHT_RANK_UVALUE + (level << 5) + <usize>rank));
  infillWeights(grid, plane);
  settleWeights();
}
