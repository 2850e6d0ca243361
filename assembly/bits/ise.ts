/**
 * Integer sequence encoding: a run of values of one quant level in the fewest whole bits. A value is digit · 2^bits +
 * low bits; five trits share 8 bits, three quints share 7. Spec: KDFS 1.4, ASTC "Integer Sequence Encoding".
 */
import { readBits64, writeBits } from './block128';
import { QUINT_CODE, QUINT_DIGITS, TRIT_CODE, TRIT_DIGITS } from './trits-quints';

/** u8[21]: low bits a value stores as they are, by quant level. */
// prettier-ignore
export const LEVEL_BITS: usize = memory.data<u8>([
  1, 0, 2, 0, 1, 3, 1, 2, 4, 2, 3, 5, 3, 4, 6, 4, 5, 7, 5, 6, 8,
]);
/** u8[21]: 0 bits only, 3 with a trit, 5 with a quint, by quant level. */
// prettier-ignore
export const LEVEL_RADIX: usize = memory.data<u8>([
  0, 3, 0, 5, 3, 0, 5, 3, 0, 5, 3, 0, 5, 3, 0, 5, 3, 0, 5, 3, 0,
]);

/** Bits that `valueCount` values of `quantLevel` (0..20) take. */
export function iseBitCount(valueCount: i32, quantLevel: i32): i32 {
  const bits = valueCount * <i32>load<u8>(LEVEL_BITS + <usize>quantLevel);
  const radix = <i32>load<u8>(LEVEL_RADIX + <usize>quantLevel);
  if (radix == 3) return bits + (8 * valueCount + 4) / 5;
  if (radix == 5) return bits + (7 * valueCount + 2) / 3;
  return bits;
}

/** Value `index` of the sequence, 0 past its end: short groups are filled up with zeros. */
@inline
function valueAt(valuesPtr: usize, index: i32, valueCount: i32): i32 {
  return index < valueCount ? <i32>load<u8>(valuesPtr + <usize>index) : 0;
}

function encodeTrits(bits: i32, valueCount: i32, valuesPtr: usize, blockPtr: usize, bitOffset: i32): void {
  const mask = (1 << bits) - 1;
  for (let first: i32 = 0; first < valueCount; first += 5) {
    const v0 = valueAt(valuesPtr, first, valueCount);
    const v1 = valueAt(valuesPtr, first + 1, valueCount);
    const v2 = valueAt(valuesPtr, first + 2, valueCount);
    const v3 = valueAt(valuesPtr, first + 3, valueCount);
    const v4 = valueAt(valuesPtr, first + 4, valueCount);
    const index = (v0 >> bits) + 3 * (v1 >> bits) + 9 * (v2 >> bits) + 27 * (v3 >> bits) + 81 * (v4 >> bits);
    const code = <i32>load<u8>(TRIT_CODE + <usize>index);
    // m0 T[1:0] m1 T[3:2] m2 T[4] m3 T[6:5] m4 T[7], first field lowest
    let group = <u64>((v0 & mask) | ((code & 3) << bits));
    group |= (<u64>((v1 & mask) | (((code >> 2) & 3) << bits))) << (bits + 2);
    group |= (<u64>((v2 & mask) | (((code >> 4) & 1) << bits))) << (2 * bits + 4);
    group |= (<u64>((v3 & mask) | (((code >> 5) & 3) << bits))) << (3 * bits + 5);
    group |= (<u64>((v4 & mask) | ((code >> 7) << bits))) << (4 * bits + 7);
    writeBits(blockPtr, bitOffset, group);
    bitOffset += 5 * bits + 8;
  }
}

function encodeQuints(bits: i32, valueCount: i32, valuesPtr: usize, blockPtr: usize, bitOffset: i32): void {
  const mask = (1 << bits) - 1;
  for (let first: i32 = 0; first < valueCount; first += 3) {
    const v0 = valueAt(valuesPtr, first, valueCount);
    const v1 = valueAt(valuesPtr, first + 1, valueCount);
    const v2 = valueAt(valuesPtr, first + 2, valueCount);
    const index = (v0 >> bits) + 5 * (v1 >> bits) + 25 * (v2 >> bits);
    const code = <i32>load<u8>(QUINT_CODE + <usize>index);
    // m0 Q[2:0] m1 Q[4:3] m2 Q[6:5], first field lowest
    let group = <u64>((v0 & mask) | ((code & 7) << bits));
    group |= (<u64>((v1 & mask) | (((code >> 3) & 3) << bits))) << (bits + 3);
    group |= (<u64>((v2 & mask) | ((code >> 5) << bits))) << (2 * bits + 5);
    writeBits(blockPtr, bitOffset, group);
    bitOffset += 3 * bits + 7;
  }
}

/**
 * Appends a sequence to a block whose bits from `bitOffset` on are zero.
 *
 * @param valuesPtr  u8[valueCount] pvalues, each below the level's count
 * @param bitOffset  0..127; the sequence must end at 128 or before
 */
export function encodeIse(quantLevel: i32, valueCount: i32, valuesPtr: usize, blockPtr: usize, bitOffset: i32): void {
  const bits = <i32>load<u8>(LEVEL_BITS + <usize>quantLevel);
  const radix = <i32>load<u8>(LEVEL_RADIX + <usize>quantLevel);
  if (radix == 3) {
    encodeTrits(bits, valueCount, valuesPtr, blockPtr, bitOffset);
  } else if (radix == 5) {
    encodeQuints(bits, valueCount, valuesPtr, blockPtr, bitOffset);
  } else {
    for (let value: i32 = 0; value < valueCount; value++, bitOffset += bits) {
      writeBits(blockPtr, bitOffset, load<u8>(valuesPtr + <usize>value));
    }
  }
}

/**
 * Reads a sequence; the inverse of {@link encodeIse}, total over all bit strings.
 *
 * @param valuesPtr  out: u8[valueCount + 4], pvalues; the last group may write up to four bytes past the count
 * @param bitOffset  0..127; bits past the end of the sequence count as zero
 */
export function decodeIse(quantLevel: i32, valueCount: i32, blockPtr: usize, bitOffset: i32, valuesPtr: usize): void {
  const bits = <i32>load<u8>(LEVEL_BITS + <usize>quantLevel);
  const radix = <i32>load<u8>(LEVEL_RADIX + <usize>quantLevel);
  const endOffset = bitOffset + iseBitCount(valueCount, quantLevel);
  if (radix == 3) {
    decodeTritGroups(bits, valueCount, blockPtr, bitOffset, endOffset, valuesPtr);
  } else if (radix == 5) {
    decodeQuintGroups(bits, valueCount, blockPtr, bitOffset, endOffset, valuesPtr);
  } else {
    for (let value: i32 = 0; value < valueCount; value++, bitOffset += bits) {
      store<u8>(valuesPtr + <usize>value, <u8>readBits64(blockPtr, bitOffset, bits));
    }
  }
}

function decodeTritGroups(
  bits: i32,
  valueCount: i32,
  blockPtr: usize,
  bitOffset: i32,
  endOffset: i32,
  valuesPtr: usize,
): void {
  const mask = (1 << bits) - 1;
  const groupBits = 5 * bits + 8;
  for (let first: i32 = 0; first < valueCount; first += 5, bitOffset += groupBits) {
    const group = readBits64(blockPtr, bitOffset, min(groupBits, endOffset - bitOffset));
    const f1 = <i32>(group >> (bits + 2));
    const f2 = <i32>(group >> (2 * bits + 4));
    const f3 = <i32>(group >> (3 * bits + 5));
    const f4 = <i32>(group >> (4 * bits + 7));
    const code =
      (((<i32>group) >> bits) & 3) |
      (((f1 >> bits) & 3) << 2) |
      (((f2 >> bits) & 1) << 4) |
      (((f3 >> bits) & 3) << 5) |
      (((f4 >> bits) & 1) << 7);
    const digits = TRIT_DIGITS + ((<usize>code) << 3);
    const outPtr = valuesPtr + <usize>first;
    store<u8>(outPtr, ((<i32>load<u8>(digits)) << bits) | ((<i32>group) & mask));
    store<u8>(outPtr, ((<i32>load<u8>(digits, 1)) << bits) | (f1 & mask), 1);
    store<u8>(outPtr, ((<i32>load<u8>(digits, 2)) << bits) | (f2 & mask), 2);
    store<u8>(outPtr, ((<i32>load<u8>(digits, 3)) << bits) | (f3 & mask), 3);
    store<u8>(outPtr, ((<i32>load<u8>(digits, 4)) << bits) | (f4 & mask), 4);
  }
}

function decodeQuintGroups(
  bits: i32,
  valueCount: i32,
  blockPtr: usize,
  bitOffset: i32,
  endOffset: i32,
  valuesPtr: usize,
): void {
  const mask = (1 << bits) - 1;
  const groupBits = 3 * bits + 7;
  for (let first: i32 = 0; first < valueCount; first += 3, bitOffset += groupBits) {
    const group = <i32>readBits64(blockPtr, bitOffset, min(groupBits, endOffset - bitOffset));
    const f1 = group >> (bits + 3);
    const f2 = group >> (2 * bits + 5);
    const code = ((group >> bits) & 7) | (((f1 >> bits) & 3) << 3) | (((f2 >> bits) & 3) << 5);
    const digits = QUINT_DIGITS + ((<usize>code) << 2);
    const outPtr = valuesPtr + <usize>first;
    store<u8>(outPtr, ((<i32>load<u8>(digits)) << bits) | (group & mask));
    store<u8>(outPtr, ((<i32>load<u8>(digits, 1)) << bits) | (f1 & mask), 1);
    store<u8>(outPtr, ((<i32>load<u8>(digits, 2)) << bits) | (f2 & mask), 2);
  }
}
