/**
 * Reference decoder, part 1: bits, integer sequences and unquantization, from the text of the specification alone
 * (Khronos Data Format 1.4, ASTC chapter). It shares no code and no table with assembly/, and favours the words of
 * the text over speed: it is a witness, not an implementation.
 */

/** 128 bits, bit 0 the least significant one of the first byte. */
export type Bits = Uint8Array;

export function blockBits(block: Uint8Array): Bits {
  return Uint8Array.from({ length: 128 }, (_, bit) => (block[bit >> 3]! >> (bit & 7)) & 1);
}

/** The number in bits [high..low]. */
export function field(bits: Bits, high: number, low: number): number {
  let value = 0;
  for (let bit = high; bit >= low; bit--) value = value * 2 + bits[bit]!;
  return value;
}

/** "Value range": how one value of a sequence is made up. */
export interface ValueRange {
  readonly count: number;
  readonly digit: 'none' | 'trit' | 'quint';
  readonly bits: number;
}

function rangeOf(count: number): ValueRange {
  const bitsOf = (power: number) => Math.log2(power);
  if (Number.isInteger(bitsOf(count))) return { count, digit: 'none', bits: bitsOf(count) };
  if (count % 3 === 0) return { count, digit: 'trit', bits: bitsOf(count / 3) };
  return { count, digit: 'quint', bits: bitsOf(count / 5) };
}

/** All ranges, the index is the quant level. */
export const RANGES: readonly ValueRange[] = [
  2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256,
].map(rangeOf);

/** Bits of a sequence ("Data Size Determination"). */
export function sequenceBits(valueCount: number, range: ValueRange): number {
  const trits = range.digit === 'trit' ? 1 : 0;
  const quints = range.digit === 'quint' ? 1 : 0;
  return Math.ceil((valueCount * 8 * trits) / 5) + Math.ceil((valueCount * 7 * quints) / 3) + valueCount * range.bits;
}

/** t0..t4 of T7..0, as "Integer Sequence Encoding" writes them. */
function decodeTrits(T: number): number[] {
  const bit = (n: number) => (T >> n) & 1;
  let C: number;
  let t3: number;
  let t4: number;
  if (((T >> 2) & 7) === 0b111) {
    C = (bit(7) << 4) | (bit(6) << 3) | (bit(5) << 2) | (bit(1) << 1) | bit(0);
    t4 = 2;
    t3 = 2;
  } else {
    C = T & 0b11111;
    if (((T >> 5) & 3) === 0b11) {
      t4 = 2;
      t3 = bit(7);
    } else {
      t4 = bit(7);
      t3 = (T >> 5) & 3;
    }
  }
  const c = (n: number) => (C >> n) & 1;
  if ((C & 3) === 0b11) return [(c(3) << 1) | (c(2) & (1 - c(3))), c(4), 2, t3, t4];
  if (((C >> 2) & 3) === 0b11) return [C & 3, 2, 2, t3, t4];
  return [(c(1) << 1) | (c(0) & (1 - c(1))), (C >> 2) & 3, c(4), t3, t4];
}

/** q0..q2 of Q6..0. */
function decodeQuints(Q: number): number[] {
  const bit = (n: number) => (Q >> n) & 1;
  if (((Q >> 1) & 3) === 0b11 && ((Q >> 5) & 3) === 0b00) {
    const q2 = (bit(0) << 2) | ((bit(4) & (1 - bit(0))) << 1) | (bit(3) & (1 - bit(0)));
    return [4, 4, q2];
  }
  let q2: number;
  let C: number;
  if (((Q >> 1) & 3) === 0b11) {
    q2 = 4;
    C = (bit(4) << 4) | (bit(3) << 3) | ((1 - bit(6)) << 2) | ((1 - bit(5)) << 1) | bit(0);
  } else {
    q2 = (Q >> 5) & 3;
    C = Q & 0b11111;
  }
  if ((C & 7) === 0b101) return [(C >> 3) & 3, 4, q2];
  return [C & 7, (C >> 3) & 3, q2];
}

/** For each value of a block: how many bits of T or Q follow its own bits. */
const PACKING = { trit: [2, 2, 1, 2, 1], quint: [3, 2, 2] } as const;

/**
 * Decodes a sequence from a stream of bits; `streamBit(n)` is bit n of it. Bits past the end of the sequence are not
 * part of it and count as 0.
 */
export function decodeSequence(streamBit: (bit: number) => number, valueCount: number, range: ValueRange): number[] {
  const end = sequenceBits(valueCount, range);
  let position = 0;
  const take = (count: number) => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, position++) if (position < end) value |= streamBit(position) << bit;
    return value;
  };
  const values: number[] = [];
  while (values.length < valueCount) {
    if (range.digit === 'none') {
      values.push(take(range.bits));
      continue;
    }
    const lows: number[] = [];
    let packed = 0;
    let packedBits = 0;
    for (const width of PACKING[range.digit]) {
      lows.push(take(range.bits));
      packed |= take(width) << packedBits;
      packedBits += width;
    }
    const digits = range.digit === 'trit' ? decodeTrits(packed) : decodeQuints(packed);
    digits.forEach((digit, index) => {
      if (values.length < valueCount) values.push(digit * 2 ** range.bits + lows[index]!);
    });
  }
  return values;
}

/** A letter string such as b000b0bb0: the letters are the value's bits, a the lowest. */
function spread(pattern: string, value: number): number {
  let result = 0;
  for (const letter of pattern) {
    const bit = letter === '0' ? 0 : (value >> (letter.charCodeAt(0) - 'a'.charCodeAt(0))) & 1;
    result = result * 2 + bit;
  }
  return result;
}

/** "simple bit replication from the most significant bit of the value" */
function replicate(value: number, bits: number, width: number): number {
  let text = value.toString(2).padStart(bits, '0');
  while (text.length < width) text += text;
  return Number.parseInt(text.slice(0, width), 2);
}

/** Table "ASTC color unquantization parameters": B and C by number of levels. */
const COLOR_PARAMETERS: Readonly<Record<number, readonly [string, number]>> = {
  6: ['000000000', 204],
  10: ['000000000', 113],
  12: ['b000b0bb0', 93],
  20: ['b0000bb00', 54],
  24: ['cb000cbcb', 44],
  40: ['cb0000cbc', 26],
  48: ['dcb000dcb', 22],
  80: ['dcb0000dc', 13],
  96: ['edcb000ed', 11],
  160: ['edcb0000e', 6],
  192: ['fedcb000f', 5],
};

/** Table "ASTC weight unquantization parameters". */
const WEIGHT_PARAMETERS: Readonly<Record<number, readonly [string, number]>> = {
  6: ['0000000', 50],
  10: ['0000000', 28],
  12: ['b000b0b', 23],
  20: ['b0000b0', 13],
  24: ['cb000cb', 11],
};

export function unquantizeColor(value: number, range: ValueRange): number {
  if (range.digit === 'none') return replicate(value, range.bits, 8);
  const [patternB, C] = COLOR_PARAMETERS[range.count]!;
  const A = spread('aaaaaaaaa', value);
  const B = spread(patternB, value);
  const D = value >> range.bits;
  const unq = (D * C + B) ^ A;
  return (A & 0x80) | (unq >> 2);
}

export function unquantizeWeight(value: number, range: ValueRange): number {
  let unq: number;
  if (range.count === 3) unq = [0, 32, 63][value]!;
  else if (range.count === 5) unq = [0, 16, 32, 47, 63][value]!;
  else if (range.digit === 'none') unq = replicate(value, range.bits, 6);
  else {
    const [patternB, C] = WEIGHT_PARAMETERS[range.count]!;
    const A = spread('aaaaaaa', value);
    const B = spread(patternB, value);
    const D = value >> range.bits;
    unq = (A & 0x20) | (((D * C + B) ^ A) >> 2);
  }
  return unq > 32 ? unq + 1 : unq;
}
