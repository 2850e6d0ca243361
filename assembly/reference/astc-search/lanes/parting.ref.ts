/** Twin of parting: how much of what the weights of a block miss two partitions would spare. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { pseudoMax } from '../../lanes.ref';
import { i16At } from './group.ref';

/** Share 0..1 for weights in Q14. */
export function partedShareRef(lanes: LaneTables, weights: usize): f32 {
  const slots = lanes.pairCount * 2;
  const count = <f32>slots;
  let sum: i32 = 0;
  let squares: i32 = 0;
  for (let slot: i32 = 0; slot < slots; slot++) {
    const weight = i16At(weights, slot) >> 4;
    sum += weight;
    squares += weight * weight;
  }
  const mean: f32 = <f32>sum * (1 / count);
  const limit = <i32>mean;
  let above: i32 = 0;
  let aboveCount: i32 = 0;
  for (let slot: i32 = 0; slot < slots; slot++) {
    const weight = i16At(weights, slot) >> 4;
    if (weight <= limit) continue;
    above += weight;
    aboveCount++;
  }
  const parted = <f32>aboveCount;
  const expected: f32 = parted * mean;
  const distance: f32 = <f32>above - expected;
  const sizes: f32 = parted * (count - parted);
  const squared: f32 = distance * distance;
  const between: f32 = (squared * count) / pseudoMax(sizes, 1);
  const meanSquares: f32 = mean * mean * count;
  const total: f32 = <f32>squares - meanSquares;
  const within: f32 = 1 - between / pseudoMax(total, 1);
  const scaled: f32 = 3 * within;
  return pseudoMax(0, 1 - scaled);
}
