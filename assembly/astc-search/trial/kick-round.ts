/**
 * When kicks have come full circle: every pass has the same ones in the same order, so that once a whole round of them has
 * passed without a better block, those that follow were all made of this very block.
 */
import { bestBlock } from '../candidate/best-block';

/** i32[3]: kicks since the first, those since the best block was found, and those of a pass, the highest number at first. */
const COUNTS: usize = memory.data(12, 4);
/** f32: error of the best block when a kick last began. */
const LEAST: usize = memory.data(4, 4);

/** Begins the first pass of the best candidate. */
export function beginKicks(): void {
  store<i32>(COUNTS, 0);
  store<i32>(COUNTS, 0, 4);
  store<i32>(COUNTS, i32.MAX_VALUE, 8);
  store<f32>(LEAST, bestBlock().error);
}

/** Begins the round anew: what follows is another round of kicks, even where the best block stays. */
export function restartRound(): void {
  store<i32>(COUNTS, 0, 4);
  store<f32>(LEAST, bestBlock().error);
}

/** Ends a pass. */
export function endPass(): void {
  if (load<i32>(COUNTS, 8) == i32.MAX_VALUE) store<i32>(COUNTS, load<i32>(COUNTS), 8);
}

/** Counts a kick that is about to be made; returns whether it was made of the same block before. */
export function isRepeated(): bool {
  const error = bestBlock().error;
  const count = error < load<f32>(LEAST) ? 0 : load<i32>(COUNTS, 4);
  store<f32>(LEAST, error);
  store<i32>(COUNTS, load<i32>(COUNTS) + 1);
  store<i32>(COUNTS, count + 1, 4);
  return count >= load<i32>(COUNTS, 8);
}
