/**
 * Modes T and H: two groups of texels with a colour each. In T the first is one paint and the second a line of three
 * along grey, in H both are pairs. A distance and bases are scored in closed form under an assumed split, the best
 * measured exactly, and what the paints then attract is the next split.
 */
import { buildBases4 } from './bases';
import { MODE_H, MODE_T } from '../etc/color-word';
import { best, restoreBest, saveBest, savedError, setBest } from './best-block';
import { LUMA2, isPunched, opaqueMask } from './block-state';
import { SPLIT_LIST, addEntry, clearList, entry, entryInfo, makeEntry, sortList } from './candidates';
import { splitChroma } from './chroma-split';
import { selectPaints, splatSplit } from './emit';
import { GROUP_SPLIT, Group, group, packPairs, sumGroup } from './group';
import { loadInfos } from './half-fit';
import { colorDistance } from '../etc/modifiers';
import { ERRORS, INFOS, measureMask } from './paint-error';
import { SPLIT_FIRST, SPLIT_INDEX, SPLIT_SECOND, paintH, paintT, placeSplit } from './split-paints';
import { refineSplit } from './refine-split';
import { orderOf, takePairs } from './take-split';
import { distanceReach, quality } from './quality';
import { KEYS, clearKeys, keyRecord, keyScore, leastKeyLane, scoreGroup } from './score-bases';
import { significance } from './significance';

const DISTANCE_COUNT: i32 = 8;

/** i32[2][8]: of each group and distance the least score and its base. */
const PAIR_SCORES: usize = memory.data(64, 16);
const PAIR_BASES: usize = memory.data(64, 16);

// @ts-ignore: decorator
@inline
function meanLevel(mean: i32): i32 {
  return (mean * 30 + (mean >> 3) + 2048) >> 12;
}

/** Rounded mean of a group, 4-bit levels. */
function meanLevels(source: Group): i32 {
  return meanLevel(source.meanR) | (meanLevel(source.meanG) << 8) | (meanLevel(source.meanB) << 16);
}

// @ts-ignore: decorator
@inline
function leastLane(): usize {
  let least: usize = 0;
  for (let lane: usize = 4; lane < 16; lane += 4) {
    if (load<i32>(ERRORS + lane) < load<i32>(ERRORS + least)) least = lane;
  }
  return least;
}

/** Bases of a group for the distances of T and H. */
function prepareBases(source: Group): i32 {
  const step = 2 * quality().step;
  const middle = distanceReach(DISTANCE_COUNT - 1);
  buildBases4(source, middle, step);
  return middle;
}

/**
 * Mode T with the texels of a mask in the isolated paint.
 *
 * @returns the mask that the best paints attract to the isolated one
 */
function tryLine(isolatedMask: i32): i32 {
  sumGroup(GROUP_SPLIT, isolatedMask);
  sumGroup(GROUP_SPLIT + 1, isolatedMask ^ opaqueMask());
  packPairs(GROUP_SPLIT + 1);
  const line = group(GROUP_SPLIT + 1);
  const isolated = meanLevels(group(GROUP_SPLIT));
  const middle = prepareBases(line);
  const sum = significance().sum;
  clearKeys();
  for (let index: i32 = 0; index < DISTANCE_COUNT; index++) {
    const distance = colorDistance(index);
    const reach = distanceReach(index);
    // Base ± d, and base itself unless that selector is transparent.
    if (isPunched()) scoreGroup(line, middle - reach, middle + reach, 2 * sum * distance, 0, index);
    else scoreGroup(line, middle - reach, middle + reach, sum * distance, sum * distance, index);
  }
  loadInfos(0);
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const info = load<i32>(INFOS + lane);
    placeSplit(lane, isolated, info & 0xffffff, info >> 24);
  }
  paintT();
  measureMask(opaqueMask());
  const lane = leastLane();
  const second = load<i32>(SPLIT_SECOND + lane);
  const index = load<i32>(SPLIT_INDEX + lane);
  const error = load<i32>(ERRORS + lane);
  if (error < best().error) setBest(error, MODE_T, 0, isolated, second, index);
  if (isPunched()) tryRaised();
  splatSplit(isolated, second, index);
  paintT();
  const selectors = selectPaints();
  return (<i32>~(selectors | (selectors >> 16))) & opaqueMask();
}

/** Best base of a group for every distance of mode H. */
function scorePairs(side: i32): void {
  const source = group(GROUP_SPLIT + side);
  const middle = prepareBases(source);
  const sum = significance().sum;
  for (let index: i32 = 0; index < DISTANCE_COUNT; index++) {
    const distance = colorDistance(index);
    const reach = distanceReach(index);
    clearKeys();
    scoreGroup(source, middle - reach, middle + reach, 2 * sum * distance, 0, index);
    const least = leastKeyLane();
    const key = load<i32>(KEYS + least);
    const place = ((<usize>side) << 5) + ((<usize>index) << 2);
    store<i32>(PAIR_SCORES + place, keyScore(key));
    store<i32>(PAIR_BASES + place, load<i32>(keyRecord(key) + least, 32));
  }
}

/**
 * Mode H with the texels of a mask in the second pair.
 *
 * @returns the mask that the best paints attract to the second pair
 */
function tryPairs(secondMask: i32): i32 {
  sumGroup(GROUP_SPLIT, secondMask ^ opaqueMask());
  sumGroup(GROUP_SPLIT + 1, secondMask);
  packPairs(GROUP_SPLIT);
  packPairs(GROUP_SPLIT + 1);
  scorePairs(0);
  scorePairs(1);
  clearList(SPLIT_LIST);
  for (let index: i32 = 0; index < DISTANCE_COUNT; index++) {
    const place = (<usize>index) << 2;
    const score = load<i32>(PAIR_SCORES + place) + load<i32>(PAIR_SCORES + place, 32);
    addEntry(SPLIT_LIST, makeEntry(score, index));
  }
  sortList(SPLIT_LIST);
  for (let lane: i32 = 0; lane < 4; lane++) {
    const index = entryInfo(entry(SPLIT_LIST, lane));
    const place = (<usize>index) << 2;
    placeSplit((<usize>lane) << 2, load<i32>(PAIR_BASES + place), load<i32>(PAIR_BASES + place, 32), index);
  }
  paintH();
  measureMask(opaqueMask());
  for (let lane: usize = 0; lane < 16; lane += 4) takePairs(lane);
  const least = leastLane();
  const index = load<i32>(SPLIT_INDEX + least);
  splatSplit(load<i32>(SPLIT_FIRST + least), load<i32>(SPLIT_SECOND + least), index);
  paintH();
  return (<i32>(selectPaints() >> 16)) & opaqueMask();
}

/** Runs a split through a mode until it does not change. */
function refineLine(mask: i32): void {
  for (let round = quality().splitRounds; round > 0; round--) {
    const next = tryLine(mask);
    if (next == mask || next == 0 || next == opaqueMask()) break;
    mask = next;
  }
}

function refinePairs(mask: i32): void {
  for (let round = quality().splitRounds; round > 0; round--) {
    const next = tryPairs(mask);
    if (next == mask || next == 0 || next == opaqueMask()) break;
    mask = next;
  }
}

/** Levels that show the mean of a group once mode H has taken the distance away. */
function raisedLevels(source: Group, distance: i32): i32 {
  const shift = distance << 3;
  const r = meanLevel(min(2040, source.meanR + shift));
  const g = meanLevel(min(2040, source.meanG + shift));
  const b = meanLevel(min(2040, source.meanB + shift));
  return r | (g << 8) | (b << 16);
}

/**
 * Mode H of a punched block: the pairs that {@link tryLine} listed as first, the isolated colour as second less d. The
 * order of the bases tells the distance and nothing can be swapped.
 */
function tryRaised(): void {
  const isolated = group(GROUP_SPLIT);
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const distance = colorDistance(load<i32>(SPLIT_INDEX + lane));
    placeSplit(lane, load<i32>(SPLIT_SECOND + lane), raisedLevels(isolated, distance), load<i32>(SPLIT_INDEX + lane));
  }
  paintH();
  measureMask(opaqueMask());
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const error = load<i32>(ERRORS + lane);
    const first = load<i32>(SPLIT_FIRST + lane);
    const second = load<i32>(SPLIT_SECOND + lane);
    const index = load<i32>(SPLIT_INDEX + lane);
    if (orderOf(first) >= orderOf(second) != ((index & 1) != 0) || error >= best().error) continue;
    setBest(error, MODE_H, 0, first, second, index);
  }
}

/** Bright texels of the block: a split where chroma has none. */
function splitLuma(): i32 {
  const whole = opaqueMask();
  let sum: i32 = 0;
  for (let left = whole; left; left &= left - 1) sum += load<i16>(LUMA2 + ((<usize>ctz(left)) << 1));
  const mean = sum / popcnt(whole);
  let mask: i32 = 0;
  for (let left = whole; left; left &= left - 1) {
    if (load<i16>(LUMA2 + ((<usize>ctz(left)) << 1)) > mean) mask |= left & -left;
  }
  return mask;
}

/** First split of a start: by chroma, by luma, right half, lower half. */
function firstSplit(start: i32): i32 {
  if (start == 0) return splitChroma(3);
  if (start == 1) return splitLuma();
  return (start == 2 ? 0xff00 : 0xcccc) & opaqueMask();
}

/** Descent of the mode tried last, before it meets the best. */
function finishSplit(): void {
  if (best().error == i32.MAX_VALUE || <i64>best().error * 64 > <i64>savedError() * quality().refineGate) return;
  refineSplit();
}

/** Takes mode T or H if it beats what is there. */
export function trySplit(): void {
  const isEach = quality().refineEach > 1;
  for (let start: i32 = 0; start < quality().splitStarts; start++) {
    const mask = firstSplit(start);
    if (mask == 0 || mask == opaqueMask()) continue;
    for (let kind: i32 = 0; kind < (isPunched() ? 2 : 3); kind++) {
      if (isEach) saveBest();
      if (kind < 2) refineLine(kind ? mask ^ opaqueMask() : mask);
      else refinePairs(mask);
      if (!isEach) continue;
      finishSplit();
      restoreBest();
    }
  }
  if (!isEach && (best().mode == MODE_T || best().mode == MODE_H)) refineSplit();
}
