/** Chains of mip levels: what they keep of the picture, whatever the filter. */
import { type EncodeOptions, type Image, makeMipLevels } from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { FILTERS } from '../../src/resample-words.js';
import { Rng } from '../support/rng.js';
import { linearToSrgb, mapColors, type Planes, resampleByAlpha, resamplePlanes, srgbToLinear } from './reference.js';
import { makePixels, toPlanes } from './run.js';

const picture = (width: number, height: number, data: Image['data'], more: Partial<Image> = {}): Image => ({
  width,
  height,
  data,
  channels: 4,
  colorSpace: 'srgb',
  hasAlpha: false,
  ...more,
});

/** A picture whose texels a function gives, 0..255 each. */
function paint(width: number, height: number, texel: (x: number, y: number) => readonly number[]): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(texel(x, y), (y * width + x) * 4);
  return data;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const component = ({ data }: Image, which: number) => Array.from(data).filter((_, at) => at % 4 === which);
const levelsOf = (image: Image, options: EncodeOptions = {}) => makeMipLevels(image, { mipmaps: true, ...options });
const sizes = (levels: readonly Image[]) => levels.map(({ width, height }) => `${width}x${height}`);

describe('a chain', () => {
  it.each([
    [64, 16, ['64x16', '32x8', '16x4', '8x2', '4x1', '2x1', '1x1']],
    [13, 7, ['13x7', '6x3', '3x1', '1x1']],
    [1, 1, ['1x1']],
    [1, 5, ['1x5', '1x2', '1x1']],
  ])('of %i x %i ends in one texel', async (width, height, expected) => {
    const levels = await levelsOf(picture(width, height, makePixels(width, height, 'unorm8')));
    expect(sizes(levels)).toEqual(expected);
    for (const { data } of levels) expect(data.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('ends where it is asked to', async () => {
    expect(sizes(await levelsOf(picture(64, 16, makePixels(64, 16, 'unorm8')), { levels: 3 }))).toHaveLength(3);
  });

  describe.each(FILTERS)('by %s', (mipFilter) => {
    it.each(['unorm8', 'unorm16'] as const)('of %s is made of unrounded levels', async (type) => {
      const max = type === 'unorm8' ? 255 : 65535;
      const image = picture(50, 35, makePixels(50, 35, type), { hasAlpha: true });
      const [, ...levels] = await levelsOf(image, { mipFilter });
      let exact: Planes = mapColors(toPlanes(image.data as Uint8Array, type, 50, 35), srgbToLinear);
      for (const level of levels) {
        exact = resampleByAlpha(exact, level.width, level.height, { filter: mipFilter });
        const stored = mapColors(exact, linearToSrgb);
        for (let at = 0; at < level.data.length; at++) {
          const alpha = exact.data[at - (at % 4) + 3]!;
          if (Math.abs(alpha - 0.25) < 1e-5) continue;
          const wanted = Math.min(1, Math.max(0, stored.data[at]!)) * max;
          expect(Math.abs(level.data[at]! - wanted), `${level.width}x${level.height} at ${at}`).toBeLessThan(
            type === 'unorm8' ? 0.51 : 1.5,
          );
        }
      }
    });

    it('keeps the mean of a ramp and of a checker in linear numbers', async () => {
      for (const texel of [
        (x: number) => [2 * x, 2 * x, 2 * x, 255],
        (x: number, y: number) => ((x + y) % 2 === 0 ? [230, 20, 128, 255] : [20, 230, 128, 255]),
      ]) {
        const image = picture(128, 128, paint(128, 128, texel), { colorSpace: 'linear' });
        for (const which of [0, 1, 2]) {
          const wanted = mean(component(image, which));
          for (const level of (await levelsOf(image, { mipFilter })).slice(0, 7)) {
            expect(Math.abs(mean(component(level, which)) - wanted)).toBeLessThan(0.005 * 255);
          }
        }
      }
    });

    it('keeps light, not numbers, of sRGB colours: a fine checker is not darkened', async () => {
      const image = picture(
        64,
        64,
        paint(64, 64, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255, 255] : [0, 0, 0, 255])),
      );
      const wanted = Math.round(linearToSrgb(0.5) * 255);
      // Beside the edges, which clamping repeats.
      const [, half] = await levelsOf(image, { mipFilter, mipWrap: 'repeat' });
      for (const value of component(half!, 0)) expect(Math.abs(value - wanted)).toBeLessThanOrEqual(2);
    });

    it('keeps directions of length 1', async () => {
      const rng = Rng.named('normals');
      const image = picture(
        61,
        32,
        paint(61, 32, () => {
          const [x, y] = [rng.below(1000) / 1000 - 0.5, rng.below(1000) / 1000 - 0.5];
          return [...[x, y, Math.sqrt(1 - x * x - y * y)].map((each) => Math.round((each * 0.5 + 0.5) * 255)), 255];
        }),
      );
      for (const level of (await levelsOf(image, { mipFilter, content: 'normal' })).slice(1)) {
        for (let at = 0; at < level.data.length; at += 4) {
          const direction = [...level.data.subarray(at, at + 3)].map((value) => (value / 255) * 2 - 1);
          expect(Math.abs(Math.hypot(...direction) - 1)).toBeLessThan(0.01);
        }
      }
    });

    it('keeps the coverage of a cut-out', async () => {
      // Blades, finer towards the right, with soft edges.
      const image = picture(
        256,
        256,
        paint(256, 256, (x, y) => {
          const wave = Math.sin((x * x) / 900 + y / 23) + 0.35 * Math.sin(y / 3.1 + x / 5.3);
          return [90, 160, 60, Math.max(0, Math.min(255, Math.round(128 + 400 * (wave - 0.4))))];
        }),
        { hasAlpha: true },
      );
      const covered = (level: Image) => mean(component(level, 3).map((alpha) => Number(alpha >= 0.5 * 255)));
      const wanted = covered(image);
      const levels = (await levelsOf(image, { mipFilter, mipCoverage: 0.5 })).slice(1, 5);
      for (const level of levels) expect(Math.abs(covered(level) - wanted)).toBeLessThan(0.005);
      const without = (await levelsOf(image, { mipFilter })).slice(1, 5);
      expect(Math.max(...without.map((level) => Math.abs(covered(level) - wanted)))).toBeGreaterThan(0.005);
    });
  });
});

describe('coverage', () => {
  it('of a picture without alpha is said to be in vain', async () => {
    const said: string[] = [];
    const image = picture(8, 8, makePixels(8, 8, 'unorm8'));
    const levels = await levelsOf(image, { mipCoverage: 0.5, onWarning: (message) => void said.push(message) });
    expect(said).toEqual([expect.stringMatching(/^mipCoverage has no effect: there is no alpha/)]);
    expect(levels).toEqual(await levelsOf(image));
  });
});

describe('alpha', () => {
  const isVisible = (x: number, y: number) => Math.hypot(x - 32, y - 32) < 20;
  const sprite = (hidden: readonly number[]) =>
    picture(
      64,
      64,
      paint(64, 64, (x, y) => (isVisible(x, y) ? [200, 120, 40, 255] : [...hidden, 0])),
      { hasAlpha: true },
    );

  it.each(FILTERS)('keeps hidden colours from fringing visible ones: %s', async (mipFilter) => {
    for (const level of await levelsOf(sprite([0, 0, 255]), { mipFilter, levels: 5 })) {
      for (let at = 0; at < level.data.length; at += 4) {
        if (level.data[at + 3]! < 2) continue;
        const [r, g, b] = level.data.subarray(at, at + 3) as Uint8Array;
        expect(Math.max(Math.abs(r! - 200), Math.abs(g! - 120), Math.abs(b! - 40))).toBeLessThanOrEqual(2);
      }
    }
  });

  it('that the format drops hides no colour: they are all seen at every level', async () => {
    const image = sprite([0, 0, 255]);
    const [, lost] = await levelsOf(image, { format: 'etc2-rgb' });
    const [, opaque] = await levelsOf({ ...image, hasAlpha: false });
    expect(component(lost!, 2)).toEqual(component(opaque!, 2));
  });

  it('leaves colours where nothing is visible as they are filtered without it', async () => {
    const [, half] = await levelsOf(sprite([10, 200, 30]));
    expect([...half!.data.subarray(0, 4)]).toEqual([10, 200, 30, 0]);
  });

  it('that colours are multiplied by is filtered as they are', async () => {
    const image = picture(32, 32, makePixels(32, 32, 'unorm8'), { hasAlpha: true, colorSpace: 'linear' });
    const [base, half] = await levelsOf(image, { alpha: 'premultiply', mipFilter: 'box' });
    const exact = resamplePlanes(toPlanes(base!.data as Uint8Array, 'unorm8', 32, 32), 16, 16, { filter: 'box' });
    for (const [at, value] of half!.data.entries()) expect(Math.abs(value - exact.data[at]! * 255)).toBeLessThan(0.51);
  });

  it('of data and masks is a component like the others', async () => {
    const image = picture(32, 32, makePixels(32, 32, 'unorm8'), { hasAlpha: true });
    for (const content of ['data', 'mask'] as const) {
      const [, half] = await levelsOf(image, { content, mipFilter: 'triangle' });
      const exact = resamplePlanes(toPlanes(image.data as Uint8Array, 'unorm8', 32, 32), 16, 16, {
        filter: 'triangle',
      });
      for (const [at, value] of half!.data.entries()) {
        expect(Math.abs(value - exact.data[at]! * 255)).toBeLessThan(0.51);
      }
    }
  });
});

describe('normals', () => {
  it.each([
    ['la', (v: Uint8Array) => [v[0], v[0], v[0], v[1]]],
    ['rg', (v: Uint8Array) => [v[0], v[1]]],
  ] as const)('are laid out as %s after they are filtered', async (normalLayout, expected) => {
    const image = picture(16, 16, makePixels(16, 16, 'unorm8'));
    const whole = await levelsOf(image, { content: 'normal' });
    const laidOut = await levelsOf(image, { content: 'normal', normalLayout });
    for (const [index, level] of laidOut.entries()) {
      for (let at = 0; at < level.data.length; at += 4) {
        const texel = expected(whole[index]!.data.subarray(at, at + 4) as Uint8Array);
        expect([...level.data.subarray(at, at + texel.length)]).toEqual(texel);
      }
    }
  });
});

describe('given levels', () => {
  it('are taken as they are, and those after them are made of them', async () => {
    const image = picture(32, 32, makePixels(32, 32, 'unorm8'));
    const red = picture(
      8,
      8,
      paint(8, 8, () => [255, 0, 0, 255]),
    );
    const plain = await levelsOf(image);
    const levels = await levelsOf(image, { mipLevels: { 2: red } });
    expect(levels[1]).toEqual(plain[1]);
    for (const level of levels.slice(2)) {
      for (let at = 0; at < level.data.length; at += 4)
        expect([...level.data.subarray(at, at + 3)]).toEqual([255, 0, 0]);
    }
  });
});

describe('edges', () => {
  it('that repeat join the left to the right', async () => {
    const image = picture(
      8,
      1,
      paint(8, 1, (x) => (x === 7 ? [255, 255, 255, 255] : [0, 0, 0, 255])),
      {
        colorSpace: 'linear',
      },
    );
    const first = async (mipWrap: 'clamp' | 'repeat') =>
      (await levelsOf(image, { mipWrap, mipFilter: 'triangle' }))[1]!.data[0]!;
    expect(await first('clamp')).toBe(0);
    expect(await first('repeat')).toBeGreaterThan(20);
  });
});
