import { describe, expect, test } from 'vitest';
import { differenceImage, RAMP } from '../../src/metrics/heat-map.js';
import { makeImage8, makeImage16, type Paint, scene } from '../images/support.js';

/** CIE lightness 0..100 of an sRGB colour, from relative luminance. */
function lightnessOf(r: number, g: number, b: number): number {
  const [x, y, z] = [r, g, b].map((value) => {
    const encoded = value / 255;
    return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const luminance = 0.2126 * x + 0.7152 * y + 0.0722 * z;
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance;
}

const colorOf = (difference: number): [number, number, number] => [
  RAMP[difference * 3]!,
  RAMP[difference * 3 + 1]!,
  RAMP[difference * 3 + 2]!,
];

describe('differenceImage', () => {
  const grey: Paint = () => [128, 128, 128, 128];

  test('no difference is black, 64 steps and more are white', () => {
    const image = makeImage8(5, 3, scene);
    const { data, width, height } = differenceImage(image, image);
    expect([width, height]).toEqual([5, 3]);
    expect(data).toEqual(makeImage8(5, 3, () => [0, 0, 0]).data);
    for (const difference of [64, 100, 255]) expect(colorOf(difference)).toEqual([255, 255, 255]);
    expect(colorOf(63)).not.toEqual([255, 255, 255]);
  });

  test.each([0, 1, 2, 3])('a difference in component %i alone is shown', (component) => {
    const other = makeImage8(2, 2, (x) =>
      grey(0, 0).map((value, index) => value - (index === component && x === 1 ? 8 : 0)),
    );
    const { data } = differenceImage(makeImage8(2, 2, grey), other);
    expect([...data.subarray(0, 4)]).toEqual([0, 0, 0, 255]);
    expect([...data.subarray(4, 8)]).toEqual([...colorOf(8), 255]);
  });

  test('lightness grows with every step, as in the legend', () => {
    for (let difference = 1; difference <= 64; difference++) {
      expect(lightnessOf(...colorOf(difference))).toBeGreaterThan(lightnessOf(...colorOf(difference - 1)));
    }
    // A single step must be seen on black.
    expect(lightnessOf(...colorOf(1))).toBeGreaterThan(4);
  });

  test('the legend names the hues it shows', () => {
    const [r1, g1, b1] = colorOf(1);
    expect(b1).toBeGreaterThan(r1);
    expect(g1).toBe(0);
    const [r8, g8, b8] = colorOf(8);
    expect(r8).toBeGreaterThan(2 * g8);
    expect(r8).toBeGreaterThan(b8);
    const [r32, g32, b32] = colorOf(32);
    expect(Math.min(r32, g32)).toBeGreaterThan(b32 + 40);
  });

  test('16-bit images differ where their top 8 bits do', () => {
    const a = makeImage16(1, 1, () => [0x8000, 0x80ff, 0x8000]);
    const b = makeImage16(1, 1, () => [0x8000, 0x8000, 0x8500]);
    expect([...differenceImage(a, b).data.subarray(0, 3)]).toEqual(colorOf(5));
  });

  test('other sizes are refused', () => {
    expect(() => differenceImage(makeImage8(4, 4, scene), makeImage8(5, 4, scene))).toThrow(
      expect.objectContaining({ code: 'E_OPTION' }),
    );
  });
});
