/** The lines of four sets of texels at once, a lane a set: nothing crosses lanes, so four take hardly longer than one. */

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
 * @param moments  f32[16][4]: x y z w, xx xy xz xw, yy yz yw zz, zw ww of four sets
 * @param count  texels of each, 1 or more
 * @returns of {@link Scores} the variance off each line + share · the variance along it; {@link Lines} go to LINES
 */
// @ts-ignore: decorator
@inline
export function fitFour<T>(moments: usize, count: v128, share: f32): v128 {
  const inverse = f32x4.div(f32x4.splat(1), count);
  const x = v128.load(moments);
  const y = v128.load(moments, 16);
  const z = v128.load(moments, 32);
  const w = v128.load(moments, 48);
  const meanX = f32x4.mul(x, inverse);
  const meanY = f32x4.mul(y, inverse);
  const meanZ = f32x4.mul(z, inverse);
  const meanW = f32x4.mul(w, inverse);
  if (idof<T>() == idof<Lines>()) {
    v128.store(LINES, meanX);
    v128.store(LINES, meanY, 16);
    v128.store(LINES, meanZ, 32);
    v128.store(LINES, meanW, 48);
  }
  const xx = scatter(v128.load(moments, 64), x, meanX);
  const yy = scatter(v128.load(moments, 128), y, meanY);
  const zz = scatter(v128.load(moments, 176), z, meanZ);
  const ww = scatter(v128.load(moments, 208), w, meanW);
  const trace = f32x4.add(f32x4.add(xx, yy), f32x4.add(zz, ww));
  // A point's matrix is 0, and with it all that follows.
  const isSpread = f32x4.gt(trace, f32x4.mul(f32x4.splat(POINT_VARIANCE), count));
  const scale = v128.and(f32x4.div(f32x4.splat(1), trace), isSpread);
  // column, then row: each half of the matrix has its own rounding
  const c00 = f32x4.mul(xx, scale);
  const c01 = f32x4.mul(scatter(v128.load(moments, 80), y, meanX), scale);
  const c02 = f32x4.mul(scatter(v128.load(moments, 96), z, meanX), scale);
  const c03 = f32x4.mul(scatter(v128.load(moments, 112), w, meanX), scale);
  const c10 = f32x4.mul(scatter(v128.load(moments, 80), x, meanY), scale);
  const c11 = f32x4.mul(yy, scale);
  const c12 = f32x4.mul(scatter(v128.load(moments, 144), z, meanY), scale);
  const c13 = f32x4.mul(scatter(v128.load(moments, 160), w, meanY), scale);
  const c20 = f32x4.mul(scatter(v128.load(moments, 96), x, meanZ), scale);
  const c21 = f32x4.mul(scatter(v128.load(moments, 144), y, meanZ), scale);
  const c22 = f32x4.mul(zz, scale);
  const c23 = f32x4.mul(scatter(v128.load(moments, 192), w, meanZ), scale);
  const c30 = f32x4.mul(scatter(v128.load(moments, 112), x, meanW), scale);
  const c31 = f32x4.mul(scatter(v128.load(moments, 160), y, meanW), scale);
  const c32 = f32x4.mul(scatter(v128.load(moments, 192), z, meanW), scale);
  const c33 = f32x4.mul(ww, scale);
  // the column with the largest diagonal
  const isY = f32x4.gt(c11, c00);
  let largest = v128.bitselect(c11, c00, isY);
  const isZ = f32x4.gt(c22, largest);
  largest = v128.bitselect(c22, largest, isZ);
  const isW = f32x4.gt(c33, largest);
  let v0 = pickColumn(c00, c10, c20, c30, isY, isZ, isW);
  let v1 = pickColumn(c01, c11, c21, c31, isY, isZ, isW);
  let v2 = pickColumn(c02, c12, c22, c32, isY, isZ, isW);
  let v3 = pickColumn(c03, c13, c23, c33, isY, isZ, isW);
  let p0 = v0;
  let p1 = v1;
  let p2 = v2;
  let p3 = v3;
  for (let step: i32 = 0; step < 3; step++) {
    p0 = v0;
    p1 = v1;
    p2 = v2;
    p3 = v3;
    v0 = f32x4.add(
      f32x4.add(f32x4.mul(c00, p0), f32x4.mul(c10, p1)),
      f32x4.add(f32x4.mul(c20, p2), f32x4.mul(c30, p3)),
    );
    v1 = f32x4.add(
      f32x4.add(f32x4.mul(c01, p0), f32x4.mul(c11, p1)),
      f32x4.add(f32x4.mul(c21, p2), f32x4.mul(c31, p3)),
    );
    v2 = f32x4.add(
      f32x4.add(f32x4.mul(c02, p0), f32x4.mul(c12, p1)),
      f32x4.add(f32x4.mul(c22, p2), f32x4.mul(c32, p3)),
    );
    v3 = f32x4.add(
      f32x4.add(f32x4.mul(c03, p0), f32x4.mul(c13, p1)),
      f32x4.add(f32x4.mul(c23, p2), f32x4.mul(c33, p3)),
    );
  }
  const vv = dotInLanes(v0, v1, v2, v3, v0, v1, v2, v3);
  const vp = dotInLanes(v0, v1, v2, v3, p0, p1, p2, p3);
  const tiny = f32x4.splat(1e-30);
  const isLine = v128.and(f32x4.gt(vv, tiny), f32x4.gt(vp, tiny));
  if (idof<T>() == idof<Lines>()) {
    const inverseLength = f32x4.div(f32x4.splat(1), f32x4.sqrt(vv));
    v128.store(LINES, v128.and(f32x4.mul(v0, inverseLength), isLine), 64);
    v128.store(LINES, v128.and(f32x4.mul(v1, inverseLength), isLine), 80);
    v128.store(LINES, v128.and(f32x4.mul(v2, inverseLength), isLine), 96);
    v128.store(LINES, v128.and(f32x4.mul(v3, inverseLength), isLine), 112);
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

// @ts-ignore: decorator
@inline
function pickColumn(x: v128, y: v128, z: v128, w: v128, isY: v128, isZ: v128, isW: v128): v128 {
  return v128.bitselect(w, v128.bitselect(z, v128.bitselect(y, x, isY), isZ), isW);
}

/** Σ a·b over four components, in the order of {@link sumLanes}. */
// @ts-ignore: decorator
@inline
function dotInLanes(a0: v128, a1: v128, a2: v128, a3: v128, b0: v128, b1: v128, b2: v128, b3: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(a0, b0), f32x4.mul(a2, b2)), f32x4.add(f32x4.mul(a1, b1), f32x4.mul(a3, b3)));
}
