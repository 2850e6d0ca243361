import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { sharpCodec } from '../../src/images/sharp-codec.js';
import { webCodec } from '../../src/images/web-codec.js';

import type { Image } from '../../src/types.js';
import { deep, makeImage8, makeImage16, paintRgba, scene, sprite } from './support.js';

/** Bit depth and colour type from the IHDR chunk: the file's own words, no library. */
function headerOf(png: Uint8Array): { bitDepth: number; colorType: number } {
  return { bitDepth: png[24]!, colorType: png[25]! };
}

describe.each([
  ['the native library', sharpCodec],
  ['our writer', webCodec],
])('encodePng by %s', (_, { encodePng }) => {
  const { readImage } = sharpCodec;

  test('8-bit RGBA, hidden colours included, is what sharp reads raw', async () => {
    const image = makeImage8(32, 32, sprite);
    const png = await encodePng(image);
    expect(headerOf(png)).toEqual({ bitDepth: 8, colorType: 6 });
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
    expect(new Uint8Array(data)).toEqual(image.data);
  });

  test('16-bit RGBA keeps every bit', async () => {
    const image = makeImage16(32, 24, deep);
    const png = await encodePng(image);
    expect(headerOf(png)).toEqual({ bitDepth: 16, colorType: 6 });
    const { data } = await sharp(png)
      .toColourspace('rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true });
    expect(new Uint16Array(data.buffer, data.byteOffset, data.length / 2)).toEqual(image.data);
    expect(await readImage(png)).toEqual(image);
  });

  test('an image that is opaque everywhere is written as RGB, at 8 and at 16 bits', async () => {
    const opaque8 = makeImage8(9, 5, scene, { hasAlpha: true });
    const png8 = await encodePng(opaque8);
    expect(headerOf(png8)).toEqual({ bitDepth: 8, colorType: 2 });
    expect(await readImage(png8)).toEqual({ ...opaque8, hasAlpha: false });
    const opaque16 = makeImage16(32, 24, (x, y) => deep(x, y).slice(0, 3));
    const png16 = await encodePng(opaque16);
    expect(headerOf(png16)).toEqual({ bitDepth: 16, colorType: 2 });
    expect(await readImage(png16)).toEqual(opaque16);
  });

  test('one pixel short of opaque keeps the alpha channel', async () => {
    const image = makeImage8(9, 5, scene, { hasAlpha: true });
    image.data[image.data.length - 1] = 254;
    expect(headerOf(await encodePng(image)).colorType).toBe(6);
  });

  test('the numbers of a linear image are written as they are', async () => {
    const image = makeImage8(9, 5, scene, { colorSpace: 'linear' });
    expect((await readImage(await encodePng(image))).data).toEqual(image.data);
  });

  test('a plain array comes back, the same at every run', async () => {
    const image = makeImage8(64, 40, scene);
    const png = await encodePng(image);
    expect(png.constructor).toBe(Uint8Array);
    expect(await encodePng(image)).toEqual(png);
  });

  test('float components and wrong sizes are refused', async () => {
    const float: Image = { ...makeImage8(2, 2, scene), data: new Float32Array(16) };
    await expect(encodePng(float)).rejects.toMatchObject({ code: 'E_UNSUPPORTED' });
    const short: Image = { ...makeImage8(2, 2, scene), data: Uint8Array.from(paintRgba(2, 1, scene, 255)) };
    await expect(encodePng(short)).rejects.toMatchObject({
      code: 'E_OPTION',
      message: /2x2 pixels with 16 components but received 8/,
    });
  });

  test('pixels as people have them are taken too, and other things are not', async () => {
    const data = Uint8ClampedArray.of(1, 2, 3, 0, 4, 5, 6, 255);
    const png = await encodePng({ data, width: 2, height: 1 });
    expect((await readImage(png)).data).toEqual(Uint8Array.from(data));
    const grey = await encodePng({ data: Uint16Array.of(7, 65535), width: 2, height: 1 });
    expect((await readImage(grey)).data).toEqual(Uint16Array.of(7, 7, 7, 65535, 65535, 65535, 65535, 65535));
    const wrong = { data: new Int8Array(8), width: 2, height: 1 } as unknown as Image;
    await expect(encodePng(wrong)).rejects.toMatchObject({ code: 'E_OPTION' });
  });
});
