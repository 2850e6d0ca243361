/** One candidate: a block mode for the class at hand, from ideal weights to integers, refined while it pays. */
import { bestBlock } from '../candidate/best-block';
import { keepCandidate, poolLimit } from '../candidate/candidate-pool';
import { pickModes, pricedError, requantize } from '../endpoints/cem-pick';
import { sumClass } from '../lines/class-fit';
import { classState } from '../lines/class-state';
import { decisiveError, decodedError } from '../candidate/error';
import { fitEndpoints, refitEndpoints } from '../endpoints/endpoint-fit';
import { FootprintTables, gridTables } from '../tables/footprint-tables';
import { errorFloor, isFine } from '../candidate/good-enough';
import { infillWeights } from '../weights/infill';
import { ModeEntry } from '../tables/mode-table';
import { quality } from '../quality';
import { realignWeights } from '../weights/realign';
import { trialState } from '../candidate/trial-state';
import { isUneven, settleUneven } from '../weights/uneven';
import { decimateWeights, quantizeWeights } from '../weights/weight-fit';

/** A refinement that gains less than this share is the last. */
const LEAST_GAIN: f32 = 0.0005;

/** The error of a candidate that does not exist. */
const NO_CANDIDATE: f32 = 1e30;

/** An error above which a candidate is neither kept, whatever rounding makes of it, nor refined, which `limit` says. */
// @ts-ignore: decorator
@inline
function usefulError(limit: f32): f32 {
  return max<f32>(limit, max<f32>(poolLimit(), decisiveError()));
}

/** Runs one candidate and keeps it if it is the best so far. */
export function runTrial(tables: FootprintTables, modePtr: usize): void {
  const mode = changetype<ModeEntry>(modePtr);
  const trial = trialState();
  const grid = gridTables(tables, mode.grid);
  const limit = bestBlock().error * quality().cull + quality().slack * errorFloor();
  trial.mode = modePtr;
  trial.grid = changetype<usize>(grid);
  trial.planeCount = classState().plane2Component >= 0 ? 2 : 1;
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    decimateWeights(tables, grid, plane);
    quantizeWeights(grid, mode.weightQuantLevel, plane);
    infillWeights(grid, plane);
    if (!grid.isDirect && isUneven(plane)) settleUneven(grid, mode.weightQuantLevel, plane);
  }
  sumClass();
  if (fitEndpoints(limit) > limit) return;
  let error = pickModes(mode.weightBits, <i32>quality().mixedModes);
  keepCandidate(decodedError(error, poolLimit()));
  // What refinement usually gains cannot make up for this, or nobody would see it.
  if (error > limit || isFine(error)) return;
  for (let round = <i32>quality().refinements; round > 0; round--) {
    if (!realignWeights()) {
      // Nearly half of the rounds: the same weights lead to the same integers.
      keepCandidate(decodedError(pricedError(NO_CANDIDATE), poolLimit()));
      return;
    }
    const most = usefulError(error);
    if (refitEndpoints(most) > most) return;
    const refined = requantize(most);
    if (refined >= NO_CANDIDATE) return;
    keepCandidate(decodedError(refined, poolLimit()));
    if (!(refined < error * (1 - LEAST_GAIN))) return;
    error = refined;
  }
}
