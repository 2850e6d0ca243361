/** Twin of noise: what quantizing the ideal weights of all texels would cost at the coarse levels. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { measuredLevels, measuredRowStep } from '../../../astc-search/lanes/noise';
import { weightLevel } from '../../../astc-search/lanes/weight-levels';
import { f32At, putF32 } from './group.ref';
import { missesRef } from './levels.ref';

/** f32[5]. */
export const NOISES_REF: usize = memory.data(20, 16);
const INVERSE_Q28: f32 = 1.0 / 268435456.0;

export function clearNoisesRef(): void {
  memory.fill(NOISES_REF, 0, 20);
}

/** Weights of the rows that are measured. */
const MEASURED: usize = memory.data(288, 16);

/** Adds those of a plane of weights, empty slots too. */
export function addNoisesRef(lanes: LaneTables, weights: usize, worth: f32): void {
  const step = measuredRowStep(lanes.texelCount);
  const rowSlots = lanes.rowPairs * 2;
  const rowBytes = (<usize>rowSlots) << 1;
  let rows: i32 = 0;
  for (let y: i32 = 0; y < lanes.height; y += step, rows++) {
    memory.copy(MEASURED + <usize>rows * rowBytes, weights + <usize>y * rowBytes, rowBytes);
  }
  const all: f32 = <f32>lanes.height / <f32>rows;
  const share: f32 = all * INVERSE_Q28;
  const scale: f32 = worth * share;
  for (let level: i32 = 0; level < measuredLevels(lanes.texelCount); level++) {
    const noise: f32 = missesRef(weightLevel(level), MEASURED, rows * rowSlots) * scale;
    putF32(NOISES_REF, level, f32At(NOISES_REF, level) + noise);
  }
}
