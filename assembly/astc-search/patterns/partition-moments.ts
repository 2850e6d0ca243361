/**
 * Moments of a block's texels add up, so the line of any subset is a few sums away: lines of a guess, exact scores of
 * patterns.
 */
import { clearVectors } from '../../simd/copy';
import { AnyAlpha, F32_PLANE, FlatAlpha, TEXELS_F32, blockState, isAlphaFlat } from '../block/block-state';
import { Lines, Scores, fitFour, transposeMoments } from './four-lines';
import { MEMBERS } from './partition-guess';
import { PartitionTables } from '../tables/partition-tables';

/**
 * f32[241][16]: x y z w, xx xy xz xw, yy yz yw zz, zw ww 0 0 of each texel, so that moments of a set are plain sums; behind
 * the last texel all 0, which lists are filled up with.
 */
export const TEXEL_MOMENTS: usize = memory.data(241 * 64, 16);
/** f32[16]: those of the whole block. */
export const TOTAL_MOMENTS: usize = memory.data(64, 16);

/** f32[4][16]: moments of four sets, a row a set; the same and what is left of the block, f32[16][4], a lane a set. */
export const SET_ROWS: usize = memory.data(256, 16);
export const SET_LANES: usize = memory.data(256, 16);
export const REST_LANES: usize = memory.data(256, 16);
const ROW_BYTES: usize = 64;
/** Moments of a row that are not 0. */
const MOMENTS: usize = 14;
/** f32[4], or i32[4] before: texels of each set. */
export const SET_SIZES: usize = memory.data(16, 16);

/** Moments of every texel and of the block; once a block, before the first pattern is ranked. */
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
  clearVectors(TEXEL_MOMENTS + (count << 6), 64);
  v128.store(TOTAL_MOMENTS, total0);
  v128.store(TOTAL_MOMENTS, total1, 16);
  v128.store(TOTAL_MOMENTS, total2, 32);
  v128.store(TOTAL_MOMENTS, total3, 48);
}

/** Subsets of a pattern at most. */
const SUBSETS_MAX: usize = 4;

/** Lines of the subsets in MEMBERS, to LINES; of those without texels all 0. */
export function fitLines(): void {
  if (isAlphaFlat()) fitMembers<FlatAlpha>();
  else fitMembers<AnyAlpha>();
}

function fitMembers<A>(): void {
  const count = <usize>blockState().texelCount;
  for (let subset: usize = 0; subset < SUBSETS_MAX; subset++) {
    let m0 = f32x4.splat(0);
    let m1 = m0;
    let m2 = m0;
    let m3 = m0;
    let size: i32 = 0;
    for (let first: usize = 0; first < count; first += 16) {
      // bit `subset` of sixteen texels' members, those past the last left out
      let texels = i8x16.bitmask(i8x16.shl(v128.load(MEMBERS + first), 7 - <i32>subset));
      const left = <i32>(count - first);
      if (left < 16) texels &= (1 << left) - 1;
      size += popcnt<i32>(texels);
      const moments = TEXEL_MOMENTS + (first << 6);
      while (texels != 0) {
        const from = moments + ((<usize>ctz<i32>(texels)) << 6);
        m0 = f32x4.add(m0, v128.load(from));
        m1 = f32x4.add(m1, v128.load(from, 16));
        m2 = f32x4.add(m2, v128.load(from, 32));
        if (idof<A>() == idof<AnyAlpha>()) m3 = f32x4.add(m3, v128.load(from, 48));
        texels &= texels - 1;
      }
    }
    storeSet(subset, m0, m1, m2, m3, max<i32>(1, size));
  }
  transposeMoments(SET_ROWS, SET_LANES);
  fitFour<Lines, A>(SET_LANES, f32x4.convert_i32x4_s(v128.load(SET_SIZES)), 0);
}

// @ts-ignore: decorator
@inline
function storeSet(set: usize, m0: v128, m1: v128, m2: v128, m3: v128, size: i32): void {
  const row = SET_ROWS + set * ROW_BYTES;
  v128.store(row, m0);
  v128.store(row, m1, 16);
  v128.store(row, m2, 32);
  v128.store(row, m3, 48);
  store<i32>(SET_SIZES + (set << 2), size);
}

/**
 * Σ over the subsets of the variance off their lines + share · the variance along them, exactly, of four patterns at once.
 * All subsets but the largest are summed; the largest is what they leave of the block.
 *
 * @param patterns  u32[4]
 * @param limit  a score that is of no use: given up once all four have come to it
 * @param scores  out: f32[4]
 */
export function exactScores(tables: PartitionTables, patterns: usize, share: f32, limit: f32, scores: usize): void {
  if (isAlphaFlat()) scorePatterns<FlatAlpha>(tables, patterns, share, limit, scores);
  else scorePatterns<AnyAlpha>(tables, patterns, share, limit, scores);
}

function scorePatterns<A>(tables: PartitionTables, patterns: usize, share: f32, limit: f32, scores: usize): void {
  for (let moment: usize = 0; moment < MOMENTS; moment++) {
    v128.store(REST_LANES + (moment << 4), v128.load32_splat(TOTAL_MOMENTS + (moment << 2)));
  }
  let left = i32x4.splat(blockState().texelCount);
  let sum = f32x4.splat(0);
  for (let place: i32 = 1; place < tables.partitionCount; place++) {
    for (let set: usize = 0; set < 4; set++) sumSubset<A>(tables, <usize>load<u32>(patterns + (set << 2)), place, set);
    transposeMoments(SET_ROWS, SET_LANES);
    for (let at: usize = 0; at < MOMENTS << 4; at += 16) {
      v128.store(REST_LANES + at, f32x4.sub(v128.load(REST_LANES + at), v128.load(SET_LANES + at)));
    }
    const sizes = v128.load(SET_SIZES);
    left = i32x4.sub(left, sizes);
    sum = f32x4.add(sum, fitFour<Scores, A>(SET_LANES, f32x4.convert_i32x4_s(sizes), share));
    if (!v128.any_true(f32x4.lt(sum, f32x4.splat(limit)))) {
      v128.store(scores, sum);
      return;
    }
  }
  v128.store(scores, f32x4.add(sum, fitFour<Scores, A>(REST_LANES, f32x4.convert_i32x4_s(left), share)));
}

/** Moments of number `place`, from 1, of a pattern's subsets without the largest, to row `set`. */
function sumSubset<A>(tables: PartitionTables, pattern: usize, place: i32, set: usize): void {
  const sizes = load<u32>(tables.listSizesPtr + (pattern << 2));
  // byte p of the product: texels, whole fours of each, of the lists before number p, from 0
  const whole = (sizes + 0x030303) & 0xfcfcfc;
  const shift = (place - 1) << 3;
  let list = tables.listsPtr + pattern * tables.listBytes + <usize>(((whole * 0x010100) >> shift) & 255);
  const end = list + <usize>((whole >> shift) & 255);
  let m0 = f32x4.splat(0);
  let m1 = m0;
  let m2 = m0;
  let m3 = m0;
  do {
    const first = TEXEL_MOMENTS + ((<usize>load<u8>(list)) << 6);
    m0 = f32x4.add(m0, v128.load(first));
    m1 = f32x4.add(m1, v128.load(first, 16));
    m2 = f32x4.add(m2, v128.load(first, 32));
    if (idof<A>() == idof<AnyAlpha>()) m3 = f32x4.add(m3, v128.load(first, 48));
    const second = TEXEL_MOMENTS + ((<usize>load<u8>(list, 1)) << 6);
    m0 = f32x4.add(m0, v128.load(second));
    m1 = f32x4.add(m1, v128.load(second, 16));
    m2 = f32x4.add(m2, v128.load(second, 32));
    if (idof<A>() == idof<AnyAlpha>()) m3 = f32x4.add(m3, v128.load(second, 48));
    const third = TEXEL_MOMENTS + ((<usize>load<u8>(list, 2)) << 6);
    m0 = f32x4.add(m0, v128.load(third));
    m1 = f32x4.add(m1, v128.load(third, 16));
    m2 = f32x4.add(m2, v128.load(third, 32));
    if (idof<A>() == idof<AnyAlpha>()) m3 = f32x4.add(m3, v128.load(third, 48));
    const fourth = TEXEL_MOMENTS + ((<usize>load<u8>(list, 3)) << 6);
    m0 = f32x4.add(m0, v128.load(fourth));
    m1 = f32x4.add(m1, v128.load(fourth, 16));
    m2 = f32x4.add(m2, v128.load(fourth, 32));
    if (idof<A>() == idof<AnyAlpha>()) m3 = f32x4.add(m3, v128.load(fourth, 48));
    list += 4;
  } while (list < end);
  storeSet(set, m0, m1, m2, m3, <i32>((sizes >> shift) & 255));
}
