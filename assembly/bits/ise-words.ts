/**
 * Integer sequence encoding a word at a time, for sequences that begin at bit 0: values are bytes of a u64, a whole group
 * of five or three, and what they become is moved together by a shift a place instead of being written value by value.
 */
import { lowerHalf, upperHalf } from './block128';
import { LEVEL_BITS, LEVEL_RADIX } from './ise';
import { QUINT_CODE, QUINT_DIGITS, TRIT_CODE, TRIT_DIGITS } from './trits-quints';

/** Bytes behind the last value that are read, and must be 0. */
export const WORDS_SLACK: usize = 8;

/** u64[243], u32[125]: t0 + 3 t1 + … → what each value of the group stores of their code, a byte each. */
const TRIT_PARTS: usize = memory.data(243 * 8, 16);
const QUINT_PARTS: usize = memory.data(125 * 4, 16);

/** Digits of a group → their index in byte 4 or 2 of the product; every partial sum stays below 256. */
const TRIT_INDEX: u64 = 0x01_03_09_1b_51;
const QUINT_INDEX: u64 = 0x01_05_19;

/** Builds the tables; after those of {@link TRIT_CODE}. */
export function initIseWords(): void {
  for (let code: usize = 0; code < 256; code++) {
    const digits = load<u64>(TRIT_DIGITS + (code << 3));
    const index = (<usize>((digits * TRIT_INDEX) >> 32)) & 0xff;
    if (<usize>load<u8>(TRIT_CODE + index) != code) continue;
    const c = <u64>code;
    const upper = ((c & 0x60) << 19) | ((c & 0x80) << 25);
    store<u64>(TRIT_PARTS + (index << 3), (c & 3) | ((c & 0xc) << 6) | ((c & 0x10) << 12) | upper);
  }
  for (let code: usize = 0; code < 128; code++) {
    const digits = <u64>load<u32>(QUINT_DIGITS + (code << 2));
    const index = (<usize>((digits * QUINT_INDEX) >> 16)) & 0xff;
    if (<usize>load<u8>(QUINT_CODE + index) != code) continue;
    const c = <u32>code;
    store<u32>(QUINT_PARTS + (index << 2), (c & 7) | ((c & 0x18) << 5) | ((c & 0x60) << 11));
  }
}

/**
 * @param valuesPtr  u8[valueCount] pvalues, each below the level's count, then {@link WORDS_SLACK} zeros
 * @param outPtr  out: 16 bytes, zero behind the sequence
 */
export function encodeWords(quantLevel: i32, valueCount: i32, valuesPtr: usize, outPtr: usize): void {
  const bits = <u64>load<u8>(LEVEL_BITS + <usize>quantLevel);
  const radix = <i32>load<u8>(LEVEL_RADIX + <usize>quantLevel);
  const end = valuesPtr + <usize>valueCount;
  if (radix == 3) encodeTritWords(bits, valuesPtr, end, outPtr);
  else if (radix == 5) encodeQuintWords(bits, valuesPtr, end, outPtr);
  else encodeBitWords(bits, valuesPtr, end, outPtr);
}

/** `value` in every byte. */
// @ts-ignore: decorator
@inline
function everyByte(value: u64): u64 {
  return value * 0x0101010101010101;
}

/** Five values a word: m0 T[1:0] m1 T[3:2] m2 T[4] m3 T[6:5] m4 T[7]. */
function encodeTritWords(bits: u64, from: usize, end: usize, outPtr: usize): void {
  const lowBits = everyByte(((<u64>1) << bits) - 1) & 0xffffffffff;
  const groupBits = 5 * bits + 8;
  let low: u64 = 0;
  let high: u64 = 0;
  for (let at: u64 = 0; from < end; from += 5, at += groupBits) {
    const values = load<u64>(from);
    const digits = (values >> bits) & 0x0303030303;
    const parts = load<u64>(TRIT_PARTS + (((<usize>((digits * TRIT_INDEX) >> 32)) & 0xff) << 3));
    const fields = (values & lowBits) | (parts << bits);
    let group = (fields & 0xff) | ((fields & 0xff00) >> (6 - bits)) | ((fields & 0xff0000) >> (12 - 2 * bits));
    group |= ((fields & 0xff000000) >> (19 - 3 * bits)) | ((fields & 0xff00000000) >> (25 - 4 * bits));
    low |= lowerHalf(group, at);
    high |= upperHalf(group, at);
  }
  store<u64>(outPtr, low);
  store<u64>(outPtr, high, 8);
}

/** Two groups of three values a word: m0 Q[2:0] m1 Q[4:3] m2 Q[6:5]. */
function encodeQuintWords(bits: u64, from: usize, end: usize, outPtr: usize): void {
  const lowBits = everyByte(((<u64>1) << bits) - 1) & 0xffffffffffff;
  const groupBits = 3 * bits + 7;
  let low: u64 = 0;
  let high: u64 = 0;
  for (let at: u64 = 0; from < end; from += 6, at += 2 * groupBits) {
    const values = load<u64>(from);
    const indices = ((values >> bits) & 0x070707070707) * QUINT_INDEX;
    const parts0 = load<u32>(QUINT_PARTS + (((<usize>(indices >> 16)) & 0xff) << 2));
    const parts1 = load<u32>(QUINT_PARTS + (((<usize>(indices >> 40)) & 0xff) << 2));
    const parts = (<u64>parts0) | ((<u64>parts1) << 24);
    const fields = (values & lowBits) | (parts << bits);
    let groups = (fields & 0x0000ff0000ff) | ((fields & 0x00ff0000ff00) >> (5 - bits));
    groups |= (fields & 0xff0000ff0000) >> (11 - 2 * bits);
    const group = (groups & 0xffffff) | ((groups >> 24) << groupBits);
    low |= lowerHalf(group, at);
    high |= upperHalf(group, at);
  }
  store<u64>(outPtr, low);
  store<u64>(outPtr, high, 8);
}

/** Eight values a word. */
function encodeBitWords(bits: u64, from: usize, end: usize, outPtr: usize): void {
  let low: u64 = 0;
  let high: u64 = 0;
  for (let at: u64 = 0; from < end; from += 8, at += 8 * bits) {
    let group = load<u64>(from);
    group = (group & 0x00ff00ff00ff00ff) | ((group & 0xff00ff00ff00ff00) >> (8 - bits));
    group = (group & 0x0000ffff0000ffff) | ((group & 0xffff0000ffff0000) >> (16 - 2 * bits));
    group = (group & 0x00000000ffffffff) | ((group >> 32) << (4 * bits));
    low |= lowerHalf(group, at);
    high |= upperHalf(group, at);
  }
  store<u64>(outPtr, low);
  store<u64>(outPtr, high, 8);
}
