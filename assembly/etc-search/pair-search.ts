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
  joinHalves(flip);
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

/** A level moved into `low`..`high` of another. */
// @ts-ignore: decorator
@inline
function nearLevel(info: i32, anchor: i32, shift: i32, low: i32, high: i32): i32 {
  const level = (info >> shift) & 31;
  const center = (anchor >> shift) & 31;
  return min(31, max(0, min(center + high, max(center + low, level)))) << shift;
}

/** A base moved just far enough to be legal beside another; the table stays. */
function moveBase(info: i32, anchor: i32, low: i32, high: i32): i32 {
  const r = nearLevel(info, anchor, 0, low, high);
  const g = nearLevel(info, anchor, 8, low, high);
  return r | g | nearLevel(info, anchor, 16, low, high) | (info & 0x7000000);
}

/** Halfway from one base to another, level by level; the table of the first. */
function halfway(info: i32, other: i32): i32 {
  const sum = (info & 0x1f1f1f) + (other & 0x1f1f1f);
  return ((sum >> 1) & 0x1f1f1f) | (info & 0x7000000);
}

/** Measures two bases of a half, each with its table and the next larger one, and adds them to the list. */
function addMoved(half: i32, one: i32, other: i32): void {
  const list = listOf(half, 5);
  const isLast = one >> 24 == 7;
  store<i32>(INFOS, one);
  store<i32>(INFOS, isLast ? one : one + 0x1000000, 4);
  store<i32>(INFOS, other, 8);
  store<i32>(INFOS, isLast ? other : other + 0x1000000, 12);
  measureHalf(half, 5);
  for (let lane: usize = 0; lane < 16; lane += 4) {
    addEntry(list, makeEntry(load<i32>(ERRORS + lane), load<i32>(INFOS + lane)));
  }
}

/**
 * Moves the best bases of a flip towards each other until they are legal together: the second alone, the first alone, or
 * both half the way. What comes of it goes into the lists.
 */
function joinHalves(flip: i32): void {
  const first = entryInfo(entry(listOf(flip * 2, 5), 0));
  const second = entryInfo(entry(listOf(flip * 2 + 1, 5), 0));
  // Second less first is −4..3.
  const firstMoved = moveBase(first, second, -3, 4);
  const firstHalfway = halfway(first, firstMoved);
  addMoved(flip * 2, firstMoved, firstHalfway);
  addMoved(flip * 2 + 1, moveBase(second, first, -4, 3), moveBase(second, firstHalfway, -4, 3));
}
