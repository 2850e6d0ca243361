/** Huffman codes of OpenEXR: canonical, the longest the smallest, with one symbol for runs. */

/** Values of 16 bits and the symbol of a run. */
const SYMBOL_COUNT = 0x10001;
const MAX_LENGTH = 58;
/** Codes longer than this are no numbers that are exact. */
const MAX_EXACT_LENGTH = 52;
/** Lengths of six bits that stand for symbols without code: 2 to 5 of them, or 6 and as many as the next 8 bits say. */
const SHORT_RUN = 59;
const LONG_RUN = 63;
const LEAST_LONG_RUN = 6;
/** Codes up to this long are found by looking. */
const TABLE_BITS = 12;

export class ExrHuffman {
  readonly #bytes: Uint8Array;
  readonly #lastSymbol: number;
  readonly #bitCount: number;
  readonly #start: number;
  /** Of each length: its first code, and where its symbols begin. */
  readonly #firstCode = new Float64Array(MAX_LENGTH + 2);
  readonly #firstSymbol = new Uint32Array(MAX_LENGTH + 2);
  readonly #symbols: Uint32Array;
  /** Symbol and length, as symbol × 16 + length, of what begins with so many bits; 0 for longer codes. */
  readonly #table = new Uint32Array(1 << TABLE_BITS);
  readonly #longest: number;

  /** @param bytes  header, lengths and codes @throws Error, RangeError */
  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const first = view.getUint32(0, true);
    const last = view.getUint32(4, true);
    if (first >= SYMBOL_COUNT || last >= SYMBOL_COUNT) throw new Error('a Huffman symbol out of range');
    this.#bytes = bytes;
    this.#lastSymbol = last;
    this.#bitCount = view.getUint32(12, true);
    const { lengths, end } = readLengths(bytes.subarray(20), first, last);
    this.#start = (20 + end) * 8;
    if (this.#bitCount > bytes.length * 8 - this.#start) throw new Error('Huffman codes that are cut');
    const counts = new Uint32Array(MAX_LENGTH + 1);
    for (const length of lengths) counts[length]!++;
    counts[0] = 0;
    this.#longest = counts.findLastIndex((count) => count > 0);
    if (this.#longest > MAX_EXACT_LENGTH) throw new Error(`Huffman codes of ${this.#longest} bits`);
    this.#symbols = this.#order(lengths, counts);
    this.#fillTable(counts);
  }

  /** Symbols by length and number; the codes of a length begin where half of the longer ones end. */
  #order(lengths: Uint8Array, counts: Uint32Array): Uint32Array {
    let code = 0;
    for (let length = MAX_LENGTH; length > 0; length--) {
      this.#firstCode[length] = code;
      code = Math.floor((code + counts[length]!) / 2);
    }
    let at = 0;
    for (let length = 1; length <= MAX_LENGTH + 1; length++) {
      this.#firstSymbol[length] = at;
      at += counts[length] ?? 0;
    }
    const symbols = new Uint32Array(at);
    const next = this.#firstSymbol.slice();
    lengths.forEach((length, symbol) => {
      if (length > 0) symbols[next[length]!++] = symbol;
    });
    return symbols;
  }

  #fillTable(counts: Uint32Array): void {
    for (let length = 1; length <= TABLE_BITS; length++) {
      const spare = TABLE_BITS - length;
      for (let index = 0; index < counts[length]!; index++) {
        const entry = this.#symbols[this.#firstSymbol[length]! + index]! * 16 + length;
        const start = (this.#firstCode[length]! + index) << spare;
        if (start + (1 << spare) > this.#table.length) throw new Error('Huffman codes that overlap');
        this.#table.fill(entry, start, start + (1 << spare));
      }
    }
  }

  /** Fills `out` exactly. @throws Error */
  decode(out: Uint16Array): void {
    const end = this.#start + this.#bitCount;
    let bit = this.#start;
    let at = 0;
    while (bit < end) {
      const entry = this.#table[this.#peek(bit)]!;
      let symbol = entry >>> 4;
      if (entry > 0) {
        bit += entry & 15;
      } else {
        const found = this.#findLong(bit, end);
        symbol = found.symbol;
        bit += found.length;
      }
      if (bit > end) throw new Error('a Huffman code that is cut');
      if (symbol !== this.#lastSymbol) {
        if (at >= out.length) throw new Error('more pixels than there are');
        out[at++] = symbol;
        continue;
      }
      if (bit + 8 > end) throw new Error('a run that is cut');
      const runLength = this.#peek(bit) >>> (TABLE_BITS - 8);
      bit += 8;
      if (at === 0 || at + runLength > out.length) throw new Error('a run beyond the pixels');
      out.fill(out[at - 1]!, at, at + runLength);
      at += runLength;
    }
    if (at !== out.length) throw new Error('fewer pixels than there are');
  }

  /** The next bits; beyond the end zeroes. */
  #peek(bit: number): number {
    const byte = bit >>> 3;
    const bytes = this.#bytes;
    const word = ((bytes[byte] ?? 0) << 16) | ((bytes[byte + 1] ?? 0) << 8) | (bytes[byte + 2] ?? 0);
    return (word >>> (24 - TABLE_BITS - (bit & 7))) & ((1 << TABLE_BITS) - 1);
  }

  /** A bit after the other, with the code so far as a number. */
  #findLong(start: number, end: number): { symbol: number; length: number } {
    let code = this.#peek(start);
    for (let length = TABLE_BITS + 1; length <= this.#longest && start + length <= end; length++) {
      const bit = start + length - 1;
      code = code * 2 + ((this.#bytes[bit >>> 3]! >>> (7 - (bit & 7))) & 1);
      const index = code - this.#firstCode[length]!;
      const first = this.#firstSymbol[length]!;
      if (index >= 0 && index < this.#firstSymbol[length + 1]! - first) {
        return { symbol: this.#symbols[first + index]!, length };
      }
    }
    throw new Error('no Huffman code');
  }
}

/** Lengths of codes in six bits each. @returns `end`  bytes read */
function readLengths(bytes: Uint8Array, first: number, last: number): { lengths: Uint8Array; end: number } {
  const lengths = new Uint8Array(SYMBOL_COUNT);
  let bit = 0;
  const take = (count: number) => {
    let value = 0;
    for (let left = count; left > 0; left--, bit++) {
      if (bit >>> 3 >= bytes.length) throw new Error('Huffman lengths that are cut');
      value = value * 2 + ((bytes[bit >>> 3]! >>> (7 - (bit & 7))) & 1);
    }
    return value;
  };
  for (let symbol = first; symbol <= last; symbol++) {
    const length = take(6);
    if (length < SHORT_RUN) {
      lengths[symbol] = length;
      continue;
    }
    const runLength = length === LONG_RUN ? take(8) + LEAST_LONG_RUN : length - SHORT_RUN + 2;
    if (symbol + runLength > last + 1) throw new Error('a run beyond the Huffman lengths');
    symbol += runLength - 1;
  }
  return { lengths, end: Math.ceil(bit / 8) };
}
