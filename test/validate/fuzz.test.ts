/**
 * Broken KTX2 files through the validator: a verdict for each, never an exception, a hang or memory that the file does
 * not account for. FUZZ_FILES sets how many (default 10000); the seed of a failure is in its message.
 */
import { type Validation, validateKtx2 } from 'astc-wasm';
import { describe, expect, test } from 'vitest';
import { ISSUE } from '../../src/validate/issues.js';
import { corruptFile } from '../fuzz/corrupt.js';
import { patch } from './build-ktx2.js';
import { SUBJECTS, zstd } from './subjects.js';

const FILE_COUNT = Number(process.env.FUZZ_FILES ?? 10_000);
/** A file takes microseconds; a busy machine may pause us, a hang or a pathological walk takes this. */
const MAX_MILLISECONDS = 2000;
/** Files are below 1 KB, and Zstandard may become 2^15 times as long. */
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;

const sources = Object.values(SUBJECTS).map((make) => make());
const types = new Map(Object.values(ISSUE).map(([id, type]) => [id as number, type as string]));

/** Throws unless a verdict follows from its messages. */
function judge({ valid, messages }: Validation): void {
  const isSound = messages.every(({ id, type, details }) => types.get(id) === type && details !== '');
  if (!isSound) throw new Error(`messages: ${JSON.stringify(messages)}`);
  if (valid !== messages.every(({ type }) => type === 'warning'))
    throw new Error('the verdict is not that of its messages');
  if (messages.slice(0, -1).some(({ type }) => type === 'fatal')) throw new Error('something follows a fatal message');
}

function feed(bytes: Uint8Array, how: string, gltfBasisu = bytes.length % 2 === 0): Validation {
  const start = performance.now();
  try {
    const validation = validateKtx2(bytes, { gltfBasisu });
    judge(validation);
    const milliseconds = performance.now() - start;
    if (milliseconds > MAX_MILLISECONDS) throw new Error(`took ${milliseconds.toFixed()} ms`);
    return validation;
  } catch (cause) {
    throw new Error(`${how}: ${String(cause)}`, { cause });
  }
}

describe('a broken file', () => {
  test(`of ${FILE_COUNT} has a verdict`, () => {
    const seen = new Set<number>();
    const before = process.memoryUsage().arrayBuffers;
    let highest = before;
    for (let seed = 1; seed <= FILE_COUNT; seed++) {
      const { bytes, how } = corruptFile(sources, seed);
      for (const { id } of feed(bytes, how).messages) seen.add(id);
      highest = Math.max(highest, process.memoryUsage().arrayBuffers);
    }
    expect(highest - before).toBeLessThan(MAX_GROWTH_BYTES);
    // A fuzzer that only ever hits the first check proves nothing.
    expect(seen.size).toBeGreaterThan(60);
  });

  test('that is cut is invalid at every length', () => {
    for (const [index, whole] of sources.entries()) {
      for (let length = 0; length < whole.length; length++) {
        const { valid } = feed(whole.slice(0, length), `source ${index} cut at ${length}`);
        expect([index, length, valid]).toEqual([index, length, false]);
      }
    }
  });

  test('has a verdict with every 32-bit field at its extremes', () => {
    for (const [index, whole] of sources.entries()) {
      for (let offset = 12; offset + 4 <= whole.length; offset += 4) {
        for (const value of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
          const copy = whole.slice();
          new DataView(copy.buffer).setUint32(offset, value, true);
          feed(copy, `source ${index}, ${value} at ${offset}`);
        }
      }
    }
  });
});

describe('a file that is made to', () => {
  test('have millions of levels is looked at no further', () => {
    const bytes = new Uint8Array(80 + 24 * 1_000_000);
    bytes.set(zstd());
    expect(feed(patch(bytes, { levelCount: 1_000_000 }), 'levels').messages.map(({ id }) => id)).toContain(3016);
  });

  test('have millions of faults has the first of them listed', () => {
    // Every byte of padding that is not 0 is a fault of its own; entries of one byte have three.
    const keyValues = new Uint8Array(8 * 20_000).fill(1);
    for (let at = 0; at < keyValues.length; at += 8) keyValues.set([1, 0, 0, 0], at);
    const { valid, messages } = validateKtx2(zstd({ keyValues }));
    expect([valid, messages.length <= 10_000]).toEqual([false, true]);
  });

  test('unpack to more than it promises takes no more room than that', () => {
    // 255 blocks that each repeat a byte 2^17 times: 32 MiB from 1 KB, and 64 bytes are promised.
    const block = (isLast: number) => [
      (((2 ** 17) << 3) & 0xff) | 2 | isLast,
      (((2 ** 17) << 3) >> 8) & 0xff,
      ((2 ** 17) << 3) >> 16,
      7,
    ];
    const data = Uint8Array.from([
      0x28,
      0xb5,
      0x2f,
      0xfd,
      0,
      0x38,
      ...new Array(254).fill(block(0)).flat(),
      ...block(1),
    ]);
    const before = process.memoryUsage().arrayBuffers;
    const { messages } = feed(zstd({ levels: [{ data, unpacked: 64 }] }), 'bomb', false);
    expect(messages.map(({ id }) => id)).toEqual([4008]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  test('of four thousand million layers without a face is done at once', () => {
    const [hdr] = sources.filter((bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(44, true) === 4);
    const { messages } = feed(patch(hdr!, { layerCount: 0xffffff00, faceCount: 0 }), 'layers without a face');
    expect(messages.map(({ id }) => id)).toContain(3015);
  });
});
