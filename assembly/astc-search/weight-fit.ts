/** Texel weights → grid weights: least squares onto the grid, the best of four ranges, nearest level. */
import { LEVEL_COUNTS, QUANT_10, WEIGHT_RANK_UVALUE } from '../astc/quant';
import { maxLanes, minLanes, sumLanes } from '../simd/lanes';
import { blockState } from './block-state';
import { IDEAL_WEIGHTS, WEIGHT_PLANE } from './class-state';
import { FootprintTables } from './footprint-tables';
import { GridTables } from './grid-tables';
import { GRID_IDEAL, GRID_IDEAL_PLANE, GRID_PLANE, GRID_RANKS, GRID_UVALUES } from './trial-state';

const MATRIX_BYTES: usize = 12 * 12 * 4;
const ROW: usize = 48;

/** f32[12][12]: rows of the grid over columns of texels. */
export const HALF_DECIMATED: usize = memory.data(12 * 48 + 16, 16);

/** Least-squares grid weights of a plane's ideal texel weights, clipped to 0..1, to GRID_IDEAL. */
export function decimateWeights(tables: FootprintTables, grid: GridTables, plane: usize): void {
  const source = IDEAL_WEIGHTS + plane * WEIGHT_PLANE;
  const target = GRID_IDEAL + plane * GRID_IDEAL_PLANE;
  const width = tables.width;
  const vectors = <usize>blockState().rowVectors;
  decimateColumns(tables, grid, source, vectors);
  const gridVectors = (<usize>grid.gridWidth + 3) >> 2;
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const isDirectRow = grid.gridWidth == width;
  const fit = tables.axisX.fitTransposedPtr + <usize>(grid.gridWidth - 2) * MATRIX_BYTES;
  let out = target;
  for (let j: usize = 0; j < <usize>grid.gridHeight; j++) {
    const row = HALF_DECIMATED + j * ROW;
    for (let column: usize = 0; column < gridVectors << 4; column += 16) {
      let sum = zero;
      if (isDirectRow) {
        sum = v128.load(row + column);
      } else {
        let x: usize = 0;
        do {
          sum = f32x4.add(sum, f32x4.mul(f32x4.splat(load<f32>(row + (x << 2))), v128.load(fit + x * ROW + column)));
          x++;
        } while (x < <usize>width);
      }
      // The next row's store overwrites the lanes past this one's end.
      v128.store(out + column, f32x4.pmin(f32x4.pmax(sum, zero), one));
    }
    out += (<usize>grid.gridWidth) << 2;
  }
}

/** HALF_DECIMATED[j] = Σ_y fit(j, y) · texel row y. */
export function decimateColumns(tables: FootprintTables, grid: GridTables, source: usize, vectors: usize): void {
  const size = <usize>tables.height;
  const stride = (<usize>tables.width) << 2;
  const isDirect = grid.gridHeight == tables.height;
  const fit = tables.axisY.fitPtr + <usize>(grid.gridHeight - 2) * MATRIX_BYTES;
  for (let j: usize = 0; j < <usize>grid.gridHeight; j++) {
    for (let column: usize = 0; column < vectors << 4; column += 16) {
      let sum: v128;
      if (isDirect) {
        sum = v128.load(source + j * stride + column);
      } else {
        sum = f32x4.splat(0);
        let y: usize = 0;
        let from = source + column;
        const weights = fit + j * ROW;
        do {
          sum = f32x4.add(sum, f32x4.mul(f32x4.splat(load<f32>(weights + (y << 2))), v128.load(from)));
          from += stride;
          y++;
        } while (y < size);
      }
      v128.store(HALF_DECIMATED + j * ROW + column, sum);
    }
  }
}

/** f32[2]: what {@link regressRange} found. */
export const RANGE: usize = memory.data(16, 16);

/**
 * Σ gain · (v − nearest level of a range)², and in RANGE the range that least squares would give these ranks.
 */
export function regressRange(values: usize, gains: usize, bytes: usize, low: f32, high: f32, steps: f32): f32 {
  const span = high - low;
  const base = f32x4.splat(low);
  const up = f32x4.splat(span > 1e-5 ? steps / span : 0);
  const down = f32x4.splat(span / steps);
  const top = f32x4.splat(steps);
  const zero = f32x4.splat(0);
  let error = zero;
  let sg = zero;
  let sk = zero;
  let skk = zero;
  let sv = zero;
  let skv = zero;
  let offset: usize = 0;
  do {
    const v = v128.load(values + offset);
    const gain = v128.load(gains + offset);
    const scaled = f32x4.mul(f32x4.sub(v, base), up);
    const k = f32x4.pmin(f32x4.pmax(f32x4.nearest(scaled), zero), top);
    const miss = f32x4.sub(f32x4.sub(v, base), f32x4.mul(k, down));
    error = f32x4.add(error, f32x4.mul(gain, f32x4.mul(miss, miss)));
    const gk = f32x4.mul(gain, k);
    sg = f32x4.add(sg, gain);
    sk = f32x4.add(sk, gk);
    skk = f32x4.add(skk, f32x4.mul(gk, k));
    sv = f32x4.add(sv, f32x4.mul(gain, v));
    skv = f32x4.add(skv, f32x4.mul(gk, v));
    offset += 16;
  } while (offset < bytes);
  const g = sumLanes(sg);
  const k1 = sumLanes(sk);
  const k2 = sumLanes(skk);
  const v1 = sumLanes(sv);
  const kv = sumLanes(skv);
  const det = g * k2 - k1 * k1;
  if (det > 1e-6 * g * k2) {
    const slope = (g * kv - k1 * v1) / det;
    const start = (v1 - slope * k1) / g;
    store<f32>(RANGE, start);
    store<f32>(RANGE, start + slope * steps, 4);
  } else {
    store<f32>(RANGE, low);
    store<f32>(RANGE, high, 4);
  }
  return sumLanes(error);
}

/**
 * Quantizes the grid weights of a plane: ranks to GRID_RANKS, uvalues to GRID_UVALUES. The range that the levels
 * span is free, since the endpoints are solved for afterwards; four are tried. Why four: +0.03
 * dB over one at 6x6 medium for 3 % time.
 */
export function quantizeWeights(grid: GridTables, quantLevel: i32, plane: usize): void {
  const values = GRID_IDEAL + plane * GRID_IDEAL_PLANE;
  const count = <usize>grid.weightCount;
  const bytes = ((count + 3) & ~3) << 2;
  const steps = <f32>load<u16>(LEVEL_COUNTS + ((<usize>quantLevel) << 1)) - 1;
  // Lanes past the last weight carry no gain; they only must not widen the range.
  const last = load<f32>(values + ((count - 1) << 2));
  for (let pad = count; pad < ((count + 3) & ~3); pad++) store<f32>(values + (pad << 2), last);
  let low = v128.load(values);
  let high = low;
  for (let offset: usize = 16; offset < bytes; offset += 16) {
    low = f32x4.pmin(low, v128.load(values + offset));
    high = f32x4.pmax(high, v128.load(values + offset));
  }
  const lowest = minLanes(low);
  const highest = maxLanes(high);
  let bestLow = lowest;
  let bestHigh = highest;
  // A weight a texel at many levels: the extremes are exact endpoints, which other ranges would give away.
  if (!(grid.isDirect && quantLevel >= QUANT_10)) {
    const gains = grid.gainPtr;
    let best = regressRange(values, gains, bytes, lowest, highest, steps);
    const fittedLow = load<f32>(RANGE);
    const fittedHigh = load<f32>(RANGE, 4);
    let error = regressRange(values, gains, bytes, fittedLow, fittedHigh, steps);
    if (error < best) {
      best = error;
      bestLow = fittedLow;
      bestHigh = fittedHigh;
    }
    const inset = (highest - lowest) / (2 * (steps + 1));
    regressRange(values, gains, bytes, lowest + inset, highest - inset, steps);
    const insetLow = load<f32>(RANGE);
    const insetHigh = load<f32>(RANGE, 4);
    error = regressRange(values, gains, bytes, insetLow, insetHigh, steps);
    if (error < best) {
      best = error;
      bestLow = insetLow;
      bestHigh = insetHigh;
    }
    error = regressRange(values, gains, bytes, 0, 1, steps);
    if (error < best) {
      bestLow = 0;
      bestHigh = 1;
    }
  }
  rankWeights(values, count, quantLevel, steps, bestLow, bestHigh, plane);
}

/** Nearest ranks of a range, and their uvalues by byte lookup. */
export function rankWeights(
  values: usize,
  count: usize,
  quantLevel: i32,
  steps: f32,
  low: f32,
  high: f32,
  plane: usize,
): void {
  const span = high - low;
  const base = f32x4.splat(low);
  const up = f32x4.splat(span > 1e-5 ? steps / span : 0);
  const zero = f32x4.splat(0);
  const top = f32x4.splat(steps);
  const ranks = GRID_RANKS + plane * GRID_PLANE;
  const uvalues = GRID_UVALUES + plane * GRID_PLANE;
  const tableLow = v128.load(WEIGHT_RANK_UVALUE + ((<usize>quantLevel) << 5));
  const tableHigh = v128.load(WEIGHT_RANK_UVALUE + ((<usize>quantLevel) << 5), 16);
  const sixteen = i8x16.splat(16);
  for (let index: usize = 0; index < count; index += 16) {
    const from = values + (index << 2);
    const k0 = rankLanes(v128.load(from), base, up, zero, top);
    const k1 = rankLanes(v128.load(from, 16), base, up, zero, top);
    const k2 = rankLanes(v128.load(from, 32), base, up, zero, top);
    const k3 = rankLanes(v128.load(from, 48), base, up, zero, top);
    const k = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(k0, k1), i16x8.narrow_i32x4_s(k2, k3));
    v128.store(ranks + index, k);
    const u = v128.or(i8x16.swizzle(tableLow, k), i8x16.swizzle(tableHigh, i8x16.sub(k, sixteen)));
    v128.store(uvalues + index, u);
  }
}

// @ts-ignore: decorator
@inline
function rankLanes(v: v128, base: v128, up: v128, zero: v128, top: v128): v128 {
  const k = f32x4.pmin(f32x4.pmax(f32x4.nearest(f32x4.mul(f32x4.sub(v, base), up)), zero), top);
  return i32x4.trunc_sat_f32x4_s(k);
}
