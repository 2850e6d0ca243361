/** Twin of energies: how much of the ideal weights each frequency holds. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { mulRoundQ15, wrap16 } from '../../lanes.ref';
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
    let sum: i64 = 0;
    for (let x: i32 = 0; x < rowSlots; x++) {
      sum += i16At(weights, y * rowSlots + x) * i16At(lanes.cosinesXPtr, frequency * rowSlots + x);
    }
    const amplitude = <f32>(sum >> 14);
    const squared: f32 = amplitude * amplitude;
    energy = energy + squared;
  }
  return energy;
}

function energyOfColumns(lanes: LaneTables, weights: usize, frequency: i32): f32 {
  let energy: f32 = 0;
  for (let x: i32 = 0; x < lanes.rowPairs * 2; x += 2) {
    const first: i64 = amplitudeOfColumn(lanes, weights, frequency, x);
    const second: i64 = amplitudeOfColumn(lanes, weights, frequency, x + 1);
    energy = energy + <f32>(first * first + second * second);
  }
  return energy;
}

function amplitudeOfColumn(lanes: LaneTables, weights: usize, frequency: i32, x: i32): i32 {
  let sum: i32 = 0;
  for (let y: i32 = 0; y < lanes.height; y++) {
    const cosine = i16At(lanes.cosinesYPtr, 2 * (frequency * lanes.height + y));
    sum += mulRoundQ15(i16At(weights, y * lanes.rowPairs * 2 + x), cosine);
  }
  return wrap16(sum);
}
