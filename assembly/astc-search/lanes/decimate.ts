/** Ideal weights of texels → those of a grid, by least squares, rows first. */
import { GRID_IDEAL, GRID_PLANE_BYTES } from './group';
import { LaneGrid } from './lane-grids';
import { LaneTables } from './lane-tables';
import { packRows } from './plain-grid';

const Q14_HALF: i32 = 8192;
const ONE: i32 = 16384;

/** i16x8[6][12]: rows of texels on the columns of the grid, two rows a pair. */
const ROWS: usize = memory.data(6 * 12 * 16, 16);
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

/** Which way lines of texels run: of rows the grid's columns are known after them, of columns its weights. */
@final
class Rows {}


@final
class Columns {}

/** Two rows at a time; beside the last of an odd height stands the same again, with factors 0. */
function fitRows(lanes: LaneTables, grid: LaneGrid, weights: usize): void {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const gridBytes = (<usize>grid.gridWidth) << 4;
  const end = weights + <usize>lanes.height * rowBytes;
  let out = ROWS;
  for (let row = weights; row < end; row += 2 * rowBytes, out += gridBytes) {
    const next = row + rowBytes < end ? row + rowBytes : row;
    fitLines<Rows>(lanes.rowPairs, row, next, 16, grid.fitXPtr, out, out + gridBytes, 16);
  }
}

/** Two columns at a time; of an odd width the last two overlap the ones before. */
function fitColumns(lanes: LaneTables, grid: LaneGrid): void {
  const pairs = (lanes.height + 1) >> 1;
  const rowBytes = (<usize>grid.gridWidth) << 4;
  const end = WEIGHTS + <usize>grid.gridHeight * rowBytes;
  for (let column: usize = 0; column < rowBytes; column += 32) {
    const left = min(column, rowBytes - 32);
    const from = ROWS + left;
    fitLines<Columns>(pairs, from, from + 16, rowBytes, grid.fitYPtr, WEIGHTS + left, end, rowBytes);
  }
}

/**
 * Least squares of two lines of texels. Their number of pairs is a constant of the loop, which keeps them in registers.
 *
 * @param first, second  where the lines begin; `stride` from pair to pair
 * @param fit  factors of a weight after the other, pairs
 * @param out, end  weights of the lines; `outStride` from weight to weight
 */
function fitLines<T>(
  pairs: i32,
  first: usize,
  second: usize,
  stride: usize,
  fit: usize,
  out: usize,
  end: usize,
  outStride: usize,
): void {
  if (pairs == 2) fitPairs<T>(2, first, second, stride, fit, out, end, outStride);
  else if (pairs == 3) fitPairs<T>(3, first, second, stride, fit, out, end, outStride);
  else if (pairs == 4) fitPairs<T>(4, first, second, stride, fit, out, end, outStride);
  else if (pairs == 5) fitPairs<T>(5, first, second, stride, fit, out, end, outStride);
  else fitPairs<T>(6, first, second, stride, fit, out, end, outStride);
}

/** The pair of a line, or another one where it has not so many. */
// @ts-ignore: decorator
@inline
function pairAt(pairs: i32, index: i32, line: usize, stride: usize): v128 {
  return v128.load(line + (index < pairs ? <usize>index * stride : 0));
}

// @ts-ignore: decorator
@inline
function addPair(pairs: i32, index: i32, sum: v128, pair: v128, fit: usize): v128 {
  return index < pairs ? i32x4.add(sum, i32x4.dot_i16x8_s(pair, v128.load32_splat(fit + ((<usize>index) << 2)))) : sum;
}

// @ts-ignore: decorator
@inline
function fitPairs<T>(
  pairs: i32,
  first: usize,
  second: usize,
  stride: usize,
  fit: usize,
  out: usize,
  end: usize,
  outStride: usize,
): void {
  const a0 = pairAt(pairs, 0, first, stride);
  const a1 = pairAt(pairs, 1, first, stride);
  const a2 = pairAt(pairs, 2, first, stride);
  const a3 = pairAt(pairs, 3, first, stride);
  const a4 = pairAt(pairs, 4, first, stride);
  const a5 = pairAt(pairs, 5, first, stride);
  const b0 = pairAt(pairs, 0, second, stride);
  const b1 = pairAt(pairs, 1, second, stride);
  const b2 = pairAt(pairs, 2, second, stride);
  const b3 = pairAt(pairs, 3, second, stride);
  const b4 = pairAt(pairs, 4, second, stride);
  const b5 = pairAt(pairs, 5, second, stride);
  const round = i32x4.splat(Q14_HALF);
  for (; out < end; out += outStride, fit += (<usize>pairs) << 2) {
    let a = addPair(pairs, 0, round, a0, fit);
    let b = addPair(pairs, 0, round, b0, fit);
    a = addPair(pairs, 1, a, a1, fit);
    b = addPair(pairs, 1, b, b1, fit);
    a = addPair(pairs, 2, a, a2, fit);
    b = addPair(pairs, 2, b, b2, fit);
    a = addPair(pairs, 3, a, a3, fit);
    b = addPair(pairs, 3, b, b3, fit);
    a = addPair(pairs, 4, a, a4, fit);
    b = addPair(pairs, 4, b, b4, fit);
    a = addPair(pairs, 5, a, a5, fit);
    b = addPair(pairs, 5, b, b5, fit);
    if (idof<T>() == idof<Rows>()) {
      v128.store(out, pairUp(a, b));
    } else {
      v128.store(out, bounded(a));
      v128.store(out, bounded(b), 16);
    }
  }
}

/** Q28 of two rows → i16 pairs, Q14. */
// @ts-ignore: decorator
@inline
function pairUp(upper: v128, lower: v128): v128 {
  const low = i32x4.splat(0xffff);
  return v128.or(v128.and(i32x4.shr_u(upper, 14), low), v128.andnot(i32x4.shl(lower, 2), low));
}

/** Q28 → Q14, 0..1. */
// @ts-ignore: decorator
@inline
function bounded(sum: v128): v128 {
  return i32x4.min_s(i32x4.max_s(i32x4.shr_s(sum, 14), i32x4.splat(0)), i32x4.splat(ONE));
}
