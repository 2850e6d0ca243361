/** Twins of the stages of etc-lanes for EAC. */
import { EAC_BASE, EAC_MULTIPLIER, EAC_TABLE, EAC_TEXELS, eacScale } from '../../etc-lanes/eac-scale';
import { CANDIDATES, CANDIDATE_BYTES, CANDIDATE_COUNT, EAC_ERROR, HIGHEST, LOWEST } from '../../etc-lanes/fit-eac';
import { EAC_HIGH, EAC_LOW } from '../../etc-lanes/words';
import { eacModifier } from '../../etc/modifiers';
import { laneAt, texelAt } from './four.ref';

export function takeBytesRef(planePtr: usize): void {
  for (let at: usize = 0; at < 128; at += 2) store<i16>(EAC_TEXELS + at, 2 * load<i16>(planePtr + at));
}

export function takeElevenBitsRef(planePtr: usize, isSigned: bool): void {
  for (let at: usize = 0; at < 128; at += 2) {
    const wide = 257 * <i32>load<i16>(planePtr + at);
    const value = isSigned ? (wide * 2046 + 32767) / 65535 - 1023 : (wide * 2047 + 32767) / 65535;
    store<i16>(EAC_TEXELS + at, <i16>(2 * value));
  }
}

export function spanEacRef(): bool {
  let isAny = false;
  for (let block: i32 = 0; block < 4; block++) {
    let low: i32 = i32.MAX_VALUE;
    let high: i32 = i32.MIN_VALUE;
    for (let texel: i32 = 0; texel < 16; texel++) {
      const value: i32 = load<i16>(EAC_TEXELS + texelAt(block, texel & 3, texel >> 2));
      low = min(low, value);
      high = max(high, value);
    }
    store<i32>(LOWEST + laneAt(block), low);
    store<i32>(HIGHEST + laneAt(block), high);
    if (low != high) isAny = true;
  }
  return isAny;
}

function factorOf(multiplier: i32): i32 {
  const scale = eacScale();
  if (multiplier) return multiplier * scale.unit;
  return scale.unit == 8 ? 1 : 0;
}

/** Twice the value of a base. */
function valueOf2(base: i32): i32 {
  const scale = eacScale();
  return 2 * (base * scale.unit + scale.bias);
}

/** 4 times the error of a table; only its outermost modifiers are clamped. */
function errorOf(block: i32, table: i32, base: i32, factor: i32): i32 {
  const scale = eacScale();
  let total: i32 = 0;
  for (let texel: i32 = 0; texel < 16; texel++) {
    const value: i32 = load<i16>(EAC_TEXELS + texelAt(block, texel & 3, texel >> 2));
    const isNegative = value < valueOf2(base) - factor;
    let least: i32 = i32.MAX_VALUE;
    for (let index: i32 = 0; index < 4; index++) {
      let level = valueOf2(base) + 2 * eacModifier(table, isNegative ? index : index + 4) * factor;
      if (index == 3) level = isNegative ? max(level, scale.bottom2) : min(level, scale.top2);
      least = min(least, abs(value - level));
    }
    total += least * least;
  }
  return total;
}

function tryTable(block: i32, rowPtr: usize): void {
  const scale = eacScale();
  const low = load<i32>(LOWEST + laneAt(block));
  const high = load<i32>(HIGHEST + laneAt(block));
  const scaled = ((high - low) >> 1) * load<i32>(rowPtr, 20) + (load<i32>(rowPtr, 24) << scale.shift);
  const multiplier = min(15, scaled >> (16 + scale.shift));
  const factor = factorOf(multiplier);
  const wanted = ((low + high) >> 1) + factor - 2 * scale.bias + scale.unit;
  const base = max(scale.lowestBase, min(scale.highestBase, wanted >> (scale.shift + 1)));
  const table = load<i32>(rowPtr);
  const error = errorOf(block, table, base, factor);
  if (error >= load<i32>(EAC_ERROR + laneAt(block))) return;
  store<i32>(EAC_ERROR + laneAt(block), error);
  store<i32>(EAC_TABLE + laneAt(block), table);
  store<i32>(EAC_MULTIPLIER + laneAt(block), multiplier);
  store<i32>(EAC_BASE + laneAt(block), base);
}

/** What 8 bits that span up to six values are met by. */
function takeDense(block: i32): void {
  const low = load<i32>(LOWEST + laneAt(block)) / 2;
  const high = load<i32>(HIGHEST + laneAt(block)) / 2;
  if (high - low > 5) return;
  store<i32>(EAC_ERROR + laneAt(block), 0);
  store<i32>(EAC_TABLE + laneAt(block), 13);
  store<i32>(EAC_MULTIPLIER + laneAt(block), high == low ? 0 : 1);
  store<i32>(EAC_BASE + laneAt(block), high == low ? low : min(255, low + 3));
}

export function fitEacRef(): void {
  const isFlat = !spanEacRef();
  const isAlpha = eacScale().unit == 1;
  for (let block: i32 = 0; block < 4; block++) {
    store<i32>(EAC_ERROR + laneAt(block), i32.MAX_VALUE);
    if (!isFlat || !isAlpha) {
      for (let row: usize = 0; row < CANDIDATE_COUNT; row++) tryTable(block, CANDIDATES + row * CANDIDATE_BYTES);
    }
    if (isAlpha) takeDense(block);
  }
}

export function emitEacFourRef(): void {
  for (let block: i32 = 0; block < 4; block++) {
    const table = load<i32>(EAC_TABLE + laneAt(block));
    const multiplier = load<i32>(EAC_MULTIPLIER + laneAt(block));
    const base = load<i32>(EAC_BASE + laneAt(block));
    const factor = factorOf(multiplier);
    let word = ((<u64>(<u8>base)) << 8) | (<u64>((multiplier << 4) | table));
    for (let k: i32 = 0; k < 16; k++) {
      const difference: i32 = load<i16>(EAC_TEXELS + texelAt(block, k >> 2, k & 3)) - (valueOf2(base) - factor);
      let selector: i32 = 0;
      for (let index: i32 = 0; index < 3; index++) {
        const step = eacModifier(table, 4 + index) + eacModifier(table, 5 + index) + 1;
        if (abs(difference) > step * factor) selector++;
      }
      word = (word << 3) | (<u64>(difference < 0 ? selector : selector + 4));
    }
    store<u32>(EAC_HIGH + laneAt(block), <u32>(word >> 32));
    store<u32>(EAC_LOW + laneAt(block), <u32>word);
  }
}
