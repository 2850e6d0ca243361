/**
 * Two partitions with two planes: each partition has a line through three components, and the fourth its own range
 * and weights. Rare, but where colors part in two and one component goes its own way nothing else comes close.
 */
import { maxLanes, minLanes } from '../../simd/lanes';
import { BLOCK_MEAN, F32_PLANE, SIGNIFICANCE_ROOT, TEXELS_F32, blockState } from '../block/block-state';
import { fitPartitionLine, maskOfPattern, takePartition, takePattern } from './class-fit';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  IDEAL_WEIGHTS,
  LINE_ENERGY,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  WEIGHT_PLANE,
  classState,
  partitionFitPtr,
} from './class-state';
import { SCATTER, dropComponent, principalDirection, scatterOfMask, scatterTrace } from './line-fit';
import { PartitionTables } from '../tables/partition-tables';

/** Partitions of pattern `index` of a table of two, `component` with weights of its own. */
export function fitDualPattern(tables: PartitionTables, index: i32, component: i32): void {
  const pattern = takePattern(tables, index, component);
  for (let partition: i32 = 0; partition < tables.partitionCount; partition++) {
    takePartition(tables, pattern, partition);
    dropComponent(component);
    classState().lineError += fitPartitionLine(partition);
    fitPartitionPlane2(partition, component);
  }
}

/** f32[4][4]: scatter of the partition under way, whole. */
const PARTITION_SCATTER: usize = memory.data(64, 16);

/**
 * Residuals of the lines that {@link fitDualPattern} would fit, for gating.
 *
 * @param components  bit set of those wanted; the others stay infinite
 * @param errorsPtr  out: f32[4], by component
 */
export function dualPatternErrors(tables: PartitionTables, index: i32, components: i32, errorsPtr: usize): void {
  const pattern = tables.patternsPtr + <usize>index * tables.patternBytes;
  for (let component: usize = 0; component < 4; component++) {
    store<f32>(errorsPtr + (component << 2), (components >> (<i32>component)) & 1 ? 0 : 1e30);
  }
  for (let partition: i32 = 0; partition < tables.partitionCount; partition++) {
    const count = maskOfPattern(pattern, partition);
    scatterOfMask(PARTITION_MASKS + <usize>partition * MASK_BYTES, count);
    memory.copy(PARTITION_SCATTER, SCATTER, 64);
    for (let component: i32 = 0; component < 4; component++) {
      if (((components >> component) & 1) == 0) continue;
      memory.copy(SCATTER, PARTITION_SCATTER, 64);
      dropComponent(component);
      const trace = scatterTrace();
      const at = errorsPtr + ((<usize>component) << 2);
      store<f32>(at, load<f32>(at) + max<f32>(0, trace - principalDirection(3)));
    }
  }
}

/** Plane 2 of a partition: the component's range there, and each texel's place in it. */
export function fitPartitionPlane2(partition: i32, component: i32): void {
  const plane = TEXELS_F32 + <usize>component * F32_PLANE;
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  const end = (<usize>blockState().paddedCount4) << 2;
  const big = f32x4.splat(1e30);
  let lows = big;
  let highs = f32x4.neg(big);
  for (let offset: usize = 0; offset < end; offset += 16) {
    const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(mask + (offset >> 1)));
    const value = v128.load(plane + offset);
    lows = f32x4.pmin(lows, v128.bitselect(value, big, inside));
    highs = f32x4.pmax(highs, v128.bitselect(value, f32x4.neg(big), inside));
  }
  const low = minLanes(lows);
  const span = maxLanes(highs) - low;
  const energy = span * span;
  const energyLanes = f32x4.splat(energy);
  const base = f32x4.splat(low);
  const scale = f32x4.splat(span > 1e-6 ? 1 / span : 0);
  for (let offset: usize = 0; offset < end; offset += 16) {
    const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(mask + (offset >> 1)));
    let weight = v128.and(f32x4.mul(f32x4.sub(v128.load(plane + offset), base), scale), inside);
    let texelEnergy = v128.and(energyLanes, inside);
    if (partition > 0) {
      weight = v128.or(weight, v128.load(IDEAL_WEIGHTS + offset, WEIGHT_PLANE));
      texelEnergy = v128.or(texelEnergy, v128.load(LINE_ENERGY + offset, WEIGHT_PLANE));
    }
    v128.store(IDEAL_WEIGHTS + offset, weight, WEIGHT_PLANE);
    v128.store(LINE_ENERGY + offset, texelEnergy, WEIGHT_PLANE);
  }
  const at = (<usize>component) << 2;
  const fit = partitionFitPtr(partition);
  const root = load<f32>(SIGNIFICANCE_ROOT + at);
  const inverse: f32 = root > 0 ? 1 / root : 0;
  const mean = load<f32>(BLOCK_MEAN + at);
  changetype<PartitionFit>(fit).energy2 = energy;
  store<f32>(fit + IDEAL0_OFFSET + at, mean + low * inverse);
  store<f32>(fit + IDEAL1_OFFSET + at, mean + (low + span) * inverse);
}
