/** Ideal weights of texels → those of a grid, by least squares, rows first. */
import { GRID_IDEAL, GRID_PLANE_BYTES } from './group';
import { LaneGrid } from './lane-grids';
import { LaneTables } from './lane-tables';
import { packRows } from './plain-grid';

const Q14_HALF: i32 = 8192;
const ONE: i32 = 16384;

/** i32x4[12][12]: rows of texels on the columns of the grid. */
const ROWS: usize = memory.data(12 * 12 * 16, 16);
/** i32x4[65]: weights of the grid. */
const WEIGHTS: usize = memory.data(66 * 16, 16);

/**
 * @param weights  i16x8 a pair, Q14
 * @param plane  0 or 1: where in GRID_IDEAL
 */
export function decimate(lanes: LaneTables, grid: LaneGrid, weights: usize, plane: usize): void {
  const out = GRID_IDEAL + plane * GRID_PLANE_BYTES;
  if (grid.isPlain) {
    packRows(lanes, weights, out);
    return;
  }
  fitRows(lanes, grid, weights);
  fitColumns(lanes, grid);
  const count = <usize>grid.weightCount;
  v128.store(WEIGHTS + (count << 4), i32x4.splat(0));
  for (let weight: usize = 0; weight < count; weight += 2) {
    const place = WEIGHTS + (weight << 4);
    v128.store(out + (weight << 3), v128.or(v128.load(place), i32x4.shl(v128.load(place, 16), 16)));
  }
}

/** Two rows at a time, so that a factor is loaded once for both; of an odd height the last two overlap the ones before. */
function fitRows(lanes: LaneTables, grid: LaneGrid, weights: usize): void {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const gridBytes = (<usize>grid.gridWidth) << 4;
  const round = i32x4.splat(Q14_HALF);
  for (let y: i32 = 0; y < lanes.height; y += 2) {
    const top = <usize>min(y, lanes.height - 2);
    const first = weights + top * rowBytes;
    const second = first + rowBytes;
    let fit = grid.fitXPtr;
    let out = ROWS + top * gridBytes;
    const end = out + gridBytes;
    for (; out < end; out += 16) {
      let sum0 = round;
      let sum1 = round;
      for (let at: usize = 0; at < rowBytes; at += 16, fit += 4) {
        const factors = v128.load32_splat(fit);
        sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load(first + at), factors));
        sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load(second + at), factors));
      }
      v128.store(out, i32x4.shr_s(sum0, 14));
      v128.store(out + gridBytes, i32x4.shr_s(sum1, 14));
    }
  }
}

/** i16x8[6][2]: two columns of ROWS as pairs of rows. */
const COLUMNS: usize = memory.data(12 * 16, 16);

/** Two columns at a time likewise. */
function fitColumns(lanes: LaneTables, grid: LaneGrid): void {
  const rowBytes = (<usize>grid.gridWidth) << 4;
  const pairBytes = (<usize>((lanes.height + 1) >> 1)) << 5;
  const round = i32x4.splat(Q14_HALF);
  for (let column: usize = 0; column < rowBytes; column += 32) {
    const left = min(column, rowBytes - 32);
    // Of an odd height the row past the last has factors 0.
    let from = ROWS + left;
    for (let at: usize = 0; at < pairBytes; at += 32, from += 2 * rowBytes) {
      v128.store(COLUMNS + at, pairUp(from, from + rowBytes));
      v128.store(COLUMNS + at, pairUp(from + 16, from + rowBytes + 16), 16);
    }
    let fit = grid.fitYPtr;
    let out = WEIGHTS + left;
    for (let i: i32 = 0; i < grid.gridHeight; i++, out += rowBytes) {
      let sum0 = round;
      let sum1 = round;
      for (let at: usize = 0; at < pairBytes; at += 32, fit += 4) {
        const factors = v128.load32_splat(fit);
        sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load(COLUMNS + at), factors));
        sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load(COLUMNS + at, 16), factors));
      }
      v128.store(out, bounded(sum0));
      v128.store(out, bounded(sum1), 16);
    }
  }
}

/** Whole numbers of two rows as i16 pairs. */
// @ts-ignore: decorator
@inline
function pairUp(upper: usize, lower: usize): v128 {
  return v128.or(v128.and(v128.load(upper), i32x4.splat(0xffff)), i32x4.shl(v128.load(lower), 16));
}

/** Q28 → Q14, 0..1. */
// @ts-ignore: decorator
@inline
function bounded(sum: v128): v128 {
  return i32x4.min_s(i32x4.max_s(i32x4.shr_s(sum, 14), i32x4.splat(0)), i32x4.splat(ONE));
}
