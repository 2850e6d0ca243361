/**
 * The best few candidates of the block, one a class and mode. What a kick gains differs so much between them that the
 * second or fifth best often ends in front.
 */
import { copyVectors } from '../../simd/copy';
import { BEST_COLORS, BEST_DECODED, BEST_RANKS, BestBlock, bestBlock, keepIfBetter, noteTrial } from './best-block';
import { classState } from '../lines/class-state';
import { COLOR_UVALUES, DECODED_ENDPOINTS, GRID_RANKS, trialState } from './trial-state';

/** Most candidates kept. */
export const POOL_MAX: i32 = 16;
/** Bytes of a {@link BestBlock}, of its integers, decoded endpoints and weight ranks: 32 + 32 + 64 + 160. */
const ENTRY_BYTES: usize = 288;
const POOL: usize = memory.data(16 * 288, 16);
/** Where the best candidate waits while others are kicked. */
const SAVED: usize = memory.data(288, 16);
/** i32: entries in use, and how many there may be. */
const COUNTS: usize = memory.data(8, 4);

/** Empties the pool; `limit` 0..16, below 2 nothing is ever kept. */
export function clearPool(limit: i32): void {
  store<i32>(COUNTS, 0);
  store<i32>(COUNTS, limit > 1 ? min(limit, POOL_MAX) : 0, 4);
}

// @ts-ignore: decorator
@inline
function entry(index: i32): usize {
  return POOL + <usize>index * ENTRY_BYTES;
}

/** Keeps the trial at hand: as the best if it is, and in the pool if it is among the best. */
export function keepCandidate(error: f32): void {
  keepIfBetter(error);
  const limit = load<i32>(COUNTS, 4);
  if (limit == 0) return;
  const place = placeOf(error, limit);
  if (place >= 0) saveTrial(entry(place), error);
}

/** Error from which on {@link keepCandidate} keeps nothing: that of the worst kept, or of any where there is room. */
export function poolLimit(): f32 {
  const count = load<i32>(COUNTS);
  const limit = load<i32>(COUNTS, 4);
  if (limit == 0) return bestBlock().error;
  if (count < limit) return f32.MAX_VALUE;
  let worst = bestBlock().error;
  for (let index: i32 = 0; index < count; index++) worst = max<f32>(worst, changetype<BestBlock>(entry(index)).error);
  return worst;
}

/** Where a candidate of this error goes: over a worse one of its own class and mode, or over the worst; −1: nowhere. */
function placeOf(error: f32, limit: i32): i32 {
  const count = load<i32>(COUNTS);
  const state = classState();
  const mode = trialState().mode;
  let worst: i32 = 0;
  for (let index: i32 = 0; index < count; index++) {
    const kept = changetype<BestBlock>(entry(index));
    if (kept.error > changetype<BestBlock>(entry(worst)).error) worst = index;
    if (kept.mode != mode || kept.pattern != state.pattern) continue;
    if (kept.partitionCount != state.partitionCount || kept.plane2Component != state.plane2Component) continue;
    return error < kept.error ? index : -1;
  }
  if (count < limit) {
    store<i32>(COUNTS, count + 1);
    return count;
  }
  return error < changetype<BestBlock>(entry(worst)).error ? worst : -1;
}

/** Writes the trial at hand as an entry. */
function saveTrial(to: usize, error: f32): void {
  noteTrial(changetype<BestBlock>(to), error);
  copyVectors(to + 32, COLOR_UVALUES, 32);
  copyVectors(to + 64, DECODED_ENDPOINTS, 64);
  copyVectors(to + 128, GRID_RANKS, 160);
}

function saveBest(to: usize): void {
  copyVectors(to, changetype<usize>(bestBlock()), 32);
  copyVectors(to + 32, BEST_COLORS, 32);
  copyVectors(to + 64, BEST_DECODED, 64);
  copyVectors(to + 128, BEST_RANKS, 160);
}

function restoreBest(from: usize): void {
  copyVectors(changetype<usize>(bestBlock()), from, 32);
  copyVectors(BEST_COLORS, from + 32, 32);
  copyVectors(BEST_DECODED, from + 64, 64);
  copyVectors(BEST_RANKS, from + 128, 160);
}

/** Sets the best candidate aside. */
export function setBestAside(): void {
  saveBest(SAVED);
}

/** Makes the next best entry, of an error below `limit`, the best candidate and removes it; false when none is left. */
export function takeCandidate(limit: f32): bool {
  const count = load<i32>(COUNTS);
  let least: i32 = -1;
  let error = limit;
  for (let index: i32 = 0; index < count; index++) {
    const kept = changetype<BestBlock>(entry(index));
    if (kept.error >= error) continue;
    error = kept.error;
    least = index;
  }
  if (least < 0) return false;
  restoreBest(entry(least));
  changetype<BestBlock>(entry(least)).error = 1e30;
  return true;
}

/** The better of the best candidate and the one set aside becomes the best, and is set aside. */
export function settleBest(): void {
  if (bestBlock().error < changetype<BestBlock>(SAVED).error) saveBest(SAVED);
  else restoreBest(SAVED);
}
