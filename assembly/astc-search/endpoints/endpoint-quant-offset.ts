/** Base + offset: finer integers for endpoints that lie close together. */
import { CEM_RGBA_BASE_OFFSET } from '../../astc/cem';
import { pairOffset } from '../../astc/endpoint-ldr';
import { ROUNDER } from '../../simd/lanes';
import { SIGNIFICANCE } from '../block/block-state';
import {
  Ba,
  Blue,
  Rg,
  Rgb,
  Rgba,
  blueLanes,
  errorLanes,
  hasAlpha,
  joinBytes,
  joinHalves,
  lookupLanes,
  lookupWords,
  nearestByte,
  storeMode,
  sumRgb,
  sumRgbI32,
  withoutAlpha,
} from './endpoint-lanes';
import { INFINITE, clampByte, follow, form, neighbour, neighbourRow } from './endpoint-pair';
import {
  FOLLOW0_OFFSET,
  FOLLOW1_OFFSET,
  FORM_A_OFFSET,
  FORM_B_OFFSET,
  FORM_D_OFFSET,
  FREE0_OFFSET,
  FREE1_OFFSET,
  OPAQUE_ERROR_OFFSET,
} from '../candidate/trial-state';

/** Returned where no integer keeps the top bit of the base: bytes that no pair has. */
export const NO_PAIR: i32 = -1;

/**
 * Integers for base + offset: base near `c0`, then the offset that suits it best. Rounding must leave alone the top
 * bit of the base, which travels in the offset's integer, so its neighbours on the level are tried too.
 *
 * @returns bytes: base's integer, offset's integer, decoded base, decoded end; or {@link NO_PAIR}
 */
export function fitOffsetPair(row: usize, c0: f32, c1: f32, a: f32, b: f32, d: f32): i32 {
  const base = clampByte(<i32>nearest<f32>(c0));
  const v0 = <i32>load<u8>(row + <usize>((base << 1) & 0xff));
  const highBit = base & 0x80;
  const realBase = (v0 >> 1) | highBit;
  const p = <f32>realBase - c0;
  const idealEnd = c1 - follow(b, d) * p;
  const offset = max<i32>(-32, min<i32>(31, <i32>nearest<f32>(idealEnd) - realBase));
  const target = ((offset & 0x3f) << 1) | highBit;
  let least: f32 = INFINITE;
  let best = NO_PAIR;
  for (let move: i32 = -1; move <= 1; move++) {
    const v1 = move == 0 ? <i32>load<u8>(row + <usize>target) : neighbour(row, target, move);
    if ((v1 & 0x80) != highBit) continue;
    const end = clampByte(realBase + pairOffset(v1));
    const error = form(a, b, d, p, <f32>end - c1);
    if (error < least) {
      least = error;
      best = v0 | (v1 << 8) | (realBase << 16) | (end << 24);
    }
  }
  return best;
}

/** Decoded end of each lane: base plus the six signed bits of its second integer, clamped to a byte. */
// @ts-ignore: decorator
@inline
function endLanes(base: v128, integer1: v128): v128 {
  return clampLanes(i32x4.add(base, offsetLanes(integer1)));
}

// @ts-ignore: decorator
@inline
function clampLanes(value: v128): v128 {
  return i32x4.min_s(i32x4.max_s(value, i32x4.splat(0)), i32x4.splat(255));
}

/** Base plus offset of joined bytes before any clamping: blue contraction comes first. */
// @ts-ignore: decorator
@inline
function rawEndLanes(bytes: v128): v128 {
  return i32x4.add(v128.and(i32x4.shr_u(bytes, 16), i32x4.splat(255)), offsetLanes(i32x4.shr_u(bytes, 8)));
}

/** Bits 1..6 of each lane, sign-extended. */
// @ts-ignore: decorator
@inline
function offsetLanes(integer1: v128): v128 {
  return i32x4.shr_s(i32x4.shl(integer1, 25), 26);
}

/** Error of a lane's end where the integer has the top bit of the base, else infinite. */
// @ts-ignore: decorator
@inline
function offsetError(flat: v128, cross: v128, d: v128, q: v128, integer1: v128, highBit: v128): v128 {
  const error = f32x4.add(f32x4.add(flat, f32x4.mul(cross, q)), f32x4.mul(f32x4.mul(d, q), q));
  const top = v128.and(integer1, i32x4.splat(0x80));
  return v128.bitselect(error, f32x4.splat(INFINITE), i32x4.eq(top, highBit));
}

/**
 * {@link fitOffsetPair} of each component of `L`, same bytes. Where no integer keeps the base's top bit, the second byte does
 * not have it.
 */
// @ts-ignore: decorator
@inline
function fitOffsetLanes<L>(row: usize, c0: v128, c1: v128, a: v128, b: v128, d: v128, along: v128): v128 {
  const byte = i32x4.splat(255);
  const base = v128.and(nearestByte(c0), byte);
  const highBit = v128.and(base, i32x4.splat(0x80));
  const v0 = lookupLanes<L>(row, i32x4.shl(base, 1));
  const realBase = v128.or(i32x4.shr_u(v0, 1), highBit);
  const baseValue = f32x4.convert_i32x4_s(realBase);
  const p = f32x4.sub(baseValue, c0);
  const lowest = f32x4.sub(baseValue, f32x4.splat(32));
  const highest = f32x4.add(baseValue, f32x4.splat(31));
  const ideal = f32x4.pmin(f32x4.pmax(f32x4.sub(c1, f32x4.mul(along, p)), lowest), highest);
  const offset = i32x4.sub(f32x4.add(ideal, f32x4.splat(ROUNDER)), realBase);
  const target = v128.or(v128.and(i32x4.shl(offset, 1), i32x4.splat(0x7e)), highBit);
  const three = lookupWords<L>(neighbourRow(row), i32x4.shl(target, 2));
  const flat = f32x4.mul(f32x4.mul(a, p), p);
  const cross = f32x4.mul(f32x4.add(b, b), p);
  const below = v128.and(i32x4.shr_u(three, 8), byte);
  const here = v128.and(three, byte);
  const above = i32x4.shr_u(three, 16);
  let end = endLanes(realBase, below);
  let v1 = below;
  let least = offsetError(flat, cross, d, f32x4.sub(f32x4.convert_i32x4_s(end), c1), below, highBit);
  const endHere = endLanes(realBase, here);
  const errorHere = offsetError(flat, cross, d, f32x4.sub(f32x4.convert_i32x4_s(endHere), c1), here, highBit);
  let isBetter = f32x4.lt(errorHere, least);
  end = v128.bitselect(endHere, end, isBetter);
  v1 = v128.bitselect(here, v1, isBetter);
  least = f32x4.pmin(least, errorHere);
  const endAbove = endLanes(realBase, above);
  const errorAbove = offsetError(flat, cross, d, f32x4.sub(f32x4.convert_i32x4_s(endAbove), c1), above, highBit);
  isBetter = f32x4.lt(errorAbove, least);
  end = v128.bitselect(endAbove, end, isBetter);
  v1 = v128.bitselect(above, v1, isBetter);
  return joinBytes(v0, v1, realBase, end);
}

/** Bit set of the lanes whose second integer lost the top bit of the base. */
// @ts-ignore: decorator
@inline
function brokenLanes(bytes: v128): i32 {
  // bit 7 of byte 1 against bit 7 of byte 2, moved to the lane's sign
  return i32x4.bitmask(v128.xor(i32x4.shl(bytes, 16), i32x4.shl(bytes, 8)));
}

/** Largest distance of a component's ends: six bits of offset do not reach beyond, and clamping costs too much. */
const REACH: f32 = 40;

/** Best integers of a base + offset mode at the level of `row`; returns their error, infinite where it does not fit. */
export function quantizeBaseOffset(cem: i32, row: usize, fit: usize): f32 {
  return cem == CEM_RGBA_BASE_OFFSET ? quantizeOffsets<Rgba>(row, fit) : quantizeOffsets<Rgb>(row, fit);
}

function quantizeOffsets<L>(row: usize, fit: usize): f32 {
  const byte = i32x4.splat(255);
  const c0 = v128.load(fit + FREE0_OFFSET);
  const c1 = v128.load(fit + FREE1_OFFSET);
  const extent = f32x4.abs(f32x4.sub(c1, c0));
  if ((i32x4.bitmask(f32x4.gt(extent, f32x4.splat(REACH))) & 7) != 0) return INFINITE;
  const a = v128.load(fit + FORM_A_OFFSET);
  const b = v128.load(fit + FORM_B_OFFSET);
  const d = v128.load(fit + FORM_D_OFFSET);
  const needed: i32 = hasAlpha<L>() ? 15 : 7;
  let error = INFINITE;
  let bytes = fitOffsetLanes<L>(row, c0, c1, a, b, d, v128.load(fit + FOLLOW1_OFFSET));
  if ((brokenLanes(bytes) & needed) == 0 && sumRgbI32(offsetLanes(i32x4.shr_u(bytes, 8))) >= 0) {
    const errors = errorLanes(fit, v128.and(i32x4.shr_u(bytes, 16), byte), i32x4.shr_u(bytes, 24));
    error = sumRgb(errors) + (hasAlpha<L>() ? f32x4.extract_lane(errors, 3) : load<f32>(fit + OPAQUE_ERROR_OFFSET));
  }
  // Offsets that sum below 0 swap the endpoints and contract both towards blue.
  const follow0 = v128.load(fit + FOLLOW0_OFFSET);
  const swapped = hasAlpha<L>()
    ? fitOffsetLanes<Ba>(row, c1, c0, d, b, a, follow0)
    : fitOffsetLanes<Blue>(row, c1, c0, d, b, a, follow0);
  if ((brokenLanes(swapped) & needed & 12) == 0) {
    const half = f32x4.splat(0.5);
    const blueBase = blueLanes(v128.and(i32x4.shr_u(swapped, 16), byte));
    const blueEnd = blueLanes(rawEndLanes(swapped));
    const want0 = f32x4.sub(f32x4.add(f32x4.add(c1, c1), half), f32x4.convert_i32x4_s(blueBase));
    const want1 = f32x4.sub(f32x4.add(f32x4.add(c0, c0), half), f32x4.convert_i32x4_s(blueEnd));
    if ((i32x4.bitmask(isFar(want0, want1)) & 3) == 0) {
      const front = fitOffsetLanes<Rg>(row, want0, want1, d, b, a, follow0);
      const stored = joinHalves(front, swapped);
      if ((brokenLanes(front) & 3) == 0 && sumRgbI32(offsetLanes(i32x4.shr_u(stored, 8))) < 0) {
        const end1 = i32x4.shr_u(i32x4.add(v128.and(i32x4.shr_u(stored, 16), byte), blueBase), 1);
        const end0 = clampLanes(i32x4.shr_s(i32x4.add(rawEndLanes(stored), blueEnd), 1));
        const alphaError = hasAlpha<L>() ? swappedAlphaError(fit, end0, end1) : load<f32>(fit + OPAQUE_ERROR_OFFSET);
        const contracted = sumRgb(errorLanes(fit, end0, end1)) + alphaError;
        if (contracted < error) {
          error = contracted;
          bytes = joinBytes(v128.and(stored, byte), v128.and(i32x4.shr_u(stored, 8), byte), end0, end1);
        }
      }
    }
  }
  if (error >= INFINITE) return INFINITE;
  storeMode(hasAlpha<L>() ? bytes : withoutAlpha(bytes));
  return error;
}

/** Whether what a contracted pair would have to store is out of its reach. */
// @ts-ignore: decorator
@inline
function isFar(want0: v128, want1: v128): v128 {
  const extent = f32x4.abs(f32x4.sub(want1, want0));
  const outside = v128.or(f32x4.lt(want0, f32x4.splat(-8)), f32x4.gt(want0, f32x4.splat(263)));
  return v128.or(f32x4.gt(extent, f32x4.splat(48)), outside);
}

/** Error of alpha whose base is end 1. */
// @ts-ignore: decorator
@inline
function swappedAlphaError(fit: usize, end0: v128, end1: v128): f32 {
  return (
    form(
      load<f32>(fit + FORM_D_OFFSET, 12),
      load<f32>(fit + FORM_B_OFFSET, 12),
      load<f32>(fit + FORM_A_OFFSET, 12),
      <f32>i32x4.extract_lane(end1, 3) - load<f32>(fit + FREE1_OFFSET, 12),
      <f32>i32x4.extract_lane(end0, 3) - load<f32>(fit + FREE0_OFFSET, 12),
    ) * load<f32>(SIGNIFICANCE, 12)
  );
}
