/**
 * Last resort of the high presets: the best candidate sits in a hollow where neither its weights nor its endpoints can
 * gain alone. Moving an endpoint a little, letting the weights follow and solving for all endpoints again often climbs
 * out. Why: +0.1–0.2 dB, more than any other use of the same time.
 */
import { BEST_COLORS, bestBlock, keepIfBetter } from '../candidate/best-block';
import { cemIntegerCount } from '../../astc/cem';
import { COLOR_NEAREST, LEVEL_COUNTS } from '../../astc/quant';
import { pickModes } from '../endpoints/cem-pick';
import { blockState } from '../block/block-state';
import { DOMAIN_LDR } from '../block/domain';
import { decodeEndpoints } from '../endpoints/endpoint-decode';
import { neighbour } from '../endpoints/endpoint-pair';
import { decodedError, isRoundingDecisive } from '../candidate/error';
import { FootprintTables } from '../tables/footprint-tables';
import { ModeEntry } from '../tables/mode-table';
import { beginKicks, endPass, isRepeated } from './kick-round';
import { kickWeights } from './kick-weights';
import { restoreEnds, restoreModes } from './restore-best';
import { beginAtBest, bringHeldWeights, settleEnds } from './settle';
import { COLOR_UVALUES, DECODED_BYTES, DECODED_ENDPOINTS, trialState } from '../candidate/trial-state';

/** A pass that gains less than this share is the last. */
const LEAST_GAIN: f32 = 0.003;

/**
 * Runs up to `passes` rounds of kicks on the best candidate.
 *
 * @param reach  levels that an integer moves by at most
 * @param steps  steps of the weights that an end moves by at most
 * @param isWeights  whether weights are kicked as well
 */
export function kickBest(tables: FootprintTables, passes: i32, reach: i32, steps: i32, isWeights: bool): void {
  const best = bestBlock();
  beginAtBest(tables);
  if (steps > 0) pickModesAgain();
  beginKicks();
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
    if (isWeights) kickWeights();
    if (!(best.error < before * (1 - LEAST_GAIN))) return;
    endPass();
  }
}

/** Refinement kept the endpoint modes of the first fit; its weights may suit others better. */
function pickModesAgain(): void {
  keepIfBetter(decodedError(pickModes(changetype<ModeEntry>(trialState().mode).weightBits, 1), bestBlock().error));
  restoreModes();
}

/** Moves one integer of the best candidate by some levels and lets everything settle. */
function kickInteger(partition: i32, integer: i32, levels: i32): void {
  if (isRepeated()) return;
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
  if (isRoundingDecisive(best.error)) keepIfBetter(decodedError(best.error, best.error));
  settleEnds();
}

/**
 * Moves an end of the best candidate along its line by `steps` of its weights, towards end 1, and lets everything settle.
 * Why: where integers are fine no level more or less moves a weight.
 */
function kickEnd(partition: i32, end: usize, steps: f32): void {
  if (isRepeated()) return;
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
  if (distance != 0) settleEnds();
}
