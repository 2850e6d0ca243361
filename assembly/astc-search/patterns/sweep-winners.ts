/** What sweep after sweep found: the winners of all lanes, and the best of them. */
import { PartitionTables } from '../tables/partition-tables';
import { SWEEP_PATTERNS, SWEEP_SCORES } from './partition-sweep';

/** f32[32][16] scores and u32[32][16] patterns of the lanes' winners, by sweep. */
export const WINNER_SCORES: usize = memory.data(32 * 64 * 2, 16);
export const WINNER_PATTERNS: usize = WINNER_SCORES + 32 * 64;
const INFINITE: f32 = 1e30;

/** f32[528] scores and u32[528] patterns of the winners that are left, u32[528] how many of them are better. */
export const LEFT_SCORES: usize = memory.data(528 * 4 * 3, 16);
const LEFT_PATTERNS: usize = LEFT_SCORES + 528 * 4;
export const LEFT_RANKS: usize = LEFT_PATTERNS + 528 * 4;

/**
 * Sweeps the distances and keeps the lanes' winners as sweep number `sweep`. A lane's patterns are its own, so one that
 * won before is found in the lane; the worse of its two scores becomes infinite.
 */
export function noteSweep(tables: PartitionTables, sweep: i32): void {
  const out = WINNER_SCORES + ((<usize>sweep) << 6);
  const patternsOut = out + (WINNER_PATTERNS - WINNER_SCORES);
  const infinite = f32x4.splat(INFINITE);
  const count = i32x4.splat(tables.count);
  for (let lanes: usize = 0; lanes < 64; lanes += 16) {
    const pattern = v128.load(SWEEP_PATTERNS + lanes);
    // the last group is filled up
    let score = v128.bitselect(v128.load(SWEEP_SCORES + lanes), infinite, i32x4.lt_s(pattern, count));
    for (let before = lanes + WINNER_SCORES; before < out; before += 64) {
      const known = v128.load(before);
      const isSame = i32x4.eq(pattern, v128.load(before + (WINNER_PATTERNS - WINNER_SCORES)));
      const isBetter = f32x4.lt(score, known);
      v128.store(before, v128.bitselect(infinite, known, v128.and(isSame, isBetter)));
      score = v128.bitselect(infinite, score, v128.andnot(isSame, isBetter));
    }
    v128.store(out + lanes, score);
    v128.store(patternsOut + lanes, pattern);
  }
}

/**
 * The best winners of `sweeps` sweeps, best first; the first of equal ones first.
 *
 * @param limit  most patterns
 * @param patterns  out: u32[limit + 1]
 * @returns how many there are
 */
export function bestWinners(sweeps: i32, limit: i32, patterns: usize): i32 {
  const count = gatherWinners(sweeps);
  countBetter(LEFT_SCORES, LEFT_SCORES + ((<usize>count) << 2), LEFT_RANKS);
  for (let at: usize = 0; at < (<usize>count) << 2; at += 4) {
    // those that are not wanted end up behind the last
    const rank = min<u32>(load<u32>(LEFT_RANKS + at), limit);
    store<u32>(patterns + ((<usize>rank) << 2), load<u32>(LEFT_PATTERNS + at));
  }
  return min(count, limit);
}

/** Winners that count to LEFT_SCORES, filled up to whole sixteens, and LEFT_PATTERNS; returns how many there are. */
export function gatherWinners(sweeps: i32): i32 {
  const end = WINNER_SCORES + ((<usize>sweeps) << 6);
  let out = LEFT_SCORES;
  for (let at = WINNER_SCORES; at < end; at += 4) {
    const score = load<f32>(at);
    store<f32>(out, score);
    store<u32>(out, load<u32>(at, WINNER_PATTERNS - WINNER_SCORES), LEFT_PATTERNS - LEFT_SCORES);
    // no branch: nobody could foretell it
    out += (<usize>(score < INFINITE)) << 2;
  }
  const count = (out - LEFT_SCORES) >> 2;
  for (let past = out; past < LEFT_SCORES + (((count + 15) & ~15) << 2); past += 4) store<f32>(past, INFINITE);
  return <i32>count;
}

/** i32[32]: 16 of 0, 16 of −1; from entry 15 − n on: which of sixteen lie behind the nth. */
const BEHIND: usize = memory.data<i32>(
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1],
  16,
);

/**
 * How many scores come before each in ascending order, equal ones in the order they lie in. Every one is compared with
 * all: without branches that takes a fifth of what putting them in their places does.
 *
 * @param scores  f32[], up to `end`, filled up with infinite ones to whole sixteens
 * @param ranks  out: u32[], whole sixteens
 */
export function countBetter(scores: usize, end: usize, ranks: usize): void {
  for (let own = scores; own < end; own += 64) {
    const own0 = v128.load(own);
    const own1 = v128.load(own, 16);
    const own2 = v128.load(own, 32);
    const own3 = v128.load(own, 48);
    let rank0 = i32x4.splat(0);
    let rank1 = rank0;
    let rank2 = rank0;
    let rank3 = rank0;
    let at = scores;
    for (; at < own; at += 4) {
      const other = v128.load32_splat(at);
      rank0 = i32x4.sub(rank0, f32x4.le(other, own0));
      rank1 = i32x4.sub(rank1, f32x4.le(other, own1));
      rank2 = i32x4.sub(rank2, f32x4.le(other, own2));
      rank3 = i32x4.sub(rank3, f32x4.le(other, own3));
    }
    for (let behind = BEHIND + 60; behind >= BEHIND; behind -= 4, at += 4) {
      const other = v128.load32_splat(at);
      rank0 = i32x4.sub(rank0, isBefore(other, own0, v128.load(behind)));
      rank1 = i32x4.sub(rank1, isBefore(other, own1, v128.load(behind, 16)));
      rank2 = i32x4.sub(rank2, isBefore(other, own2, v128.load(behind, 32)));
      rank3 = i32x4.sub(rank3, isBefore(other, own3, v128.load(behind, 48)));
    }
    for (; at < end; at += 4) {
      const other = v128.load32_splat(at);
      rank0 = i32x4.sub(rank0, f32x4.lt(other, own0));
      rank1 = i32x4.sub(rank1, f32x4.lt(other, own1));
      rank2 = i32x4.sub(rank2, f32x4.lt(other, own2));
      rank3 = i32x4.sub(rank3, f32x4.lt(other, own3));
    }
    v128.store(ranks, rank0);
    v128.store(ranks, rank1, 16);
    v128.store(ranks, rank2, 32);
    v128.store(ranks, rank3, 48);
    ranks += 64;
  }
}

/** Whether `other` comes before `own`, which lies behind it or not. */
// @ts-ignore: decorator
@inline
function isBefore(other: v128, own: v128, isBehind: v128): v128 {
  return v128.or(f32x4.lt(other, own), v128.and(f32x4.eq(other, own), isBehind));
}
