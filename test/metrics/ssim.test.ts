/** SSIM against another library's port of the authors' script, and against the paper's formula, window by window. */
import { ssim as referenceSsim } from 'ssim.js';
import { describe, expect, it } from 'vitest';
import { componentSsim } from '../../src/metrics/ssim.js';
import { joinSsim, leastSsim, measureSsim } from '../../src/metrics/ssim-metrics.js';
import type { Image } from '../../src/types.js';
import { deep, makeImage8, makeImage16, scene, sprite } from '../images/support.js';
import { Rng } from '../support/rng.js';

/** A picture with noise of up to so many steps on every component. */
function withNoise(image: Image, most: number, name: string): Image {
  const rng = Rng.named(name);
  const data = Uint8Array.from(image.data, (value) => Math.min(255, Math.max(0, value + rng.between(-most, most))));
  return { ...image, data, hasAlpha: true };
}

/** One component of a picture as grey. */
function greyOf(image: Image, component: number): ImageData {
  const data = new Uint8ClampedArray(image.data.length);
  for (let index = 0; index < data.length; index++) data[index] = image.data[(index & ~3) + component]!;
  return { data, width: image.width, height: image.height } as ImageData;
}

/** The formula of the paper, in double precision, over every window that fits. */
function naiveSsim(a: Image, b: Image, component: number): number {
  const lengthOf = (side: number) => Math.min(11, side - 1 + (side % 2));
  const [across, down] = [lengthOf(a.width), lengthOf(a.height)];
  const gauss = (x: number, y: number) =>
    Math.exp(-((x - (across - 1) / 2) ** 2 + (y - (down - 1) / 2) ** 2) / (2 * 1.5 ** 2));
  const c1 = (0.01 * 255) ** 2;
  const c2 = (0.03 * 255) ** 2;
  let total = 0;
  let count = 0;
  for (let top = 0; top + down <= a.height; top++) {
    for (let left = 0; left + across <= a.width; left++) {
      const taps: { weight: number; x: number; y: number }[] = [];
      for (let y = 0; y < down; y++) {
        for (let x = 0; x < across; x++) {
          const offset = ((top + y) * a.width + left + x) * 4 + component;
          taps.push({ weight: gauss(x, y), x: a.data[offset]!, y: b.data[offset]! });
        }
      }
      const weight = taps.reduce((sum, tap) => sum + tap.weight, 0);
      const mean = (tell: (tap: { x: number; y: number }) => number) =>
        taps.reduce((sum, tap) => sum + (tap.weight / weight) * tell(tap), 0);
      const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)];
      const varianceX = mean(({ x }) => (x - meanX) ** 2);
      const varianceY = mean(({ y }) => (y - meanY) ** 2);
      const covariance = mean(({ x, y }) => (x - meanX) * (y - meanY));
      total +=
        ((2 * meanX * meanY + c1) * (2 * covariance + c2)) /
        ((meanX ** 2 + meanY ** 2 + c1) * (varianceX + varianceY + c2));
      count++;
    }
  }
  return total / count;
}

describe('componentSsim', () => {
  it.each([1, 4, 20, 90])('agrees with ssim.js at noise of %i steps', (most) => {
    for (const draw of [sprite, scene]) {
      const a = makeImage8(57, 34, draw);
      const b = withNoise(a, most, `ssim ${most}`);
      for (const component of [0, 1, 2]) {
        const settings = { ssim: 'original', downsample: false } as const;
        const { mssim } = referenceSsim(greyOf(a, component), greyOf(b, component), settings);
        expect(componentSsim(a, b, component)).toBeCloseTo(mssim, 8);
      }
    }
  });

  it.each([
    [11, 11],
    [12, 40],
    [10, 10],
    [3, 30],
    [2, 2],
    [1, 7],
    [30, 1],
    [1, 1],
  ])('agrees with the formula at %ix%i', (width, height) => {
    const a = makeImage8(width, height, scene);
    const b = withNoise(a, 12, `small ${width}x${height}`);
    for (const component of [0, 1, 2, 3]) {
      expect(componentSsim(a, b, component)).toBeCloseTo(naiveSsim(a, b, component), 9);
    }
  });

  it('is 1 for no difference, by definition of flat pictures otherwise, and the same both ways', () => {
    const a = makeImage8(40, 30, scene);
    expect(componentSsim(a, a, 0)).toBeCloseTo(1, 12);
    const flat = (value: number) => makeImage8(20, 20, () => [value, value, value]);
    const c1 = 6.5025;
    expect(componentSsim(flat(100), flat(120), 1)).toBeCloseTo((2 * 12000 + c1) / (100 ** 2 + 120 ** 2 + c1), 9);
    const b = withNoise(a, 30, 'both ways');
    expect(componentSsim(a, b, 2)).toBe(componentSsim(b, a, 2));
    // A picture and its negative.
    const negative = { ...a, data: Uint8Array.from(a.data, (value) => 255 - value) };
    expect(componentSsim(a, negative, 0)).toBeLessThan(0.5);
  });

  it('counts the top 8 bits of 16', () => {
    const a = makeImage16(24, 24, deep);
    const top = (image: Image) => ({ ...image, data: Uint8Array.from(image.data, (value) => value >> 8) });
    const b = makeImage8(24, 24, scene);
    expect(componentSsim(a, b, 0)).toBe(componentSsim(top(a), b, 0));
  });

  it('refuses pictures of different sizes, and floats', () => {
    const a = makeImage8(4, 4, scene);
    expect(() => componentSsim(a, makeImage8(4, 5, scene), 0)).toThrow('Expected two images of one size');
    const light = { ...a, data: new Float32Array(64) };
    expect(() => componentSsim(a, light, 0)).toThrow('float images cannot be compared');
  });
});

describe('measureSsim', () => {
  const a = makeImage8(32, 32, sprite);
  const b = withNoise(a, 9, 'metrics');

  it('is the mean of red, green and blue, and alpha by itself', () => {
    const { ssim, ssimAlpha } = measureSsim(a, b);
    expect(ssim).toBeCloseTo((naiveSsim(a, b, 0) + naiveSsim(a, b, 1) + naiveSsim(a, b, 2)) / 3, 9);
    expect(ssimAlpha).toBeCloseTo(naiveSsim(a, b, 3), 9);
  });

  it('has no figure for alpha of two opaque pictures, nor of formats without', () => {
    const opaque = makeImage8(16, 16, scene);
    expect(measureSsim(opaque, opaque)).toEqual({ ssim: expect.closeTo(1, 12) });
    expect(Object.keys(measureSsim(a, b, { all: [0, 1, 2], colors: [0, 1, 2] }))).toEqual(['ssim']);
    // X in red, Y in alpha.
    const axes = measureSsim(a, b, { all: [0, 3], colors: [0, 3] });
    expect(axes).toEqual({ ssim: expect.closeTo((naiveSsim(a, b, 0) + naiveSsim(a, b, 3)) / 2, 9) });
  });

  it('joins pictures, opaque ones as alike in alpha; floors are for the lower of the two', () => {
    expect(joinSsim([{ ssim: 0.5 }, { ssim: 0.7 }])).toEqual({ ssim: expect.closeTo(0.6, 12) });
    const joined = joinSsim([{ ssim: 0.5 }, { ssim: 0.7, ssimAlpha: 0.8 }]);
    expect(joined.ssimAlpha).toBeCloseTo(0.9, 12);
    expect(leastSsim({ ssim: 0.9, ssimAlpha: 0.8 })).toEqual({ name: 'ssimAlpha', value: 0.8 });
    expect(leastSsim({ ssim: 0.9 })).toEqual({ name: 'ssim', value: 0.9 });
  });
});
