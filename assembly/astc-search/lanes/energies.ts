/**
 * How much of the ideal weights each frequency holds, along rows and along columns. A grid keeps a known share of every
 * frequency of an axis, so these say what it loses; the two axes are taken as if they were apart.
 */
import { LaneTables } from './lane-tables';

/** f32x4[11] each: energies along rows, along columns, in squared 1/64 steps times 2²⁸. */
export const ENERGIES_X: usize = memory.data(11 * 16, 16);
export const ENERGIES_Y: usize = memory.data(11 * 16, 16);

/** Forgets the energies. */
export function clearEnergies(): void {
  memory.fill(ENERGIES_X, 0, 11 * 16);
  memory.fill(ENERGIES_Y, 0, 11 * 16);
}

/**
 * Adds those of a plane.
 *
 * @param weights  i16x8 a pair, Q14
 * @param worth  squared range of each lane
 */
export function addEnergies(lanes: LaneTables, weights: usize, worth: v128): void {
  addRows(lanes, weights, worth);
  addColumns(lanes, weights, worth);
}

function addRows(lanes: LaneTables, weights: usize, worth: v128): void {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const end = weights + <usize>lanes.height * rowBytes;
  let cosines = lanes.cosinesXPtr;
  for (let frequency: i32 = 0; frequency < lanes.frequenciesX; frequency++) {
    let energy: v128;
    if (rowBytes == 32) energy = rowsOfTwo(weights, end, cosines);
    else if (rowBytes == 48) energy = rowsOfThree(weights, end, cosines);
    else energy = rowsOfMore(weights, end, rowBytes, cosines);
    cosines += rowBytes >> 2;
    const place = ENERGIES_X + ((<usize>frequency) << 4);
    v128.store(place, f32x4.add(v128.load(place), f32x4.mul(energy, worth)));
  }
}

/** Rows of two pairs, whose cosines stay at hand. */
// @ts-ignore: decorator
@inline
function rowsOfTwo(row: usize, end: usize, cosines: usize): v128 {
  const first = v128.load32_splat(cosines);
  const second = v128.load32_splat(cosines, 4);
  let energy = f32x4.splat(0);
  for (; row < end; row += 32) {
    const sum = i32x4.dot_i16x8_s(v128.load(row), first);
    energy = addSquare(energy, i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(row, 16), second)));
  }
  return energy;
}

// @ts-ignore: decorator
@inline
function rowsOfThree(row: usize, end: usize, cosines: usize): v128 {
  const first = v128.load32_splat(cosines);
  const second = v128.load32_splat(cosines, 4);
  const third = v128.load32_splat(cosines, 8);
  let energy = f32x4.splat(0);
  for (; row < end; row += 48) {
    const sum = i32x4.add(i32x4.dot_i16x8_s(v128.load(row), first), i32x4.dot_i16x8_s(v128.load(row, 16), second));
    energy = addSquare(energy, i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(row, 32), third)));
  }
  return energy;
}

/** Two rows at a time, so that a cosine is loaded once for both; of an odd height the last is alone. */
// @ts-ignore: decorator
@inline
function rowsOfMore(row: usize, end: usize, rowBytes: usize, cosines: usize): v128 {
  let energy = f32x4.splat(0);
  for (; row + rowBytes < end; row += 2 * rowBytes) {
    const next = row + rowBytes;
    let sum0 = i32x4.splat(0);
    let sum1 = sum0;
    for (let at: usize = 0; at < rowBytes; at += 16) {
      const cosine = v128.load32_splat(cosines + (at >> 2));
      sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(v128.load(row + at), cosine));
      sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(v128.load(next + at), cosine));
    }
    energy = addSquare(addSquare(energy, sum0), sum1);
  }
  if (row >= end) return energy;
  let sum = i32x4.splat(0);
  for (let at: usize = 0; at < rowBytes; at += 16) {
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(row + at), v128.load32_splat(cosines + (at >> 2))));
  }
  return addSquare(energy, sum);
}

/** Adds the square of an amplitude, which comes as a sum in Q28. */
// @ts-ignore: decorator
@inline
function addSquare(energy: v128, sum: v128): v128 {
  const amplitude = f32x4.convert_i32x4_s(i32x4.shr_s(sum, 14));
  return f32x4.add(energy, f32x4.mul(amplitude, amplitude));
}

/** Two or three columns of pairs at a time: every width is a sum of those. */
function addColumns(lanes: LaneTables, weights: usize, worth: v128): void {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const cosineBytes = (<usize>lanes.height) << 2;
  let cosines = lanes.cosinesYPtr;
  for (let frequency: i32 = 0; frequency < lanes.frequenciesY; frequency++) {
    const end = cosines + cosineBytes;
    let energy = f32x4.splat(0);
    let column: usize = 0;
    for (; rowBytes - column > 64 || rowBytes - column == 48; column += 48) {
      energy = addThree(energy, weights + column, rowBytes, cosines, end);
    }
    for (; column < rowBytes; column += 32) energy = addTwo(energy, weights + column, rowBytes, cosines, end);
    cosines = end;
    const place = ENERGIES_Y + ((<usize>frequency) << 4);
    v128.store(place, f32x4.add(v128.load(place), f32x4.mul(energy, worth)));
  }
}

/**
 * Adds a product in Q14. Partial sums may pass 2¹⁵ and come back: what remains without the mean is below 1.6 · 2¹⁴.
 */
// @ts-ignore: decorator
@inline
function addProduct(amplitude: v128, at: usize, cosine: v128): v128 {
  return i16x8.add(amplitude, i16x8.q15mulr_sat_s(v128.load(at), cosine));
}

// @ts-ignore: decorator
@inline
function addSquares(energy: v128, amplitude: v128): v128 {
  return f32x4.add(energy, f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(amplitude, amplitude)));
}

// @ts-ignore: decorator
@inline
function addTwo(energy: v128, at: usize, rowBytes: usize, cosines: usize, end: usize): v128 {
  let amplitude0 = i16x8.splat(0);
  let amplitude1 = amplitude0;
  for (; cosines < end; cosines += 4, at += rowBytes) {
    const cosine = v128.load32_splat(cosines);
    amplitude0 = addProduct(amplitude0, at, cosine);
    amplitude1 = addProduct(amplitude1, at + 16, cosine);
  }
  return addSquares(addSquares(energy, amplitude0), amplitude1);
}

// @ts-ignore: decorator
@inline
function addThree(energy: v128, at: usize, rowBytes: usize, cosines: usize, end: usize): v128 {
  let amplitude0 = i16x8.splat(0);
  let amplitude1 = amplitude0;
  let amplitude2 = amplitude0;
  for (; cosines < end; cosines += 4, at += rowBytes) {
    const cosine = v128.load32_splat(cosines);
    amplitude0 = addProduct(amplitude0, at, cosine);
    amplitude1 = addProduct(amplitude1, at + 16, cosine);
    amplitude2 = addProduct(amplitude2, at + 32, cosine);
  }
  return addSquares(addSquares(addSquares(energy, amplitude0), amplitude1), amplitude2);
}
