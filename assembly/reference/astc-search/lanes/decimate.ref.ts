/** Twin of decimate: ideal weights of texels → those of a grid, rows first. */
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { GRID_IDEAL, GRID_PLANE, i16At, putI16 } from './group.ref';

const Q14_HALF: i32 = 8192;
const ONE: i32 = 16384;

/** i16[12][12]: rows of texels on the columns of the grid. */
const ROWS: usize = memory.data(288, 16);

export function decimateRef(lanes: LaneTables, grid: LaneGrid, weights: usize, plane: i32): void {
  const out = GRID_IDEAL + <usize>plane * GRID_PLANE;
  const rowSlots = lanes.rowPairs * 2;
  // An odd count is filled up to a pair, whose misses count.
  putI16(out, grid.weightCount, 0);
  if (grid.isPlain) {
    for (let weight: i32 = 0; weight < grid.weightCount; weight++) {
      const slot = (weight / grid.gridWidth) * rowSlots + (weight % grid.gridWidth);
      putI16(out, weight, i16At(weights, slot));
    }
    return;
  }
  for (let y: i32 = 0; y < lanes.height; y++) {
    for (let column: i32 = 0; column < grid.gridWidth; column++) {
      let sum = Q14_HALF;
      for (let x: i32 = 0; x < rowSlots; x++) {
        sum += i16At(weights, y * rowSlots + x) * i16At(grid.fitXPtr, column * rowSlots + x);
      }
      putI16(ROWS, y * grid.gridWidth + column, sum >> 14);
    }
  }
  for (let row: i32 = 0; row < grid.gridHeight; row++) {
    for (let column: i32 = 0; column < grid.gridWidth; column++) {
      putI16(out, row * grid.gridWidth + column, max(0, min(ONE, fitColumn(lanes, grid, row, column) >> 14)));
    }
  }
}

function fitColumn(lanes: LaneTables, grid: LaneGrid, row: i32, column: i32): i32 {
  const columnSlots = (lanes.height + 1) & ~1;
  let sum = Q14_HALF;
  for (let y: i32 = 0; y < lanes.height; y++) {
    sum += i16At(ROWS, y * grid.gridWidth + column) * i16At(grid.fitYPtr, row * columnSlots + y);
  }
  return sum;
}
