/** Modes 2 and 3, HDR grey: two ends of 8 bits, or a base and a short way up. */
import { COLOR_NEAREST } from '../../astc/quant';
import { GREY_OFFSET, GreyFit } from '../candidate/trial-state';
import { INFINITE, MODE_UVALUES, fitPair, follow } from './endpoint-pair';
import { fitGrey } from './endpoint-quant-luma';
import { END_MAX, endsError, nearestIn } from './hdr-ends';
import { LONG_REACH, SHORT_REACH, UNITS } from '../tables/hdr-submodes';
import { keepTop, keepsBits } from '../tables/kept-bits';

// @ts-ignore: decorator
@inline
function greyFit(fit: usize): GreyFit {
  const grey = changetype<GreyFit>(fit + GREY_OFFSET);
  if (!grey.isKnown) fitGrey(fit);
  return grey;
}

/** Error of three components that decode to the same ends. */
// @ts-ignore: decorator
@inline
function greyEndsError(fit: usize, end0: i32, end1: i32): f32 {
  return endsError(fit, 0, end0, end1) + endsError(fit, 1, end0, end1) + endsError(fit, 2, end0, end1);
}

/** Mode 2: integers are steps; in falling order they lie half a step nearer to each other. */
export function quantizeHdrLumaLarge(level: i32, fit: usize, limit: f32): f32 {
  const grey = greyFit(fit);
  if (grey.cost > limit) return INFINITE;
  const row = COLOR_NEAREST + ((<usize>level) << 8);
  const end0 = grey.end0;
  const end1 = grey.end1;
  let least = INFINITE;
  const rising = fitPair(row, end0, end1, grey.a, grey.b, grey.d);
  if (rising >> 8 >= (rising & 255)) {
    least = greyEndsError(fit, (rising & 255) << 4, (rising >> 8) << 4);
    store<u16>(MODE_UVALUES, <u16>rising);
  }
  const falling = fitPair(row, end0 - 0.5, end1 + 0.5, grey.a, grey.b, grey.d);
  const low = falling & 255;
  const high = falling >> 8;
  if (high > low) {
    const error = greyEndsError(fit, (low << 4) + 8, (high << 4) - 8);
    if (error < least) {
      least = error;
      store<u16>(MODE_UVALUES, <u16>((low << 8) | high));
    }
  }
  return least;
}

/** Mode 3: 11 or 10 bits of base, 4 or 5 of the way up. */
export function quantizeHdrLumaSmall(level: i32, fit: usize, limit: f32): f32 {
  const grey = greyFit(fit);
  if (grey.cost > limit) return INFINITE;
  const way = UNITS * (grey.end1 - grey.end0);
  if (way < -1 || way >= LONG_REACH) return INFINITE;
  const isShort = way < SHORT_REACH && keepsBits(4, level);
  if (!isShort && !keepsBits(3, level)) return INFINITE;
  const shift: i32 = isShort ? 1 : 2;
  const scale: f32 = isShort ? 0.5 : 0.25;
  const free0 = UNITS * grey.end0;
  const wanted = nearestIn(free0 * scale, 0, END_MAX >> shift);
  const v0 = keepTop(1, level, (isShort ? 0 : 0x80) | (wanted & 0x7f));
  const base = ((wanted & ~0x7f) | (v0 & 0x7f)) << shift;
  const free1 = UNITS * grey.end1 - follow(grey.b, grey.d) * (<f32>base - free0);
  const wayMask: i32 = isShort ? 0x0f : 0x1f;
  const wantedWay = nearestIn((free1 - <f32>base) * scale, 0, wayMask);
  const v1 = keepTop(isShort ? 4 : 3, level, ((base >> 4) & 0xff & ~wayMask) | wantedWay);
  const end1 = min<i32>(END_MAX, base + ((v1 & wayMask) << shift));
  store<u16>(MODE_UVALUES, <u16>(v0 | (v1 << 8)));
  return greyEndsError(fit, base, end1);
}
