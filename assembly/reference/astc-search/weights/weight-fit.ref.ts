/** Twins of weight-fit: texel weights → grid weights. */
import { LEVEL_COUNTS, QUANT_10, WEIGHT_RANK_UVALUE } from '../../../astc/quant';
import { blockState } from '../../../astc-search/block/block-state';
import { IDEAL_WEIGHTS, WEIGHT_PLANE } from '../../../astc-search/lines/class-state';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { GridTables } from '../../../astc-search/tables/grid-tables';
import {
  GRID_IDEAL,
  GRID_IDEAL_PLANE,
  GRID_PLANE,
  GRID_RANKS,
  GRID_UVALUES,
} from '../../../astc-search/candidate/trial-state';
import {
  HALF_DECIMATED,
  RANGE,
  WEIGHT_RANGE,
  decimateColumns,
  decimateRows,
} from '../../../astc-search/weights/weight-fit';
import { One, Three, Two } from '../../../simd/rows';
import { pseudoMax, pseudoMin, sumLanesRef, texelAt } from '../../lanes.ref';

/** Entries of a matrix of the axis tables, and of a row of it. */
const MATRIX: usize = 144;
const ROW: usize = 12;

export function decimateColumnsOne(tables: FootprintTables, grid: GridTables, source: usize): void {
  decimateColumns<One>(tables, grid, source);
}

export function decimateColumnsTwo(tables: FootprintTables, grid: GridTables, source: usize): void {
  decimateColumns<Two>(tables, grid, source);
}

export function decimateColumnsThree(tables: FootprintTables, grid: GridTables, source: usize): void {
  decimateColumns<Three>(tables, grid, source);
}

export function decimateRowsOne(tables: FootprintTables, grid: GridTables, target: usize): void {
  decimateRows<One>(tables, grid, target);
}

export function decimateRowsTwo(tables: FootprintTables, grid: GridTables, target: usize): void {
  decimateRows<Two>(tables, grid, target);
}

export function decimateRowsThree(tables: FootprintTables, grid: GridTables, target: usize): void {
  decimateRows<Three>(tables, grid, target);
}

function decimateColumnsRef(tables: FootprintTables, grid: GridTables, source: usize, vectors: usize): void {
  const width = <usize>tables.width;
  for (let j: usize = 0; j < <usize>grid.rowCount; j++) {
    const fit = grid.rowFitPtr + j * grid.rowFitBytes;
    for (let column: usize = 0; column < vectors * 4; column++) {
      let sum: f32 = 0;
      for (let y: usize = 0; y < <usize>tables.rowCount; y++) {
        sum += texelAt(fit, y) * texelAt(source, y * width + column);
      }
      store<f32>(HALF_DECIMATED + ((j * ROW + column) << 2), sum);
    }
  }
}

function decimateRowsRef(tables: FootprintTables, grid: GridTables, target: usize, vectors: usize): void {
  const gridWidth = <usize>grid.gridWidth;
  const fit = tables.axisX.fitTransposedPtr + (((gridWidth - 2) * MATRIX) << 2);
  for (let j: usize = 0; j < <usize>grid.rowCount; j++) {
    // Whole vectors: the lanes past the end are overwritten by the next row, but for the last one's.
    for (let column: usize = 0; column < vectors * 4; column++) {
      let sum: f32 = 0;
      for (let x: usize = 0; x < <usize>tables.width; x++) {
        sum += texelAt(HALF_DECIMATED, j * ROW + x) * texelAt(fit, x * ROW + column);
      }
      store<f32>(target + ((j * gridWidth + column) << 2), pseudoMin(pseudoMax(sum, 0), 1));
    }
  }
}

export function decimateColumnsOneRef(tables: FootprintTables, grid: GridTables, source: usize): void {
  decimateColumnsRef(tables, grid, source, 1);
}

export function decimateColumnsTwoRef(tables: FootprintTables, grid: GridTables, source: usize): void {
  decimateColumnsRef(tables, grid, source, 2);
}

export function decimateColumnsThreeRef(tables: FootprintTables, grid: GridTables, source: usize): void {
  decimateColumnsRef(tables, grid, source, 3);
}

export function decimateRowsOneRef(tables: FootprintTables, grid: GridTables, target: usize): void {
  decimateRowsRef(tables, grid, target, 1);
}

export function decimateRowsTwoRef(tables: FootprintTables, grid: GridTables, target: usize): void {
  decimateRowsRef(tables, grid, target, 2);
}

export function decimateRowsThreeRef(tables: FootprintTables, grid: GridTables, target: usize): void {
  decimateRowsRef(tables, grid, target, 3);
}

export function decimateWeightsRef(tables: FootprintTables, grid: GridTables, plane: usize): void {
  const source = IDEAL_WEIGHTS + plane * WEIGHT_PLANE;
  const target = GRID_IDEAL + plane * GRID_IDEAL_PLANE;
  if (grid.isDirect) {
    for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
      store<f32>(target + (texel << 2), texelAt(source, texel));
    }
  } else {
    decimateColumnsRef(tables, grid, source, <usize>blockState().rowVectors);
    decimateRowsRef(tables, grid, target, (<usize>grid.gridWidth + 3) >> 2);
  }
}

/** Which term a sum of {@link rangeSum} adds up. */
const ERROR: i32 = 0;
const GAIN: i32 = 1;
const GAIN_RANK: i32 = 2;
const GAIN_RANK_RANK: i32 = 3;
const GAIN_VALUE: i32 = 4;
const GAIN_RANK_VALUE: i32 = 5;

function rangeTerm(kind: i32, v: f32, gain: f32, low: f32, high: f32, steps: f32): f32 {
  const span = high - low;
  const up: f32 = span > 1e-5 ? steps / span : 0;
  const down = span / steps;
  const k = pseudoMin(pseudoMax(nearest<f32>((v - low) * up), 0), steps);
  const miss = v - low - k * down;
  const gk = gain * k;
  if (kind == ERROR) return gain * (miss * miss);
  if (kind == GAIN) return gain;
  if (kind == GAIN_RANK) return gk;
  if (kind == GAIN_RANK_RANK) return gk * k;
  return kind == GAIN_VALUE ? gain * v : gk * v;
}

function rangeSum(kind: i32, values: usize, gains: usize, bytes: usize, low: f32, high: f32, steps: f32): f32 {
  let lane0: f32 = 0;
  let lane1: f32 = 0;
  let lane2: f32 = 0;
  let lane3: f32 = 0;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const v = values + offset;
    const g = gains + offset;
    lane0 += rangeTerm(kind, texelAt(v, 0), texelAt(g, 0), low, high, steps);
    lane1 += rangeTerm(kind, texelAt(v, 1), texelAt(g, 1), low, high, steps);
    lane2 += rangeTerm(kind, texelAt(v, 2), texelAt(g, 2), low, high, steps);
    lane3 += rangeTerm(kind, texelAt(v, 3), texelAt(g, 3), low, high, steps);
  }
  return sumLanesRef(lane0, lane1, lane2, lane3);
}

export function regressRangeRef(values: usize, gains: usize, bytes: usize, low: f32, high: f32, steps: f32): f32 {
  const g = rangeSum(GAIN, values, gains, bytes, low, high, steps);
  const k1 = rangeSum(GAIN_RANK, values, gains, bytes, low, high, steps);
  const k2 = rangeSum(GAIN_RANK_RANK, values, gains, bytes, low, high, steps);
  const v1 = rangeSum(GAIN_VALUE, values, gains, bytes, low, high, steps);
  const kv = rangeSum(GAIN_RANK_VALUE, values, gains, bytes, low, high, steps);
  const det = g * k2 - k1 * k1;
  const isRegular = det > 1e-6 * g * k2;
  const slope: f32 = isRegular ? (g * kv - k1 * v1) / det : 0;
  const start: f32 = isRegular ? (v1 - slope * k1) / g : low;
  store<f32>(RANGE, start);
  store<f32>(RANGE, isRegular ? start + slope * steps : high, 4);
  return rangeSum(ERROR, values, gains, bytes, low, high, steps);
}

export function rankWeightsRef(
  values: usize,
  count: usize,
  quantLevel: i32,
  steps: f32,
  low: f32,
  high: f32,
  plane: usize,
): void {
  const span = high - low;
  const up: f32 = span > 1e-5 ? steps / span : 0;
  const uvalues = WEIGHT_RANK_UVALUE + ((<usize>quantLevel) << 5);
  for (let index: usize = 0; index < ((count + 15) & ~15); index++) {
    const rank = <i32>pseudoMin(pseudoMax(nearest<f32>((texelAt(values, index) - low) * up), 0), steps);
    store<u8>(GRID_RANKS + plane * GRID_PLANE + index, rank);
    store<u8>(GRID_UVALUES + plane * GRID_PLANE + index, load<u8>(uvalues + <usize>rank));
  }
}

export function quantizeWeightsRef(grid: GridTables, quantLevel: i32, plane: usize): void {
  const values = GRID_IDEAL + plane * GRID_IDEAL_PLANE;
  const count = <usize>grid.weightCount;
  const padded = (count + 3) & ~3;
  const steps = <f32>load<u16>(LEVEL_COUNTS + ((<usize>quantLevel) << 1)) - 1;
  for (let pad = count; pad < padded; pad++) store<f32>(values + (pad << 2), texelAt(values, count - 1));
  let lowest = texelAt(values, 0);
  let highest = lowest;
  for (let index: usize = 1; index < padded; index++) {
    lowest = min<f32>(lowest, texelAt(values, index));
    highest = max<f32>(highest, texelAt(values, index));
  }
  let low = lowest;
  let high = highest;
  if (!grid.isDirect || quantLevel < QUANT_10) {
    const gains = grid.gainPtr;
    const bytes = padded << 2;
    const inset = (highest - lowest) / (2 * (steps + 1));
    let best = regressRangeRef(values, gains, bytes, lowest, highest, steps);
    const fittedLow = load<f32>(RANGE);
    const fittedHigh = load<f32>(RANGE, 4);
    regressRangeRef(values, gains, bytes, lowest + inset, highest - inset, steps);
    const insetLow = load<f32>(RANGE);
    const insetHigh = load<f32>(RANGE, 4);
    for (let attempt: i32 = 0; attempt < 3; attempt++) {
      // the fitted range; the one fitted to ranks of an inset range; all of 0..1
      const tryLow: f32 = attempt == 0 ? fittedLow : attempt == 1 ? insetLow : 0;
      const tryHigh: f32 = attempt == 0 ? fittedHigh : attempt == 1 ? insetHigh : 1;
      const error = regressRangeRef(values, gains, bytes, tryLow, tryHigh, steps);
      if (error >= best) continue;
      best = error;
      low = tryLow;
      high = tryHigh;
    }
    store<f32>(RANGE, insetLow);
    store<f32>(RANGE, insetHigh, 4);
  }
  store<f32>(WEIGHT_RANGE, low);
  store<f32>(WEIGHT_RANGE, high, 4);
  rankWeightsRef(values, count, quantLevel, steps, low, high, plane);
}
