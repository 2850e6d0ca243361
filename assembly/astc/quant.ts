/**
 * Quant levels of colors and weights: packed values (pvalues, as the integer sequence stores them) to unquantized
 * ones (uvalues: colors 0..255, weights 0..64) and back. All tables follow from one row of parameters a level.
 * Spec: KDFS 1.4, ASTC "Endpoint Unquantization" and "Weight Unquantization".
 */
import { LEVEL_BITS, LEVEL_RADIX } from '../bits/ise';

export const QUANT_2: i32 = 0;
export const QUANT_3: i32 = 1;
export const QUANT_4: i32 = 2;
export const QUANT_5: i32 = 3;
export const QUANT_6: i32 = 4;
export const QUANT_8: i32 = 5;
export const QUANT_10: i32 = 6;
export const QUANT_12: i32 = 7;
export const QUANT_16: i32 = 8;
export const QUANT_20: i32 = 9;
export const QUANT_24: i32 = 10;
export const QUANT_32: i32 = 11;
export const QUANT_40: i32 = 12;
export const QUANT_48: i32 = 13;
export const QUANT_64: i32 = 14;
export const QUANT_80: i32 = 15;
export const QUANT_96: i32 = 16;
export const QUANT_128: i32 = 17;
export const QUANT_160: i32 = 18;
export const QUANT_192: i32 = 19;
export const QUANT_256: i32 = 20;

/** u16[21]: number of levels. */
export const LEVEL_COUNTS: usize = memory.data<u16>(
  [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256],
  16,
);
/** u8[21][256]: pvalue → uvalue. Rows below {@link QUANT_6} are unused in all three color tables. */
export const COLOR_UVALUE: usize = memory.data(21 * 256, 16);
/** u8[21][256]: uvalue → pvalue; at a value that no pvalue unquantizes to, that of the nearest one. */
export const COLOR_PVALUE: usize = memory.data(21 * 256, 16);
/** u8[21][256]: any value 0..255 → the nearest uvalue of the level; ties go to the lower. */
export const COLOR_NEAREST: usize = memory.data(21 * 256, 16);
/** u8[12][32]: pvalue → uvalue 0..64. */
export const WEIGHT_UVALUE: usize = memory.data(12 * 32, 16);
/** u8[12][32]: k → pvalue of the k-th smallest weight. */
export const WEIGHT_RANK_PVALUE: usize = memory.data(12 * 32, 16);
/** u8[12][32]: k → uvalue of the k-th smallest weight. */
export const WEIGHT_RANK_UVALUE: usize = memory.data(12 * 32, 16);

/**
 * u16[21][6]: C and the places in B of the low bits b, c, d, e, f; zero rows are levels without digits. Each literal
 * is one letter of the B column of the specification's table of color parameters.
 */
// prettier-ignore
const COLOR_PARAMETERS: usize = memory.data<u16>([
  0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  204, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  113, 0, 0, 0, 0, 0,
  93, 0b100010110, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  54, 0b100001100, 0, 0, 0, 0,
  44, 0b010000101, 0b100001010, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  26, 0b010000010, 0b100000101, 0, 0, 0,
  22, 0b001000001, 0b010000010, 0b100000100, 0, 0,
  0, 0, 0, 0, 0, 0,
  13, 0b001000000, 0b010000001, 0b100000010, 0, 0,
  11, 0b000100000, 0b001000000, 0b010000001, 0b100000010, 0,
  0, 0, 0, 0, 0, 0,
  6, 0b000100000, 0b001000000, 0b010000000, 0b100000001, 0,
  5, 0b000010000, 0b000100000, 0b001000000, 0b010000000, 0b100000001,
  0, 0, 0, 0, 0, 0,
]);

/** u16[11][3]: the same for weights, 7-bit B: C and the places of b and c. */
// prettier-ignore
const WEIGHT_PARAMETERS: usize = memory.data<u16>([
  0, 0, 0,
  0, 0, 0,
  0, 0, 0,
  0, 0, 0,
  50, 0, 0,
  0, 0, 0,
  28, 0, 0,
  23, 0b1000101, 0,
  0, 0, 0,
  13, 0b1000010, 0,
  11, 0b0100001, 0b1000010,
]);

/** u8[2][5]: weights of the two levels that are a digit and no bits, QUANT_3 and QUANT_5, before the last step. */
const DIGIT_WEIGHTS: usize = memory.data<u8>([0, 32, 63, 0, 0, 0, 16, 32, 47, 63]);

/** The `bitCount` bits of `value` repeated downwards from the top of `targetBits` bits. */
function replicateBits(value: i32, bitCount: i32, targetBits: i32): i32 {
  let result: i32 = 0;
  for (let shift = targetBits - bitCount; shift > -bitCount; shift -= bitCount) {
    result |= shift >= 0 ? value << shift : value >> -shift;
  }
  return result;
}

/** B of the parameter row: every low bit above the lowest set at its places. */
function placeBits(lowBits: i32, bitCount: i32, placesPtr: usize): i32 {
  let result: i32 = 0;
  for (let bit: i32 = 1; bit < bitCount; bit++) {
    if ((lowBits >> bit) & 1) result |= <i32>load<u16>(placesPtr + ((<usize>bit) << 1));
  }
  return result;
}

/** Unquantizes one packed color, 0..255; `quantLevel` QUANT_6 or above. */
export function unquantizeColor(pvalue: i32, quantLevel: i32): i32 {
  const bits = <i32>load<u8>(LEVEL_BITS + <usize>quantLevel);
  if (load<u8>(LEVEL_RADIX + <usize>quantLevel) == 0) return replicateBits(pvalue, bits, 8);
  const row = COLOR_PARAMETERS + <usize>quantLevel * 12;
  const a = pvalue & 1 ? 0x1ff : 0;
  const b = placeBits(pvalue & ((1 << bits) - 1), bits, row);
  const mixed = ((pvalue >> bits) * <i32>load<u16>(row) + b) ^ a;
  return (a & 0x80) | (mixed >> 2);
}

/** Unquantizes one packed weight, 0..64; `quantLevel` QUANT_32 or below. */
export function unquantizeWeight(pvalue: i32, quantLevel: i32): i32 {
  const bits = <i32>load<u8>(LEVEL_BITS + <usize>quantLevel);
  let value: i32;
  if (load<u8>(LEVEL_RADIX + <usize>quantLevel) == 0) {
    value = replicateBits(pvalue, bits, 6);
  } else if (bits == 0) {
    value = <i32>load<u8>(DIGIT_WEIGHTS + <usize>(quantLevel == QUANT_3 ? 0 : 5) + <usize>pvalue);
  } else {
    const row = WEIGHT_PARAMETERS + <usize>quantLevel * 6;
    const a = pvalue & 1 ? 0x7f : 0;
    const b = placeBits(pvalue & ((1 << bits) - 1), bits, row);
    const mixed = ((pvalue >> bits) * <i32>load<u16>(row) + b) ^ a;
    value = (a & 0x20) | (mixed >> 2);
  }
  return value > 32 ? value + 1 : value;
}

/** Fills COLOR_PVALUE and COLOR_NEAREST between two neighbouring uvalues of a level, both included. */
function fillNearest(rowOffset: usize, lower: i32, lowerPvalue: i32, upper: i32, upperPvalue: i32): void {
  for (let value = lower; value <= upper; value++) {
    const isLower = value - lower <= upper - value;
    store<u8>(COLOR_NEAREST + rowOffset + <usize>value, isLower ? lower : upper);
    store<u8>(COLOR_PVALUE + rowOffset + <usize>value, isLower ? lowerPvalue : upperPvalue);
  }
}

function initColorLevel(quantLevel: i32): void {
  const rowOffset = (<usize>quantLevel) << 8;
  const count = <i32>load<u16>(LEVEL_COUNTS + ((<usize>quantLevel) << 1));
  // First the pvalue at each uvalue, plus a mark in COLOR_NEAREST that there is one.
  memory.fill(COLOR_NEAREST + rowOffset, 0, 256);
  for (let pvalue: i32 = 0; pvalue < count; pvalue++) {
    const uvalue = unquantizeColor(pvalue, quantLevel);
    store<u8>(COLOR_UVALUE + rowOffset + <usize>pvalue, uvalue);
    store<u8>(COLOR_PVALUE + rowOffset + <usize>uvalue, pvalue);
    store<u8>(COLOR_NEAREST + rowOffset + <usize>uvalue, 1);
  }
  // Every level holds 0 and 255, so each gap has two ends.
  let lower: i32 = 0;
  let lowerPvalue = <i32>load<u8>(COLOR_PVALUE + rowOffset);
  for (let value: i32 = 1; value < 256; value++) {
    if (load<u8>(COLOR_NEAREST + rowOffset + <usize>value) == 0) continue;
    const pvalue = <i32>load<u8>(COLOR_PVALUE + rowOffset + <usize>value);
    fillNearest(rowOffset, lower, lowerPvalue, value, pvalue);
    lower = value;
    lowerPvalue = pvalue;
  }
}

function initWeightLevel(quantLevel: i32): void {
  const rowOffset = (<usize>quantLevel) << 5;
  const count = <i32>load<u16>(LEVEL_COUNTS + ((<usize>quantLevel) << 1));
  for (let pvalue: i32 = 0; pvalue < count; pvalue++) {
    store<u8>(WEIGHT_UVALUE + rowOffset + <usize>pvalue, unquantizeWeight(pvalue, quantLevel));
  }
  for (let pvalue: i32 = 0; pvalue < count; pvalue++) {
    const uvalue = <i32>load<u8>(WEIGHT_UVALUE + rowOffset + <usize>pvalue);
    let rank: usize = 0;
    for (let other: i32 = 0; other < count; other++) {
      if (<i32>load<u8>(WEIGHT_UVALUE + rowOffset + <usize>other) < uvalue) rank++;
    }
    store<u8>(WEIGHT_RANK_PVALUE + rowOffset + rank, pvalue);
    store<u8>(WEIGHT_RANK_UVALUE + rowOffset + rank, uvalue);
  }
}

/** Builds all tables of this module. */
export function initQuant(): void {
  for (let level = QUANT_6; level <= QUANT_256; level++) initColorLevel(level);
  for (let level = QUANT_2; level <= QUANT_32; level++) initWeightLevel(level);
}
