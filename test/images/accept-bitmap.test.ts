/** What browsers draw with, handed to `acceptImage` in a real one. */
import { describe, expect, test } from 'vitest';
import type { acceptAll } from './accept-in-page.js';
import { HAS_CHROMIUM, useSourcePages, WHY_NO_CHROMIUM } from './page.js';

/** Four pixels: under zero alpha, under very little, opaque, half. */
const PIXELS = [200, 100, 50, 0, 13, 77, 201, 3, 1, 2, 3, 255, 250, 5, 128, 128];

describe.skipIf(!HAS_CHROMIUM)(`acceptImage in Chromium${WHY_NO_CHROMIUM}`, () => {
  const withSourcePage = useSourcePages();

  test('reads what is drawn with, exactly where the browser holds it exactly', async () => {
    const results = await withSourcePage((run) =>
      run<typeof acceptAll>('test/images/accept-in-page.js', 'acceptAll', PIXELS),
    );
    const exact = { data: PIXELS, hasAlpha: true, colorSpace: 'srgb' };
    for (const name of ['imageData', 'otherWindow', 'straightBitmap', 'rgbaFrame']) {
      expect([name, results[name]]).toEqual([name, exact]);
    }
    const swapped = PIXELS.map((_, index) => PIXELS[[2, 0, -2, 0][index % 4]! + index]!);
    expect(results.bgraFrame).toEqual({ ...exact, data: swapped });
    const opaque = PIXELS.map((value, index) => (index % 4 === 3 ? 255 : value));
    expect(results.rgbxFrame).toEqual({ ...exact, data: opaque, hasAlpha: false });

    // Colours are multiplied by alpha in these, so those under zero alpha are gone and others rounded.
    for (const name of ['premultipliedBitmap', 'canvas', 'offscreenCanvas']) {
      const { data } = results[name]!;
      expect([name, data!.slice(0, 4), data!.slice(8, 12)]).toEqual([name, [0, 0, 0, 0], [1, 2, 3, 255]]);
      expect(data!.filter((_, index) => index % 4 === 3)).toEqual([0, 3, 255, 128]);
      expect(Math.abs(data![12]! - 250)).toBeLessThanOrEqual(1);
    }
    expect(results.webglCanvas!.data).toEqual([51, 102, 153, 255]);

    // Display P3 becomes sRGB, by our numbers and by the browser's.
    for (const name of ['p3ImageData', 'p3Canvas', 'p3Bitmap']) {
      expect([name, results[name]!.data]).toEqual([name, [88, 141, 84, 255]]);
    }
    // Red of BT.601.
    const yuv = results.yuvFrame!;
    expect(yuv.hasAlpha).toBe(false);
    for (const [index, wanted] of [254, 0, 0, 255].entries()) {
      expect(Math.abs(yuv.data![index]! - wanted)).toBeLessThanOrEqual(index === 3 ? 0 : 4);
    }
    const floats = results.floatImageData!;
    expect(floats.colorSpace).toBe('linear');
    expect(floats.data![0]).toBeCloseTo(0.214041, 6);

    expect(results.hdrFrame).toEqual({ error: 'E_UNSUPPORTED' });
    for (const name of ['closedFrame', 'closedBitmap', 'emptyCanvas', 'element']) {
      expect([name, results[name]]).toEqual([name, { error: 'E_OPTION' }]);
    }
  });
});
