/**
 * Broken image files through the image reader. Native decoders take a millisecond a file, so most of this folder's time
 * is theirs; FUZZ_IMAGES sets how many files (default 10000).
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { readImage } from '../../src/index.js';
import { MANIFEST, readFixture } from '../containers/fixtures.js';
import { corruptFile } from './corrupt.js';
import { judgeError, judgeImage, type Tally } from './judge.js';

const FILE_COUNT = Number(process.env.FUZZ_IMAGES ?? 10_000);
/** Decoders may be slow on nonsense, not hang. */
const MAX_MILLISECONDS = 5000;
/** What a lying header may make us decode: 16 MB of pixels keep the run short. */
const MAX_PIXELS = 2 ** 22;

const paths = Object.keys(MANIFEST).filter((path) => path.startsWith('images/'));

async function feed(bytes: Uint8Array, how: string, tally: Tally): Promise<void> {
  const start = performance.now();
  try {
    judgeImage(await readImage(bytes, { maxPixels: MAX_PIXELS }), tally);
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

describe('readImage', () => {
  beforeAll(async () => {
    // The first call loads the library: not the time of a file.
    await readImage(readFixture('images/palette2.png'));
  });

  test(`reads or refuses each of ${FILE_COUNT} broken files`, { timeout: 60_000 + FILE_COUNT * 100 }, async () => {
    const sources = paths.map(readFixture);
    const tally: Tally = {};
    for (let seed = 1; seed <= FILE_COUNT; seed++) {
      const { bytes, how } = corruptFile(sources, seed);
      await feed(bytes, how, tally);
    }
    expect(Object.values(tally).reduce((sum, count) => sum + count, 0)).toBe(FILE_COUNT);
    expect(tally.read ?? 0).toBeGreaterThan(FILE_COUNT / 100);
    expect(tally.E_IMAGE_INVALID ?? 0).toBeGreaterThan(FILE_COUNT / 10);
  });

  // Only end marks, checksums and padding may be missing from a file that reads: no pixel is made up.
  test.each(paths)('%s cut anywhere is refused, or whole', { timeout: 60_000 }, async (path) => {
    const whole = readFixture(path);
    const { data } = await readImage(whole);
    const step = Math.max(1, Math.floor(whole.length / 100));
    for (let length = whole.length - 1; length > 0; length -= length > whole.length - 40 ? 1 : step) {
      const image = await readImage(whole.slice(0, length)).catch((error: unknown) => judgeError(error, {}));
      if (image !== undefined) expect([length, image.data]).toEqual([length, data]);
    }
  });
});
