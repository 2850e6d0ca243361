/**
 * Moments of a block's texels add up, so the line of any subset is a few sums away: lines of a guess, exact scores of
 * patterns.
 */
import { F32_PLANE, TEXELS_F32, blockState } from '../block/block-state';
import { broadcast0, broadcast1, broadcast2, broadcast3, sumLanes } from '../../simd/lanes';
import { longestColumn, powerStep } from '../lines/line-fit';
import { LINES, LINE_BYTES, MEMBERS } from './partition-guess';
import { PartitionTables } from '../tables/partition-tables';

/** f32[240][16]: x y z w, xx xy xz xw, yy yz yw zz, zw ww 0 0 of each texel, so that moments of a set are plain sums. */
export const TEXEL_MOMENTS: usize = memory.data(240 * 64, 16);
/**
 * Variance a texel, in squared steps, up to which a subset counts as a point: of its scatter little but the rounding of
 * large sums is left, and a line through that would claim texels of any color that happens to lie along it.
 */
export const POINT_VARIANCE: f32 = 0.05;

export const TOTAL_MOMENTS: usize = memory.data(64, 16);

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
  v128.store(TOTAL_MOMENTS, total0);
  v128.store(TOTAL_MOMENTS, total1, 16);
  v128.store(TOTAL_MOMENTS, total2, 32);
  v128.store(TOTAL_MOMENTS, total3, 48);
}

/**
 * The line of a set given by its moments, three power steps, all in registers: mean and direction go to `linePtr`.
 * The same arithmetic as {@link centreScatter} and {@link principalDirection}.
 *
 * @param sum  x y z w; `first` xx xy xz xw; `second` yy yz yw zz; `third` zw ww 0 0
 * @param linePtr  out: f32[8]
 * @returns variance off the line + share · the variance along it
 */
function fitMoments(sum: v128, first: v128, second: v128, third: v128, count: f32, share: f32, linePtr: usize): f32 {
  const mean = f32x4.mul(sum, f32x4.splat(1 / count));
  v128.store(linePtr, mean);
  const c1a = i32x4.shuffle(first, second, 1, 4, 5, 6); // xy yy yz yw
  const c2a = i32x4.shuffle(first, second, 2, 5, 7, 7); // xz yz zz zz
  const c2b = i32x4.shuffle(c2a, third, 0, 1, 2, 4); // xz yz zz zw
  const c3a = i32x4.shuffle(first, second, 3, 6, 3, 6); // xw yw
  const c3b = i32x4.shuffle(c3a, third, 0, 1, 4, 5); // xw yw zw ww
  const s0 = f32x4.sub(first, f32x4.mul(sum, broadcast0(mean)));
  const s1 = f32x4.sub(c1a, f32x4.mul(sum, broadcast1(mean)));
  const s2 = f32x4.sub(c2b, f32x4.mul(sum, broadcast2(mean)));
  const s3 = f32x4.sub(c3b, f32x4.mul(sum, broadcast3(mean)));
  const trace =
    f32x4.extract_lane(s0, 0) + f32x4.extract_lane(s1, 1) + (f32x4.extract_lane(s2, 2) + f32x4.extract_lane(s3, 3));
  if (!(trace > POINT_VARIANCE * count)) {
    v128.store(linePtr, f32x4.splat(0), 16);
    return max<f32>(0, trace);
  }
  const scale = f32x4.splat(1 / trace);
  const c0 = f32x4.mul(s0, scale);
  const c1 = f32x4.mul(s1, scale);
  const c2 = f32x4.mul(s2, scale);
  const c3 = f32x4.mul(s3, scale);
  let v = longestColumn(c0, c1, c2, c3);
  v = powerStep(c0, c1, c2, c3, v);
  const previous = powerStep(c0, c1, c2, c3, v);
  v = powerStep(c0, c1, c2, c3, previous);
  const vv = sumLanes(f32x4.mul(v, v));
  const vp = sumLanes(f32x4.mul(v, previous));
  if (!(vv > 1e-30) || !(vp > 1e-30)) {
    v128.store(linePtr, f32x4.splat(0), 16);
    return max<f32>(0, trace);
  }
  v128.store(linePtr, f32x4.mul(v, f32x4.splat(1 / sqrt<f32>(vv))), 16);
  const along = min<f32>(trace, (trace * vv) / vp);
  return max<f32>(0, trace - along) + share * along;
}

/** Lines of the subsets in MEMBERS. */
export function fitLines(partitionCount: i32): void {
  const count = <usize>blockState().texelCount;
  for (let subset: i32 = 0; subset < partitionCount; subset++) {
    let m0 = f32x4.splat(0);
    let m1 = m0;
    let m2 = m0;
    let m3 = m0;
    let size: i32 = 0;
    for (let first: usize = 0; first < count; first += 16) {
      // bit `subset` of sixteen texels' members, those past the last left out
      let texels = i8x16.bitmask(i8x16.shl(v128.load(MEMBERS + first), 7 - subset));
      const left = <i32>(count - first);
      if (left < 16) texels &= (1 << left) - 1;
      size += popcnt<i32>(texels);
      const moments = TEXEL_MOMENTS + (first << 6);
      while (texels != 0) {
        const from = moments + ((<usize>ctz<i32>(texels)) << 6);
        m0 = f32x4.add(m0, v128.load(from));
        m1 = f32x4.add(m1, v128.load(from, 16));
        m2 = f32x4.add(m2, v128.load(from, 32));
        m3 = f32x4.add(m3, v128.load(from, 48));
        texels &= texels - 1;
      }
    }
    fitMoments(m0, m1, m2, m3, max<f32>(1, <f32>size), 0, LINES + <usize>subset * LINE_BYTES);
  }
}

/**
 * Σ over the pattern's subsets of the variance off their lines + share · the variance along them, exactly.
 *
 * @param limit  a score that is of no use: given up once the sum has come to it
 */
export function exactScore(tables: PartitionTables, pattern: u32, share: f32, limit: f32): f32 {
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
    score += fitMoments(m0, m1, m2, m3, <f32>size, share, LINES);
    if (score >= limit) return score;
  }
  return score + fitMoments(r0, r1, r2, r3, <f32>load<u8>(sizes + <usize>largest), share, LINES);
}
