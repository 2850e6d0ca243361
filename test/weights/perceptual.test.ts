/** Weights of luma: sharper where eyes look, without a tint. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decode,
  type EncodeOptions,
  encode,
  encodePng,
  type Image,
  type PlainImage,
  readImage,
  readTexture,
} from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { astcenc, HAS_ASTCENC, WHY_NO_ASTCENC } from '../containers/native-astcenc.js';
import { FIXTURES } from '../support/cli.js';
import { makeLight, makePicture } from '../support/pictures.js';
import { Rng } from '../support/rng.js';
import { weightedPsnr } from './pictures.js';

/** Rec. 601. */
const LUMA = [0.299, 0.587, 0.114, 0];
const PERCEPTUAL: EncodeOptions = { channelWeights: 'perceptual', decodeMode: 'unorm8' };

const lumaPsnr = (image: Image, shown: ArrayLike<number>) =>
  weightedPsnr(image.data, shown, (_, component) => LUMA[component]!);

/** By how much the mean of red, green or blue moves at most, in steps of 8 bits. */
function tint(image: Image, shown: ArrayLike<number>): number {
  const shifts = [0, 1, 2].map((component) => {
    let sum = 0;
    for (let at = component; at < image.data.length; at += 4) sum += shown[at]! - image.data[at]!;
    return Math.abs(sum / (image.data.length / 4));
  });
  return Math.max(...shifts);
}

function patchOf(color: readonly number[], noise: number, rng: Rng): PlainImage {
  const side = 72;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let texel = 0; texel < side * side; texel++) {
    for (const [component, value] of color.entries()) {
      data[texel * 4 + component] = Math.min(255, Math.max(0, value + rng.between(-noise, noise)));
    }
  }
  return { width: side, height: side, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
}

describe('perceptual weights', () => {
  const rng = Rng.named('patches');

  it.each([0, 1, 3])('move no flat grey and no bright patch by more than 0.7 of 255 (noise of %d)', async (noise) => {
    for (const level of [8, 64, 128, 200, 247]) {
      for (const share of [
        [1, 1, 1],
        [1, 1, 0.9],
        [0.9, 1, 1],
      ]) {
        const patch = patchOf(
          share.map((each) => Math.round(each * level)),
          noise,
          rng,
        );
        for (const block of ['4x4', '6x6', '12x12'] as const) {
          const { data } = await decode(await encode(patch, { ...PERCEPTUAL, block }));
          expect(tint(patch, data)).toBeLessThan(0.7);
        }
      }
    }
  });

  it.each(['allium', 'boats'])('gain luma of a photograph, whose mean stays within 0.5 of 255: %s', async (name) => {
    const image = await readImage(join(FIXTURES, `photos/${name}.png`));
    const shownOf = async (options: EncodeOptions) => (await decode(await encode(image, options))).data;
    const [plain, weighed] = [await shownOf({ decodeMode: 'unorm8' }), await shownOf(PERCEPTUAL)];
    expect(lumaPsnr(image, weighed)).toBeGreaterThan(lumaPsnr(image, plain) + 0.05);
    expect(tint(image, weighed)).toBeLessThan(0.5);
  });

  it.skipIf(!HAS_ASTCENC)(`are not behind astcenc -perceptual by its own measure${WHY_NO_ASTCENC}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perceptual-'));
    try {
      const image = await readImage(join(FIXTURES, 'photos/allium.png'));
      const [source, blocks] = [join(folder, 'in.png'), join(folder, 'out.astc')];
      writeFileSync(source, await encodePng(image));
      astcenc('-cs', source, blocks, '6x6', '-medium', '-perceptual');
      const native = await decode(readTexture(readFileSync(blocks)), { colorSpace: 'srgb' });
      const { data } = await decode(await encode(image, PERCEPTUAL));
      expect(lumaPsnr(image, data)).toBeGreaterThan(lumaPsnr(image, native.data) + 0.05);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [makePicture(8, 8), { content: 'data' }],
    [makePicture(8, 8), { content: 'normal' }],
    [makePicture(8, 8), { content: 'mask', colorSpace: 'srgb' }],
    [makePicture(8, 8), { colorSpace: 'linear' }],
    [makePicture(8, 8), { format: 'eac-rg11' }],
    [makePicture(8, 8), { swizzle: 'bgra' }],
    [makePicture(8, 8, { colorSpace: 'linear' }), {}],
    [makeLight(8, 8), {}],
    [makeLight(8, 8), { rgbm: 8 }],
  ] as [PlainImage, EncodeOptions][])('are refused where there is no luma (case %#)', async (image, options) => {
    await expect(encode(image, { ...PERCEPTUAL, decodeMode: undefined, ...options })).rejects.toMatchObject({
      code: 'E_OPTION',
      message: expect.stringMatching(/^Expected sRGB colours, red first, for channelWeights perceptual/),
    });
  });
});
