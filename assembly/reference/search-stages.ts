/** Scalars for the walk through the search that the kernel tests make: addresses and table entries by number. */
import { blockState } from '../astc-search/block-state';
import { FootprintTables, footprintTables, gridTables, partitionTables } from '../astc-search/footprint-tables';
import { GRID_SLOTS, MODE_QUAD_BYTES, ModeList, ModeQuad } from '../astc-search/mode-table';

/** Tables of the footprint in force. */
export function stageTables(): FootprintTables {
  return footprintTables(blockState().footprint);
}

/** Builds whatever a footprint may need, so that nothing allocates later. */
export function stageBuildAll(): void {
  const tables = stageTables();
  for (let partitionCount: i32 = 2; partitionCount <= 4; partitionCount++) partitionTables(tables, partitionCount);
  for (let slot: i32 = 0; slot < GRID_SLOTS; slot++) {
    if (isListed(tables.singleModes, slot) || isListed(tables.dualModes, slot)) gridTables(tables, slot);
  }
}

function isListed(list: ModeList, slot: i32): bool {
  const end = list.quadsPtr + <usize>list.quadCount * MODE_QUAD_BYTES;
  for (let at = list.quadsPtr; at < end; at += MODE_QUAD_BYTES) {
    if (<i32>changetype<ModeQuad>(at).grid == slot) return true;
  }
  return false;
}

/** Bit c set when component c of the block varies. */
export function stageVaryingMask(): i32 {
  return blockState().varyingMask;
}
