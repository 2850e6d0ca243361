/** Twins of the stages of etc-lanes that fit two halves: a block at a time. */
import { FIT_BYTES, FIT_COST, FIT_HALF, FIT_INDIVIDUAL, FIT_LEVELS, FIT_LUMA, FIT_TABLE } from '../../etc-lanes/fit';
import { HALF_BYTES, HALF_SUMS, HALF_TABLES } from '../../etc-lanes/four-state';
import { WANTED } from '../../etc-lanes/shift-bases';
import { largeModifier, smallModifier } from '../../etc/modifiers';
import { isInHalf, laneAt, lumaOf } from './four.ref';

function levelOf(mean: i32, bits: i32): i32 {
  if (bits == 5) return (mean * 31 + (mean >> 3) + 1024) >> 11;
  return (mean * 30 + (mean >> 3) + 2048) >> 12;
}

function shown(level: i32, bits: i32): i32 {
  return bits == 5 ? (level << 3) | (level >> 2) : level * 17;
}

/** A number twice in a lane. */
function storeTwice(at: usize, value: i32): void {
  store<i16>(at, <i16>value);
  store<i16>(at, <i16>value, 2);
}

/** Levels, luma and cost of the base of one half. */
function quantizeHalf(own: usize, means: usize, sums: usize, bits: i32, block: i32): i32 {
  let luma: i32 = 0;
  let lumas: i32 = 0;
  let cost: i32 = 0;
  for (let at: usize = laneAt(block); at < 48; at += 16) {
    const level = levelOf(load<i32>(means + at), bits);
    const base = shown(level, bits);
    const sum = load<i32>(sums + at);
    store<i32>(own + at, level, FIT_LEVELS);
    luma += base;
    lumas += sum;
    cost -= 24 * base * (sum - 4 * base);
  }
  storeTwice(own + FIT_LUMA + laneAt(block), 2 * luma);
  return cost + 8 * luma * (lumas - 4 * luma);
}

export function quantizePairRef(fit: usize, means: usize, sums: usize): void {
  for (let block: i32 = 0; block < 4; block++) {
    let isIndividual = false;
    for (let at: usize = laneAt(block); at < 48; at += 16) {
      const difference = levelOf(load<i32>(means + at, 48), 5) - levelOf(load<i32>(means + at), 5);
      if (difference < -4 || difference > 3) isIndividual = true;
    }
    const bits = isIndividual ? 4 : 5;
    const cost = quantizeHalf(fit, means, sums, bits, block);
    store<i32>(fit + laneAt(block), isIndividual ? -1 : 0, FIT_INDIVIDUAL);
    const both = cost + quantizeHalf(fit + FIT_HALF, means + 48, sums + 48, bits, block);
    store<i32>(fit + laneAt(block), both, FIT_COST);
  }
}

/** Σ (2 × luma missed)² of a half under a table. */
function missOf(block: i32, half: i32, base2: i32, table: i32): i32 {
  let total: i32 = 0;
  for (let texel: i32 = 0; texel < 16; texel++) {
    if (!isInHalf(half, texel & 3, texel >> 2)) continue;
    const distance = abs(lumaOf(block, texel & 3, texel >> 2) - base2);
    const miss = min(abs(distance - 6 * smallModifier(table)), abs(distance - 6 * largeModifier(table)));
    total += miss * miss;
  }
  return total;
}

export function fitTablesRef(fit: usize, half: i32): void {
  const own = fit + (half & 1 ? FIT_HALF : 0);
  for (let block: i32 = 0; block < 4; block++) {
    const base2 = load<i16>(own + laneAt(block), FIT_LUMA);
    const lower = load<i32>(HALF_TABLES + ((<usize>half) << 4) + laneAt(block));
    const miss0 = missOf(block, half, base2, lower);
    const miss1 = missOf(block, half, base2, lower + 1);
    store<i32>(own + laneAt(block), miss1 < miss0 ? lower + 1 : lower, FIT_TABLE);
    store<i32>(fit + laneAt(block), load<i32>(fit + laneAt(block), FIT_COST) + min(miss0, miss1), FIT_COST);
  }
}

export function shiftHalfRef(fit: usize, half: i32): void {
  const own = fit + (half & 1 ? FIT_HALF : 0);
  for (let block: i32 = 0; block < 4; block++) {
    const base2 = load<i16>(own + laneAt(block), FIT_LUMA);
    const table = load<i32>(own + laneAt(block), FIT_TABLE);
    const middle = 3 * (smallModifier(table) + largeModifier(table));
    let total: i32 = 0;
    for (let texel: i32 = 0; texel < 16; texel++) {
      if (!isInHalf(half, texel & 3, texel >> 2)) continue;
      const difference = lumaOf(block, texel & 3, texel >> 2) - base2;
      const modifier = 6 * (abs(difference) > middle ? largeModifier(table) : smallModifier(table));
      total += difference < 0 ? -modifier : modifier;
    }
    const offset = (total * 10923) >> 16;
    for (let at: usize = laneAt(block); at < 48; at += 16) {
      const sum = load<i32>(HALF_SUMS + <usize>half * HALF_BYTES + at);
      store<i32>(WANTED + (half & 1 ? HALF_BYTES : 0) + at, max(0, min(2040, sum - offset)));
    }
  }
}

export function keepBetterRef(fit: usize, other: usize): void {
  for (let block: i32 = 0; block < 4; block++) {
    if (load<i32>(other + laneAt(block), FIT_COST) >= load<i32>(fit + laneAt(block), FIT_COST)) continue;
    for (let at: usize = laneAt(block); at < FIT_BYTES; at += 16) store<i32>(fit + at, load<i32>(other + at));
  }
}
