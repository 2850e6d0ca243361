/**
 * The one block that the twin works on, texel by texel: what `group` holds of four. Texels lie in slots, row after row;
 * an odd width leaves a slot empty at the end of each row.
 */
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';

/** Slots of the largest footprint, 12x12. */
const SLOTS_MAX: usize = 144;
/** Bytes of a plane of i16 slots. */
export const SLOT_PLANE: usize = SLOTS_MAX * 2;
/** Bytes of a plane of weights of a grid. */
export const GRID_PLANE: usize = 66 * 2;

/** i16[4][144]: r g b a in 1/64 of a step, 128 steps being 0; 0 in empty slots. */
export const TEXELS: usize = memory.data(4 * 288, 16);
/** i16[2][144]: where texels lie along the line of each plane. */
export const POSITIONS: usize = memory.data(2 * 288, 16);
/** i16[2][144]: weights that suit best, Q14: those that were predicted, those that suit the ends of the last round. */
export const PREDICTED: usize = memory.data(2 * 288, 16);
export const REALIGNED: usize = memory.data(2 * 288, 16);
/** i16[2][144]: weights that a decoder shows, 0..64; 0 in empty slots. */
export const TEXEL_WEIGHTS: usize = memory.data(2 * 288, 16);
/** i16[144]: 1 in the texels of partition 1; in empty slots of patterns as beside them, else 0. */
export const MASK: usize = memory.data(288, 16);
/** i16[2][66]: weights of the grid: those that suit best, Q14; their ranks; what those stand for, 0..64. */
export const GRID_IDEAL: usize = memory.data(2 * 132, 16);
export const GRID_RANKS: usize = memory.data(2 * 132, 16);
export const GRID_WEIGHTS: usize = memory.data(2 * 132, 16);

/** f32[2][14]: means r g b a and scatter rr rg rb ra gg gb ga bb ba aa, by partition. */
export const STATISTICS: usize = memory.data(2 * 56, 16);
export const STATISTICS_BYTES: usize = 56;
/** f32[2][4]: unit vectors r g b a, by partition. */
export const AXES: usize = memory.data(2 * 16, 16);
export const AXIS_BYTES: usize = 16;

/** i32[4] of both planes, 1 or 0: whether the second one has a component. */
export const PLANE2: usize = memory.data(16, 16);

export function i16At(ptr: usize, index: i32): i32 {
  return load<i16>(ptr + ((<usize>index) << 1));
}

export function putI16(ptr: usize, index: i32, value: i32): void {
  store<i16>(ptr + ((<usize>index) << 1), <i16>value);
}

export function i32At(ptr: usize, index: i32): i32 {
  return load<i32>(ptr + ((<usize>index) << 2));
}

export function putI32(ptr: usize, index: i32, value: i32): void {
  store<i32>(ptr + ((<usize>index) << 2), value);
}

export function f32At(ptr: usize, index: i32): f32 {
  return load<f32>(ptr + ((<usize>index) << 2));
}

export function putF32(ptr: usize, index: i32, value: f32): void {
  store<f32>(ptr + ((<usize>index) << 2), value);
}

/** A component of the texel in a slot. */
export function texelIn(slot: i32, component: i32): i32 {
  return i16At(TEXELS + <usize>component * SLOT_PLANE, slot);
}

/** Slot of a texel. */
export function slotOf(tables: FootprintTables, texel: i32): i32 {
  return (texel / tables.width) * ((tables.width + 1) & ~1) + (texel % tables.width);
}

/** Kinds of blocks as they are counted: bit 1 without color, bit 0 with alpha. */
export function hasColorRef(kind: i32): bool {
  return (kind & 2) == 0;
}

export function hasAlphaRef(kind: i32): bool {
  return (kind & 1) != 0;
}

/** Whether a kind stores a component; red stands for the three of a grey block. */
export function isStored(kind: i32, component: i32): bool {
  if (component == 3) return hasAlphaRef(kind);
  return component == 0 || hasColorRef(kind);
}

/** Where the product of two components lies among statistics, in either order. */
export function productOf(x: i32, y: i32): i32 {
  const first = min(x, y);
  return 4 + first * 4 - ((first * (first - 1)) >> 1) + abs(y - x);
}
