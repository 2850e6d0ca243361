/** Headers of Netpbm pictures: PBM, PGM, PPM and PAM. Source: Netpbm, "pbm", "pgm", "ppm" and "pam" (format manuals). */
import { AstcError } from '../errors.js';
import { checkSomePixels, cutImage, invalidImage } from './read-checks.js';

/** How samples are stored: as numbers in ASCII, as bits, or in one or two bytes each. */
export type SampleCoding = 'ascii' | 'asciiBits' | 'bits' | 'bytes';

export interface PnmHeader {
  width: number;
  height: number;
  /** Samples a pixel. */
  depth: 1 | 2 | 3 | 4;
  /** The sample that stands for 1, 1 to 65535. */
  maxValue: number;
  coding: SampleCoding;
  /** Whether 0 is white and 1 black. */
  isInverted: boolean;
  /** First byte of the pixels. */
  offset: number;
}

const HASH = 35;
const LINE_FEED = 10;
const MAX_SAMPLE = 65535;
/** What is longer is no header of anybody's. */
const MAX_HEADER_BYTES = 1 << 16;

/** By the digit of the signature. */
const PLAIN_KINDS: Readonly<Record<number, Pick<PnmHeader, 'coding' | 'depth' | 'isInverted'>>> = {
  1: { coding: 'asciiBits', depth: 1, isInverted: true },
  2: { coding: 'ascii', depth: 1, isInverted: false },
  3: { coding: 'ascii', depth: 3, isInverted: false },
  4: { coding: 'bits', depth: 1, isInverted: true },
  5: { coding: 'bytes', depth: 1, isInverted: false },
  6: { coding: 'bytes', depth: 3, isInverted: false },
};

/** Samples a pixel by tuple type. */
const TUPLE_DEPTHS: Readonly<Record<string, PnmHeader['depth']>> = {
  BLACKANDWHITE: 1,
  GRAYSCALE: 1,
  RGB: 3,
  BLACKANDWHITE_ALPHA: 2,
  GRAYSCALE_ALPHA: 2,
  RGB_ALPHA: 4,
};

/** @throws {AstcError} E_IMAGE_INVALID; E_UNSUPPORTED for tuples that are no colours */
export function readPnmHeader(bytes: Uint8Array): PnmHeader {
  const digit = (bytes[1] ?? 0) - 48;
  const header = digit === 7 ? readPamHeader(bytes) : readPlainHeader(bytes, digit);
  checkSomePixels(header, 'pnm');
  if (!(header.maxValue >= 1 && header.maxValue <= MAX_SAMPLE)) {
    throw invalidImage('pnm', `a maximum of ${header.maxValue} (expected 1 to ${MAX_SAMPLE})`);
  }
  return header;
}

function readPlainHeader(bytes: Uint8Array, digit: number): PnmHeader {
  const kind = PLAIN_KINDS[digit]!;
  const tokens = new PnmTokens(bytes, 2);
  const width = tokens.number('width');
  const height = tokens.number('height');
  const maxValue = kind.isInverted ? 1 : tokens.number('maximum');
  // One byte of white space, then pixels: what follows may look like white space.
  return { ...kind, width, height, maxValue, offset: tokens.offset + 1 };
}

/** Lines of a word and what it is, in any order, up to ENDHDR. */
function readPamHeader(bytes: Uint8Array): PnmHeader {
  const fields = new Map<string, string>();
  let offset = 3;
  for (let isEnd = false; !isEnd; ) {
    const end = bytes.indexOf(LINE_FEED, offset);
    if (end < 0 || end > MAX_HEADER_BYTES) throw invalidImage('pnm', 'a header without ENDHDR');
    const line = String.fromCharCode(...bytes.subarray(offset, end)).trim();
    offset = end + 1;
    isEnd = line === 'ENDHDR';
    const [name, value = ''] = line.split(/\s+(.*)/s) as [string, string?];
    // Words of several lines of TUPLTYPE are one.
    if (!line.startsWith('#')) fields.set(name, fields.has(name) ? `${fields.get(name)} ${value}` : value);
  }
  const number = (name: string) => {
    const text = fields.get(name) ?? '';
    if (!/^\d{1,9}$/.test(text)) throw invalidImage('pnm', `no number for ${name}`);
    return Number(text);
  };
  const depth = checkDepth(number('DEPTH'), fields.get('TUPLTYPE') ?? '');
  return {
    width: number('WIDTH'),
    height: number('HEIGHT'),
    depth,
    maxValue: number('MAXVAL'),
    coding: 'bytes',
    isInverted: false,
    offset,
  };
}

/** A file need not say what its tuples are. */
function checkDepth(depth: number, tupleType: string): PnmHeader['depth'] {
  if (tupleType === '' && depth >= 1 && depth <= 4) return depth as PnmHeader['depth'];
  const expected = Object.hasOwn(TUPLE_DEPTHS, tupleType) ? TUPLE_DEPTHS[tupleType] : undefined;
  if (expected === undefined) {
    throw new AstcError(
      'E_UNSUPPORTED',
      `a PAM image of ${tupleType || 'nameless'} tuples of ${depth} (expected GRAYSCALE, RGB, either with _ALPHA, or BLACKANDWHITE)`,
    );
  }
  if (depth !== expected) throw invalidImage('pnm', `tuples of ${depth} (expected ${expected} for ${tupleType})`);
  return expected;
}

/** Numbers in ASCII between white space and comments. */
export class PnmTokens {
  readonly #bytes: Uint8Array;
  /** Behind what was read last. */
  offset: number;

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.offset = offset;
  }

  /** The next number. @throws {AstcError} E_IMAGE_INVALID */
  number(what: string): number {
    this.#skipSpace();
    let value = 0;
    const start = this.offset;
    for (let digit = this.#digit(); digit !== undefined && value <= 0xffffffff; digit = this.#digit()) {
      value = value * 10 + digit;
      this.offset++;
    }
    if (this.offset === start) throw invalidImage('pnm', `no number for ${what} at byte ${start}`);
    return value;
  }

  /** The next digit, which needs no space behind it. @throws {AstcError} E_IMAGE_INVALID */
  bit(): number {
    this.#skipSpace();
    const digit = this.#digit();
    if (digit === undefined || digit > 1) throw invalidImage('pnm', `neither 0 nor 1 at byte ${this.offset}`);
    this.offset++;
    return digit;
  }

  #digit(): number | undefined {
    const digit = (this.#bytes[this.offset] ?? 0) - 48;
    return digit >= 0 && digit <= 9 ? digit : undefined;
  }

  #skipSpace(): void {
    for (; this.offset < this.#bytes.length; this.offset++) {
      const byte = this.#bytes[this.offset]!;
      if (byte === HASH) {
        const end = this.#bytes.indexOf(LINE_FEED, this.offset);
        this.offset = end < 0 ? this.#bytes.length : end;
      } else if (byte !== 32 && (byte < 9 || byte > 13)) return;
    }
    throw cutImage('pnm');
  }
}
