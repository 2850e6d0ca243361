/** A lit quad of three.js with a normal map from our default file, against the same from the PNG. */
import { type EncodeOptions, encode, encodePng, type Image, writeTexture } from 'astc-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium } from '../support/browser.js';
import { missingAdopters } from './adopters.js';
import { type LoaderPage, openLoaderPage } from './loader-page.js';

const SIDE = 256;
const chromium = findChromium();
const skipped = 'missing' in chromium ? chromium.missing : missingAdopters('esbuild', 'three');
if (skipped !== undefined) console.warn(`SKIPPED: normal maps in three.js: ${skipped}`);

/** A surface of waves, stones and a rim, as unit vectors: 0..255 for -1..1, X to the right, Y upwards. */
function normals(): Image {
  const heightAt = (x: number, y: number) => {
    const stones = Math.max(0, Math.sin(x / 11) * Math.sin(y / 13)) ** 0.7 * 5;
    const rim = Math.hypot(x - SIDE / 2, y - SIDE / 2) < 60 ? 4 : 0;
    return stones + rim + 1.5 * Math.sin((x + 2 * y) / 17) + 0.4 * Math.sin(x / 1.9) * Math.cos(y / 2.3);
  };
  const data = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const slopeX = (heightAt(x - 1, y) - heightAt(x + 1, y)) / 2;
      const slopeY = (heightAt(x, y + 1) - heightAt(x, y - 1)) / 2;
      const length = Math.hypot(slopeX, slopeY, 1);
      const vector = [slopeX, slopeY, 1].map((component) => Math.round((component / length / 2 + 0.5) * 255));
      data.set(vector, (y * SIDE + x) * 4);
    }
  }
  return { width: SIDE, height: SIDE, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
}

/** PSNR of red, green and blue in dB. */
function psnrDb(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) if ((index & 3) !== 3) sum += (a[index]! - b[index]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / ((a.length / 4) * 3)));
}

describe.skipIf(skipped !== undefined)('a lit quad of three.js', () => {
  const image = normals();
  let page: LoaderPage;
  let fromPng: Uint8Array;

  const draw = async (name: string, bytes: Uint8Array) => {
    const { refusal, error, drawn, label } = await page.load(name, bytes, { width: SIDE, height: SIDE });
    expect([refusal, error]).toEqual([undefined, undefined]);
    return { drawn, label };
  };
  const drawTexture = async (options: EncodeOptions) => {
    const texture = await encode(image, { content: 'normal', ...options });
    const { drawn, label } = await draw('normals.ktx2', writeTexture(texture));
    return { psnr: psnrDb(drawn, fromPng), label };
  };

  beforeAll(async () => {
    page = await openLoaderPage('three-normal', 'path' in chromium ? chromium.path : '');
    fromPng = (await draw('normals.png', await encodePng(image))).drawn;
  });
  afterAll(() => page?.close());

  test('is lit: the normal map shows', () => {
    const colors = new Set(Array.from({ length: SIDE }, (_, x) => fromPng[(100 * SIDE + x) * 4]!));
    expect(colors.size).toBeGreaterThan(40);
  });

  test('from our default KTX2 is within 40 dB of the one from the PNG', async () => {
    const { psnr, label } = await drawTexture({});
    console.info(`lit quad, default normal map: ${psnr.toFixed(1)} dB`);
    expect(psnr).toBeGreaterThanOrEqual(40);
    expect(label).toBe('none');
  });

  test.each([
    [{ block: '4x4' }, 45],
    [{ format: 'eac-rg11' }, 45],
  ] as const)('from %j is within %i dB', async (options, floor) => {
    const { psnr } = await drawTexture(options);
    console.info(`lit quad, ${JSON.stringify(options)}: ${psnr.toFixed(1)} dB`);
    expect(psnr).toBeGreaterThanOrEqual(floor);
  });

  test.each(['la', 'rg'] as const)(
    'is not to be had from layout %s, which target three therefore refuses',
    async (normalLayout) => {
      const { psnr } = await drawTexture({ block: '4x4', normalLayout });
      console.info(`lit quad, layout ${normalLayout}: ${psnr.toFixed(1)} dB`);
      expect(psnr).toBeLessThan(25);
      await expect(
        encode(image, { format: 'astc', content: 'normal', normalLayout, target: 'three' }),
      ).rejects.toMatchObject({
        code: 'E_OPTION',
      });
    },
  );
});
