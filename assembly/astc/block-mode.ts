/**
 * The 11 bits that say how weights are stored: grid size, quant level and number of planes.
 * Spec: KDFS 1.4, ASTC "Block Mode".
 */
import { iseBitCount } from '../bits/ise';
import { ILLEGAL_RESERVED_MODE, ILLEGAL_WEIGHT_BITS, ILLEGAL_WEIGHT_COUNT, LEGAL } from './illegal';

/** Number of 11-bit patterns. */
export const BLOCK_MODE_COUNT: i32 = 2048;
export const MAX_WEIGHTS: i32 = 64;
export const MIN_WEIGHT_BITS: i32 = 24;
export const MAX_WEIGHT_BITS: i32 = 96;

/** What {@link decodeBlockMode} fills in; when the mode is illegal the rest may be partly set. */
@unmanaged
export class BlockMode {
  isLegal: bool;
  /** {@link LEGAL} or the reason. */
  reason: u8;
  gridWidth: u8;
  gridHeight: u8;
  weightQuantLevel: u8;
  planeCount: u8;
  /** Over both planes. */
  weightCount: u8;
  /** Bits of the weight sequence. */
  weightBits: u8;
}

export const BLOCK_MODE_BYTES: usize = 8;

/** Grid size of the modes whose two lowest bits are not both zero. */
function decodeCommonGrid(mode: i32, out: BlockMode): void {
  const a = ((mode >> 5) & 3) + 2;
  const b = (mode >> 7) & 3;
  const kind = (mode >> 2) & 3;
  if (kind == 0) {
    out.gridWidth = <u8>(b + 4);
    out.gridHeight = <u8>a;
  } else if (kind == 1) {
    out.gridWidth = <u8>(b + 8);
    out.gridHeight = <u8>a;
  } else if (kind == 2) {
    out.gridWidth = <u8>a;
    out.gridHeight = <u8>(b + 8);
  } else if (b < 2) {
    out.gridWidth = <u8>a;
    out.gridHeight = <u8>(b + 6);
  } else {
    out.gridWidth = <u8>b;
    out.gridHeight = <u8>a;
  }
}

/** Grid size of the modes whose two lowest bits are zero; false where the pattern is reserved (or a void extent). */
function decodeRareGrid(mode: i32, out: BlockMode): bool {
  if ((mode & 15) == 0) return false;
  const a = (mode >> 5) & 3;
  const kind = (mode >> 7) & 3;
  if (kind == 0) {
    out.gridWidth = 12;
    out.gridHeight = <u8>(a + 2);
  } else if (kind == 1) {
    out.gridWidth = <u8>(a + 2);
    out.gridHeight = 12;
  } else if (kind == 2) {
    out.gridWidth = <u8>(a + 6);
    out.gridHeight = <u8>(((mode >> 9) & 3) + 6);
  } else {
    if (a > 1) return false;
    out.gridWidth = a == 0 ? 6 : 10;
    out.gridHeight = a == 0 ? 10 : 6;
  }
  return true;
}


@inline
function refuse(out: BlockMode, reason: i32): i32 {
  out.reason = <u8>reason;
  return reason;
}

/**
 * Decodes a block mode and checks what depends on it alone; the footprint may still be too small for its grid.
 *
 * @param mode  0..2047
 * @returns {@link LEGAL} or the reason, also in `out.reason`; a void extent counts as reserved here
 */
export function decodeBlockMode(mode: i32, out: BlockMode): i32 {
  out.isLegal = false;
  let isCommon = (mode & 3) != 0;
  if (isCommon) decodeCommonGrid(mode, out);
  else if (!decodeRareGrid(mode, out)) return refuse(out, ILLEGAL_RESERVED_MODE);

  // The range field, 2..7: one bit of it always lies at bit 4, the other two where they also mark the layout.
  const range = ((mode >> 4) & 1) | ((isCommon ? mode & 3 : (mode >> 2) & 3) << 1);
  // In layout "A+6, B+6" the bits of the high-precision and dual-plane flags belong to B.
  const hasFlags = isCommon || ((mode >> 7) & 3) != 2;
  const isHighPrecision = hasFlags && ((mode >> 9) & 1) != 0;
  out.weightQuantLevel = <u8>(range - 2 + (isHighPrecision ? 6 : 0));
  out.planeCount = hasFlags && ((mode >> 10) & 1) != 0 ? 2 : 1;

  const weightCount = <i32>out.gridWidth * <i32>out.gridHeight * <i32>out.planeCount;
  out.weightCount = <u8>weightCount;
  if (weightCount > MAX_WEIGHTS) return refuse(out, ILLEGAL_WEIGHT_COUNT);
  const weightBits = iseBitCount(weightCount, out.weightQuantLevel);
  out.weightBits = <u8>weightBits;
  if (weightBits < MIN_WEIGHT_BITS || weightBits > MAX_WEIGHT_BITS) return refuse(out, ILLEGAL_WEIGHT_BITS);
  out.isLegal = true;
  return refuse(out, LEGAL);
}

/** BlockMode[2048]: every pattern decoded, by {@link initBlockModes}. */
const BLOCK_MODES: usize = memory.data(2048 * 8, 16);


@inline
export function blockModeAt(mode: i32): BlockMode {
  return changetype<BlockMode>(BLOCK_MODES + ((<usize>mode) << 3));
}

export function initBlockModes(): void {
  for (let mode: i32 = 0; mode < BLOCK_MODE_COUNT; mode++) decodeBlockMode(mode, blockModeAt(mode));
}
