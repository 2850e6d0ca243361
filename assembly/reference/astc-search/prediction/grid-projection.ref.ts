/** Twins of grid-projection: what weight grids cannot represent. */
import { AxisTables } from '../../../astc-search/tables/axis-tables';
import { blockState } from '../../../astc-search/block/block-state';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import {
  ADDED,
  COLUMNS,
  FIRST,
  FOLDED,
  GRID_ERROR,
  KEPT_ROW,
  POWER,
  ROW_SUMS,
  addHeight,
  transformRows,
} from '../../../astc-search/prediction/grid-projection';
import { SIGNAL } from '../../../astc-search/prediction/weight-signal';
import { One, Three, Two } from '../../../simd/rows';
import { pseudoMax, pseudoMin, sumLanesRef, texelAt } from '../../lanes.ref';

/** Entries of a row of the matrices here. */
const ROW: usize = 12;

export function transformRowsOne(axis: AxisTables, rowCount: i32): f32 {
  return transformRows<One>(axis, rowCount);
}

export function transformRowsTwo(axis: AxisTables, rowCount: i32): f32 {
  return transformRows<Two>(axis, rowCount);
}

export function transformRowsThree(axis: AxisTables, rowCount: i32): f32 {
  return transformRows<Three>(axis, rowCount);
}

export function addHeightOne(tables: FootprintTables, take: usize, heightSlot: i32, total: f32): void {
  addHeight<One>(tables, take, heightSlot, total);
}

export function addHeightTwo(tables: FootprintTables, take: usize, heightSlot: i32, total: f32): void {
  addHeight<Two>(tables, take, heightSlot, total);
}

export function addHeightThree(tables: FootprintTables, take: usize, heightSlot: i32, total: f32): void {
  addHeight<Three>(tables, take, heightSlot, total);
}

/** A signal row plus its mirror image, or less it; the middle row of an odd number has none. */
function foldRows(size: usize, width: usize, y: usize, column: usize, isOdd: bool): f32 {
  const mirror = size - 1 - y;
  const above = texelAt(SIGNAL, y * width + column);
  const below: f32 = mirror == y ? 0 : texelAt(SIGNAL, mirror * width + column);
  return isOdd ? above - below : above + below;
}

export function transformColumnsRef(axis: AxisTables, vectors: usize, width: i32): void {
  const size = <usize>axis.size;
  const half = (size + 1) >> 1;
  for (let column: usize = 0; column < vectors * 4; column++) {
    // Four frequencies at a time: those past the last are 0.
    for (let v: usize = 0; v < ((size + 3) & ~3); v++) {
      let sum: f32 = 0;
      for (let y: usize = 0; y < half; y++) {
        const cosine: f32 = v < size ? texelAt(axis.dctPtr + v * axis.rowBytes, y) : 0;
        sum += cosine * foldRows(size, <usize>width, y, column, (v & 1) != 0);
      }
      store<f32>(COLUMNS + ((v * ROW + column) << 2), sum);
    }
    for (let y: usize = 0; y < half; y++) {
      const folded = FOLDED + (y << 5) + ((column & 3) << 2);
      store<f32>(folded, foldRows(size, <usize>width, y, column, false));
      store<f32>(folded, foldRows(size, <usize>width, y, column, true), 16);
    }
  }
}

/** Σ of one lane of POWER, row after row. */
function sumPower(vectors: usize, rowCount: usize, lane: usize): f32 {
  let sum: f32 = 0;
  for (let v: usize = 0; v < rowCount; v++) {
    for (let column = lane; column < vectors * 4; column += 4) sum += texelAt(POWER, v * ROW + column);
  }
  return sum;
}

function transformRowsRef(axis: AxisTables, rowCount: i32, vectors: usize): f32 {
  const rows = <usize>rowCount;
  for (let v: usize = 0; v < rows; v++) {
    for (let column: usize = 0; column < vectors * 4; column++) {
      let sum: f32 = 0;
      for (let x: usize = 0; x < <usize>axis.size; x++) {
        sum += texelAt(COLUMNS, v * ROW + x) * texelAt(axis.dctTransposedPtr, x * ROW + column);
      }
      store<f32>(POWER + ((v * ROW + column) << 2), sum * sum);
    }
  }
  return sumLanesRef(
    sumPower(vectors, rows, 0),
    sumPower(vectors, rows, 1),
    sumPower(vectors, rows, 2),
    sumPower(vectors, rows, 3),
  );
}

export function transformRowsOneRef(axis: AxisTables, rowCount: i32): f32 {
  return transformRowsRef(axis, rowCount, 1);
}

export function transformRowsTwoRef(axis: AxisTables, rowCount: i32): f32 {
  return transformRowsRef(axis, rowCount, 2);
}

export function transformRowsThreeRef(axis: AxisTables, rowCount: i32): f32 {
  return transformRowsRef(axis, rowCount, 3);
}

function addHeightRef(tables: FootprintTables, take: usize, heightSlot: i32, total: f32, vectors: usize): void {
  const shares = tables.rowAxis.keptPtr + <usize>heightSlot * tables.rowAxis.rowBytes;
  for (let column: usize = 0; column < vectors * 4; column++) {
    let kept: f32 = 0;
    for (let v: usize = 0; v < <usize>tables.rowCount; v++) {
      kept += texelAt(shares, v) * texelAt(POWER, v * ROW + column);
    }
    store<f32>(KEPT_ROW + (column << 2), kept);
  }
  for (let column: usize = 0; column < vectors * 4; column++) {
    let kept: f32 = 0;
    for (let u: usize = 0; u < <usize>tables.width; u++) {
      kept += texelAt(KEPT_ROW, u) * texelAt(tables.axisX.keptTransposedPtr, u * ROW + column);
    }
    store<f32>(ROW_SUMS + (column << 2), kept);
    const slot = <usize>heightSlot * ROW + column;
    const error = pseudoMax(total - kept, 0);
    const known = texelAt(GRID_ERROR, slot);
    const next = take == FIRST ? error : take == ADDED ? known + error : pseudoMin(known, error);
    store<f32>(GRID_ERROR + (slot << 2), next);
  }
}

export function addHeightOneRef(tables: FootprintTables, take: usize, heightSlot: i32, total: f32): void {
  addHeightRef(tables, take, heightSlot, total, 1);
}

export function addHeightTwoRef(tables: FootprintTables, take: usize, heightSlot: i32, total: f32): void {
  addHeightRef(tables, take, heightSlot, total, 2);
}

export function addHeightThreeRef(tables: FootprintTables, take: usize, heightSlot: i32, total: f32): void {
  addHeightRef(tables, take, heightSlot, total, 3);
}

export function addProjectionRef(
  tables: FootprintTables,
  take: usize,
  heightsPtr: usize,
  heightCount: i32,
  rest: f32,
): void {
  const vectors = <usize>blockState().rowVectors;
  transformColumnsRef(tables.rowAxis, vectors, tables.width);
  const total = transformRowsRef(tables.axisX, tables.rowCount, vectors) + rest;
  for (let index: usize = 0; index < <usize>heightCount; index++) {
    addHeightRef(tables, take, load<u8>(heightsPtr + index), total, vectors);
  }
}
