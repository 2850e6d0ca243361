/** HDR blocks from end to end; what native astcenc decodes of them. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  compareHdrImages,
  decode,
  encode,
  encodeExr,
  FOOTPRINTS,
  measureHdrEncoding,
  readImage,
  readTexture,
  validateKtx2,
  writeTexture,
} from 'astc-wasm';
import { describe, expect, it } from 'vitest';
import { makeFolder, parseDocument, runCli } from '../support/cli.js';
import { type NativeDecoder, packagedAstcenc } from '../support/native-astcenc.js';
import { makeLight, makeSun } from '../support/pictures.js';

const packaged = packagedAstcenc();
if (typeof packaged === 'string') console.warn(`SKIPPED: HDR blocks through native astcenc: ${packaged}`);

describe('HDR blocks', () => {
  it.each(['hdr', 'hdr-rgb'] as const)('of profile %s decode to the light they were made of', async (profile) => {
    const image = makeLight(61, 47);
    const texture = await encode(image, { profile, block: '4x4' });
    expect(texture).toMatchObject({ profile, colorSpace: 'linear' });
    const decoded = await decode(texture);
    const metrics = measureHdrEncoding(image, decoded, { profile, block: '4x4' });
    expect(metrics.mPsnr).toBeGreaterThan(40);
    expect(metrics.logRmse).toBeLessThan(0.2);
    const alphaErrors = decoded.data.map((value, index) =>
      index % 4 === 3 ? Math.abs(value - image.data[index]!) : 0,
    );
    expect(Math.max(...alphaErrors)).toBeLessThan(0.05);
  });

  it('are the same from 1 and 3 threads', async () => {
    const image = makeLight(128, 128);
    const [one, three] = await Promise.all([1, 3].map((threads) => encode(image, { threads, quality: 'fast' })));
    expect(three!.levels[0]!.data).toEqual(one!.levels[0]!.data);
  });

  it.skipIf(typeof packaged === 'string').each(FOOTPRINTS)(
    'of %s are decoded by native astcenc to the same half floats',
    async (block) => {
      const folder = makeFolder();
      try {
        for (const [profile, flag] of [
          ['hdr', '-dH'],
          ['hdr-rgb', '-dh'],
        ] as const) {
          for (const [width, height] of [
            [45, 31],
            [1, 1],
          ] as const) {
            const texture = await encode(makeLight(width, height), { block, profile });
            writeFileSync(folder.at('sky.astc'), writeTexture(texture, { container: 'astc' }));
            spawnSync((packaged as NativeDecoder).path, [flag, folder.at('sky.astc'), folder.at('sky.exr'), '-silent']);
            const theirs = await readImage(readFileSync(folder.at('sky.exr')));
            expect(theirs.data).toEqual((await decode(texture)).data);
          }
        }
      } finally {
        folder.remove();
      }
    },
  );

  // Most of the error of such a picture lies in the few blocks where levels are stops apart.
  it.skipIf(typeof packaged === 'string')('of a sun and its ringing are as good as native ones', async () => {
    const folder = makeFolder();
    try {
      const image = makeSun(64);
      writeFileSync(folder.at('sun.exr'), await encodeExr(image));
      for (const block of ['6x6', '8x8'] as const) {
        for (const quality of ['medium', 'thorough'] as const) {
          const { path } = packaged as NativeDecoder;
          spawnSync(path, ['-ch', folder.at('sun.exr'), folder.at('sun.astc'), block, `-${quality}`, '-silent']);
          const theirs = await decode(readTexture(readFileSync(folder.at('sun.astc'))), { profile: 'hdr-rgb' });
          const ours = await decode(await encode(image, { block, quality, profile: 'hdr-rgb' }));
          const [mPsnr, peer] = [ours, theirs].map((decoded) => compareHdrImages(image, decoded).mPsnr);
          expect(mPsnr, `${block} ${quality}`).toBeGreaterThan(peer!);
        }
      }
    } finally {
      folder.remove();
    }
  });

  it('make cube maps of panoramas, with levels in linear light, and valid KTX2', async () => {
    const texture = await encode(makeLight(128, 64), { cubemap: true, mipmaps: true, mipSeamless: true });
    expect(texture).toMatchObject({ faces: 6, width: 32, profile: 'hdr' });
    const file = writeTexture(texture, { container: 'ktx2' });
    expect(await validateKtx2(file)).toMatchObject({ valid: true });
    expect(readTexture(file)).toMatchObject({ profile: 'hdr', colorSpace: 'linear' });
  });

  it('store NaN and negatives as 0, and what is above 65504 as 65504', async () => {
    const data = Float32Array.from({ length: 64 }, (_, index) => [Number.NaN, -5, 1e9, 1][index % 4]!);
    const texture = await encode({ data, width: 4, height: 4 }, { block: '4x4', onWarning: () => undefined });
    const expected = Float32Array.from({ length: 64 }, (_, index) => [0, 0, 65504, 1][index % 4]!);
    expect(compareHdrImages(await decode(texture), { data: expected, width: 4, height: 4 }).maxStops).toBeLessThan(
      0.01,
    );
  });
});

describe('encode on the command line', () => {
  it('takes .hdr as hdr and reports mPSNR and log RMSE', async () => {
    const folder = makeFolder();
    try {
      const { encodeHdr } = await import('astc-wasm');
      writeFileSync(folder.at('sky.hdr'), await encodeHdr({ ...makeLight(64, 32), hasAlpha: false }));
      const result = await runCli(['encode', 'sky.hdr', '--metrics', '--json'], { cwd: folder.path });
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(parseDocument(result).files[0]).toMatchObject({
        profile: 'hdr',
        colorSpace: 'linear',
        floats: { nan: 0 },
        metrics: { mPsnr: expect.any(Number), logRmse: expect.any(Number) },
      });
    } finally {
      folder.remove();
    }
  });
});
