/** Which blocks a later class tries: those that are still far off, and of which it may spare enough. */
import { foundOf, listCount, listOf } from './band';
import { Dual } from './classes';
import { effort } from './effort';
import { LaneTables } from './lane-tables';

/** Squared 1/64 steps of a squared step. */
const UNITS: f32 = 4096;
/** Of the limit, for blocks in two heaps: they have little error where it shows, along sharp edges. */
const PARTED_LIMIT: f32 = 0.25;

/** Numbers of the blocks of a kind that class `C` tries, u16 each, to `out`; returns how many. */
export function queue<C>(lanes: LaneTables, kind: i32, out: usize): i32 {
  const isDual = idof<C>() == idof<Dual>();
  const from = isDual ? effort().dualFrom : effort().twoFrom;
  const share = isDual ? effort().dualShare : effort().twoShare;
  const limit = (from * UNITS * <f32>lanes.texelCount) / 16;
  const list = listOf(kind);
  const count = listCount(kind);
  let queued: i32 = 0;
  for (let index: i32 = 0; index < count; index++) {
    const block = load<u16>(list + ((<usize>index) << 1));
    const found = foundOf(block);
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
