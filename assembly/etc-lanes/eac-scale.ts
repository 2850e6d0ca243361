/** The values of EAC of the four blocks at hand, and how its codes become values. */

/** What a block stands for: alpha of 8 bits, eleven bits, eleven bits with a sign. */
export const VALUES_ALPHA: i32 = 0;
export const VALUES_UNORM11: i32 = 1;
export const VALUES_SNORM11: i32 = 2;

/** v128[8]: twice the values, laid out as texels are. */
export const EAC_TEXELS: usize = memory.data(128, 16);
/** i32x4 each: what was found: table, multiplier, base. */
export const EAC_TABLE: usize = memory.data(16, 16);
export const EAC_MULTIPLIER: usize = memory.data(16, 16);
export const EAC_BASE: usize = memory.data(16, 16);

/** How codes become values: {@link prepareEac}. */
@unmanaged
export class EacScale {
  /** Of a base and a multiplier: 1 or 8, and its logarithm. */
  unit: i32;
  shift: i32;
  bias: i32;
  lowestBase: i32;
  highestBase: i32;
  /** Twice the values at which decoded ones are clamped. */
  bottom2: i32;
  top2: i32;
}

const SCALE: usize = memory.data(32, 16);

// @ts-ignore: decorator
@inline
export function eacScale(): EacScale {
  return changetype<EacScale>(SCALE);
}

/** Selects what values stand for. */
export function prepareEac(kind: i32): void {
  const scale = eacScale();
  scale.unit = kind == VALUES_ALPHA ? 1 : 8;
  scale.shift = kind == VALUES_ALPHA ? 0 : 3;
  scale.bias = kind == VALUES_UNORM11 ? 4 : 0;
  scale.lowestBase = kind == VALUES_SNORM11 ? -127 : 0;
  scale.highestBase = kind == VALUES_SNORM11 ? 127 : 255;
  scale.bottom2 = kind == VALUES_SNORM11 ? -2046 : 0;
  scale.top2 = kind == VALUES_ALPHA ? 510 : kind == VALUES_UNORM11 ? 4094 : 2046;
}

/** Value of a multiplier; 0 stands for one where a multiplier is eight. */
// @ts-ignore: decorator
@inline
export function factorOf(multiplier: v128): v128 {
  const scale = eacScale();
  const least = v128.and(i32x4.eq(multiplier, i32x4.splat(0)), i32x4.splat(scale.shift ? 1 : 0));
  return v128.or(i32x4.shl(multiplier, scale.shift), least);
}

/** Twice the point about which modifiers lie. */
// @ts-ignore: decorator
@inline
export function centerOf(base: v128, factor: v128): v128 {
  const scale = eacScale();
  const value = i32x4.add(i32x4.shl(base, scale.shift), i32x4.splat(scale.bias));
  return i32x4.sub(i32x4.shl(value, 1), factor);
}
