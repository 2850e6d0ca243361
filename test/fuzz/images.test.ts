/**
 * Broken image files through the image readers: the native one, ours for PNG, and ours for kinds nobody else reads. Native decoders take a millisecond a file, so most of this folder's time
 * is theirs; FUZZ_IMAGES sets how many files (default 10000).
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { ImageCodec } from '../../src/images/image-codec.js';
import { sharpCodec } from '../../src/images/sharp-codec.js';
import { webCodec } from '../../src/images/web-codec.js';
import type { Image } from '../../src/types.js';
import { MANIFEST, readFixture } from '../containers/fixtures.js';
import { corruptFile } from './corrupt.js';
import { judgeError, judgeImage, type Tally } from './judge.js';
import { makePng } from './made-png.js';
import { RASTER_FILES } from './raster-files.js';

const FILE_COUNT = Number(process.env.FUZZ_IMAGES ?? 10_000);
/** Files made behind right checksums. */
const MADE_COUNT = Math.ceil(FILE_COUNT / 5);
/** Of so many files one is read by the witness too. */
const WITNESSED = 5;
/** Decoders may be slow on nonsense, not hang. */
const MAX_MILLISECONDS = 5000;
/** What a lying header may make us decode: 16 MB of pixels keep the run short. */
const MAX_PIXELS = 2 ** 22;

const paths = Object.keys(MANIFEST).filter((path) => path.startsWith('images/'));

/** Reads a file or judges the refusal; returns the image where there is one. */
async function feed(codec: ImageCodec, bytes: Uint8Array, how: string, tally: Tally): Promise<Image | undefined> {
  const start = performance.now();
  let image: Image | undefined;
  try {
    image = await codec.readImage(bytes, { maxPixels: MAX_PIXELS });
    judgeImage(image, tally);
  } catch (error) {
    try {
      judgeError(error, tally);
    } catch (cause) {
      throw new Error(`${how}: ${String(cause)}`, { cause });
    }
  }
  const milliseconds = performance.now() - start;
  if (milliseconds > MAX_MILLISECONDS) throw new Error(`${how}: took ${milliseconds.toFixed()} ms`);
  return image;
}

const countOf = (tally: Tally) => Object.values(tally).reduce((sum, count) => sum + count, 0);

describe('the native reader', () => {
  beforeAll(async () => {
    // The first call loads the library: not the time of a file.
    await sharpCodec.readImage(readFixture('images/palette2.png'));
  });

  test(`reads or refuses each of ${FILE_COUNT} broken files`, { timeout: 60_000 + FILE_COUNT * 100 }, async () => {
    const sources = paths.map(readFixture);
    const tally: Tally = {};
    for (let seed = 1; seed <= FILE_COUNT; seed++) {
      const { bytes, how } = corruptFile(sources, seed);
      await feed(sharpCodec, bytes, how, tally);
    }
    expect(countOf(tally)).toBe(FILE_COUNT);
    expect(tally.read ?? 0).toBeGreaterThan(FILE_COUNT / 100);
    expect(tally.E_IMAGE_INVALID ?? 0).toBeGreaterThan(FILE_COUNT / 10);
  });
});

describe('our reader of PNG', () => {
  test(`reads or refuses each of ${FILE_COUNT} broken files`, { timeout: 60_000 + FILE_COUNT * 100 }, async () => {
    const sources = paths.filter((path) => path.endsWith('.png')).map(readFixture);
    const [ours, native]: [Tally, Tally] = [{}, {}];
    for (let seed = 1; seed <= FILE_COUNT; seed++) {
      const { bytes, how } = corruptFile(sources, seed);
      const image = await feed(webCodec, bytes, how, ours);
      // The witness is slower than the reader: a part of the files has to do.
      if (seed % WITNESSED !== 0) continue;
      const witnessed = await feed(sharpCodec, bytes, how, native);
      // What one reads and the other does not is damaged where it does not matter to both; never are pixels different.
      if (image !== undefined && witnessed !== undefined) expect([how, image.data]).toEqual([how, witnessed.data]);
    }
    expect(countOf(ours)).toBe(FILE_COUNT);
    expect(ours.read ?? 0).toBeGreaterThan(FILE_COUNT / 100);
    expect(ours.E_IMAGE_INVALID ?? 0).toBeGreaterThan(FILE_COUNT / 10);
  });

  test(`agrees with the native one on ${MADE_COUNT} files of right checksums`, { timeout: 120_000 }, async () => {
    const tally: Tally = {};
    for (let seed = 1; seed <= MADE_COUNT; seed++) {
      const { bytes, how } = makePng(seed);
      const ours = await feed(webCodec, bytes, how, tally);
      expect([how, ours]).toEqual([how, await feed(sharpCodec, bytes, how, {})]);
    }
    expect(tally.read ?? 0).toBeGreaterThan(MADE_COUNT / 3);
    expect(tally.E_IMAGE_INVALID ?? 0).toBeGreaterThan(MADE_COUNT / 20);
  });
});

describe('our readers of TGA, BMP, PNM and QOI', () => {
  const sources = Object.values(RASTER_FILES);

  test(`read or refuse each of ${FILE_COUNT} broken files`, { timeout: 60_000 + FILE_COUNT * 100 }, async () => {
    const tally: Tally = {};
    for (let seed = 1; seed <= FILE_COUNT; seed++) {
      const { bytes, how } = corruptFile(sources, seed);
      await feed(webCodec, bytes, how, tally);
    }
    expect(countOf(tally)).toBe(FILE_COUNT);
    expect(tally.read ?? 0).toBeGreaterThan(FILE_COUNT / 10);
    expect(tally.E_IMAGE_INVALID ?? 0).toBeGreaterThan(FILE_COUNT / 10);
  });

  // A number in ASCII that is cut is another number.
  test.each(Object.entries(RASTER_FILES).filter(([name]) => !/ASCII/.test(name)))(
    '%s cut anywhere is refused, or whole',
    async (_, whole) => {
      const { data } = await webCodec.readImage(whole);
      for (let length = whole.length - 1; length > 0; length--) {
        const image = await feed(webCodec, whole.slice(0, length), `cut at ${length}`, {});
        if (image !== undefined) expect([length, image.data]).toEqual([length, data]);
      }
    },
  );
});

describe('files that are cut', () => {
  const readers = paths.flatMap((path) => [
    ['the native reader', path, sharpCodec] as const,
    ...(path.endsWith('.png') ? [['our reader', path, webCodec] as const] : []),
  ]);

  // Only end marks, checksums and padding may be missing from a file that reads: no pixel is made up.
  test.each(readers)('%s: %s cut anywhere is refused, or whole', { timeout: 60_000 }, async (_, path, codec) => {
    const whole = readFixture(path);
    const { data } = await codec.readImage(whole);
    const step = Math.max(1, Math.floor(whole.length / 100));
    for (let length = whole.length - 1; length > 0; length -= length > whole.length - 40 ? 1 : step) {
      const image = await feed(codec, whole.slice(0, length), `cut at ${length}`, {});
      if (image !== undefined) expect([length, image.data]).toEqual([length, data]);
    }
  });
});
