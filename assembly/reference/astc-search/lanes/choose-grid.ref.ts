/** Twin of choose-grid: what each grid of a class will cost, and the best two. */
import { effort } from '../../../astc-search/lanes/effort';
import {
  CHOICE_BYTES,
  GridChoice,
  LEVEL_CHOICE_BYTES,
  LaneClass,
  LaneTables,
  LevelChoice,
} from '../../../astc-search/lanes/lane-tables';
import { MEASURED_LEVELS } from '../../../astc-search/lanes/noise';
import { pseudoMin } from '../../lanes.ref';
import { ENERGIES_X, ENERGIES_Y } from './energies.ref';
import { endsCostRef } from './ends-kinds.ref';
import { f32At } from './group.ref';
import { NOISES_REF } from './noise.ref';

/** The best two grids and their predicted costs. */
@unmanaged
export class PredictionRef {
  bestCost: f32;
  nextCost: f32;
  best: i32;
  next: i32;
}

const PREDICTION: usize = memory.data(16, 16);
const INVERSE_Q28: f32 = 1.0 / 268435456.0;
/** Share of measured noise that a grid of fewer weights has. */
const NOISE_CARRIED: f32 = 0.42;

export function predictionRef(): PredictionRef {
  return changetype<PredictionRef>(PREDICTION);
}

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
function cheapestLevel(choice: GridChoice, worth: f32): f32 {
  const kept: f32 = NOISE_CARRIED * choice.density;
  const lost: f32 = 1 - choice.density;
  let cheapest: f32 = 1e30;
  for (let index: i32 = 0; index < choice.levelCount; index++) {
    const place = changetype<LevelChoice>(choice.levelsPtr + <usize>index * LEVEL_CHOICE_BYTES);
    let noise: f32 = worth * place.noise;
    if (place.level < MEASURED_LEVELS) {
      const uniform: f32 = noise * lost;
      const measured: f32 = f32At(NOISES_REF, place.level) * kept;
      noise = uniform + measured;
    }
    cheapest = pseudoMin(cheapest, noise + endsCostRef(place));
  }
  return cheapest;
}

/** Chooses by the energies at hand; `worth`: squared range, over both planes. */
export function chooseGridsRef(lanes: LaneTables, group: LaneClass, worth: f32): void {
  const prediction = predictionRef();
  prediction.bestCost = 1e30;
  prediction.nextCost = 1e30;
  prediction.best = 0;
  prediction.next = 0;
  const count = min(group.choiceCount, <i32>effort().grids);
  for (let index: i32 = 0; index < count; index++) {
    const choice = changetype<GridChoice>(group.choicesPtr + <usize>index * CHOICE_BYTES);
    const x = lossAlong(ENERGIES_X, choice.lostXPtr, lanes.frequenciesX);
    const y = lossAlong(ENERGIES_Y, choice.lostYPtr, lanes.frequenciesY);
    const both: f32 = x + y;
    const lost: f32 = both * INVERSE_Q28;
    const cost: f32 = lost + cheapestLevel(choice, worth);
    if (cost < prediction.bestCost) {
      prediction.nextCost = prediction.bestCost;
      prediction.next = prediction.best;
      prediction.bestCost = cost;
      prediction.best = index;
    } else if (cost < prediction.nextCost) {
      prediction.nextCost = cost;
      prediction.next = index;
    }
  }
}
