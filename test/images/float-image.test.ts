import { describe, expect, test } from 'vitest';
import { bleedAlpha, premultiplyAlpha } from '../../src/images/alpha.js';
import {
  checkImage,
  componentTypeOf,
  isOpaque,
  toUint8Image,
  toUint16Image,
  widenHalfImage,
} from '../../src/images/channels.js';
import { toLdrImage } from '../../src/images/color-convert.js';
import { swizzleImage } from '../../src/images/swizzle.js';
import { compareImages } from '../../src/metrics/psnr.js';
import type { Image } from '../../src/types.js';
import { makeImage8, makeImage16, scene } from './support.js';

const floatImage = (...components: number[]): Image => floatImageOf(components);
const floatImageOf = (components: readonly number[]): Image => ({
  width: components.length / 4,
  height: 1,
  data: Float32Array.from(components),
  channels: 4,
  colorSpace: 'linear',
  hasAlpha: true,
});
/** Bit patterns of halves. */
const [ZERO, HALF, ONE, TWO, MINUS_ONE, NAN] = [0, 0x3800, 0x3c00, 0x4000, 0xbc00, 0x7e00] as const;
const halfImage = (...patterns: number[]): Image => ({
  ...floatImage(...patterns),
  data: Uint16Array.from(patterns),
  componentType: 'float16',
});

describe('toLdrImage', () => {
  test('clamps to 0..1, NaN is 0, and numbers are rounded to 16 bits', () => {
    const image = floatImage(-1, 0, 0.25, 0.5, 1, 7, Number.NaN, Number.POSITIVE_INFINITY);
    const ldr = toLdrImage(image, 'linear');
    expect([...ldr.data]).toEqual([0, 0, 16384, 32768, 65535, 65535, 0, 65535]);
    expect(ldr).toMatchObject({ componentType: 'unorm16', colorSpace: 'linear' });
    checkImage(ldr);
  });

  test('sRGB is encoded, alpha is not: every 16-bit code comes back from its light', () => {
    const codes = Array.from({ length: 65536 }, (_, code) => code);
    const decode = (x: number) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
    const image = floatImageOf(codes.flatMap((code) => [decode(code / 65535), 0, 1, code / 65535]));
    const { data, colorSpace } = toLdrImage(image, 'srgb');
    expect(colorSpace).toBe('srgb');
    expect(codes.map((code) => data[code * 4])).toEqual(codes);
    expect(codes.map((code) => data[code * 4 + 3])).toEqual(codes);
  });

  test('half floats do as their singles', () => {
    const halves = toLdrImage(halfImage(HALF, TWO, MINUS_ONE, ONE, NAN, ZERO, ONE, HALF), 'srgb');
    expect(halves).toEqual(toLdrImage({ ...floatImage(0.5, 2, -1, 1, Number.NaN, 0, 1, 0.5) }, 'srgb'));
    expect(halves.data[0]).toBe(Math.round((1.055 * 0.5 ** (1 / 2.4) - 0.055) * 65535));
  });

  test('integers are returned as they are', () => {
    for (const image of [makeImage8(2, 2, scene), makeImage16(2, 2, scene)]) {
      expect(toLdrImage(image, 'linear')).toBe(image);
    }
  });
});

describe('half floats in a Uint16Array', () => {
  const image = halfImage(HALF, TWO, MINUS_ONE, HALF);

  test('are told from 16-bit integers by the component type', () => {
    expect(componentTypeOf(image)).toBe('float16');
    expect(componentTypeOf(makeImage16(1, 1, scene))).toBe('unorm16');
    expect(componentTypeOf(makeImage8(1, 1, scene))).toBe('unorm8');
    expect(componentTypeOf(floatImage(0, 0, 0, 0))).toBe('float32');
  });

  test('have no 8- or 16-bit form and no peak', () => {
    for (const use of [toUint8Image, toUint16Image, (each: Image) => compareImages(each, each)]) {
      expect(() => use(image)).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
    }
  });

  test('are widened where they are computed with', () => {
    expect(widenHalfImage(image)).toMatchObject({ data: Float32Array.of(0.5, 2, -1, 0.5), componentType: 'float32' });
    expect(premultiplyAlpha(image).data).toEqual(Float32Array.of(0.25, 1, -0.5, 0.5));
    expect(swizzleImage(image, 'ga01').data).toEqual(Float32Array.of(2, 0.5, 0, 1));
    expect(bleedAlpha(halfImage(ONE, ONE, ONE, ONE, ZERO, ZERO, ZERO, ZERO)).data).toEqual(
      Float32Array.of(1, 1, 1, 1, 1, 1, 1, 0),
    );
  });

  test('are opaque from 1 on; negative alpha and NaN are not', () => {
    for (const [alpha, isWhole] of [
      [HALF, false],
      [ONE, true],
      [TWO, true],
      [MINUS_ONE, false],
      [NAN, false],
    ] as const) {
      expect(isOpaque(halfImage(ONE, ONE, ONE, alpha))).toBe(isWhole);
    }
  });

  test('a component type that the array cannot hold is refused', () => {
    for (const wrong of [
      { ...makeImage8(1, 1, scene), componentType: 'float16' },
      { ...makeImage16(1, 1, scene), componentType: 'float32' },
      { ...floatImage(0, 0, 0, 0), componentType: 'unorm16' },
    ] as Image[]) {
      expect(() => checkImage(wrong)).toThrow(expect.objectContaining({ code: 'E_OPTION' }));
    }
  });
});
