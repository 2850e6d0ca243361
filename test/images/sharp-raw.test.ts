/** What stands in files beside plain RGB, against the image library's own pixels: orientation, CMYK, palettes, first frames. */
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { sharpCodec } from '../../src/images/sharp-codec.js';
import { readFixture } from '../containers/fixtures.js';
import { makeImage8, maxDifference, scene, sprite } from './support.js';

const read = (bytes: Uint8Array) => sharpCodec.readImage(bytes, { onWarning: () => undefined });

/** RGBA of the library itself, asked for nothing but what is named. */
async function rawOf(pipeline: Sharp): Promise<{ data: Uint8Array; width: number; height: number }> {
  const { data, info } = await pipeline.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(4);
  return { data: Uint8Array.from(data), width: info.width, height: info.height };
}

/** Of a file, and of the library's own reading of it. */
async function expectSame(encoded: Uint8Array, pipeline: Sharp) {
  const image = await read(encoded);
  const { width, height, data } = await rawOf(pipeline);
  expect([image.width, image.height]).toEqual([width, height]);
  expect(image.data).toEqual(data);
  return image;
}

const pipelineOf = (paint: typeof scene, width = 40, height = 24) => {
  const { data } = makeImage8(width, height, paint);
  return sharp(data, { raw: { width, height, channels: 4 } });
};

describe('pixels are those of the image library', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('of a JPEG and a WebP of orientation %i', async (orientation) => {
    for (const encoded of [
      await pipelineOf(scene).removeAlpha().withMetadata({ orientation }).jpeg().toBuffer(),
      await pipelineOf(scene).withMetadata({ orientation }).webp({ lossless: true }).toBuffer(),
    ]) {
      const image = await expectSame(encoded, sharp(encoded).rotate());
      expect(image.width).toBe(orientation < 5 ? 40 : 24);
    }
  });

  test('of a TIFF of orientation 6', async () => {
    const encoded = await pipelineOf(scene).withMetadata({ orientation: 6 }).tiff().toBuffer();
    await expectSame(encoded, sharp(encoded).rotate());
  });

  test('of CMYK, in a JPEG and a TIFF', async () => {
    const tiff = await pipelineOf(scene).removeAlpha().toColourspace('cmyk').tiff().toBuffer();
    for (const encoded of [readFixture('images/scene-cmyk.jpg'), new Uint8Array(tiff)]) {
      expect((await sharp(encoded).metadata()).space).toBe('cmyk');
      const image = await expectSame(encoded, sharp(encoded).toColourspace('srgb'));
      expect(image.hasAlpha).toBe(false);
    }
  });

  test.each([2, 4, 16, 256])('of a palette of %i colours, in a PNG and a GIF', async (colours) => {
    const png = await pipelineOf(sprite).png({ palette: true, colours }).toBuffer();
    expect((await sharp(png).metadata()).isPalette).toBe(true);
    const gif = await pipelineOf(sprite).gif({ colours }).toBuffer();
    for (const encoded of [png, gif]) await expectSame(encoded, sharp(encoded));
  });

  test.each(['gif', 'webp'] as const)('of the first frame of a moving %s', async (kind) => {
    const frames = [scene, sprite, scene].map((paint) => makeImage8(20, 10, paint).data);
    const strip = Uint8Array.from(frames.flatMap((data) => [...data]));
    const pipeline = sharp(strip, { raw: { width: 20, height: 30, channels: 4, pageHeight: 10 } });
    const encoded = await (kind === 'gif'
      ? pipeline.gif({ delay: [9, 9, 9] })
      : pipeline.webp({ lossless: true })
    ).toBuffer();
    expect((await sharp(encoded, { animated: true }).metadata()).pages).toBe(3);
    const image = await expectSame(encoded, sharp(encoded, { page: 0 }));
    expect(image).toMatchObject({ width: 20, height: 10 });
    // GIF has fewer colours.
    expect(maxDifference(image.data, frames[0]!)).toBeLessThanOrEqual(kind === 'gif' ? 40 : 0);
  });
});
