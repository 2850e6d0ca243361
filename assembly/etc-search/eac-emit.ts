/** An EAC candidate → 8 bytes: base, multiplier and table, then sixteen selectors of three bits. */
import { EAC_VALUES, eacState } from './eac-state';
import { eacBase, eacMultiplier, eacTable } from './eac-search';
import { eacModifier } from '../etc/modifiers';

/** i16[16]: the selector of each value. */
export const SELECTORS: usize = memory.data(32, 16);

/** The value that a selector of a candidate stands for. */
export function levelOf(value: i32, selector: i32): i32 {
  const state = eacState();
  const multiplier = eacMultiplier(value);
  const factor = multiplier ? multiplier * state.unit : state.unit >> 3;
  const level = eacBase(value) * state.unit + state.bias + eacModifier(eacTable(value), selector) * factor;
  return max(state.bottom, min(state.top, level));
}

/** The nearest level of each value, the first of equals. */
export function selectLevels(candidate: i32): void {
  for (let half: usize = 0; half < 32; half += 16) {
    const values = v128.load(EAC_VALUES + half);
    let least = i16x8.splat(0x7fff);
    let selected = i16x8.splat(0);
    for (let selector: i32 = 0; selector < 8; selector++) {
      const level = i16x8.splat(<i16>levelOf(candidate, selector));
      const distance = i16x8.abs(i16x8.sub(values, level));
      const isNearer = i16x8.lt_s(distance, least);
      least = i16x8.min_s(least, distance);
      selected = v128.bitselect(i16x8.splat(<i16>selector), selected, isNearer);
    }
    v128.store(SELECTORS + half, selected);
  }
}

/** Writes a candidate, 8 bytes. */
export function emitEac(candidate: i32, outPtr: usize): void {
  selectLevels(candidate);
  let bits = ((<u64>(<u8>eacBase(candidate))) << 8) | (<u64>((eacMultiplier(candidate) << 4) | eacTable(candidate)));
  for (let k: usize = 0; k < 32; k += 2) bits = (bits << 3) | (<u64>load<u16>(SELECTORS + k));
  store<u64>(outPtr, bswap(bits));
}
