/**
 * Fits → integers of the endpoints, a block a lane: free ends by least squares, then each endpoint mode in turn, priced
 * exactly from the sums, on what a decoder makes of its integers.
 */
import { ROUNDER } from '../../simd/lanes';
import { COLOR_NEAREST } from '../../astc/quant';
import { effort } from './effort';
import { FITS, FIT_ACROSS, FIT_BYTES, FIT_MEAN, FIT_OWN, FIT_W, FIT_WW, FIT_WX } from './least-squares';
import { hasAlpha, hasColor, nextComponent } from './group';
import { ENDS_GREY, ENDS_SCALE } from './lane-tables';
import { configOf } from './levels';
import { significanceOf, significanceSum } from './weighing';

/** Bytes of one partition in the tables below: i32x4[4][2], by component and end. */
export const ENDS_BYTES: usize = 128;
/** Integers to store, as uvalues; what they decode to. */
export const INTEGERS: usize = memory.data(256, 16);
export const DECODED: usize = memory.data(256, 16);
/** i32x4[2]: which of the modes below won, by partition. */
export const MODES: usize = memory.data(32, 16);

export const MODE_DIRECT: i32 = 0;
export const MODE_OFFSET: i32 = 1;
/** Direct, contracted towards blue. */
export const MODE_BLUE: i32 = 2;
/** A color, and how much of it the first end is: integers of r g b are those of their first end, the share is red's second. */
export const MODE_SCALE: i32 = 3;
/** Integers of red stand for the three colors. */
export const MODE_GREY: i32 = 4;

/** f32x4[4][2]: the free ends, whole steps 0..255, as i32. */
const FREE: usize = memory.data(128, 16);
/** i32x4[4] each: integers of bases and of offsets. */
const BASES: usize = memory.data(64, 16);
const OFFSETS: usize = memory.data(64, 16);
/** i32x4[8] each: what is looked up; the integers, the ends of a mode on trial. */
const LOOKUPS: usize = memory.data(128, 16);
const TRIED_INTEGERS: usize = memory.data(128, 16);
const TRIED_DECODED: usize = memory.data(128, 16);

const BYTE: i32 = 255;

/** Nearest uvalues, at the color level of each lane, of `count` vectors. */
function lookUp(from: usize, out: usize, count: usize): void {
  const a = rowOf(0);
  const b = rowOf(1);
  const c = rowOf(2);
  const d = rowOf(3);
  const end = from + (count << 4);
  for (; from < end; from += 16, out += 16) {
    const values = v128.load(from);
    const ab = i64x2.extract_lane(values, 0);
    const cd = i64x2.extract_lane(values, 1);
    let found = v128.load8_lane(a + <usize>ab, i32x4.splat(0), 0);
    found = v128.load8_lane(b + <usize>(ab >>> 32), found, 4);
    found = v128.load8_lane(c + <usize>cd, found, 8);
    v128.store(out, v128.load8_lane(d + <usize>(cd >>> 32), found, 12));
  }
}

/** u8[256]: nearest uvalues of the color level of a lane. */
// @ts-ignore: decorator
@inline
function rowOf(lane: usize): usize {
  return COLOR_NEAREST + ((<usize>configOf(lane).colorLevel) << 8);
}

/** Components before the first that texels of the kind never have, of four. */
// @ts-ignore: decorator
@inline
function componentEnd<T>(): usize {
  return hasAlpha<T>() ? 4 : hasColor<T>() ? 3 : 1;
}

/** Steps of values in 1/64 about 128: 0..255. */
// @ts-ignore: decorator
@inline
function toSteps(value: v128): v128 {
  const steps = f32x4.add(f32x4.mul(value, f32x4.splat(1.0 / 64)), f32x4.splat(128));
  const inside = f32x4.pmin(f32x4.pmax(steps, f32x4.splat(0)), f32x4.splat(255));
  return v128.and(f32x4.add(inside, f32x4.splat(ROUNDER)), i32x4.splat(BYTE));
}

/** Free ends of a component to FREE. */
function solve(fit: usize, count: v128, inverseCount: v128, out: usize): void {
  const w = v128.load(fit, FIT_W);
  const mean = v128.load(fit, FIT_MEAN);
  const meanWeight = f32x4.mul(w, inverseCount);
  const across = v128.load(fit, FIT_ACROSS);
  const spread = f32x4.sub(v128.load(fit, FIT_WW), f32x4.mul(w, meanWeight));
  const slope = f32x4.div(across, f32x4.pmax(spread, f32x4.splat(0.0625)));
  const end0 = f32x4.sub(mean, f32x4.mul(slope, meanWeight));
  v128.store(out, toSteps(end0));
  v128.store(out, toSteps(f32x4.add(end0, f32x4.mul(slope, f32x4.splat(64)))), 16);
}

/** Error of a component with decoded ends, in squared 1/64 steps by significance. */
// @ts-ignore: decorator
@inline
function errorOf(fit: usize, count: v128, significance: v128, end0: v128, end1: v128): v128 {
  const mean = v128.load(fit, FIT_MEAN);
  const w = v128.load(fit, FIT_W);
  const start = f32x4.sub(f32x4.convert_i32x4_s(i32x4.shl(i32x4.sub(end0, i32x4.splat(128)), 6)), mean);
  const slope = f32x4.convert_i32x4_s(i32x4.sub(end1, end0));
  const across = f32x4.sub(v128.load(fit, FIT_ACROSS), f32x4.mul(start, w));
  const line = f32x4.sub(f32x4.mul(slope, v128.load(fit, FIT_WW)), f32x4.add(across, across));
  const moved = f32x4.add(f32x4.mul(slope, line), f32x4.mul(f32x4.mul(start, start), count));
  return f32x4.add(v128.load(fit, FIT_OWN), f32x4.mul(moved, significance));
}

/**
 * Ends of a partition from FITS to INTEGERS, DECODED and MODES.
 *
 * @param count  texels of each lane, f32
 * @param isAlone  ends may change places, and the weights with them
 * @returns the error
 */
export function fitEnds<T>(partition: usize, count: v128, isAlone: bool): v128 {
  const fits = FITS + partition * 4 * FIT_BYTES;
  const integers = INTEGERS + partition * ENDS_BYTES;
  const decoded = DECODED + partition * ENDS_BYTES;
  const inverseCount = f32x4.div(f32x4.splat(1), count);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    solve(fits + component * FIT_BYTES, count, inverseCount, FREE + (component << 5));
  }
  lookUp(FREE, decoded, 2 * componentEnd<T>());
  if (hasColor<T>() && !isAlone) levelFalling<T>(decoded);
  let error = f32x4.splat(0);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 5;
    const end0 = v128.load(decoded + at);
    const end1 = v128.load(decoded + at, 16);
    v128.store(integers + at, end0);
    v128.store(integers + at, end1, 16);
    const fit = fits + component * FIT_BYTES;
    error = f32x4.add(error, errorOf(fit, count, significanceOf<T>(component), end0, end1));
  }
  v128.store(MODES + (partition << 4), i32x4.splat(MODE_DIRECT));
  if (hasColor<T>()) error = tryBlue<T>(fits, partition, count, error);
  // Partitions share their endpoint mode.
  if (isAlone && (hasColor<T>() || hasAlpha<T>()) && effort().offsets != 0)
    error = tryOffset<T>(fits, partition, count, error);
  if (!hasColor<T>()) return error;
  const wanted = i32x4(configOf(0).ends, configOf(1).ends, configOf(2).ends, configOf(3).ends);
  const isScale = i32x4.eq(wanted, i32x4.splat(ENDS_SCALE));
  if (v128.any_true(isScale)) error = takeScale<T>(fits, partition, count, isScale, error);
  const isGrey = i32x4.eq(wanted, i32x4.splat(ENDS_GREY));
  if (v128.any_true(isGrey)) error = takeGrey<T>(fits, partition, count, isGrey, error);
  return error;
}

/** Error of a partition with the ends of DECODED, whatever integers those are of. */
export function errorOfEnds<T>(partition: usize, count: v128): v128 {
  const fits = FITS + partition * 4 * FIT_BYTES;
  const decoded = DECODED + partition * ENDS_BYTES;
  let error = f32x4.splat(0);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = decoded + (component << 5);
    const fit = fits + component * FIT_BYTES;
    const own = errorOf(fit, count, significanceOf<T>(component), v128.load(at), v128.load(at, 16));
    error = f32x4.add(error, own);
  }
  return error;
}

/** Σ of r g b of an end. */
// @ts-ignore: decorator
@inline
function sumOf(ends: usize): v128 {
  return i32x4.add(i32x4.add(v128.load(ends), v128.load(ends, 32)), v128.load(ends, 64));
}

/** Where the sum of the ends falls and they cannot change places, both become the second. */
function levelFalling<T>(decoded: usize): void {
  const isFalling = i32x4.lt_s(sumOf(decoded + 16), sumOf(decoded));
  if (!v128.any_true(isFalling)) return;
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = decoded + (component << 5);
    v128.store(at, v128.bitselect(v128.load(at, 16), v128.load(at), isFalling));
  }
}

/** Lanes in `isTaken` take the mode on trial. */
function take(partition: usize, mode: i32, isTaken: v128, bytes: usize): void {
  const integers = INTEGERS + partition * ENDS_BYTES;
  const decoded = DECODED + partition * ENDS_BYTES;
  for (let at: usize = 0; at < bytes; at += 16) {
    const integer = v128.bitselect(v128.load(TRIED_INTEGERS + at), v128.load(integers + at), isTaken);
    v128.store(integers + at, integer);
    v128.store(decoded + at, v128.bitselect(v128.load(TRIED_DECODED + at), v128.load(decoded + at), isTaken));
  }
  const modes = MODES + (partition << 4);
  v128.store(modes, v128.bitselect(i32x4.splat(mode), v128.load(modes), isTaken));
}

/** Contracted towards blue: red and green are stored as 2x − blue, so they have half the rounding. */
function tryBlue<T>(fits: usize, partition: usize, count: v128, error: v128): v128 {
  const decoded = DECODED + partition * ENDS_BYTES;
  let isOut = i32x4.splat(0);
  for (let end: usize = 0; end < 32; end += 16) {
    const blue = v128.load(FREE + end, 64);
    for (let component: usize = 0; component < 64; component += 32) {
      const value = v128.load(FREE + component + end);
      const wanted = i32x4.sub(i32x4.add(value, value), blue);
      isOut = v128.or(isOut, i32x4.gt_u(wanted, i32x4.splat(BYTE)));
      v128.store(LOOKUPS + component + end, v128.and(wanted, i32x4.splat(BYTE)));
    }
  }
  if (i32x4.all_true(isOut)) return error;
  lookUp(LOOKUPS, TRIED_INTEGERS, 4);
  const blue0 = v128.load(decoded, 64);
  const blue1 = v128.load(decoded, 80);
  let tried = errorOf(fits + 2 * FIT_BYTES, count, significanceOf<T>(2), blue0, blue1);
  if (hasAlpha<T>()) {
    const alpha0 = v128.load(decoded, 96);
    const alpha1 = v128.load(decoded, 112);
    tried = f32x4.add(tried, errorOf(fits + 3 * FIT_BYTES, count, significanceOf<T>(3), alpha0, alpha1));
  }
  let sum0 = blue0;
  let sum1 = blue1;
  for (let component: usize = 0; component < 2; component++) {
    const at = component << 5;
    const stored0 = v128.load(TRIED_INTEGERS + at);
    const stored1 = v128.load(TRIED_INTEGERS + at, 16);
    sum0 = i32x4.add(sum0, stored0);
    sum1 = i32x4.add(sum1, stored1);
    const end0 = i32x4.shr_u(i32x4.add(stored0, blue0), 1);
    const end1 = i32x4.shr_u(i32x4.add(stored1, blue1), 1);
    v128.store(TRIED_DECODED + at, end0);
    v128.store(TRIED_DECODED + at, end1, 16);
    const fit = fits + component * FIT_BYTES;
    tried = f32x4.add(tried, errorOf(fit, count, significanceOf<T>(component), end0, end1));
  }
  const isBad = v128.or(isOut, i32x4.le_s(sum1, sum0));
  const isTaken = v128.andnot(f32x4.lt(tried, error), isBad);
  if (!v128.any_true(isTaken)) return error;
  take(partition, MODE_BLUE, isTaken, 64);
  return v128.bitselect(tried, error, isTaken);
}

/** Base + offset: ends that lie close together are twice as fine. */
function tryOffset<T>(fits: usize, partition: usize, count: v128, error: v128): v128 {
  const high = i32x4.splat(0x80);
  let isBad = i32x4.splat(0);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const base = v128.load(FREE + (component << 5));
    v128.store(LOOKUPS + (component << 4), v128.and(i32x4.shl(base, 1), i32x4.splat(BYTE)));
    const extent = i32x4.sub(v128.load(FREE + (component << 5), 16), base);
    isBad = v128.or(isBad, i32x4.gt_u(i32x4.add(extent, i32x4.splat(36)), i32x4.splat(72)));
  }
  if (i32x4.all_true(isBad)) return error;
  lookUp(LOOKUPS, BASES, componentEnd<T>());
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 4;
    const top = v128.and(v128.load(FREE + (at << 1)), high);
    const base = v128.or(i32x4.shr_u(v128.load(BASES + at), 1), top);
    const extent = i32x4.sub(v128.load(FREE + (at << 1), 16), base);
    const offset = i32x4.min_s(i32x4.max_s(extent, i32x4.splat(-32)), i32x4.splat(31));
    v128.store(LOOKUPS + at, v128.or(v128.and(i32x4.shl(offset, 1), i32x4.splat(0x7e)), top));
    v128.store(TRIED_DECODED + (at << 1), base);
  }
  lookUp(LOOKUPS, OFFSETS, componentEnd<T>());
  let tried = f32x4.splat(0);
  let rise = i32x4.splat(0);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 4;
    const base = v128.load(TRIED_DECODED + (at << 1));
    const stored = v128.load(OFFSETS + at);
    // Rounding must leave the base's top bit alone, which travels in this integer.
    const lost = i32x4.ne(v128.and(stored, high), v128.and(base, high));
    isBad = v128.or(isBad, lost);
    const offset = i32x4.shr_s(i32x4.shl(stored, 25), 26);
    if (component < 3) rise = i32x4.add(rise, offset);
    const end = i32x4.min_s(i32x4.max_s(i32x4.add(base, offset), i32x4.splat(0)), i32x4.splat(BYTE));
    v128.store(TRIED_DECODED + (at << 1), end, 16);
    const fit = fits + component * FIT_BYTES;
    tried = f32x4.add(tried, errorOf(fit, count, significanceOf<T>(component), base, end));
  }
  // Colors whose offsets sum below 0 would decode contracted.
  if (hasColor<T>()) isBad = v128.or(isBad, i32x4.lt_s(rise, i32x4.splat(0)));
  const isTaken = v128.andnot(f32x4.lt(tried, error), isBad);
  if (!v128.any_true(isTaken)) return error;
  for (let component: usize = 0; component < 4; component++) {
    const at = component << 4;
    v128.store(TRIED_INTEGERS + (at << 1), v128.load(BASES + at));
    v128.store(TRIED_INTEGERS + (at << 1), v128.load(OFFSETS + at), 16);
  }
  take(partition, MODE_OFFSET, isTaken, 128);
  return v128.bitselect(tried, error, isTaken);
}

/** Alpha beside a mode of colors alone: plain ends, whatever the modes before did with them. */
function plainAlpha<T>(fits: usize, count: v128): v128 {
  if (!hasAlpha<T>()) return f32x4.splat(0);
  lookUp(FREE + 96, TRIED_DECODED + 96, 2);
  const end0 = v128.load(TRIED_DECODED, 96);
  const end1 = v128.load(TRIED_DECODED, 112);
  v128.store(TRIED_INTEGERS, end0, 96);
  v128.store(TRIED_INTEGERS, end1, 112);
  return errorOf(fits + 3 * FIT_BYTES, count, significanceOf<T>(3), end0, end1);
}

/** 256 · Σ first · second / Σ second²: how much of the second end the first is, as a byte. */
// @ts-ignore: decorator
@inline
function shareOfEnds(): v128 {
  let both = i32x4.splat(0);
  let second = both;
  for (let at: usize = 0; at < 96; at += 32) {
    const end1 = v128.load(FREE + at, 16);
    both = i32x4.add(both, i32x4.mul(v128.load(FREE + at), end1));
    second = i32x4.add(second, i32x4.mul(end1, end1));
  }
  const length = f32x4.convert_i32x4_s(i32x4.max_s(second, i32x4.splat(1)));
  return toByte(f32x4.mul(f32x4.div(f32x4.convert_i32x4_s(both), length), f32x4.splat(256)));
}

// @ts-ignore: decorator
@inline
function toByte(value: v128): v128 {
  const inside = f32x4.pmin(f32x4.pmax(value, f32x4.splat(0)), f32x4.splat(255));
  return v128.and(f32x4.add(inside, f32x4.splat(ROUNDER)), i32x4.splat(BYTE));
}

/**
 * Lanes whose config says so: colors from black. The share is rounded first; the color that suits it is then the least
 * squares of weights share + (1 − share) · w.
 */
function takeScale<T>(fits: usize, partition: usize, count: v128, isScale: v128, error: v128): v128 {
  v128.store(LOOKUPS, shareOfEnds());
  lookUp(LOOKUPS, BASES, 1);
  const stored = v128.load(BASES);
  const share = f32x4.mul(f32x4.convert_i32x4_s(stored), f32x4.splat(1.0 / 256));
  const step = f32x4.mul(f32x4.sub(f32x4.splat(1), share), f32x4.splat(1.0 / 64));
  const w = v128.load(fits, FIT_W);
  let squares = f32x4.mul(f32x4.mul(share, share), count);
  squares = f32x4.add(squares, f32x4.mul(f32x4.mul(f32x4.add(share, share), step), w));
  squares = f32x4.add(squares, f32x4.mul(f32x4.mul(step, step), v128.load(fits, FIT_WW)));
  const inverse = f32x4.div(f32x4.splat(1.0 / 64), f32x4.pmax(squares, f32x4.splat(1e-6)));
  const black = f32x4.splat(8192);
  for (let component: usize = 0; component < 3; component++) {
    const fit = fits + component * FIT_BYTES;
    const sum = f32x4.mul(f32x4.add(v128.load(fit, FIT_MEAN), black), count);
    const weighted = f32x4.add(v128.load(fit, FIT_WX), f32x4.mul(w, black));
    const color = f32x4.add(f32x4.mul(share, sum), f32x4.mul(step, weighted));
    v128.store(LOOKUPS + (component << 4), toByte(f32x4.mul(color, inverse)));
  }
  lookUp(LOOKUPS, OFFSETS, 3);
  let scaled = plainAlpha<T>(fits, count);
  for (let component: usize = 0; component < 3; component++) {
    const at = component << 5;
    const color = v128.load(OFFSETS + (component << 4));
    const end0 = i32x4.shr_u(i32x4.mul(color, stored), 8);
    v128.store(TRIED_INTEGERS + at, color);
    v128.store(TRIED_INTEGERS + at, stored, 16);
    v128.store(TRIED_DECODED + at, end0);
    v128.store(TRIED_DECODED + at, color, 16);
    const fit = fits + component * FIT_BYTES;
    scaled = f32x4.add(scaled, errorOf(fit, count, significanceOf<T>(component), end0, color));
  }
  take(partition, MODE_SCALE, isScale, 128);
  return v128.bitselect(scaled, error, isScale);
}

/** Lanes whose config says so: colors as grey, the mean of the free ends by significance. */
function takeGrey<T>(fits: usize, partition: usize, count: v128, isGrey: v128, error: v128): v128 {
  const inverse = f32x4.splat(1 / significanceSum<T>());
  for (let end: usize = 0; end < 32; end += 16) {
    let sum = f32x4.splat(0);
    for (let component: usize = 0; component < 3; component++) {
      const free = f32x4.convert_i32x4_s(v128.load(FREE + (component << 5) + end));
      sum = f32x4.add(sum, f32x4.mul(free, significanceOf<T>(component)));
    }
    v128.store(LOOKUPS + end, toByte(f32x4.mul(sum, inverse)));
  }
  lookUp(LOOKUPS, BASES, 2);
  let grey = plainAlpha<T>(fits, count);
  const end0 = v128.load(BASES);
  const end1 = v128.load(BASES, 16);
  for (let component: usize = 0; component < 3; component++) {
    const at = component << 5;
    v128.store(TRIED_INTEGERS + at, end0);
    v128.store(TRIED_INTEGERS + at, end1, 16);
    v128.store(TRIED_DECODED + at, end0);
    v128.store(TRIED_DECODED + at, end1, 16);
    const fit = fits + component * FIT_BYTES;
    grey = f32x4.add(grey, errorOf(fit, count, significanceOf<T>(component), end0, end1));
  }
  take(partition, MODE_GREY, isGrey, 128);
  return v128.bitselect(grey, error, isGrey);
}
