/**
 * Last resort of the high presets: the best candidate sits in a hollow where neither its weights nor its endpoints can
 * gain alone. Moving one endpoint integer by one level, letting the weights follow and solving for all endpoints again
 * often climbs out. Why: +0.1–0.2 dB, more than any other use of the same time.
 */
import { BEST_COLORS, BEST_DECODED, BEST_RANKS, bestBlock, keepIfBetter } from '../candidate/best-block';
import { cemIntegerCount } from '../../astc/cem';
import { COLOR_NEAREST, WEIGHT_RANK_UVALUE } from '../../astc/quant';
import { requantize, restError } from '../endpoints/cem-pick';
import { fitDual, fitPattern, fitSingle } from '../lines/class-fit';
import { decodeEndpoints } from '../endpoints/endpoint-decode';
import { fitDualPattern } from '../lines/dual-pattern';
import { fitEndpoints, refitEndpoints } from '../endpoints/endpoint-fit';
import { neighbour } from '../endpoints/endpoint-pair';
import { decodedError, isRoundingDecisive } from '../candidate/error';
import { FootprintTables, partitionTables } from '../tables/footprint-tables';
import { GridTables } from '../tables/grid-tables';
import { infillWeights } from '../weights/infill';
import { ModeEntry } from '../tables/mode-table';
import { realignWeights } from '../weights/realign';
import {
  COLOR_UVALUES,
  DECODED_BYTES,
  DECODED_ENDPOINTS,
  GRID_PLANE,
  GRID_RANKS,
  GRID_UVALUES,
  trialState,
} from '../candidate/trial-state';

/** A pass that gains less than this share is the last. */
const LEAST_GAIN: f32 = 0.003;

/** i32: 1 once the best candidate's error is what its weights give when fitted again, sums in that order. */
const IS_SETTLED: usize = memory.data(4, 4);
/** i32: 1 while the trial's weights are the best candidate's. */
const IS_AT_HAND: usize = memory.data(4, 4);

/** Runs up to `passes` rounds of kicks on the best candidate. */
export function kickBest(tables: FootprintTables, passes: i32): void {
  const best = bestBlock();
  restoreClass(tables);
  restoreWeights();
  fitEndpoints();
  store<i32>(IS_SETTLED, 0);
  for (let pass: i32 = 0; pass < passes; pass++) {
    const before = best.error;
    for (let partition: i32 = 0; partition < best.partitionCount; partition++) {
      const count = cemIntegerCount((best.cems >> (partition * 8)) & 15);
      for (let integer: i32 = 0; integer < count; integer++) {
        kickInteger(partition, integer, -1);
        kickInteger(partition, integer, 1);
      }
    }
    if (!(best.error < before * (1 - LEAST_GAIN))) return;
  }
}

/** Makes the best candidate's class and mode the ones at hand. */
function restoreClass(tables: FootprintTables): void {
  const best = bestBlock();
  const trial = trialState();
  if (best.partitionCount > 1) {
    const patterns = partitionTables(tables, best.partitionCount);
    if (best.plane2Component >= 0) fitDualPattern(patterns, best.pattern, best.plane2Component);
    else fitPattern(patterns, best.pattern);
  } else if (best.plane2Component >= 0) fitDual(best.plane2Component);
  else fitSingle();
  trial.mode = best.mode;
  trial.grid = best.grid;
  trial.cems = best.cems;
  trial.colorQuantLevel = best.colorQuantLevel;
  trial.planeCount = best.plane2Component >= 0 ? 2 : 1;
}

/** Copies the best candidate's weights back into the trial. */
function restoreWeights(): void {
  const trial = trialState();
  const grid = changetype<GridTables>(trial.grid);
  const level = <usize>changetype<ModeEntry>(trial.mode).weightQuantLevel;
  const uvalues = WEIGHT_RANK_UVALUE + (level << 5);
  memory.copy(GRID_RANKS, BEST_RANKS, 2 * GRID_PLANE);
  for (let plane: usize = 0; plane < <usize>trial.planeCount; plane++) {
    const at = plane * GRID_PLANE;
    for (let weight: usize = 0; weight < <usize>grid.weightCount; weight++) {
      store<u8>(GRID_UVALUES + at + weight, load<u8>(uvalues + <usize>load<u8>(GRID_RANKS + at + weight)));
    }
    infillWeights(grid, plane);
  }
  store<i32>(IS_AT_HAND, 1);
}

/** Moves one integer of the best candidate to its neighbour on the level and lets everything settle. */
function kickInteger(partition: i32, integer: i32, direction: i32): void {
  const best = bestBlock();
  const row = COLOR_NEAREST + ((<usize>best.colorQuantLevel) << 8);
  const place = ((<usize>partition) << 3) + <usize>integer;
  const value = <i32>load<u8>(BEST_COLORS + place);
  const moved = neighbour(row, value, direction);
  if (moved == value) return;
  if (!load<i32>(IS_AT_HAND)) restoreWeights();
  memory.copy(COLOR_UVALUES, BEST_COLORS, 32);
  memory.copy(DECODED_ENDPOINTS, BEST_DECODED, 64);
  store<u8>(COLOR_UVALUES + place, moved);
  const cem = (best.cems >> (partition * 8)) & 15;
  const uvalues = COLOR_UVALUES + ((<usize>partition) << 3);
  decodeEndpoints(cem, uvalues, DECODED_ENDPOINTS + <usize>partition * DECODED_BYTES);
  // Ends that suit the weights best are not always those that round best. Why: 0.04 dB at 4x4 `thorough`, text 1.7.
  if (isRoundingDecisive(best.error)) keepIfBetter(decodedError(best.error));
  store<i32>(IS_AT_HAND, 0);
  if (!realignWeights()) {
    store<i32>(IS_AT_HAND, 1);
    // The best candidate's own weights lead back to its own integers.
    if (load<i32>(IS_SETTLED)) return;
    store<i32>(IS_SETTLED, 1);
  }
  refitEndpoints();
  if (restError() > best.error) return;
  keepIfBetter(decodedError(requantize()));
}
