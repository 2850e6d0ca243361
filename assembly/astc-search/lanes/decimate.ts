/** Ideal weights of texels → those of a grid, by least squares, rows first. */
import { GRID_IDEAL, GRID_PLANE_BYTES } from './group';
import { LaneGrid } from './lane-grids';
import { LaneTables } from './lane-tables';

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
  if (grid.isDirect) {
    const bytes = (<usize>lanes.pairCount) << 4;
    for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, v128.load(weights + at));
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

function fitRows(lanes: LaneTables, grid: LaneGrid, weights: usize): void {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const round = i32x4.splat(Q14_HALF);
  let out = ROWS;
  for (let y: i32 = 0; y < lanes.height; y++, weights += rowBytes) {
    let fit = grid.fitXPtr;
    for (let j: i32 = 0; j < grid.gridWidth; j++, out += 16) {
      let sum = round;
      for (let at: usize = 0; at < rowBytes; at += 16, fit += 4) {
        sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(weights + at), v128.load32_splat(fit)));
      }
      v128.store(out, i32x4.shr_s(sum, 14));
    }
  }
}

/** i16x8[6]: a column of ROWS as pairs of rows. */
const COLUMN: usize = memory.data(6 * 16, 16);

function fitColumns(lanes: LaneTables, grid: LaneGrid): void {
  const rowBytes = (<usize>grid.gridWidth) << 4;
  const pairBytes = (<usize>((lanes.height + 1) >> 1)) << 4;
  const low = i32x4.splat(0xffff);
  const round = i32x4.splat(Q14_HALF);
  const zero = i32x4.splat(0);
  const one = i32x4.splat(ONE);
  // Of an odd height the row past the last has factors 0.
  for (let column: usize = 0; column < rowBytes; column += 16) {
    let from = ROWS + column;
    for (let at: usize = 0; at < pairBytes; at += 16, from += 2 * rowBytes) {
      const upper = v128.and(v128.load(from), low);
      v128.store(COLUMN + at, v128.or(upper, i32x4.shl(v128.load(from + rowBytes), 16)));
    }
    let fit = grid.fitYPtr;
    let out = WEIGHTS + column;
    for (let i: i32 = 0; i < grid.gridHeight; i++, out += rowBytes) {
      let sum = round;
      for (let at: usize = 0; at < pairBytes; at += 16, fit += 4) {
        sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(COLUMN + at), v128.load32_splat(fit)));
      }
      v128.store(out, i32x4.min_s(i32x4.max_s(i32x4.shr_s(sum, 14), zero), one));
    }
  }
}
