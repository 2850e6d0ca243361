/**
 * Image files in a real browser, through the codec of browsers. Witness: the codec of Node on the same bytes. The PNG
 * reader is compared with the native one in png-read.test.ts; here it runs where it is meant to.
 */
import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { nodeCodec } from '../../src/images/node-codec.js';
import { sharpCodec } from '../../src/images/sharp-codec.js';
import type { Image } from '../../src/types.js';
import { fixtureUrl, MANIFEST } from '../containers/fixtures.js';
import { RASTER_FILES } from '../fuzz/raster-files.js';
import { curv, profile } from './icc-writer.js';
import { HAS_CHROMIUM, type RunInPage, useSourcePages, WHY_NO_CHROMIUM } from './page.js';
import { iccpChunk, writePng } from './png-writer.js';
import { deep, makeImage8, makeImage16, maxDifference, type Paint, scene, sprite } from './support.js';
import type { readAll, readAllDespite, readAllInWorker, Told, writeOne } from './web-in-page.js';

const SRGB_XYZ = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
};
const PAGE = 'test/images/web-in-page.js';
const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const fixture = (path: string) => new Uint8Array(readFileSync(fixtureUrl(path)));

/** The image a page told of. */
function imageOf({ image, error }: Told): Image {
  if (image === undefined) throw new Error(`${error?.code}: ${error?.message}`);
  const { isDeep, data, ...rest } = image;
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return { ...rest, data: isDeep ? new Uint16Array(bytes.buffer) : bytes };
}

/** A picture through an encoder of the image library. */
function encoded(paint: Paint, finish: (pipeline: Sharp) => Sharp): Promise<Uint8Array> {
  const { data, width, height } = makeImage8(64, 48, paint);
  return finish(sharp(data, { raw: { width, height, channels: 4 } })).toBuffer();
}

describe.skipIf(!HAS_CHROMIUM)(`the codec of browsers${WHY_NO_CHROMIUM}`, () => {
  const withSourcePage = useSourcePages();

  async function readInPage(files: Record<string, Uint8Array>, options = {}): Promise<Record<string, Told>> {
    const told = await withSourcePage((run) =>
      run<typeof readAll>(PAGE, 'readAll', Object.values(files).map(toBase64), options),
    );
    return Object.fromEntries(Object.keys(files).map((name, index) => [name, told[index]!]));
  }

  test('reads TGA, BMP, PNM and QOI as Node does', async () => {
    for (const [name, told] of Object.entries(await readInPage(RASTER_FILES))) {
      expect([name, imageOf(told)]).toEqual([name, await nodeCodec.readImage(RASTER_FILES[name]!)]);
    }
  });

  test('reads what is exact exactly, and JPEG as near as decoders are', async () => {
    const names = Object.keys(MANIFEST).filter((path) => /^images\/.*\.(png|jpg|webp|avif|gif)$/.test(path));
    expect(names.length).toBeGreaterThan(8);
    const files: Record<string, Uint8Array> = Object.fromEntries(names.map((name) => [name, fixture(name)]));
    files.jpeg = await encoded(scene, (pipeline) =>
      pipeline.removeAlpha().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
    );
    files.greyJpeg = await encoded(scene, (pipeline) => pipeline.removeAlpha().greyscale().jpeg({ quality: 90 }));
    files.lossyWebp = await encoded(sprite, (pipeline) => pipeline.webp({ quality: 90 }));
    files.p3Webp = await encoded(sprite, (pipeline) =>
      pipeline.withIccProfile('p3').webp({ lossless: true, exact: true }),
    );
    files.p3Jpeg = await encoded(scene, (pipeline) =>
      pipeline.removeAlpha().withIccProfile('p3').jpeg({ quality: 95 }),
    );
    files.p3Avif = await encoded(scene, (pipeline) => pipeline.withIccProfile('p3').avif({ lossless: true }));
    files.srgbWebp = await encoded(sprite, (pipeline) =>
      pipeline.withIccProfile('srgb').webp({ lossless: true, exact: true }),
    );
    // Three curves: the browser's colour engine and that of Node.
    const icc = profile(SRGB_XYZ, curv([]), { gTRC: curv([512]), bTRC: curv([384]) });
    const samples = Array.from({ length: 192 }, (_, at) => (at * 37) & 255);
    files.lossyByEngine = writePng({
      width: 8,
      height: 8,
      colorType: 'rgb',
      bitDepth: 8,
      samples,
      chunks: [iccpChunk(icc)],
    });
    const isLossy = (name: string) => /jpe?g$|lossy/i.test(name);
    const told = await readInPage(files);
    for (const [name, bytes] of Object.entries(files)) {
      const image = imageOf(told[name]!);
      const warnings: string[] = [];
      const inNode = await sharpCodec.readImage(bytes, { onWarning: (message) => warnings.push(message) });
      expect([name, image.width, image.height, image.colorSpace]).toEqual([name, inNode.width, inNode.height, 'srgb']);
      expect([name, told[name]!.warnings]).toEqual([name, warnings]);
      if (/cmyk/.test(name)) {
        // Nobody says which inks: each decoder has its own.
        const source = [...makeImage8(64, 40, scene).data];
        const errorSum = source.reduce((sum, value, at) => sum + Math.abs(value - image.data[at]!), 0);
        expect(errorSum / source.length).toBeLessThan(30);
      } else {
        expect([name, maxDifference(image.data, inNode.data)]).toEqual([name, isLossy(name) ? expect.anything() : 0]);
        expect(maxDifference(image.data, inNode.data)).toBeLessThanOrEqual(4);
      }
    }
  });

  test('keeps numbers of other colours as data', async () => {
    const files = {
      png: fixture('images/scene-p3.png'),
      webp: await encoded(sprite, (pipeline) => pipeline.withIccProfile('p3').webp({ lossless: true, exact: true })),
    };
    const told = await readInPage(files, { colorProfile: 'keep' });
    for (const [name, bytes] of Object.entries(files)) {
      const image = imageOf(told[name]!);
      expect([name, image]).toEqual([name, await sharpCodec.readImage(bytes, { colorProfile: 'keep' })]);
      expect(image.primaries).toBe('unspecified');
    }
  });

  test('refuses with the errors of Node', async () => {
    const names = Object.keys(MANIFEST).filter((path) => /^invalid\/.*\.(png|jpg)$/.test(path));
    const files: Record<string, Uint8Array> = Object.fromEntries(names.map((name) => [name, fixture(name)]));
    files.texture = fixture('textures/scene-6x6.astc');
    files.hdrAvif = await encoded(scene, (pipeline) => pipeline.avif({ lossless: true }));
    const codes = Buffer.from(files.hdrAvif).indexOf('nclx');
    files.hdrAvif.set([0, 9, 0, 16], codes + 4);
    const told = await readInPage(files);
    for (const [name, bytes] of Object.entries(files)) {
      const error = await sharpCodec.readImage(bytes).catch((thrown: unknown) => thrown as Error & { code: string });
      expect([name, told[name]!.error?.name, told[name]!.error?.code]).toEqual([
        name,
        'AstcError',
        (error as { code: string }).code,
      ]);
      if (told[name]!.error?.code !== 'E_IMAGE_INVALID') {
        expect(told[name]!.error?.message).toBe((error as Error).message);
      }
    }
    const tiff = (await readInPage({ tiff: fixture('images/deep-rgba16.tif') })).tiff!;
    expect(tiff.error).toMatchObject({ code: 'E_UNSUPPORTED', message: expect.stringMatching(/^a TIFF image/) });
  });

  test('refuses sizes above the limit before it decodes', async () => {
    const files: Record<string, Uint8Array> = {
      jpeg: await encoded(scene, (pipeline) => pipeline.removeAlpha().jpeg()),
      progressive: await encoded(scene, (pipeline) => pipeline.removeAlpha().jpeg({ progressive: true })),
      webp: await encoded(sprite, (pipeline) => pipeline.webp()),
      losslessWebp: await encoded(scene, (pipeline) => pipeline.webp({ lossless: true })),
      plainWebp: await encoded(scene, (pipeline) => pipeline.removeAlpha().webp()),
      avif: await encoded(scene, (pipeline) => pipeline.avif()),
      gif: await encoded(scene, (pipeline) => pipeline.gif()),
      png: await encoded(scene, (pipeline) => pipeline.png()),
    };
    for (const [maxPixels, isTooLarge] of [
      [64 * 48 - 1, true],
      [64 * 48, false],
    ] as const) {
      const told = await readInPage(files, { maxPixels });
      for (const [name, { error, image }] of Object.entries(told)) {
        expect([name, maxPixels, error?.code]).toEqual([name, maxPixels, isTooLarge ? 'E_TOO_LARGE' : undefined]);
        if (isTooLarge) expect(error!.message).toMatch(/of 64x48 pixels \(expected at most 3071 pixels\)$/);
        else expect([image!.width, image!.height]).toEqual([64, 48]);
      }
    }
  });

  test('a file cut anywhere is refused, or whole', { timeout: 120_000 }, async () => {
    const wholes: Record<string, Uint8Array> = {
      'scene.avif': fixture('images/scene.avif'),
      'sprite.webp': fixture('images/sprite.webp'),
      'two-frames.gif': fixture('images/two-frames.gif'),
      'scene-orientation6.jpg': fixture('images/scene-orientation6.jpg'),
      'sprite-rgba8.png': fixture('images/sprite-rgba8.png'),
      'deep-rgba16.png': fixture('images/deep-rgba16.png'),
    };
    const whole = await readInPage(wholes);
    for (const [name, bytes] of Object.entries(wholes)) {
      const step = Math.max(1, Math.floor(bytes.length / 40));
      const lengths = Array.from({ length: 40 }, (_, index) => bytes.length - 1 - index * step).filter(
        (length) => length > 0,
      );
      const told = await readInPage(Object.fromEntries(lengths.map((length) => [length, bytes.slice(0, length)])));
      for (const [length, { image, error }] of Object.entries(told)) {
        if (image === undefined) expect([name, length, error!.name]).toEqual([name, length, 'AstcError']);
        else expect([name, length, image.data === whole[name]!.image!.data]).toEqual([name, length, true]);
      }
    }
  });

  test('in a worker, without WebGL, and where the browser converts colours whatever it is told', async () => {
    const files = {
      png: fixture('images/sprite-rgba8.png'),
      webp: fixture('images/sprite.webp'),
      p3: await encoded(scene, (pipeline) => pipeline.withIccProfile('p3').webp({ lossless: true })),
    };
    const list = Object.values(files).map(toBase64);
    const expected = await Promise.all(Object.values(files).map((bytes) => sharpCodec.readImage(bytes)));
    const inWorker = await withSourcePage((run) => run<typeof readAllInWorker>(PAGE, 'readAllInWorker', list));
    expect(inWorker.map(imageOf)).toEqual(expected);

    const despite = (run: RunInPage, ...args: Parameters<typeof readAllDespite>) =>
      run<typeof readAllDespite>(PAGE, 'readAllDespite', ...args);
    const [png, webp] = (await withSourcePage((run) => despite(run, 'no WebGL', list))).map(imageOf);
    expect(png).toEqual(expected[0]);
    // A 2D canvas is what is left: colours under zero alpha are black, the others as near as they can be.
    const isVisible = (_: number, at: number) => expected[1]!.data[at | 3]! === 255;
    expect([...webp!.data.filter(isVisible)]).toEqual([...expected[1]!.data.filter(isVisible)]);

    const converting = await withSourcePage((run) => despite(run, 'converts always', list));
    expect(maxDifference(imageOf(converting[2]!).data, expected[2]!.data)).toBeLessThanOrEqual(1);
    expect(converting[2]!.warnings).toEqual(['colours were converted from the embedded ICC profile to sRGB']);
    const kept = await withSourcePage((run) => despite(run, 'converts always', list, { colorProfile: 'keep' }));
    expect(kept.map(({ error }) => error?.code)).toEqual([undefined, undefined, 'E_UNSUPPORTED']);
  });

  test('writes PNG that the native reader reads exactly', async () => {
    for (const image of [
      makeImage8(32, 32, sprite),
      makeImage8(9, 5, scene, { hasAlpha: true }),
      makeImage8(1, 1, scene),
      makeImage16(32, 24, deep),
      makeImage16(300, 200, (x, y) => deep(x, y).slice(0, 3)),
    ]) {
      const { width, height, data } = image;
      const isDeep = data instanceof Uint16Array;
      const bytes = toBase64(new Uint8Array(data.buffer));
      const png = await withSourcePage((run) => run<typeof writeOne>(PAGE, 'writeOne', width, height, bytes, isDeep));
      expect((await sharpCodec.readImage(Buffer.from(png, 'base64'))).data).toEqual(data);
    }
  });
});
