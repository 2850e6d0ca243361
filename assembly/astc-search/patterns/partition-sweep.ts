/**
 * Scores every pattern of a footprint in one linear pass: patterns lie sixteen abreast as nibbles of four texels, so
 * one byte shuffle looks up what four texels cost in sixteen patterns at once.
 */
import { sumLanesI32 } from '../../simd/lanes';
import { WHOLE_MASK } from '../block/block-state';
import { PartitionTables } from '../tables/partition-tables';

/** f32[4][240]: squared distance of each texel to each line, written by partition-rank. */
export const DISTANCES: usize = memory.data(4 * 960, 16);
/** f32[16] score and u32[16] pattern of each lane's winner. */
export const SWEEP_SCORES: usize = memory.data(64, 16);
export const SWEEP_PATTERNS: usize = memory.data(64, 16);

/** i16[3][240]: texels' cost of lying on line s + 1 instead of line 0, scaled to a byte's range in sum. */
export const COSTS: usize = memory.data(3 * 480, 16);
/** i8[3][54][16]: cost of the texels of each nibble value. */
export const LOOKUP: usize = memory.data(3 * 54 * 16, 16);
export const LOOKUP_PLANE: usize = 54 * 16;
/** i32[4]: Σ of the costs of each line, scaled. */
export const TOTALS: usize = memory.data(16, 16);

/** Byte range of the sums: |Σ| ≤ 120 leaves room for rounding. */
const SUM_RANGE: f32 = 120;

/** i16x8 masks: which of the first three texels of a nibble are in entries 0..7. */
const FIRST: usize = memory.data<i16>([0, -1, 0, -1, 0, -1, 0, -1], 16);
const SECOND: usize = memory.data<i16>([0, 0, -1, -1, 0, 0, -1, -1], 16);
const THIRD: usize = memory.data<i16>([0, 0, 0, 0, -1, -1, -1, -1], 16);

/** f32: 1 / scale of the costs, and Σ of the distances to line 0. */
export const UNSCALE: usize = memory.data(8, 8);

/** Fills COSTS and TOTALS from DISTANCES. */
export function scaleCosts(tables: PartitionTables): void {
  const largest = largestCost(tables);
  const scale = SUM_RANGE / largest;
  const scaling = f32x4.splat(scale);
  const end = (<usize>tables.nibbles) << 4;
  store<f32>(UNSCALE, 1 / scale);
  for (let line: usize = 1; line < <usize>tables.partitionCount; line++) {
    const distances = DISTANCES + line * 960;
    const out = COSTS + (line - 1) * 480;
    let total = i32x4.splat(0);
    for (let offset: usize = 0; offset < end; offset += 16) {
      const cost = f32x4.sub(v128.load(distances + offset), v128.load(DISTANCES + offset));
      const inside = i32x4.extend_low_i16x8_s(v128.load64_zero(WHOLE_MASK + (offset >> 1)));
      const scaled = v128.and(i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(cost, scaling))), inside);
      total = i32x4.add(total, scaled);
      v128.store64_lane(out + (offset >> 1), i16x8.narrow_i32x4_s(scaled, scaled), 0);
    }
    store<i32>(TOTALS + ((line - 1) << 2), max<i32>(-127, min<i32>(127, sumLanesI32(total))));
  }
}

/** Largest Σ |distance to a line − distance to line 0|; Σ of the distances to line 0 goes to UNSCALE. */
function largestCost(tables: PartitionTables): f32 {
  let base: f32 = 0;
  // One pass for all lines, used or not: sums in texel order wait for each other, those of the lines do not.
  let sum1: f32 = 0;
  let sum2: f32 = 0;
  let sum3: f32 = 0;
  const end = DISTANCES + ((<usize>tables.texelCount) << 2);
  for (let at = DISTANCES; at < end; at += 4) {
    const distance = load<f32>(at);
    base += distance;
    sum1 += abs<f32>(load<f32>(at, 960) - distance);
    sum2 += abs<f32>(load<f32>(at, 2 * 960) - distance);
    sum3 += abs<f32>(load<f32>(at, 3 * 960) - distance);
  }
  store<f32>(UNSCALE, base, 4);
  let largest: f32 = max<f32>(1e-20, sum1);
  if (tables.partitionCount > 2) largest = max<f32>(largest, sum2);
  if (tables.partitionCount > 3) largest = max<f32>(largest, sum3);
  return largest;
}

/** Sixteen partial sums of four texels' costs, for one line. */
export function buildLookup(nibbles: usize, line: usize): void {
  const first = v128.load(FIRST);
  const second = v128.load(SECOND);
  const third = v128.load(THIRD);
  for (let nibble: usize = 0; nibble < nibbles; nibble++) {
    const from = COSTS + line * 480 + (nibble << 3);
    const low = i16x8.add(
      i16x8.add(v128.and(i16x8.splat(load<i16>(from)), first), v128.and(i16x8.splat(load<i16>(from, 2)), second)),
      v128.and(i16x8.splat(load<i16>(from, 4)), third),
    );
    const high = i16x8.add(low, i16x8.splat(load<i16>(from, 6)));
    v128.store(LOOKUP + line * LOOKUP_PLANE + (nibble << 4), i8x16.narrow_i16x8_s(low, high));
  }
}

/** Sweeps all patterns over DISTANCES; lane winners to SWEEP_SCORES and SWEEP_PATTERNS. */
export function sweepPatterns(tables: PartitionTables): void {
  scaleCosts(tables);
  for (let line: usize = 0; line < <usize>(tables.partitionCount - 1); line++) buildLookup(<usize>tables.nibbles, line);
  if (tables.partitionCount == 2) sweepTwo(tables);
  else if (tables.partitionCount == 3) sweepThree(tables);
  else sweepFour(tables);
}

/** Sum of four nibbles' costs of sixteen patterns, `stride` bytes from nibble to nibble. */
// @ts-ignore: decorator
@inline
function sumNibbles(lookup: usize, from: usize, stride: usize): v128 {
  let sum = i8x16.swizzle(v128.load(lookup), v128.load(from));
  sum = i8x16.add_sat_s(sum, i8x16.swizzle(v128.load(lookup, 16), v128.load(from + stride)));
  sum = i8x16.add_sat_s(sum, i8x16.swizzle(v128.load(lookup, 32), v128.load(from + stride * 2)));
  return i8x16.add_sat_s(sum, i8x16.swizzle(v128.load(lookup, 48), v128.load(from + stride * 3)));
}

/** Marks the smallest footprint: 16 texels, whose sums need no loop. */
@final
class FourNibbles {}

/** Marks every other footprint. */
@final
class ManyNibbles {}

/** Two subsets: which subset lies on which line is free, so a pattern counts with the better of its two labellings. */
export function sweepTwo(tables: PartitionTables): void {
  findTwo(tables);
  scoreWinners();
}

/** Lane winners of {@link sweepTwo} to WINNERS alone. */
export function findTwo(tables: PartitionTables): void {
  if (tables.nibbles == 4) sweepTwoOf<FourNibbles>(tables);
  else sweepTwoOf<ManyNibbles>(tables);
}

/** Adds the costs of a nibble of sixteen patterns. */
// @ts-ignore: decorator
@inline
function addNibble(sum: v128, costs: v128, patterns: usize): v128 {
  return i8x16.add_sat_s(sum, i8x16.swizzle(costs, v128.load(patterns)));
}

/** A pattern counts with the better of its two labellings. */
// @ts-ignore: decorator
@inline
function eitherWay(sum: v128, total: v128): v128 {
  return i8x16.min_s(sum, i8x16.sub_sat_s(total, sum));
}

/** Four groups of patterns side by side, so that what a nibble costs is loaded once for all of them. */
function sweepTwoOf<T>(tables: PartitionTables): void {
  const nibbleBytes = (<usize>tables.nibbles) << 4;
  const total = i8x16.splat(<i8>load<i32>(TOTALS));
  const costs0 = v128.load(LOOKUP);
  const costs1 = v128.load(LOOKUP, 16);
  const costs2 = v128.load(LOOKUP, 32);
  const costs3 = v128.load(LOOKUP, 48);
  let best = i8x16.splat(127);
  let winner = i8x16.splat(0);
  let group = i8x16.splat(0);
  let from = tables.nibblesPtr;
  const end = from + <usize>((tables.groups + 3) & ~3) * nibbleBytes;
  while (from < end) {
    let first = i8x16.splat(0);
    let second = first;
    let third = first;
    let fourth = first;
    if (idof<T>() == idof<FourNibbles>()) {
      first = addNibble(addNibble(first, costs0, from), costs1, from + 16);
      first = addNibble(addNibble(first, costs2, from + 32), costs3, from + 48);
      second = addNibble(addNibble(second, costs0, from + 64), costs1, from + 80);
      second = addNibble(addNibble(second, costs2, from + 96), costs3, from + 112);
      third = addNibble(addNibble(third, costs0, from + 128), costs1, from + 144);
      third = addNibble(addNibble(third, costs2, from + 160), costs3, from + 176);
      fourth = addNibble(addNibble(fourth, costs0, from + 192), costs1, from + 208);
      fourth = addNibble(addNibble(fourth, costs2, from + 224), costs3, from + 240);
      from += 256;
    } else {
      const next = from + nibbleBytes;
      for (let lookup = LOOKUP; from < next; from += 16, lookup += 16) {
        const costs = v128.load(lookup);
        first = addNibble(first, costs, from);
        second = addNibble(second, costs, from + nibbleBytes);
        third = addNibble(third, costs, from + 2 * nibbleBytes);
        fourth = addNibble(fourth, costs, from + 3 * nibbleBytes);
      }
      from += 3 * nibbleBytes;
    }
    first = eitherWay(first, total);
    second = eitherWay(second, total);
    third = eitherWay(third, total);
    fourth = eitherWay(fourth, total);
    // A comparison is −1 where the later group is better: of equal scores the earlier one wins.
    const upper = i8x16.min_s(first, second);
    const lower = i8x16.min_s(third, fourth);
    const inUpper = i8x16.sub(group, i8x16.gt_s(first, second));
    const inLower = i8x16.sub(i8x16.add(group, i8x16.splat(2)), i8x16.gt_s(third, fourth));
    const which = v128.bitselect(inLower, inUpper, i8x16.gt_s(upper, lower));
    const score = i8x16.min_s(upper, lower);
    winner = v128.bitselect(which, winner, i8x16.gt_s(best, score));
    best = i8x16.min_s(best, score);
    group = i8x16.add(group, i8x16.splat(4));
  }
  storeWinners(
    i16x8.extend_low_i8x16_s(best),
    i16x8.extend_high_i8x16_s(best),
    i16x8.extend_low_i8x16_u(winner),
    i16x8.extend_high_i8x16_u(winner),
  );
}

/** i16[16] score and u16[16] group of each lane's winner. */
export const WINNERS: usize = memory.data(64, 16);
export const WINNER_GROUPS: usize = WINNERS + 32;

function storeWinners(bestLow: v128, bestHigh: v128, groupLow: v128, groupHigh: v128): void {
  v128.store(WINNERS, bestLow);
  v128.store(WINNERS, bestHigh, 16);
  v128.store(WINNER_GROUPS, groupLow);
  v128.store(WINNER_GROUPS, groupHigh, 16);
}

/** WINNERS → scores in units of distance and pattern indices. */
function scoreWinners(): void {
  const unscale = load<f32>(UNSCALE);
  const base = load<f32>(UNSCALE, 4);
  for (let lane: usize = 0; lane < 16; lane++) {
    store<f32>(SWEEP_SCORES + (lane << 2), base + <f32>load<i16>(WINNERS + (lane << 1)) * unscale);
    store<u32>(SWEEP_PATTERNS + (lane << 2), <u32>load<u16>(WINNER_GROUPS + (lane << 1)) * 16 + <u32>lane);
  }
}

/** i8[9][16]: Σ over subset b (1..3) of the costs of line a (1..3), at a · 3 + b; then b = 0 at 9 + a. */
export const PART_SUMS: usize = memory.data(12 * 16, 16);

/** Sums of one group of patterns for both lines and subsets 1 and 2: what is loaded serves two of them. */
// @ts-ignore: decorator
@inline
function sumThree<T>(from: usize, nibbles: usize): void {
  let s11 = i8x16.splat(0);
  let s12 = s11;
  let s21 = s11;
  let s22 = s11;
  if (idof<T>() == idof<FourNibbles>()) {
    s11 = sumNibbles(LOOKUP, from, 32);
    s12 = sumNibbles(LOOKUP, from + 16, 32);
    s21 = sumNibbles(LOOKUP + LOOKUP_PLANE, from, 32);
    s22 = sumNibbles(LOOKUP + LOOKUP_PLANE, from + 16, 32);
  } else {
    const end = LOOKUP + (nibbles << 4);
    for (let lookup = LOOKUP; lookup < end; lookup += 16, from += 32) {
      const costs1 = v128.load(lookup);
      const costs2 = v128.load(lookup, LOOKUP_PLANE);
      const subset1 = v128.load(from);
      const subset2 = v128.load(from, 16);
      s11 = i8x16.add_sat_s(s11, i8x16.swizzle(costs1, subset1));
      s12 = i8x16.add_sat_s(s12, i8x16.swizzle(costs1, subset2));
      s21 = i8x16.add_sat_s(s21, i8x16.swizzle(costs2, subset1));
      s22 = i8x16.add_sat_s(s22, i8x16.swizzle(costs2, subset2));
    }
  }
  v128.store(PART_SUMS, s11);
  v128.store(PART_SUMS, s12, 16);
  v128.store(PART_SUMS, s21, 48);
  v128.store(PART_SUMS, s22, 64);
  v128.store(PART_SUMS, i8x16.sub_sat_s(i8x16.sub_sat_s(total(0), s11), s12), 144);
  v128.store(PART_SUMS, i8x16.sub_sat_s(i8x16.sub_sat_s(total(1), s21), s22), 160);
}

/** Cost of all texels on a line. */
// @ts-ignore: decorator
@inline
function total(line: usize): v128 {
  return v128.load8_splat(TOTALS + (line << 2));
}

/** {@link sumThree} for three lines and subsets 1 to 3. */
// @ts-ignore: decorator
@inline
function sumFour<T>(from: usize, nibbles: usize): void {
  for (let line: usize = 0; line < 3; line++) {
    let s1 = i8x16.splat(0);
    let s2 = s1;
    let s3 = s1;
    const start = LOOKUP + line * LOOKUP_PLANE;
    if (idof<T>() == idof<FourNibbles>()) {
      s1 = sumNibbles(start, from, 48);
      s2 = sumNibbles(start, from + 16, 48);
      s3 = sumNibbles(start, from + 32, 48);
    } else {
      const end = start + (nibbles << 4);
      let at = from;
      for (let lookup = start; lookup < end; lookup += 16, at += 48) {
        const costs = v128.load(lookup);
        s1 = i8x16.add_sat_s(s1, i8x16.swizzle(costs, v128.load(at)));
        s2 = i8x16.add_sat_s(s2, i8x16.swizzle(costs, v128.load(at, 16)));
        s3 = i8x16.add_sat_s(s3, i8x16.swizzle(costs, v128.load(at, 32)));
      }
    }
    const sums = PART_SUMS + line * 48;
    v128.store(sums, s1);
    v128.store(sums, s2, 16);
    v128.store(sums, s3, 32);
    const rest = i8x16.sub_sat_s(i8x16.sub_sat_s(i8x16.sub_sat_s(total(line), s1), s2), s3);
    v128.store(PART_SUMS + ((9 + line) << 4), rest);
  }
}

/** Part sum as i16x8, low or high half of the lanes. */
// @ts-ignore: decorator
@inline
function part(index: usize, half: usize): v128 {
  return v128.load8x8_s(PART_SUMS + (index << 4) + (half << 3));
}

/** Best of the six ways to lay three lines on three subsets; line 0 costs nothing. */
// @ts-ignore: decorator
@inline
function scoreThree(half: usize): v128 {
  const s11 = part(0, half);
  const s12 = part(1, half);
  const s21 = part(3, half);
  const s22 = part(4, half);
  const s10 = part(9, half);
  const s20 = part(10, half);
  const a = i16x8.min_s(i16x8.add(s11, s22), i16x8.add(s12, s21));
  const b = i16x8.min_s(i16x8.add(s10, s22), i16x8.add(s10, s21));
  const c = i16x8.min_s(i16x8.add(s20, s11), i16x8.add(s20, s12));
  return i16x8.min_s(a, i16x8.min_s(b, c));
}

export function sweepThree(tables: PartitionTables): void {
  if (tables.nibbles == 4) sweepLines<FourNibbles, ThreeSubsets>(tables);
  else sweepLines<ManyNibbles, ThreeSubsets>(tables);
}

/** Best of the 24 ways for four: lines 1 and 2 take subsets x and y, line 3 the better of the two that are left. */
// @ts-ignore: decorator
@inline
function scoreFour(half: usize): v128 {
  const a0 = part(9, half);
  const a1 = part(0, half);
  const a2 = part(1, half);
  const a3 = part(2, half);
  const b0 = part(10, half);
  const b1 = part(3, half);
  const b2 = part(4, half);
  const b3 = part(5, half);
  const c0 = part(11, half);
  const c1 = part(6, half);
  const c2 = part(7, half);
  const c3 = part(8, half);
  let best = i16x8.add(cross(a0, b1, a1, b0), i16x8.min_s(c2, c3));
  best = i16x8.min_s(best, i16x8.add(cross(a0, b2, a2, b0), i16x8.min_s(c1, c3)));
  best = i16x8.min_s(best, i16x8.add(cross(a0, b3, a3, b0), i16x8.min_s(c1, c2)));
  best = i16x8.min_s(best, i16x8.add(cross(a1, b2, a2, b1), i16x8.min_s(c0, c3)));
  best = i16x8.min_s(best, i16x8.add(cross(a1, b3, a3, b1), i16x8.min_s(c0, c2)));
  return i16x8.min_s(best, i16x8.add(cross(a2, b3, a3, b2), i16x8.min_s(c0, c1)));
}

// @ts-ignore: decorator
@inline
function cross(a: v128, b: v128, c: v128, d: v128): v128 {
  return i16x8.min_s(i16x8.add(a, b), i16x8.add(c, d));
}

export function sweepFour(tables: PartitionTables): void {
  if (tables.nibbles == 4) sweepLines<FourNibbles, FourSubsets>(tables);
  else sweepLines<ManyNibbles, FourSubsets>(tables);
}

/** Three subsets or four: the same loop around another score. */
@final
class ThreeSubsets {}


@final
class FourSubsets {}

/** Sums of every group of patterns, their scores, and each lane's winner. */
function sweepLines<T, S>(tables: PartitionTables): void {
  const subsets: usize = idof<S>() == idof<ThreeSubsets>() ? 2 : 3;
  const nibbles = <usize>tables.nibbles;
  let from = tables.nibblesPtr;
  let bestLow = i16x8.splat(32767);
  let bestHigh = bestLow;
  let groupLow = i16x8.splat(0);
  let groupHigh = groupLow;
  for (let group: i32 = 0; group < tables.groups; group++) {
    if (idof<S>() == idof<ThreeSubsets>()) sumThree<T>(from, nibbles);
    else sumFour<T>(from, nibbles);
    from += nibbles * (subsets << 4);
    const low = idof<S>() == idof<ThreeSubsets>() ? scoreThree(0) : scoreFour(0);
    const high = idof<S>() == idof<ThreeSubsets>() ? scoreThree(1) : scoreFour(1);
    const id = i16x8.splat(<i16>group);
    groupLow = v128.bitselect(id, groupLow, i16x8.gt_s(bestLow, low));
    groupHigh = v128.bitselect(id, groupHigh, i16x8.gt_s(bestHigh, high));
    bestLow = i16x8.min_s(bestLow, low);
    bestHigh = i16x8.min_s(bestHigh, high);
  }
  storeWinners(bestLow, bestHigh, groupLow, groupHigh);
  scoreWinners();
}
