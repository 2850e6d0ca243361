/**
 * Patterns for blocks of a few far levels, as a light and its ringing make them: all texels lie on one line, so distances
 * from lines say nothing, and what the weights leave says all. Two levels a partition are the least that weights have:
 * a pattern is as good as the best split of each of its subsets in two.
 */
import { blockState } from '../block/block-state';
import { PartitionTables } from '../tables/partition-tables';
import { AXES } from './partition-guess';
import { CLUSTER_NIBBLES, OVERLAPS, OVERLAP_PLANE, countOverlaps } from './partition-overlap';
import { RANKED, RANKED_SCORES, insertCandidate } from './partition-rank';

/**
 * Levels that positions along the main axis are told apart in; those without texels are left out. Why so few: 16 gain 0.015
 * dB for a tenth of the time.
 */
const LEVELS: i32 = 8;
/** f32[8]: texels of each level, and the sum of their positions. */
const LEVEL_SIZES: usize = memory.data(8 * 4, 16);
const LEVEL_SUMS: usize = memory.data(8 * 4, 16);
/** u8[240]: level of each texel. */
const LEVEL_OF: usize = memory.data(240, 16);
/** u8[8][3][1040]: texels of each level in subset s + 1 of each pattern. */
const COUNTS: usize = memory.data(8 * 3 * 1040, 16);
const COUNTS_BYTES: usize = 3 * OVERLAP_PLANE;

/** Finds the levels of the block at hand; after its axes. Returns how many there are. */
export function findLevels(): i32 {
  const count = <usize>blockState().texelCount;
  let low: f32 = Infinity;
  let high: f32 = -Infinity;
  for (let texel: usize = 0; texel < count; texel++) {
    const position = load<f32>(AXES + (texel << 2));
    low = min<f32>(low, position);
    high = max<f32>(high, position);
  }
  const scale = <f32>LEVELS / max<f32>(1e-6, high - low);
  let used: i32 = 0;
  for (let level: i32 = 0; level < LEVELS; level++) {
    let size: f32 = 0;
    let sum: f32 = 0;
    for (let texel: usize = 0; texel < count; texel++) {
      const position = load<f32>(AXES + (texel << 2));
      if (min<i32>(LEVELS - 1, <i32>((position - low) * scale)) != level) continue;
      store<u8>(LEVEL_OF + texel, <u8>used);
      size++;
      sum += position;
    }
    if (size == 0) continue;
    store<f32>(LEVEL_SIZES + ((<usize>used) << 2), size);
    store<f32>(LEVEL_SUMS + ((<usize>used) << 2), sum);
    used++;
  }
  return used;
}

/** Ranks all patterns of `tables`, the best `keep` of them to RANKED. Returns how many there are. */
export function rankByLevels(tables: PartitionTables, levels: i32, keep: i32): i32 {
  for (let level: i32 = 0; level < levels; level++) countLevel(tables, level);
  let ranked: i32 = 0;
  for (let pattern: i32 = 0; pattern < tables.count; pattern++) {
    const score = -explainedBySplits(<usize>pattern, tables.partitionCount, levels);
    if (ranked == keep && score >= load<f32>(RANKED_SCORES + ((<usize>(keep - 1)) << 2))) continue;
    ranked = insertCandidate(RANKED_SCORES, RANKED, ranked, keep, score, pattern);
  }
  return ranked;
}

/** Counts the texels of a level in the subsets of every pattern, to COUNTS. */
function countLevel(tables: PartitionTables, level: i32): void {
  memory.fill(CLUSTER_NIBBLES, 0, 64);
  for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
    if (<i32>load<u8>(LEVEL_OF + texel) != level) continue;
    const nibble = CLUSTER_NIBBLES + (texel >> 2);
    store<u8>(nibble, (<i32>load<u8>(nibble)) | (1 << ((<i32>texel) & 3)));
  }
  countOverlaps(tables);
  memory.copy(COUNTS + <usize>level * COUNTS_BYTES, OVERLAPS, COUNTS_BYTES);
}

/** The sum of squares that two means a subset explain, of positions whose mean is 0. */
function explainedBySplits(pattern: usize, partitionCount: i32, levels: i32): f32 {
  let sum: f32 = 0;
  for (let subset: i32 = 0; subset < partitionCount; subset++) {
    let size: f32 = 0;
    let total: f32 = 0;
    for (let level: i32 = 0; level < levels; level++) {
      const share = shareOf(pattern, subset, partitionCount, level);
      size += share;
      total += share * meanOf(level);
    }
    sum += bestSplit(pattern, subset, partitionCount, levels, size, total);
  }
  return sum;
}

/** What the best split of a subset explains. */
function bestSplit(pattern: usize, subset: i32, partitionCount: i32, levels: i32, size: f32, total: f32): f32 {
  let best: f32 = 0;
  let passed: f32 = 0;
  let passedTotal: f32 = 0;
  for (let level: i32 = 0; level < levels; level++) {
    const share = shareOf(pattern, subset, partitionCount, level);
    if (share == 0) continue;
    passed += share;
    passedTotal += share * meanOf(level);
    const left = size - passed;
    const leftTotal = total - passedTotal;
    const explained = (passedTotal * passedTotal) / passed + (left > 0 ? (leftTotal * leftTotal) / left : 0);
    best = max<f32>(best, explained);
  }
  return best;
}

// @ts-ignore: decorator
@inline
function meanOf(level: i32): f32 {
  const at = (<usize>level) << 2;
  return load<f32>(LEVEL_SUMS + at) / load<f32>(LEVEL_SIZES + at);
}

/** Texels of a level in a subset of a pattern; those of the first subset are what the others leave. */
// @ts-ignore: decorator
@inline
function shareOf(pattern: usize, subset: i32, partitionCount: i32, level: i32): f32 {
  const counts = COUNTS + <usize>level * COUNTS_BYTES + pattern;
  if (subset > 0) return <f32>load<u8>(counts + <usize>(subset - 1) * OVERLAP_PLANE);
  let others: i32 = 0;
  for (let other: i32 = 1; other < partitionCount; other++) {
    others += <i32>load<u8>(counts + <usize>(other - 1) * OVERLAP_PLANE);
  }
  return load<f32>(LEVEL_SIZES + ((<usize>level) << 2)) - <f32>others;
}
