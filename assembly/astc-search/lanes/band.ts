/**
 * The blocks that one call encodes: their texels as pairs, what was found for each so far, and lists of them by kind.
 * Everything is by the number of the block, so queues and bins hold numbers alone.
 */
import { allocateTable } from '../../arena';

/** Bytes that texel pairs of a band may take: they are read several times and should stay in the cache of a core. */
const PAIRS_BUDGET: i32 = 256 * 1024;
/** Most blocks of a band. */
const BLOCKS_MAX: i32 = 1024;

/** Kinds of blocks, as lists count them. */
export const KIND_RGB: i32 = 0;
export const KIND_RGBA: i32 = 1;
export const KIND_GREY: i32 = 2;
export const KIND_GREY_ALPHA: i32 = 3;
export const KINDS: i32 = 4;

/** What is kept of the best candidate of a block. */
@unmanaged
export class Found {
  /** In squared 1/64 steps, of all texels. */
  error: f32;
  /** What one line leaves, in the same unit. */
  lineError: f32;
  /** {@link Config}. */
  config: usize;
  /** Place of the candidate among those of a block: of two equal errors the lower wins, whichever came first. */
  order: u32;
  partitionCount: u8;
  /** Component of the second plane, or −1. */
  plane2Component: i8;
  /** Bit p set: the ends of partition p change places. */
  turned: u8;
  unused: u8;
  seed: u16;
  /** u8[2]: endpoint modes. */
  cem0: u8;
  cem1: u8;
  /** Of two partitions: number of the pattern. */
  pattern: i32;
  /** The least error of one partition. */
  singleError: f32;
  /** How much of what one line does not leave two partitions would spare, 0..1. */
  partedShare: f32;
  /** Squared range along the line, of all components. */
  worth: f32;
  /** The least that a grid of fewer weights than texels loses. */
  smallerLoss: f32;
}

/** u8[16] color uvalues, u8[64] ranks of weights, behind the fields. */
export const FOUND_COLORS: usize = 48;
export const FOUND_RANKS: usize = 64;
/** u8[2][4][2]: what the ends decode to, by partition and component; f32[2][2][4]: means and own scatter. */
export const FOUND_ENDS: usize = 128;
export const FOUND_ENDS_BYTES: usize = 8;
export const FOUND_FACTS: usize = 144;
export const FOUND_FACTS_BYTES: usize = 32;
export const FOUND_BYTES: usize = 208;


@unmanaged
class Band {
  /** u32[pair][4] of each block: i16 pairs of r g b a. */
  pairsPtr: usize;
  pairsCapacity: usize;
  foundPtr: usize;
  /** u16[4][blocks]: numbers of the blocks by kind. */
  listsPtr: usize;
  /** u16[blocks]: numbers of those that a later class tries. */
  queuePtr: usize;
  /** Bytes of the pairs of a block. */
  blockBytes: usize;
  /** Blocks that fit, and that are there. */
  capacity: i32;
  count: i32;
}

const BAND: usize = memory.data(32, 16);
/** i32[4]: blocks of each kind. */
const LIST_COUNTS: usize = memory.data(16, 16);

// @ts-ignore: decorator
@inline
export function band(): Band {
  return changetype<Band>(BAND);
}

/** Makes room for bands of blocks of `pairCount` texel pairs. */
export function prepareBand(pairCount: i32): void {
  const state = band();
  if (state.foundPtr == 0) {
    state.pairsPtr = allocateTable(PAIRS_BUDGET);
    state.foundPtr = allocateTable(<usize>BLOCKS_MAX * FOUND_BYTES);
    state.listsPtr = allocateTable((<usize>(KINDS * BLOCKS_MAX)) << 1);
    state.queuePtr = allocateTable((<usize>BLOCKS_MAX) << 1);
  }
  state.blockBytes = (<usize>pairCount) << 4;
  state.capacity = min(BLOCKS_MAX, PAIRS_BUDGET / <i32>state.blockBytes);
  clearBand();
}

export function clearBand(): void {
  band().count = 0;
  v128.store(LIST_COUNTS, i64x2.splat(0));
}

// @ts-ignore: decorator
@inline
export function pairsOf(block: i32): usize {
  return band().pairsPtr + <usize>block * band().blockBytes;
}

// @ts-ignore: decorator
@inline
export function foundOf(block: i32): Found {
  return changetype<Found>(band().foundPtr + <usize>block * FOUND_BYTES);
}

// @ts-ignore: decorator
@inline
export function listOf(kind: i32): usize {
  return band().listsPtr + ((<usize>(kind * BLOCKS_MAX)) << 1);
}

// @ts-ignore: decorator
@inline
export function listCount(kind: i32): i32 {
  return load<i32>(LIST_COUNTS + ((<usize>kind) << 2));
}

/** Appends a block to the list of its kind. */
export function enlist(kind: i32, block: i32): void {
  const count = listCount(kind);
  store<u16>(listOf(kind) + ((<usize>count) << 1), <u16>block);
  store<i32>(LIST_COUNTS + ((<usize>kind) << 2), count + 1);
}
