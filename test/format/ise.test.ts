/** Facts about integer sequence encoding. */
import { describe, expect, test } from 'vitest';
import { checkWasm } from '../support/check-wasm.js';
import { blockBits, decodeSequence, RANGES, sequenceBits } from '../support/reference/sequence.js';
import { Rng } from '../support/rng.js';

const wasm = checkWasm();
const LEVELS = RANGES.map((range, level) => ({ level, count: range.count, range }));

/** Encodes values into an empty block at a bit offset. */
function encode(level: number, values: Uint8Array, bitOffset: number): Uint8Array {
  const ptr = wasm.reserve(16 + 128);
  wasm.bytes.fill(0, ptr, ptr + 16);
  wasm.bytes.set(values, ptr + 16);
  wasm.call('encodeIse', level, values.length, ptr + 16, ptr, bitOffset);
  return wasm.read(ptr, 16);
}

/** The same at bit 0, a word at a time. */
function encodeWords(level: number, values: Uint8Array): Uint8Array {
  const ptr = wasm.reserve(16 + 144);
  wasm.bytes.fill(255, ptr, ptr + 160);
  wasm.bytes.set([...values, 0, 0, 0, 0, 0, 0, 0, 0], ptr + 16);
  wasm.call('encodeWords', level, values.length, ptr + 16, ptr);
  return wasm.read(ptr, 16);
}

function decode(level: number, count: number, block: Uint8Array, bitOffset: number): number[] {
  const ptr = wasm.reserve(16 + 144);
  wasm.bytes.set(block, ptr);
  wasm.call('decodeIse', level, count, ptr, bitOffset, ptr + 16);
  return [...wasm.read(ptr + 16, count)];
}

test('30 weights of 8 levels take 90 bits', () => {
  expect(wasm.call('iseBitCount', 30, 5)).toBe(90);
});

test('6 values of 6 levels take 16 bits and 18 take 47', () => {
  expect([wasm.call('iseBitCount', 6, 4), wasm.call('iseBitCount', 18, 4)]).toEqual([16, 47]);
});

test('12 weights of 12 levels take 44 bits', () => {
  expect(wasm.call('iseBitCount', 12, 7)).toBe(44);
});

test('five trits of two have a code whose upper bits are 111 in places 4 to 2', () => {
  const code = encode(1, Uint8Array.of(2, 2, 2, 2, 2), 0)[0]!;
  expect((code >> 2) & 7).toBe(7);
});

describe.each(LEVELS)('sequences of $count levels', ({ level, count, range }) => {
  const lengths = Array.from({ length: 64 }, (_, index) => index + 1).filter((n) => sequenceBits(n, range) <= 128);

  test('have the length that the specification gives', () => {
    const wanted = lengths.map((length) => sequenceBits(length, range));
    expect(lengths.map((length) => wasm.call('iseBitCount', length, level))).toEqual(wanted);
  });

  test('are the same a word at a time', () => {
    const rng = Rng.named(`ise words ${count}`);
    for (const length of lengths) {
      for (let round = 0; round < 50; round++) {
        const values = round === 0 ? new Uint8Array(length).fill(count - 1) : rng.bytes(length, 0, count - 1);
        expect(encodeWords(level, values)).toEqual(encode(level, values, 0));
      }
    }
  });

  test('come back from any place in a block, for the reference too', () => {
    const rng = Rng.named(`ise ${count}`);
    for (const length of lengths) {
      const bitOffset = Math.min(127, rng.below(129 - sequenceBits(length, range)));
      const values = rng.bytes(length, 0, count - 1);
      const block = encode(level, values, bitOffset);
      expect(decode(level, length, block, bitOffset)).toEqual([...values]);
      const bits = blockBits(block);
      expect(decodeSequence((bit) => bits[bitOffset + bit]!, length, range)).toEqual([...values]);
      const outside = bits.filter((_, bit) => bit < bitOffset || bit >= bitOffset + sequenceBits(length, range));
      expect(outside.some((bit) => bit === 1)).toBe(false);
    }
  });

  test('decode from any bits as the reference does', () => {
    const rng = Rng.named(`ise bits ${count}`);
    for (const length of lengths) {
      const block = rng.bytes(16);
      const bits = blockBits(block);
      const bitOffset = Math.min(127, rng.below(129 - sequenceBits(length, range)));
      const wanted = decodeSequence((bit) => bits[bitOffset + bit]!, length, range);
      expect(decode(level, length, block, bitOffset)).toEqual(wanted);
    }
  });
});
