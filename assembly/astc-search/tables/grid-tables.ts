/** What the trials need of one weight grid on one footprint, built when a trial first uses the grid. */
import { allocateTable } from '../../arena';
import { BlockSize, INFILL_TEXEL_BYTES, InfillTexel, infillTexel } from '../../astc/decimation';
import { DECIMATION_GROUP_BYTES, buildDecimationTable } from '../../astc/infill';
import { AxisTables } from './axis-tables';
import { multiplyRows } from './row-axis';

/** Tables of a grid of gridWidth x gridHeight x gridDepth weights. */
@unmanaged
export class GridTables {
  gridWidth: i32;
  gridHeight: i32;
  gridDepth: i32;
  weightCount: i32;
  /** Rows of all its slices. */
  rowCount: i32;
  /** 1 when every texel has its own weight. */
  isDirect: i32;
  /** f32[rowCount][]: least-squares rows of weights from rows of texels, `rowFitBytes` from one to the next. */
  rowFitPtr: usize;
  rowFitBytes: usize;
  /** f32[weightCount padded to 16]: Σ of squared factors over the texels of a weight; 0 in the padding. */
  gainPtr: usize;
  /** Flat grids: u8[16] twice: left and right grid column of each texel column. */
  columnsPtr: usize;
  /** Flat grids, per texel row: u32 first weight of the upper grid row, then (at 16) u8[4][16] factors 00 01 10 11. */
  rowsPtr: usize;
  /** Grids of volumes: the decoder's decimation table, and its groups of 16 texels. */
  decimationPtr: usize;
  groupCount: i32;
  /** {@link WindowHeader} of each weight, {@link WINDOW_HEADER_BYTES} apart. */
  windowsPtr: usize;
  /** Texels from one row of a window to the next. */
  windowStride: i32;
}

export const ROW_BYTES: usize = 80;
export const WINDOW_HEADER_BYTES: usize = 16;

/**
 * The texels a weight reaches, as rows of whole vectors: factors outside are 0. A row lies within a row of texels, or of
 * a volume within a slice: few vectors hold what a weight reaches of a slice, for its rows are short.
 */
@unmanaged
export class WindowHeader {
  /** First texel of the window. */
  texel: u16;
  rows: u8;
  /** Vectors of four texels a row. */
  vectors: u8;
  /** f32[rows][vectors * 4] factors 0..1. */
  factorsPtr: u32;
  /** 1 / Σ factor². */
  inverseGain: f32;
  unused: u32;
}

/** {@link InfillTexel}[216]: of every texel, for the grid under way. */
const TEXELS: usize = memory.data(216 * 8, 16);

/** Builds the tables of a grid on a footprint whose axes are given. */
export function buildGridTables(
  footprint: BlockSize,
  axisX: AxisTables,
  axisY: AxisTables,
  axisZ: AxisTables,
  grid: BlockSize,
): GridTables {
  const tables = changetype<GridTables>(allocateTable(offsetof<GridTables>()));
  const isFlat = footprint.depth == 1;
  tables.gridWidth = grid.width;
  tables.gridHeight = grid.height;
  tables.gridDepth = grid.depth;
  tables.rowCount = grid.height * grid.depth;
  tables.weightCount = grid.width * tables.rowCount;
  const isWide = grid.width == footprint.width && grid.height == footprint.height;
  tables.isDirect = isWide && grid.depth == footprint.depth ? 1 : 0;
  tables.gainPtr = allocateTable(80 * 4);
  infillTexels(footprint, grid);
  if (isFlat) buildFlatRows(tables, axisX, axisY, footprint);
  else buildVolumeRows(tables, axisY, axisZ, footprint, grid);
  tables.windowsPtr = allocateTable(<usize>tables.weightCount * WINDOW_HEADER_BYTES);
  tables.windowStride = isFlat ? footprint.width : footprint.width * footprint.height;
  if (tables.isDirect) return tables;
  const windowRows = isFlat ? footprint.height : footprint.depth;
  for (let weight: i32 = 0; weight < tables.weightCount; weight++) {
    const gain = buildWindow(tables, tables.windowStride, windowRows, weight);
    if (!isFlat) store<f32>(tables.gainPtr + ((<usize>weight) << 2), gain);
  }
  return tables;
}

/** Blends of all texels, to TEXELS. */
function infillTexels(footprint: BlockSize, grid: BlockSize): void {
  let out = TEXELS;
  for (let z: i32 = 0; z < footprint.depth; z++) {
    for (let y: i32 = 0; y < footprint.height; y++) {
      for (let x: i32 = 0; x < footprint.width; x++, out += INFILL_TEXEL_BYTES) {
        infillTexel(footprint, grid, x, y, z, changetype<InfillTexel>(out));
      }
    }
  }
}

/** Σ over all texels of their squared factors, 0..1 each. */
export function sumSquaredFactors(footprint: BlockSize, grid: BlockSize): f32 {
  infillTexels(footprint, grid);
  const count = footprint.width * footprint.height * footprint.depth;
  let sum: i32 = 0;
  for (let texel = TEXELS; texel < TEXELS + <usize>count * INFILL_TEXEL_BYTES; texel += INFILL_TEXEL_BYTES) {
    for (let corner: usize = 4; corner < 8; corner++)
      sum += <i32>load<u8>(texel + corner) * <i32>load<u8>(texel + corner);
  }
  return <f32>sum * (1.0 / 256.0);
}

/** Gains, least squares and infill of a flat grid: products of what its axes say. */
function buildFlatRows(tables: GridTables, axisX: AxisTables, axisY: AxisTables, footprint: BlockSize): void {
  tables.rowFitBytes = axisY.rowBytes;
  tables.rowFitPtr = axisY.fitPtr + <usize>(tables.gridHeight - 2) * axisY.fitBytes;
  for (let j: i32 = 0; j < tables.gridHeight; j++) {
    for (let i: i32 = 0; i < tables.gridWidth; i++) {
      const gainX = load<f32>(axisX.columnGainPtr + ((<usize>((tables.gridWidth - 2) * 12 + i)) << 2));
      const gainY = load<f32>(axisY.columnGainPtr + ((<usize>((tables.gridHeight - 2) * 12 + j)) << 2));
      store<f32>(tables.gainPtr + ((<usize>(j * tables.gridWidth + i)) << 2), gainX * gainY);
    }
  }
  tables.columnsPtr = allocateTable(32);
  tables.rowsPtr = allocateTable(<usize>footprint.height * ROW_BYTES);
  for (let y: i32 = 0; y < footprint.height; y++) buildFlatRow(tables, footprint.width, y);
}

function buildFlatRow(tables: GridTables, width: i32, y: i32): void {
  const row = tables.rowsPtr + <usize>y * ROW_BYTES;
  for (let x: i32 = 0; x < width; x++) {
    const texel = changetype<InfillTexel>(TEXELS + <usize>(y * width + x) * INFILL_TEXEL_BYTES);
    const upper = <i32>texel.index00 - (<i32>texel.index00 % tables.gridWidth);
    store<u32>(row, upper);
    const column = row + <usize>x;
    store<u8>(column, texel.factor00, 16);
    store<u8>(column, texel.factor01, 32);
    store<u8>(column, texel.factor10, 48);
    store<u8>(column, texel.factor11, 64);
    store<u8>(tables.columnsPtr + <usize>x, <i32>texel.index00 - upper);
    store<u8>(tables.columnsPtr + <usize>x, <i32>texel.index00 - upper + 1, 16);
  }
}

/** Least squares and infill of a volume's grid; gains are those of the windows, or 1 where every texel has a weight. */
function buildVolumeRows(
  tables: GridTables,
  axisY: AxisTables,
  axisZ: AxisTables,
  footprint: BlockSize,
  grid: BlockSize,
): void {
  tables.groupCount = (footprint.width * footprint.height * footprint.depth + 15) >> 4;
  tables.decimationPtr = allocateTable(<usize>tables.groupCount * DECIMATION_GROUP_BYTES);
  buildDecimationTable(footprint, grid, tables.decimationPtr);
  tables.rowFitBytes = (<usize>(footprint.height * footprint.depth)) << 2;
  tables.rowFitPtr = allocateTable(<usize>tables.rowCount * tables.rowFitBytes);
  const fitY = axisY.fitPtr + <usize>(grid.height - 2) * axisY.fitBytes;
  const fitZ = axisZ.fitPtr + <usize>(grid.depth - 2) * axisZ.fitBytes;
  for (let k: i32 = 0; k < grid.depth; k++) {
    for (let j: i32 = 0; j < grid.height; j++) {
      const out = tables.rowFitPtr + <usize>(k * grid.height + j) * tables.rowFitBytes;
      const rowY = fitY + <usize>j * axisY.rowBytes;
      multiplyRows(rowY, footprint.height, fitZ + <usize>k * axisZ.rowBytes, footprint.depth, out);
    }
  }
  for (let weight: usize = 0; weight < <usize>tables.weightCount; weight++) {
    store<f32>(tables.gainPtr + (weight << 2), 1);
  }
}

/** Factor 0..16 of `weight` in the texel. */
function factorOf(texel: i32, weight: i32): i32 {
  const blend = TEXELS + <usize>texel * INFILL_TEXEL_BYTES;
  let factor: i32 = 0;
  for (let corner: usize = 0; corner < 4; corner++) {
    if (<i32>load<u8>(blend + corner) == weight) factor += <i32>load<u8>(blend + corner, 4);
  }
  return factor;
}

/** Window of a weight in `height` rows of `width` texels; returns Σ factor². */
function buildWindow(tables: GridTables, width: i32, height: i32, weight: i32): f32 {
  let left = width;
  let right: i32 = -1;
  let top = height;
  let bottom: i32 = -1;
  for (let y: i32 = 0; y < height; y++) {
    for (let x: i32 = 0; x < width; x++) {
      if (factorOf(y * width + x, weight) == 0) continue;
      left = min(left, x);
      right = max(right, x);
      top = min(top, y);
      bottom = max(bottom, y);
    }
  }
  const window = changetype<WindowHeader>(tables.windowsPtr + <usize>weight * WINDOW_HEADER_BYTES);
  const vectors = (right - left + 4) >> 2;
  const rows = bottom - top + 1;
  window.texel = <u16>(top * width + left);
  window.rows = <u8>rows;
  window.vectors = <u8>vectors;
  window.factorsPtr = <u32>allocateTable((<usize>(rows * vectors)) << 4);
  let gain: f32 = 0;
  for (let y: i32 = 0; y < rows; y++) {
    for (let x: i32 = 0; x < right - left + 1; x++) {
      const factor = <f32>factorOf((top + y) * width + left + x, weight) / 16.0;
      store<f32>(<usize>window.factorsPtr + ((<usize>(y * vectors * 4 + x)) << 2), factor);
      gain += factor * factor;
    }
  }
  window.inverseGain = 1.0 / gain;
  return gain;
}
