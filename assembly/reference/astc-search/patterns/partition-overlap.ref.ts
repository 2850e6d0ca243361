/** Twins of partition-overlap: texel by texel, from the axis and from the patterns themselves. */
import { blockState } from '../../../astc-search/block/block-state';
import { AXES } from '../../../astc-search/patterns/partition-guess';
import {
  CLUSTER_NIBBLES,
  CLUSTER_SIZE,
  OVERLAPS,
  OVERLAP_PLANE,
} from '../../../astc-search/patterns/partition-overlap';
import { PartitionTables } from '../../../astc-search/tables/partition-tables';
import { sumLanesRef, texelAt } from '../../lanes.ref';

/** Middle between the extremes of the main axis. */
function middleOfAxis(): f32 {
  let low: f32 = Infinity;
  let high: f32 = -Infinity;
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
    low = min<f32>(low, texelAt(AXES, texel));
    high = max<f32>(high, texelAt(AXES, texel));
  }
  return (low + high) * 0.5;
}

/** Σ position² (kind 0), Σ position (1), Σ position above the middle (2) of a lane of four. */
function axisLane(kind: i32, middle: f32, lane: usize): f32 {
  let sum: f32 = 0;
  for (let texel = lane; texel < <usize>blockState().paddedCount4; texel += 4) {
    const position = texelAt(AXES, texel);
    if (kind == 0) sum += position * position;
    else if (kind == 1 || position > middle) sum += position;
  }
  return sum;
}

function axisSum(kind: i32, middle: f32): f32 {
  return sumLanesRef(
    axisLane(kind, middle, 0),
    axisLane(kind, middle, 1),
    axisLane(kind, middle, 2),
    axisLane(kind, middle, 3),
  );
}

export function findClustersRef(): bool {
  const count = blockState().texelCount;
  const middle = middleOfAxis();
  let size: i32 = 0;
  for (let nibble: i32 = 0; nibble < (count + 3) >> 2; nibble++) {
    let bits: i32 = 0;
    for (let bit: i32 = 0; bit < 4 && nibble * 4 + bit < count; bit++) {
      if (!(texelAt(AXES, <usize>(nibble * 4 + bit)) > middle)) continue;
      bits |= 1 << bit;
      size++;
    }
    store<u8>(CLUSTER_NIBBLES + <usize>nibble, <u8>bits);
  }
  store<i32>(CLUSTER_SIZE, size);
  if (size == 0) return false;
  const all = axisSum(0, middle);
  const upper = axisSum(2, middle);
  const lower = axisSum(1, middle) - upper;
  return all - (upper * upper) / <f32>size - (lower * lower) / <f32>(count - size) < <f32>0.03 * all;
}

export function countOverlapsRef(tables: PartitionTables): void {
  for (let subset: i32 = 1; subset < tables.partitionCount; subset++) {
    const out = OVERLAPS + <usize>(subset - 1) * OVERLAP_PLANE;
    for (let slot: i32 = 0; slot < tables.groups * 16; slot++) {
      // The last pattern repeats to fill its group.
      const pattern = tables.patternsPtr + <usize>min(slot, tables.count - 1) * tables.patternBytes;
      let count: i32 = 0;
      for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
        const isUpper = (((<i32>load<u8>(CLUSTER_NIBBLES + (texel >> 2))) >> ((<i32>texel) & 3)) & 1) != 0;
        if (isUpper && <i32>load<u8>(pattern + texel) == subset) count++;
      }
      store<u8>(out + <usize>slot, <u8>count);
    }
  }
}
