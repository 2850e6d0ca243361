/**
 * Broken texture files through every texture reader. FUZZ_FILES sets how many seeded files each reader gets
 * (default 10000); the seed of a failure is in its message.
 */
import { describe, expect, test } from 'vitest';
import { readAstc } from '../../src/containers/astc-file.js';
import { readKtx } from '../../src/containers/ktx-file.js';
import { readKtx2 } from '../../src/containers/ktx2-read.js';
import { readPkm } from '../../src/containers/pkm-file.js';
import { readTexture, sniffFile } from '../../src/containers/texture-file.js';
import type { Texture } from '../../src/types.js';
import { MANIFEST, readFixture } from '../containers/fixtures.js';
import { ktxSources, pkmSources } from '../containers/laid-out.js';
import { corruptFile } from './corrupt.js';
import { judgeError, judgeTexture, type Tally } from './judge.js';

const FILE_COUNT = Number(process.env.FUZZ_FILES ?? 10_000);
/** A file takes microseconds; a busy machine may pause us, a hang or a pathological walk takes this. */
const MAX_MILLISECONDS = 2000;
/** Files are below 4 KB: a reader that believed a length field would be far above. */
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;

const paths = Object.keys(MANIFEST).filter((path) => /\.(astc|ktx2)$/.test(path));
const sourcesOf = (extension: string) => paths.filter((path) => path.endsWith(extension)).map(readFixture);
/** `outcomes`: kinds of results a run must reach, reading included. PKM and .astc have nothing that is valid but unsupported. */
const READERS: [name: string, read: (bytes: Uint8Array) => Texture, sources: Uint8Array[], outcomes: number][] = [
  ['readAstc', readAstc, sourcesOf('.astc'), 3],
  ['readKtx2', readKtx2, sourcesOf('.ktx2'), 4],
  ['readKtx', readKtx, ktxSources(), 4],
  ['readPkm', readPkm, pkmSources(), 3],
  ['readTexture', readTexture, [...paths.map(readFixture), ...ktxSources(), ...pkmSources()], 4],
];

/** Feeds one file; adds what came of it to the tally. */
function feed(read: (bytes: Uint8Array) => Texture, bytes: Uint8Array, how: string, tally: Tally): void {
  const start = performance.now();
  try {
    judgeTexture(read(bytes), bytes, tally);
  } catch (error) {
    try {
      judgeError(error, tally);
    } catch (cause) {
      throw new Error(`${how}: ${String(cause)}`, { cause });
    }
  }
  const milliseconds = performance.now() - start;
  if (milliseconds > MAX_MILLISECONDS) throw new Error(`${how}: took ${milliseconds.toFixed()} ms`);
}

describe.each(READERS)('%s', (_, read, sources, outcomes) => {
  test(`reads or refuses each of ${FILE_COUNT} broken files`, () => {
    const tally: Tally = {};
    const before = process.memoryUsage().arrayBuffers;
    let highest = before;
    for (let seed = 1; seed <= FILE_COUNT; seed++) {
      const { bytes, how } = corruptFile(sources, seed);
      feed(read, bytes, how, tally);
      highest = Math.max(highest, process.memoryUsage().arrayBuffers);
    }
    expect(Object.values(tally).reduce((sum, count) => sum + count, 0)).toBe(FILE_COUNT);
    expect(highest - before).toBeLessThan(MAX_GROWTH_BYTES);
    // A fuzzer that only ever hits the first check proves nothing.
    expect(tally.read ?? 0).toBeGreaterThan(FILE_COUNT / 100);
    expect(Object.keys(tally).length).toBeGreaterThanOrEqual(outcomes);
  });

  test('refuses valid files cut at every length', () => {
    for (const [index, whole] of sources.entries()) {
      const tally: Tally = {};
      for (let length = 0; length < whole.length; length++) {
        feed(read, whole.slice(0, length), `source ${index} cut at ${length}`, tally);
      }
      expect([index, tally.read ?? 0]).toEqual([index, 0]);
    }
  });

  test('survives every 32-bit field of every header at its extremes', () => {
    const tally: Tally = {};
    for (const [index, whole] of sources.entries()) {
      const view = new DataView(whole.buffer);
      for (let offset = 0; offset + 4 <= Math.min(whole.length, 400); offset++) {
        const original = view.getUint32(offset, true);
        for (const value of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
          view.setUint32(offset, value, true);
          feed(read, whole, `source ${index}, ${value} at ${offset}`, tally);
        }
        view.setUint32(offset, original, true);
      }
    }
    expect(Object.keys(tally).length).toBeGreaterThanOrEqual(outcomes - 1);
  });
});

describe('sniffFile', () => {
  test('never throws, whatever the bytes', () => {
    const sources = Object.keys(MANIFEST)
      .map(readFixture)
      .filter((bytes) => bytes.length > 0);
    for (let seed = 1; seed <= FILE_COUNT; seed++) sniffFile(corruptFile(sources, seed).bytes);
    for (const whole of sources) {
      for (let length = 0; length < Math.min(64, whole.length); length++) sniffFile(whole.subarray(0, length));
    }
  });
});
