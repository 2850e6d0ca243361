/** Twin of levels: ideal weights of a grid → the level that costs least → ranks and weights. */
import { Config, GridChoice, LEVEL_CHOICE_BYTES, LevelChoice } from '../../../astc-search/lanes/lane-tables';
import { WeightLevel, weightLevel } from '../../../astc-search/lanes/weight-levels';
import { mulRoundQ15, pseudoMin, wrap16 } from '../../lanes.ref';
import { endsConfigRef, endsCostRef } from './ends-kinds.ref';
import { GRID_IDEAL, GRID_PLANE, GRID_RANKS, GRID_WEIGHTS, i16At, putI16 } from './group.ref';

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

/** Σ of squared misses of a level's weights, `count` of them, an even number. */
export function missesRef(level: WeightLevel, weights: usize, count: i32): f32 {
  let sum: i64 = 0;
  for (let weight: i32 = 0; weight < count; weight += 2) {
    sum += (squaredMiss(level, i16At(weights, weight)) + squaredMiss(level, i16At(weights, weight + 1))) >> 2;
  }
  return <f32>sum * 4;
}

function squaredMiss(level: WeightLevel, weight: i32): i32 {
  const folded = foldedWeight(weight);
  const miss = wrap16(folded - wrap16(weightBelow(level, rankBelow(level, folded)) << 8));
  return miss * miss;
}

/** The config that costs least; `worth`: squared range of each plane, the second of no account with one. */
export function pickConfigRef(choice: GridChoice, weightCount: i32, planeCount: i32, worth: f32, worth2: f32): Config {
  // An odd count has a weight 0 more.
  const count = (weightCount + 1) & ~1;
  let picked: usize = 0;
  let best: f32 = 1e30;
  for (let index: i32 = 0; index < choice.levelCount; index++) {
    const place = changetype<LevelChoice>(choice.levelsPtr + <usize>index * LEVEL_CHOICE_BYTES);
    const level = weightLevel(place.level);
    let misses: f32 = missesRef(level, GRID_IDEAL, count) * worth;
    if (planeCount == 2) {
      const second: f32 = missesRef(level, GRID_IDEAL + GRID_PLANE, count) * worth2;
      misses = misses + second;
    }
    const scaled: f32 = misses * choice.missCost;
    const cost: f32 = scaled + endsCostRef(place);
    if (cost < best) picked = endsConfigRef(place);
    best = pseudoMin(cost, best);
  }
  return changetype<Config>(picked);
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
