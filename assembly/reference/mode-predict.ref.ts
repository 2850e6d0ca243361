/** Twins of mode-predict: noise, projections and the shortlist. */
import { AxisTables } from '../astc-search/axis-tables';
import { blockState } from '../astc-search/block-state';
import { IDEAL_WEIGHTS, LINE_ENERGY, WEIGHT_PLANE, classState } from '../astc-search/class-state';
import { COLOR_COST } from '../astc-search/color-predict';
import { FootprintTables } from '../astc-search/footprint-tables';
import {
  COLUMNS,
  GRID_ERROR,
  KEPT_ROW,
  LEVEL_STEPS,
  NOISE,
  NOISE_SHARE,
  POWER,
  QUAD_COST,
  SHORTLIST_COST,
  SHORTLIST_MODE,
  SIGNAL,
  fillFreeTexels,
} from '../astc-search/mode-predict';
import { MODE_QUAD_BYTES, ModeList, ModeQuad } from '../astc-search/mode-table';
import { pseudoMax, sumLanesRef, texelAt } from './lanes.ref';

/** Entries of a row of the matrices here. */
const ROW: usize = 12;

function sumEnergies(energies: usize): f32 {
  let lane0: f32 = 0;
  let lane1: f32 = 0;
  let lane2: f32 = 0;
  let lane3: f32 = 0;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel += 4) {
    lane0 += texelAt(energies, texel);
    lane1 += texelAt(energies, texel + 1);
    lane2 += texelAt(energies, texel + 2);
    lane3 += texelAt(energies, texel + 3);
  }
  return sumLanesRef(lane0, lane1, lane2, lane3);
}

/** Energy · (miss of the nearest of `steps` + 1 levels)². */
function noiseTerm(plane: usize, texel: usize, steps: f32): f32 {
  const weight = texelAt(IDEAL_WEIGHTS + plane * WEIGHT_PLANE, texel);
  const down: f32 = 1 / steps;
  const error = weight - nearest<f32>(weight * steps) * down;
  return error * error * texelAt(LINE_ENERGY + plane * WEIGHT_PLANE, texel);
}

export function addNoiseRef(plane: usize): void {
  const perTexel: f32 = 1 / <f32>blockState().texelCount;
  const meanEnergy = sumEnergies(LINE_ENERGY + plane * WEIGHT_PLANE) * perTexel;
  for (let level: usize = 0; level < 12; level++) {
    const steps = texelAt(LEVEL_STEPS, level);
    let lane0: f32 = 0;
    let lane1: f32 = 0;
    let lane2: f32 = 0;
    let lane3: f32 = 0;
    for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel += 4) {
      lane0 += noiseTerm(plane, texel, steps);
      lane1 += noiseTerm(plane, texel + 1, steps);
      lane2 += noiseTerm(plane, texel + 2, steps);
      lane3 += noiseTerm(plane, texel + 3, steps);
    }
    const measured = sumLanesRef(lane0, lane1, lane2, lane3) * perTexel;
    const share = texelAt(NOISE_SHARE, level);
    const uniform = meanEnergy / (12 * steps * steps);
    const at = NOISE + (level << 2);
    store<f32>(at, load<f32>(at) + share * (0.15 * uniform + 0.85 * measured));
    store<f32>(at + 48, load<f32>(at + 48) + share * measured);
  }
}

export function buildSignalRef(plane: usize): void {
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
    const energy = texelAt(LINE_ENERGY + plane * WEIGHT_PLANE, texel);
    const weight = texelAt(IDEAL_WEIGHTS + plane * WEIGHT_PLANE, texel);
    store<f32>(SIGNAL + (texel << 2), (weight - 0.5) * sqrt<f32>(energy));
  }
  if (classState().partitionCount > 1) fillFreeTexels();
}

export function transformColumnsRef(axis: AxisTables, vectors: usize, width: i32): void {
  for (let v: usize = 0; v < <usize>axis.size; v++) {
    for (let column: usize = 0; column < vectors * 4; column++) {
      let sum: f32 = 0;
      for (let y: usize = 0; y < <usize>axis.size; y++) {
        sum += texelAt(axis.dctPtr, v * ROW + y) * texelAt(SIGNAL, y * <usize>width + column);
      }
      store<f32>(COLUMNS + ((v * ROW + column) << 2), sum);
    }
  }
}

/** Σ of one lane of POWER, row after row. */
function sumPower(vectors: usize, height: usize, lane: usize): f32 {
  let sum: f32 = 0;
  for (let v: usize = 0; v < height; v++) {
    for (let column = lane; column < vectors * 4; column += 4) sum += texelAt(POWER, v * ROW + column);
  }
  return sum;
}

export function transformRowsRef(axis: AxisTables, vectors: usize, height: i32): f32 {
  const rows = <usize>height;
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

export function keepRowsRef(axis: AxisTables, gridHeight: i32, vectors: usize): void {
  const shares = axis.keptPtr + ((<usize>(gridHeight - 2) * ROW) << 2);
  for (let column: usize = 0; column < vectors * 4; column++) {
    let sum: f32 = 0;
    for (let v: usize = 0; v < <usize>axis.size; v++) sum += texelAt(shares, v) * texelAt(POWER, v * ROW + column);
    store<f32>(KEPT_ROW + (column << 2), sum);
  }
}

export function addProjectionRef(tables: FootprintTables): void {
  const vectors = <usize>blockState().rowVectors;
  transformColumnsRef(tables.axisY, vectors, tables.width);
  const total = transformRowsRef(tables.axisX, vectors, tables.height);
  for (let gridHeight: i32 = 2; gridHeight <= tables.height; gridHeight++) {
    keepRowsRef(tables.axisY, gridHeight, vectors);
    for (let column: usize = 0; column < vectors * 4; column++) {
      let kept: f32 = 0;
      for (let u: usize = 0; u < <usize>tables.width; u++) {
        kept += texelAt(KEPT_ROW, u) * texelAt(tables.axisX.keptTransposedPtr, u * ROW + column);
      }
      const slot = <usize>(gridHeight - 2) * ROW + column;
      store<f32>(GRID_ERROR + (slot << 2), texelAt(GRID_ERROR, slot) + pseudoMax(total - kept, 0));
    }
  }
}

/** Puts a mode in its place in the ascending shortlist and drops what falls off the end; returns the new length. */
function shortlist(kept: i32, keep: i32, cost: f32, mode: u32): i32 {
  let place = kept;
  while (place > 0 && texelAt(SHORTLIST_COST, <usize>(place - 1)) > cost) place--;
  for (let index = min(kept, keep - 1); index > place; index--) {
    const to = (<usize>index) << 2;
    store<f32>(SHORTLIST_COST + to, load<f32>(SHORTLIST_COST + to - 4));
    store<u32>(SHORTLIST_MODE + to, load<u32>(SHORTLIST_MODE + to - 4));
  }
  store<f32>(SHORTLIST_COST + ((<usize>place) << 2), cost);
  store<u32>(SHORTLIST_MODE + ((<usize>place) << 2), mode);
  return min(kept + 1, keep);
}

export function selectModesRef(tables: FootprintTables, list: ModeList, keep: i32): i32 {
  let kept: i32 = 0;
  let limit: f32 = 1e29;
  for (let index: i32 = 0; index < list.quadCount; index++) {
    const at = list.quadsPtr + <usize>index * MODE_QUAD_BYTES;
    const quad = changetype<ModeQuad>(at);
    const projection = texelAt(GRID_ERROR, <usize>quad.grid);
    if (projection >= limit) continue;
    const gain = texelAt(tables.gridGainPtr, <usize>quad.grid);
    const limitBefore = limit;
    let lowest: f32 = Infinity;
    for (let lane: usize = 0; lane < 4; lane++) {
      const bits = <usize>load<u32>(at + (lane << 2) + offsetof<ModeQuad>('bits0'));
      const cost = projection + gain * texelAt(NOISE + <usize>quad.noise, lane) + load<f32>(COLOR_COST + bits);
      lowest = min<f32>(lowest, cost);
      if (cost >= limit) continue;
      kept = shortlist(kept, keep, cost, load<u32>(at + (lane << 2) + offsetof<ModeQuad>('mode0')));
      if (kept == keep) limit = texelAt(SHORTLIST_COST, <usize>(keep - 1));
    }
    if (lowest < limitBefore) storeQuadCosts(projection, gain, quad);
  }
  return kept;
}

/** The scratch of a quad with a mode below the limit. */
function storeQuadCosts(projection: f32, gain: f32, quad: ModeQuad): void {
  const bits = changetype<usize>(quad) + offsetof<ModeQuad>('bits0');
  for (let lane: usize = 0; lane < 4; lane++) {
    const color = load<f32>(COLOR_COST + <usize>load<u32>(bits + (lane << 2)));
    store<f32>(QUAD_COST + (lane << 2), projection + gain * texelAt(NOISE + <usize>quad.noise, lane) + color);
  }
}
