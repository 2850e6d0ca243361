/**
 * Which partition patterns to try: lines are fitted to a guess of the subsets, every legal pattern is scored against
 * the texels' distances to these lines in one sweep, and the best are scored again exactly.
 */
import { insertAscending } from '../../ascending-list';
import { guessFromPalette, paletteStarts } from './palette';
import { MEMBERS, adoptPattern, buildAxes, guessSubsets, measureDistances, reassign } from './partition-guess';
import { buildMoments, exactScores, fitLines } from './partition-moments';
import { countOverlaps, overlapScore } from './partition-overlap';
import { PartitionTables } from '../tables/partition-tables';
import { SWEEP_PATTERNS, SWEEP_SCORES, sweepPatterns } from './partition-sweep';
import { bestWinners, noteSweep } from './sweep-winners';
import { spanShare } from './span-share';
import { patternsOfTurns } from './turned-rows';

/** f32[48] scores ascending and u32[48] pattern indices: room for the most candidates any quality scores exactly. */
const CANDIDATE_SCORES: usize = memory.data(52 * 4, 16);
const CANDIDATES: usize = memory.data(52 * 4, 16);
/** The patterns {@link rankPartitions} found, best first, and their scores. */
export const RANKED: usize = memory.data(52 * 4, 16);
export const RANKED_SCORES: usize = memory.data(52 * 4, 16);

const INFINITE: f32 = 1e30;

/** Puts a pattern that is not in it into an ascending list of at most `limit`; returns the new length. */
export function insertCandidate(scores: usize, patterns: usize, count: i32, limit: i32, score: f32, pattern: u32): i32 {
  if (count == limit && load<f32>(scores + ((<usize>(limit - 1)) << 2)) <= score) return count;
  return insertAscending(scores, patterns, count, limit, score, pattern);
}

/** The `limit` patterns that part the two clusters best to CANDIDATES; returns their number. */
function gatherOverlaps(tables: PartitionTables, limit: i32): i32 {
  countOverlaps(tables);
  let count: i32 = 0;
  for (let pattern: i32 = 0; pattern < tables.count; pattern++) {
    count = insertCandidate(CANDIDATE_SCORES, CANDIDATES, count, limit, overlapScore(tables, pattern), pattern);
  }
  return count;
}

/** f32[4]: scores of four candidates. */
const EXACT: usize = memory.data(16, 16);

/** Scores the `count` candidates exactly and puts them into RANKED, which holds `ranked`, up to `keep`. */
function rankExactly(tables: PartitionTables, count: i32, ranked: i32, keep: i32, share: f32): i32 {
  const known = ranked;
  const end = CANDIDATES + ((<usize>count) << 2);
  // Four at a time: the last ones are filled up with any pattern.
  for (let past = end; past < end + 12; past += 4) store<u32>(past, load<u32>(CANDIDATES));
  for (let four = CANDIDATES; four < end; four += 16) {
    const limit = ranked < keep ? INFINITE : load<f32>(RANKED_SCORES + ((<usize>(keep - 1)) << 2));
    exactScores(tables, four, share, limit, EXACT);
    for (let at = four; at < min(four + 16, end); at += 4) {
      const pattern = load<u32>(at);
      if (known > 0 && isRanked(pattern, ranked)) continue;
      ranked = insertCandidate(RANKED_SCORES, RANKED, ranked, keep, load<f32>(EXACT + at - four), pattern);
    }
  }
  return ranked;
}

function isRanked(pattern: u32, ranked: i32): bool {
  for (let at: usize = 0; at < (<usize>ranked) << 2; at += 4) {
    if (load<u32>(RANKED + at) == pattern) return true;
  }
  return false;
}

/** Moments and axes of the block; once a block, before the first {@link rankPartitions}. */
export function preparePartitionSearch(): void {
  buildMoments();
  buildAxes();
}

/**
 * Ranks the patterns of `tables` for the block at hand.
 *
 * @param starts  first guesses to refine, 1..3
 * @param fits  line fits before the first sweep of each start, 1 or more
 * @param refits  sweeps repeated from the best pattern's own subsets
 * @param rerank  candidates to score exactly
 * @param keep  patterns to return in RANKED
 * @param colorCount  distinct colors of the block, see palette.ts
 * @param isTwoClusters  what findClusters said of the block
 * @returns how many there are
 */
export function rankPartitions(
  tables: PartitionTables,
  starts: i32,
  fits: i32,
  refits: i32,
  rerank: i32,
  keep: i32,
  colorCount: i32,
  isTwoClusters: bool,
): i32 {
  const partitionCount = tables.partitionCount;
  const share = spanShare(partitionCount);
  const fromPalette = paletteStarts(colorCount, partitionCount);
  if (fromPalette > 0) {
    starts = fromPalette;
    fits = 1;
  }
  let ranked: i32 = 0;
  if (isTwoClusters) {
    ranked = rankExactly(tables, gatherOverlaps(tables, rerank), 0, keep, share);
    // Lines from the block's own colors may still be exact; others have nothing to add.
    if (fromPalette == 0) return putTurnsFirst(tables, ranked, keep);
  }
  let sweeps: i32 = 0;
  for (let start: i32 = 0; start < starts; start++) {
    if (fromPalette > 0) guessFromPalette(colorCount, partitionCount, start, MEMBERS);
    else guessSubsets(partitionCount, start);
    for (let fit: i32 = 0; fit < fits; fit++) {
      if (fit > 0) reassign(partitionCount);
      fitLines();
      measureDistances(partitionCount, share);
    }
    sweepPatterns(tables);
    noteSweep(tables, sweeps++);
    for (let refit: i32 = 0; refit < refits; refit++) {
      adoptBestLane(tables);
      fitLines();
      measureDistances(partitionCount, share);
      sweepPatterns(tables);
      noteSweep(tables, sweeps++);
    }
  }
  ranked = rankExactly(tables, bestWinners(sweeps, rerank, CANDIDATES), ranked, keep, share);
  return isTwoClusters ? putTurnsFirst(tables, ranked, keep) : ranked;
}

/** u32[2]: patterns that the scores say nothing of. */
const TURNS: usize = memory.data(8, 4);

/** Puts the patterns of rows that turn before the ranked ones, the worst of which make way; returns how many there are. */
function putTurnsFirst(tables: PartitionTables, ranked: i32, keep: i32): i32 {
  const count = patternsOfTurns(tables, TURNS);
  for (let index: i32 = 0; index < count; index++) {
    if (ranked < keep) ranked++;
    memory.copy(RANKED + 4, RANKED, (<usize>(ranked - 1)) << 2);
    store<u32>(RANKED, load<u32>(TURNS + ((<usize>index) << 2)));
  }
  return ranked;
}

/** MEMBERS becomes the pattern with the least score of the last sweep. */
function adoptBestLane(tables: PartitionTables): void {
  let best: usize = 0;
  for (let lane: usize = 1; lane < 16; lane++) {
    if (load<f32>(SWEEP_SCORES + (lane << 2)) < load<f32>(SWEEP_SCORES + (best << 2))) best = lane;
  }
  const pattern = min(<i32>load<u32>(SWEEP_PATTERNS + (best << 2)), tables.count - 1);
  adoptPattern(tables.patternsPtr + <usize>pattern * tables.patternBytes);
}
