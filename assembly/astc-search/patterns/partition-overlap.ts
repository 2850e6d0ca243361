/**
 * Blocks of two clusters: text, masks, logos. Their texels lie on one line, so patterns cannot be told apart by
 * distances from lines; what matters is how well they part the clusters, and that is a population count.
 */
import { maxLanes, minLanes, sumLanes } from '../../simd/lanes';
import { blockState } from '../block/block-state';
import { AXES } from './partition-guess';
import { PartitionTables } from '../tables/partition-tables';

/** u8[54]: bit b of byte i: texel 4i + b lies in the upper cluster. */
export const CLUSTER_NIBBLES: usize = memory.data(64, 16);
/** u8[3][1040]: texels of the upper cluster in subset s + 1 of each pattern. */
export const OVERLAPS: usize = memory.data(3 * 1040, 16);
export const OVERLAP_PLANE: usize = 1040;

/** Two clusters when less than this share of the variance along the main axis is inside them. */
const CLUSTER_SHARE: f32 = 0.03;

/** u32: texels of the upper cluster. */
export const CLUSTER_SIZE: usize = memory.data(4, 4);

/**
 * Parts the texels at the middle of the block's main axis, to {@link CLUSTER_NIBBLES}.
 *
 * @returns whether that leaves two clusters with little inside
 */
export function findClusters(): bool {
  const block = blockState();
  const end = (<usize>block.paddedCount4) << 2;
  // The padding lies at the mean, 0, which is between the extremes.
  let low = v128.load(AXES);
  let high = low;
  for (let offset: usize = 16; offset < end; offset += 16) {
    const position = v128.load(AXES + offset);
    low = f32x4.pmin(low, position);
    high = f32x4.pmax(high, position);
  }
  const middle = f32x4.splat((minLanes(low) + maxLanes(high)) * 0.5);
  let squares = f32x4.splat(0);
  let sum = squares;
  let upperSum = squares;
  let size: i32 = 0;
  let left = block.texelCount;
  for (let offset: usize = 0; offset < end; offset += 16, left -= 4) {
    const position = v128.load(AXES + offset);
    const isUpper = f32x4.gt(position, middle);
    squares = f32x4.add(squares, f32x4.mul(position, position));
    sum = f32x4.add(sum, position);
    upperSum = f32x4.add(upperSum, v128.and(position, isUpper));
    const bits = i32x4.bitmask(isUpper) & ((1 << min(left, 4)) - 1);
    store<u8>(CLUSTER_NIBBLES + (offset >> 4), bits);
    size += popcnt<i32>(bits);
  }
  store<i32>(CLUSTER_SIZE, size);
  if (size == 0) return false;
  const upper = sumLanes(upperSum);
  const lower = sumLanes(sum) - upper;
  const all = sumLanes(squares);
  const within = all - (upper * upper) / <f32>size - (lower * lower) / <f32>(block.texelCount - size);
  return within < CLUSTER_SHARE * all;
}

/** Counts the upper cluster's texels in the subsets of every pattern but the first subset, to {@link OVERLAPS}. */
export function countOverlaps(tables: PartitionTables): void {
  const subsets = <usize>(tables.partitionCount - 1);
  const stride = subsets << 4;
  const groupBytes = <usize>tables.nibbles * stride;
  for (let subset: usize = 0; subset < subsets; subset++) {
    let group = tables.nibblesPtr + (subset << 4);
    const out = OVERLAPS + subset * OVERLAP_PLANE;
    for (let index: usize = 0; index < <usize>tables.groups; index++) {
      let sum = i8x16.splat(0);
      let cell = group;
      for (let nibble: usize = 0; nibble < <usize>tables.nibbles; nibble++) {
        const upper = v128.load8_splat(CLUSTER_NIBBLES + nibble);
        sum = i8x16.add(sum, i8x16.popcnt(v128.and(v128.load(cell), upper)));
        cell += stride;
      }
      v128.store(out + (index << 4), sum);
      group += groupBytes;
    }
  }
}

/** Variance that stays in the subsets of a pattern, in squared distances of the clusters; after the overlaps. */
export function overlapScore(tables: PartitionTables, pattern: usize): f32 {
  const sizes = tables.sizesPtr + (pattern << 2);
  let left = load<i32>(CLUSTER_SIZE);
  let score: f32 = 0;
  for (let subset: usize = 1; subset < <usize>tables.partitionCount; subset++) {
    const inside = <i32>load<u8>(OVERLAPS + (subset - 1) * OVERLAP_PLANE + pattern);
    const size = <i32>load<u8>(sizes + subset);
    left -= inside;
    score += <f32>(inside * (size - inside)) / <f32>size;
  }
  const first = <i32>load<u8>(sizes);
  return score + <f32>(left * (first - left)) / <f32>first;
}
