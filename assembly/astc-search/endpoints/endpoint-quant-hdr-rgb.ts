/** Mode 11, direct HDR RGB: eight submodes that spread 42 bits differently, and ends of 8, 8 and 7 bits. */
import { DIRECT_D_BITS, DIRECT_EXTRA_BITS } from '../../astc/endpoint-hdr';
import { COLOR_NEAREST } from '../../astc/quant';
import { MODE_UVALUES } from './endpoint-pair';
import {
  END_MAX,
  clampEnd,
  endsError,
  follow0,
  follow1,
  freeUnits0,
  freeUnits1,
  majorOf,
  minorOf,
  nearestIn,
} from './hdr-ends';
import { B_BITS, C_BITS, PLAIN, SHORT_D, directShift, finestDirect, signedReach } from '../tables/hdr-submodes';
import { keepTop, keepsBits } from '../tables/kept-bits';

/** Five bits of d have their sign among the low ones of an integer, where only finer levels keep it. */
// @ts-ignore: decorator
@inline
function shortestD(level: i32): i32 {
  return keepsBits(4, level) ? SHORT_D : SHORT_D + 1;
}

/** Best integers of the colors at a level, to the first six of MODE_UVALUES; returns their error. */
export function quantizeHdrRgb(level: i32, fit: usize): f32 {
  const major = majorOf(fit);
  const minor0 = minorOf(1, major);
  const minor1 = minorOf(2, major);
  const high = freeUnits1(fit, major);
  const c = high - freeUnits0(fit, major);
  if (c < -1 || !keepsBits(3, level)) return quantizePlain(level, fit);
  const low0 = freeUnits1(fit, minor0);
  const low1 = freeUnits1(fit, minor1);
  const d0 = low0 - freeUnits0(fit, minor0) - c;
  const d1 = low1 - freeUnits0(fit, minor1) - c;
  const mode = finestDirect(
    high - min<f32>(low0, low1),
    c,
    max<f32>(signedReach(d0), signedReach(d1)),
    shortestD(level),
  );
  if (mode == PLAIN) return quantizePlain(level, fit);
  return quantizeSubmode(mode, level, fit, major);
}

/** i32[6]: a, b0, b1, c, d0, d1 of the submode at hand. */
const FIELDS: usize = memory.data(32, 16);
const FIELD_B: usize = 4;
const FIELD_C: usize = 12;
const FIELD_D: usize = 16;

/** Extra bit `index` of a submode: a high bit of some field. */
// @ts-ignore: decorator
@inline
function extraBit(places: usize, index: usize): i32 {
  const place = <i32>load<u8>(places + index);
  return (load<i32>(FIELDS + ((<usize>(place >> 4)) << 2)) >> (place & 15)) & 1;
}

/** Fields in the order in which each needs those before: a, c, b, d. */
function quantizeSubmode(mode: i32, level: i32, fit: usize, major: i32): f32 {
  const shift = directShift(mode);
  const scale: f32 = 1.0 / <f32>(1 << shift);
  const places = DIRECT_EXTRA_BITS + <usize>mode * 6;

  const high = freeUnits1(fit, major);
  const wantedA = nearestIn(high * scale, 0, END_MAX >> shift);
  const v0 = <i32>load<u8>(COLOR_NEAREST + ((<usize>level) << 8) + <usize>(wantedA & 0xff));
  const a = (wantedA & ~0xff) | v0;
  const end1 = a << shift;
  store<i32>(FIELDS, a);

  const cMax = (1 << load<u8>(C_BITS + <usize>mode)) - 1;
  const wantedC = nearestIn((<f32>end1 - follow0(fit, major, <f32>end1 - high)) * scale, 0, cMax);
  const v1 = keepTop(2, level, ((mode & 1) << 7) | ((a & 0x100) >> 2) | (wantedC & 0x3f));
  const c = (wantedC & ~0x3f) | (v1 & 0x3f);
  store<i32>(FIELDS, c, FIELD_C);
  let error = endsError(fit, major, clampEnd(end1 - (c << shift)), end1);

  const bMax = (1 << load<u8>(B_BITS + <usize>mode)) - 1;
  const dBits = <i32>load<u8>(DIRECT_D_BITS + <usize>mode);
  const dHalf = 1 << (dBits - 1);
  const dKept = dBits == SHORT_D ? 4 : 3;
  let integers = v0 | (v1 << 8);
  let high5: i32 = 0;
  for (let place: usize = 0; place < 2; place++) {
    const minor = minorOf(<i32>place + 1, major);
    const at = place << 2;
    const b = nearestIn((<f32>end1 - freeUnits1(fit, minor)) * scale, 0, bMax);
    store<i32>(FIELDS + at, b, FIELD_B);
    const modeBit = ((mode >> (1 + <i32>place)) & 1) << 7;
    const v2 = keepTop(2, level, modeBit | (extraBit(places, place) << 6) | (b & 0x3f));
    const minorEnd1 = end1 - (((b & ~0x3f) | (v2 & 0x3f)) << shift);
    integers |= v2 << (16 + 8 * <i32>place);

    const base = minorEnd1 - (c << shift);
    const wanted = follow0(fit, minor, <f32>minorEnd1 - freeUnits1(fit, minor));
    const d = nearestIn((<f32>base - wanted) * scale, -dHalf, dHalf - 1);
    store<i32>(FIELDS + at, d, FIELD_D);
    const majorBit = ((major >> (<i32>place)) & 1) << 7;
    const top = majorBit | (extraBit(places, place + 2) << 6) | (extraBit(places, place + 4) << 5);
    const v4 = keepTop(dKept, level, top | (d & 0x1f));
    const end0 = base - (((d & ~0x1f) | (v4 & 0x1f)) << shift);
    high5 |= v4 << (8 * <i32>place);
    error += endsError(fit, minor, clampEnd(end0), clampEnd(minorEnd1));
  }
  store<u32>(MODE_UVALUES, <u32>integers);
  store<u16>(MODE_UVALUES, <u16>high5, 4);
  return error;
}

/** Each end for itself: 8 bits of red and green, 7 of blue, in any order. */
function quantizePlain(level: i32, fit: usize): f32 {
  let error: f32 = 0;
  for (let component: i32 = 0; component < 3; component++) {
    const isBlue = component == 2;
    const shift: i32 = isBlue ? 5 : 4;
    const scale: f32 = isBlue ? 1.0 / 32.0 : 1.0 / 16.0;
    const v0 = plainInteger(level, isBlue, freeUnits0(fit, component) * scale);
    const end0 = (isBlue ? v0 & 0x7f : v0) << shift;
    const v1 = plainInteger(level, isBlue, follow1(fit, component, <f32>end0 - freeUnits0(fit, component)) * scale);
    const end1 = (isBlue ? v1 & 0x7f : v1) << shift;
    store<u16>(MODE_UVALUES + ((<usize>component) << 1), <u16>(v0 | (v1 << 8)));
    error += endsError(fit, component, end0, end1);
  }
  return error;
}

/** Nearest integer of an end; those of blue have the top bit set, which says that ends are plain. */
// @ts-ignore: decorator
@inline
function plainInteger(level: i32, isBlue: bool, wanted: f32): i32 {
  if (isBlue) return keepTop(1, level, 0x80 | nearestIn(wanted, 0, 127));
  return <i32>load<u8>(COLOR_NEAREST + ((<usize>level) << 8) + <usize>nearestIn(wanted, 0, 255));
}
