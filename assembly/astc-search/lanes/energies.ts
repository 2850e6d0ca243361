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
    let energy = f32x4.splat(0);
    for (let row = weights; row < end; row += rowBytes) {
      let sum = i32x4.dot_i16x8_s(v128.load(row), v128.load32_splat(cosines));
      for (let at: usize = 16; at < rowBytes; at += 16) {
        sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(row + at), v128.load32_splat(cosines + (at >> 2))));
      }
      const amplitude = f32x4.convert_i32x4_s(i32x4.shr_s(sum, 14));
      energy = f32x4.add(energy, f32x4.mul(amplitude, amplitude));
    }
    cosines += rowBytes >> 2;
    const place = ENERGIES_X + ((<usize>frequency) << 4);
    v128.store(place, f32x4.add(v128.load(place), f32x4.mul(energy, worth)));
  }
}

function addColumns(lanes: LaneTables, weights: usize, worth: v128): void {
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const cosineBytes = (<usize>lanes.height) << 2;
  let cosines = lanes.cosinesYPtr;
  for (let frequency: i32 = 0; frequency < lanes.frequenciesY; frequency++) {
    let energy = f32x4.splat(0);
    for (let column: usize = 0; column < rowBytes; column += 16) {
      let amplitude = i16x8.splat(0);
      let at = weights + column;
      for (let row: usize = 0; row < cosineBytes; row += 4, at += rowBytes) {
        // Partial sums may pass 2¹⁵ and come back: what remains without the mean is below 1.6 · 2¹⁴.
        amplitude = i16x8.add(amplitude, i16x8.q15mulr_sat_s(v128.load(at), v128.load32_splat(cosines + row)));
      }
      energy = f32x4.add(energy, f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(amplitude, amplitude)));
    }
    cosines += cosineBytes;
    const place = ENERGIES_Y + ((<usize>frequency) << 4);
    v128.store(place, f32x4.add(v128.load(place), f32x4.mul(energy, worth)));
  }
}
