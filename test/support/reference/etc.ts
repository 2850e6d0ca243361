/**
 * ETC1, ETC2 and EAC decoded texel by texel from the text of the Khronos Data Format Specification 1.4 (chapters "ETC1
 * Compressed Texture Image Formats" and "ETC2 Compressed Texture Image Formats"). Shares nothing with assembly/etc: bits
 * are read by their number in the specification's tables, every texel evaluates its formula by itself.
 */

export type EtcFormat =
  | 'etc1'
  | 'etc2-rgb'
  | 'etc2-rgba1'
  | 'etc2-rgba'
  | 'eac-r11'
  | 'eac-rg11'
  | 'eac-r11-snorm'
  | 'eac-rg11-snorm';

export type EtcMode = 'individual' | 'differential' | 'T' | 'H' | 'planar' | 'illegal';

type Color = readonly [r: number, g: number, b: number];
type Texel = [r: number, g: number, b: number, a: number];

/** Rows by table codeword; columns by pixel index value 3, 2, 0, 1: most negative to most positive. */
const INTENSITY = [
  [-8, -2, 2, 8],
  [-17, -5, 5, 17],
  [-29, -9, 9, 29],
  [-42, -13, 13, 42],
  [-60, -18, 18, 60],
  [-80, -24, 24, 80],
  [-106, -33, 33, 106],
  [-183, -47, 47, 183],
];
/** Column of {@link INTENSITY} for (most significant, least significant) index bits read as a number. */
const COLUMN_OF_INDEX = [2, 3, 1, 0];

/** Distances "d" of the T and H modes. */
const DISTANCE = [3, 6, 11, 16, 23, 32, 41, 64];

/** EAC modifiers, one row a table codeword, as the specification prints them. */
const EAC = [
  '-3 -6 -9 -15 2 5 8 14',
  '-3 -7 -10 -13 2 6 9 12',
  '-2 -5 -8 -13 1 4 7 12',
  '-2 -4 -6 -13 1 3 5 12',
  '-3 -6 -8 -12 2 5 7 11',
  '-3 -7 -9 -11 2 6 8 10',
  '-4 -7 -8 -11 3 6 7 10',
  '-3 -5 -8 -11 2 4 7 10',
  '-2 -6 -8 -10 1 5 7 9',
  '-2 -5 -8 -10 1 4 7 9',
  '-2 -4 -8 -10 1 3 7 9',
  '-2 -5 -7 -10 1 4 6 9',
  '-3 -4 -7 -10 2 3 6 9',
  '-1 -2 -3 -10 0 1 2 9',
  '-4 -6 -8 -9 3 5 7 8',
  '-3 -5 -7 -9 2 4 6 8',
].map((row) => row.split(' ').map(Number));

/** One 64-bit word; bit 63 is the highest bit of its first byte. */
class Word {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bit(number: number): number {
    return (this.#bytes[7 - (number >> 3)]! >> (number & 7)) & 1;
  }

  /** The bits with these numbers, first one most significant. */
  bits(...numbers: number[]): number {
    let value = 0;
    for (const number of numbers) value = value * 2 + this.bit(number);
    return value;
  }

  /** Bits `high` down to `low`. */
  range(high: number, low: number): number {
    let value = 0;
    for (let number = high; number >= low; number--) value = value * 2 + this.bit(number);
    return value;
  }

  /** Bits `high` down to `low` in two's complement. */
  signed(high: number, low: number): number {
    return this.range(high, low) - (this.bit(high) ? 2 ** (high - low + 1) : 0);
  }
}

const clampTo = (low: number, high: number, value: number): number => (value < low ? low : value > high ? high : value);
const shifted = (color: Color, by: number): Color => [
  clampTo(0, 255, color[0] + by),
  clampTo(0, 255, color[1] + by),
  clampTo(0, 255, color[2] + by),
];
/** Extends `bits` bits to 8 by repeating the most significant ones. */
const extend = (value: number, bits: number): number => (value << (8 - bits)) | (value >> (2 * bits - 8));

function modeOf(word: Word, format: EtcFormat): EtcMode {
  if (format !== 'etc2-rgba1' && word.bit(33) === 0) return 'individual';
  const leaves = (high: number): boolean => {
    const sum = word.range(high, high - 4) + word.signed(high - 5, high - 7);
    return sum < 0 || sum > 31;
  };
  const mode: EtcMode = leaves(63) ? 'T' : leaves(55) ? 'H' : leaves(47) ? 'planar' : 'differential';
  return format === 'etc1' && mode !== 'differential' ? 'illegal' : mode;
}

/** Base colour of the texel's half-block in the individual and differential modes. */
function baseColor(word: Word, mode: EtcMode, isSecond: boolean): Color {
  return [63, 55, 47].map((high) => {
    if (mode === 'individual') return extend(isSecond ? word.range(high - 4, high - 7) : word.range(high, high - 3), 4);
    const first = word.range(high, high - 4);
    return extend(isSecond ? first + word.signed(high - 5, high - 7) : first, 5);
  }) as unknown as Color;
}

function tColors(word: Word): Color[] {
  const first: Color = [
    extend(word.bits(60, 59, 57, 56), 4),
    extend(word.range(55, 52), 4),
    extend(word.range(51, 48), 4),
  ];
  const second: Color = [extend(word.range(47, 44), 4), extend(word.range(43, 40), 4), extend(word.range(39, 36), 4)];
  const d = DISTANCE[word.bits(35, 34, 32)]!;
  return [first, shifted(second, d), second, shifted(second, -d)];
}

function hColors(word: Word): Color[] {
  const first: Color = [
    extend(word.range(62, 59), 4),
    extend(word.bits(58, 57, 56, 52), 4),
    extend(word.bits(51, 49, 48, 47), 4),
  ];
  const second: Color = [extend(word.range(46, 43), 4), extend(word.range(42, 39), 4), extend(word.range(38, 35), 4)];
  const value = (color: Color) => color[0] * 65536 + color[1] * 256 + color[2];
  const d = DISTANCE[word.bits(34, 32) * 2 + (value(first) >= value(second) ? 1 : 0)]!;
  return [shifted(first, d), shifted(first, -d), shifted(second, d), shifted(second, -d)];
}

function planarColor(word: Word, x: number, y: number): Color {
  const origin = [
    extend(word.range(62, 57), 6),
    extend(word.bits(56, 54, 53, 52, 51, 50, 49), 7),
    extend(word.bits(48, 44, 43, 41, 40, 39), 6),
  ];
  const horizontal = [
    extend(word.bits(38, 37, 36, 35, 34, 32), 6),
    extend(word.range(31, 25), 7),
    extend(word.range(24, 19), 6),
  ];
  const vertical = [extend(word.range(18, 13), 6), extend(word.range(12, 6), 7), extend(word.range(5, 0), 6)];
  return origin.map((o, component) => {
    const value = x * (horizontal[component]! - o) + y * (vertical[component]! - o) + 4 * o + 2;
    return clampTo(0, 255, Math.floor(value / 4));
  }) as unknown as Color;
}

/** Texel (x, y) of a colour word as a function, with what all texels share worked out once. */
function colorTexels(word: Word, format: EtcFormat): (x: number, y: number) => Texel {
  const mode = modeOf(word, format);
  if (mode === 'illegal') return () => [255, 0, 255, 255];
  if (mode === 'planar') return (x, y) => [...planarColor(word, x, y), 255];
  const isPunched = format === 'etc2-rgba1' && word.bit(33) === 0;
  const indexAt = (x: number, y: number) => word.bit(16 + 4 * x + y) * 2 + word.bit(4 * x + y);
  if (mode === 'T' || mode === 'H') {
    const paint = mode === 'T' ? tColors(word) : hColors(word);
    return (x, y) => (isPunched && indexAt(x, y) === 2 ? [0, 0, 0, 0] : [...paint[indexAt(x, y)]!, 255]);
  }
  const bases = [baseColor(word, mode, false), baseColor(word, mode, true)];
  const tables = [INTENSITY[word.range(39, 37)]!, INTENSITY[word.range(36, 34)]!];
  const isFlipped = word.bit(32) === 1;
  return (x, y) => {
    const half = (isFlipped ? y : x) < 2 ? 0 : 1;
    const index = indexAt(x, y);
    if (isPunched && index === 2) return [0, 0, 0, 0];
    const modifier = isPunched && index === 0 ? 0 : tables[half]![COLUMN_OF_INDEX[index]!]!;
    return [...shifted(bases[half]!, modifier), 255];
  };
}

/** Modifier of texel (x, y) of an EAC word. */
function eacModifier(word: Word, x: number, y: number): number {
  const low = 45 - 3 * (4 * x + y);
  return EAC[word.range(51, 48)]![word.range(low + 2, low)]!;
}

function alphaAt(word: Word, x: number, y: number): number {
  return clampTo(0, 255, word.range(63, 56) + eacModifier(word, x, y) * word.range(55, 52));
}

/** 11 bits unsigned, 0..2047. */
function r11At(word: Word, x: number, y: number): number {
  const multiplier = word.range(55, 52);
  const scaled = eacModifier(word, x, y) * (multiplier > 0 ? multiplier * 8 : 1);
  return clampTo(0, 2047, word.range(63, 56) * 8 + 4 + scaled);
}

/** 11 bits signed, −1023..1023. */
function signedR11At(word: Word, x: number, y: number): number {
  const base = Math.max(-127, word.signed(63, 56));
  const multiplier = word.range(55, 52);
  const scaled = eacModifier(word, x, y) * (multiplier > 0 ? multiplier * 8 : 1);
  return clampTo(-1023, 1023, base * 8 + scaled);
}

/** A component of 11 bits as our outputs have it: 8 bits to the nearest; 16 bits, unsigned ones by repeating bits. */
function component11(word: Word, isSigned: boolean, bits: 8 | 16, x: number, y: number): number {
  const top = 2 ** bits - 1;
  if (isSigned) return Math.round(((signedR11At(word, x, y) + 1023) * top) / 2046);
  const value = r11At(word, x, y);
  return bits === 8 ? Math.round((value / 2047) * 255) : value * 32 + Math.floor(value / 64);
}

/** Bytes of a block. */
export function etcBlockBytes(format: EtcFormat): 8 | 16 {
  return format === 'etc2-rgba' || format.startsWith('eac-rg11') ? 16 : 8;
}

/** The mode of a block's colour word. */
export function referenceEtcMode(block: Uint8Array, format: EtcFormat): EtcMode {
  return modeOf(new Word(format === 'etc2-rgba' ? block.subarray(8) : block), format);
}

/** One block → RGBA of its 16 texels, row-major; `bits` 8 or 16 a component. */
export function referenceEtcDecode(block: Uint8Array, format: EtcFormat, bits: 8 | 16): Uint16Array {
  const out = new Uint16Array(64);
  const texelAt = texelFunction(block, format, bits);
  for (let y = 0; y < 4; y++) {
    for (let x = 0; x < 4; x++) out.set(texelAt(x, y), (y * 4 + x) * 4);
  }
  return out;
}

function texelFunction(block: Uint8Array, format: EtcFormat, bits: 8 | 16): (x: number, y: number) => Texel {
  const first = new Word(block.subarray(0, 8));
  const second = new Word(block.subarray(8));
  if (format.startsWith('eac-')) {
    const isSigned = format.endsWith('snorm');
    const hasGreen = format.includes('rg11');
    return (x, y) => [
      component11(first, isSigned, bits, x, y),
      hasGreen ? component11(second, isSigned, bits, x, y) : 0,
      0,
      2 ** bits - 1,
    ];
  }
  const widen = bits === 16 ? 257 : 1;
  const color = colorTexels(format === 'etc2-rgba' ? second : first, format);
  return (x, y) => {
    const [r, g, b, a] = color(x, y);
    const alpha = format === 'etc2-rgba' ? alphaAt(first, x, y) : a;
    return [r * widen, g * widen, b * widen, alpha * widen];
  };
}
