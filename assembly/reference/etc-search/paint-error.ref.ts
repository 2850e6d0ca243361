/** Twins of etc-search/paint-error, split-paints and emit: paints of candidates, their exact errors, selectors. */
import { colorDistance, largeModifier, smallModifier } from '../../etc/modifiers';
import { TEXEL_LANES, isPunched, opaqueMask } from '../../etc-search/block-state';
import { ERRORS, INFOS, PAINTS } from '../../etc-search/paint-error';
import { significance } from '../../etc-search/significance';
import { SPLIT_FIRST, SPLIT_INDEX, SPLIT_SECOND } from '../../etc-search/split-paints';

/** One paint of one candidate from packed levels plus a modifier, clamped and scaled. */
function storePaint(paint: usize, lane: usize, levels: i32, bits: i32, modifier: i32): void {
  const weights = significance();
  const outPtr = PAINTS + (paint << 5) + lane;
  for (let c: usize = 0; c < 3; c++) {
    const level = (levels >> (<i32>c * 8)) & 255;
    const base = bits == 5 ? (level << 3) | (level >> 2) : level * 17;
    const scale = c == 0 ? weights.ar : c == 1 ? weights.ag : weights.ab;
    const value = max(0, min(255, base + modifier)) * scale;
    store<i16>(outPtr + (c == 2 ? 16 : c * 2), <i16>value);
  }
  store<i16>(outPtr, 0, 18);
}

function paintCandidatesRef(bits: i32): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const info = load<u32>(INFOS + lane);
    const table = info >> 24;
    const small = isPunched() ? 0 : smallModifier(table);
    const large = largeModifier(table);
    const levels = info & 0xffffff;
    storePaint(0, lane, levels, bits, small);
    storePaint(1, lane, levels, bits, large);
    storePaint(2, lane, levels, bits, -small);
    storePaint(3, lane, levels, bits, -large);
  }
}

export function paintCandidates4Ref(): void {
  paintCandidatesRef(4);
}

export function paintCandidates5Ref(): void {
  paintCandidatesRef(5);
}

export function paintTRef(): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const first = load<i32>(SPLIT_FIRST + lane);
    const second = load<i32>(SPLIT_SECOND + lane);
    const distance = colorDistance(load<i32>(SPLIT_INDEX + lane));
    storePaint(0, lane, first, 4, 0);
    storePaint(1, lane, second, 4, distance);
    storePaint(2, lane, isPunched() ? first : second, 4, 0);
    storePaint(3, lane, second, 4, -distance);
  }
}

export function paintHRef(): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const first = load<i32>(SPLIT_FIRST + lane);
    const second = load<i32>(SPLIT_SECOND + lane);
    const distance = colorDistance(load<i32>(SPLIT_INDEX + lane));
    storePaint(0, lane, first, 4, distance);
    storePaint(1, lane, first, 4, -distance);
    storePaint(2, lane, isPunched() ? first : second, 4, distance);
    storePaint(3, lane, second, 4, -distance);
  }
}

export function splatPaintRef(paint: usize, r: i32, g: i32, b: i32): void {
  const weights = significance();
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const outPtr = PAINTS + (paint << 5) + lane;
    store<i16>(outPtr, <i16>(max(0, min(255, r)) * weights.ar));
    store<i16>(outPtr, <i16>(max(0, min(255, g)) * weights.ag), 2);
    store<i16>(outPtr, <i16>(max(0, min(255, b)) * weights.ab), 16);
    store<i16>(outPtr, 0, 18);
  }
}

/** Squared distance of a scaled texel from a scaled paint, either as (r, g) with (b, 0) 16 bytes further. */
function distanceRef(texelPtr: usize, paintPtr: usize): i32 {
  const r = <i32>load<i16>(texelPtr) - <i32>load<i16>(paintPtr);
  const g = <i32>load<i16>(texelPtr, 2) - <i32>load<i16>(paintPtr, 2);
  const b = <i32>load<i16>(texelPtr, 16) - <i32>load<i16>(paintPtr, 16);
  return r * r + g * g + b * b;
}

export function measurePaintsRef(texelsPtr: usize, strideBytes: usize, texelCount: i32): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    let total: i32 = 0;
    for (let place: i32 = 0; place < texelCount; place++) {
      const texelPtr = texelsPtr + <usize>(place >> 1) * strideBytes + ((<usize>(place & 1)) << 5) + lane;
      let least = i32.MAX_VALUE;
      for (let paint: usize = 0; paint < 4; paint++) {
        least = min(least, distanceRef(texelPtr, PAINTS + (paint << 5) + lane));
      }
      total += least;
    }
    store<i32>(ERRORS + lane, total);
  }
}

export function selectPaintsRef(): u32 {
  let selectors: u32 = 0;
  for (let k: i32 = 0; k < 16; k++) {
    const texelPtr = TEXEL_LANES + ((<usize>(k >> 2)) << 5) + ((<usize>(k & 3)) << 2);
    let least = i32.MAX_VALUE;
    let selector: u32 = 0;
    for (let paint: usize = 0; paint < 4; paint++) {
      const distance = distanceRef(texelPtr, PAINTS + (paint << 5) + ((<usize>(k & 3)) << 2));
      if (distance >= least) continue;
      least = distance;
      selector = <u32>paint;
    }
    if (!((opaqueMask() >> k) & 1)) selector = 2;
    selectors |= ((selector & 1) << k) | ((selector >> 1) << (k + 16));
  }
  return selectors;
}
