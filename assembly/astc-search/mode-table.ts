/** The block modes a footprint can use, as two flat lists: one weight plane and two. */
import { allocate } from '../arena';
import { BLOCK_MODE_BYTES, BLOCK_MODE_COUNT, BlockMode, decodeBlockMode } from '../astc/block-mode';
import { LEGAL } from '../astc/illegal';

/** A grid is named by (gridHeight − 2) · 12 + (gridWidth − 2). */
export const GRID_SLOTS: i32 = 132;

/** One usable block mode. */
@unmanaged
export class ModeEntry {
  blockMode: u16;
  /** Slot of the grid. */
  grid: u8;
  weightQuantLevel: u8;
  weightBits: u8;
}

export const MODE_ENTRY_BYTES: usize = 8;

/**
 * Four neighbouring quant levels of one grid, so that they are scored as one vector: their noise lies side by side.
 */
@unmanaged
export class ModeQuad {
  /** Slot of the grid. */
  grid: u32;
  /** Byte offset of the first level in the noise table. */
  noise: u32;
  /** Byte offsets of the four weight bit counts in the color cost table; {@link NO_MODE} where there is no mode. */
  bits0: u32;
  bits1: u32;
  bits2: u32;
  bits3: u32;
  /** ModeEntry addresses, or 0. */
  mode0: u32;
  mode1: u32;
  mode2: u32;
  mode3: u32;
}

export const MODE_QUAD_BYTES: usize = 40;
/** Offset of an entry of the color cost table that is always infinite. */
export const NO_MODE: i32 = 97 << 2;


@unmanaged
export class ModeList {
  /** {@link ModeQuad}[quadCount], the quads of a grid in a row. */
  quadCount: i32;
  quadsPtr: usize;
  /** u8[bitsCount]: the weight bit counts that occur. */
  bitsCount: i32;
  bitsPtr: usize;
}

const SCRATCH: usize = memory.data(<i32>BLOCK_MODE_BYTES, 16);
/** u32[132][12]: ModeEntry of each grid and level, or 0. */
export const FOUND: usize = memory.data(132 * 12 * 4, 16);

// @ts-ignore: decorator
@inline
export function gridSlot(gridWidth: i32, gridHeight: i32): i32 {
  return (gridHeight - 2) * 12 + gridWidth - 2;
}

/** Lists the modes of `planeCount` planes; of modes that store the same grid and level the lowest number stays. */
export function buildModeList(width: i32, height: i32, planeCount: i32): ModeList {
  const list = changetype<ModeList>(allocate(offsetof<ModeList>()));
  memory.fill(FOUND, 0, 132 * 12 * 4);
  const mode = changetype<BlockMode>(SCRATCH);
  for (let number: i32 = 0; number < BLOCK_MODE_COUNT; number++) {
    if (decodeBlockMode(number, mode) != LEGAL || <i32>mode.planeCount != planeCount) continue;
    if (<i32>mode.gridWidth > width || <i32>mode.gridHeight > height) continue;
    const slot = gridSlot(mode.gridWidth, mode.gridHeight);
    const found = FOUND + ((<usize>(slot * 12 + <i32>mode.weightQuantLevel)) << 2);
    if (load<u32>(found) != 0) continue;
    const entry = changetype<ModeEntry>(allocate(MODE_ENTRY_BYTES));
    entry.blockMode = <u16>number;
    entry.grid = <u8>slot;
    entry.weightQuantLevel = mode.weightQuantLevel;
    entry.weightBits = mode.weightBits;
    store<u32>(found, <u32>changetype<usize>(entry));
  }
  list.quadsPtr = allocate(132 * 3 * MODE_QUAD_BYTES);
  list.quadCount = 0;
  list.bitsPtr = allocate(80);
  list.bitsCount = 0;
  for (let slot: i32 = 0; slot < GRID_SLOTS; slot++) {
    const isDirect = slot == gridSlot(width, height);
    for (let first: i32 = 0; first < 12; first += 4) addQuad(list, slot, first, isDirect);
  }
  return list;
}

/** Adds a weight bit count to the list's, once. */
export function noteBits(list: ModeList, weightBits: u8): void {
  for (let index: usize = 0; index < <usize>list.bitsCount; index++) {
    if (load<u8>(list.bitsPtr + index) == weightBits) return;
  }
  store<u8>(list.bitsPtr + <usize>list.bitsCount, weightBits);
  list.bitsCount++;
}

/** Adds levels `first` .. `first` + 3 of a grid, if there is any mode among them. */
export function addQuad(list: ModeList, slot: i32, first: i32, isDirect: bool): void {
  const found = FOUND + ((<usize>(slot * 12 + first)) << 2);
  if (!v128.any_true(v128.load(found))) return;
  const quad = list.quadsPtr + <usize>list.quadCount * MODE_QUAD_BYTES;
  const fields = changetype<ModeQuad>(quad);
  fields.grid = <u32>slot;
  fields.noise = <u32>((first + (isDirect ? 12 : 0)) << 2);
  for (let level: usize = 0; level < 4; level++) {
    const entry = load<u32>(found + (level << 2));
    const bits = entry == 0 ? NO_MODE : (<i32>changetype<ModeEntry>(<usize>entry).weightBits) << 2;
    store<u32>(quad + (level << 2), bits, offsetof<ModeQuad>('bits0'));
    store<u32>(quad + (level << 2), entry, offsetof<ModeQuad>('mode0'));
    if (entry != 0) noteBits(list, changetype<ModeEntry>(<usize>entry).weightBits);
  }
  list.quadCount++;
}
