/** Two halves → a block: the best legal pair of differential bases, or two individual ones. */
import { MODE_DIFFERENTIAL, MODE_INDIVIDUAL } from '../etc/color-word';
import { best, setBest } from './best-block';
import { addEntry, entry, entryError, entryInfo, listCount, listOf, makeEntry, sortList } from './candidates';
import { quality } from './quality';
import { ERRORS, INFOS, measureHalf } from './paint-error';

/** Whether every level of `second` is −4..3 from that of `first`; levels of 5 bits, 8 bits apart. */
// @ts-ignore: decorator
@inline
export function isLegalPair(first: i32, second: i32): bool {
  // Differences + 4, each in a field of its own: legal ones are 0..7.
  const difference = ((second | 0x808080) & 0x9f9f9f) - (first & 0x1f1f1f) + 0x040404;
  return ((difference & 0xf8f8f8) ^ 0x808080) == 0;
}

/** Whether the best bases of both halves of a flip are legal together. */
function isBestLegal(flip: i32): bool {
  const first = entryInfo(entry(listOf(flip * 2, 5), 0));
  return isLegalPair(first, entryInfo(entry(listOf(flip * 2 + 1, 5), 0)));
}

/**
 * Takes the best legal pair of differential bases of a flip if it beats what is there. Where the best of both halves are
 * not legal together, the lists are searched for pairs that are, after the best have been moved towards each other.
 *
 * @param hasIndividual  whether individual bases may serve instead: then the fastest presets do not search
 * @returns whether the best of both halves are legal together
 */
export function pairDifferential(flip: i32, hasIndividual: bool): bool {
  const firstList = listOf(flip * 2, 5);
  const secondList = listOf(flip * 2 + 1, 5);
  if (isBestLegal(flip)) {
    const first = entry(firstList, 0);
    const second = entry(secondList, 0);
    const error = entryError(first) + entryError(second);
    if (error < best().error) setBest(error, MODE_DIFFERENTIAL, flip, entryInfo(first), entryInfo(second), 0);
    return true;
  }
  if (hasIndividual && quality().finalists == 0) return false;
  nudgeHalf(flip * 2);
  nudgeHalf(flip * 2 + 1);
  searchPairs(flip, firstList, secondList);
  return false;
}

/** Takes the best legal pair of two lists if it beats what is there. */
function searchPairs(flip: i32, firstList: usize, secondList: usize): void {
  sortList(firstList);
  sortList(secondList);
  let bestError = best().error;
  const firstCount = listCount(firstList);
  const secondCount = listCount(secondList);
  const least = entryError(entry(secondList, 0));
  for (let i: i32 = 0; i < firstCount; i++) {
    const first = entry(firstList, i);
    const firstError = entryError(first);
    if (firstError + least >= bestError) break;
    for (let j: i32 = 0; j < secondCount; j++) {
      const second = entry(secondList, j);
      const error = firstError + entryError(second);
      if (error >= bestError) break;
      if (!isLegalPair(entryInfo(first), entryInfo(second))) continue;
      setBest(error, MODE_DIFFERENTIAL, flip, entryInfo(first), entryInfo(second), 0);
      bestError = error;
      break;
    }
  }
}

/** Takes the best individual bases if they beat what is there. */
export function pairIndividual(flip: i32): void {
  const first = entry(listOf(flip * 2, 4), 0);
  const second = entry(listOf(flip * 2 + 1, 4), 0);
  const error = entryError(first) + entryError(second);
  if (error < best().error) setBest(error, MODE_INDIVIDUAL, flip, entryInfo(first), entryInfo(second), 0);
}

/** A level moved into −4..3 (`low`..`high`) of another. */
// @ts-ignore: decorator
@inline
function nearLevel(info: i32, anchor: i32, shift: i32, low: i32, high: i32): i32 {
  const level = (info >> shift) & 31;
  const center = (anchor >> shift) & 31;
  return min(31, max(0, min(center + high, max(center + low, level)))) << shift;
}

/**
 * Moves the best bases of one half just far enough to be legal beside the best of the other, measures them and adds
 * them to the list.
 *
 * @param anchorHalf  the half whose best base stays
 */
function nudgeHalf(anchorHalf: i32): void {
  const half = anchorHalf ^ 1;
  const list = listOf(half, 5);
  const anchor = entryInfo(entry(listOf(anchorHalf, 5), 0));
  // Second less first is −4..3.
  const low = anchorHalf & 1 ? -3 : -4;
  const high = anchorHalf & 1 ? 4 : 3;
  const count = listCount(list);
  for (let lane: i32 = 0; lane < 4; lane++) {
    const info = entryInfo(entry(list, min(lane, count - 1)));
    const r = nearLevel(info, anchor, 0, low, high);
    const g = nearLevel(info, anchor, 8, low, high);
    const b = nearLevel(info, anchor, 16, low, high);
    store<i32>(INFOS + ((<usize>lane) << 2), r | g | b | (info & 0x7000000));
  }
  measureHalf(half, 5);
  for (let lane: i32 = 0; lane < min(4, count); lane++) {
    addEntry(list, makeEntry(load<i32>(ERRORS + ((<usize>lane) << 2)), load<i32>(INFOS + ((<usize>lane) << 2))));
  }
}
