/** Scatter → the line that leaves least: its direction by power steps, and what it leaves, a block a lane. */
import { AA, BA, BB, GA, GB, GG, GreyAlpha, RA, RB, RG, RR, hasAlpha, hasColor } from './group';

const TINY: f32 = 1e-24;

// @ts-ignore: decorator
@inline
function addProduct(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Scatter over all directions. */
// @ts-ignore: decorator
@inline
export function traceOf<T>(statistics: usize): v128 {
  let trace = v128.load(statistics, RR);
  if (hasColor<T>()) trace = f32x4.add(f32x4.add(trace, v128.load(statistics, GG)), v128.load(statistics, BB));
  if (hasAlpha<T>()) trace = f32x4.add(trace, v128.load(statistics, AA));
  return trace;
}

/**
 * 1 / the largest entry of the scatter, the trace as a rule. Why not the trace alone: of equal texels nothing is left but
 * rounding, whose trace may be 0 or less, and power steps of what lies beside it would grow without end.
 */
// @ts-ignore: decorator
@inline
function inverseScale<T>(statistics: usize, trace: v128): v128 {
  let largest = f32x4.pmax(trace, f32x4.splat(1));
  largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, RR)));
  if (hasColor<T>()) {
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, RG)));
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, RB)));
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, GG)));
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, GB)));
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, BB)));
  }
  if (hasAlpha<T>()) {
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, RA)));
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, AA)));
  }
  if (hasColor<T>() && hasAlpha<T>()) {
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, GA)));
    largest = f32x4.pmax(largest, f32x4.abs(v128.load(statistics, BA)));
  }
  return f32x4.div(f32x4.splat(1), largest);
}

/**
 * @param steps  1 or more
 * @param out  f32x4[4]: unit vector, r + g + b of it not negative
 * @returns what the line leaves of the scatter
 */
export function fitLine<T>(statistics: usize, out: usize, steps: i32): v128 {
  if (hasColor<T>()) return fitColorLine<T>(statistics, out, steps);
  if (hasAlpha<T>()) return fitGreyAlphaLine(statistics, out, steps);
  v128.store(out, f32x4.splat(1));
  return f32x4.splat(0);
}

function fitGreyAlphaLine(statistics: usize, out: usize, steps: i32): v128 {
  const rr = v128.load(statistics, RR);
  const ra = v128.load(statistics, RA);
  const aa = v128.load(statistics, AA);
  const trace = f32x4.add(rr, aa);
  const inverse = inverseScale<GreyAlpha>(statistics, trace);
  const isAlphaWide = f32x4.gt(aa, rr);
  let r = f32x4.mul(v128.bitselect(ra, rr, isAlphaWide), inverse);
  let a = f32x4.mul(v128.bitselect(aa, ra, isAlphaWide), inverse);
  let r0 = r;
  let a0 = a;
  do {
    r0 = r;
    a0 = a;
    r = f32x4.mul(addProduct(f32x4.mul(rr, r0), ra, a0), inverse);
    a = f32x4.mul(addProduct(f32x4.mul(ra, r0), aa, a0), inverse);
  } while (--steps > 0);
  const length = addProduct(f32x4.mul(r, r), a, a);
  const turn = addProduct(f32x4.mul(r, r0), a, a0);
  const scale = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.pmax(length, f32x4.splat(TINY))));
  v128.store(out, f32x4.mul(r, scale));
  v128.store(out, f32x4.mul(a, scale), 48);
  return leftOver(trace, length, turn);
}

/** Σ of the scatter less what lies along the line; the last two steps of the iteration say how much that is. */
// @ts-ignore: decorator
@inline
function leftOver(trace: v128, length: v128, turn: v128): v128 {
  const along = f32x4.mul(trace, f32x4.div(length, f32x4.pmax(turn, f32x4.splat(TINY))));
  return f32x4.pmax(f32x4.sub(trace, along), f32x4.splat(0));
}

function fitColorLine<T>(statistics: usize, out: usize, steps: i32): v128 {
  const trace = traceOf<T>(statistics);
  const inverse = inverseScale<T>(statistics, trace);
  const rr = v128.load(statistics, RR);
  const rg = v128.load(statistics, RG);
  const rb = v128.load(statistics, RB);
  const gg = v128.load(statistics, GG);
  const gb = v128.load(statistics, GB);
  const bb = v128.load(statistics, BB);
  const ra = hasAlpha<T>() ? v128.load(statistics, RA) : rr;
  const ga = hasAlpha<T>() ? v128.load(statistics, GA) : rr;
  const ba = hasAlpha<T>() ? v128.load(statistics, BA) : rr;
  const aa = hasAlpha<T>() ? v128.load(statistics, AA) : rr;
  // The column of the widest component is a first guess that is never across the line.
  const isGreen = f32x4.gt(gg, rr);
  let widest = f32x4.pmax(rr, gg);
  const isBlue = f32x4.gt(bb, widest);
  widest = f32x4.pmax(widest, bb);
  let r = v128.bitselect(rb, v128.bitselect(rg, rr, isGreen), isBlue);
  let g = v128.bitselect(gb, v128.bitselect(gg, rg, isGreen), isBlue);
  let b = v128.bitselect(bb, v128.bitselect(gb, rb, isGreen), isBlue);
  let a = rr;
  if (hasAlpha<T>()) {
    const isAlpha = f32x4.gt(aa, widest);
    a = v128.bitselect(ba, v128.bitselect(ga, ra, isGreen), isBlue);
    r = v128.bitselect(ra, r, isAlpha);
    g = v128.bitselect(ga, g, isAlpha);
    b = v128.bitselect(ba, b, isAlpha);
    a = f32x4.mul(v128.bitselect(aa, a, isAlpha), inverse);
  }
  r = f32x4.mul(r, inverse);
  g = f32x4.mul(g, inverse);
  b = f32x4.mul(b, inverse);
  let r0 = r;
  let g0 = g;
  let b0 = b;
  let a0 = a;
  do {
    r0 = r;
    g0 = g;
    b0 = b;
    a0 = a;
    r = addProduct(addProduct(f32x4.mul(rr, r0), rg, g0), rb, b0);
    g = addProduct(addProduct(f32x4.mul(rg, r0), gg, g0), gb, b0);
    b = addProduct(addProduct(f32x4.mul(rb, r0), gb, g0), bb, b0);
    if (hasAlpha<T>()) {
      r = addProduct(r, ra, a0);
      g = addProduct(g, ga, a0);
      b = addProduct(b, ba, a0);
      a = addProduct(addProduct(addProduct(f32x4.mul(ra, r0), ga, g0), ba, b0), aa, a0);
      a = f32x4.mul(a, inverse);
    }
    r = f32x4.mul(r, inverse);
    g = f32x4.mul(g, inverse);
    b = f32x4.mul(b, inverse);
  } while (--steps > 0);
  let length = addProduct(addProduct(f32x4.mul(r, r), g, g), b, b);
  let turn = addProduct(addProduct(f32x4.mul(r, r0), g, g0), b, b0);
  if (hasAlpha<T>()) {
    length = addProduct(length, a, a);
    turn = addProduct(turn, a, a0);
  }
  let scale = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.pmax(length, f32x4.splat(TINY))));
  // Upwards: ends whose sum falls mean another endpoint mode.
  const rise = f32x4.add(f32x4.add(r, g), b);
  scale = v128.xor(scale, v128.and(rise, i32x4.splat(0x80000000)));
  v128.store(out, f32x4.mul(r, scale));
  v128.store(out, f32x4.mul(g, scale), 16);
  v128.store(out, f32x4.mul(b, scale), 32);
  if (hasAlpha<T>()) v128.store(out, f32x4.mul(a, scale), 48);
  return leftOver(trace, length, turn);
}
