/** The preset below `fastest`: a search of its own for LDR pictures, `fastest` for what it does not know. */
import { writeFileSync } from 'node:fs';
import { type EncodeOptions, encode, QUALITY_PRESETS } from 'astc-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, parseDocument, runCli } from '../support/cli.js';
import { makeLight, makePicture } from '../support/pictures.js';

const folder = makeFolder();
afterAll(folder.remove);

type Input = Parameters<typeof encode>[0];

const bytesOf = async (image: Input, options: EncodeOptions) => (await encode(image, options)).levels[0]!.data;

/** Whether the preset has blocks of its own for an image. */
async function isOwn(image: Input, options: EncodeOptions) {
  const realtime = await bytesOf(image, { threads: 1, ...options, quality: 'realtime' });
  const fastest = await bytesOf(image, { threads: 1, ...options, quality: 'fastest' });
  expect(realtime.length).toBe(fastest.length);
  return Buffer.compare(realtime, fastest) !== 0;
}

describe('realtime', () => {
  it('stands before all others, so lists of presets begin with it', () => {
    expect(Object.keys(QUALITY_PRESETS).slice(0, 2)).toEqual(['realtime', 'fastest']);
  });

  it('has a search of its own for pictures at every footprint of two axes', async () => {
    for (const block of ['4x4', '6x6', '12x12'] as const)
      expect(await isOwn(makePicture(130, 66), { block })).toBe(true);
  });

  it('is fastest for HDR and volumes', async () => {
    expect(await isOwn(makeLight(40, 20), { block: '6x6' })).toBe(false);
    const slices = Array.from({ length: 8 }, () => makePicture(20, 20));
    expect(await isOwn(slices, { block: '4x4x4', depth: true })).toBe(false);
  });

  it('is told by its name on the command line, as a number in the document', async () => {
    writeFileSync(folder.at('scene.ppm'), Buffer.concat([Buffer.from('P6 9 5 255\n'), Buffer.alloc(9 * 5 * 3, 77)]));
    const run = (...args: string[]) =>
      runCli(['encode', 'scene.ppm', '-o', 'a.astc', '--force', '--quality', 'realtime', ...args], {
        cwd: folder.path,
      });
    expect((await run()).stdout.toString()).toMatch(/ quality realtime /);
    expect(parseDocument(await run('--json')).files[0]).toMatchObject({ quality: -1 });
  });
});
