/** The lines of four sets of texels at once, a lane a set: nothing crosses lanes, so four take hardly longer than one. */

import { AnyAlpha } from '../block/block-state';

/**
 * Variance a texel, in squared steps, up to which a subset counts as a point: of its scatter little but the rounding of
 * large sums is left, and a line through that would claim texels of any color that happens to lie along it.
 */
export const POINT_VARIANCE: f32 = 0.05;

/** f32[8][4]: mean and direction of four lines, a lane a line; a point's direction is 0. */
export const LINES: usize = memory.data(128, 16);

/** Moments of four sets, f32[4][16], a row a set, to f32[16][4], a lane a set. */
// @ts-ignore: decorator
@inline
export function transposeMoments(rows: usize, lanes: usize): void {
  for (let quarter: usize = 0; quarter < 64; quarter += 16) {
    const a = v128.load(rows + quarter);
    const b = v128.load(rows + quarter, 64);
    const c = v128.load(rows + quarter, 128);
    const d = v128.load(rows + quarter, 192);
    const abFront = i32x4.shuffle(a, b, 0, 4, 1, 5);
    const abBack = i32x4.shuffle(a, b, 2, 6, 3, 7);
    const cdFront = i32x4.shuffle(c, d, 0, 4, 1, 5);
    const cdBack = i32x4.shuffle(c, d, 2, 6, 3, 7);
    const out = lanes + (quarter << 2);
    v128.store(out, i64x2.shuffle(abFront, cdFront, 0, 2));
    v128.store(out, i64x2.shuffle(abFront, cdFront, 1, 3), 16);
    v128.store(out, i64x2.shuffle(abBack, cdBack, 0, 2), 32);
    v128.store(out, i64x2.shuffle(abBack, cdBack, 1, 3), 48);
  }
}

/** What is wanted of {@link fitFour}: what the lines leave, or the lines. */
@final
export class Scores {}


@final
export class Lines {}

/**
 * The lines of four sets given by their moments, three power steps. In each lane the same arithmetic as
 * {@link centreScatter} and {@link principalDirection}.
 *
 * `A` says whether alpha is flat: then whatever has w in it is 0, and is left out of the sums.
 *
 * @param moments  f32[16][4]: x y z w, xx xy xz xw, yy yz yw zz, zw ww of four sets
 * @param count  texels of each, 1 or more
 * @returns of {@link Scores} the variance off each line + share · the variance along it; {@link Lines} go to LINES
 */
// @ts-ignore: decorator
@inline
export function fitFour<T, A>(moments: usize, count: v128, share: f32): v128 {
  const inverse = f32x4.div(f32x4.splat(1), count);
  const zero = f32x4.splat(0);
  const hasAlpha = idof<A>() == idof<AnyAlpha>();
  const x = v128.load(moments);
  const y = v128.load(moments, 16);
  const z = v128.load(moments, 32);
  const w = hasAlpha ? v128.load(moments, 48) : zero;
  const meanX = f32x4.mul(x, inverse);
  const meanY = f32x4.mul(y, inverse);
  const meanZ = f32x4.mul(z, inverse);
  const meanW = hasAlpha ? f32x4.mul(w, inverse) : zero;
  if (idof<T>() == idof<Lines>()) {
    v128.store(LINES, meanX);
    v128.store(LINES, meanY, 16);
    v128.store(LINES, meanZ, 32);
    v128.store(LINES, meanW, 48);
  }
  const xx = scatter(v128.load(moments, 64), x, meanX);
  const yy = scatter(v128.load(moments, 128), y, meanY);
  const zz = scatter(v128.load(moments, 176), z, meanZ);
  const ww = hasAlpha ? scatter(v128.load(moments, 208), w, meanW) : zero;
  const trace = f32x4.add(f32x4.add(xx, yy), hasAlpha ? f32x4.add(zz, ww) : zz);
  // A point's matrix is 0, and with it all that follows.
  const isSpread = f32x4.gt(trace, f32x4.mul(f32x4.splat(POINT_VARIANCE), count));
  const scale = v128.and(f32x4.div(f32x4.splat(1), trace), isSpread);
  // column, then row: each half of the matrix has its own rounding
  const c00 = f32x4.mul(xx, scale);
  const c01 = f32x4.mul(scatter(v128.load(moments, 80), y, meanX), scale);
  const c02 = f32x4.mul(scatter(v128.load(moments, 96), z, meanX), scale);
  const c03 = hasAlpha ? f32x4.mul(scatter(v128.load(moments, 112), w, meanX), scale) : zero;
  const c10 = f32x4.mul(scatter(v128.load(moments, 80), x, meanY), scale);
  const c11 = f32x4.mul(yy, scale);
  const c12 = f32x4.mul(scatter(v128.load(moments, 144), z, meanY), scale);
  const c13 = hasAlpha ? f32x4.mul(scatter(v128.load(moments, 160), w, meanY), scale) : zero;
  const c20 = f32x4.mul(scatter(v128.load(moments, 96), x, meanZ), scale);
  const c21 = f32x4.mul(scatter(v128.load(moments, 144), y, meanZ), scale);
  const c22 = f32x4.mul(zz, scale);
  const c23 = hasAlpha ? f32x4.mul(scatter(v128.load(moments, 192), w, meanZ), scale) : zero;
  const c30 = hasAlpha ? f32x4.mul(scatter(v128.load(moments, 112), x, meanW), scale) : zero;
  const c31 = hasAlpha ? f32x4.mul(scatter(v128.load(moments, 160), y, meanW), scale) : zero;
  const c32 = hasAlpha ? f32x4.mul(scatter(v128.load(moments, 192), z, meanW), scale) : zero;
  const c33 = hasAlpha ? f32x4.mul(ww, scale) : zero;
  // the column with the largest diagonal
  const isY = f32x4.gt(c11, c00);
  let largest = v128.bitselect(c11, c00, isY);
  const isZ = f32x4.gt(c22, largest);
  let v0 = v128.bitselect(c20, v128.bitselect(c10, c00, isY), isZ);
  let v1 = v128.bitselect(c21, v128.bitselect(c11, c01, isY), isZ);
  let v2 = v128.bitselect(c22, v128.bitselect(c12, c02, isY), isZ);
  let v3 = zero;
  if (hasAlpha) {
    largest = v128.bitselect(c22, largest, isZ);
    const isW = f32x4.gt(c33, largest);
    v0 = v128.bitselect(c30, v0, isW);
    v1 = v128.bitselect(c31, v1, isW);
    v2 = v128.bitselect(c32, v2, isW);
    v3 = v128.bitselect(c33, v128.bitselect(c23, v128.bitselect(c13, c03, isY), isZ), isW);
  }
  let p0 = v0;
  let p1 = v1;
  let p2 = v2;
  let p3 = v3;
  for (let step: i32 = 0; step < 3; step++) {
    p0 = v0;
    p1 = v1;
    p2 = v2;
    p3 = v3;
    v0 = rowTimes<A>(c00, c10, c20, c30, p0, p1, p2, p3);
    v1 = rowTimes<A>(c01, c11, c21, c31, p0, p1, p2, p3);
    v2 = rowTimes<A>(c02, c12, c22, c32, p0, p1, p2, p3);
    if (hasAlpha) v3 = rowTimes<A>(c03, c13, c23, c33, p0, p1, p2, p3);
  }
  const vv = dotInLanes<A>(v0, v1, v2, v3, v0, v1, v2, v3);
  const vp = dotInLanes<A>(v0, v1, v2, v3, p0, p1, p2, p3);
  const tiny = f32x4.splat(1e-30);
  const isLine = v128.and(f32x4.gt(vv, tiny), f32x4.gt(vp, tiny));
  if (idof<T>() == idof<Lines>()) {
    const inverseLength = f32x4.div(f32x4.splat(1), f32x4.sqrt(vv));
    v128.store(LINES, v128.and(f32x4.mul(v0, inverseLength), isLine), 64);
    v128.store(LINES, v128.and(f32x4.mul(v1, inverseLength), isLine), 80);
    v128.store(LINES, v128.and(f32x4.mul(v2, inverseLength), isLine), 96);
    v128.store(LINES, hasAlpha ? v128.and(f32x4.mul(v3, inverseLength), isLine) : zero, 112);
    return trace;
  }
  const along = v128.and(f32x4.pmin(trace, f32x4.div(f32x4.mul(trace, vv), vp)), isLine);
  const off = f32x4.pmax(f32x4.splat(0), f32x4.sub(trace, along));
  return f32x4.add(off, f32x4.mul(f32x4.splat(share), along));
}

/** One entry of the scatter: Σ x·y − Σ x · mean y. */
// @ts-ignore: decorator
@inline
function scatter(product: v128, sum: v128, mean: v128): v128 {
  return f32x4.sub(product, f32x4.mul(sum, mean));
}

/** A row of the matrix times a vector. */
// @ts-ignore: decorator
@inline
function rowTimes<A>(c0: v128, c1: v128, c2: v128, c3: v128, p0: v128, p1: v128, p2: v128, p3: v128): v128 {
  const front = f32x4.add(f32x4.mul(c0, p0), f32x4.mul(c1, p1));
  const third = f32x4.mul(c2, p2);
  return f32x4.add(front, idof<A>() == idof<AnyAlpha>() ? f32x4.add(third, f32x4.mul(c3, p3)) : third);
}

/** Σ a·b over four components, in the order of {@link sumLanes}. */
// @ts-ignore: decorator
@inline
function dotInLanes<A>(a0: v128, a1: v128, a2: v128, a3: v128, b0: v128, b1: v128, b2: v128, b3: v128): v128 {
  const even = f32x4.add(f32x4.mul(a0, b0), f32x4.mul(a2, b2));
  const second = f32x4.mul(a1, b1);
  return f32x4.add(even, idof<A>() == idof<AnyAlpha>() ? f32x4.add(second, f32x4.mul(a3, b3)) : second);
}
