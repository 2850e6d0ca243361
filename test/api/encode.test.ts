/** `encode` and `decode` as a caller sees them, against native astcenc where it runs. */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { AstcError, decode, type EncodeOptions, encode, FOOTPRINTS, type Image, writeTexture } from 'astc-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { compareImages, readImage } from '../../src/index.js';
import { makeFolder } from '../support/cli.js';
import { packagedAstcenc } from '../support/native-astcenc.js';
import { makePicture } from '../support/pictures.js';

const folder = makeFolder();
afterAll(folder.remove);

const NATIVE = packagedAstcenc();
const nativePath = typeof NATIVE === 'string' ? '' : NATIVE.path;
const whyNot = typeof NATIVE === 'string' ? ` [skipped: ${NATIVE}]` : '';

const FAST: EncodeOptions = { quality: 'fastest', threads: 2 };
const bytesOf = async (image: Image, options: EncodeOptions) => (await encode(image, options)).levels[0]!.data;

/** What native astcenc makes of our texture. */
async function decodeNative(image: Image, options: EncodeOptions, isSrgb: boolean) {
  const texture = await encode(image, options);
  writeFileSync(folder.at('ours.astc'), writeTexture(texture, { container: 'astc' }));
  const args = [isSrgb ? '-ds' : '-dl', folder.at('ours.astc'), folder.at('native.png'), '-silent'];
  const { status, stdout } = spawnSync(nativePath, args, { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
  return { texture, native: await readImage(readFileSync(folder.at('native.png')), { colorProfile: 'keep' }) };
}

describe('the same pixels and options', () => {
  const image = makePicture(301, 157);

  it('give the same bytes with 1, 2, 3 and 8 threads', async () => {
    const one = await bytesOf(image, { block: '5x5', quality: 'fast', threads: 1 });
    expect(one.length).toBe(61 * 32 * 16);
    for (const threads of [2, 3, 8]) {
      expect(Buffer.compare(one, await bytesOf(image, { block: '5x5', quality: 'fast', threads }))).toBe(0);
    }
  });

  it('give the same bytes when the pixels are a view into a larger buffer, shared or not', async () => {
    const expected = await bytesOf(image, FAST);
    for (const buffer of [new ArrayBuffer(image.data.length + 64), new SharedArrayBuffer(image.data.length + 64)]) {
      const view = new Uint8Array(buffer, 20, image.data.length);
      view.set(image.data);
      expect(Buffer.compare(expected, await bytesOf({ ...image, data: view }, FAST))).toBe(0);
    }
  });

  it('are not touched', async () => {
    const before = Uint8Array.from(image.data);
    await encode(image, { ...FAST, alpha: 'premultiply', swizzle: 'bgra' });
    expect(Buffer.compare(before, image.data as Uint8Array)).toBe(0);
  });

  it('give other bytes at another quality, so the comparison above can fail', async () => {
    const thorough = await bytesOf(image, { quality: 'thorough' });
    expect(Buffer.compare(await bytesOf(image, FAST), thorough)).not.toBe(0);
  });
});

describe('a texture', () => {
  it('says what it is', async () => {
    const texture = await encode(makePicture(13, 7), { ...FAST, block: '8x5' });
    expect({ ...texture, levels: undefined }).toEqual({
      format: 'astc',
      block: '8x5',
      profile: 'ldr',
      colorSpace: 'srgb',
      primaries: 'bt709',
      width: 13,
      height: 7,
      levels: undefined,
      writerParams: '--format astc --block 8x5 --quality fastest',
    });
    expect(texture.levels).toHaveLength(1);
    expect(texture.levels[0]).toMatchObject({ width: 13, height: 7 });
    expect(texture.levels[0]!.data.length).toBe(2 * 2 * 16);
  });

  it.each(['normal', 'mask', 'data'] as const)('of content %s is linear and has no primaries', async (content) => {
    const texture = await encode(makePicture(8, 8), { ...FAST, content });
    expect(texture).toMatchObject({ colorSpace: 'linear', primaries: 'unspecified' });
  });

  it('takes the color space it is told, and the image’s own otherwise', async () => {
    const linear = makePicture(8, 8, { colorSpace: 'linear' });
    expect((await encode(linear, FAST)).colorSpace).toBe('linear');
    expect((await encode(linear, { ...FAST, colorSpace: 'srgb' })).colorSpace).toBe('srgb');
    expect((await encode(makePicture(8, 8), { ...FAST, colorSpace: 'linear' })).colorSpace).toBe('linear');
  });

  it('is marked premultiplied when it is', async () => {
    expect((await encode(makePicture(8, 8), { ...FAST, alpha: 'premultiply' })).premultiplied).toBe(true);
    expect((await encode(makePicture(8, 8), FAST)).premultiplied).toBeUndefined();
  });

  it.each(FOOTPRINTS)('of %s comes close to its image at 1x1, 13x7 and 61x45', async (block) => {
    for (const [width, height] of [
      [1, 1],
      [13, 7],
      [61, 45],
    ] as const) {
      const flat = makePicture(width, height);
      // Smooth colours: what is lost is our doing, not the footprint's.
      for (let index = 0; index < flat.data.length; index++) flat.data[index] = 40 + (index % 4) * 50 + (index % 3);
      const texture = await encode(flat, { block, quality: 'medium', threads: 1 });
      const decoded = await decode(texture, { threads: 1 });
      expect(decoded).toMatchObject({ width, height, channels: 4 });
      expect(compareImages(flat, decoded).psnrRgba).toBeGreaterThan(42);
    }
  });

  it('of 16-bit pixels keeps more than 8 bits of a smooth ramp', async () => {
    const width = 64;
    const image = makePicture(width, 8, { bits: 16, hasAlpha: false, colorSpace: 'linear' });
    for (let texel = 0; texel < image.data.length; texel += 4) {
      image.data.fill(30000 + ((texel / 4) % width) * 40, texel, texel + 3);
    }
    const decoded = await decode(await encode(image, { block: '4x4', quality: 'thorough' }), { bits: 16 });
    expect(decoded.data).toBeInstanceOf(Uint16Array);
    const worst = Math.max(...Array.from(image.data, (value, index) => Math.abs(value - decoded.data[index]!)));
    expect(worst).toBeLessThan(128);
  });
});

describe(`native astcenc${whyNot}`, () => {
  const cases: [string, EncodeOptions, boolean][] = [
    ['linear 6x6', { block: '6x6', colorSpace: 'linear' }, false],
    ['sRGB 6x6', { block: '6x6', colorSpace: 'srgb' }, true],
    ['linear 4x4 with swizzle', { block: '4x4', colorSpace: 'linear', swizzle: 'gbar' }, false],
    ['linear 12x12', { block: '12x12', colorSpace: 'linear' }, false],
    ['linear 10x5 normals', { block: '10x5', content: 'normal' }, false],
    ['linear 5x5 normals of two components', { block: '5x5', content: 'normal', normalLayout: 'la' }, false],
  ];

  it.skipIf(typeof NATIVE === 'string').each(cases)('decodes %s to the same picture', async (_, options, isSrgb) => {
    const image = makePicture(97, 53);
    const { texture, native } = await decodeNative(image, { ...options, quality: 'fast' }, isSrgb);
    const ours = await decode(texture);
    const { mse, maxDifference } = compareImages(ours, native);
    expect(mse).toMatchObject({ r: 0, g: 0, b: 0 });
    // The packaged version expands the alpha of sRGB blocks the older way, which is off by one in places.
    expect(maxDifference).toBeLessThanOrEqual(isSrgb ? 1 : 0);
  });
});

describe('weights', () => {
  it('of components move the error to where it counts less', async () => {
    const image = makePicture(96, 96, { hasAlpha: false });
    const errorOf = async (channelWeights: number[]) =>
      compareImages(image, await decode(await encode(image, { block: '8x8', channelWeights }))).mse;
    const red = await errorOf([9, 1, 1, 1]);
    const green = await errorOf([1, 9, 1, 1]);
    expect(red.r).toBeLessThan(green.r);
    expect(green.g).toBeLessThan(red.g);
  });
});

describe('an image', () => {
  it.each([
    ['too few components', { width: 4, height: 4, data: new Uint8Array(63) }],
    ['no width', { width: 0, height: 4, data: new Uint8Array(0) }],
    ['half a pixel', { width: 1.5, height: 2, data: new Uint8Array(12) }],
  ])('with %s is refused', async (_, parts) => {
    const image = { ...parts, channels: 4, colorSpace: 'srgb', hasAlpha: true } as Image;
    const error = await encode(image, FAST).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AstcError);
    expect(error).toMatchObject({ code: 'E_OPTION' });
  });
});
