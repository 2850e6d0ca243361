/** Light on the command line: floats in, textures of HDR blocks and RGBM, pictures of floats out. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeExr, encodeHdr, readImage } from '../../src/index.js';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const folder = makeFolder();
afterAll(folder.remove);
const run = (...args: string[]) => runCli(args, { cwd: folder.path });
const HDR_TEXTURE = join(FIXTURES, 'textures', 'hdr-4x4.ktx2');

/** Light over eight stops, with one component of each kind that cannot be stored. */
const data = Float32Array.from({ length: 32 * 16 * 4 }, (_, index) =>
  index % 4 === 3 ? 1 : 2 ** (((index >> 2) % 32) / 4 - 4),
);
data.set([Number.NaN, -2, Number.POSITIVE_INFINITY]);
const pixels = { data, width: 32, height: 16 };

describe('decode', () => {
  it('writes light as .exr and .hdr, and as .png by a tone curve', async () => {
    expect(await run('decode', HDR_TEXTURE, '-o', 'a.exr')).toMatchObject({ code: 0, stderr: '' });
    expect(await run('decode', HDR_TEXTURE, '-o', 'a.hdr')).toMatchObject({ code: 0, stderr: '' });
    const result = await run('decode', HDR_TEXTURE, '-o', 'a.png', '--tone-curve', 'aces', '--exposure', '1', '--json');
    expect(parseDocument(result).files[0]).toMatchObject({ profile: 'hdr', toneCurve: 'aces', exposure: 1 });
    expect(parseDocument(result).files[0]).not.toHaveProperty('bits');
    const [exr, hdr, png] = await Promise.all(['a.exr', 'a.hdr', 'a.png'].map((name) => readImage(folder.at(name))));
    expect(exr!.data).toBeInstanceOf(Float32Array);
    expect(hdr!.data).toBeInstanceOf(Float32Array);
    expect(png).toMatchObject({ width: exr!.width, data: expect.any(Uint8Array) });
  });

  it('refuses other endings, and curves it does not know', async () => {
    expect(await run('decode', HDR_TEXTURE, '-o', 'a.jpg')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/end in \.png, \.hdr or \.exr/),
    });
    expect(await run('decode', HDR_TEXTURE, '-o', 'b.png', '--tone-curve', 'film')).toMatchObject({ code: 1 });
  });

  it('writes integers as light too', async () => {
    expect(await run('decode', join(FIXTURES, 'textures', 'scene-6x6-srgb.ktx2'), '-o', 'scene.exr')).toMatchObject({
      code: 0,
    });
    expect((await readImage(folder.at('scene.exr'))).colorSpace).toBe('linear');
  });
});

describe('compare', () => {
  it('of light gives mPSNR and log RMSE, with a floor and a heat map', async () => {
    await run('decode', HDR_TEXTURE, '-o', 'same.exr');
    const equal = await run('compare', HDR_TEXTURE, 'same.exr', '--json', '--min-psnr', '60');
    expect(parseDocument(equal)).toMatchObject({
      metrics: { mPsnr: null, logRmse: 0, identical: true },
      comparedPsnr: 'mPsnr',
      passed: true,
    });
    const image = await readImage(folder.at('same.exr'));
    writeFileSync(
      folder.at('other.exr'),
      await encodeExr({ ...image, data: image.data.map((value) => value * 1.5) as Float32Array }),
    );
    const other = await run('compare', HDR_TEXTURE, 'other.exr', '--min-psnr', '60', '--diff', 'diff.png');
    expect(other).toMatchObject({ code: 7, stderr: expect.stringMatching(/of mPsnr is below the floor/) });
    expect(other.stdout.toString()).toMatch(/mPSNR RGB .*dB\nlog RMSE +\d/);
    expect((await readImage(folder.at('diff.png'))).width).toBe(image.width);
    expect(await run('compare', HDR_TEXTURE, 'other.exr', '--min-ssim', '0.9')).toMatchObject({
      code: 5,
      stderr: expect.stringMatching(/^error: SSIM of pictures of light/),
    });
  });
});

describe('encode', () => {
  it('--rgbm reports what was out of range, mPSNR and log RMSE', async () => {
    writeFileSync(folder.at('sky.exr'), await encodeExr(pixels));
    const result = await run(
      'encode',
      'sky.exr',
      '-o',
      'sky.ktx2',
      '--rgbm',
      '16',
      '--block',
      '4x4',
      '--mipmaps',
      '--metrics',
      '--json',
    );
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^warning: sky.exr: components out of range: 1 NaN become 0/),
    });
    const [file] = parseDocument(result).files;
    expect(file).toMatchObject({
      profile: 'ldr',
      colorSpace: 'linear',
      levels: 6,
      floats: { nan: 1, negative: 1, infinite: 1, aboveHalf: 0 },
      metrics: { mPsnr: expect.any(Number), logRmse: expect.any(Number) },
    });
  });

  it('--profile ldr cuts light, and reports PSNR', async () => {
    writeFileSync(folder.at('cut.hdr'), await encodeHdr(pixels));
    const result = await run('encode', 'cut.hdr', '--profile', 'ldr', '--metrics', '--json');
    expect(parseDocument(result).files[0]).toMatchObject({
      profile: 'ldr',
      colorSpace: 'linear',
      metrics: { psnrRgb: expect.any(Number) },
    });
    expect((await readFile(folder.at('cut.ktx2'))).length).toBeGreaterThan(0);
  });
});
