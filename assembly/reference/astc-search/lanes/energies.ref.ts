/** Twin of energies: how much of the ideal weights each frequency holds. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { f32At, i16At, putF32 } from './group.ref';

/** f32[11] each: along rows, along columns. */
export const ENERGIES_X: usize = memory.data(44, 16);
export const ENERGIES_Y: usize = memory.data(44, 16);

export function clearEnergiesRef(): void {
  memory.fill(ENERGIES_X, 0, 44);
  memory.fill(ENERGIES_Y, 0, 44);
}

/** Adds those of a plane of weights, `worth` its squared range. */
export function addEnergiesRef(lanes: LaneTables, weights: usize, worth: f32): void {
  for (let frequency: i32 = 0; frequency < lanes.frequenciesX; frequency++) {
    const energy: f32 = energyOfRows(lanes, weights, frequency) * worth;
    putF32(ENERGIES_X, frequency, f32At(ENERGIES_X, frequency) + energy);
  }
  for (let frequency: i32 = 0; frequency < lanes.frequenciesY; frequency++) {
    const energy: f32 = energyOfColumns(lanes, weights, frequency) * worth;
    putF32(ENERGIES_Y, frequency, f32At(ENERGIES_Y, frequency) + energy);
  }
}

function energyOfRows(lanes: LaneTables, weights: usize, frequency: i32): f32 {
  const rowSlots = lanes.rowPairs * 2;
  let energy: f32 = 0;
  for (let y: i32 = 0; y < lanes.height; y++) {
    const cosines = lanes.cosinesXPtr + ((<usize>(frequency * lanes.foldedX)) << 2);
    energy = energy + energyOfLine(weights, y * rowSlots, 1, lanes.frequenciesX + 1, frequency, cosines);
  }
  return energy;
}

function energyOfColumns(lanes: LaneTables, weights: usize, frequency: i32): f32 {
  const rowSlots = lanes.rowPairs * 2;
  let energy: f32 = 0;
  for (let x: i32 = 0; x <= lanes.frequenciesX; x++) {
    const cosines = lanes.cosinesYPtr + ((<usize>(frequency * lanes.foldedY)) << 2);
    energy = energy + energyOfLine(weights, x, rowSlots, lanes.height, frequency, cosines);
  }
  return energy;
}

/** Of `size` weights, the first at `first`: folded at the middle, as functions there are odd or even in turns. */
function energyOfLine(weights: usize, first: i32, step: i32, size: i32, frequency: i32, cosines: usize): f32 {
  let sum: i64 = 0;
  for (let place: i32 = 0; 2 * place < size; place++) {
    const ahead: i64 = i16At(weights, first + place * step);
    const behind: i64 = i16At(weights, first + (size - 1 - place) * step);
    const folded = (frequency & 1) == 0 ? ahead - behind : ahead + behind - 16384;
    sum += folded * i16At(cosines, place);
  }
  const amplitude = <f32>(sum >> 14);
  return amplitude * amplitude;
}
