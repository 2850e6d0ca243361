/** The best bases and tables of a half block: closed-form scores of all candidates, exact errors of the finalists. */
import { BASES, BASE_BYTES, MAX_HALF_VECTORS, buildBases4, buildBases5 } from './bases';
import { isPunched } from './block-state';
import { clearList, entry, entryInfo, insertEntry, listCount, listOf, makeEntry, setEntry } from './candidates';
import { Group, group } from './group';
import { largeModifier, smallModifier } from '../etc/modifiers';
import { ERRORS, INFOS, measureHalf } from './paint-error';
import { quality } from './quality';
import { KEYS, KEY_VECTOR, scoreGroup, scoreHalf } from './score-bases';
import { significance } from './significance';
import { rankTables } from './table-rank';

/** Vectors of bases on either side of the mean that a table of this large modifier needs. */
export function vectorsFor(large: i32, step: i32): i32 {
  const eighths = (large * <i32>quality().reach) >> 1;
  return min(MAX_HALF_VECTORS, (eighths / step + 4) >> 2);
}

/** Fills the list of half 0..3 with its best candidates, closed form. */
function searchHalf(half: i32, bits: i32, list: usize): void {
  const source = group(half);
  const sum = significance().sum;
  const tableCount = <i32>quality().tables;
  const step = bits == 5 ? <i32>quality().step : 2 * <i32>quality().step;
  const order = rankTables(source.span2 / (4 * sum));
  let widest: i32 = 0;
  for (let rank: i32 = 0; rank < tableCount; rank++) {
    widest = max(widest, largeModifier((order >> (rank << 2)) & 7));
  }
  const middle = vectorsFor(widest, step);
  if (bits == 5) buildBases5(source, middle, step);
  else buildBases4(source, middle, step);
  for (let rank: i32 = 0; rank < tableCount; rank++) {
    const table = (order >> (rank << 2)) & 7;
    const large = largeModifier(table);
    const reach = min(middle, vectorsFor(large, step));
    if (isPunched()) scoreGroup(source, middle - reach, middle + reach, sum * large, sum * large);
    else {
      const small = smallModifier(table);
      scoreHalf(source, middle - reach, middle + reach, sum * (large + small), sum * (large - small));
    }
    insertKeys(list, table);
  }
}

/** Moves the keys of one table into a list; entries hold scores still, lowered by the score shift. */
export function insertKeys(list: usize, table: i32): void {
  for (let place: usize = 0; place < 8; place++) {
    const key = load<i32>(KEYS + (place << 2));
    if (<u32>key >= 0x7fffff80) continue;
    const levels = load<i32>(BASES + <usize>(key & KEY_VECTOR) * BASE_BYTES + ((place & 3) << 2), 32);
    insertEntry(list, makeEntry(key >> 7, levels | (table << 24)));
  }
}

/** Replaces the scores in a list by exact errors, and sorts anew. */
function measureList(half: i32, bits: i32, list: usize): void {
  const count = listCount(list);
  for (let first: i32 = 0; first < count; first += 4) {
    for (let lane: i32 = 0; lane < 4; lane++) {
      const info = entryInfo(entry(list, min(first + lane, count - 1)));
      store<i32>(INFOS + (<usize>lane << 2), info);
    }
    measureHalf(half, bits);
    for (let lane: i32 = 0; lane < min(4, count - first); lane++) {
      const error = load<i32>(ERRORS + (<usize>lane << 2));
      setEntry(list, first + lane, makeEntry(error, load<i32>(INFOS + (<usize>lane << 2))));
    }
  }
  sortList(list);
}

/** Insertion sort: the order is nearly right already. */
export function sortList(list: usize): void {
  const count = listCount(list);
  for (let index: i32 = 1; index < count; index++) {
    const value = entry(list, index);
    let place = index;
    while (place > 0 && entry(list, place - 1) > value) {
      setEntry(list, place, entry(list, place - 1));
      place--;
    }
    setEntry(list, place, value);
  }
}

/** Fits half 0..3 with bases of 4 or 5 bits: its list then holds exact errors, the best first. */
export function fitHalf(half: i32, bits: i32): usize {
  const list = listOf(half, bits);
  clearList(list, <i32>quality().finalists);
  searchHalf(half, bits, list);
  measureList(half, bits, list);
  return list;
}

/** A half without opaque texels takes whatever suits its neighbour. */
export function copyNeighbour(half: i32): void {
  const list = listOf(half, 5);
  clearList(list, 1);
  insertEntry(list, makeEntry(0, entryInfo(entry(listOf(half ^ 1, 5), 0)) & 0xffffff));
}
