/** Everything the search looks up for one footprint, built at the first use of the footprint and kept. */
import { allocateTable } from '../../arena';
import { BlockSize } from '../../astc/decimation';
import { FOOTPRINT_COUNT, footprintDepth, footprintHeight, footprintWidth } from '../../astc/footprint';
import { AxisTables, buildAxisTables } from './axis-tables';
import { GridTables, buildGridTables, sumSquaredFactors } from './grid-tables';
import { GRID_SLOTS, LIST_KINDS, ModeList, buildModeEntries, buildModeList, gridOfSlot, gridSlot } from './mode-table';
import { PartitionTables, buildPartitionTables } from './partition-tables';
import { buildRowAxis } from './row-axis';


@unmanaged
export class FootprintTables {
  /** A {@link BlockSize}. */
  width: i32;
  height: i32;
  depth: i32;
  footprint: i32;
  /** Rows of all slices. */
  rowCount: i32;
  axisX: AxisTables;
  axisY: AxisTables;
  /** Of volumes only. */
  axisZ: AxisTables;
  /** {@link axisY}, or the rows of all slices of a volume. */
  rowAxis: AxisTables;
  /** u32[2048]: ModeEntry by block mode, with one weight plane and with two. */
  singleEntries: usize;
  dualEntries: usize;
  /** usize[12]: {@link ModeList} by kind, or 0. */
  modeListsPtr: usize;
  /** f32[300]: Σ of squared infill factors of a grid: how far weight noise spreads over the texels. */
  gridGainPtr: usize;
  /** usize[300]: {@link GridTables} or 0. */
  gridsPtr: usize;
  /** usize[5]: {@link PartitionTables} by partition count, or 0. */
  partitionsPtr: usize;


  @inline
  get size(): BlockSize {
    return changetype<BlockSize>(changetype<usize>(this));
  }
}

/** usize[24]: tables of each footprint, or 0. */
const BY_FOOTPRINT: usize = memory.data(24 * 4, 16);
/** Size of the grid at hand. */
const GRID: usize = memory.data(16, 16);

/** Tables of a footprint by its id. */
export function footprintTables(footprint: i32): FootprintTables {
  assert(footprint < FOOTPRINT_COUNT);
  const slot = BY_FOOTPRINT + ((<usize>footprint) << 2);
  const known = load<u32>(slot);
  if (known != 0) return changetype<FootprintTables>(<usize>known);
  const tables = changetype<FootprintTables>(allocateTable(offsetof<FootprintTables>()));
  tables.footprint = footprint;
  tables.width = footprintWidth(footprint);
  tables.height = footprintHeight(footprint);
  tables.depth = footprintDepth(footprint);
  tables.rowCount = tables.height * tables.depth;
  buildAxes(tables);
  tables.singleEntries = buildModeEntries(tables.size, 1);
  tables.dualEntries = buildModeEntries(tables.size, 2);
  tables.modeListsPtr = allocateTable(LIST_KINDS * 4);
  tables.gridGainPtr = allocateTable(GRID_SLOTS * 4);
  tables.gridsPtr = allocateTable(GRID_SLOTS * 4);
  tables.partitionsPtr = allocateTable(5 * 4);
  fillGridGains(tables);
  store<u32>(slot, <u32>changetype<usize>(tables));
  return tables;
}

/** Axes of one length share their tables. */
function buildAxes(tables: FootprintTables): void {
  const width = tables.width;
  const height = tables.height;
  const depth = tables.depth;
  const isFlat = depth == 1;
  tables.axisX = buildAxisTables(width, isFlat);
  tables.axisY = width == height ? tables.axisX : buildAxisTables(height, isFlat);
  tables.rowAxis = tables.axisY;
  if (isFlat) return;
  tables.axisZ = height == depth ? tables.axisY : width == depth ? tables.axisX : buildAxisTables(depth, isFlat);
  tables.rowAxis = buildRowAxis(tables.axisY, tables.axisZ);
}

function fillGridGains(tables: FootprintTables): void {
  const grid = changetype<BlockSize>(GRID);
  for (grid.depth = min(2, tables.depth); grid.depth <= tables.depth; grid.depth++) {
    for (grid.height = 2; grid.height <= tables.height; grid.height++) {
      for (grid.width = 2; grid.width <= tables.width; grid.width++) {
        store<f32>(tables.gridGainPtr + ((<usize>gridSlot(grid)) << 2), gridGain(tables, grid));
      }
    }
  }
}

/** Σ of squared factors over all texels: with two axes a product, since the infill is separable but for rounding. */
function gridGain(tables: FootprintTables, grid: BlockSize): f32 {
  if (tables.depth > 1) return sumSquaredFactors(tables.size, grid);
  const gainX = load<f32>(tables.axisX.gainPtr + ((<usize>(grid.width - 2)) << 2));
  const gainY = load<f32>(tables.axisY.gainPtr + ((<usize>(grid.height - 2)) << 2));
  return gainX * gainY;
}

/** Block modes of a kind, see listKind. */
export function modeList(tables: FootprintTables, kind: i32): ModeList {
  const known = load<u32>(tables.modeListsPtr + ((<usize>kind) << 2));
  if (known != 0) return changetype<ModeList>(<usize>known);
  const isDual = kind >= 4 && kind < 8;
  const entries = isDual ? tables.dualEntries : tables.singleEntries;
  const built = buildModeList(tables.footprint, kind, entries, gridSlot(tables.size), tables.gridGainPtr);
  store<u32>(tables.modeListsPtr + ((<usize>kind) << 2), <u32>changetype<usize>(built));
  return built;
}

/** Tables of the grid in a slot of {@link ModeList}. */
export function gridTables(tables: FootprintTables, slot: i32): GridTables {
  const known = load<u32>(tables.gridsPtr + ((<usize>slot) << 2));
  if (known != 0) return changetype<GridTables>(<usize>known);
  const grid = changetype<BlockSize>(GRID);
  gridOfSlot(slot, tables.depth, grid);
  const built = buildGridTables(tables.size, tables.axisX, tables.axisY, tables.axisZ, grid);
  store<u32>(tables.gridsPtr + ((<usize>slot) << 2), <u32>changetype<usize>(built));
  return built;
}

/** Patterns of `partitionCount` 2..4. */
export function partitionTables(tables: FootprintTables, partitionCount: i32): PartitionTables {
  const known = load<u32>(tables.partitionsPtr + ((<usize>partitionCount) << 2));
  if (known != 0) return changetype<PartitionTables>(<usize>known);
  const built = buildPartitionTables(tables.size, partitionCount);
  store<u32>(tables.partitionsPtr + ((<usize>partitionCount) << 2), <u32>changetype<usize>(built));
  return built;
}
