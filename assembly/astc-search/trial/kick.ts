/**
 * Last resort of the high presets: the best candidate sits in a hollow where neither its weights nor its endpoints can
 * gain alone. Moving an endpoint a little, letting the weights follow and solving for all endpoints again often climbs
 * out. Why: +0.1–0.2 dB, more than any other use of the same time.
 */
import { BEST_COLORS, bestBlock, keepIfBetter } from '../candidate/best-block';
import { cemIntegerCount } from '../../astc/cem';
import { COLOR_NEAREST, LEVEL_COUNTS } from '../../astc/quant';
import { pickModes, requantize, restError } from '../endpoints/cem-pick';
import { blockState } from '../block/block-state';
import { DOMAIN_LDR } from '../block/domain';
import { decodeEndpoints } from '../endpoints/endpoint-decode';
import { fitEndpoints, refitEndpoints } from '../endpoints/endpoint-fit';
import { neighbour } from '../endpoints/endpoint-pair';
import { decodedError, isRoundingDecisive } from '../candidate/error';
import { FootprintTables } from '../tables/footprint-tables';
import { ModeEntry } from '../tables/mode-table';
import { quality } from '../quality';
import { realignWeights } from '../weights/realign';
import { holdWeights, restoreClass, restoreEnds, restoreModes, restoreWeights, takeHeldWeights } from './restore-best';
import { COLOR_UVALUES, DECODED_BYTES, DECODED_ENDPOINTS, trialState } from '../candidate/trial-state';

/** A pass that gains less than this share is the last. */
const LEAST_GAIN: f32 = 0.003;

/** i32: 1 once the best candidate's error is what its weights give when fitted again, sums in that order. */
const IS_SETTLED: usize = memory.data(4, 4);
/** i32: 1 while the trial's weights are the best candidate's. */
const IS_AT_HAND: usize = memory.data(4, 4);

/** Runs up to `passes` rounds of kicks on the best candidate. */
export function kickBest(tables: FootprintTables, passes: i32, reach: i32, steps: i32): void {
  const best = bestBlock();
  restoreClass(tables);
  restoreWeights();
  holdWeights();
  store<i32>(IS_AT_HAND, 1);
  fitEndpoints();
  store<i32>(IS_SETTLED, 0);
  if (steps > 0) pickModesAgain();
  for (let pass: i32 = 0; pass < passes; pass++) {
    const before = best.error;
    for (let partition: i32 = 0; partition < best.partitionCount; partition++) {
      const count = cemIntegerCount((best.cems >> (partition * 8)) & 15);
      for (let integer: i32 = 0; integer < count; integer++) {
        for (let levels: i32 = 1; levels <= reach; levels++) {
          kickInteger(partition, integer, -levels);
          kickInteger(partition, integer, levels);
        }
      }
      for (let step: i32 = 1; step <= steps; step++) {
        for (let end: usize = 0; end < 2; end++) {
          kickEnd(partition, end, <f32>-step);
          kickEnd(partition, end, <f32>step);
        }
      }
    }
    if (!(best.error < before * (1 - LEAST_GAIN))) return;
  }
}

/** Refinement kept the endpoint modes of the first fit; its weights may suit others better. */
function pickModesAgain(): void {
  keepIfBetter(decodedError(pickModes(changetype<ModeEntry>(trialState().mode).weightBits, 1)));
  restoreModes();
}

/** Moves one integer of the best candidate by some levels and lets everything settle. */
function kickInteger(partition: i32, integer: i32, levels: i32): void {
  const best = bestBlock();
  const row = COLOR_NEAREST + ((<usize>best.colorQuantLevel) << 8);
  const place = ((<usize>partition) << 3) + <usize>integer;
  const direction = levels < 0 ? -1 : 1;
  let moved = <i32>load<u8>(BEST_COLORS + place);
  for (let left = levels; left != 0; left -= direction) {
    const next = neighbour(row, moved, direction);
    if (next == moved) return;
    moved = next;
  }
  restoreEnds();
  store<u8>(COLOR_UVALUES + place, moved);
  const cem = (best.cems >> (partition * 8)) & 15;
  const uvalues = COLOR_UVALUES + ((<usize>partition) << 3);
  decodeEndpoints(cem, uvalues, DECODED_ENDPOINTS + <usize>partition * DECODED_BYTES);
  bringHeldWeights();
  // Ends that suit the weights best are not always those that round best. Why: 0.04 dB at 4x4 `thorough`, text 1.7.
  if (isRoundingDecisive(best.error)) keepIfBetter(decodedError(best.error));
  settle();
}

/**
 * Moves an end of the best candidate along its line by `steps` of its weights, towards end 1, and lets everything settle.
 * Why: where integers are fine no level more or less moves a weight.
 */
function kickEnd(partition: i32, end: usize, steps: f32): void {
  restoreEnds();
  const at = DECODED_ENDPOINTS + <usize>partition * DECODED_BYTES;
  const level = <usize>changetype<ModeEntry>(trialState().mode).weightQuantLevel;
  const share = steps / (<f32>load<u16>(LEVEL_COUNTS + (level << 1)) - 1);
  const most: i32 = blockState().domain == DOMAIN_LDR ? 255 : 4095;
  let distance: i32 = 0;
  for (let component: usize = 0; component < 8; component += 2) {
    const end0 = <i32>load<u16>(at + component);
    const end1 = <i32>load<u16>(at + component, 8);
    const move = <i32>nearest<f32>(<f32>(end1 - end0) * share);
    const moved = max<i32>(0, min<i32>(most, (end == 0 ? end0 : end1) + move));
    store<u16>(at + component + (end << 3), <u16>moved);
    distance |= move;
  }
  if (distance != 0) settle();
}

/** Makes the best candidate's weights those of the trial. */
function bringHeldWeights(): void {
  if (load<i32>(IS_AT_HAND)) return;
  takeHeldWeights();
  store<i32>(IS_AT_HAND, 1);
}

/** Weights that suit the moved ends, endpoints that suit these; kept if better. */
function settle(): void {
  const best = bestBlock();
  bringHeldWeights();
  store<i32>(IS_AT_HAND, 0);
  if (!realignWeights()) {
    store<i32>(IS_AT_HAND, 1);
    // The best candidate's own weights lead back to its own integers.
    if (load<i32>(IS_SETTLED)) return;
    store<i32>(IS_SETTLED, 1);
  }
  refitEndpoints();
  const before = best.error;
  if (restError() > before) return;
  keepIfBetter(decodedError(requantize()));
  if (!(best.error < before)) return;
  holdWeights();
  store<i32>(IS_AT_HAND, 1);
}
