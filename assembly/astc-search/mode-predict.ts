/**
 * The error every block mode would end with, in closed form, without quantizing or infilling anything: what the grid
 * cannot represent (a projection, through cosine spectra) + the noise of quantized weights + the rounding of endpoints.
 */
import { sumLanes } from '../simd/lanes';
import { AxisTables } from './axis-tables';
import { blockState } from './block-state';
import { IDEAL_WEIGHTS, LINE_ENERGY, PartitionFit, WEIGHT_PLANE, classState, partitionFitPtr } from './class-state';
import { COLOR_COST, predictColors } from './color-predict';
import { FootprintTables } from './footprint-tables';
import { GRID_SLOTS, MODE_QUAD_BYTES, ModeList, ModeQuad } from './mode-table';

/** f32[24] predicted errors, ascending, and u32[24] addresses of their {@link ModeEntry}. */
export const SHORTLIST_COST: usize = memory.data(100, 16);
export const SHORTLIST_MODE: usize = memory.data(100, 16);

/** f32[132]: projection error by grid slot. */
export const GRID_ERROR: usize = memory.data(132 * 4 + 48, 16);
/** f32[24]: weight noise per unit of grid gain, by level; second half for grids with a weight a texel. */
export const NOISE: usize = memory.data(24 * 4, 16);
/** f32[160] √energy · (weight − ½); f32[12][12] spectra. */
export const SIGNAL: usize = memory.data(640 + 64, 16);
export const COLUMNS: usize = memory.data(12 * 48, 16);
export const POWER: usize = memory.data(12 * 48, 16);
export const KEPT_ROW: usize = memory.data(48, 16);

const ROW: usize = 48;

/**
 * f32[12]: what remains of a level's noise after least squares and realignment, for 2 … 32 levels. Rounded
 * values of a regression of true on predicted errors, made outside this repository: not yet reproducible here. Every
 * footprint and class uses the same.
 */
export const NOISE_SHARE: usize = memory.data<f32>([
  0.18, 0.31, 0.42, 0.45, 0.45, 0.45, 0.55, 0.6, 0.65, 0.65, 0.9, 0.9,
]);
export const LEVEL_STEPS: usize = memory.data<f32>([1, 2, 3, 4, 5, 7, 9, 11, 15, 19, 23, 31]);

/**
 * Predicts every mode of the class at hand and keeps the best `keep` in the shortlist.
 *
 * @returns the number kept; predictions exclude the class's line error
 */
export function predictModes(tables: FootprintTables, keep: i32): i32 {
  const state = classState();
  const isDual = state.plane2Component >= 0;
  const list = isDual ? tables.dualModes : tables.singleModes;
  predictColors(list);
  clearGridErrors();
  clearNoise();
  addPlane(tables, 0);
  if (isDual) addPlane(tables, 1);
  return selectModes(tables, list, keep);
}

export function clearGridErrors(): void {
  memory.fill(GRID_ERROR, 0, GRID_SLOTS * 4 + 48);
}

export function clearNoise(): void {
  memory.fill(NOISE, 0, 96);
}

function addPlane(tables: FootprintTables, plane: usize): void {
  addNoise(plane);
  buildSignal(plane);
  addProjection(tables);
}

/** Weight noise by level: part of it as if weights were uniform in a step, most of it as measured on this block. */
export function addNoise(plane: usize): void {
  const weights = IDEAL_WEIGHTS + plane * WEIGHT_PLANE;
  const energies = LINE_ENERGY + plane * WEIGHT_PLANE;
  const end = (<usize>blockState().paddedCount4) << 2;
  const perTexel: f32 = 1 / <f32>blockState().texelCount;
  let energySum = f32x4.splat(0);
  for (let offset: usize = 0; offset < end; offset += 16)
    energySum = f32x4.add(energySum, v128.load(energies + offset));
  const meanEnergy = sumLanes(energySum) * perTexel;
  for (let level: usize = 0; level < 12; level++) {
    const steps = load<f32>(LEVEL_STEPS + (level << 2));
    const up = f32x4.splat(steps);
    const down = f32x4.splat(1 / steps);
    let sum = f32x4.splat(0);
    let offset: usize = 0;
    do {
      const weight = v128.load(weights + offset);
      const error = f32x4.sub(weight, f32x4.mul(f32x4.nearest(f32x4.mul(weight, up)), down));
      sum = f32x4.add(sum, f32x4.mul(f32x4.mul(error, error), v128.load(energies + offset)));
      offset += 16;
    } while (offset < end);
    const measured = sumLanes(sum) * perTexel;
    const share = load<f32>(NOISE_SHARE + (level << 2));
    const uniform = meanEnergy / (12 * steps * steps);
    const at = NOISE + (level << 2);
    store<f32>(at, load<f32>(at) + share * (0.15 * uniform + 0.85 * measured));
    // With a weight a texel nothing averages: a near-lossless block must not be charged for steps it does not make.
    store<f32>(at, load<f32>(at, 48) + share * measured, 48);
  }
}

/** √energy · (weight − ½), and in partitions of (nearly) one color what their neighbours suggest. */
export function buildSignal(plane: usize): void {
  const weights = IDEAL_WEIGHTS + plane * WEIGHT_PLANE;
  const energies = LINE_ENERGY + plane * WEIGHT_PLANE;
  const end = (<usize>blockState().paddedCount4) << 2;
  const half = f32x4.splat(0.5);
  for (let offset: usize = 0; offset < end; offset += 16) {
    const centred = f32x4.sub(v128.load(weights + offset), half);
    v128.store(SIGNAL + offset, f32x4.mul(centred, f32x4.sqrt(v128.load(energies + offset))));
  }
  if (classState().partitionCount > 1) fillFreeTexels();
}

/**
 * Where a partition has hardly any extent its weights are free, not ½: such texels take the mean of their neighbours,
 * or the projection would charge for a shape nobody needs.
 */
export function fillFreeTexels(): void {
  const state = classState();
  let highest: f32 = 0;
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    highest = max<f32>(highest, changetype<PartitionFit>(partitionFitPtr(partition)).energy);
  }
  const floor: f32 = 0.1 * highest;
  let isAnyFree = false;
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    if (changetype<PartitionFit>(partitionFitPtr(partition)).energy < floor) isAnyFree = true;
  }
  if (!isAnyFree) return;
  const block = blockState();
  for (let texel: usize = 0; texel < <usize>block.texelCount; texel++) {
    store<u8>(IS_FIXED + texel, load<f32>(LINE_ENERGY + (texel << 2)) >= floor ? 1 : 0);
  }
  for (let round: i32 = 0; round < 12; round++) {
    if (!spreadFixed(block.width, block.height)) break;
  }
}

/** u8[160]: texel has a value; 2 while it was set in this round. */
const IS_FIXED: usize = memory.data(160, 16);

/** A line shorter than two steps is a point: whatever its weights, the texels look the same. */
const POINT_ENERGY: f32 = 4;

/** Sums of the fixed neighbours of a texel: count, signal, weight. */
const NEIGHBOUR_SUMS: usize = memory.data(16, 16);

/** Adds a neighbour to NEIGHBOUR_SUMS if it has a value. */
// @ts-ignore: decorator
@inline
function addNeighbour(texel: i32): void {
  if (load<u8>(IS_FIXED + <usize>texel) != 1) return;
  const at = (<usize>texel) << 2;
  store<f32>(NEIGHBOUR_SUMS, load<f32>(NEIGHBOUR_SUMS) + 1);
  store<f32>(NEIGHBOUR_SUMS, load<f32>(NEIGHBOUR_SUMS, 4) + load<f32>(SIGNAL + at), 4);
  store<f32>(NEIGHBOUR_SUMS, load<f32>(NEIGHBOUR_SUMS, 8) + load<f32>(IDEAL_WEIGHTS + at), 8);
}

/**
 * One ring of free texels takes its signal from fixed neighbours; false when there was none. Texels of a point take
 * the ideal weight as well, so that the grid fit is not pulled towards weights nobody needs.
 */
function spreadFixed(width: i32, height: i32): bool {
  let isChanged = false;
  for (let y: i32 = 0; y < height; y++) {
    for (let x: i32 = 0; x < width; x++) {
      const texel = y * width + x;
      if (load<u8>(IS_FIXED + <usize>texel) != 0) continue;
      store<u64>(NEIGHBOUR_SUMS, 0);
      store<u64>(NEIGHBOUR_SUMS, 0, 8);
      if (x > 0) addNeighbour(texel - 1);
      if (x + 1 < width) addNeighbour(texel + 1);
      if (y > 0) addNeighbour(texel - width);
      if (y + 1 < height) addNeighbour(texel + width);
      const count = load<f32>(NEIGHBOUR_SUMS);
      if (count == 0) continue;
      const at = (<usize>texel) << 2;
      store<f32>(SIGNAL + at, load<f32>(NEIGHBOUR_SUMS, 4) / count);
      if (load<f32>(LINE_ENERGY + at) < POINT_ENERGY) {
        store<f32>(IDEAL_WEIGHTS + at, load<f32>(NEIGHBOUR_SUMS, 8) / count);
      }
      store<u8>(IS_FIXED + <usize>texel, 2);
      isChanged = true;
    }
  }
  for (let texel: usize = 0; texel < <usize>(width * height); texel++) {
    if (load<u8>(IS_FIXED + texel) == 2) store<u8>(IS_FIXED + texel, 1);
  }
  return isChanged;
}

/** Adds total energy − Σ kept share · spectral power of SIGNAL for every grid. */
export function addProjection(tables: FootprintTables): void {
  const vectors = <usize>blockState().rowVectors;
  transformColumns(tables.axisY, vectors, tables.width);
  const total = transformRows(tables.axisX, vectors, tables.height);
  for (let gridHeight: i32 = 2; gridHeight <= tables.height; gridHeight++) {
    keepRows(tables.axisY, gridHeight, vectors);
    const lost = GRID_ERROR + <usize>(gridHeight - 2) * ROW;
    for (let column: usize = 0; column < vectors << 4; column += 16) {
      let kept = f32x4.splat(0);
      let u: usize = 0;
      const shares = tables.axisX.keptTransposedPtr + column;
      do {
        kept = f32x4.add(kept, f32x4.mul(f32x4.splat(load<f32>(KEPT_ROW + (u << 2))), v128.load(shares + u * ROW)));
        u++;
      } while (u < <usize>tables.width);
      const error = f32x4.pmax(f32x4.sub(f32x4.splat(total), kept), f32x4.splat(0));
      v128.store(lost + column, f32x4.add(v128.load(lost + column), error));
    }
  }
}

/** COLUMNS[v] = Σ_y cos(v, y) · SIGNAL[y]. */
export function transformColumns(axis: AxisTables, vectors: usize, width: i32): void {
  const size = <usize>axis.size;
  for (let v: usize = 0; v < size; v++) {
    for (let column: usize = 0; column < vectors << 4; column += 16) {
      let sum = f32x4.splat(0);
      let y: usize = 0;
      let source = SIGNAL + column;
      const basis = axis.dctPtr + v * ROW;
      do {
        sum = f32x4.add(sum, f32x4.mul(f32x4.splat(load<f32>(basis + (y << 2))), v128.load(source)));
        source += (<usize>width) << 2;
        y++;
      } while (y < size);
      v128.store(COLUMNS + v * ROW + column, sum);
    }
  }
}

/** POWER[v][u] = (Σ_x COLUMNS[v][x] · cos(u, x))²; returns their sum. */
export function transformRows(axis: AxisTables, vectors: usize, height: i32): f32 {
  const size = <usize>axis.size;
  let total = f32x4.splat(0);
  for (let v: usize = 0; v < <usize>height; v++) {
    for (let column: usize = 0; column < vectors << 4; column += 16) {
      let sum = f32x4.splat(0);
      let x: usize = 0;
      const row = COLUMNS + v * ROW;
      const basis = axis.dctTransposedPtr + column;
      do {
        sum = f32x4.add(sum, f32x4.mul(f32x4.splat(load<f32>(row + (x << 2))), v128.load(basis + x * ROW)));
        x++;
      } while (x < size);
      const power = f32x4.mul(sum, sum);
      v128.store(POWER + v * ROW + column, power);
      total = f32x4.add(total, power);
    }
  }
  return sumLanes(total);
}

/** KEPT_ROW[u] = Σ_v share(gridHeight, v) · POWER[v][u]. */
export function keepRows(axis: AxisTables, gridHeight: i32, vectors: usize): void {
  const shares = axis.keptPtr + <usize>(gridHeight - 2) * ROW;
  for (let column: usize = 0; column < vectors << 4; column += 16) {
    let sum = f32x4.splat(0);
    let v: usize = 0;
    do {
      sum = f32x4.add(sum, f32x4.mul(f32x4.splat(load<f32>(shares + (v << 2))), v128.load(POWER + v * ROW + column)));
      v++;
    } while (v < <usize>axis.size);
    v128.store(KEPT_ROW + column, sum);
  }
}

/** Scores the list of the class, four levels of a grid at a time, and keeps the best. */
export function selectModes(tables: FootprintTables, list: ModeList, keep: i32): i32 {
  const end = list.quadsPtr + <usize>list.quadCount * MODE_QUAD_BYTES;
  let kept: i32 = 0;
  let limit: f32 = 1e29;
  for (let at = list.quadsPtr; at < end; at += MODE_QUAD_BYTES) {
    const quad = changetype<ModeQuad>(at);
    const slot = (<usize>quad.grid) << 2;
    const projection = load<f32>(GRID_ERROR + slot);
    if (projection >= limit) continue;
    const gain = f32x4.splat(load<f32>(tables.gridGainPtr + slot));
    let color = v128.load32_zero(COLOR_COST + <usize>quad.bits0);
    color = v128.load32_lane(COLOR_COST + <usize>quad.bits1, color, 1);
    color = v128.load32_lane(COLOR_COST + <usize>quad.bits2, color, 2);
    color = v128.load32_lane(COLOR_COST + <usize>quad.bits3, color, 3);
    const noise = f32x4.mul(gain, v128.load(NOISE + <usize>quad.noise));
    const cost = f32x4.add(f32x4.add(f32x4.splat(projection), noise), color);
    let better = i32x4.bitmask(f32x4.lt(cost, f32x4.splat(limit)));
    if (better == 0) continue;
    v128.store(QUAD_COST, cost);
    while (better != 0) {
      const lane = (<usize>ctz<i32>(better)) << 2;
      better &= better - 1;
      const laneCost = load<f32>(QUAD_COST + lane);
      if (laneCost >= limit) continue;
      insertMode(kept, keep, laneCost, load<u32>(at + lane, offsetof<ModeQuad>('mode0')));
      if (kept < keep) kept++;
      if (kept == keep) limit = load<f32>(SHORTLIST_COST + ((<usize>(keep - 1)) << 2));
    }
  }
  return kept;
}

export const QUAD_COST: usize = memory.data(16, 16);

/** Puts a mode into the ascending shortlist of `kept` entries, at most `keep`. */
// @ts-ignore: decorator
@inline
function insertMode(kept: i32, keep: i32, cost: f32, mode: u32): void {
  let place = min(kept, keep - 1);
  while (place > 0 && load<f32>(SHORTLIST_COST + ((<usize>(place - 1)) << 2)) > cost) {
    const from = (<usize>(place - 1)) << 2;
    store<f32>(SHORTLIST_COST + from, load<f32>(SHORTLIST_COST + from), 4);
    store<u32>(SHORTLIST_MODE + from, load<u32>(SHORTLIST_MODE + from), 4);
    place--;
  }
  store<f32>(SHORTLIST_COST + ((<usize>place) << 2), cost);
  store<u32>(SHORTLIST_MODE + ((<usize>place) << 2), mode);
}
