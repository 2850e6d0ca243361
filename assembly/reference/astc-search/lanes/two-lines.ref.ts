/** Twin of two-lines: the block parted in two by MASK, statistics and line of either partition. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { AXES, AXIS_BYTES, STATISTICS, STATISTICS_BYTES, f32At, putF32 } from './group.ref';
import { fitLineRef, traceRef } from './line.ref';
import { MASKED_TEXELS, PART_SUMS, WHOLE_SUMS, gatherStatisticsRef, sumTexelsRef } from './statistics.ref';

/** f32[2]: what the lines leave. */
const LEFT: usize = memory.data(8, 8);

export function leftRef(partition: i32): f32 {
  return f32At(LEFT, partition);
}

/** Lines of both partitions, after WHOLE_SUMS; `count1`: texels of partition 1. */
export function fitTwoLinesRef(lanes: LaneTables, kind: i32, count1: f32, steps: i32): void {
  const sums1 = PART_SUMS + STATISTICS_BYTES;
  sumTexelsRef(lanes, kind, MASKED_TEXELS, sums1);
  for (let place: i32 = 0; place < 14; place++) {
    putF32(PART_SUMS, place, f32At(WHOLE_SUMS, place) - f32At(sums1, place));
  }
  const count0: f32 = <f32>lanes.texelCount - count1;
  for (let partition: i32 = 0; partition < 2; partition++) {
    const offset = <usize>partition * STATISTICS_BYTES;
    const count = partition == 0 ? count0 : count1;
    gatherStatisticsRef(kind, PART_SUMS + offset, 1 / count, STATISTICS + offset);
    const axis = AXES + <usize>partition * AXIS_BYTES;
    putF32(LEFT, partition, fitLineRef(kind, STATISTICS + offset, axis, steps));
  }
}

/** What the lines leave, and a share of what lies along them. */
export function scoreTwoLinesRef(kind: i32, share: f32): f32 {
  const left: f32 = leftRef(0) + leftRef(1);
  const all: f32 = traceRef(kind, STATISTICS) + traceRef(kind, STATISTICS + STATISTICS_BYTES);
  const along: f32 = all - left;
  const counted: f32 = along * share;
  return left + counted;
}
