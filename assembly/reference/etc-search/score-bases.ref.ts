/** Twins of etc-search/bases and score-bases: candidate bases of a group, their errors in closed form. */
import { BASES, BASE_BYTES, REPEATED } from '../../etc-search/bases';
import { Group } from '../../etc-search/group';
import { KEYS } from '../../etc-search/score-bases';
import { significance } from '../../etc-search/significance';

// @ts-ignore: decorator
@inline
function levelOf(value: i32, bits: i32): i32 {
  const inside = max(0, min(2040, value));
  if (bits == 5) return (inside * 31 + (inside >> 3) + 1024) >> 11;
  return (inside * 30 + (inside >> 3) + 2048) >> 12;
}

// @ts-ignore: decorator
@inline
function shown(level: i32, bits: i32): i32 {
  return bits == 5 ? (level << 3) | (level >> 2) : level * 17;
}

/** W Σ w (texel − base)² summed over the group, less the squares of their lumas' distances. */
function chromaOf(source: Group, r: i32, g: i32, b: i32): i32 {
  const weights = significance();
  const luma = weights.wr * r + weights.wg * g + weights.wb * b;
  const squares = weights.wr * r * r + weights.wg * g * g + weights.wb * b * b;
  const linear = r * source.linearR + g * source.linearG + b * source.linearB;
  return source.constant + source.count * (weights.sum * squares - luma * luma) - linear;
}

function buildBasesRef(source: Group, halfVectors: i32, step: i32, bits: i32): void {
  const weights = significance();
  let before: i32 = -1;
  for (let index: i32 = 0; index < 8 * halfVectors; index++) {
    const offset = (index - 4 * halfVectors) * step;
    const levelR = levelOf(source.meanR + offset, bits);
    const levelG = levelOf(source.meanG + offset, bits);
    const levelB = levelOf(source.meanB + offset, bits);
    const levels = levelR | (levelG << 8) | (levelB << 16);
    const r = shown(levelR, bits);
    const g = shown(levelG, bits);
    const b = shown(levelB, bits);
    const luma2 = 2 * (weights.wr * r + weights.wg * g + weights.wb * b);
    const outPtr = BASES + <usize>(index >> 2) * BASE_BYTES + ((<usize>(index & 3)) << 2);
    store<i32>(outPtr, luma2 | (luma2 << 16));
    store<i32>(outPtr, 4 * chromaOf(source, r, g, b) + (levels == before ? REPEATED : 0), 16);
    store<i32>(outPtr, levels, 32);
    before = levels;
  }
}

export function buildBases4Ref(source: Group, halfVectors: i32, step: i32): void {
  buildBasesRef(source, halfVectors, step, 4);
}

export function buildBases5Ref(source: Group, halfVectors: i32, step: i32): void {
  buildBasesRef(source, halfVectors, step, 5);
}

export function clearKeysRef(): void {
  for (let place: usize = 0; place < 32; place += 4) store<i32>(KEYS + place, 0x7fffffff);
}

export function leastKeyLaneRef(): usize {
  let least: usize = 0;
  for (let lane: usize = 4; lane < 16; lane += 4) {
    if (load<i32>(KEYS + lane) < load<i32>(KEYS + least)) least = lane;
  }
  return least;
}

/** Score of one base: chroma, then the distance of each texel's luma from the nearer of two steps on its side. */
function scoreBase(source: Group, basePtr: usize, middle: i32, half: i32): i32 {
  let score = load<i32>(basePtr, 16);
  for (let pair: i32 = 0; pair < source.pairCount; pair++) {
    const pairPtr = source.pairsPtr + <usize>pair * source.pairStride;
    const isSingle = pair == source.pairCount - 1 && source.tailMask == 0xffff;
    const sides: usize = isSingle ? 2 : 4;
    for (let side: usize = 0; side < sides; side += 2) {
      const distance = abs(<i32>load<i16>(pairPtr + side) - <i32>load<i16>(basePtr));
      const rest = abs(distance - middle) - half;
      score += rest * rest;
    }
  }
  return score;
}

export function scoreGroupRef(source: Group, from: i32, to: i32, middle: i32, half: i32, table: i32): void {
  const shift = significance().scoreShift;
  for (let vector = from; vector < to; vector++) {
    for (let lane: usize = 0; lane < 16; lane += 4) {
      const basePtr = BASES + <usize>vector * BASE_BYTES + lane;
      const score = (<u32>scoreBase(source, basePtr, middle, half)) >> shift;
      const key = ((<i32>min<u32>(score, 0x1fffff)) << 10) | (table << 7) | vector;
      const best = load<i32>(KEYS + lane);
      const second = load<i32>(KEYS + lane, 16);
      if (key < best) {
        store<i32>(KEYS + lane, key);
        store<i32>(KEYS + lane, best, 16);
      } else if (key < second) store<i32>(KEYS + lane, key, 16);
    }
  }
}

export function scoreHalfRef(source: Group, from: i32, to: i32, middle: i32, half: i32, table: i32): void {
  scoreGroupRef(source, from, to, middle, half, table);
}
