/** mPSNR and log RMSE: known numbers, and those that native astcenc prints. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareHdrImages, differenceImage, encodeExr, encodeHdr, type Image, readImage } from '../../src/index.js';
import { joinHdrMetrics } from '../../src/metrics/hdr.js';
import { RAMP } from '../../src/metrics/heat-map.js';
import { makeFolder } from '../support/cli.js';
import { packagedAstcenc, systemAstcenc } from '../support/native-astcenc.js';

/** A sky: a bright disc, a horizon, and darkness below. */
function sky(width: number, height: number, sun: number): Image & { data: Float32Array } {
  const data = new Float32Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const disc = Math.hypot(x / width - 0.3, y / height - 0.3) < 0.06 ? sun : 0;
      const light = 2 ** (4 * Math.sin(x * 0.21) * Math.cos(y * 0.13) - (6 * y) / height);
      data.set([light + disc, light * 0.8 + disc, y > height * 0.9 ? 0 : light * 0.5 + disc, 1], (y * width + x) * 4);
    }
  }
  return { width, height, data, channels: 4, colorSpace: 'linear', hasAlpha: false };
}

const pixel = (...components: number[]) => ({ data: Float32Array.from(components), width: 1, height: 1 });

describe('compareHdrImages', () => {
  it('of equal pictures is infinite and 0', () => {
    const image = sky(16, 16, 100);
    expect(compareHdrImages(image, image)).toMatchObject({
      mPsnr: Number.POSITIVE_INFINITY,
      logRmse: 0,
      maxStops: 0,
      differingPixels: 0,
      identical: true,
    });
  });

  it('sums squares of logarithms over three components: a factor of two in one is 1', () => {
    const metrics = compareHdrImages(pixel(1, 1, 1, 1), pixel(2, 1, 1, 1));
    expect(metrics.logRmse).toBeCloseTo(1, 5);
    expect(metrics.maxStops).toBe(1);
    expect(metrics.psnrPeak).toBeCloseTo(10 * Math.log10(3), 10);
    expect(metrics).toMatchObject({ peak: 1, differingPixels: 1, identical: false });
  });

  it('takes what cannot be stored for what is stored', () => {
    expect(compareHdrImages(pixel(Number.NaN, -1, Infinity, 1), pixel(0, 0, 65504, 1)).identical).toBe(true);
    expect(compareHdrImages(pixel(1, 1, 1, 1), pixel(1.0001, 1, 1, 1)).identical).toBe(true);
  });

  it('refuses pictures of two sizes', () => {
    expect(() => compareHdrImages(sky(2, 2, 1), sky(2, 3, 1))).toThrowError(/of one size/);
  });

  it('of parts is that of all their pixels', () => {
    const [a, b] = [sky(16, 8, 10), sky(16, 8, 90)];
    const worse = (image: Image) => ({ ...image, data: (image.data as Float32Array).map((value) => value * 1.07) });
    const whole = (images: Image[]): Image => ({
      ...images[0]!,
      height: 16,
      data: Float32Array.from(images.flatMap(({ data }) => [...data])),
    });
    const joined = joinHdrMetrics([compareHdrImages(a, worse(a)), compareHdrImages(b, worse(b))]);
    const expected = compareHdrImages(whole([a, b]), whole([worse(a), worse(b)]));
    expect(joined.mPsnr).toBeCloseTo(expected.mPsnr, 9);
    expect(joined.logRmse).toBeCloseTo(expected.logRmse, 9);
    expect(joined.psnrPeak).toBeCloseTo(expected.psnrPeak, 9);
  });
});

describe.each([
  ['4.7', packagedAstcenc()],
  ['of the system', systemAstcenc()],
] as const)('native astcenc %s', (_, native) => {
  const cases = [
    ['hdr', '4x4', sky(61, 47, 500), encodeHdr],
    ['hdr', '8x8', sky(64, 64, 60000), encodeHdr],
    ['exr', '6x6', sky(50, 70, 4), encodeExr],
  ] as const;
  it.skipIf(typeof native === 'string').each(cases)(
    'reads our .%s and prints our figures at %s',
    async (kind, block, image, encode) => {
      const { path } = native as Exclude<typeof native, string>;
      const folder = makeFolder();
      try {
        writeFileSync(folder.at(`in.${kind}`), await encode(image));
        const args = ['-th', folder.at(`in.${kind}`), folder.at('out.exr'), block, '-fast', '-j', '1'];
        const printed = spawnSync(path, args, { encoding: 'utf8' }).stdout;
        const [source, decoded] = await Promise.all(
          [`in.${kind}`, 'out.exr'].map((name) => readImage(readFileSync(folder.at(name)))),
        );
        const metrics = compareHdrImages(source!, decoded!);
        const figure = (name: string) => new RegExp(`${name}: +([\\d.]+)`).exec(printed)?.[1];
        expect(metrics.mPsnr.toFixed(4)).toBe(figure('mPSNR \\(RGB\\)'));
        expect(metrics.logRmse.toFixed(4)).toBe(figure('LogRMSE \\(RGB\\)'));
        expect(metrics.psnrPeak.toFixed(4)).toBe(figure('PSNR \\(RGB norm to peak\\)'));
        expect(metrics.peak.toFixed(6)).toBe(
          /peak ([\d.]+)/.exec(printed.slice(printed.indexOf('norm to')).slice(10))?.[1],
        );
      } finally {
        folder.remove();
      }
    },
  );
});

describe('differenceImage of light', () => {
  it('has 64 steps a stop: a factor of two is white, nothing is black, anything is seen', () => {
    const color = (step: number) => [...RAMP.subarray(step * 3, step * 3 + 3), 255];
    const diff = (factor: number) => Array.from(differenceImage(pixel(3, 3, 3, 1), pixel(3 * factor, 3, 3, 1)).data);
    expect(diff(1)).toEqual(color(0));
    expect(diff(1.001)).toEqual(color(1));
    expect(diff(Math.SQRT2)).toEqual(color(32));
    expect(diff(2)).toEqual(color(64));
    expect(diff(2)).toEqual([255, 255, 255, 255]);
  });
});
