/** One candidate: a block mode for the class at hand, from ideal weights to integers, refined while it pays. */
import { bestBlock } from './best-block';
import { keepCandidate } from './candidate-pool';
import { pickModes, requantize, restError } from './cem-pick';
import { classState } from './class-state';
import { decodedError } from './error';
import { fitEndpoints } from './endpoint-fit';
import { FootprintTables, gridTables } from './footprint-tables';
import { isFine } from './good-enough';
import { infillWeights } from './infill';
import { ModeEntry } from './mode-table';
import { quality } from './quality';
import { realignWeights } from './realign';
import { trialState } from './trial-state';
import { isUneven, settleUneven } from './uneven';
import { decimateWeights, quantizeWeights } from './weight-fit';

/** A refinement that gains less than this share is the last. */
const LEAST_GAIN: f32 = 0.0005;

/** Runs one candidate and keeps it if it is the best so far. */
export function runTrial(tables: FootprintTables, modePtr: usize): void {
  const mode = changetype<ModeEntry>(modePtr);
  const trial = trialState();
  const grid = gridTables(tables, mode.grid);
  const limit = bestBlock().error * quality().cull;
  trial.mode = modePtr;
  trial.grid = changetype<usize>(grid);
  trial.planeCount = classState().plane2Component >= 0 ? 2 : 1;
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    decimateWeights(tables, grid, plane);
    quantizeWeights(grid, mode.weightQuantLevel, plane);
    infillWeights(grid, plane);
    if (!grid.isDirect && isUneven(plane)) settleUneven(grid, mode.weightQuantLevel, plane);
  }
  fitEndpoints();
  if (restError() > limit) return;
  let error = pickModes(mode.weightBits, <i32>quality().mixedModes);
  keepCandidate(decodedError(error));
  // What refinement usually gains cannot make up for this, or nobody would see it.
  if (error > limit || isFine(error)) return;
  for (let round = <i32>quality().refinements; round > 0; round--) {
    realignWeights();
    fitEndpoints();
    const refined = requantize();
    keepCandidate(decodedError(refined));
    if (!(refined < error * (1 - LEAST_GAIN))) return;
    error = refined;
  }
}
