/** Twin of levels: ideal weights of a grid → the level that costs least → ranks and weights. */
import { effort } from '../../../astc-search/lanes/effort';
import { Config, GridChoice, LEVEL_CHOICE_BYTES, LevelChoice } from '../../../astc-search/lanes/lane-tables';
import { WeightLevel, weightLevel } from '../../../astc-search/lanes/weight-levels';
import { mulRoundQ15, wrap16 } from '../../lanes.ref';
import { endsConfigRef, endsCostRef } from './ends-kinds.ref';
import {
  GRID_IDEAL,
  GRID_PLANE,
  GRID_RANKS,
  GRID_WEIGHTS,
  f32At,
  i16At,
  i32At,
  putF32,
  putI16,
  putI32,
} from './group.ref';

const ONE: i32 = 16384;

/** Constants of levels are there twice, for pairs. */
function once(constant: u32): i32 {
  return wrap16(<i32>constant);
}

/** Nearest rank of a weight at or below the middle. */
function rankBelow(level: WeightLevel, folded: i32): i32 {
  const biased = wrap16((folded >> 2) + once(level.bias));
  return min(mulRoundQ15(biased, once(level.scale)), once(level.half));
}

/** What a rank below the middle stands for, 0..32. */
function weightBelow(level: WeightLevel, rank: i32): i32 {
  return ((rank * once(level.step)) & 0xffff) >> 8;
}

function foldedWeight(weight: i32): i32 {
  return min(weight, wrap16(ONE - weight));
}

/** Σ of squared misses of a level's weights, `count` of them, an even number; of weights 0 and 1 alone by quarters. */
export function missesRef(level: WeightLevel, weights: usize, count: i32): f32 {
  const isCoarsest = once(level.half) == 0;
  let sum: i64 = 0;
  for (let weight: i32 = 0; weight < count; weight += 2) {
    const pair: i64 = squaredMiss(level, i16At(weights, weight)) + squaredMiss(level, i16At(weights, weight + 1));
    sum += isCoarsest ? pair >> 2 : pair;
  }
  return isCoarsest ? <f32>sum * 4 : <f32>sum;
}

function squaredMiss(level: WeightLevel, weight: i32): i32 {
  const folded = foldedWeight(weight);
  const miss = wrap16(folded - wrap16(weightBelow(level, rankBelow(level, folded)) << 8));
  return miss * miss;
}

/** Configs that cost least, the best first; what they cost. */
const PICKED: usize = memory.data(16, 16);
const PICKED_COSTS: usize = memory.data(16, 16);

export function pickedRef(place: i32): Config {
  return changetype<Config>(<usize>i32At(PICKED, place));
}

/**
 * Picks the configs of the `most` levels that cost least; `worth`: squared range of each plane, the second of no account
 * with one.
 *
 * @returns how many of them are worth a trial; the others count as the first one again
 */
export function pickLevelsRef(
  choice: GridChoice,
  weightCount: i32,
  planeCount: i32,
  worth: f32,
  worth2: f32,
  most: i32,
): i32 {
  // An odd count has a weight 0 more.
  const count = (weightCount + 1) & ~1;
  for (let place: i32 = 0; place < most; place++) putF32(PICKED_COSTS, place, 9e29);
  for (let index = choice.levelCount - 1; index >= 0; index--) {
    const place = changetype<LevelChoice>(choice.levelsPtr + <usize>index * LEVEL_CHOICE_BYTES);
    const level = weightLevel(place.level);
    let misses: f32 = missesRef(level, GRID_IDEAL, count) * worth;
    if (planeCount == 2) {
      const second: f32 = missesRef(level, GRID_IDEAL + GRID_PLANE, count) * worth2;
      misses = misses + second;
    }
    const scaled: f32 = misses * choice.missCost;
    enterPicked(scaled + endsCostRef(place), endsConfigRef(place), most);
  }
  const limit: f32 = f32At(PICKED_COSTS, 0) * effort().worstLevel;
  let worthy: i32 = 1;
  while (worthy < most && f32At(PICKED_COSTS, worthy) <= limit) worthy++;
  return worthy;
}

/** Of equal costs the one that comes later goes first. */
function enterPicked(cost: f32, config: usize, most: i32): void {
  let place = most;
  while (place > 0 && cost <= f32At(PICKED_COSTS, place - 1)) {
    place--;
    if (place == most - 1) continue;
    putF32(PICKED_COSTS, place + 1, f32At(PICKED_COSTS, place));
    putI32(PICKED, place + 1, i32At(PICKED, place));
  }
  if (place == most) return;
  putF32(PICKED_COSTS, place, cost);
  putI32(PICKED, place, <i32>config);
}

/** Ideal weights of a plane → nearest ranks and what they stand for. */
export function quantizePlaneRef(config: Config, weightCount: i32, plane: i32): void {
  const level = weightLevel(config.weightLevel);
  const offset = <usize>plane * GRID_PLANE;
  for (let weight: i32 = 0; weight < weightCount; weight++) {
    const ideal = i16At(GRID_IDEAL + offset, weight);
    const rank = rankBelow(level, foldedWeight(ideal));
    const value = weightBelow(level, rank);
    const isUpper = ideal > wrap16(ONE - ideal);
    putI16(GRID_RANKS + offset, weight, isUpper ? once(level.top) - rank : rank);
    putI16(GRID_WEIGHTS + offset, weight, isUpper ? 64 - value : value);
  }
}
