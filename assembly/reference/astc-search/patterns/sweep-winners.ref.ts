/** Twins of sweep-winners: the winners of sweep after sweep, and their order. */
import { SWEEP_PATTERNS, SWEEP_SCORES } from '../../../astc-search/patterns/partition-sweep';
import { WINNER_PATTERNS, WINNER_SCORES } from '../../../astc-search/patterns/sweep-winners';
import { PartitionTables } from '../../../astc-search/tables/partition-tables';
import { texelAt } from '../../lanes.ref';

const NO_SCORE: f32 = 1e30;
const LANES: usize = 16;

export function noteSweepRef(tables: PartitionTables, sweep: i32): void {
  for (let lane: usize = 0; lane < LANES; lane++) {
    const pattern = load<i32>(SWEEP_PATTERNS + (lane << 2));
    let score: f32 = pattern < tables.count ? texelAt(SWEEP_SCORES, lane) : NO_SCORE;
    for (let before: usize = 0; before < <usize>sweep; before++) {
      const cell = (before * LANES + lane) << 2;
      if (load<i32>(WINNER_PATTERNS + cell) != pattern) continue;
      // Of two scores of a pattern the better stays; of equal ones the first.
      if (score < load<f32>(WINNER_SCORES + cell)) store<f32>(WINNER_SCORES + cell, NO_SCORE);
      else score = NO_SCORE;
    }
    const cell = (<usize>sweep * LANES + lane) << 2;
    store<f32>(WINNER_SCORES + cell, score);
    store<i32>(WINNER_PATTERNS + cell, pattern);
  }
}

export function countBetterRef(scores: usize, end: usize, ranks: usize): void {
  const count = (((end - scores) >> 2) + LANES - 1) & ~(LANES - 1);
  for (let own: usize = 0; own < count; own++) {
    const score = texelAt(scores, own);
    let better: u32 = 0;
    for (let other: usize = 0; other < count; other++) {
      const isBefore = other < own ? texelAt(scores, other) <= score : texelAt(scores, other) < score;
      if (isBefore) better++;
    }
    store<u32>(ranks + (own << 2), better);
  }
}
