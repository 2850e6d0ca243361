/**
 * EAC: sixteen values by table, multiplier and base. Every table is tried with multipliers that stretch it (or its inner
 * part) over the values, then the best are moved step by step while it pays.
 */
import { EAC_BASES, EAC_ERRORS, EAC_MULTIPLIERS, EAC_TABLES, measureEac } from './eac-error';
import { VALUES_ALPHA, eacState } from './eac-state';
import { eacModifier } from '../etc/modifiers';
import { quality } from './quality';

/** Table with six modifiers in a row, −3..2. */
const DENSE_TABLE: i32 = 13;

/** Most candidates from which descents start. */
const MAX_STARTS: i32 = 16;
/** u64[16]: starts, error << 32 | {@link code}, ascending. */
const STARTS: usize = memory.data(128, 16);
/** i32: how many of them. */
const START_COUNT: usize = memory.data(4, 4);

/** i8[16][3]: steps of a descent: table, multiplier, base. */
// prettier-ignore
const STEPS: usize = memory.data<i8>([
  0, 0, 1,   0, 0, -1,   0, 0, 2,   0, 0, -2,   0, 1, 0,   0, -1, 0,   0, 1, 1,   0, -1, -1,
  0, 1, -1,  0, -1, 1,   0, 0, 3,   0, 0, -3,   1, 0, 0,  -1, 0, 0,    0, 1, 2,   0, -1, -2,
], 16);

/** A candidate as one number: table << 24 | multiplier << 16 | base + 128; fields out of range are clamped. */
function code(table: i32, multiplier: i32, base: i32): i32 {
  const state = eacState();
  const inside = max(state.lowestBase, min(state.highestBase, base));
  return ((table & 15) << 24) | (max(0, min(15, multiplier)) << 16) | (inside + 128);
}

// @ts-ignore: decorator
@inline
export function eacTable(value: i32): i32 {
  return value >> 24;
}

// @ts-ignore: decorator
@inline
export function eacMultiplier(value: i32): i32 {
  return (value >> 16) & 15;
}

// @ts-ignore: decorator
@inline
export function eacBase(value: i32): i32 {
  return (value & 0xffff) - 128;
}

/** Puts a candidate into a lane. */
function place(lane: usize, value: i32): void {
  store<i16>(EAC_TABLES + (lane << 1), eacTable(value));
  store<i16>(EAC_MULTIPLIERS + (lane << 1), eacMultiplier(value));
  store<i16>(EAC_BASES + (lane << 1), eacBase(value));
}

/** The candidate in a lane with its error. */
function measured(lane: usize): u64 {
  const multiplier = (<i32>load<i16>(EAC_MULTIPLIERS + (lane << 1))) << 16;
  const base = load<i16>(EAC_BASES + (lane << 1)) + 128;
  const value = ((<i32>load<i16>(EAC_TABLES + (lane << 1))) << 24) | multiplier | base;
  return ((<u64>load<u32>(EAC_ERRORS + (lane << 2))) << 32) | (<u64>value);
}

/** Keeps a start if it is among the best. */
function keepStart(value: u64): void {
  let count = load<i32>(START_COUNT);
  if (count == min(MAX_STARTS, quality().eacStarts)) {
    if (value >= load<u64>(STARTS + ((<usize>(count - 1)) << 3))) return;
    count--;
  }
  let index = (<usize>count) << 3;
  while (index > 0 && load<u64>(STARTS + index - 8) > value) {
    store<u64>(STARTS + index, load<u64>(STARTS + index - 8));
    index -= 8;
  }
  store<u64>(STARTS + index, value);
  store<i32>(START_COUNT, count + 1);
}

/** Modifiers left out at the low and the high end: parts of a table that may be stretched over the values. */
// prettier-ignore
const PARTS: usize = memory.data<u8>([0, 0, 1, 0, 0, 1, 1, 1, 2, 1, 1, 2, 2, 0, 0, 2, 2, 2, 3, 3], 16);

/**
 * u8[16]: tables, the most useful first.
 * Why: so often the best of sixteen on alpha, normals and greens of five images.
 */
const TABLES: usize = memory.data<u8>([13, 11, 2, 3, 9, 8, 1, 0, 10, 14, 5, 7, 4, 15, 6, 12], 16);

/** Table with a multiplier, such that its modifiers from `low` to `high` lie about the middle of the values. */
function centred(table: i32, multiplier: i32, low: i32, high: i32): i32 {
  const state = eacState();
  const inside = min(15, max(0, multiplier));
  const factor = inside ? inside * state.unit : state.unit >> 3;
  const center = (state.lowest + state.highest - factor * (low + high) - 2 * state.bias + state.unit) >> 1;
  return code(table, inside, state.unit == 8 ? center >> 3 : center);
}

/** Tries tables with the two multipliers that stretch a part of their modifiers over the values. */
function startTables(part: i32): void {
  const state = eacState();
  const range = state.highest - state.lowest;
  const partPtr = PARTS + ((<usize>part) << 1);
  for (let first: i32 = 0; first < quality().eacTables; first += 4) {
    for (let lane: i32 = 0; lane < 4; lane++) {
      const table = load<u8>(TABLES + <usize>(first + lane));
      const low = eacModifier(table, 3 - load<u8>(partPtr));
      const high = eacModifier(table, 7 - load<u8>(partPtr, 1));
      const multiplier = range / ((high - low) * state.unit);
      place(<usize>lane * 2, centred(table, multiplier, low, high));
      place(<usize>lane * 2 + 1, centred(table, multiplier + 1, low, high));
    }
    measureEac();
    for (let lane: usize = 0; lane < 8; lane++) keepStart(measured(lane));
  }
}

/** Moves a candidate to its best neighbour until none is better. */
function descend(start: u64): u64 {
  const stepRows = quality().eacStepRows;
  let found = start;
  for (let round: i32 = 0; round < quality().eacRounds; round++) {
    const from = <i32>found;
    let next = found;
    for (let row: i32 = 0; row < stepRows; row++) {
      for (let lane: usize = 0; lane < 8; lane++) {
        const stepPtr = STEPS + <usize>(row * 24) + lane * 3;
        const multiplier = eacMultiplier(from) + load<i8>(stepPtr, 1);
        place(lane, code(eacTable(from) + load<i8>(stepPtr), multiplier, eacBase(from) + load<i8>(stepPtr, 2)));
      }
      measureEac();
      for (let lane: usize = 0; lane < 8; lane++) {
        const value = measured(lane);
        if (value >> 32 < next >> 32) next = value;
      }
    }
    if (next == found) break;
    found = next;
  }
  return found;
}

/** The best candidate for the values at hand, as {@link code}. */
export function searchEac(): i32 {
  const state = eacState();
  const range = state.highest - state.lowest;
  if (range == 0 && state.kind == VALUES_ALPHA) return code(0, 0, state.lowest);
  if (range <= 5 && state.kind == VALUES_ALPHA) return code(DENSE_TABLE, 1, state.lowest + 3);
  store<i32>(START_COUNT, 0);
  for (let part: i32 = 0; part < quality().eacParts; part++) startTables(part);
  let found: u64 = u64.MAX_VALUE;
  for (let index: i32 = 0; index < load<i32>(START_COUNT); index++) {
    const value = descend(load<u64>(STARTS + ((<usize>index) << 3)));
    if (value >> 32 < found >> 32) found = value;
    if (found >> 32 == 0) break;
  }
  return <i32>found;
}
