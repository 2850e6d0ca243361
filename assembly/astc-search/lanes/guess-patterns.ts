/**
 * Which patterns of two partitions may suit the blocks of the group: texels parted at the middle of their line, lines
 * fitted to the halves, texels moved to the nearer line; then every pattern is scored by what that costs its texels, in
 * the sweep that the search has for one block.
 */
import { PartitionTables } from '../tables/partition-tables';
import { COSTS, TOTALS, WINNERS, WINNER_GROUPS, buildLookup, findTwo } from '../patterns/partition-sweep';
import { usualShare } from '../patterns/span-share';
import {
  AA,
  AXIS,
  BA,
  BB,
  GA,
  GB,
  GG,
  MASKS,
  POSITIONS,
  RA,
  RB,
  RG,
  RR,
  STATISTICS,
  TEXELS,
  TWO_PATTERN,
  hasAlpha,
  hasColor,
  nextComponent,
} from './group';
import { LaneTables } from './lane-tables';
import { fitLine, traceOf } from './line';
import { loadMasks } from './load-four';
import { patternMasks } from './masks';
import { SEEDS } from './offer';
import { inPairs, projectTexels } from './positions';
import { AXIS1, STATISTICS1, fitTwoLines, gatherWhole, scoreTwoLines, sumWhole } from './two-lines';
import { rootOf } from './weighing';

/** Most patterns of a block that are scored exactly. */
const CANDIDATES_MAX: usize = 8;
/** i32[8][4]: patterns of each lane, best first. */
const CANDIDATES: usize = memory.data(8 * 16, 16);
/** i32x4: the pattern of each lane that was chosen. */
export const CHOSEN: usize = memory.data(16, 16);

const GUESS_STEPS: i32 = 2;

/**
 * Chooses a pattern for each block of the group.
 *
 * @param starts  first guesses: along the line of the block, and across it
 * @param rounds  line fits before the sweep, 1 or more
 * @param count  patterns scored exactly, `starts` times as many, 8 at most
 */
export function guessPatterns<T>(
  lanes: LaneTables,
  patterns: PartitionTables,
  footprint: i32,
  starts: i32,
  rounds: i32,
  count: i32,
): void {
  assert(<usize>(starts * count) <= CANDIDATES_MAX);
  const pairs = lanes.pairCount;
  const share = usualShare(2);
  sumWhole<T>(pairs);
  for (let start: i32 = 0; start < starts; start++) {
    gatherWhole<T>(lanes.texelCount);
    const left = fitLine<T>(STATISTICS, AXIS, GUESS_STEPS);
    if (start == 1) turnAside<T>(left);
    projectTexels<T>(AXIS, pairs);
    partAtMean(lanes);
    for (let round: i32 = 0; round < rounds; round++) {
      if (round > 0) partByCost(lanes);
      fitTwoLines<T>(pairs, lanes.texelCount, countMasked(lanes), GUESS_STEPS);
      measureCosts<T>(lanes, share);
    }
    scaleCosts(lanes);
    const first = start * count;
    for (let lane: usize = 0; lane < 4; lane++) sweepLane(patterns, lanes.texelCount, lane, first, count);
  }
  v128.store(CHOSEN, v128.load(CANDIDATES));
  if (starts * count > 1) chooseExactly<T>(lanes, patterns, footprint, share, starts * count);
}

// @ts-ignore: decorator
@inline
function deflate(product: usize, along: v128, x: usize, y: usize): void {
  const part = f32x4.mul(f32x4.mul(along, v128.load(AXIS + (x << 4))), v128.load(AXIS + (y << 4)));
  v128.store(STATISTICS + product, f32x4.sub(v128.load(STATISTICS + product), part));
}

/** AXIS becomes the direction of most that is across it. */
function turnAside<T>(left: v128): void {
  const along = f32x4.sub(traceOf<T>(STATISTICS), left);
  deflate(RR, along, 0, 0);
  if (hasColor<T>()) {
    deflate(RG, along, 0, 1);
    deflate(RB, along, 0, 2);
    deflate(GG, along, 1, 1);
    deflate(GB, along, 1, 2);
    deflate(BB, along, 2, 2);
  }
  if (hasAlpha<T>()) {
    deflate(RA, along, 0, 3);
    deflate(AA, along, 3, 3);
    if (hasColor<T>()) {
      deflate(GA, along, 1, 3);
      deflate(BA, along, 2, 3);
    }
  }
  fitLine<T>(STATISTICS, AXIS, GUESS_STEPS);
}

/** MASKS: texels above the mean of their positions. */
function partAtMean(lanes: LaneTables): void {
  const bytes = (<usize>lanes.pairCount) << 4;
  const ones = i16x8.splat(1);
  let sum = i32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const inside = v128.and(v128.load(POSITIONS + at), v128.load32_splat(lanes.insidePtr + (at >> 2)));
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(inside, ones));
  }
  const mean = f32x4.mul(f32x4.convert_i32x4_s(sum), f32x4.splat(1 / <f32>lanes.texelCount));
  const limit = inPairs(i32x4.trunc_sat_f32x4_s(f32x4.floor(mean)));
  for (let at: usize = 0; at < bytes; at += 16) {
    const isAbove = i16x8.gt_s(v128.load(POSITIONS + at), limit);
    v128.store(MASKS + at, v128.and(isAbove, v128.load32_splat(lanes.insidePtr + (at >> 2))));
  }
}

/** f32x4[144]: what a texel costs more on line 1 than on line 0, in the order of pairs. */
const TEXEL_COSTS: usize = memory.data(144 * 16, 16);

/** MASKS: texels that are nearer to line 1. */
function partByCost(lanes: LaneTables): void {
  const bytes = (<usize>lanes.pairCount) << 4;
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const first = f32x4.lt(v128.load(TEXEL_COSTS + (at << 1)), zero);
    const second = f32x4.lt(v128.load(TEXEL_COSTS + (at << 1), 16), zero);
    const isOne = v128.bitselect(first, second, i32x4.splat(0xffff));
    v128.store(MASKS + at, v128.and(isOne, v128.load32_splat(lanes.insidePtr + (at >> 2))));
  }
}

/** Texels of partition 1; of partitions without texels one is made up, whose line nothing is near. */
function countMasked(lanes: LaneTables): v128 {
  const end = MASKS + ((<usize>lanes.pairCount) << 4);
  const minusOnes = i16x8.splat(-1);
  let count = i32x4.splat(0);
  for (let at = MASKS; at < end; at += 16) {
    count = i32x4.add(count, i32x4.dot_i16x8_s(v128.load(at), minusOnes));
  }
  const most = i32x4.splat(lanes.texelCount - 1);
  return f32x4.convert_i32x4_s(i32x4.min_s(i32x4.max_s(count, i32x4.splat(1)), most));
}

/** What the distances to both lines are made of, f32x4: twice the step between the means, the lines, by component. */
const STEPS: usize = memory.data(64, 16);
const ALONG0: usize = memory.data(64, 16);
const ALONG1: usize = memory.data(64, 16);

/** TEXEL_COSTS: distance to line 1 less that to line 0, both with a share of what lies along the line. */
function measureCosts<T>(lanes: LaneTables, share: f32): void {
  let base = f32x4.splat(0);
  let start0 = base;
  let start1 = base;
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 4;
    const root = f32x4.splat(rootOf<T>(component));
    const mean0 = f32x4.mul(v128.load(STATISTICS + at), root);
    const mean1 = f32x4.mul(v128.load(STATISTICS1 + at), root);
    const along0 = v128.load(AXIS + at);
    const along1 = v128.load(AXIS1 + at);
    base = f32x4.add(base, f32x4.sub(f32x4.mul(mean1, mean1), f32x4.mul(mean0, mean0)));
    start0 = f32x4.add(start0, f32x4.mul(along0, mean0));
    start1 = f32x4.add(start1, f32x4.mul(along1, mean1));
    const step = f32x4.sub(mean0, mean1);
    v128.store(STEPS + at, f32x4.mul(f32x4.add(step, step), root));
    v128.store(ALONG0 + at, f32x4.mul(along0, root));
    v128.store(ALONG1 + at, f32x4.mul(along1, root));
  }
  const off = f32x4.splat(1 - share);
  const end = (<usize>lanes.pairCount) << 4;
  for (let at: usize = 0; at < end; at += 16) {
    const texels = TEXELS + (at << 2);
    const out = TEXEL_COSTS + (at << 1);
    v128.store(out, costOf<T>(texels, false, base, start0, start1, off));
    v128.store(out, costOf<T>(texels, true, base, start0, start1, off), 16);
  }
}

/** One texel of a pair as f32. */
// @ts-ignore: decorator
@inline
function texelOf(pairs: v128, isSecond: bool): v128 {
  return f32x4.convert_i32x4_s(isSecond ? i32x4.shr_s(pairs, 16) : i32x4.shr_s(i32x4.shl(pairs, 16), 16));
}

// @ts-ignore: decorator
@inline
function costOf<T>(texels: usize, isSecond: bool, base: v128, start0: v128, start1: v128, off: v128): v128 {
  const r = texelOf(v128.load(texels), isSecond);
  let cost = f32x4.add(base, f32x4.mul(r, v128.load(STEPS)));
  let along0 = f32x4.sub(f32x4.mul(r, v128.load(ALONG0)), start0);
  let along1 = f32x4.sub(f32x4.mul(r, v128.load(ALONG1)), start1);
  if (hasColor<T>()) {
    const g = texelOf(v128.load(texels, 16), isSecond);
    const b = texelOf(v128.load(texels, 32), isSecond);
    cost = f32x4.add(cost, f32x4.add(f32x4.mul(g, v128.load(STEPS, 16)), f32x4.mul(b, v128.load(STEPS, 32))));
    along0 = f32x4.add(along0, f32x4.add(f32x4.mul(g, v128.load(ALONG0, 16)), f32x4.mul(b, v128.load(ALONG0, 32))));
    along1 = f32x4.add(along1, f32x4.add(f32x4.mul(g, v128.load(ALONG1, 16)), f32x4.mul(b, v128.load(ALONG1, 32))));
  }
  if (hasAlpha<T>()) {
    const a = texelOf(v128.load(texels, 48), isSecond);
    cost = f32x4.add(cost, f32x4.mul(a, v128.load(STEPS, 48)));
    along0 = f32x4.add(along0, f32x4.mul(a, v128.load(ALONG0, 48)));
    along1 = f32x4.add(along1, f32x4.mul(a, v128.load(ALONG1, 48)));
  }
  const squares = f32x4.sub(f32x4.mul(along0, along0), f32x4.mul(along1, along1));
  return f32x4.add(cost, f32x4.mul(squares, off));
}

/** Range of the sums of costs in a byte: |Σ| ≤ 120 leaves room for rounding. */
const SUM_RANGE: f32 = 120;
/** i16[4][160]: scaled costs of each block in the order of its texels, 0 past the last. */
const LANE_COSTS: usize = memory.data(4 * 320, 16);
const LANE_COSTS_BYTES: usize = 320;

/** TEXEL_COSTS → LANE_COSTS. */
function scaleCosts(lanes: LaneTables): void {
  const width = lanes.texelCount / lanes.height;
  const rowBytes = (<usize>lanes.rowPairs) << 5;
  const texelBytes = (<usize>width) << 4;
  let sum = f32x4.splat(0);
  let row = TEXEL_COSTS;
  for (let y: i32 = 0; y < lanes.height; y++, row += rowBytes) {
    for (let at = row; at < row + texelBytes; at += 16) sum = f32x4.add(sum, f32x4.abs(v128.load(at)));
  }
  const scale = f32x4.div(f32x4.splat(SUM_RANGE), f32x4.pmax(sum, f32x4.splat(1e-20)));
  row = TEXEL_COSTS;
  let out = LANE_COSTS;
  for (let y: i32 = 0; y < lanes.height; y++, row += rowBytes) {
    for (let at = row; at < row + texelBytes; at += 16, out += 2) {
      const cost = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at), scale)));
      v128.store16_lane(out, cost, 0);
      v128.store16_lane(out + LANE_COSTS_BYTES, cost, 2);
      v128.store16_lane(out + 2 * LANE_COSTS_BYTES, cost, 4);
      v128.store16_lane(out + 3 * LANE_COSTS_BYTES, cost, 6);
    }
  }
  for (let lane: usize = 0; lane < 4; lane++) {
    v128.store(LANE_COSTS + lane * LANE_COSTS_BYTES + ((<usize>lanes.texelCount) << 1), i64x2.splat(0));
  }
}

/** Sweeps all patterns over the costs of one block; its best to CANDIDATES. */
function sweepLane(patterns: PartitionTables, texelCount: i32, lane: usize, first: i32, count: i32): void {
  const from = LANE_COSTS + lane * LANE_COSTS_BYTES;
  const bytes = (<usize>((texelCount + 7) & ~7)) << 1;
  const ones = i16x8.splat(1);
  let total = i32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const costs = v128.load(from + at);
    v128.store(COSTS + at, costs);
    total = i32x4.add(total, i32x4.dot_i16x8_s(costs, ones));
  }
  const pair = i32x4.add(total, i32x4.shuffle(total, total, 2, 3, 0, 1));
  const sum = i32x4.extract_lane(pair, 0) + i32x4.extract_lane(pair, 1);
  store<i32>(TOTALS, max<i32>(-127, min<i32>(127, sum)));
  buildLookup(<usize>patterns.nibbles, 0);
  findTwo(patterns);
  // Scores with the number of their lane below, so that the least says where it is.
  let low = v128.or(i16x8.shl(v128.load(WINNERS), 8), i16x8(0, 1, 2, 3, 4, 5, 6, 7));
  let high = v128.or(i16x8.shl(v128.load(WINNERS, 16), 8), i16x8(8, 9, 10, 11, 12, 13, 14, 15));
  for (let place: usize = 0; place < <usize>count; place++) {
    const least = leastOf(i16x8.min_s(low, high));
    const winner = i16x8.extract_lane_u(least, 0) & 15;
    const pattern = <i32>load<u16>(WINNER_GROUPS + ((<usize>winner) << 1)) * 16 + winner;
    store<i32>(CANDIDATES + ((<usize>first + place) << 4) + (lane << 2), min(pattern, patterns.count - 1));
    const never = i16x8.splat(32767);
    low = v128.bitselect(never, low, i16x8.eq(low, least));
    high = v128.bitselect(never, high, i16x8.eq(high, least));
  }
}

/** The least of eight, in every place. */
// @ts-ignore: decorator
@inline
function leastOf(values: v128): v128 {
  const halves = i16x8.min_s(values, i64x2.shuffle(values, values, 1, 0));
  const quarters = i16x8.min_s(halves, i32x4.shuffle(halves, halves, 1, 0, 3, 2));
  return i16x8.min_s(quarters, i16x8.shuffle(quarters, quarters, 1, 0, 3, 2, 5, 4, 7, 6));
}

/** MASKS of four patterns, and their texels of partition 1. */
export function enterPatterns(lanes: LaneTables, patterns: PartitionTables, footprint: i32, from: usize): v128 {
  const a = load<i32>(from);
  const b = load<i32>(from, 4);
  const c = load<i32>(from, 8);
  const d = load<i32>(from, 12);
  loadMasks(
    patternMasks(lanes, patterns, footprint, a),
    patternMasks(lanes, patterns, footprint, b),
    patternMasks(lanes, patterns, footprint, c),
    patternMasks(lanes, patterns, footprint, d),
    lanes.pairCount,
  );
  return f32x4(sizeOf(patterns, a), sizeOf(patterns, b), sizeOf(patterns, c), sizeOf(patterns, d));
}

/** Enters the patterns of TWO_PATTERN, with their SEEDS; returns the texels of partition 1. */
export function enterTwo(lanes: LaneTables, patterns: PartitionTables, footprint: i32): v128 {
  for (let lane: usize = 0; lane < 4; lane++) {
    const pattern = <usize>load<i32>(TWO_PATTERN + (lane << 2));
    const isTurned = load<u8>(patterns.orderPtr + (pattern << 2)) == 1 ? 1 : 0;
    const seed = <i32>load<u16>(patterns.seedsPtr + (pattern << 1));
    store<i32>(SEEDS + (lane << 2), seed | (isTurned << 16));
  }
  return enterPatterns(lanes, patterns, footprint, TWO_PATTERN);
}

// @ts-ignore: decorator
@inline
function sizeOf(patterns: PartitionTables, pattern: i32): f32 {
  return <f32>load<u8>(patterns.sizesPtr + ((<usize>pattern) << 2), 1);
}

/** CHOSEN: of the first `count` candidates of each lane the one whose own lines leave least. */
function chooseExactly<T>(lanes: LaneTables, patterns: PartitionTables, footprint: i32, share: f32, count: i32): void {
  let least = f32x4.splat(1e30);
  let chosen = v128.load(CANDIDATES);
  for (let place: usize = 0; place < <usize>count; place++) {
    const from = CANDIDATES + (place << 4);
    const count1 = enterPatterns(lanes, patterns, footprint, from);
    fitTwoLines<T>(lanes.pairCount, lanes.texelCount, count1, GUESS_STEPS);
    const score = scoreTwoLines<T>(share);
    chosen = v128.bitselect(v128.load(from), chosen, f32x4.lt(score, least));
    least = f32x4.pmin(score, least);
  }
  v128.store(CHOSEN, chosen);
}
