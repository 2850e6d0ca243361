/**
 * What each weight grid cannot represent of a plane, for all grids at once: a grid keeps a known share of every spatial
 * frequency along each axis, so the block's cosine spectrum says what is lost.
 */
import { sumLanes } from '../../simd/lanes';
import { One, Three, Two, sumRows } from '../../simd/rows';
import { AxisTables } from '../tables/axis-tables';
import { blockState } from '../block/block-state';
import { FootprintTables } from '../tables/footprint-tables';
import { SIGNAL } from './weight-signal';

/** f32[300]: projection error by grid slot. */
export const GRID_ERROR: usize = memory.data(300 * 4 + 48, 16);
/** f32[36][4]: sums and differences of mirrored rows of the signal, turn by turn. */
export const FOLDED: usize = memory.data(36 * 16, 16);
/** f32[36][12]: spectrum down the columns; squared spectrum both ways. */
export const COLUMNS: usize = memory.data(36 * 48, 16);
export const POWER: usize = memory.data(36 * 48, 16);
/** f32[12]: power kept down the columns by a grid height; by the grid widths as well. */
export const KEPT_ROW: usize = memory.data(48, 16);
export const ROW_SUMS: usize = memory.data(48, 16);

/** What becomes of the errors there are: new ones replace them, are added, or take their place where they are less. */
export const FIRST: usize = 0;
export const ADDED: usize = 1;
export const LEAST: usize = 2;

/** Bytes of a row of the matrices here. */
const ROW: usize = 48;

/**
 * Total energy − Σ kept share · spectral power of SIGNAL, to GRID_ERROR, for every grid of some heights.
 *
 * @param take  FIRST, ADDED or LEAST
 * @param heightsPtr  u8[heightCount]: height slots, see heightSlot
 * @param rest  error that all grids have beside
 */
export function addProjection(
  tables: FootprintTables,
  take: usize,
  heightsPtr: usize,
  heightCount: i32,
  rest: f32,
): void {
  const vectors = blockState().rowVectors;
  transformColumns(tables.rowAxis, <usize>vectors, tables.width);
  if (vectors == 1) addHeights<One>(tables, take, heightsPtr, heightCount, rest);
  else if (vectors == 2) addHeights<Two>(tables, take, heightsPtr, heightCount, rest);
  else addHeights<Three>(tables, take, heightsPtr, heightCount, rest);
}

function addHeights<T>(tables: FootprintTables, take: usize, heightsPtr: usize, heightCount: i32, rest: f32): void {
  const total = transformRows<T>(tables.axisX, tables.rowCount) + rest;
  for (let index: usize = 0; index < <usize>heightCount; index++) {
    addHeight<T>(tables, take, <i32>load<u8>(heightsPtr + index), total);
  }
}

/** COLUMNS[v] = Σ_y cos(v, y) · SIGNAL[y], over half the rows: even cosines are symmetric, odd ones antisymmetric. */
export function transformColumns(axis: AxisTables, vectors: usize, width: i32): void {
  const size = <usize>axis.size;
  const half = (size + 1) >> 1;
  const stride = (<usize>width) << 2;
  for (let column: usize = 0; column < vectors << 4; column += 16) {
    let upper = SIGNAL + column;
    let lower = upper + (size - 1) * stride;
    for (let y: usize = 0; y < half << 5; y += 32, upper += stride, lower -= stride) {
      const above = v128.load(upper);
      // The middle row of an odd number is its own mirror.
      const below = upper == lower ? f32x4.splat(0) : v128.load(lower);
      v128.store(FOLDED + y, f32x4.add(above, below));
      v128.store(FOLDED + y, f32x4.sub(above, below), 16);
    }
    let cosines = axis.dctFoldedPtr;
    for (let v: usize = 0; v < size; v += 4) {
      let sum0 = f32x4.splat(0);
      let sum1 = sum0;
      let sum2 = sum0;
      let sum3 = sum0;
      let y: usize = 0;
      do {
        const even = v128.load(FOLDED + y);
        const odd = v128.load(FOLDED + y, 16);
        sum0 = f32x4.add(sum0, f32x4.mul(v128.load32_splat(cosines), even));
        sum1 = f32x4.add(sum1, f32x4.mul(v128.load32_splat(cosines, 4), odd));
        sum2 = f32x4.add(sum2, f32x4.mul(v128.load32_splat(cosines, 8), even));
        sum3 = f32x4.add(sum3, f32x4.mul(v128.load32_splat(cosines, 12), odd));
        cosines += 16;
        y += 32;
      } while (y < half << 5);
      const out = COLUMNS + v * ROW + column;
      v128.store(out, sum0);
      v128.store(out, sum1, ROW);
      v128.store(out, sum2, 2 * ROW);
      v128.store(out, sum3, 3 * ROW);
    }
  }
}

/** POWER[v][u] = (Σ_x COLUMNS[v][x] · cos(u, x))²; returns their sum. */
export function transformRows<T>(axis: AxisTables, rowCount: i32): f32 {
  const width = (<usize>axis.size) << 2;
  let total = f32x4.splat(0);
  const end = <usize>rowCount * ROW;
  for (let row: usize = 0; row < end; row += ROW) {
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let basis = axis.dctTransposedPtr;
    let from = COLUMNS + row;
    const stop = from + width;
    do {
      const value = v128.load32_splat(from);
      sum0 = f32x4.add(sum0, f32x4.mul(value, v128.load(basis)));
      if (idof<T>() != idof<One>()) sum1 = f32x4.add(sum1, f32x4.mul(value, v128.load(basis, 16)));
      if (idof<T>() == idof<Three>()) sum2 = f32x4.add(sum2, f32x4.mul(value, v128.load(basis, 32)));
      basis += ROW;
      from += 4;
    } while (from < stop);
    sum0 = f32x4.mul(sum0, sum0);
    v128.store(POWER + row, sum0);
    total = f32x4.add(total, sum0);
    if (idof<T>() != idof<One>()) {
      sum1 = f32x4.mul(sum1, sum1);
      v128.store(POWER + row, sum1, 16);
      total = f32x4.add(total, sum1);
    }
    if (idof<T>() == idof<Three>()) {
      sum2 = f32x4.mul(sum2, sum2);
      v128.store(POWER + row, sum2, 32);
      total = f32x4.add(total, sum2);
    }
  }
  return sumLanes(total);
}

/** What the grids of one height (and depth) lose. */
export function addHeight<T>(tables: FootprintTables, take: usize, slot: i32, total: f32): void {
  const rows = tables.rowAxis;
  sumRows<T>(KEPT_ROW, POWER, ROW, rows.keptPtr + <usize>slot * rows.rowBytes, <usize>tables.rowCount);
  sumRows<T>(ROW_SUMS, tables.axisX.keptTransposedPtr, ROW, KEPT_ROW, <usize>tables.width);
  const lost = GRID_ERROR + <usize>slot * ROW;
  loseRest(take, lost, ROW_SUMS, total);
  if (idof<T>() != idof<One>()) loseRest(take, lost + 16, ROW_SUMS + 16, total);
  if (idof<T>() == idof<Three>()) loseRest(take, lost + 32, ROW_SUMS + 32, total);
}

// @ts-ignore: decorator
@inline
function loseRest(take: usize, lost: usize, kept: usize, total: f32): void {
  const error = f32x4.pmax(f32x4.sub(f32x4.splat(total), v128.load(kept)), f32x4.splat(0));
  if (take == LEAST) v128.store(lost, f32x4.pmin(v128.load(lost), error));
  else v128.store(lost, take == FIRST ? error : f32x4.add(v128.load(lost), error));
}
