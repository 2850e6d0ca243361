/** What the trials need of one weight grid on one footprint, built when a trial first uses the grid. */
import { allocate } from '../../arena';
import { InfillTexel, infillTexel } from '../../astc/decimation';
import { AxisTables } from './axis-tables';

/** Tables of a grid of gridWidth x gridHeight weights. */
@unmanaged
export class GridTables {
  gridWidth: i32;
  gridHeight: i32;
  weightCount: i32;
  /** 1 when every texel has its own weight. */
  isDirect: i32;
  /** f32[weightCount padded to 16]: Σ of squared factors over the texels of a weight; 0 in the padding. */
  gainPtr: usize;
  /** u8[16] twice: left and right grid column of each texel column. */
  columnsPtr: usize;
  /** Per texel row: u32 first weight of the upper grid row, then (at 16) u8[4][16] factors 00 01 10 11. */
  rowsPtr: usize;
  /** {@link WindowHeader} of each weight, {@link WINDOW_HEADER_BYTES} apart. */
  windowsPtr: usize;
}

export const ROW_BYTES: usize = 80;
export const WINDOW_HEADER_BYTES: usize = 16;

/**
 * The texels a weight reaches, as rows of whole vectors: factors outside are 0.
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

const TEXEL: usize = memory.data(16, 16);

/** Builds the tables of a grid on a footprint whose axes are given. */
export function buildGridTables(axisX: AxisTables, axisY: AxisTables, gridWidth: i32, gridHeight: i32): GridTables {
  const tables = changetype<GridTables>(allocate(offsetof<GridTables>()));
  tables.gridWidth = gridWidth;
  tables.gridHeight = gridHeight;
  tables.weightCount = gridWidth * gridHeight;
  tables.isDirect = gridWidth == axisX.size && gridHeight == axisY.size ? 1 : 0;
  tables.gainPtr = allocate(80 * 4);
  for (let j: i32 = 0; j < gridHeight; j++) {
    for (let i: i32 = 0; i < gridWidth; i++) {
      const gainX = load<f32>(axisX.columnGainPtr + ((<usize>((gridWidth - 2) * 12 + i)) << 2));
      const gainY = load<f32>(axisY.columnGainPtr + ((<usize>((gridHeight - 2) * 12 + j)) << 2));
      store<f32>(tables.gainPtr + ((<usize>(j * gridWidth + i)) << 2), gainX * gainY);
    }
  }
  tables.columnsPtr = allocate(32);
  tables.rowsPtr = allocate(<usize>axisY.size * ROW_BYTES);
  buildRows(tables, axisX.size, axisY.size);
  tables.windowsPtr = allocate(<usize>tables.weightCount * WINDOW_HEADER_BYTES);
  if (!tables.isDirect) {
    for (let weight: i32 = 0; weight < tables.weightCount; weight++) {
      buildWindow(tables, axisX.size, axisY.size, weight);
    }
  }
  return tables;
}

function buildRows(tables: GridTables, width: i32, height: i32): void {
  const texel = changetype<InfillTexel>(TEXEL);
  for (let y: i32 = 0; y < height; y++) {
    const row = tables.rowsPtr + <usize>y * ROW_BYTES;
    for (let x: i32 = 0; x < width; x++) {
      infillTexel(width, height, tables.gridWidth, tables.gridHeight, x, y, texel);
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
}

/** Factor 0..16 of `weight` in the texel. */
function factorOf(tables: GridTables, width: i32, height: i32, weight: i32, x: i32, y: i32): i32 {
  const texel = changetype<InfillTexel>(TEXEL);
  infillTexel(width, height, tables.gridWidth, tables.gridHeight, x, y, texel);
  let factor: i32 = 0;
  for (let corner: usize = 0; corner < 4; corner++) {
    if (<i32>load<u8>(TEXEL + corner) == weight) factor += <i32>load<u8>(TEXEL + corner, 4);
  }
  return factor;
}

function buildWindow(tables: GridTables, width: i32, height: i32, weight: i32): void {
  let left = width;
  let right: i32 = -1;
  let top = height;
  let bottom: i32 = -1;
  for (let y: i32 = 0; y < height; y++) {
    for (let x: i32 = 0; x < width; x++) {
      if (factorOf(tables, width, height, weight, x, y) == 0) continue;
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
  window.factorsPtr = <u32>allocate((<usize>(rows * vectors)) << 4);
  let gain: f32 = 0;
  for (let y: i32 = 0; y < rows; y++) {
    for (let x: i32 = 0; x < right - left + 1; x++) {
      const factor = <f32>factorOf(tables, width, height, weight, left + x, top + y) / 16.0;
      store<f32>(<usize>window.factorsPtr + ((<usize>(y * vectors * 4 + x)) << 2), factor);
      gain += factor * factor;
    }
  }
  window.inverseGain = 1.0 / gain;
}
