/** Everything the search looks up for one footprint, built at the first use of the footprint and kept. */
import { allocate } from '../../arena';
import { footprintHeight, footprintWidth } from '../../astc/footprint';
import { AxisTables, buildAxisTables } from './axis-tables';
import { GridTables, buildGridTables } from './grid-tables';
import { GRID_SLOTS, LIST_KINDS, ModeList, buildModeEntries, buildModeList, gridSlot } from './mode-table';
import { PartitionTables, buildPartitionTables } from './partition-tables';


@unmanaged
export class FootprintTables {
  footprint: i32;
  width: i32;
  height: i32;
  axisX: AxisTables;
  axisY: AxisTables;
  /** u32[2048]: ModeEntry by block mode, with one weight plane and with two. */
  singleEntries: usize;
  dualEntries: usize;
  /** usize[12]: {@link ModeList} by kind, or 0. */
  modeListsPtr: usize;
  /** f32[132]: Σ of squared infill factors of a grid: how far weight noise spreads over the texels. */
  gridGainPtr: usize;
  /** usize[132]: {@link GridTables} or 0. */
  gridsPtr: usize;
  /** usize[5]: {@link PartitionTables} by partition count, or 0. */
  partitionsPtr: usize;
}

/** usize[14]: tables of each footprint, or 0. */
const BY_FOOTPRINT: usize = memory.data(14 * 4, 16);

/** Tables of footprint id 0..13. */
export function footprintTables(footprint: i32): FootprintTables {
  const slot = BY_FOOTPRINT + ((<usize>footprint) << 2);
  const known = load<u32>(slot);
  if (known != 0) return changetype<FootprintTables>(<usize>known);
  const tables = changetype<FootprintTables>(allocate(offsetof<FootprintTables>()));
  tables.footprint = footprint;
  tables.width = footprintWidth(footprint);
  tables.height = footprintHeight(footprint);
  tables.axisX = buildAxisTables(tables.width);
  tables.axisY = tables.width == tables.height ? tables.axisX : buildAxisTables(tables.height);
  tables.singleEntries = buildModeEntries(tables.width, tables.height, 1);
  tables.dualEntries = buildModeEntries(tables.width, tables.height, 2);
  tables.modeListsPtr = allocate(LIST_KINDS * 4);
  tables.gridGainPtr = allocate(GRID_SLOTS * 4);
  tables.gridsPtr = allocate(GRID_SLOTS * 4);
  tables.partitionsPtr = allocate(5 * 4);
  for (let gridHeight: i32 = 2; gridHeight <= tables.height; gridHeight++) {
    for (let gridWidth: i32 = 2; gridWidth <= tables.width; gridWidth++) {
      const gainX = load<f32>(tables.axisX.gainPtr + ((<usize>(gridWidth - 2)) << 2));
      const gainY = load<f32>(tables.axisY.gainPtr + ((<usize>(gridHeight - 2)) << 2));
      const slot = (gridHeight - 2) * 12 + gridWidth - 2;
      store<f32>(tables.gridGainPtr + ((<usize>slot) << 2), gainX * gainY);
    }
  }
  store<u32>(slot, <u32>changetype<usize>(tables));
  return tables;
}

/** Block modes of a kind, see listKind. */
export function modeList(tables: FootprintTables, kind: i32): ModeList {
  const known = load<u32>(tables.modeListsPtr + ((<usize>kind) << 2));
  if (known != 0) return changetype<ModeList>(<usize>known);
  const isDual = kind >= 4 && kind < 8;
  const entries = isDual ? tables.dualEntries : tables.singleEntries;
  const direct = gridSlot(tables.width, tables.height);
  const built = buildModeList(tables.footprint, kind, entries, direct, tables.gridGainPtr);
  store<u32>(tables.modeListsPtr + ((<usize>kind) << 2), <u32>changetype<usize>(built));
  return built;
}

/** Tables of the grid in a slot of {@link ModeList}. */
export function gridTables(tables: FootprintTables, slot: i32): GridTables {
  const known = load<u32>(tables.gridsPtr + ((<usize>slot) << 2));
  if (known != 0) return changetype<GridTables>(<usize>known);
  const built = buildGridTables(tables.axisX, tables.axisY, (slot % 12) + 2, slot / 12 + 2);
  store<u32>(tables.gridsPtr + ((<usize>slot) << 2), <u32>changetype<usize>(built));
  return built;
}

/** Patterns of `partitionCount` 2..4. */
export function partitionTables(tables: FootprintTables, partitionCount: i32): PartitionTables {
  const known = load<u32>(tables.partitionsPtr + ((<usize>partitionCount) << 2));
  if (known != 0) return changetype<PartitionTables>(<usize>known);
  const built = buildPartitionTables(tables.width, tables.height, partitionCount);
  store<u32>(tables.partitionsPtr + ((<usize>partitionCount) << 2), <u32>changetype<usize>(built));
  return built;
}
