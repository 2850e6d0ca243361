/** Mode 7, HDR base + scale: both ends differ by the same amount in all colors; six submodes. */
import { SCALE_EXTRA_BITS, SCALE_SHIFTS } from '../../astc/endpoint-hdr';
import { SIGNIFICANCE } from '../block/block-state';
import { FORM_A_OFFSET, FORM_B_OFFSET, FORM_D_OFFSET } from '../candidate/trial-state';
import { INFINITE, MODE_UVALUES } from './endpoint-pair';
import { clampEnd, endsError, freeUnits0, freeUnits1, minorOf, nearestIn } from './hdr-ends';
import { FULL, G_BITS, R_BITS, S_BITS, finestScale } from '../tables/hdr-submodes';
import { keepTop, keepsBits } from '../tables/kept-bits';

/** f32[4] each: ends 1 under the best common extent. */
const TARGETS: usize = memory.data(16, 16);

/** Free ends 1 and extent, in units of 12 bits, when all colors share the extent; ends to TARGETS, returns the extent. */
function shareExtent(fit: usize): f32 {
  let weighted: f32 = 0;
  let total: f32 = 1e-12;
  for (let component: i32 = 0; component < 3; component++) {
    const at = (<usize>component) << 2;
    const a = load<f32>(fit + FORM_A_OFFSET + at);
    const b = load<f32>(fit + FORM_B_OFFSET + at);
    const d = load<f32>(fit + FORM_D_OFFSET + at);
    const stiffness = (load<f32>(SIGNIFICANCE + at) * (a * d - b * b)) / (a + 2 * b + d);
    weighted += stiffness * (freeUnits1(fit, component) - freeUnits0(fit, component));
    total += stiffness;
  }
  const extent = weighted / total;
  for (let component: i32 = 0; component < 3; component++) {
    const at = (<usize>component) << 2;
    const a = load<f32>(fit + FORM_A_OFFSET + at);
    const b = load<f32>(fit + FORM_B_OFFSET + at);
    const d = load<f32>(fit + FORM_D_OFFSET + at);
    const pull = (a + b) * (extent + freeUnits0(fit, component)) + (b + d) * freeUnits1(fit, component);
    store<f32>(TARGETS + at, pull / (a + 2 * b + d));
  }
  return extent;
}

// @ts-ignore: decorator
@inline
function target(component: i32): f32 {
  return load<f32>(TARGETS + ((<usize>component) << 2));
}

/** Best integers at a level, to MODE_UVALUES; returns their error, infinite where the mode does not fit. */
export function quantizeHdrScale(level: i32, fit: usize, limit: f32): f32 {
  if (!keepsBits(3, level)) return INFINITE;
  const extent = shareExtent(fit);
  if (extent < -1) return INFINITE;
  const r = target(0);
  const g = target(1);
  const b = target(2);
  const major: i32 = r >= g && r >= b ? 0 : g >= b ? 1 : 2;
  const mode = finestScale(target(major) - min<f32>(min<f32>(r, g), b), extent);
  return quantizeSubmode(mode, level, fit, major);
}

/** i32[4]: r, g, b, s of the submode at hand. */
const FIELDS: usize = memory.data(16, 16);

/** Extra bit `index` of a submode: a high bit of some field. */
// @ts-ignore: decorator
@inline
function extraBit(places: usize, index: usize): i32 {
  const place = <i32>load<u8>(places + index);
  return (load<i32>(FIELDS + ((<usize>(place >> 4)) << 2)) >> (place & 15)) & 1;
}

/** The four bits that name a submode and its major component. */
// @ts-ignore: decorator
@inline
function modeBits(mode: i32, major: i32): i32 {
  return mode == FULL ? 15 : mode == 4 ? 12 | major : (major << 2) | mode;
}

function quantizeSubmode(mode: i32, level: i32, fit: usize, wantedMajor: i32): f32 {
  const isFull = mode == FULL;
  const major = isFull ? 0 : wantedMajor;
  const shift = <i32>load<u8>(SCALE_SHIFTS + <usize>mode);
  const scale: f32 = 1.0 / <f32>(1 << shift);
  const places = SCALE_EXTRA_BITS + <usize>mode * 7;
  const bits = modeBits(mode, major);

  const wantedR = nearestIn(target(major) * scale, 0, (1 << load<u8>(R_BITS + <usize>mode)) - 1);
  const v0 = keepTop(2, level, ((bits & 3) << 6) | (wantedR & 0x3f));
  const red = (wantedR & ~0x3f) | (v0 & 0x3f);
  store<i32>(FIELDS, red);
  const end1 = red << shift;
  store<i32>(ENDS, end1);
  const gMax = (1 << load<u8>(G_BITS + <usize>mode)) - 1;
  let integers = v0;
  for (let place: usize = 1; place < 3; place++) {
    const wanted = target(minorOf(<i32>place, major));
    const field = nearestIn((isFull ? wanted : <f32>end1 - wanted) * scale, 0, gMax);
    store<i32>(FIELDS + (place << 2), field);
    // X0 and X1 go with green, X2 and X3 with blue.
    const extra = (place - 1) << 1;
    const top = ((bits >> (1 + <i32>place)) & 1) << 7;
    const x = (extraBit(places, extra) << 6) | (extraBit(places, extra + 1) << 5);
    const v = keepTop(3, level, top | x | (field & 0x1f));
    const value = ((field & ~0x1f) | (v & 0x1f)) << shift;
    store<i32>(ENDS + (place << 2), isFull ? value : end1 - value);
    integers |= v << (8 * <i32>place);
  }
  const wantedS = nearestIn(bestExtent(fit, major) * scale, 0, (1 << load<u8>(S_BITS + <usize>mode)) - 1);
  store<i32>(FIELDS, wantedS, 12);
  const x = (extraBit(places, 4) << 7) | (extraBit(places, 5) << 6) | (extraBit(places, 6) << 5);
  const v3 = keepTop(3, level, x | (wantedS & 0x1f));
  const extent = ((wantedS & ~0x1f) | (v3 & 0x1f)) << shift;
  store<u32>(MODE_UVALUES, <u32>(integers | (v3 << 24)));
  let error: f32 = 0;
  for (let place: i32 = 0; place < 3; place++) {
    const end = load<i32>(ENDS + ((<usize>place) << 2));
    error += endsError(fit, placeOf(place, major), clampEnd(end - extent), clampEnd(end));
  }
  return error;
}

/** i32[3]: ends 1, the major component first. */
const ENDS: usize = memory.data(16, 16);

/** Component in a place of ENDS. */
// @ts-ignore: decorator
@inline
function placeOf(place: i32, major: i32): i32 {
  return place == 0 ? major : minorOf(place, major);
}

/** The extent that suits the ends in ENDS best. */
function bestExtent(fit: usize, major: i32): f32 {
  let pull: f32 = 0;
  let total: f32 = 1e-12;
  for (let place: i32 = 0; place < 3; place++) {
    const component = placeOf(place, major);
    const at = (<usize>component) << 2;
    const significance = load<f32>(SIGNIFICANCE + at);
    const a = significance * load<f32>(fit + FORM_A_OFFSET + at);
    const b = significance * load<f32>(fit + FORM_B_OFFSET + at);
    const end = <f32>load<i32>(ENDS + ((<usize>place) << 2));
    pull += a * (end - freeUnits0(fit, component)) + b * (end - freeUnits1(fit, component));
    total += a;
  }
  return pull / total;
}
