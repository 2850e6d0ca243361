/**
 * Which partition patterns to try: lines are fitted to a guess of the subsets, every legal pattern is scored against
 * the texels' distances to these lines in one sweep, and the best are scored again exactly.
 */
import { F32_PLANE, TEXELS_F32, blockState } from './block-state';
import { WHOLE_MASK } from './class-state';
import {
  DIRECTION,
  SCATTER,
  SET_MEAN,
  centreScatter,
  principalDirection,
  scatterOfMask,
  scatterTrace,
} from './line-fit';
import { guessFromPalette, paletteStarts } from './palette';
import { PartitionTables } from './partition-tables';
import { DISTANCES, SWEEP_PATTERNS, SWEEP_SCORES, sweepPatterns } from './partition-sweep';

/** f32[48] scores ascending and u32[48] pattern indices: room for the most candidates any quality scores exactly. */
const CANDIDATE_SCORES: usize = memory.data(50 * 4, 16);
const CANDIDATES: usize = memory.data(50 * 4, 16);
/** The patterns {@link rankPartitions} found, best first, and their scores. */
export const RANKED: usize = memory.data(50 * 4, 16);
export const RANKED_SCORES: usize = memory.data(50 * 4, 16);

/** f32[160][16]: x y z w, xx xy xz xw, yy yz yw zz, zw ww 0 0 of each texel, so that moments of a set are plain sums. */
export const TEXEL_MOMENTS: usize = memory.data(160 * 64, 16);
export const SET_MOMENTS: usize = memory.data(64, 16);
export const TOTAL_MOMENTS: usize = memory.data(64, 16);
export const REMAINING_MOMENTS: usize = memory.data(64, 16);

/** u8[160]: bit set of the lines each texel is fitted to; usually one bit, the subset of the guess. */
export const MEMBERS: usize = memory.data(160, 16);
/** f32[2][160]: position along the block's first and second axis. */
export const AXES: usize = memory.data(2 * 640, 16);
/** f32[4][8]: mean and direction of each line. */
export const LINES: usize = memory.data(4 * 32, 16);

export const LINE_STEPS: i32 = 3;

/**
 * Share of the variance along a line that counts as cost, since long lines quantize worse. Why: over none
 * +0.39 dB at 4x4 and +0.13 dB at 6x6, medium.
 */
// @ts-ignore: decorator
@inline
export function spanShare(partitionCount: i32): f32 {
  const texels = blockState().texelCount;
  const size: f32 = texels < 20 ? 0.3 : texels < 31 ? 0.65 : texels < 49 ? 1.0 : 1.5;
  return partitionCount == 2 ? 0.02 * size : partitionCount == 3 ? 0.03 * size : 0.035 * size;
}

/** Moments of every texel and of the block; once a block, before the first {@link rankPartitions}. */
export function preparePartitionSearch(): void {
  buildMoments();
  buildAxes();
}

export function buildMoments(): void {
  let total0 = f32x4.splat(0);
  let total1 = total0;
  let total2 = total0;
  let total3 = total0;
  const count = <usize>blockState().texelCount;
  for (let texel: usize = 0; texel < count; texel++) {
    const from = TEXELS_F32 + (texel << 2);
    const x = load<f32>(from);
    const y = load<f32>(from, F32_PLANE);
    const z = load<f32>(from, 2 * F32_PLANE);
    const w = load<f32>(from, 3 * F32_PLANE);
    const v = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(x), 1, y), 2, z), 3, w);
    const first = f32x4.mul(v, f32x4.splat(x));
    const left = i8x16.shuffle(v, v, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 8, 9, 10, 11); // y y y z
    const right = i8x16.shuffle(v, v, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11); // y z w z
    const second = f32x4.mul(left, right);
    const third = f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(0), 0, z * w), 1, w * w);
    const out = TEXEL_MOMENTS + (texel << 6);
    v128.store(out, v);
    v128.store(out, first, 16);
    v128.store(out, second, 32);
    v128.store(out, third, 48);
    total0 = f32x4.add(total0, v);
    total1 = f32x4.add(total1, first);
    total2 = f32x4.add(total2, second);
    total3 = f32x4.add(total3, third);
  }
  v128.store(TOTAL_MOMENTS, total0);
  v128.store(TOTAL_MOMENTS, total1, 16);
  v128.store(TOTAL_MOMENTS, total2, 32);
  v128.store(TOTAL_MOMENTS, total3, 48);
}

/** Projections on the two main axes of the block. */
export function buildAxes(): void {
  scatterOfMask(WHOLE_MASK, blockState().texelCount);
  const along = principalDirection(4);
  projectAxis(AXES);
  // deflate: C − λ v vᵀ
  const v = v128.load(DIRECTION);
  for (let row: usize = 0; row < 4; row++) {
    const scale = f32x4.splat(load<f32>(DIRECTION + (row << 2)) * along);
    v128.store(SCATTER + (row << 4), f32x4.sub(v128.load(SCATTER + (row << 4)), f32x4.mul(v, scale)));
  }
  principalDirection(4);
  projectAxis(AXES + 640);
}

export function projectAxis(out: usize): void {
  const x = f32x4.splat(load<f32>(DIRECTION));
  const y = f32x4.splat(load<f32>(DIRECTION, 4));
  const z = f32x4.splat(load<f32>(DIRECTION, 8));
  const w = f32x4.splat(load<f32>(DIRECTION, 12));
  for (let offset: usize = 0; offset < (<usize>blockState().paddedCount4) << 2; offset += 16) {
    const t = f32x4.add(
      f32x4.add(f32x4.mul(v128.load(TEXELS_F32 + offset), x), f32x4.mul(v128.load(TEXELS_F32 + offset, F32_PLANE), y)),
      f32x4.add(
        f32x4.mul(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), z),
        f32x4.mul(v128.load(TEXELS_F32 + offset, 3 * F32_PLANE), w),
      ),
    );
    v128.store(out + offset, t);
  }
}

/** First guess number `start` (0..2) of the subsets. */
export function guessSubsets(partitionCount: i32, start: i32): void {
  const count = <usize>blockState().texelCount;
  let sumSquares0: f32 = 0;
  let sumSquares1: f32 = 0;
  for (let texel: usize = 0; texel < count; texel++) {
    const a = load<f32>(AXES + (texel << 2));
    const b = load<f32>(AXES + (texel << 2), 640);
    sumSquares0 += a * a;
    sumSquares1 += b * b;
  }
  const sigma0 = sqrt<f32>(sumSquares0 / <f32>count);
  const sigma1 = sqrt<f32>(sumSquares1 / <f32>count);
  for (let texel: usize = 0; texel < count; texel++) {
    const a = load<f32>(AXES + (texel << 2));
    const b = load<f32>(AXES + (texel << 2), 640);
    store<u8>(MEMBERS + texel, (<i32>1) << guessSubset(partitionCount, start, a, b, sigma0, sigma1));
  }
}

function guessSubset(partitionCount: i32, start: i32, a: f32, b: f32, sigma0: f32, sigma1: f32): i32 {
  if (partitionCount == 2) {
    if (start == 0) return a > 0 ? 1 : 0;
    if (start == 1) return b > 0 ? 1 : 0;
    return a * b > 0 ? 1 : 0;
  }
  if (partitionCount == 3) {
    if (start == 0) return a < -0.6 * sigma0 ? 0 : a > 0.6 * sigma0 ? 2 : 1;
    if (start == 1) return b < -0.6 * sigma1 ? 0 : b > 0.6 * sigma1 ? 2 : 1;
    return a > 0 ? 2 : b > 0 ? 1 : 0;
  }
  if (start == 0) return a < -0.9 * sigma0 ? 0 : a < 0 ? 1 : a < 0.9 * sigma0 ? 2 : 3;
  if (start == 1) return (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0);
  return b < -0.9 * sigma1 ? 0 : b < 0 ? 1 : b < 0.9 * sigma1 ? 2 : 3;
}

/** Lines of the subsets in MEMBERS. */
export function fitLines(partitionCount: i32): void {
  const count = <usize>blockState().texelCount;
  for (let subset: i32 = 0; subset < partitionCount; subset++) {
    let m0 = f32x4.splat(0);
    let m1 = m0;
    let m2 = m0;
    let m3 = m0;
    let size: f32 = 0;
    for (let texel: usize = 0; texel < count; texel++) {
      if ((((<i32>load<u8>(MEMBERS + texel)) >> subset) & 1) == 0) continue;
      const from = TEXEL_MOMENTS + (texel << 6);
      m0 = f32x4.add(m0, v128.load(from));
      m1 = f32x4.add(m1, v128.load(from, 16));
      m2 = f32x4.add(m2, v128.load(from, 32));
      m3 = f32x4.add(m3, v128.load(from, 48));
      size += 1;
    }
    v128.store(SET_MOMENTS, m0);
    v128.store(SET_MOMENTS, m1, 16);
    v128.store(SET_MOMENTS, m2, 32);
    v128.store(SET_MOMENTS, m3, 48);
    centreScatter(SET_MOMENTS, max<f32>(1, size));
    principalDirection(LINE_STEPS);
    const line = LINES + ((<usize>subset) << 5);
    v128.store(line, v128.load(SET_MEAN));
    v128.store(line, v128.load(DIRECTION), 16);
  }
}

/** DISTANCES: |y − m|² − (1 − share) · (u · (y − m))², so that extent along a line costs a little too. */
export function measureDistances(partitionCount: i32, share: f32): void {
  const end = (<usize>blockState().paddedCount4) << 2;
  const along = f32x4.splat(1 - share);
  for (let subset: usize = 0; subset < <usize>partitionCount; subset++) {
    const line = LINES + (subset << 5);
    const out = DISTANCES + subset * 640;
    const mx = f32x4.splat(load<f32>(line));
    const my = f32x4.splat(load<f32>(line, 4));
    const mz = f32x4.splat(load<f32>(line, 8));
    const mw = f32x4.splat(load<f32>(line, 12));
    const ux = f32x4.splat(load<f32>(line, 16));
    const uy = f32x4.splat(load<f32>(line, 20));
    const uz = f32x4.splat(load<f32>(line, 24));
    const uw = f32x4.splat(load<f32>(line, 28));
    for (let offset: usize = 0; offset < end; offset += 16) {
      const x = f32x4.sub(v128.load(TEXELS_F32 + offset), mx);
      const y = f32x4.sub(v128.load(TEXELS_F32 + offset, F32_PLANE), my);
      const z = f32x4.sub(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), mz);
      const w = f32x4.sub(v128.load(TEXELS_F32 + offset, 3 * F32_PLANE), mw);
      const t = f32x4.add(f32x4.add(f32x4.mul(x, ux), f32x4.mul(y, uy)), f32x4.add(f32x4.mul(z, uz), f32x4.mul(w, uw)));
      const square = f32x4.add(
        f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y)),
        f32x4.add(f32x4.mul(z, z), f32x4.mul(w, w)),
      );
      v128.store(out + offset, f32x4.sub(square, f32x4.mul(along, f32x4.mul(t, t))));
    }
  }
}

/** Moves every texel to its nearest line. */
function reassign(partitionCount: i32): void {
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    let nearest: i32 = 0;
    let least = load<f32>(DISTANCES + (texel << 2));
    for (let subset: i32 = 1; subset < partitionCount; subset++) {
      const distance = load<f32>(DISTANCES + <usize>subset * 640 + (texel << 2));
      if (distance < least) {
        least = distance;
        nearest = subset;
      }
    }
    store<u8>(MEMBERS + texel, (<i32>1) << nearest);
  }
}

/** Puts a pattern into an ascending list of at most `limit`; returns the new length. */
function insertCandidate(scores: usize, patterns: usize, count: i32, limit: i32, score: f32, pattern: u32): i32 {
  if (count == limit && load<f32>(scores + ((<usize>(limit - 1)) << 2)) <= score) return count;
  for (let index: i32 = 0; index < count; index++) {
    const at = (<usize>index) << 2;
    if (load<u32>(patterns + at) != pattern) continue;
    if (load<f32>(scores + at) <= score) return count;
    // known with a worse score: take it out, it comes in again below
    for (let next: i32 = index; next < count - 1; next++) {
      const to = (<usize>next) << 2;
      store<f32>(scores + to, load<f32>(scores + to, 4));
      store<u32>(patterns + to, load<u32>(patterns + to, 4));
    }
    count--;
    break;
  }
  let place = min(count, limit - 1);
  while (place > 0 && load<f32>(scores + ((<usize>(place - 1)) << 2)) > score) {
    const from = (<usize>(place - 1)) << 2;
    store<f32>(scores + from, load<f32>(scores + from), 4);
    store<u32>(patterns + from, load<u32>(patterns + from), 4);
    place--;
  }
  store<f32>(scores + ((<usize>place) << 2), score);
  store<u32>(patterns + ((<usize>place) << 2), pattern);
  return min(count + 1, limit);
}

/** Sweeps the distances and merges the lanes' winners into the candidates; returns their number. */
function sweepOnce(tables: PartitionTables, count: i32, limit: i32): i32 {
  sweepPatterns(tables);
  for (let lane: usize = 0; lane < 16; lane++) {
    const score = load<f32>(SWEEP_SCORES + (lane << 2));
    const pattern = load<u32>(SWEEP_PATTERNS + (lane << 2));
    if (<i32>pattern >= tables.count) continue;
    count = insertCandidate(CANDIDATE_SCORES, CANDIDATES, count, limit, score, pattern);
  }
  return count;
}

/**
 * Σ over the pattern's subsets of the variance off their lines + share · the variance along them, exactly.
 */
export function exactScore(tables: PartitionTables, pattern: u32, share: f32): f32 {
  const sizes = tables.sizesPtr + ((<usize>pattern) << 2);
  let list = tables.listsPtr + <usize>pattern * tables.patternBytes;
  let largest: i32 = 0;
  for (let subset: i32 = 1; subset < tables.partitionCount; subset++) {
    if (load<u8>(sizes + <usize>subset) > load<u8>(sizes + <usize>largest)) largest = subset;
  }
  let r0 = v128.load(TOTAL_MOMENTS);
  let r1 = v128.load(TOTAL_MOMENTS, 16);
  let r2 = v128.load(TOTAL_MOMENTS, 32);
  let r3 = v128.load(TOTAL_MOMENTS, 48);
  let score: f32 = 0;
  for (let subset: i32 = 0; subset < tables.partitionCount; subset++) {
    const size = <usize>load<u8>(sizes + <usize>subset);
    const end = list + size;
    if (subset == largest) {
      list = end;
      continue;
    }
    let m0 = f32x4.splat(0);
    let m1 = m0;
    let m2 = m0;
    let m3 = m0;
    do {
      const from = TEXEL_MOMENTS + ((<usize>load<u8>(list)) << 6);
      m0 = f32x4.add(m0, v128.load(from));
      m1 = f32x4.add(m1, v128.load(from, 16));
      m2 = f32x4.add(m2, v128.load(from, 32));
      m3 = f32x4.add(m3, v128.load(from, 48));
      list++;
    } while (list < end);
    r0 = f32x4.sub(r0, m0);
    r1 = f32x4.sub(r1, m1);
    r2 = f32x4.sub(r2, m2);
    r3 = f32x4.sub(r3, m3);
    v128.store(SET_MOMENTS, m0);
    v128.store(SET_MOMENTS, m1, 16);
    v128.store(SET_MOMENTS, m2, 32);
    v128.store(SET_MOMENTS, m3, 48);
    score += lineScore(SET_MOMENTS, <f32>size, share);
  }
  v128.store(REMAINING_MOMENTS, r0);
  v128.store(REMAINING_MOMENTS, r1, 16);
  v128.store(REMAINING_MOMENTS, r2, 32);
  v128.store(REMAINING_MOMENTS, r3, 48);
  return score + lineScore(REMAINING_MOMENTS, <f32>load<u8>(sizes + <usize>largest), share);
}

function lineScore(moments: usize, size: f32, share: f32): f32 {
  centreScatter(moments, size);
  const trace = scatterTrace();
  const along = principalDirection(LINE_STEPS);
  return max<f32>(0, trace - along) + share * along;
}

/**
 * Ranks the patterns of `tables` for the block at hand.
 *
 * @param starts  first guesses to refine, 1..3
 * @param fits  line fits before the first sweep of each start, 1 or more
 * @param refits  sweeps repeated from the best pattern's own subsets
 * @param rerank  candidates to score exactly
 * @param keep  patterns to return in RANKED
 * @param colorCount  distinct colors of the block, see palette.ts
 * @returns how many there are
 */
export function rankPartitions(
  tables: PartitionTables,
  starts: i32,
  fits: i32,
  refits: i32,
  rerank: i32,
  keep: i32,
  colorCount: i32,
): i32 {
  const partitionCount = tables.partitionCount;
  const share = spanShare(partitionCount);
  const fromPalette = paletteStarts(colorCount, partitionCount);
  if (fromPalette > 0) {
    starts = fromPalette;
    fits = 1;
  }
  let count: i32 = 0;
  for (let start: i32 = 0; start < starts; start++) {
    if (fromPalette > 0) guessFromPalette(colorCount, partitionCount, start, MEMBERS);
    else guessSubsets(partitionCount, start);
    for (let fit: i32 = 0; fit < fits; fit++) {
      if (fit > 0) reassign(partitionCount);
      fitLines(partitionCount);
      measureDistances(partitionCount, share);
    }
    count = sweepOnce(tables, count, rerank);
    for (let refit: i32 = 0; refit < refits; refit++) {
      adoptBestLane(tables);
      fitLines(partitionCount);
      measureDistances(partitionCount, share);
      count = sweepOnce(tables, count, rerank);
    }
  }
  let ranked: i32 = 0;
  for (let index: i32 = 0; index < count; index++) {
    const pattern = load<u32>(CANDIDATES + ((<usize>index) << 2));
    ranked = insertCandidate(RANKED_SCORES, RANKED, ranked, keep, exactScore(tables, pattern, share), pattern);
  }
  return ranked;
}

/** MEMBERS becomes the pattern with the least score of the last sweep. */
function adoptBestLane(tables: PartitionTables): void {
  let best: usize = 0;
  for (let lane: usize = 1; lane < 16; lane++) {
    if (load<f32>(SWEEP_SCORES + (lane << 2)) < load<f32>(SWEEP_SCORES + (best << 2))) best = lane;
  }
  const pattern = min(<i32>load<u32>(SWEEP_PATTERNS + (best << 2)), tables.count - 1);
  const from = tables.patternsPtr + <usize>pattern * tables.patternBytes;
  for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
    store<u8>(MEMBERS + texel, (<i32>1) << (<i32>load<u8>(from + texel)));
  }
}
