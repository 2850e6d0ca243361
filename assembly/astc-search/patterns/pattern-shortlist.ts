/**
 * Which block modes of which patterns to try: every candidate pattern is predicted like a class of its own, and the
 * best pairs of pattern and mode of all of them share the trials.
 */
import { fitPattern } from '../lines/class-fit';
import { classState } from '../lines/class-state';
import { FootprintTables } from '../tables/footprint-tables';
import { SHORTLIST_COST, SHORTLIST_MODE, predictModes } from '../prediction/mode-predict';
import { quality } from '../quality';
import { RANKED } from './partition-rank';
import { PartitionTables } from '../tables/partition-tables';
import { fillFreeTexels } from '../prediction/weight-signal';

/** Most pairs kept. */
export const PAIRS_MAX: i32 = 192;

/** f32[] predicted error of each pair with its line error, ascending; u32[] mode; u32[] pattern, PAIR_DONE once tried. */
export const PAIR_COST: usize = memory.data(200 * 4, 16);
export const PAIR_MODE: usize = memory.data(200 * 4, 16);
export const PAIR_PATTERN: usize = memory.data(200 * 4, 16);
export const PAIR_DONE: u32 = 0xffffffff;

/** Where pairs are sought ranks say less: so many times the patterns may bring none. */
const IDLE_PAIRS: i32 = 2;

/**
 * Predicts the first `patternCount` patterns of RANKED and keeps the best pairs.
 *
 * @param limit  pairs predicted to be worse are left out
 * @param modes  most modes of one pattern
 * @param keep  most pairs
 * @returns how many there are
 */
export function shortlistPairs(
  tables: FootprintTables,
  patterns: PartitionTables,
  patternCount: i32,
  limit: f32,
  modes: i32,
  keep: i32,
): i32 {
  let count: i32 = 0;
  let idle: i32 = 0;
  const mostIdle = IDLE_PAIRS * <i32>quality().idlePatterns;
  for (let index: i32 = 0; index < patternCount && idle < mostIdle; index++) {
    const pattern = load<u32>(RANKED + ((<usize>index) << 2));
    fitPattern(patterns, <i32>pattern);
    const lineError = classState().lineError;
    if (lineError > limit) continue;
    const found = predictModes(tables, modes, limit - lineError);
    idle = found > 0 ? 0 : idle + 1;
    for (let place: i32 = 0; place < found; place++) {
      const at = (<usize>place) << 2;
      const cost = lineError + load<f32>(SHORTLIST_COST + at);
      if (cost > limit) break;
      if (count == keep && cost >= load<f32>(PAIR_COST + ((<usize>(keep - 1)) << 2))) break;
      insertPair(count, keep, cost, load<u32>(SHORTLIST_MODE + at), pattern);
      if (count < keep) count++;
    }
  }
  return count;
}

/** Puts a pair into the ascending list of `count`, at most `keep`. */
function insertPair(count: i32, keep: i32, cost: f32, mode: u32, pattern: u32): void {
  let place = (<usize>min(count, keep - 1)) << 2;
  while (place > 0 && load<f32>(PAIR_COST + place - 4) > cost) {
    store<f32>(PAIR_COST + place, load<f32>(PAIR_COST + place - 4));
    store<u32>(PAIR_MODE + place, load<u32>(PAIR_MODE + place - 4));
    store<u32>(PAIR_PATTERN + place, load<u32>(PAIR_PATTERN + place - 4));
    place -= 4;
  }
  store<f32>(PAIR_COST + place, cost);
  store<u32>(PAIR_MODE + place, mode);
  store<u32>(PAIR_PATTERN + place, pattern);
}

/** Makes a pattern of the list the class at hand again, free weights filled as when it was predicted. */
export function fitAgain(patterns: PartitionTables, pattern: u32): void {
  const state = classState();
  if (state.partitionCount == patterns.partitionCount && state.pattern == <i32>pattern && state.plane2Component < 0)
    return;
  fitPattern(patterns, <i32>pattern);
  fillFreeTexels(0);
}
