/**
 * Bits of a 16-byte block, least significant bit of the first byte first. Writers OR into bits that are still zero.
 */

/** Reads `bitCount` (0..64) bits at `bitOffset` (0..127); bits past the end of the block read as zero. */
@inline
export function readBits64(blockPtr: usize, bitOffset: i32, bitCount: i32): u64 {
  const low = load<u64>(blockPtr);
  const high = load<u64>(blockPtr, 8);
  // Shift counts wrap at 64: `high` moves in two steps so that offset 0 contributes nothing of it.
  const bits = bitOffset < 64 ? (low >> bitOffset) | ((high << 1) << (63 - bitOffset)) : high >> (bitOffset - 64);
  return bitCount < 64 ? bits & (((<u64>1) << bitCount) - 1) : bits;
}

/** Reads `bitCount` (0..31) bits at `bitOffset` (0..127). */
@inline
export function readBits(blockPtr: usize, bitOffset: i32, bitCount: i32): i32 {
  return <i32>readBits64(blockPtr, bitOffset, bitCount);
}

/** ORs `bits` into the block at `bitOffset` (0..127); what would fall past the end is dropped. */
@inline
export function writeBits(blockPtr: usize, bitOffset: i32, bits: u64): void {
  if (bitOffset < 64) {
    store<u64>(blockPtr, load<u64>(blockPtr) | (bits << bitOffset));
    store<u64>(blockPtr, load<u64>(blockPtr, 8) | ((bits >> 1) >> (63 - bitOffset)), 8);
  } else {
    store<u64>(blockPtr, load<u64>(blockPtr, 8) | (bits << (bitOffset - 64)), 8);
  }
}

/** What falls into the first 64 bits of a block of `bits` at `bitOffset` (0..127). */
@inline
export function lowerHalf(bits: u64, bitOffset: u64): u64 {
  return bitOffset < 64 ? bits << bitOffset : 0;
}

/** What falls into the last 64; what would fall past the end is dropped. */
@inline
export function upperHalf(bits: u64, bitOffset: u64): u64 {
  return bitOffset < 64 ? (bits >> 1) >> (63 - bitOffset) : bits << (bitOffset - 64);
}

/** The 64 bits in reverse order. */
@inline
export function reverseBits64(bits: u64): u64 {
  let reversed = bswap<u64>(bits);
  reversed = ((reversed >> 4) & 0x0f0f0f0f0f0f0f0f) | ((reversed & 0x0f0f0f0f0f0f0f0f) << 4);
  reversed = ((reversed >> 2) & 0x3333333333333333) | ((reversed & 0x3333333333333333) << 2);
  return ((reversed >> 1) & 0x5555555555555555) | ((reversed & 0x5555555555555555) << 1);
}

/** Writes the 128 bits of `sourcePtr` in reverse order to `targetPtr` (may be the same block). */
@inline
export function reverseBlock(sourcePtr: usize, targetPtr: usize): void {
  const low = load<u64>(sourcePtr);
  const high = load<u64>(sourcePtr, 8);
  store<u64>(targetPtr, reverseBits64(high));
  store<u64>(targetPtr, reverseBits64(low), 8);
}
