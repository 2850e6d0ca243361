/** Twin of one-short: what grids lose that are one weight short along an axis. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { i16At } from './group.ref';

/** The least of both axes, of weights, `worth` their squared range. */
export function leastLossRef(lanes: LaneTables, weights: usize, worth: f32): f32 {
  const width = lanes.frequenciesX + 1;
  let rows: i32 = 0;
  for (let y: i32 = 0; y < lanes.height; y++) {
    let share: i32 = 0;
    for (let x: i32 = 0; x < width; x++) share += i16At(weights, slotOf(lanes, x, y)) * i16At(lanes.missedXPtr, x);
    rows += (share >> 15) * (share >> 15);
  }
  let columns: i32 = 0;
  for (let x: i32 = 0; x < width; x++) {
    let share: i32 = 0;
    for (let y: i32 = 0; y < lanes.height; y++) {
      // Of columns every product is rounded.
      share += (i16At(weights, slotOf(lanes, x, y)) * i16At(lanes.missedYPtr, y) + 0x4000) >> 15;
    }
    columns += share * share;
  }
  const least: f32 = <f32>min(rows, columns) * <f32>(1.0 / 268435456.0);
  return least * worth;
}

function slotOf(lanes: LaneTables, x: i32, y: i32): i32 {
  return y * lanes.rowPairs * 2 + x;
}
