/**
 * Free endpoints → the best integers of one color endpoint mode at one quant level. Every candidate is priced with the
 * quadratic form of its partition, no texel is touched; what is priced is what the integers decode to.
 * Spec: KDFS 1.4, ASTC "LDR Endpoint Decoding".
 */
import {
  CEM_LUMA_ALPHA_BASE_OFFSET,
  CEM_LUMA_ALPHA_DIRECT,
  CEM_LUMA_DIRECT,
  CEM_RGBA_BASE_OFFSET,
  CEM_RGBA_DIRECT,
  CEM_RGB_BASE_OFFSET,
  CEM_RGB_BASE_SCALE,
  CEM_RGB_BASE_SCALE_TWO_ALPHA,
  CEM_RGB_DIRECT,
} from '../astc/cem';
import { pairOffset } from '../astc/endpoint-ldr';
import { COLOR_NEAREST, QUANT_256, QUANT_6 } from '../astc/quant';
import { SIGNIFICANCE } from './block-state';
import { FORM_A_OFFSET, FORM_B_OFFSET, FORM_D_OFFSET, FREE0_OFFSET, FREE1_OFFSET, endpointFitPtr } from './trial-state';

const INFINITE: f32 = 1e30;

/** The winner's integers, u8[8] uvalues, and the eight decoded endpoint components (r g b a, r g b a). */
export const MODE_UVALUES: usize = memory.data(8, 8);
export const MODE_DECODED: usize = memory.data(8, 8);

/** Scratch of the variant under way: integers and decoded components. */
const UVALUES: usize = memory.data(8, 8);
const DECODED: usize = memory.data(8, 8);

/** u8 pair that {@link fitPair} and its like chose. */
const PAIR: usize = memory.data(8, 8);

// @ts-ignore: decorator
@inline
function clampByte(value: i32): i32 {
  return max<i32>(0, min<i32>(255, value));
}

/** Nearest uvalue of a level row to any number. */
// @ts-ignore: decorator
@inline
function nearestUvalue(row: usize, value: f32): i32 {
  return <i32>load<u8>(row + <usize>clampByte(<i32>nearest<f32>(value)));
}

// @ts-ignore: decorator
@inline
function form(a: f32, b: f32, d: f32, p: f32, q: f32): f32 {
  return a * p * p + 2 * b * p * q + d * q * q;
}

/**
 * Two integers for two free values under a form: round one, move the other's optimum along, round it; from both sides.
 *
 * @returns the form's value; the integers go to PAIR
 */
function fitPair(row: usize, c0: f32, c1: f32, a: f32, b: f32, d: f32): f32 {
  const first0 = nearestUvalue(row, c0);
  const p0 = <f32>first0 - c0;
  const first1 = nearestUvalue(row, d > 1e-6 ? c1 - (b / d) * p0 : c1);
  const errorFirst = form(a, b, d, p0, <f32>first1 - c1);
  const second1 = nearestUvalue(row, c1);
  const q1 = <f32>second1 - c1;
  const second0 = nearestUvalue(row, a > 1e-6 ? c0 - (b / a) * q1 : c0);
  const errorSecond = form(a, b, d, <f32>second0 - c0, q1);
  const isFirst = errorFirst <= errorSecond;
  store<u8>(PAIR, isFirst ? first0 : second0);
  store<u8>(PAIR, isFirst ? first1 : second1, 1);
  return isFirst ? errorFirst : errorSecond;
}

/** Bit set of the modes that store alpha. */
const ALPHA_MODES: i32 =
  (1 << CEM_LUMA_ALPHA_DIRECT) |
  (1 << CEM_LUMA_ALPHA_BASE_OFFSET) |
  (1 << CEM_RGB_BASE_SCALE_TWO_ALPHA) |
  (1 << CEM_RGBA_DIRECT) |
  (1 << CEM_RGBA_BASE_OFFSET);

/** Keeps the variant in UVALUES and DECODED as the mode's result. */
// @ts-ignore: decorator
@inline
function keepVariant(): void {
  store<u64>(MODE_UVALUES, load<u64>(UVALUES));
  store<u64>(MODE_DECODED, load<u64>(DECODED));
}

/** Stores decoded component `component` of both endpoints. */
// @ts-ignore: decorator
@inline
function setDecoded(component: usize, e0: i32, e1: i32): void {
  store<u8>(DECODED + component, e0);
  store<u8>(DECODED + component, e1, 4);
}

/** Significance-weighted error of one component of DECODED. */
// @ts-ignore: decorator
@inline
function componentError(fit: usize, component: usize): f32 {
  const at = fit + (component << 2);
  const p = <f32>load<u8>(DECODED + component) - load<f32>(at + FREE0_OFFSET);
  const q = <f32>load<u8>(DECODED + component, 4) - load<f32>(at + FREE1_OFFSET);
  const significance = load<f32>(SIGNIFICANCE + (component << 2));
  return (
    significance *
    form(load<f32>(at + FORM_A_OFFSET), load<f32>(at + FORM_B_OFFSET), load<f32>(at + FORM_D_OFFSET), p, q)
  );
}

// @ts-ignore: decorator
@inline
function rgbError(fit: usize): f32 {
  return componentError(fit, 0) + componentError(fit, 1) + componentError(fit, 2);
}

/**
 * The best integers of `cem` for a partition of the trial at color quant level `quantLevel`: MODE_UVALUES,
 * MODE_DECODED.
 *
 * @param limit  an error from which on the mode is of no use: it may then be reported as infinite
 * @returns error above the partition's optimum
 */
export function quantizeEndpoints(cem: i32, quantLevel: i32, partition: i32, limit: f32): f32 {
  const fit = endpointFitPtr(partition);
  const row = COLOR_NEAREST + ((<usize>quantLevel) << 8);
  if (((ALPHA_MODES >> cem) & 1) == 0) {
    setDecoded(3, 255, 255);
    if (componentError(fit, 3) > limit) return INFINITE;
  }
  if (cem == CEM_RGB_DIRECT || cem == CEM_RGBA_DIRECT) return quantizeDirect(cem, row, fit);
  if (cem == CEM_RGB_BASE_OFFSET || cem == CEM_RGBA_BASE_OFFSET) return quantizeBaseOffset(cem, row, fit);
  if (cem == CEM_RGB_BASE_SCALE || cem == CEM_RGB_BASE_SCALE_TWO_ALPHA) return quantizeScale(cem, row, fit, limit);
  return quantizeLuma(cem, row, fit, limit);
}

/** Alpha as its own pair of integers, in the order given; opaque when the mode has none. */
// @ts-ignore: decorator
@inline
function quantizeAlphaDirect(row: usize, fit: usize, place: usize, isSwapped: bool): f32 {
  const error = fitPair(
    row,
    load<f32>(fit + FREE0_OFFSET, 12),
    load<f32>(fit + FREE1_OFFSET, 12),
    load<f32>(fit + FORM_A_OFFSET, 12),
    load<f32>(fit + FORM_B_OFFSET, 12),
    load<f32>(fit + FORM_D_OFFSET, 12),
  );
  const a0 = load<u8>(PAIR);
  const a1 = load<u8>(PAIR, 1);
  store<u8>(UVALUES + place, isSwapped ? a1 : a0);
  store<u8>(UVALUES + place, isSwapped ? a0 : a1, 1);
  setDecoded(3, a0, a1);
  return error * load<f32>(SIGNIFICANCE, 12);
}

function quantizeDirect(cem: i32, row: usize, fit: usize): f32 {
  const hasAlpha = cem == CEM_RGBA_DIRECT;
  setDecoded(3, 255, 255);
  let alphaError: f32 = hasAlpha ? quantizeAlphaDirect(row, fit, 6, false) : componentError(fit, 3);
  let error = directPlain(row, fit) + alphaError;
  keepVariant();
  const contracted = directContracted(row, fit) + alphaError;
  if (contracted < error) {
    if (hasAlpha) {
      store<u8>(UVALUES, load<u8>(DECODED, 7), 6);
      store<u8>(UVALUES, load<u8>(DECODED, 3), 7);
    }
    keepVariant();
    error = contracted;
  }
  return error;
}

/** Integers are the endpoints; the sum must not fall, or a decoder would contract. */
function directPlain(row: usize, fit: usize): f32 {
  let error: f32 = 0;
  let sum: i32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const channel = fitPair(
      row,
      load<f32>(at + FREE0_OFFSET),
      load<f32>(at + FREE1_OFFSET),
      load<f32>(at + FORM_A_OFFSET),
      load<f32>(at + FORM_B_OFFSET),
      load<f32>(at + FORM_D_OFFSET),
    );
    const e0 = <i32>load<u8>(PAIR);
    const e1 = <i32>load<u8>(PAIR, 1);
    store<u16>(UVALUES + (component << 1), e0 | (e1 << 8));
    setDecoded(component, e0, e1);
    sum += e1 - e0;
    error += channel * load<f32>(SIGNIFICANCE + (component << 2));
  }
  if (sum >= 0) return error;
  // Rare: the line turned over. One color is always legal.
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const middle = nearestUvalue(row, (load<f32>(at + FREE0_OFFSET) + load<f32>(at + FREE1_OFFSET)) * 0.5);
    store<u16>(UVALUES + (component << 1), middle | (middle << 8));
    setDecoded(component, middle, middle);
  }
  return rgbError(fit);
}

/**
 * Blue contraction: integers in reverse order, red and green stored as 2c − blue. Finer by a bit near grey.
 */
function directContracted(row: usize, fit: usize): f32 {
  fitPair(
    row,
    load<f32>(fit + FREE0_OFFSET, 8),
    load<f32>(fit + FREE1_OFFSET, 8),
    load<f32>(fit + FORM_A_OFFSET, 8),
    load<f32>(fit + FORM_B_OFFSET, 8),
    load<f32>(fit + FORM_D_OFFSET, 8),
  );
  const blue0 = <i32>load<u8>(PAIR);
  const blue1 = <i32>load<u8>(PAIR, 1);
  store<u16>(UVALUES, blue1 | (blue0 << 8), 4);
  setDecoded(2, blue0, blue1);
  let sum = blue1 - blue0;
  for (let component: usize = 0; component < 2; component++) {
    const at = fit + (component << 2);
    // (stored + blue) >> 1 is c when stored = 2c + ½ − blue on average
    fitPair(
      row,
      2.0 * load<f32>(at + FREE0_OFFSET) + 0.5 - <f32>blue0,
      2.0 * load<f32>(at + FREE1_OFFSET) + 0.5 - <f32>blue1,
      load<f32>(at + FORM_A_OFFSET),
      load<f32>(at + FORM_B_OFFSET),
      load<f32>(at + FORM_D_OFFSET),
    );
    const stored0 = <i32>load<u8>(PAIR);
    const stored1 = <i32>load<u8>(PAIR, 1);
    store<u16>(UVALUES + (component << 1), stored1 | (stored0 << 8));
    setDecoded(component, (stored0 + blue0) >> 1, (stored1 + blue1) >> 1);
    sum += stored1 - stored0;
  }
  // A decoder contracts only when the second integers sum to less than the first.
  return sum > 0 ? rgbError(fit) : INFINITE;
}

/**
 * Integers for base + offset: base near `c0`, then the offset that suits it best. Rounding must leave alone the top
 * bit of the base, which travels in the offset's integer, so its neighbours on the level are tried too.
 *
 * @returns the form's value of the decoded pair (base + offset clamped to a byte); PAIR: integers, then decoded
 * base and end at 2 and 3, offset (i8) at 4
 */
function fitOffsetPair(row: usize, c0: f32, c1: f32, a: f32, b: f32, d: f32): f32 {
  const base = clampByte(<i32>nearest<f32>(c0));
  const v0 = <i32>load<u8>(row + <usize>((base << 1) & 0xff));
  const highBit = base & 0x80;
  const realBase = (v0 >> 1) | highBit;
  const p = <f32>realBase - c0;
  const idealEnd = d > 1e-6 ? c1 - (b / d) * p : c1;
  const offset = max<i32>(-32, min<i32>(31, <i32>nearest<f32>(idealEnd) - realBase));
  const target = ((offset & 0x3f) << 1) | highBit;
  let best: f32 = INFINITE;
  for (let move: i32 = -1; move <= 1; move++) {
    // the level's neighbours: nearest to the value just past the half step either side
    const v1 = move == 0 ? <i32>load<u8>(row + <usize>target) : neighbour(row, target, move);
    if ((v1 & 0x80) != highBit) continue;
    const realOffset = pairOffset(v1);
    const end = clampByte(realBase + realOffset);
    const error = form(a, b, d, p, <f32>end - c1);
    if (error < best) {
      best = error;
      store<u8>(PAIR, v0);
      store<u8>(PAIR, v1, 1);
      store<u8>(PAIR, realBase, 2);
      store<u8>(PAIR, end, 3);
      store<i8>(PAIR, <i8>realOffset, 4);
    }
  }
  return best;
}

/** u8[2][21][256]: the uvalue below, above the nearest one of a value; itself at the ends. */
const NEIGHBOURS: usize = memory.data(2 * 21 * 256, 16);
const NEIGHBOURS_PLANE: usize = 21 * 256;

/** Builds the neighbour tables; once an instance, after the quant tables. */
export function initEndpointQuant(): void {
  for (let level = QUANT_6; level <= QUANT_256; level++) {
    const row = COLOR_NEAREST + ((<usize>level) << 8);
    for (let value: i32 = 0; value < 256; value++) {
      const here = <i32>load<u8>(row + <usize>value);
      let below = here - 1;
      while (below >= 0 && <i32>load<u8>(row + <usize>below) == here) below--;
      let above = here + 1;
      while (above < 256 && <i32>load<u8>(row + <usize>above) == here) above++;
      const out = NEIGHBOURS + ((<usize>level) << 8) + <usize>value;
      store<u8>(out, below < 0 ? here : load<u8>(row + <usize>below));
      store<u8>(out + NEIGHBOURS_PLANE, above > 255 ? here : load<u8>(row + <usize>above));
    }
  }
}

/**
 * The uvalue next to the nearest one of `value`, below (−1) or above (+1); itself at the ends.
 *
 * @param row  of COLOR_NEAREST
 */
// @ts-ignore: decorator
@inline
export function neighbour(row: usize, value: i32, move: i32): i32 {
  return <i32>load<u8>(row - COLOR_NEAREST + NEIGHBOURS + (move > 0 ? NEIGHBOURS_PLANE : 0) + <usize>value);
}

/** Whether a component's ends are near enough for six bits of offset; beyond, clamping costs more than it gains. */
// @ts-ignore: decorator
@inline
function isOffsetRange(fit: usize, component: usize): bool {
  const at = fit + (component << 2);
  return abs<f32>(load<f32>(at + FREE1_OFFSET) - load<f32>(at + FREE0_OFFSET)) <= 40;
}

function quantizeBaseOffset(cem: i32, row: usize, fit: usize): f32 {
  const hasAlpha = cem == CEM_RGBA_BASE_OFFSET;
  if (!isOffsetRange(fit, 0) || !isOffsetRange(fit, 1) || !isOffsetRange(fit, 2)) return INFINITE;
  let error = offsetPlain(row, fit, hasAlpha);
  keepVariant();
  const contracted = offsetContracted(row, fit, hasAlpha);
  if (contracted < error) {
    keepVariant();
    error = contracted;
  }
  return error;
}

/** Alpha of a base + offset mode: endpoint 0 is the base, or with `isSwapped` endpoint 1 is. */
function offsetAlpha(row: usize, fit: usize, place: usize, isSwapped: bool): f32 {
  const a0 = load<f32>(fit + FREE0_OFFSET, 12);
  const a1 = load<f32>(fit + FREE1_OFFSET, 12);
  const a = load<f32>(fit + FORM_A_OFFSET, 12);
  const b = load<f32>(fit + FORM_B_OFFSET, 12);
  const d = load<f32>(fit + FORM_D_OFFSET, 12);
  const error = isSwapped ? fitOffsetPair(row, a1, a0, d, b, a) : fitOffsetPair(row, a0, a1, a, b, d);
  if (error >= INFINITE) return INFINITE;
  store<u16>(UVALUES + place, load<u16>(PAIR));
  const base = <i32>load<u8>(PAIR, 2);
  const end = <i32>load<u8>(PAIR, 3);
  setDecoded(3, isSwapped ? end : base, isSwapped ? base : end);
  return error * load<f32>(SIGNIFICANCE, 12);
}

function offsetPlain(row: usize, fit: usize, hasAlpha: bool): f32 {
  let error: f32 = 0;
  let sum: i32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const c0 = load<f32>(at + FREE0_OFFSET);
    const c1 = load<f32>(at + FREE1_OFFSET);
    const channel = fitOffsetPair(
      row,
      c0,
      c1,
      load<f32>(at + FORM_A_OFFSET),
      load<f32>(at + FORM_B_OFFSET),
      load<f32>(at + FORM_D_OFFSET),
    );
    if (channel >= INFINITE) return INFINITE;
    store<u16>(UVALUES + (component << 1), load<u16>(PAIR));
    setDecoded(component, load<u8>(PAIR, 2), load<u8>(PAIR, 3));
    sum += <i32>load<i8>(PAIR, 4);
    error += channel * load<f32>(SIGNIFICANCE + (component << 2));
  }
  if (sum < 0) return INFINITE;
  setDecoded(3, 255, 255);
  return error + (hasAlpha ? offsetAlpha(row, fit, 6, false) : componentError(fit, 3));
}

/** Offsets that sum below 0 swap the endpoints and contract both towards blue. */
function offsetContracted(row: usize, fit: usize, hasAlpha: bool): f32 {
  if (
    fitOffsetPair(
      row,
      load<f32>(fit + FREE1_OFFSET, 8),
      load<f32>(fit + FREE0_OFFSET, 8),
      load<f32>(fit + FORM_D_OFFSET, 8),
      load<f32>(fit + FORM_B_OFFSET, 8),
      load<f32>(fit + FORM_A_OFFSET, 8),
    ) >= INFINITE
  ) {
    return INFINITE;
  }
  store<u16>(UVALUES, load<u16>(PAIR), 4);
  const blueBase = <i32>load<u8>(PAIR, 2);
  const blueEnd = <i32>load<u8>(PAIR, 3);
  setDecoded(2, blueEnd, blueBase);
  let sum = <i32>load<i8>(PAIR, 4);
  for (let component: usize = 0; component < 2; component++) {
    const at = fit + (component << 2);
    const c0: f32 = 2.0 * load<f32>(at + FREE1_OFFSET) + 0.5 - <f32>blueBase;
    const c1: f32 = 2.0 * load<f32>(at + FREE0_OFFSET) + 0.5 - <f32>blueEnd;
    if (abs<f32>(c1 - c0) > 48 || c0 < -8 || c0 > 263) return INFINITE;
    const a = load<f32>(at + FORM_D_OFFSET);
    const b = load<f32>(at + FORM_B_OFFSET);
    const d = load<f32>(at + FORM_A_OFFSET);
    if (fitOffsetPair(row, c0, c1, a, b, d) >= INFINITE) return INFINITE;
    store<u16>(UVALUES + (component << 1), load<u16>(PAIR));
    const base = (<i32>load<u8>(PAIR, 2) + blueBase) >> 1;
    const end = (<i32>load<u8>(PAIR, 3) + blueEnd) >> 1;
    setDecoded(component, end, base);
    sum += <i32>load<i8>(PAIR, 4);
  }
  if (sum >= 0) return INFINITE;
  setDecoded(3, 255, 255);
  const alphaError = hasAlpha ? offsetAlpha(row, fit, 6, true) : componentError(fit, 3);
  return rgbError(fit) + alphaError;
}

/** Endpoint 0 is endpoint 1 scaled by s / 256. */
function quantizeScale(cem: i32, row: usize, fit: usize, limit: f32): f32 {
  setDecoded(3, 255, 255);
  const alphaError: f32 =
    cem == CEM_RGB_BASE_SCALE_TWO_ALPHA ? quantizeAlphaDirect(row, fit, 4, false) : componentError(fit, 3);
  let dot: f32 = 0;
  let norm: f32 = 1e-6;
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const c1 = load<f32>(at + FREE1_OFFSET);
    const significance = load<f32>(SIGNIFICANCE + (component << 2));
    dot += significance * load<f32>(at + FREE0_OFFSET) * c1;
    norm += significance * c1 * c1;
  }
  const middle = nearestUvalue(row, (256 * dot) / norm);
  let best = scaleVariant(row, fit, middle);
  keepVariant();
  // Half an integer of scale more or less does not win back this much.
  if (best > 2 * limit) return INFINITE;
  for (let move: i32 = -1; move <= 1; move += 2) {
    const scale = neighbour(row, middle, move);
    if (scale == middle) continue;
    const error = scaleVariant(row, fit, scale);
    if (error < best) {
      best = error;
      keepVariant();
    }
  }
  return best + alphaError;
}

function scaleVariant(row: usize, fit: usize, scale: i32): f32 {
  const s = <f32>scale * (1.0 / 256.0);
  store<u8>(UVALUES, scale, 3);
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const c0 = load<f32>(at + FREE0_OFFSET);
    const c1 = load<f32>(at + FREE1_OFFSET);
    const a = load<f32>(at + FORM_A_OFFSET);
    const b = load<f32>(at + FORM_B_OFFSET);
    const d = load<f32>(at + FORM_D_OFFSET);
    const curvature = a * s * s + 2 * b * s + d;
    const ideal = curvature > 1e-6 ? (s * (a * c0 + b * c1) + b * c0 + d * c1) / curvature : c1;
    const e1 = nearestUvalue(row, ideal);
    store<u8>(UVALUES + component, e1);
    setDecoded(component, (e1 * scale) >> 8, e1);
  }
  return rgbError(fit);
}

/** Grey modes: the three components share one pair, whose form is the sum of theirs. */
function quantizeLuma(cem: i32, row: usize, fit: usize, limit: f32): f32 {
  let a: f32 = 0;
  let b: f32 = 0;
  let d: f32 = 0;
  let constant: f32 = 0;
  let right0: f32 = 0;
  let right1: f32 = 0;
  for (let component: usize = 0; component < 3; component++) {
    const at = fit + (component << 2);
    const significance = load<f32>(SIGNIFICANCE + (component << 2));
    const c0 = load<f32>(at + FREE0_OFFSET);
    const c1 = load<f32>(at + FREE1_OFFSET);
    const ca = significance * load<f32>(at + FORM_A_OFFSET);
    const cb = significance * load<f32>(at + FORM_B_OFFSET);
    const cd = significance * load<f32>(at + FORM_D_OFFSET);
    a += ca;
    b += cb;
    d += cd;
    right0 += ca * c0 + cb * c1;
    right1 += cb * c0 + cd * c1;
    constant += ca * c0 * c0 + 2 * cb * c0 * c1 + cd * c1 * c1;
  }
  const det = a * d - b * b;
  let l0: f32;
  let l1: f32;
  if (det > 1e-6 * a * d) {
    l0 = (right0 * d - right1 * b) / det;
    l1 = (right1 * a - right0 * b) / det;
  } else {
    l0 = (right0 + right1) / max<f32>(a + 2 * b + d, 1e-6);
    l1 = l0;
  }
  // What being grey costs before any rounding.
  if (constant - (right0 * l0 + right1 * l1) > limit) return INFINITE;
  setDecoded(3, 255, 255);
  if (cem == CEM_LUMA_DIRECT || cem == CEM_LUMA_ALPHA_DIRECT) {
    const alphaError: f32 =
      cem == CEM_LUMA_ALPHA_DIRECT ? quantizeAlphaDirect(row, fit, 2, false) : componentError(fit, 3);
    fitPair(row, l0, l1, a, b, d);
    store<u16>(UVALUES, load<u16>(PAIR));
    setGrey(load<u8>(PAIR), load<u8>(PAIR, 1));
    keepVariant();
    return rgbError(fit) + alphaError;
  }
  if (cem == CEM_LUMA_ALPHA_BASE_OFFSET) {
    if (abs<f32>(l1 - l0) > 48) return INFINITE;
    const alphaError = offsetAlpha(row, fit, 2, false);
    if (alphaError >= INFINITE || fitOffsetPair(row, l0, l1, a, b, d) >= INFINITE) return INFINITE;
    store<u16>(UVALUES, load<u16>(PAIR));
    setGrey(load<u8>(PAIR, 2), load<u8>(PAIR, 3));
    keepVariant();
    return rgbError(fit) + alphaError;
  }
  return quantizeLumaOffset(row, fit, l0, l1);
}

// @ts-ignore: decorator
@inline
function setGrey(e0: i32, e1: i32): void {
  setDecoded(0, e0, e1);
  setDecoded(1, e0, e1);
  setDecoded(2, e0, e1);
}

/** Mode 1: six bits of offset upwards, whose integer also carries the base's top two bits. */
function quantizeLumaOffset(row: usize, fit: usize, l0: f32, l1: f32): f32 {
  if (l1 - l0 > 80 || l1 < l0) return INFINITE;
  const alphaError = componentError(fit, 3);
  const base = clampByte(<i32>nearest<f32>(l0));
  const v0 = <i32>load<u8>(row + <usize>((base << 2) & 0xff));
  const highBits = base & 0xc0;
  const realBase = (v0 >> 2) | highBits;
  const offset = max<i32>(0, min<i32>(63, <i32>nearest<f32>(l1) - realBase));
  const target = highBits | offset;
  let best: f32 = INFINITE;
  for (let move: i32 = -1; move <= 1; move++) {
    const v1 = move == 0 ? <i32>load<u8>(row + <usize>target) : neighbour(row, target, move);
    if ((v1 & 0xc0) != highBits) continue;
    setGrey(realBase, min<i32>(255, realBase + (v1 & 0x3f)));
    store<u8>(UVALUES, v0);
    store<u8>(UVALUES, v1, 1);
    const error = rgbError(fit) + alphaError;
    if (error < best) {
      best = error;
      keepVariant();
    }
  }
  return best;
}
