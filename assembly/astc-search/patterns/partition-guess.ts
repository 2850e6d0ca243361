/**
 * Which subset each texel may lie in: first guesses by the block's axes, then by every texel's distance to the lines
 * that were fitted to the guess before.
 */
import { AnyAlpha, F32_PLANE, FlatAlpha, TEXELS_F32, blockState, isAlphaFlat } from '../block/block-state';
import { DIRECTION, SCATTER, principalDirection, takeWholeScatter } from '../lines/line-fit';
import { LINES } from './four-lines';
import { DISTANCES } from './partition-sweep';

/** u8[240]: bit set of the lines each texel is fitted to; usually one bit, the subset of the guess. */
export const MEMBERS: usize = memory.data(240, 16);
/** f32[2][240]: position along the block's first and second axis. */
export const AXES: usize = memory.data(2 * 960, 16);

/** Projections on the two main axes of the block. */
export function buildAxes(): void {
  takeWholeScatter();
  const along = principalDirection(4);
  projectAxis(AXES);
  // deflate: C − λ v vᵀ
  const v = v128.load(DIRECTION);
  for (let row: usize = 0; row < 4; row++) {
    const scale = f32x4.splat(load<f32>(DIRECTION + (row << 2)) * along);
    v128.store(SCATTER + (row << 4), f32x4.sub(v128.load(SCATTER + (row << 4)), f32x4.mul(v, scale)));
  }
  principalDirection(4);
  projectAxis(AXES + 960);
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

/** Root mean square position along an axis. */
function axisSigma(axis: usize, count: usize): f32 {
  let squares: f32 = 0;
  for (let texel: usize = 0; texel < count; texel++) {
    const position = load<f32>(axis + (texel << 2));
    squares += position * position;
  }
  return sqrt<f32>(squares / <f32>count);
}

/** First guess number `start` (0..2) of the subsets. */
export function guessSubsets(partitionCount: i32, start: i32): void {
  const count = <usize>blockState().texelCount;
  // Two subsets split at 0.
  const sigma0: f32 = partitionCount > 2 ? axisSigma(AXES, count) : 0;
  const sigma1: f32 = partitionCount > 2 ? axisSigma(AXES + 960, count) : 0;
  for (let texel: usize = 0; texel < count; texel++) {
    const a = load<f32>(AXES + (texel << 2));
    const b = load<f32>(AXES + (texel << 2), 960);
    store<u8>(MEMBERS + texel, (<i32>1) << guessSubset(partitionCount, start, a, b, sigma0, sigma1));
  }
}

/** Sums and differences of comparisons: nobody could foretell branches. */
// @ts-ignore: decorator
@inline
function guessSubset(partitionCount: i32, start: i32, a: f32, b: f32, sigma0: f32, sigma1: f32): i32 {
  if (partitionCount == 2) return i32((start == 0 ? a : start == 1 ? b : a * b) > 0);
  const position = start == 0 ? a : b;
  const sigma = start == 0 ? sigma0 : sigma1;
  if (partitionCount == 3) {
    if (start == 2) return select<i32>(2, i32(b > 0), a > 0);
    return 1 + i32(position > 0.6 * sigma) - i32(position < -0.6 * sigma);
  }
  if (start == 1) return i32(a > 0) + (i32(b > 0) << 1);
  return 3 - i32(position < -0.9 * sigma) - i32(position < 0) - i32(position < 0.9 * sigma);
}

/** DISTANCES: |y − m|² − (1 − share) · (u · (y − m))², so that extent along a line costs a little too. */
export function measureDistances(partitionCount: i32, share: f32): void {
  if (isAlphaFlat()) measureLines<FlatAlpha>(partitionCount, share);
  else measureLines<AnyAlpha>(partitionCount, share);
}

function measureLines<A>(partitionCount: i32, share: f32): void {
  const end = (<usize>blockState().paddedCount4) << 2;
  const along = f32x4.splat(1 - share);
  for (let subset: usize = 0; subset < <usize>partitionCount; subset++) {
    const line = LINES + (subset << 2);
    const out = DISTANCES + subset * 960;
    const mx = f32x4.splat(load<f32>(line));
    const my = f32x4.splat(load<f32>(line, 16));
    const mz = f32x4.splat(load<f32>(line, 32));
    const mw = f32x4.splat(load<f32>(line, 48));
    const ux = f32x4.splat(load<f32>(line, 64));
    const uy = f32x4.splat(load<f32>(line, 80));
    const uz = f32x4.splat(load<f32>(line, 96));
    const uw = f32x4.splat(load<f32>(line, 112));
    for (let offset: usize = 0; offset < end; offset += 16) {
      const x = f32x4.sub(v128.load(TEXELS_F32 + offset), mx);
      const y = f32x4.sub(v128.load(TEXELS_F32 + offset, F32_PLANE), my);
      const z = f32x4.sub(v128.load(TEXELS_F32 + offset, 2 * F32_PLANE), mz);
      let onBack = f32x4.mul(z, uz);
      let squareBack = f32x4.mul(z, z);
      if (idof<A>() == idof<AnyAlpha>()) {
        const w = f32x4.sub(v128.load(TEXELS_F32 + offset, 3 * F32_PLANE), mw);
        onBack = f32x4.add(onBack, f32x4.mul(w, uw));
        squareBack = f32x4.add(squareBack, f32x4.mul(w, w));
      }
      const t = f32x4.add(f32x4.add(f32x4.mul(x, ux), f32x4.mul(y, uy)), onBack);
      const square = f32x4.add(f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y)), squareBack);
      v128.store(out + offset, f32x4.sub(square, f32x4.mul(along, f32x4.mul(t, t))));
    }
  }
}

/** Moves every texel to its nearest line. */
export function reassign(partitionCount: i32): void {
  const end = (<usize>blockState().paddedCount4) << 2;
  for (let offset: usize = 0; offset < end; offset += 16) {
    let least = v128.load(DISTANCES + offset);
    let members = i32x4.splat(1);
    for (let subset: i32 = 1; subset < partitionCount; subset++) {
      const distance = v128.load(DISTANCES + <usize>subset * 960 + offset);
      members = v128.bitselect(i32x4.splat(1 << subset), members, f32x4.lt(distance, least));
      least = f32x4.pmin(least, distance);
    }
    const words = i16x8.narrow_i32x4_s(members, members);
    v128.store32_lane(MEMBERS + (offset >> 2), i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/** MEMBERS becomes a pattern's own subsets, u8[texelCount padded to 16]. */
export function adoptPattern(patternPtr: usize): void {
  const bits = v128.load(SUBSET_BITS);
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel += 16) {
    v128.store(MEMBERS + texel, i8x16.swizzle(bits, v128.load(patternPtr + texel)));
  }
}

/** u8[16]: 1 << subset. */
const SUBSET_BITS: usize = memory.data<u8>([1, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 16);
