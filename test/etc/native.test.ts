/** A native encoder's KTX 1 files, through our reader and decoder, against the pictures it decodes them to itself. */
import { decode, readImage, readTexture, writeTexture } from 'astc-wasm';
import { afterAll, describe, expect, test } from 'vitest';
import { FIXTURES, makeFolder } from '../support/cli.js';
import { ETCTOOL_FORMATS, findEtcTool, runEtcTool } from '../support/etctool.js';

const found = findEtcTool();
if ('missing' in found) console.warn(`SKIPPED: files and decoder of native etc2comp: ${found.missing}`);
const toolPath = 'path' in found ? found.path : '';

const folder = makeFolder();
afterAll(folder.remove);

/** A picture with hard edges, smooth parts and an alpha of 0, 1 and between; and one without. */
const PICTURES = ['images/sprite-rgba8.png', 'images/scene-rgb8.png'];
/**
 * Components of the native picture that count, and how far it may be off. It repeats red in green and blue of R11, loses
 * green of some RG11 blocks (that our green is near the source is a test of its own), shows black where alpha is 0, and
 * rounds signed values in its own way.
 */
const COMPARED: Readonly<Record<keyof typeof ETCTOOL_FORMATS, { components: number[]; tolerance: number }>> = {
  etc1: { components: [0, 1, 2, 3], tolerance: 0 },
  'etc2-rgb': { components: [0, 1, 2, 3], tolerance: 0 },
  'etc2-rgba1': { components: [0, 1, 2, 3], tolerance: 0 },
  'etc2-rgba': { components: [0, 1, 2, 3], tolerance: 0 },
  'eac-r11': { components: [0], tolerance: 0 },
  'eac-rg11': { components: [0], tolerance: 0 },
  'eac-r11-snorm': { components: [0], tolerance: 1 },
  'eac-rg11-snorm': { components: [0], tolerance: 1 },
};
const FORMATS = Object.keys(ETCTOOL_FORMATS) as (keyof typeof ETCTOOL_FORMATS)[];

describe.skipIf('missing' in found).each(PICTURES)('etc2comp on %s', (picture) => {
  test.each(FORMATS)('%s decodes to the native decoder’s picture', { timeout: 120_000 }, async (format) => {
    const { ktx, decodedPng } = runEtcTool(toolPath, `${FIXTURES}${picture}`, format, folder.path);
    const texture = readTexture(ktx);
    expect(texture).toMatchObject({ format, block: '4x4', levels: [{ width: texture.width }] });
    const ours = await decode(texture, { threads: 1 });
    const theirs = await readImage(decodedPng, { colorProfile: 'keep' });
    expect([ours.width, ours.height]).toEqual([theirs.width, theirs.height]);
    const { components, tolerance } = COMPARED[format];
    let worst = 0;
    for (let texel = 0; texel < ours.data.length; texel += 4) {
      const shown = ours.data[texel + 3] === 0 ? [3] : components;
      for (const component of shown) {
        worst = Math.max(worst, Math.abs(ours.data[texel + component]! - theirs.data[texel + component]!));
      }
    }
    expect(worst).toBeLessThanOrEqual(tolerance);
  });

  test.each(['eac-rg11', 'eac-rg11-snorm'] as const)('green of %s is near the source', async (format) => {
    const { ktx } = runEtcTool(toolPath, `${FIXTURES}${picture}`, format, folder.path);
    const source = await readImage(`${FIXTURES}${picture}`, { colorProfile: 'keep' });
    const ours = await decode(readTexture(ktx), { threads: 1 });
    let sumSq = 0;
    for (let green = 1; green < ours.data.length; green += 4) sumSq += (ours.data[green]! - source.data[green]!) ** 2;
    // 40 dB.
    expect(sumSq / (ours.width * ours.height)).toBeLessThan(6.5);
  });

  test.each(FORMATS)('%s is written with the same header fields', { timeout: 120_000 }, (format) => {
    const { ktx } = runEtcTool(toolPath, `${FIXTURES}${picture}`, format, folder.path);
    const ours = writeTexture({ ...readTexture(ktx), colorSpace: 'linear' }, { container: 'ktx' });
    // All but the length of the key/value data, of which it writes none.
    expect(ours.subarray(0, 60)).toEqual(ktx.subarray(0, 60));
  });
});
