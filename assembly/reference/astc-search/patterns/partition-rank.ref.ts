/** Twin of partition-rank: the winners of sweep after sweep. */
import { WINNER_PATTERNS, WINNER_SCORES } from '../../../astc-search/patterns/partition-rank';
import { SWEEP_PATTERNS, SWEEP_SCORES } from '../../../astc-search/patterns/partition-sweep';
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
