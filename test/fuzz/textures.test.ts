/**
 * Broken texture files through every texture reader. FUZZ_FILES sets how many seeded files each reader gets
 * (default 10000), FUZZ_COUNT how many all of them get together; the seed of a failure is in its message.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAstc } from '../../src/containers/astc-file.js';
import { containersOf } from '../../src/containers/container-words.js';
import { readDds } from '../../src/containers/dds-file.js';
import { readKtx } from '../../src/containers/ktx-file.js';
import { readKtx2 } from '../../src/containers/ktx2-read.js';
import { readPkm } from '../../src/containers/pkm-file.js';
import { readContainer } from '../../src/containers/read-container.js';
import { sniffFile } from '../../src/containers/sniff-file.js';
import { writeContainer } from '../../src/containers/write-container.js';
import { ZstdEngine } from '../../src/containers/zstd-engine.js';
import { AstcError } from '../../src/errors.js';
import type { Texture } from '../../src/types.js';
import { ddsSources } from '../containers/dds-by-hand.js';
import { MANIFEST, readFixture } from '../containers/fixtures.js';
import { ktx2Sources } from '../containers/ktx2-by-hand.js';
import { ktxSources, pkmSources } from '../containers/laid-out.js';
import { corruptFile } from './corrupt.js';
import { judgeError, judgeTexture, type Tally } from './judge.js';

/** A file takes microseconds; a busy machine may pause us, a hang or a pathological walk takes this. */
const MAX_MILLISECONDS = 2000;
/** Files are below 4 KB: a reader that believed a length field would be far above. */
const MAX_GROWTH_BYTES = 64 * 1024 * 1024;

const paths = Object.keys(MANIFEST).filter((path) => /\.(astc|ktx2)$/.test(path));
const sourcesOf = (extension: string) => paths.filter((path) => path.endsWith(extension)).map(readFixture);
const containers = [...paths.map(readFixture), ...ktx2Sources(), ...ktxSources(), ...pkmSources(), ...ddsSources()];
const zstd = new ZstdEngine(
  new WebAssembly.Module(readFileSync(new URL('../../dist/wasm/zstd.wasm', import.meta.url))),
);
/** As Node reads. */
function readByLibzstd(bytes: Uint8Array): Texture {
  return readContainer(bytes, { unpackZstd: (packed, byteLength) => zstd.unpack(packed, byteLength) });
}

/** `outcomes`: kinds of results a run must reach, reading included. PKM and .astc have nothing that is valid but unsupported. */
const READERS: [name: string, read: (bytes: Uint8Array) => Texture, sources: Uint8Array[], outcomes: number][] = [
  ['readAstc', readAstc, sourcesOf('.astc'), 3],
  ['readKtx2', readKtx2, [...sourcesOf('.ktx2'), ...ktx2Sources()], 4],
  ['readKtx', readKtx, ktxSources(), 4],
  ['readPkm', readPkm, pkmSources(), 3],
  ['readDds', readDds, ddsSources(), 4],
  ['readContainer', readContainer, containers, 4],
  ['readContainer, with libzstd', readByLibzstd, containers, 4],
];
const { FUZZ_COUNT, FUZZ_FILES = 10_000 } = process.env;
const FILE_COUNT = FUZZ_COUNT === undefined ? Number(FUZZ_FILES) : Math.ceil(Number(FUZZ_COUNT) / READERS.length);

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

describe('what is read of a broken file', () => {
  test('is written again, or refused in words, and has its levels still', () => {
    let written = 0;
    for (let seed = 1; seed <= FILE_COUNT; seed++) {
      const { bytes, how } = corruptFile(containers, seed);
      const texture = readOrSkip(bytes);
      for (const container of texture === undefined ? [] : containersOf(texture.format)) {
        try {
          const { levels } = readContainer(writeContainer(texture!, container));
          const kept = texture!.levels.slice(0, levels.length);
          if (!levels.every(({ data }, level) => data.length === kept[level]!.data.length))
            throw new Error('other levels');
          written++;
        } catch (error) {
          if (!(error instanceof AstcError)) throw new Error(`${how}, as ${container}: ${error}`, { cause: error });
        }
      }
    }
    expect(written).toBeGreaterThan(FILE_COUNT / 20);
  });
});

function readOrSkip(bytes: Uint8Array): Texture | undefined {
  try {
    return readContainer(bytes);
  } catch {
    return undefined;
  }
}

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
