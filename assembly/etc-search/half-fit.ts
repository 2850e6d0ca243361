/** The best bases and tables of a half block: closed-form scores of all candidates, exact errors of the finalists. */
import { buildBases4, buildBases5 } from './bases';
import { isPunched } from './block-state';
import { addEntry, clearList, entry, entryInfo, listOf, makeEntry } from './candidates';
import { group } from './group';
import { largeModifier, smallModifier } from '../etc/modifiers';
import { ERRORS, INFOS, measureHalf } from './paint-error';
import { quality, tableReach } from './quality';
import { descendList } from './refine';
import {
  KEYS,
  clearKeys,
  isFreeKey,
  keyRecord,
  keyScore,
  keyTable,
  leastKeyLane,
  scoreGroup,
  scoreHalf,
} from './score-bases';
import { significance } from './significance';
import { rankTables } from './table-rank';

/** Scores all candidates of half 0..3 in closed form. */
function searchHalf(half: i32, bits: i32): void {
  const source = group(half);
  const sum = significance().sum;
  const tableCount = quality().tables;
  const step = bits == 5 ? quality().step : 2 * quality().step;
  const order = rankTables(source.span2 / (4 * sum));
  let middle: i32 = 0;
  for (let rank: i32 = 0; rank < tableCount; rank++) {
    middle = max(middle, tableReach((order >> (rank << 2)) & 7, bits));
  }
  if (bits == 5) buildBases5(source, middle, step);
  else buildBases4(source, middle, step);
  clearKeys();
  for (let rank: i32 = 0; rank < tableCount; rank++) {
    const table = (order >> (rank << 2)) & 7;
    const large = largeModifier(table);
    const reach = tableReach(table, bits);
    if (isPunched()) scoreGroup(source, middle - reach, middle + reach, sum * large, sum * large, table);
    else {
      const small = smallModifier(table);
      scoreHalf(source, middle - reach, middle + reach, sum * (large + small), sum * (large - small), table);
    }
  }
}

/** Candidates of the keys of a rank (0 best, 1 second best of each lane) → {@link INFOS}. */
export function loadInfos(rank: usize): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    let key = load<i32>(KEYS + (rank << 4) + lane);
    // A lane that has no second best repeats its best.
    if (isFreeKey(key)) key = load<i32>(KEYS + lane);
    store<i32>(INFOS + lane, load<i32>(keyRecord(key) + lane, 32) | (keyTable(key) << 24));
  }
}

/** The best key as an entry; its error is that of the closed form: exact, or too much where a modifier is clamped. */
function bestKey(): u64 {
  const lane = leastKeyLane();
  const key = load<i32>(KEYS + lane);
  const weights = significance();
  const error = (keyScore(key) << weights.scoreShift) / (4 * weights.sum);
  return makeEntry(error, load<i32>(keyRecord(key) + lane, 32) | (keyTable(key) << 24));
}

/**
 * Fits half 0..3 with bases of 4 or 5 bits: its list then holds exact errors, the best first, the rest in any
 * order; without finalists the best in closed form alone.
 *
 * @param ranks  fours of candidates measured, 0..2
 */
export function fitHalf(half: i32, bits: i32, ranks: usize): void {
  const list = listOf(half, bits);
  searchHalf(half, bits);
  clearList(list);
  if (ranks == 0) addEntry(list, bestKey());
  for (let rank: usize = 0; rank < ranks; rank++) {
    loadInfos(rank);
    measureHalf(half, bits);
    for (let lane: usize = 0; lane < 16; lane += 4) {
      addEntry(list, makeEntry(load<i32>(ERRORS + lane), load<i32>(INFOS + lane)));
    }
  }
  if (quality().descents > 0) descendList(half, bits, list, quality().descents);
}

/** A half without opaque texels takes whatever suits its neighbour. */
export function copyNeighbour(half: i32): void {
  const list = listOf(half, 5);
  clearList(list);
  addEntry(list, makeEntry(0, entryInfo(entry(listOf(half ^ 1, 5), 0)) & 0xffffff));
}
