import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { bleedAlpha, premultiplyAlpha } from '../../src/images/alpha.js';
import { readImage } from '../../src/index.js';
import { compareImages } from '../../src/metrics/psnr.js';
import type { Image } from '../../src/types.js';
import { fixtureUrl } from '../containers/fixtures.js';
import { astcenc, HAS_ASTCENC, WHY_NO_ASTCENC } from '../containers/native-astcenc.js';
import { makeImage8, makeImage16, type Paint, scene, sprite } from './support.js';

const scratch = mkdtempSync(join(tmpdir(), 'alpha-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The sRGB curve as IEC 61966-2-1 gives it, on 0..255. */
const toLinear = (value: number) => {
  const x = value / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
};

describe('premultiplyAlpha', () => {
  test('sRGB colours are multiplied in linear light', () => {
    const [r, g, b, a] = premultiplyAlpha(makeImage8(1, 1, () => [200, 100, 255, 128])).data as Uint8Array;
    expect(a).toBe(128);
    for (const [source, result] of [
      [200, r!],
      [100, g!],
      [255, b!],
    ] as const) {
      const wanted = (toLinear(source) * 128) / 255;
      // Nearest: half a step in the encoded value, either side.
      expect(toLinear(result - 0.501)).toBeLessThanOrEqual(wanted);
      expect(toLinear(result + 0.501)).toBeGreaterThanOrEqual(wanted);
    }
  });

  test('what a GPU blends from it is what it blends from the straight image', () => {
    const straight = makeImage8(16, 16, (x, y) => [x * 17, y * 17, 255 - x * 17, (x * y * 29) & 255]);
    const { data } = premultiplyAlpha(straight);
    const behind = toLinear(90);
    for (let texel = 0; texel < data.length; texel += 4) {
      const alpha = data[texel + 3]! / 255;
      const over = toLinear(data[texel]!) + behind * (1 - alpha);
      const reference = toLinear(straight.data[texel]!) * alpha + behind * (1 - alpha);
      expect(Math.abs(over - reference)).toBeLessThan(0.0051);
    }
  });

  test('linear images are multiplied as they are, at 8 and at 16 bits', () => {
    const image8 = makeImage8(1, 1, () => [200, 100, 255, 128], { colorSpace: 'linear' });
    expect([...premultiplyAlpha(image8).data]).toEqual([100, 50, 128, 128]);
    const image16 = makeImage16(1, 1, () => [60000, 3, 65535, 32768], { colorSpace: 'linear' });
    expect([...premultiplyAlpha(image16).data]).toEqual([30000, 2, 32768, 32768]);
    const float = { ...image8, data: Float32Array.of(4, 2, 0, 0.5) };
    expect([...premultiplyAlpha(float).data]).toEqual([2, 1, 0, 0.5]);
  });

  test('16-bit sRGB agrees with 8-bit sRGB', () => {
    const image8 = makeImage8(16, 16, (x, y) => [x * 17, y * 17, 128, (x * 31 + y) & 255]);
    const image16 = { ...image8, data: Uint16Array.from(image8.data, (value) => value * 257) };
    const deepData = premultiplyAlpha(image16).data;
    const data = premultiplyAlpha(image8).data;
    for (let index = 0; index < data.length; index++) {
      expect(Math.abs(deepData[index]! / 257 - data[index]!)).toBeLessThanOrEqual(0.51);
    }
  });

  test('opaque stays, transparent becomes black, alpha never changes', () => {
    const image = makeImage8(32, 32, sprite);
    const { data } = premultiplyAlpha(image);
    for (let texel = 0; texel < data.length; texel += 4) {
      const alpha = image.data[texel + 3]!;
      expect(data[texel + 3]).toBe(alpha);
      if (alpha === 255) expect(data.subarray(texel, texel + 3)).toEqual(image.data.subarray(texel, texel + 3));
      if (alpha === 0) expect([...data.subarray(texel, texel + 3)]).toEqual([0, 0, 0]);
    }
  });

  test('an image without alpha is returned as it is', () => {
    const image = makeImage8(4, 4, scene);
    expect(premultiplyAlpha(image)).toBe(image);
  });

  test.skipIf(!HAS_ASTCENC)(`native astcenc premultiplies the same way${WHY_NO_ASTCENC}`, async () => {
    const png = fileURLToPath(fixtureUrl('images/sprite-rgba8.png'));
    const [packed, shown] = [join(scratch, 'sprite.astc'), join(scratch, 'sprite.png')];
    astcenc('-cs', png, packed, '4x4', '-thorough', '-pp-premultiply', '-silent');
    astcenc('-ds', packed, shown, '-silent');
    const native = await readImage(shown);
    const image = await readImage(png);
    const inEncodedSpace = premultiplyAlpha({ ...image, colorSpace: 'linear' });
    expect(compareImages(premultiplyAlpha(image), native).psnrRgb).toBeGreaterThan(40);
    expect(compareImages(inEncodedSpace, native).psnrRgb).toBeLessThan(35);
  });
});

describe('bleedAlpha', () => {
  const alphaOf = (image: Image, x: number, y: number) => image.data[(y * image.width + x) * 4 + 3]!;
  const colorOf = (image: Image, x: number, y: number) => {
    const texel = (y * image.width + x) * 4;
    return [...image.data.subarray(texel, texel + 3)];
  };

  test('visible texels and all alpha stay, at odd sizes too', () => {
    const components = fc.uint8Array({ minLength: 13 * 7 * 4, maxLength: 13 * 7 * 4 });
    fc.assert(
      fc.property(components, fc.integer({ min: 0, max: 255 }), (noise, floor) => {
        const data = noise.map((value, index) => (index % 4 === 3 && value < floor ? 0 : value));
        const image: Image = { width: 13, height: 7, data, channels: 4, colorSpace: 'srgb', hasAlpha: true };
        const bled = bleedAlpha(image);
        for (let texel = 0; texel < data.length; texel += 4) {
          expect(bled.data[texel + 3]).toBe(data[texel + 3]);
          if (data[texel + 3] !== 0)
            expect(bled.data.subarray(texel, texel + 3)).toEqual(data.subarray(texel, texel + 3));
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('a texel beside visible ones takes exactly their alpha-weighted mean', () => {
    const paint: Paint = (x, y) => {
      if (x === 2 && y === 1) return [200, 0, 0, 255];
      if (x === 2 && y === 3) return [0, 100, 0, 51];
      return [9, 9, 9, 0];
    };
    const bled = bleedAlpha(makeImage8(9, 9, paint));
    expect(colorOf(bled, 2, 2)).toEqual([Math.round((200 * 255) / 306), Math.round((100 * 51) / 306), 0]);
    expect(colorOf(bled, 1, 0)).toEqual([200, 0, 0]);
    expect(colorOf(bled, 3, 4)).toEqual([0, 100, 0]);
  });

  test('one visible colour fills everything with exactly that colour', () => {
    for (const [width, height] of [
      [64, 64],
      [33, 5],
      [1, 100],
      [2, 1],
    ] as const) {
      const bled = bleedAlpha(makeImage8(width, height, (x, y) => (x + y === 0 ? [10, 200, 77, 3] : [255, 0, 255, 0])));
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) expect(colorOf(bled, x, y)).toEqual([10, 200, 77]);
      }
    }
  });

  test('bilinear sampling at the rim of a sprite shows no hidden colour', () => {
    const bled = bleedAlpha(makeImage8(32, 32, sprite));
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 31; x++) {
        // Hidden magenta has 255 in blue; the sprite has 30.
        if (alphaOf(bled, x, y) > 0 || alphaOf(bled, x + 1, y) > 0) {
          expect((colorOf(bled, x, y)[2]! + colorOf(bled, x + 1, y)[2]!) / 2).toBe(30);
        }
      }
    }
  });

  test('far from anything visible, colours change smoothly and stay between the visible ones', () => {
    const size = 128;
    const paint: Paint = (x, y) => {
      if (x < 20 && y > 60) return [250, 20, 20, 255];
      return x > 100 && y < 30 ? [20, 20, 250, 255] : [0, 255, 0, 0];
    };
    const bled = bleedAlpha(makeImage8(size, size, paint));
    let steepest = 0;
    for (let y = 1; y < size; y++) {
      for (let x = 1; x < size; x++) {
        const [r, g, b] = colorOf(bled, x, y);
        expect(g).toBe(20);
        expect(Math.min(r!, b!)).toBeGreaterThanOrEqual(20);
        if (alphaOf(bled, x, y) > 0) continue;
        for (const [nearX, nearY] of [
          [x - 1, y],
          [x, y - 1],
        ] as const) {
          steepest = Math.max(steepest, Math.abs(r! - colorOf(bled, nearX, nearY)[0]!));
        }
      }
    }
    // Fronts that met would step from 20 to 250 between neighbours.
    expect(steepest).toBeLessThan(40);
  });

  test('16-bit and float images bleed as 8-bit ones do', () => {
    const image8 = makeImage8(32, 32, sprite);
    const bled = bleedAlpha(image8).data;
    const bled16 = bleedAlpha({ ...image8, data: Uint16Array.from(image8.data, (value) => value * 257) }).data;
    const bledFloat = bleedAlpha({ ...image8, data: Float32Array.from(image8.data, (value) => value / 255) }).data;
    for (let index = 0; index < bled.length; index++) {
      expect(Math.abs(bled16[index]! / 257 - bled[index]!)).toBeLessThanOrEqual(1);
      expect(Math.abs(bledFloat[index]! * 255 - bled[index]!)).toBeLessThanOrEqual(1);
    }
  });

  test('nothing to fill, or nothing to fill from, is returned as it is', () => {
    for (const image of [
      makeImage8(4, 4, scene),
      makeImage8(4, 4, () => [1, 2, 3, 1]),
      makeImage8(4, 4, () => [1, 2, 3, 0]),
    ]) {
      expect(bleedAlpha(image)).toBe(image);
    }
  });

  test('four times the texels take about four times as long', () => {
    const fastestOf = (size: number): number => {
      const image = makeSparse(size);
      const runs = Array.from({ length: 4 }, () => {
        const start = performance.now();
        bleedAlpha(image);
        return performance.now() - start;
      });
      return Math.min(...runs);
    };
    // A quadratic fill would take 16 times as long; 10 leaves room for a busy machine.
    expect(fastestOf(1024) / fastestOf(512)).toBeLessThan(10);
  });
});

/** One visible texel in a thousand, the rest transparent. */
function makeSparse(size: number): Image {
  const data = new Uint8Array(size * size * 4);
  for (let texel = 0; texel < data.length; texel += 4 * 997) data.set([texel & 255, 100, 200, 255], texel);
  return { width: size, height: size, data, channels: 4, colorSpace: 'srgb', hasAlpha: true };
}
