/** The sixteen values of an EAC block, and how its codes become values. */
import { TEXELS } from './block-state';
import { TEXELS16 } from './load-block';

/** What a block of EAC stands for. */
export const VALUES_ALPHA: i32 = 0;
export const VALUES_UNORM11: i32 = 1;
export const VALUES_SNORM11: i32 = 2;


@unmanaged
export class EacState {
  kind: i32;
  /** Values lie within; decoded ones are clamped to it. */
  bottom: i32;
  top: i32;
  /** A base stands for `base * unit + bias`, a multiplier for `multiplier * unit`, or 1 when 0 (alpha: 0). */
  unit: i32;
  bias: i32;
  lowestBase: i32;
  highestBase: i32;
  /** Smallest and largest of the values at hand. */
  lowest: i32;
  highest: i32;
}

const STATE: usize = memory.data(48, 16);
/** i16[16], k order. */
export const EAC_VALUES: usize = memory.data(32, 16);

// @ts-ignore: decorator
@inline
export function eacState(): EacState {
  return changetype<EacState>(STATE);
}

/** Selects what blocks stand for. */
export function selectEac(kind: i32): void {
  const state = eacState();
  state.kind = kind;
  state.bottom = kind == VALUES_SNORM11 ? -1023 : 0;
  state.top = kind == VALUES_ALPHA ? 255 : kind == VALUES_UNORM11 ? 2047 : 1023;
  state.unit = kind == VALUES_ALPHA ? 1 : 8;
  state.bias = kind == VALUES_UNORM11 ? 4 : 0;
  state.lowestBase = kind == VALUES_SNORM11 ? -127 : 0;
  state.highestBase = kind == VALUES_SNORM11 ? 127 : 255;
}

/** Unorm16 as a value of eleven bits, to the nearest; signed: 0..65535 is −1023..1023. */
function narrow11(value: i32, isSigned: bool): i32 {
  if (isSigned) return (value * 2046 + 32767) / 65535 - 1023;
  return (value * 2047 + 32767) / 65535;
}

/** Takes a component of the block at hand as the values. */
export function loadValues(component: usize): void {
  const state = eacState();
  state.lowest = i32.MAX_VALUE;
  state.highest = i32.MIN_VALUE;
  for (let k: usize = 0; k < 32; k += 2) {
    let value: i32 = load<i16>(TEXELS + (component << 5) + k);
    if (state.kind != VALUES_ALPHA) {
      value = narrow11(load<u16>(TEXELS16 + (component << 5) + k), state.kind == VALUES_SNORM11);
    }
    store<i16>(EAC_VALUES + k, <i16>value);
    state.lowest = min(state.lowest, value);
    state.highest = max(state.highest, value);
  }
}
