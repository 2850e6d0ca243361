/** The block modes a footprint can use, in lists a class of blocks is searched through, the most useful modes first. */
import { allocateTable } from '../../arena';
import { BLOCK_MODE_BYTES, BLOCK_MODE_COUNT, BlockMode, decodeBlockMode } from '../../astc/block-mode';
import { BlockSize } from '../../astc/decimation';
import { LEGAL } from '../../astc/illegal';
import { MODE_ORDER, MODE_ORDER_LENGTH } from './mode-order';
import { VOLUME_GRID_SIZES, heightSlot } from './row-axis';

/** A grid is named by heightSlot · 12 + (gridWidth − 2). */
export const GRID_SLOTS: i32 = 300;

/** One usable block mode. */
@unmanaged
export class ModeEntry {
  blockMode: u16;
  /** Slot of the grid. */
  grid: u16;
  weightQuantLevel: u8;
  weightBits: u8;
}

const MODE_ENTRY_BYTES: usize = 8;

/**
 * Four modes scored as one vector; of each the byte offsets of its grid, level and weight bits in the tables of
 * predicted errors, its grid's gain and its {@link ModeEntry}.
 */
export const MODE_GROUP_BYTES: usize = 64;
export const GROUP_GRIDS: usize = 0; // u16[4]
export const GROUP_NOISE: usize = 8; // u16[4]
export const GROUP_BITS: usize = 16; // u16[4]
export const GROUP_BITS_COUNT: usize = 24; // u8: how many of the list's weight bit counts occur up to here
export const GROUP_HEIGHT_COUNT: usize = 25; // u8: how many of its height slots
export const GROUP_GAINS: usize = 32; // f32[4]
export const GROUP_MODES: usize = 48; // u32[4]

/** Place of the weight bits of a lane without a mode, past every list's: what endpoints cost there is always infinite. */
export const NO_BITS: i32 = 100;


@unmanaged
export class ModeList {
  groupCount: i32;
  /** Groups that are looked at whatever the quality: all of them where no order was trained. */
  leastGroups: i32;
  groupsPtr: usize;
  /** u8[]: the weight bit counts that occur, in the order in which they do. */
  bitsPtr: usize;
  /** u8[]: the height slots of the grids that occur, likewise. */
  heightsPtr: usize;
}

/** Footprints that have a trained order: those of two axes. */
const ORDERED_FOOTPRINTS: i32 = 14;

/** Kinds of blocks that have a list of their own: one partition, two planes, several partitions; by integer class. */
export const LIST_KINDS: i32 = 12;

/**
 * Kind of list for a class: which endpoint integers it will mostly store decides how many bits weights can have.
 *
 * @param planeCount  1 or 2
 */
// @ts-ignore: decorator
@inline
export function listKind(planeCount: i32, partitionCount: i32, isGrey: i32, isOpaque: i32): i32 {
  const integerClass = (isGrey ? 0 : 2) + (isOpaque ? 0 : 1);
  return (planeCount == 2 ? 4 : partitionCount > 1 ? 8 : 0) + integerClass;
}

const SCRATCH: usize = memory.data(<i32>BLOCK_MODE_BYTES, 16);
/** u8[300][12]: grid and level have a mode already. */
const FOUND: usize = memory.data(300 * 12, 16);
/** u8[2048]: mode is in the list under way. */
const LISTED: usize = memory.data(2048, 16);

export function gridSlot(grid: BlockSize): i32 {
  return heightSlot(grid.height, grid.depth) * 12 + grid.width - 2;
}

/** Size of the grid in a slot of a footprint of `footprintDepth`. */
export function gridOfSlot(slot: i32, footprintDepth: i32, grid: BlockSize): void {
  const height = slot / 12;
  const isFlat = footprintDepth == 1;
  grid.width = (slot % 12) + 2;
  grid.height = (isFlat ? height : height % VOLUME_GRID_SIZES) + 2;
  grid.depth = isFlat ? 1 : height / VOLUME_GRID_SIZES + 2;
}

/** Size of the grid of a mode under way. */
const GRID: usize = memory.data(16, 16);

/**
 * u32[2048]: {@link ModeEntry} by block mode, or 0 where the footprint cannot use it; of modes that store the same
 * grid and level the lowest number stays.
 */
export function buildModeEntries(footprint: BlockSize, planeCount: i32): usize {
  const entries = allocateTable((<usize>BLOCK_MODE_COUNT) << 2);
  memory.fill(entries, 0, (<usize>BLOCK_MODE_COUNT) << 2);
  memory.fill(FOUND, 0, 300 * 12);
  const mode = changetype<BlockMode>(SCRATCH);
  const grid = changetype<BlockSize>(GRID);
  const axisCount = footprint.depth > 1 ? 3 : 2;
  for (let number: i32 = 0; number < BLOCK_MODE_COUNT; number++) {
    if (decodeBlockMode(number, axisCount, mode) != LEGAL || <i32>mode.planeCount != planeCount) continue;
    grid.width = mode.gridWidth;
    grid.height = mode.gridHeight;
    grid.depth = mode.gridDepth;
    if (grid.width > footprint.width || grid.height > footprint.height || grid.depth > footprint.depth) continue;
    const slot = gridSlot(grid);
    const found = FOUND + <usize>(slot * 12 + <i32>mode.weightQuantLevel);
    if (load<u8>(found)) continue;
    store<u8>(found, 1);
    const entry = changetype<ModeEntry>(allocateTable(MODE_ENTRY_BYTES));
    entry.blockMode = <u16>number;
    entry.grid = <u16>slot;
    entry.weightQuantLevel = mode.weightQuantLevel;
    entry.weightBits = mode.weightBits;
    store<u32>(entries + ((<usize>number) << 2), <u32>changetype<usize>(entry));
  }
  return entries;
}

/**
 * All modes of `entries`, those of the kind's trained order first.
 *
 * @param directSlot  slot of the grid with a weight a texel
 * @param gainPtr  f32[300]: gain by grid slot
 */
export function buildModeList(footprint: i32, kind: i32, entries: usize, directSlot: i32, gainPtr: usize): ModeList {
  const list = changetype<ModeList>(allocateTable(offsetof<ModeList>()));
  let usable: i32 = 0;
  for (let number: usize = 0; number < <usize>BLOCK_MODE_COUNT; number++) {
    if (load<u32>(entries + (number << 2)) != 0) usable++;
  }
  list.groupCount = (usable + 3) >> 2;
  list.groupsPtr = allocateTable(<usize>list.groupCount * MODE_GROUP_BYTES);
  list.bitsPtr = allocateTable(96);
  memory.fill(list.bitsPtr, 96, 96);
  list.heightsPtr = allocateTable(32);
  memory.fill(LISTED, 0, 2048);
  memory.fill(list.groupsPtr, 0, <usize>list.groupCount * MODE_GROUP_BYTES);
  for (let lane: usize = 0; lane < 4; lane++) {
    store<u16>(
      list.groupsPtr + <usize>(list.groupCount - 1) * MODE_GROUP_BYTES + (lane << 1),
      NO_BITS << 2,
      GROUP_BITS,
    );
  }
  store<u64>(COUNTS, 0);
  store<u32>(COUNTS, 0, 8);
  const isOrdered = footprint < ORDERED_FOOTPRINTS;
  list.leastGroups = isOrdered ? 0 : list.groupCount;
  const order = MODE_ORDER + <usize>((footprint * LIST_KINDS + kind) * MODE_ORDER_LENGTH * 2);
  for (let index: usize = 0; isOrdered && index < <usize>MODE_ORDER_LENGTH; index++) {
    appendMode(list, <i32>load<u16>(order + (index << 1)), entries, directSlot, gainPtr);
  }
  for (let number: i32 = 0; number < BLOCK_MODE_COUNT; number++) {
    appendMode(list, number, entries, directSlot, gainPtr);
  }
  return list;
}

/** i32[3]: modes, weight bit counts and height slots in the list under way. */
const COUNTS: usize = memory.data(12, 16);

/** Appends a block mode, unless the footprint cannot use it or it is listed. */
function appendMode(list: ModeList, number: i32, entries: usize, directSlot: i32, gainPtr: usize): void {
  const entryPtr = load<u32>(entries + ((<usize>number) << 2));
  if (entryPtr == 0 || load<u8>(LISTED + <usize>number)) return;
  store<u8>(LISTED + <usize>number, 1);
  const entry = changetype<ModeEntry>(<usize>entryPtr);
  const slot = <usize>entry.grid;
  const count = load<i32>(COUNTS);
  store<i32>(COUNTS, count + 1);
  const group = list.groupsPtr + <usize>(count >> 2) * MODE_GROUP_BYTES;
  const lane = <usize>(count & 3);
  const level = <i32>entry.weightQuantLevel + (<i32>slot == directSlot ? 12 : 0);
  store<u16>(group + (lane << 1), slot << 2, GROUP_GRIDS);
  store<u16>(group + (lane << 1), level << 2, GROUP_NOISE);
  store<f32>(group + (lane << 2), load<f32>(gainPtr + (slot << 2)), GROUP_GAINS);
  store<u32>(group + (lane << 2), entryPtr, GROUP_MODES);
  store<u16>(group + (lane << 1), noteOnce(list.bitsPtr, COUNTS + 4, entry.weightBits) << 2, GROUP_BITS);
  noteOnce(list.heightsPtr, COUNTS + 8, <u8>(slot / 12));
  store<u8>(group, load<i32>(COUNTS, 4), GROUP_BITS_COUNT);
  store<u8>(group, load<i32>(COUNTS, 8), GROUP_HEIGHT_COUNT);
}

/** Appends a value that is not there yet; returns its place. */
function noteOnce(values: usize, countPtr: usize, value: u8): i32 {
  const count = load<i32>(countPtr);
  for (let index: i32 = 0; index < count; index++) {
    if (load<u8>(values + <usize>index) == value) return index;
  }
  store<u8>(values + <usize>count, value);
  store<i32>(countPtr, count + 1);
  return count;
}
