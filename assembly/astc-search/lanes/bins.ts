/**
 * Blocks that chose the same grid wait for each other: a bin a grid, which runs when four are there. So no lane does what
 * only another one wants, and a block gets exactly what its own prediction chose.
 */
import { allocateTable } from '../../arena';
import { FACTS, PLANE_BYTES } from './group';
import { CHOICES_MAX } from './lane-tables';
import { GROUP } from './load-four';

/** Four jobs side by side: their facts, then their blocks, then their ideal weights. */
const FACTS_BYTES: usize = 22 * 16;
const BLOCKS_AT: usize = FACTS_BYTES;
export const JOB_WEIGHTS: usize = FACTS_BYTES + 16;
const FOUR_BYTES: usize = 23 * 16 + 2 * 72 * 16;
/** While the jobs of one group are handed out a bin may fill, so it has room for four more. */
const BIN_BYTES: usize = 2 * FOUR_BYTES;

const BINS: usize = memory.data(4, 4);
/** i32[32]: jobs that came to a bin, of eight places. */
const CAME: usize = memory.data(CHOICES_MAX * 4, 16);
/** usize[32]: fours that are full, and their number; the bin of each. */
const FULL: usize = memory.data(CHOICES_MAX * 4, 16);
const FULL_CHOICE: usize = memory.data(CHOICES_MAX * 4, 16);
let fullCount: i32 = 0;

export function prepareBins(): void {
  if (load<u32>(BINS) == 0) store<u32>(BINS, <u32>allocateTable(<usize>CHOICES_MAX * BIN_BYTES));
}

/** Copies 4 bytes of `count` vectors, from one lane to another. */
// @ts-ignore: decorator
@inline
function copyLane(from: usize, to: usize, bytes: usize): void {
  const end = from + bytes;
  for (const fours = from + (bytes & ~63); from < fours; from += 64, to += 64) {
    store<u32>(to, load<u32>(from));
    store<u32>(to, load<u32>(from, 16), 16);
    store<u32>(to, load<u32>(from, 32), 32);
    store<u32>(to, load<u32>(from, 48), 48);
  }
  for (; from < end; from += 16, to += 16) store<u32>(to, load<u32>(from));
}

/**
 * Puts a lane of the group into a bin.
 *
 * @param factBytes  of FACTS that the class uses
 * @param weights  ideal weights of the planes, {@link PLANE_BYTES} apart
 */
export function toBin(
  choice: i32,
  lane: usize,
  factBytes: usize,
  weights: usize,
  pairCount: i32,
  planeCount: i32,
): void {
  const came = CAME + ((<usize>choice) << 2);
  const number = <usize>load<i32>(came);
  const four = <usize>load<u32>(BINS) + <usize>choice * BIN_BYTES + (number >> 2) * FOUR_BYTES;
  const place = number & 3;
  const from = lane << 2;
  const to = four + (place << 2);
  copyLane(FACTS + from, to, factBytes);
  store<u16>(four + (place << 1), load<u16>(GROUP + (lane << 1)), BLOCKS_AT);
  const bytes = (<usize>pairCount) << 4;
  copyLane(weights + from, to + JOB_WEIGHTS, bytes);
  if (planeCount == 2) copyLane(weights + PLANE_BYTES + from, to + JOB_WEIGHTS + PLANE_BYTES, bytes);
  store<i32>(came, <i32>((number + 1) & 7));
  if (place < 3) return;
  store<u32>(FULL + ((<usize>fullCount) << 2), <u32>four);
  store<i32>(FULL_CHOICE + ((<usize>fullCount) << 2), choice);
  fullCount++;
}

/** Number of the bin that {@link takeFull} or {@link takeRest} emptied last. */
export let takenChoice: i32 = 0;

/** Empties a full four into the group and returns where it lies, 0 where there is none. */
export function takeFull(factBytes: usize): usize {
  if (fullCount == 0) return 0;
  fullCount--;
  const four = <usize>load<u32>(FULL + ((<usize>fullCount) << 2));
  takenChoice = load<i32>(FULL_CHOICE + ((<usize>fullCount) << 2));
  enter(four, factBytes);
  return four;
}

/** Jobs that wait in a bin. */
// @ts-ignore: decorator
@inline
export function waitingIn(choice: i32): i32 {
  return load<i32>(CAME + ((<usize>choice) << 2)) & 3;
}

/** Empties what waits in a bin into the group; lanes that nobody waits for repeat the first. */
export function takeRest(choice: i32, factBytes: usize, pairCount: i32, planeCount: i32): usize {
  const number = <usize>load<i32>(CAME + ((<usize>choice) << 2));
  const four = <usize>load<u32>(BINS) + <usize>choice * BIN_BYTES + (number >> 2) * FOUR_BYTES;
  const bytes = (<usize>pairCount) << 4;
  store<i32>(CAME + ((<usize>choice) << 2), 0);
  for (let lane = number & 3; lane < 4; lane++) {
    const to = four + (lane << 2);
    copyLane(four, to, factBytes);
    store<u16>(four + (lane << 1), load<u16>(four, BLOCKS_AT), BLOCKS_AT);
    copyLane(four + JOB_WEIGHTS, to + JOB_WEIGHTS, bytes);
    if (planeCount == 2) copyLane(four + JOB_WEIGHTS + PLANE_BYTES, to + JOB_WEIGHTS + PLANE_BYTES, bytes);
  }
  takenChoice = choice;
  enter(four, factBytes);
  return four;
}

function enter(four: usize, factBytes: usize): void {
  for (let at: usize = 0; at < factBytes; at += 16) v128.store(FACTS + at, v128.load(four + at));
  store<u64>(GROUP, load<u64>(four, BLOCKS_AT));
}
