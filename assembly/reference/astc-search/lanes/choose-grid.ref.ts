/** Twin of choose-grid: what each grid of a class will cost, and the best few. */
import { effort } from '../../../astc-search/lanes/effort';
import {
  CHOICE_BYTES,
  Config,
  GridChoice,
  LEVEL_CHOICE_BYTES,
  LaneClass,
  LaneTables,
  LevelChoice,
} from '../../../astc-search/lanes/lane-tables';
import { measuredLevels } from '../../../astc-search/lanes/noise';
import { pseudoMin } from '../../lanes.ref';
import { ENERGIES_X, ENERGIES_Y } from './energies.ref';
import { endsConfigRef, endsCostRef } from './ends-kinds.ref';
import { f32At, i32At, putF32, putI32 } from './group.ref';
import { NOISES_REF } from './noise.ref';

/** Predicted costs of the best grids, the best first; which they are; the {@link LevelChoice} of each that is cheapest. */
const COSTS: usize = memory.data(16, 16);
const CHOICES: usize = memory.data(16, 16);
const LEVELS: usize = memory.data(16, 16);
let cheapestPlace: usize = 0;

/** Bytes of the shares that a size of grid loses. */
const LOST_ROW: usize = 44;
const INVERSE_Q28: f32 = 1.0 / 268435456.0;
/** Share of measured noise that a grid of fewer weights has. */
const NOISE_CARRIED: f32 = 0.42;

/** What a grid loses along an axis. */
function lossAlong(energies: usize, lost: usize, frequencies: i32): f32 {
  let sum: f32 = 0;
  for (let frequency: i32 = 0; frequency < frequencies; frequency++) {
    const loss: f32 = f32At(energies, frequency) * f32At(lost, frequency);
    sum = sum + loss;
  }
  return sum;
}

/** Noise of the weights and what the ends cost, with the cheapest level. */
function cheapestLevel(choice: GridChoice, measuredCount: i32, worth: f32): f32 {
  const kept: f32 = NOISE_CARRIED * choice.density;
  const lost: f32 = 1 - choice.density;
  let cheapest: f32 = 1e30;
  for (let index: i32 = 0; index < choice.levelCount; index++) {
    const place = changetype<LevelChoice>(choice.levelsPtr + <usize>index * LEVEL_CHOICE_BYTES);
    let noise: f32 = worth * place.noise;
    if (place.level < measuredCount) {
      const uniform: f32 = noise * lost;
      const measured: f32 = f32At(NOISES_REF, place.level) * kept;
      noise = uniform + measured;
    }
    const cost: f32 = noise + endsCostRef(place);
    if (cost < cheapest) cheapestPlace = changetype<usize>(place);
    cheapest = pseudoMin(cheapest, cost);
  }
  return cheapest;
}

/** Chooses by the energies at hand, but `without`; `worth`: squared range, over both planes. */
export function chooseGridsRef(lanes: LaneTables, group: LaneClass, worth: f32, without: i32 = -1): void {
  const trials = <i32>effort().trials;
  for (let place: i32 = 0; place < trials; place++) putF32(COSTS, place, 1e30);
  const count = min(group.choiceCount, <i32>effort().grids);
  for (let index: i32 = 0; index < count; index++) {
    if (index == without) continue;
    const choice = changetype<GridChoice>(group.choicesPtr + <usize>index * CHOICE_BYTES);
    const x = lossAlong(ENERGIES_X, lanes.lostXPtr + choice.lostX * LOST_ROW, lanes.frequenciesX);
    const y = lossAlong(ENERGIES_Y, lanes.lostYPtr + choice.lostY * LOST_ROW, lanes.frequenciesY);
    const both: f32 = x + y;
    const lost: f32 = both * INVERSE_Q28;
    const cost: f32 = lost + cheapestLevel(choice, measuredLevels(lanes.texelCount), worth);
    let place = trials;
    while (place > 0 && cost < f32At(COSTS, place - 1)) {
      place--;
      if (place == trials - 1) continue;
      putF32(COSTS, place + 1, f32At(COSTS, place));
      putI32(CHOICES, place + 1, i32At(CHOICES, place));
      putI32(LEVELS, place + 1, i32At(LEVELS, place));
    }
    if (place == trials) continue;
    putF32(COSTS, place, cost);
    putI32(CHOICES, place, index);
    putI32(LEVELS, place, <i32>cheapestPlace);
  }
}

/**
 * How many of the best grids are worth a trial.
 *
 * @param line  what the lines leave, whichever grid
 * @param limit  nothing that is predicted to be worse than this is tried
 */
export function promisingRef(line: f32, limit: f32): i32 {
  const best: f32 = f32At(COSTS, 0) + line;
  if (best > limit) return 0;
  const most: f32 = min<f32>(limit, best * effort().worstGrid);
  const trials = <i32>effort().trials;
  let count: i32 = 1;
  while (count < trials && !(f32At(COSTS, count) + line > most)) count++;
  return count;
}

/** Grid of a place among the best. */
export function chosenRef(place: i32): i32 {
  return i32At(CHOICES, place);
}

/** Config of a place among the best, at the level that the prediction took it for. */
export function predictedConfigRef(place: i32): Config {
  const level = changetype<LevelChoice>(<usize>i32At(LEVELS, place));
  return changetype<Config>(endsConfigRef(level));
}
