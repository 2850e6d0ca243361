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
    let usable = found;
    while (usable > 0 && lineError + shortlistCost(usable - 1) > limit) usable--;
    count = mergePairs(count, usable, keep, lineError, pattern);
  }
  return count;
}

// @ts-ignore: decorator
@inline
function shortlistCost(place: i32): f32 {
  return load<f32>(SHORTLIST_COST + ((<usize>place) << 2));
}

// @ts-ignore: decorator
@inline
function pairCost(place: i32): f32 {
  return load<f32>(PAIR_COST + ((<usize>place) << 2));
}

/**
 * Merges the first `found` modes of the shortlist into the ascending list of `count` pairs, of which at most `keep` stay:
 * of equal costs those that were there come first.
 *
 * @returns how many pairs there are
 */
function mergePairs(count: i32, found: i32, keep: i32, lineError: f32, pattern: u32): i32 {
  let old = count;
  let added = found;
  while (old + added > keep) {
    if (added > 0 && (old == 0 || lineError + shortlistCost(added - 1) >= pairCost(old - 1))) added--;
    else old--;
  }
  const total = old + added;
  // From the end: what lies before the first one added stays where it is.
  while (added > 0) {
    const to = (<usize>(old + added - 1)) << 2;
    const cost = lineError + shortlistCost(added - 1);
    if (old > 0 && pairCost(old - 1) > cost) {
      const from = (<usize>--old) << 2;
      store<f32>(PAIR_COST + to, load<f32>(PAIR_COST + from));
      store<u32>(PAIR_MODE + to, load<u32>(PAIR_MODE + from));
      store<u32>(PAIR_PATTERN + to, load<u32>(PAIR_PATTERN + from));
    } else {
      const from = (<usize>--added) << 2;
      store<f32>(PAIR_COST + to, cost);
      store<u32>(PAIR_MODE + to, load<u32>(SHORTLIST_MODE + from));
      store<u32>(PAIR_PATTERN + to, pattern);
    }
  }
  return total;
}

/** Makes a pattern of the list the class at hand again, free weights filled as when it was predicted. */
export function fitAgain(patterns: PartitionTables, pattern: u32): void {
  const state = classState();
  if (state.partitionCount == patterns.partitionCount && state.pattern == <i32>pattern && state.plane2Component < 0)
    return;
  fitPattern(patterns, <i32>pattern);
  fillFreeTexels(0);
}
