/** How much texels count: windows of alpha and masks, against sums by hand. */
import { describe, expect, it } from 'vitest';
import { narrowToHalves } from '../../src/images/half-float.js';
import { averageAlpha } from '../../src/weights/alpha-window.js';
import { acceptMask, maskOfSize } from '../../src/weights/mask.js';
import { areFull, weighTexels } from '../../src/weights/texel-weights.js';
import { makePicture } from '../support/pictures.js';
import { averageByHand } from './pictures.js';

const grey = (values: readonly number[], width: number) => ({
  data: Uint8Array.from(values),
  width,
  height: values.length / width,
});
const sizeOf = (width: number, height: number) => ({ width, height });
const rounded = (values: Float32Array) => [...values].map((value) => Math.round(value * 1e5) / 1e5);

describe('alpha around a texel', () => {
  it.each([
    [13, 7, 0],
    [13, 7, 1],
    [13, 7, 3],
    [5, 4, 16],
    [1, 1, 2],
    [1, 9, 2],
  ])('of %dx%d texels, %d far, is its mean', (width, height, radius) => {
    for (const bits of [8, 16] as const) {
      const image = makePicture(width, height, { bits });
      const byHand = averageByHand(image, radius, bits === 8 ? 255 : 65535);
      const averaged = averageAlpha(image, radius);
      const furthest = Math.max(...byHand.map((alpha, texel) => Math.abs(alpha - averaged[texel]!)));
      expect(furthest).toBeLessThan(1e-6);
    }
  });

  it('of light is 1 at most', () => {
    const floats = Float32Array.from([0, 0, 0, 0.5, 9, 9, 9, 4]);
    const image = { ...makePicture(2, 1), data: narrowToHalves(floats), componentType: 'float16' as const };
    expect(rounded(averageAlpha(image, 0))).toEqual([0.50001, 1]);
    expect(rounded(averageAlpha(image, 1))).toEqual([0.75, 0.75]);
  });

  it('weighs colours, not alpha, and opaque pictures in full', () => {
    const image = makePicture(6, 6);
    const { colors, alphas } = weighTexels(image, { alphaWeight: 0, mask: undefined });
    expect(colors[7]).toBeCloseTo(image.data[31]! / 255, 6);
    expect([...new Set(alphas)]).toEqual([1]);
    expect(areFull({ colors, alphas })).toBe(false);
    const opaque = makePicture(6, 6, { hasAlpha: false });
    expect(areFull(weighTexels(opaque, { alphaWeight: 2, mask: undefined }))).toBe(true);
  });
});

describe('a mask', () => {
  it('is red of a picture, or its one component, in 8 bits, 16 bits or floats', () => {
    const values = [0, 51, 255];
    expect(rounded(acceptMask(grey(values, 3), false).values)).toEqual([0, 0.2, 1]);
    const wide = { ...grey(values, 3), data: Uint16Array.from(values, (value) => value * 257) };
    expect(rounded(acceptMask(wide, false).values)).toEqual([0, 0.2, 1]);
    const floats = { ...grey(values, 3), data: Float32Array.from([-1, 0.2, 7]), colorSpace: 'linear' as const };
    expect(rounded(acceptMask(floats, false).values)).toEqual([0, 0.2, 1]);
    const colors = { width: 1, height: 1, data: Uint8Array.from([51, 255, 255, 255]) };
    expect(rounded(acceptMask(colors, false).values)).toEqual([0.2]);
  });

  it('is reversed as the picture is', () => {
    expect(rounded(acceptMask(grey([0, 255], 1), true).values)).toEqual([1, 0]);
  });

  it('changes its size by the areas that texels cover', () => {
    const mask = acceptMask(grey([255, 0, 0, 255, 255, 0], 3), false);
    expect(rounded(maskOfSize(mask, sizeOf(1, 1)).values)).toEqual([0.5]);
    // Halves of three texels: one and a half each.
    expect(rounded(maskOfSize(mask, sizeOf(2, 2)).values)).toEqual([0.66667, 0, 1, 0.33333]);
    expect(rounded(maskOfSize(mask, sizeOf(3, 1)).values)).toEqual([1, 0.5, 0]);
    expect(rounded(maskOfSize(mask, sizeOf(6, 2)).values)).toEqual([1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0]);
    expect(maskOfSize(mask, sizeOf(3, 2))).toBe(mask);
  });

  it('keeps its sum in every size', () => {
    const { data } = makePicture(37, 23);
    const mask = acceptMask({ data: data.slice(0, 37 * 23), width: 37, height: 23 }, false);
    const meanOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const size of [sizeOf(18, 11), sizeOf(5, 5), sizeOf(64, 64), sizeOf(1, 23)]) {
      expect(meanOf(maskOfSize(mask, size).values)).toBeCloseTo(meanOf(mask.values), 5);
    }
  });

  it('beside alpha counts both', () => {
    const image = makePicture(4, 1);
    const mask = acceptMask(grey([0, 51, 255, 255], 4), false);
    const { colors, alphas } = weighTexels(image, { alphaWeight: 0, mask });
    expect(rounded(alphas)).toEqual([0, 0.2, 1, 1]);
    expect(colors[1]).toBeCloseTo((0.2 * image.data[7]!) / 255, 6);
    expect(colors[0]).toBe(0);
  });
});
