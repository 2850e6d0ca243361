/**
 * Classes whose partitions differ much in extent: least squares onto the grid gives every texel the same say, so that
 * partitions of hardly any contrast spoil the weights of those that have all of it. One sweep in which each texel
 * counts as much as its line is long mends that before the first fit.
 */
import { blockState } from '../block/block-state';
import { IDEAL_WEIGHTS, LINE_ENERGY, WEIGHT_PLANE, classState, lineEnergy } from '../lines/class-state';
import { GridTables } from '../tables/grid-tables';
import { infillWeights } from './infill';
import { STRENGTHS, TARGETS, Varying, sweepWeights } from './realign';
import { WEIGHT_RANGE } from './weight-fit';

/** Partitions are uneven when the squared length of a line is below this share of the longest one's. */
const UNEVEN: f32 = 0.1;

/** Whether a plane of the class at hand needs {@link settleUneven}. */
export function isUneven(plane: usize): bool {
  const count = classState().partitionCount;
  let lowest: f32 = 1e30;
  let highest: f32 = 0;
  for (let partition: i32 = 0; partition < count; partition++) {
    const energy = lineEnergy(partition, plane);
    lowest = min<f32>(lowest, energy);
    highest = max<f32>(highest, energy);
  }
  return lowest < UNEVEN * highest;
}

/** Sweeps the weights just quantized towards the class's ideal ones and infills. */
export function settleUneven(grid: GridTables, level: usize, plane: usize): void {
  const low = load<f32>(WEIGHT_RANGE);
  const span = load<f32>(WEIGHT_RANGE, 4) - low;
  if (!(span > 1e-5)) return;
  const scale: f32 = 64 / span;
  const end = (<usize>blockState().paddedCount4) << 2;
  for (let offset: usize = 0; offset < end; offset += 4) {
    const ideal = load<f32>(IDEAL_WEIGHTS + plane * WEIGHT_PLANE + offset);
    store<f32>(TARGETS + offset, (ideal - low) * scale);
    store<f32>(STRENGTHS + offset, load<f32>(LINE_ENERGY + plane * WEIGHT_PLANE + offset) * (1.0 / 4096.0));
  }
  sweepWeights<Varying>(grid, level, plane);
  infillWeights(grid, plane);
}
