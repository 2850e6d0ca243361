/** What each grid of a class will cost the blocks of the group, and the best two of each. */
import { effort } from './effort';
import { endsCost } from './ends-kinds';
import { ENERGIES_X, ENERGIES_Y } from './energies';
import { CHOICE_BYTES, GridChoice, LEVEL_CHOICE_BYTES, LaneClass, LaneTables, LevelChoice } from './lane-tables';
import { MEASURED_LEVELS, NOISES } from './noise';

/** Share of measured noise that a grid of fewer weights has. */
const NOISE_CARRIED: f32 = 0.42;

/** f32x4: predicted costs of the best and the second grid; i32x4: which they are. */
export const BEST_COST: usize = memory.data(16, 16);
export const NEXT_COST: usize = memory.data(16, 16);
export const BEST_CHOICE: usize = memory.data(16, 16);
export const NEXT_CHOICE: usize = memory.data(16, 16);

const INVERSE_Q28: f32 = 1.0 / 268435456.0;

/** f32x4[11] each: losses along an axis by grid size − 2. */
const LOSSES_X: usize = memory.data(11 * 16, 16);
const LOSSES_Y: usize = memory.data(11 * 16, 16);
const LOST_ROW: usize = 44;

/** What grids of every size lose of the energies of an axis. */
function sumLosses(energies: usize, lost: usize, frequencies: i32, out: usize): void {
  const end = energies + ((<usize>frequencies) << 4);
  for (let size: i32 = 0; size < frequencies; size++) {
    let sum = f32x4.splat(0);
    let share = lost;
    for (let at = energies; at < end; at += 16, share += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(at), v128.load32_splat(share)));
    }
    v128.store(out + ((<usize>size) << 4), sum);
    lost += LOST_ROW;
  }
}

/**
 * @param worth  squared range of each lane, over both planes
 */
export function chooseGrids(lanes: LaneTables, group: LaneClass, worth: v128): void {
  sumLosses(ENERGIES_X, lanes.lostXPtr, lanes.frequenciesX, LOSSES_X);
  sumLosses(ENERGIES_Y, lanes.lostYPtr, lanes.frequenciesY, LOSSES_Y);
  let best = f32x4.splat(1e30);
  let next = best;
  let bestChoice = i32x4.splat(0);
  let nextChoice = bestChoice;
  const count = min(group.choiceCount, <i32>effort().grids);
  for (let index: i32 = 0; index < count; index++) {
    const choice = changetype<GridChoice>(group.choicesPtr + <usize>index * CHOICE_BYTES);
    const cost = f32x4.add(lossOf(lanes, choice), storageCost(choice, worth));
    const which = i32x4.splat(index);
    const isBest = f32x4.lt(cost, best);
    const isNext = f32x4.lt(cost, next);
    next = v128.bitselect(best, v128.bitselect(cost, next, isNext), isBest);
    nextChoice = v128.bitselect(bestChoice, v128.bitselect(which, nextChoice, isNext), isBest);
    best = v128.bitselect(cost, best, isBest);
    bestChoice = v128.bitselect(which, bestChoice, isBest);
  }
  v128.store(BEST_COST, best);
  v128.store(NEXT_COST, next);
  v128.store(BEST_CHOICE, bestChoice);
  v128.store(NEXT_CHOICE, nextChoice);
}

/** What the grid does not carry of the ideal weights. */
// @ts-ignore: decorator
@inline
function lossOf(lanes: LaneTables, choice: GridChoice): v128 {
  const x = v128.load(LOSSES_X + (((choice.lostXPtr - lanes.lostXPtr) / LOST_ROW) << 4));
  const y = v128.load(LOSSES_Y + (((choice.lostYPtr - lanes.lostYPtr) / LOST_ROW) << 4));
  return f32x4.mul(f32x4.add(x, y), f32x4.splat(INVERSE_Q28));
}

/** The cheapest of its levels: noise of the weights, rounding of the ends. */
// @ts-ignore: decorator
@inline
function storageCost(choice: GridChoice, worth: v128): v128 {
  const kept = f32x4.splat(NOISE_CARRIED * choice.density);
  const lost: f32 = 1 - choice.density;
  let cost = f32x4.splat(1e30);
  let at = choice.levelsPtr;
  const end = at + <usize>choice.levelCount * LEVEL_CHOICE_BYTES;
  for (; at < end; at += LEVEL_CHOICE_BYTES) {
    const place = changetype<LevelChoice>(at);
    let noise = f32x4.mul(worth, f32x4.splat(place.noise));
    if (place.level < MEASURED_LEVELS) {
      const measured = v128.load(NOISES + ((<usize>place.level) << 4));
      noise = f32x4.add(f32x4.mul(noise, f32x4.splat(lost)), f32x4.mul(measured, kept));
    }
    cost = f32x4.pmin(cost, f32x4.add(noise, endsCost(place)));
  }
  return cost;
}
