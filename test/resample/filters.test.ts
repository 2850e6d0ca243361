/** The resampler against a double-precision reference: filters, edges, sizes, alpha, colour spaces, types. */
import { describe, expect, it } from 'vitest';
import { EDGES, FILTERS } from '../../src/resample-words.js';
import { linearToSrgb, mapColors, type Planes, resampleByAlpha, resamplePlanes, srgbToLinear } from './reference.js';
import { makePixels, type Pixels, PLAIN, resample, toPlanes } from './run.js';

const SIZES: readonly (readonly [from: [number, number], to: [number, number]])[] = [
  [
    [16, 16],
    [8, 8],
  ],
  [
    [33, 17],
    [16, 8],
  ],
  [
    [7, 5],
    [3, 2],
  ],
  [
    [9, 1],
    [4, 1],
  ],
  [
    [1, 30],
    [1, 11],
  ],
  [
    [12, 20],
    [19, 29],
  ],
  [
    [5, 4],
    [1, 9],
  ],
  [
    [40, 40],
    [3, 2],
  ],
];

const clampByte = (value: number, max: number) => Math.min(1, Math.max(0, value)) * max;

/** The largest distance of integers from exact numbers, in steps. Alpha exactly at the bound of faint may fall either way. */
function largestMiss(actual: Pixels, exact: Planes, max: number): number {
  let largest = 0;
  for (let at = 0; at < actual.length; at++) {
    if (Math.abs(exact.data[at - (at % 4) + 3]! - 0.25) < 1e-5) continue;
    largest = Math.max(largest, Math.abs(actual[at]! - clampByte(exact.data[at]!, max)));
  }
  return largest;
}

/** Half a step of rounding, and what single precision adds to it. */
const TOLERANCE = { unorm8: 0.501, unorm16: 0.75 } as const;

describe.each(FILTERS)('%s', (filter) => {
  describe.each(EDGES)('with edges that %s', (edge) => {
    it.each(SIZES)('filters %j to %j as the reference does', async ([width, height], [targetWidth, targetHeight]) => {
      for (const type of ['unorm8', 'unorm16'] as const) {
        const max = type === 'unorm8' ? 255 : 65535;
        for (const isSrgb of [false, true]) {
          for (const isAlphaAware of [false, true]) {
            const pixels = makePixels(width, height, type);
            const actual = await resample(pixels, {
              ...PLAIN,
              filter,
              edge,
              isSrgb,
              isAlphaAware,
              source: { width, height },
              target: { width: targetWidth, height: targetHeight },
              sourceType: type,
              targetType: type,
            });
            const encoded = toPlanes(pixels, type, width, height);
            const light = isSrgb ? mapColors(encoded, srgbToLinear) : encoded;
            const options = { filter, edge };
            const exact = (isAlphaAware ? resampleByAlpha : resamplePlanes)(light, targetWidth, targetHeight, options);
            const stored = isSrgb ? mapColors(exact, (value) => linearToSrgb(Math.max(0, value))) : exact;
            expect(largestMiss(actual, stored, max), `${type} srgb ${isSrgb} alpha ${isAlphaAware}`).toBeLessThan(
              TOLERANCE[type],
            );
          }
        }
      }
    });
  });

  it.each([0.5, 0.75, 2])('is stretched by %d', async (filterScale) => {
    const pixels = makePixels(31, 18, 'unorm8');
    const sizes = { source: { width: 31, height: 18 }, target: { width: 15, height: 9 } };
    const actual = await resample(pixels, {
      ...PLAIN,
      ...sizes,
      filter,
      filterScale,
      sourceType: 'unorm8',
      targetType: 'unorm8',
    });
    const exact = resamplePlanes(toPlanes(pixels, 'unorm8', 31, 18), 15, 9, { filter, scale: filterScale });
    expect(largestMiss(actual, exact, 255)).toBeLessThan(TOLERANCE.unorm8);
  });
});
