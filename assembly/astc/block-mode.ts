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
  /** {@link LEGAL} or the reason. */
  reason: u8;
  gridWidth: u8;
  gridHeight: u8;
  /** 1 with two axes. */
  gridDepth: u8;
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

/** Grid size of a mode of three axes; false where the pattern is reserved (or a void extent). */
function decodeVolumeGrid(mode: i32, out: BlockMode): bool {
  const a = ((mode >> 5) & 3) + 2;
  if ((mode & 3) != 0) {
    out.gridWidth = <u8>a;
    out.gridHeight = <u8>(((mode >> 7) & 3) + 2);
    out.gridDepth = <u8>(((mode >> 2) & 3) + 2);
    return true;
  }
  const b = ((mode >> 9) & 3) + 2;
  const kind = (mode >> 7) & 3;
  // Only one size may be 6, and only in the last kind are the other two fixed.
  const six = kind < 3 ? kind : (mode >> 5) & 3;
  if ((mode & 15) == 0 || six == 3) return false;
  const isFixed = kind == 3;
  out.gridWidth = <u8>(six == 0 ? 6 : isFixed ? 2 : a);
  out.gridHeight = <u8>(six == 1 ? 6 : isFixed ? 2 : b);
  out.gridDepth = <u8>(six == 2 ? 6 : isFixed ? 2 : six == 0 ? a : b);
  return true;
}

/** Whether bits 9 and 10 are the flags for high precision and two planes, not a size of the grid. */
@inline
function hasFlags(mode: i32, axisCount: i32): bool {
  const kind = (mode >> 7) & 3;
  return (mode & 3) != 0 || (axisCount == 2 ? kind != 2 : kind == 3);
}

/**
 * Decodes a block mode and checks what depends on it alone; the footprint may still be too small for its grid.
 *
 * @param mode  0..2047
 * @param axisCount  2 or 3, those of the footprint
 * @returns {@link LEGAL} or the reason, also in `out.reason`; a void extent counts as reserved here
 */
export function decodeBlockMode(mode: i32, axisCount: i32, out: BlockMode): i32 {
  const isCommon = (mode & 3) != 0;
  out.gridDepth = 1;
  if (axisCount == 3) {
    if (!decodeVolumeGrid(mode, out)) return refuse(out, ILLEGAL_RESERVED_MODE);
  } else if (isCommon) decodeCommonGrid(mode, out);
  else if (!decodeRareGrid(mode, out)) return refuse(out, ILLEGAL_RESERVED_MODE);

  // The range field, 2..7: one bit of it always lies at bit 4, the other two where they also mark the layout.
  const range = ((mode >> 4) & 1) | ((isCommon ? mode & 3 : (mode >> 2) & 3) << 1);
  const isFlagged = hasFlags(mode, axisCount);
  const isHighPrecision = isFlagged && ((mode >> 9) & 1) != 0;
  out.weightQuantLevel = <u8>(range - 2 + (isHighPrecision ? 6 : 0));
  out.planeCount = isFlagged && ((mode >> 10) & 1) != 0 ? 2 : 1;

  const weightCount = <i32>out.gridWidth * <i32>out.gridHeight * <i32>out.gridDepth * <i32>out.planeCount;
  out.weightCount = <u8>weightCount;
  if (weightCount > MAX_WEIGHTS) return refuse(out, ILLEGAL_WEIGHT_COUNT);
  const weightBits = iseBitCount(weightCount, out.weightQuantLevel);
  out.weightBits = <u8>weightBits;
  if (weightBits < MIN_WEIGHT_BITS || weightBits > MAX_WEIGHT_BITS) return refuse(out, ILLEGAL_WEIGHT_BITS);
  return refuse(out, LEGAL);
}

/** BlockMode[2][2048]: every pattern decoded, of two axes and of three, by {@link initBlockModes}. */
const BLOCK_MODES: usize = memory.data(2 * 2048 * 8, 16);


@inline
export function blockModeAt(mode: i32, axisCount: i32): BlockMode {
  return changetype<BlockMode>(BLOCK_MODES + ((<usize>((axisCount - 2) * BLOCK_MODE_COUNT + mode)) << 3));
}

export function initBlockModes(): void {
  for (let axisCount: i32 = 2; axisCount <= 3; axisCount++) {
    for (let mode: i32 = 0; mode < BLOCK_MODE_COUNT; mode++) {
      decodeBlockMode(mode, axisCount, blockModeAt(mode, axisCount));
    }
  }
}
