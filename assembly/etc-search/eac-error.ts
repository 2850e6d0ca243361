/** Exact errors of EAC candidates, eight at a time: lane = (table, multiplier, base). */
import { EAC_VALUES, eacState } from './eac-state';
import { EAC_BYTES } from './lookup-tables';

/** i16[8] each: tables, multipliers and bases under test. */
export const EAC_TABLES: usize = memory.data(16, 16);
export const EAC_MULTIPLIERS: usize = memory.data(16, 16);
export const EAC_BASES: usize = memory.data(16, 16);
/** i32[8]: their errors. */
export const EAC_ERRORS: usize = memory.data(32, 16);
/** v128[8]: values of each selector. */
export const LEVELS: usize = memory.data(128, 16);

/** Fills the values that the candidates' selectors stand for. */
function prepareLevels(): void {
  const state = eacState();
  const tables = v128.and(v128.load(EAC_TABLES), i16x8.splat(15));
  const multipliers = v128.load(EAC_MULTIPLIERS);
  const unit = i16x8.splat(<i16>state.unit);
  const bottom = i16x8.splat(<i16>state.bottom);
  const top = i16x8.splat(<i16>state.top);
  const center = i16x8.add(i16x8.mul(v128.load(EAC_BASES), unit), i16x8.splat(<i16>state.bias));
  const isZero = i16x8.eq(multipliers, i16x8.splat(0));
  const least = i16x8.splat(state.unit == 8 ? 1 : 0);
  const factor = v128.or(i16x8.mul(multipliers, unit), v128.and(isZero, least));
  for (let selector: usize = 0; selector < 8; selector++) {
    const bytes = i8x16.swizzle(v128.load(EAC_BYTES + (selector << 4)), tables);
    const modifier = i16x8.shr_s(i16x8.shl(bytes, 8), 8);
    const level = i16x8.add(center, i16x8.mul(modifier, factor));
    v128.store(LEVELS + (selector << 4), i16x8.min_s(i16x8.max_s(level, bottom), top));
  }
}

// @ts-ignore: decorator
@inline
function nearer(distance: v128, value: v128, level: v128): v128 {
  return i16x8.min_s(distance, i16x8.abs(i16x8.sub(value, level)));
}

/** Sums of squared distances of the values from the nearest level of each candidate. */
export function measureEac(): void {
  prepareLevels();
  const level0 = v128.load(LEVELS);
  const level1 = v128.load(LEVELS, 16);
  const level2 = v128.load(LEVELS, 32);
  const level3 = v128.load(LEVELS, 48);
  const level4 = v128.load(LEVELS, 64);
  const level5 = v128.load(LEVELS, 80);
  const level6 = v128.load(LEVELS, 96);
  const level7 = v128.load(LEVELS, 112);
  let low = i32x4.splat(0);
  let high = i32x4.splat(0);
  let valuePtr = EAC_VALUES;
  do {
    const value = i16x8.splat(load<i16>(valuePtr));
    let distance = i16x8.abs(i16x8.sub(value, level0));
    distance = nearer(distance, value, level1);
    distance = nearer(distance, value, level2);
    distance = nearer(distance, value, level3);
    distance = nearer(distance, value, level4);
    distance = nearer(distance, value, level5);
    distance = nearer(distance, value, level6);
    distance = nearer(distance, value, level7);
    low = i32x4.add(low, i32x4.extmul_low_i16x8_s(distance, distance));
    high = i32x4.add(high, i32x4.extmul_high_i16x8_s(distance, distance));
    valuePtr += 2;
  } while (valuePtr < EAC_VALUES + 32);
  v128.store(EAC_ERRORS, low);
  v128.store(EAC_ERRORS, high, 16);
}
