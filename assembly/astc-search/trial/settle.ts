/** What follows a kick: the trial begins at the best candidate, and whatever moved, the rest settles. */
import { bestBlock, keepIfBetter } from '../candidate/best-block';
import { decisiveError, decodedError } from '../candidate/error';
import { quality } from '../quality';
import { requantize } from '../endpoints/cem-pick';
import { fitEndpoints, refitEndpoints } from '../endpoints/endpoint-fit';
import { sumClass } from '../lines/class-fit';
import { FootprintTables } from '../tables/footprint-tables';
import { realignWeights } from '../weights/realign';
import { forgetVisited, isVisited, noteVisited, weightsPrint } from './visited';
import { holdWeights, restoreClass, restoreWeights, takeHeldWeights } from './restore-best';

/** i32: 1 once the best candidate's error is what its weights give when fitted again, sums in that order. */
const IS_SETTLED: usize = memory.data(4, 4);
/** i32: 1 while the trial's weights are the best candidate's. */
const IS_AT_HAND: usize = memory.data(4, 4);

/** Makes the best candidate the trial at hand, fitted. */
export function beginAtBest(tables: FootprintTables): void {
  restoreClass(tables);
  restoreWeights();
  holdWeights();
  store<i32>(IS_AT_HAND, 1);
  sumClass();
  fitEndpoints(f32.MAX_VALUE);
  store<i32>(IS_SETTLED, 0);
}

/** Makes the best candidate's weights those of the trial. */
export function bringHeldWeights(): void {
  if (load<i32>(IS_AT_HAND)) return;
  takeHeldWeights();
  store<i32>(IS_AT_HAND, 1);
}

/** Weights that suit the ends that were moved, endpoints that suit these; kept if better. */
export function settleEnds(): void {
  bringHeldWeights();
  store<i32>(IS_AT_HAND, 0);
  if (!realignWeights()) {
    store<i32>(IS_AT_HAND, 1);
    // The best candidate's own weights lead back to its own integers.
    if (load<i32>(IS_SETTLED)) return;
    store<i32>(IS_SETTLED, 1);
  }
  settleWeights();
}

/** What ends at this many times the best candidate's error is too far behind for another round. */
const CLOSE: f32 = 1.2;

/** Endpoints that suit the trial's weights, and further rounds of both while they come close; kept if better. */
export function settleWeights(): void {
  const best = bestBlock();
  const before = best.error;
  store<i32>(IS_AT_HAND, 0);
  const print = weightsPrint();
  if (isVisited(print)) return;
  noteVisited(print);
  for (let left = <i32>quality().settleRounds; ; left--) {
    if (refitEndpoints(before) > before) return;
    const error = requantize(max<f32>(left > 0 ? CLOSE * before : before, decisiveError()));
    keepIfBetter(decodedError(error, best.error));
    if (best.error < before) break;
    if (left == 0 || error > CLOSE * before || !realignWeights()) return;
  }
  // Better ones are met again only by a way that was not followed to its end.
  forgetVisited(print);
  holdWeights();
  store<i32>(IS_AT_HAND, 1);
}
