import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { encodePng, readImage } from '../../src/index.js';

import { psnrDb } from '../../src/metrics/decibels.js';
import { compareImages } from '../../src/metrics/psnr.js';
import type { Image } from '../../src/types.js';
import { astcenc, HAS_ASTCENC, WHY_NO_ASTCENC } from '../containers/native-astcenc.js';
import { deep, makeImage8, makeImage16, scene, sprite } from '../images/support.js';

const scratch = mkdtempSync(join(tmpdir(), 'psnr-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('compareImages', () => {
  test('one image and itself: no error, infinite PSNR, null in JSON', () => {
    const image = makeImage8(32, 32, sprite);
    const metrics = compareImages(image, image);
    expect(metrics).toEqual({
      psnrRgb: Number.POSITIVE_INFINITY,
      psnrRgba: Number.POSITIVE_INFINITY,
      mse: { r: 0, g: 0, b: 0, a: 0 },
      maxDifference: 0,
      differingPixels: 0,
      identical: true,
    });
    expect(JSON.parse(JSON.stringify(metrics))).toMatchObject({ psnrRgb: null, psnrRgba: null, identical: true });
  });

  test('known differences give known numbers', () => {
    const a = makeImage8(4, 2, () => [100, 100, 100, 200]);
    const b = makeImage8(4, 2, (x) => (x === 0 ? [103, 96, 100, 198] : [100, 100, 100, 200]));
    const metrics = compareImages(a, b);
    expect(metrics.mse).toEqual({ r: 9 / 4, g: 16 / 4, b: 0, a: 1 });
    expect(metrics.psnrRgb).toBeCloseTo(10 * Math.log10((255 * 255) / (25 / 12)), 10);
    expect(metrics.psnrRgba).toBeCloseTo(10 * Math.log10((255 * 255) / (29 / 16)), 10);
    expect(metrics).toMatchObject({ maxDifference: 4, differingPixels: 2, identical: false });
  });

  test('black against white is 0 dB, one step everywhere 48.13 dB', () => {
    const black = makeImage8(3, 3, () => [0, 0, 0]);
    expect(
      compareImages(
        black,
        makeImage8(3, 3, () => [255, 255, 255]),
      ).psnrRgb,
    ).toBe(0);
    expect(
      compareImages(
        black,
        makeImage8(3, 3, () => [1, 1, 1]),
      ).psnrRgb,
    ).toBeCloseTo(48.1308, 4);
    expect(psnrDb(1)).toBeCloseTo(48.1308, 4);
  });

  test('the order of the two does not matter', () => {
    const [a, b] = [makeImage8(32, 32, sprite), makeImage8(32, 32, scene)];
    expect(compareImages(a, b)).toEqual(compareImages(b, a));
  });

  test('16-bit components count with their top 8 bits', () => {
    const deepImage = makeImage16(16, 16, deep);
    const top: Image = { ...deepImage, data: Uint8Array.from(deepImage.data, (value) => value >> 8) };
    expect(compareImages(deepImage, top).identical).toBe(true);
    top.data[5]! ^= 4;
    expect(compareImages(deepImage, top)).toMatchObject({ maxDifference: 4, differingPixels: 1 });
  });

  test('an alpha that differs alone is seen by psnrRgba alone', () => {
    const [a, b] = [makeImage8(2, 2, () => [9, 9, 9, 255]), makeImage8(2, 2, () => [9, 9, 9, 0])];
    expect(compareImages(a, b)).toMatchObject({ psnrRgb: Number.POSITIVE_INFINITY, identical: false });
    expect(compareImages(a, b).psnrRgba).toBeCloseTo(10 * Math.log10(4), 10);
  });

  test('other sizes and float images are refused', () => {
    const image = makeImage8(4, 4, scene);
    expect(() => compareImages(image, makeImage8(4, 5, scene))).toThrow(
      expect.objectContaining({
        code: 'E_OPTION',
        message: 'Expected two images of one size but received 4x4 and 4x5',
      }),
    );
    const float: Image = { ...image, data: new Float32Array(64) };
    expect(() => compareImages(image, float)).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
    expect(() => compareImages(float, float)).toThrow(expect.objectContaining({ code: 'E_UNSUPPORTED' }));
  });

  test.skipIf(!HAS_ASTCENC)(`native astcenc reports the same PSNR${WHY_NO_ASTCENC}`, async () => {
    for (const [name, image] of [
      ['scene', makeImage8(64, 40, scene)],
      ['sprite', makeImage8(32, 32, sprite)],
    ] as const) {
      const [source, shown] = [join(scratch, `${name}.png`), join(scratch, `${name}-shown.png`)];
      writeFileSync(source, await encodePng(image));
      const report = astcenc('-tl', source, shown, '8x8', '-fast');
      const metrics = compareImages(image, await readImage(shown));
      expect(metrics.psnrRgb).toBeCloseTo(reported(report, 'PSNR \\(LDR-RGB\\)'), 3);
      if (image.hasAlpha) expect(metrics.psnrRgba).toBeCloseTo(reported(report, 'PSNR \\(LDR-RGBA\\)'), 3);
    }
  });
});

/** A line as `PSNR (LDR-RGB):  35.1234 dB` of the report. */
function reported(report: string, label: string): number {
  const match = new RegExp(`${label}:\\s+([\\d.]+) dB`).exec(report);
  if (match === null) throw new Error(`no ${label} in: ${report}`);
  return Number(match[1]);
}
