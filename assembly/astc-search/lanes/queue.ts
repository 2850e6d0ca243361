/** Which blocks a later class tries: those that are still far off, and of which it may spare enough. */
import { KIND_RGB, foundOf, listCount, listOf } from './band';
import { Dual } from './classes';
import { effort } from './effort';
import { LaneTables } from './lane-tables';

/** Squared 1/64 steps of a squared step. */
const UNITS: f32 = 4096;
/** Of the limit, for blocks in two heaps: they have little error where it shows, along sharp edges. */
const PARTED_LIMIT: f32 = 0.25;

/**
 * Two planes leave at least this of the squared range of opaque colors, by texels and a side of the block: what leaves
 * less has more from finer weights. Why: 0.75 to 0.9 of the blocks of photographs at 4x4 that never won with two planes.
 */
const DUAL_LEAVES: f32 = 0.0003;

/** Error above which the share that two partitions spare matters. */
export function partedLimit(lanes: LaneTables): f32 {
  return limitOf(effort().twoFrom, lanes) * PARTED_LIMIT;
}

// @ts-ignore: decorator
@inline
function limitOf(from: f32, lanes: LaneTables): f32 {
  const texels = <f32>lanes.texelCount;
  return from * UNITS * ((texels * texels) / 256);
}

/** Numbers of the blocks of a kind that class `C` tries, u16 each, to `out`; returns how many. */
export function queue<C>(lanes: LaneTables, kind: i32, out: usize): i32 {
  const isDual = idof<C>() == idof<Dual>();
  const from = isDual ? effort().dualFrom : effort().twoFrom;
  const share = isDual ? effort().dualShare : effort().twoShare;
  const limit = limitOf(from, lanes);
  const texels = <f32>lanes.texelCount;
  const leaves: f32 = isDual && kind == KIND_RGB ? DUAL_LEAVES * texels * sqrt<f32>(texels) : 0;
  const list = listOf(kind);
  const count = listCount(kind);
  let queued: i32 = 0;
  for (let index: i32 = 0; index < count; index++) {
    const block = load<u16>(list + ((<usize>index) << 1));
    const found = foundOf(block);
    if (found.error < found.worth * leaves) continue;
    // Both spare what the line leaves, partitions also some of what its weights miss.
    const rest: f32 = isDual ? 0 : max<f32>(0, found.error - found.lineError) * found.partedShare;
    const least = share * found.error;
    if (found.error <= (rest >= least ? limit * PARTED_LIMIT : limit)) continue;
    if (found.lineError + rest < least) continue;
    store<u16>(out + ((<usize>queued) << 1), block);
    queued++;
  }
  return queued;
}
