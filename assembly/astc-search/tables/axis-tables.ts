/**
 * Closed forms of one axis of a footprint: what a grid of m weights can represent of N texels. The infill of the
 * specification is bilinear and, but for rounding, separable, so two axes say all about a grid. Of a volume the third
 * axis is taken together with the second, see row-axis.ts.
 */
import { allocateTable } from '../../arena';

/** Bytes of one 12 x 12 matrix of f32: every matrix here has rows of 12, the largest axis. */
const MATRIX_BYTES: usize = 12 * 12 * 4;

/** Tables of an axis of N texels; a grid size m is found at index m − 2. Rows have 12 entries, or 36 for row axes. */
@unmanaged
export class AxisTables {
  size: i32;
  /** Bytes of a row of its matrices, and of a matrix of `fitPtr`. */
  rowBytes: usize;
  fitBytes: usize;
  /** f32[u][x]: orthonormal basis, a ramp and cosines; even and odd functions about the middle take turns. */
  dctPtr: usize;
  /** f32[u / 4][x][u % 4] of its first half, x up to the middle. */
  dctFoldedPtr: usize;
  /** f32[x][u]: the same transposed. */
  dctTransposedPtr: usize;
  /** f32[m − 2][u]: share of function u that m weights keep. */
  keptPtr: usize;
  /** f32[u][m − 2]: the same transposed. */
  keptTransposedPtr: usize;
  /** f32[m − 2][j][x]: least-squares weights from texels, one matrix a grid size. */
  fitPtr: usize;
  /** f32[m − 2][x][j]: the same transposed. */
  fitTransposedPtr: usize;
  /** f32[m − 2]: Σ of squared infill factors over the texels, N when m = N. */
  gainPtr: usize;
  /** f32[m − 2][j]: Σ over texels of the squared factors of weight j. */
  columnGainPtr: usize;
}

/** f64[12][12]: functions of the basis by their number. */
const BASIS: usize = memory.data(12 * 12 * 8, 16);
/** f64[12][12] each: infill factors, normal matrix (augmented with the right-hand side), solution. */
const INFILL: usize = memory.data(12 * 12 * 8, 16);
const NORMAL: usize = memory.data(12 * 24 * 8, 16);

// @ts-ignore: decorator
@inline
function at(matrix: usize, row: i32, column: i32): usize {
  return matrix + ((<usize>(row * 12 + column)) << 3);
}

// @ts-ignore: decorator
@inline
function normalAt(row: i32, column: i32): usize {
  return NORMAL + ((<usize>(row * 24 + column)) << 3);
}

/** Bytes from the start of a row-of-12 f32 matrix. */
// @ts-ignore: decorator
@inline
function cell(row: i32, column: i32): usize {
  return (<usize>(row * 12 + column)) << 2;
}

/** Builds the tables of an axis of `size` texels (3..12), with a ramp among its functions or cosines alone. */
export function buildAxisTables(size: i32, hasRamp: bool): AxisTables {
  const tables = changetype<AxisTables>(allocateTable(offsetof<AxisTables>()));
  tables.size = size;
  tables.rowBytes = 12 * 4;
  tables.fitBytes = MATRIX_BYTES;
  tables.dctPtr = allocateTable(MATRIX_BYTES);
  tables.dctTransposedPtr = allocateTable(MATRIX_BYTES);
  tables.dctFoldedPtr = allocateTable(MATRIX_BYTES);
  tables.keptPtr = allocateTable(MATRIX_BYTES);
  tables.keptTransposedPtr = allocateTable(MATRIX_BYTES);
  tables.fitPtr = allocateTable(MATRIX_BYTES * 11);
  tables.fitTransposedPtr = allocateTable(MATRIX_BYTES * 11);
  tables.gainPtr = allocateTable(12 * 4);
  tables.columnGainPtr = allocateTable(MATRIX_BYTES);
  buildDct(tables, hasRamp);
  for (let gridSize: i32 = 2; gridSize <= size; gridSize++) buildGridSize(tables, gridSize);
  return tables;
}

/**
 * A constant, a ramp, then cosines, each less what those before it say. Why the ramp: every grid holds it exactly, but
 * among cosines it takes all odd ones together, which a grid of few weights seems to lose one by one. +0.02 to 0.04 dB
 * over 47 pictures at the same time, 0.8 dB of smooth normals at 6x6 `thorough`. Volumes, whose weights are interpolated
 * over simplices, lose by it.
 */
function buildDct(tables: AxisTables, hasRamp: bool): void {
  const size = tables.size;
  for (let u: i32 = 0; u < size; u++) {
    const ramp = 1 - size;
    for (let x: i32 = 0; x < size; x++) {
      const value = hasRamp && u == 1 ? <f64>(2 * x + ramp) : Math.cos(((<f64>x + 0.5) * <f64>u * Math.PI) / <f64>size);
      store<f64>(at(BASIS, u, x), value);
    }
    orthogonalize(size, u);
    for (let x: i32 = 0; x < size; x++) {
      const value = <f32>load<f64>(at(BASIS, u, x));
      store<f32>(tables.dctPtr + cell(u, x), value);
      store<f32>(tables.dctTransposedPtr + cell(x, u), value);
    }
  }
  foldDct(tables);
}

/** Takes from function `u` what those of its kind before it say, even or odd, and makes it of length 1. */
function orthogonalize(size: i32, u: i32): void {
  for (let v = u & 1; v < u; v += 2) addMultiple(size, u, v, -productOf(size, u, v));
  addMultiple(size, u, u, 1 / Math.sqrt(productOf(size, u, u)) - 1);
}

/** Adds `factor` times function `v` to function `u`. */
function addMultiple(size: i32, u: i32, v: i32, factor: f64): void {
  for (let x: i32 = 0; x < size; x++) {
    store<f64>(at(BASIS, u, x), load<f64>(at(BASIS, u, x)) + factor * load<f64>(at(BASIS, v, x)));
  }
}

function productOf(size: i32, u: i32, v: i32): f64 {
  let sum: f64 = 0;
  for (let x: i32 = 0; x < size; x++) sum += load<f64>(at(BASIS, u, x)) * load<f64>(at(BASIS, v, x));
  return sum;
}

/** Fills `dctFoldedPtr` from `dctPtr`. */
export function foldDct(tables: AxisTables): void {
  const half = (tables.size + 1) >> 1;
  for (let u: i32 = 0; u < ((tables.size + 3) & ~3); u++) {
    const basis = tables.dctPtr + <usize>u * tables.rowBytes;
    for (let x: i32 = 0; x < half; x++) {
      const value: f32 = u < tables.size ? load<f32>(basis + ((<usize>x) << 2)) : 0;
      store<f32>(tables.dctFoldedPtr + ((<usize>(((u >> 2) * half + x) * 4 + (u & 3))) << 2), value);
    }
  }
}

/** Infill factors along the axis. Spec: KDFS 1.4, ASTC "Weight Infill". */
function fillInfill(size: i32, gridSize: i32): void {
  memory.fill(INFILL, 0, 12 * 12 * 8);
  const scale = (1024 + (size >> 1)) / (size - 1);
  for (let x: i32 = 0; x < size; x++) {
    const position = (scale * x * (gridSize - 1) + 32) >> 6;
    const fraction = <f64>(position & 15) / 16.0;
    const j = position >> 4;
    store<f64>(at(INFILL, x, j), load<f64>(at(INFILL, x, j)) + 1.0 - fraction);
    if (fraction > 0) store<f64>(at(INFILL, x, j + 1), load<f64>(at(INFILL, x, j + 1)) + fraction);
  }
}

/** Solves (BᵀB) L = Bᵀ by elimination; L ends up in the right half of NORMAL. */
function solveFit(size: i32, gridSize: i32): void {
  for (let j: i32 = 0; j < gridSize; j++) {
    for (let k: i32 = 0; k < gridSize; k++) {
      let sum: f64 = 0;
      for (let x: i32 = 0; x < size; x++) sum += load<f64>(at(INFILL, x, j)) * load<f64>(at(INFILL, x, k));
      store<f64>(normalAt(j, k), sum);
    }
    for (let x: i32 = 0; x < size; x++) store<f64>(normalAt(j, 12 + x), load<f64>(at(INFILL, x, j)));
  }
  for (let pivot: i32 = 0; pivot < gridSize; pivot++) {
    const inverse = 1.0 / load<f64>(normalAt(pivot, pivot));
    for (let k: i32 = 0; k < 24; k++) store<f64>(normalAt(pivot, k), load<f64>(normalAt(pivot, k)) * inverse);
    for (let row: i32 = 0; row < gridSize; row++) {
      if (row == pivot) continue;
      const factor = load<f64>(normalAt(row, pivot));
      for (let k: i32 = 0; k < 24; k++) {
        store<f64>(normalAt(row, k), load<f64>(normalAt(row, k)) - factor * load<f64>(normalAt(pivot, k)));
      }
    }
  }
}

function buildGridSize(tables: AxisTables, gridSize: i32): void {
  const size = tables.size;
  const index = gridSize - 2;
  fillInfill(size, gridSize);
  solveFit(size, gridSize);
  const fit = tables.fitPtr + <usize>index * MATRIX_BYTES;
  const fitTransposed = tables.fitTransposedPtr + <usize>index * MATRIX_BYTES;
  let gain: f64 = 0;
  for (let j: i32 = 0; j < gridSize; j++) {
    let columnGain: f64 = 0;
    for (let x: i32 = 0; x < size; x++) {
      const weight = <f32>load<f64>(normalAt(j, 12 + x));
      store<f32>(fit + cell(j, x), weight);
      store<f32>(fitTransposed + cell(x, j), weight);
      columnGain += load<f64>(at(INFILL, x, j)) * load<f64>(at(INFILL, x, j));
    }
    store<f32>(tables.columnGainPtr + cell(index, j), <f32>columnGain);
    gain += columnGain;
  }
  store<f32>(tables.gainPtr + ((<usize>index) << 2), <f32>gain);
  for (let u: i32 = 0; u < size; u++) {
    const kept = <f32>keptShare(tables, gridSize, u);
    store<f32>(tables.keptPtr + cell(index, u), kept);
    store<f32>(tables.keptTransposedPtr + cell(u, index), kept);
  }
}

/** cᵤᵀ B L cᵤ: how much of the energy of function u survives the projection on the grid. */
function keptShare(tables: AxisTables, gridSize: i32, u: i32): f64 {
  let share: f64 = 0;
  for (let j: i32 = 0; j < gridSize; j++) {
    let basis: f64 = 0;
    let fitted: f64 = 0;
    for (let x: i32 = 0; x < tables.size; x++) {
      const value = <f64>load<f32>(tables.dctPtr + cell(u, x));
      basis += value * load<f64>(at(INFILL, x, j));
      fitted += value * load<f64>(normalAt(j, 12 + x));
    }
    share += basis * fitted;
  }
  return min<f64>(1.0, max<f64>(0.0, share));
}
