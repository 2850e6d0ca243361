/** Twin of noise: what quantizing the ideal weights of all texels would cost at the coarse levels. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { MEASURED_LEVELS } from '../../../astc-search/lanes/noise';
import { weightLevel } from '../../../astc-search/lanes/weight-levels';
import { f32At, putF32 } from './group.ref';
import { missesRef } from './levels.ref';

/** f32[5]. */
export const NOISES_REF: usize = memory.data(20, 16);
const INVERSE_Q28: f32 = 1.0 / 268435456.0;

export function clearNoisesRef(): void {
  memory.fill(NOISES_REF, 0, 20);
}

/** Adds those of a plane of weights, empty slots too. */
export function addNoisesRef(lanes: LaneTables, weights: usize, worth: f32): void {
  const scale: f32 = worth * INVERSE_Q28;
  for (let level: i32 = 0; level < MEASURED_LEVELS; level++) {
    const noise: f32 = missesRef(weightLevel(level), weights, lanes.pairCount * 2) * scale;
    putF32(NOISES_REF, level, f32At(NOISES_REF, level) + noise);
  }
}
