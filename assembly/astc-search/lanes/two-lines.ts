/** The group parted in two by MASKS: statistics and line of either partition, a block a lane. */
import { AXIS, MASKS, STATISTICS, STATISTICS_BYTES } from './group';
import { fitLine, traceOf } from './line';
import { Masked, SUMS, Whole, gatherStatistics, sumTexels } from './statistics';

/** Of partition 1; those of partition 0 are STATISTICS and AXIS. */
export const STATISTICS1: usize = memory.data(14 * 16, 16);
export const AXIS1: usize = memory.data(64, 16);
/** f32x4: what the lines leave, of both partitions. */
export const LEFT0: usize = memory.data(16, 16);
export const LEFT1: usize = memory.data(16, 16);

/** Sums over all texels, and over those of partition 1. */
const WHOLE_SUMS: usize = memory.data(14 * 16, 16);
const SUMS1: usize = memory.data(14 * 16, 16);

/** Sums of the whole blocks: once a group, before {@link fitTwoLines}. */
export function sumWhole<T>(pairCount: i32): void {
  sumTexels<T, Whole>(pairCount);
  for (let at: usize = 0; at < STATISTICS_BYTES; at += 16) v128.store(WHOLE_SUMS + at, v128.load(SUMS + at));
}

/** Statistics of the whole blocks. */
export function gatherWhole<T>(texelCount: i32): void {
  gatherStatistics<T>(WHOLE_SUMS, f32x4.splat(1 / <f32>texelCount), STATISTICS);
}

/**
 * Lines of both partitions.
 *
 * @param count1  texels of partition 1, f32, 1 or more and fewer than all
 */
export function fitTwoLines<T>(pairCount: i32, texelCount: i32, count1: v128, steps: i32): void {
  sumTexels<T, Masked>(pairCount);
  for (let at: usize = 0; at < STATISTICS_BYTES; at += 16) {
    const one = v128.load(SUMS + at);
    v128.store(SUMS1 + at, one);
    v128.store(SUMS + at, f32x4.sub(v128.load(WHOLE_SUMS + at), one));
  }
  const ones = f32x4.splat(1);
  const count0 = f32x4.sub(f32x4.splat(<f32>texelCount), count1);
  gatherStatistics<T>(SUMS, f32x4.div(ones, count0), STATISTICS);
  gatherStatistics<T>(SUMS1, f32x4.div(ones, count1), STATISTICS1);
  v128.store(LEFT0, fitLine<T>(STATISTICS, AXIS, steps));
  v128.store(LEFT1, fitLine<T>(STATISTICS1, AXIS1, steps));
}

/** What the lines leave, and a share of what lies along them: how patterns compare. */
export function scoreTwoLines<T>(share: f32): v128 {
  const left = f32x4.add(v128.load(LEFT0), v128.load(LEFT1));
  const all = f32x4.add(traceOf<T>(STATISTICS), traceOf<T>(STATISTICS1));
  return f32x4.add(left, f32x4.mul(f32x4.sub(all, left), f32x4.splat(share)));
}
