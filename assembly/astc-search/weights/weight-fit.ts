/** Texel weights → grid weights: least squares onto the grid, the best of four ranges, nearest level. */
import { LEVEL_COUNTS, QUANT_10, WEIGHT_RANK_UVALUE } from '../../astc/quant';
import { copyVectors } from '../../simd/copy';
import { maxLanes, minLanes, sumFourLanes, sumLanes } from '../../simd/lanes';
import { One, Three, Two, sumRows } from '../../simd/rows';
import { blockState } from '../block/block-state';
import { IDEAL_WEIGHTS, WEIGHT_PLANE } from '../lines/class-state';
import { FootprintTables } from '../tables/footprint-tables';
import { GridTables } from '../tables/grid-tables';
import { GRID_IDEAL, GRID_IDEAL_PLANE, GRID_PLANE, GRID_RANKS, GRID_UVALUES } from '../candidate/trial-state';

const MATRIX_BYTES: usize = 12 * 12 * 4;
const ROW: usize = 48;

/** f32[32][12]: rows of the grid over columns of texels. */
export const HALF_DECIMATED: usize = memory.data(32 * 48 + 16, 16);

/** Least-squares grid weights of a plane's ideal texel weights, clipped to 0..1, to GRID_IDEAL. */
export function decimateWeights(tables: FootprintTables, grid: GridTables, plane: usize): void {
  const source = IDEAL_WEIGHTS + plane * WEIGHT_PLANE;
  const target = GRID_IDEAL + plane * GRID_IDEAL_PLANE;
  if (grid.isDirect) {
    // Ideal weights are 0..1 as they are.
    copyVectors(target, source, (<usize>blockState().paddedCount4) << 2);
    return;
  }
  const vectors = blockState().rowVectors;
  if (vectors == 1) decimateColumns<One>(tables, grid, source);
  else if (vectors == 2) decimateColumns<Two>(tables, grid, source);
  else decimateColumns<Three>(tables, grid, source);
  const gridVectors = (grid.gridWidth + 3) >> 2;
  if (gridVectors == 1) decimateRows<One>(tables, grid, target);
  else if (gridVectors == 2) decimateRows<Two>(tables, grid, target);
  else decimateRows<Three>(tables, grid, target);
}

/** HALF_DECIMATED[j] = Σ_y fit(j, y) · texel row y. */
export function decimateColumns<T>(tables: FootprintTables, grid: GridTables, source: usize): void {
  const size = <usize>tables.rowCount;
  const stride = (<usize>tables.width) << 2;
  const step = grid.rowFitBytes;
  let fit = grid.rowFitPtr;
  const end = HALF_DECIMATED + <usize>grid.rowCount * ROW;
  for (let out = HALF_DECIMATED; out < end; out += ROW, fit += step) sumRows<T>(out, source, stride, fit, size);
}

/** Target row j = Σ_x HALF_DECIMATED[j][x] · fit(·, x), clipped. */
export function decimateRows<T>(tables: FootprintTables, grid: GridTables, target: usize): void {
  const width = <usize>tables.width;
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const fit = tables.axisX.fitTransposedPtr + <usize>(grid.gridWidth - 2) * MATRIX_BYTES;
  const end = HALF_DECIMATED + <usize>grid.rowCount * ROW;
  const step = (<usize>grid.gridWidth) << 2;
  // The next row's store overwrites the lanes past this one's end.
  for (let row = HALF_DECIMATED; row < end; row += ROW, target += step) {
    sumRows<T>(target, fit, ROW, row, width);
    v128.store(target, f32x4.pmin(f32x4.pmax(v128.load(target), zero), one));
    if (idof<T>() != idof<One>()) v128.store(target, f32x4.pmin(f32x4.pmax(v128.load(target, 16), zero), one), 16);
    if (idof<T>() == idof<Three>()) v128.store(target, f32x4.pmin(f32x4.pmax(v128.load(target, 32), zero), one), 32);
  }
}

/** f32[2]: what {@link regressRange} found. */
export const RANGE: usize = memory.data(16, 16);

/** f32[2]: the range that {@link quantizeWeights} chose last. */
export const WEIGHT_RANGE: usize = memory.data(16, 16);

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
  const ranks = sumFourLanes(sk, skk, skv, error);
  const g = sumLanes(sg);
  const v1 = sumLanes(sv);
  const k1 = f32x4.extract_lane(ranks, 0);
  const k2 = f32x4.extract_lane(ranks, 1);
  const kv = f32x4.extract_lane(ranks, 2);
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
  return f32x4.extract_lane(ranks, 3);
}

/** Σ gain · (v − nearest level)² of three ranges: low0..high0, low1..high1, 0..1, a lane each. */
// @ts-ignore: decorator
@inline
function rangeErrors(
  values: usize,
  gains: usize,
  bytes: usize,
  steps: f32,
  low0: f32,
  high0: f32,
  low1: f32,
  high1: f32,
): v128 {
  const base0 = f32x4.splat(low0);
  const base1 = f32x4.splat(low1);
  const up0 = f32x4.splat(stepsUp(high0 - low0, steps));
  const up1 = f32x4.splat(stepsUp(high1 - low1, steps));
  const down0 = f32x4.splat((high0 - low0) / steps);
  const down1 = f32x4.splat((high1 - low1) / steps);
  const unitDown = f32x4.splat(1 / steps);
  const top = f32x4.splat(steps);
  let error0 = f32x4.splat(0);
  let error1 = error0;
  let error2 = error0;
  let offset: usize = 0;
  do {
    const v = v128.load(values + offset);
    const gain = v128.load(gains + offset);
    const miss0 = rangeMiss(f32x4.sub(v, base0), up0, down0, top);
    const miss1 = rangeMiss(f32x4.sub(v, base1), up1, down1, top);
    const miss2 = rangeMiss(v, top, unitDown, top);
    error0 = f32x4.add(error0, f32x4.mul(gain, f32x4.mul(miss0, miss0)));
    error1 = f32x4.add(error1, f32x4.mul(gain, f32x4.mul(miss1, miss1)));
    error2 = f32x4.add(error2, f32x4.mul(gain, f32x4.mul(miss2, miss2)));
    offset += 16;
  } while (offset < bytes);
  return sumFourLanes(error0, error1, error2, error2);
}

/** Levels a unit of weight, 0 in a range without extent. */
// @ts-ignore: decorator
@inline
function stepsUp(span: f32, steps: f32): f32 {
  return span > 1e-5 ? steps / span : 0;
}

/** Distance of weights above a range's start from the nearest level. */
// @ts-ignore: decorator
@inline
function rangeMiss(above: v128, up: v128, down: v128, top: v128): v128 {
  const nearest = f32x4.nearest(f32x4.mul(above, up));
  const k = f32x4.pmin(f32x4.pmax(nearest, f32x4.splat(0)), top);
  return f32x4.sub(above, f32x4.mul(k, down));
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
    const best = regressRange(values, gains, bytes, lowest, highest, steps);
    const fittedLow = load<f32>(RANGE);
    const fittedHigh = load<f32>(RANGE, 4);
    const inset = (highest - lowest) / (2 * (steps + 1));
    regressRange(values, gains, bytes, lowest + inset, highest - inset, steps);
    const insetLow = load<f32>(RANGE);
    const insetHigh = load<f32>(RANGE, 4);
    const errors = rangeErrors(values, gains, bytes, steps, fittedLow, fittedHigh, insetLow, insetHigh);
    let least = best;
    if (f32x4.extract_lane(errors, 0) < least) {
      least = f32x4.extract_lane(errors, 0);
      bestLow = fittedLow;
      bestHigh = fittedHigh;
    }
    if (f32x4.extract_lane(errors, 1) < least) {
      least = f32x4.extract_lane(errors, 1);
      bestLow = insetLow;
      bestHigh = insetHigh;
    }
    if (f32x4.extract_lane(errors, 2) < least) {
      bestLow = 0;
      bestHigh = 1;
    }
  }
  store<f32>(WEIGHT_RANGE, bestLow);
  store<f32>(WEIGHT_RANGE, bestHigh, 4);
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
