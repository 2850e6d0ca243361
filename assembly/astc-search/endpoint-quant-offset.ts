/** Base + offset: finer integers for endpoints that lie close together. */
import { CEM_RGBA_BASE_OFFSET } from '../astc/cem';
import { pairOffset } from '../astc/endpoint-ldr';
import { SIGNIFICANCE } from './block-state';
import {
  INFINITE,
  PAIR,
  UVALUES,
  clampByte,
  componentError,
  form,
  keepVariant,
  neighbour,
  rgbError,
  setDecoded,
} from './endpoint-pair';
import { FORM_A_OFFSET, FORM_B_OFFSET, FORM_D_OFFSET, FREE0_OFFSET, FREE1_OFFSET } from './trial-state';

/**
 * Integers for base + offset: base near `c0`, then the offset that suits it best. Rounding must leave alone the top
 * bit of the base, which travels in the offset's integer, so its neighbours on the level are tried too.
 *
 * @returns the form's value of the decoded pair (base + offset clamped to a byte); PAIR: integers, then decoded
 * base and end at 2 and 3, offset (i8) at 4
 */
export function fitOffsetPair(row: usize, c0: f32, c1: f32, a: f32, b: f32, d: f32): f32 {
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

/** Whether a component's ends are near enough for six bits of offset; beyond, clamping costs more than it gains. */
// @ts-ignore: decorator
@inline
function isOffsetRange(fit: usize, component: usize): bool {
  const at = fit + (component << 2);
  return abs<f32>(load<f32>(at + FREE1_OFFSET) - load<f32>(at + FREE0_OFFSET)) <= 40;
}

export function quantizeBaseOffset(cem: i32, row: usize, fit: usize): f32 {
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
export function offsetAlpha(row: usize, fit: usize, place: usize, isSwapped: bool): f32 {
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
