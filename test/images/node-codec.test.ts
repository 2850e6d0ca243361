/** Who reads and writes in Node: our own code where it is sooner done, or where sharp is not installed. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readPngChunks } from '../../src/images/png-chunks.js';
import { webCodec } from '../../src/images/web-codec.js';
import type { Image } from '../../src/types.js';
import { readFixture } from '../containers/fixtures.js';
import { curv, profile } from './icc-writer.js';
import { iccpChunk, pngChunk, writePng } from './png-writer.js';
import { makeImage8, scene } from './support.js';

const small = readFixture('images/palette2.png');
const middle = await webCodec.encodePng(makeImage8(600, 600, scene));
const large = await webCodec.encodePng(makeImage8(1600, 1500, scene));
const webp = readFixture('images/sprite.webp');

/** A codec in a process that has read nothing yet; `sharp` is the real one or fails to load. */
async function freshCodec(isInstalled: boolean) {
  vi.resetModules();
  let loadCount = 0;
  vi.doMock('sharp', async () => {
    loadCount++;
    if (!isInstalled) throw new Error("Cannot find package 'sharp'");
    return vi.importActual('sharp');
  });
  const { nodeCodec } = await import('../../src/images/node-codec.js');
  return { codec: nodeCodec, loadCount: () => loadCount };
}

afterEach(() => {
  vi.doUnmock('sharp');
  vi.resetModules();
});

describe('the codec of Node', () => {
  test('reads any number of tiny PNG without loading sharp, and one that is small', async () => {
    const { codec, loadCount } = await freshCodec(true);
    const first = await codec.readImage(middle);
    for (let count = 0; count < 3; count++) await codec.readImage(small);
    expect(loadCount()).toBe(0);
    const second = await codec.readImage(middle);
    expect(loadCount()).toBe(1);
    expect(Buffer.compare(second.data as Uint8Array, first.data as Uint8Array)).toBe(0);
    expect(await codec.readImage(small)).toEqual(await webCodec.readImage(small));
  });

  test('reads a large PNG and other kinds with sharp from the first', async () => {
    for (const file of [large, webp]) {
      const { codec, loadCount } = await freshCodec(true);
      await codec.readImage(file);
      expect(loadCount()).toBe(1);
    }
  });

  test('writes small images without sharp, large ones with it, the same pixels', async () => {
    const { codec, loadCount } = await freshCodec(true);
    const image = makeImage8(64, 40, scene);
    expect((await webCodec.readImage(await codec.encodePng(image))).data).toEqual(image.data);
    expect(loadCount()).toBe(0);
    const big: Image = makeImage8(600, 600, scene);
    expect((await webCodec.readImage(await codec.encodePng(big))).data).toEqual(big.data);
    expect(loadCount()).toBe(1);
  });

  test('reads and writes PNG of any size where sharp is not installed', async () => {
    const { codec } = await freshCodec(false);
    const pictures = [await codec.readImage(small), await codec.readImage(small), await codec.readImage(middle)];
    expect(pictures.map(({ width }) => width)).toEqual([8, 8, 600]);
    expect(await webCodec.readImage(await codec.encodePng(pictures[2]!))).toEqual(pictures[2]);
  });

  test('judges damaged data of its first PNG as it does with the streams of the web', async () => {
    const good = await webCodec.encodePng(makeImage8(64, 40, scene));
    const verdict = async (reading: Promise<Image>) => reading.catch((error) => String(error));
    const chunks = [...readPngChunks(good)];
    const data = chunks.find(({ type }) => type === 'IDAT')!.data;
    const withData = (pixels: Uint8Array) =>
      new Uint8Array(
        Buffer.concat([
          good.subarray(0, 8),
          ...chunks.map((chunk) => pngChunk(chunk.type, chunk.type === 'IDAT' ? pixels : chunk.data)),
        ]),
      );
    const flipped = (at: number) => data.map((byte, index) => (index === at ? byte ^ 0xff : byte));
    const variants: Uint8Array[] = [0, 1, 7, data.length >> 1, data.length - 5, data.length - 4, data.length - 1].map(
      flipped,
    );
    variants.push(data.subarray(0, data.length - 40), new Uint8Array(Buffer.concat([data, data])));
    const verdicts = [];
    for (const variant of variants) {
      const { codec } = await freshCodec(false);
      verdicts.push(await verdict(codec.readImage(withData(variant))));
      expect(verdicts.at(-1)).toEqual(await verdict(webCodec.readImage(withData(variant))));
    }
    expect(verdicts.filter((each) => typeof each === 'string').length).toBeGreaterThan(2);
  });

  test('says how to get sharp for what needs it', async () => {
    const { codec } = await freshCodec(false);
    const missing = { code: 'E_SHARP_MISSING', hint: 'Run: npm install sharp' };
    await expect(codec.readImage(webp)).rejects.toMatchObject(missing);
    const colorants = { rXYZ: [0.43, 0.22, 0.01], gXYZ: [0.38, 0.71, 0.09], bXYZ: [0.14, 0.06, 0.71] };
    const icc = profile(colorants, curv([]), { gTRC: curv([512]) });
    const png = {
      width: 1,
      height: 1,
      colorType: 'rgb',
      bitDepth: 8,
      samples: [1, 2, 3],
      chunks: [iccpChunk(icc)],
    } as const;
    await expect(codec.readImage(writePng({ ...png, chunks: [...png.chunks] }))).rejects.toMatchObject(missing);
  });
});
