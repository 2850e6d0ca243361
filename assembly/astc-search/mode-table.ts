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
  /** Row of the noise table: quant level, or level + 12 where every texel has its own weight. */
  noise: u8;
  weightQuantLevel: u8;
  weightBits: u8;
  unused: u16;
}

export const MODE_ENTRY_BYTES: usize = 8;

@unmanaged
export class ModeList {
  count: i32;
  /** {@link ModeEntry}[count]. */
  entriesPtr: usize;
}

const SCRATCH: usize = memory.data(<i32>BLOCK_MODE_BYTES, 16);
/** Modes already listed: one byte a (grid slot, level). */
const SEEN: usize = memory.data(132 * 12, 16);

// @ts-ignore: decorator
@inline
export function gridSlot(gridWidth: i32, gridHeight: i32): i32 {
  return (gridHeight - 2) * 12 + gridWidth - 2;
}

/** Lists the modes of `planeCount` planes; of modes that store the same grid and level the lowest number stays. */
export function buildModeList(width: i32, height: i32, planeCount: i32): ModeList {
  const list = changetype<ModeList>(allocate(offsetof<ModeList>()));
  list.entriesPtr = allocate(600 * MODE_ENTRY_BYTES);
  list.count = 0;
  memory.fill(SEEN, 0, 132 * 12);
  const mode = changetype<BlockMode>(SCRATCH);
  for (let number: i32 = 0; number < BLOCK_MODE_COUNT; number++) {
    if (decodeBlockMode(number, mode) != LEGAL || <i32>mode.planeCount != planeCount) continue;
    if (<i32>mode.gridWidth > width || <i32>mode.gridHeight > height) continue;
    const slot = gridSlot(mode.gridWidth, mode.gridHeight);
    const seen = SEEN + <usize>(slot * 12 + <i32>mode.weightQuantLevel);
    if (load<u8>(seen)) continue;
    store<u8>(seen, 1);
    const isDirect = <i32>mode.gridWidth == width && <i32>mode.gridHeight == height;
    const entry = changetype<ModeEntry>(list.entriesPtr + <usize>list.count * MODE_ENTRY_BYTES);
    entry.blockMode = <u16>number;
    entry.grid = <u8>slot;
    entry.noise = mode.weightQuantLevel + <u8>(isDirect ? 12 : 0);
    entry.weightQuantLevel = mode.weightQuantLevel;
    entry.weightBits = mode.weightBits;
    list.count++;
  }
  return list;
}
