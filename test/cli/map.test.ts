/** `astc-wasm info --map`, as a script and a person see it. */
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(join(FIXTURES, 'textures/scene-6x6-srgb.ktx2'), folder.at('scene.ktx2'));
  copyFileSync(join(FIXTURES, 'textures/sprite-4x4-mips-premultiplied.ktx2'), folder.at('mips.ktx2'));
  copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at('scene.png'));
});
afterEach(() => folder.remove());

const info = (args: string[], env: Record<string, string> = {}) => runCli(['info', ...args], { cwd: folder.path, env });

interface MapEntry {
  kind: string;
  output: string;
  width: number;
  height: number;
  scale: number;
  unit: string;
  legend: { name: string; color: string; colorName: string; count: number; share: number }[];
}

describe('info --map', () => {
  it('draws beside the texture, and says what the colours mean', async () => {
    const result = await info(['scene.ktx2', '--map', 'modes']);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const text = result.stdout.toString();
    expect(text).toMatch(/\n {2}map of modes: scene\.modes\.png {2}1024x640, 16x16 pixels a texel\n {2}77 blocks:\n/);
    expect(text).toMatch(/\n {2}dodgerblue +1 partition +\d+ +[\d.]+ %\n/);
    expect(text).not.toContain('\u001b');
    expect(await sharp(folder.at('scene.modes.png')).metadata()).toMatchObject({ width: 1024, height: 640 });
  });

  it('shows swatches where colour is wanted', async () => {
    const result = await info(['scene.ktx2', '--map', 'partitions'], { FORCE_COLOR: '1' });
    expect(result.stdout.toString()).toContain('\u001b[48;2;112;128;144m  \u001b[0m   slategray');
  });

  it('agrees in JSON with the statistics beside it', async () => {
    const document = parseDocument(await info(['scene.ktx2', '--map', 'modes', '--json']));
    const [{ map, statistics }] = document.files as unknown as [
      { map: MapEntry; statistics: { blockCount: number; partitionCounts: number[]; voidExtentCount: number } },
    ];
    expect(map).toMatchObject({ kind: 'modes', output: 'scene.modes.png', width: 1024, height: 640, scale: 16 });
    const counts = Object.fromEntries(map.legend.map(({ name, count }) => [name, count]));
    expect(counts['void extent'] ?? 0).toBe(statistics.voidExtentCount);
    expect((counts['2 partitions'] ?? 0) + (counts['2 partitions, 2 planes'] ?? 0)).toBe(statistics.partitionCounts[1]);
    expect(map.legend.reduce((sum, { count }) => sum + count, 0)).toBe(statistics.blockCount);
    expect(map.legend.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 4);
    expect(map.legend.every(({ color }) => /^#[0-9a-f]{6}$/.test(color))).toBe(true);
  });

  it('measures errors against a picture, by the counts of compare', async () => {
    const document = parseDocument(
      await info(['scene.ktx2', '--map', 'error', '--reference', 'scene.png', '-o', 'e.png', '--json']),
    );
    const { map } = document.files[0] as unknown as { map: MapEntry };
    const same = map.legend.find(({ name }) => name === '0 of 255')?.count ?? 0;
    const compared = parseDocument(
      await runCli(['compare', 'scene.png', 'scene.ktx2', '--json'], { cwd: folder.path }),
    );
    expect(64 * 40 - same).toBe((compared.metrics as { differingPixels: number }).differingPixels);
    expect(existsSync(folder.at('e.png'))).toBe(true);
  });

  it('takes a level of its own size', async () => {
    const document = parseDocument(await info(['mips.ktx2', '--map', 'modes', '--level', '2', '--json']));
    const { map } = document.files[0] as unknown as { map: MapEntry };
    expect([map.width, map.height, map.scale]).toEqual([256, 256, 32]);
    expect((await info(['mips.ktx2', '--map', 'modes', '--layer', '1', '--force'])).stderr).toBe(
      'error: mips.ktx2: Expected a whole number from 0 to 0 for --layer but received 1\n',
    );
  });

  it('writes several maps into a folder, and one to stdout', async () => {
    const result = await info(['scene.ktx2', 'mips.ktx2', '--map', 'modes', '-o', 'maps/']);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(
      [folder.at('maps/scene.modes.png'), folder.at('maps/mips.modes.png')].every((path) => existsSync(path)),
    ).toBe(true);
    const piped = await info(['scene.ktx2', '--map', 'modes', '-o', '-']);
    expect(await sharp(piped.stdout).metadata()).toMatchObject({ format: 'png', width: 1024 });
    expect(piped.stderr).toContain('map of modes: -');
  });

  it('replaces a map only when told to', async () => {
    await info(['scene.ktx2', '--map', 'modes']);
    const again = await info(['scene.ktx2', '--map', 'modes']);
    expect(again).toMatchObject({ code: 2 });
    expect(again.stderr).toMatch(/^error: scene\.modes\.png exists already\n/);
    expect(await info(['scene.ktx2', '--map', 'modes', '--force'])).toMatchObject({ code: 0 });
  });

  it.each([
    [['--reference', 'scene.png'], 'Expected --map beside --reference'],
    [['--map', 'modes', '--reference', 'scene.png'], 'Expected no --reference for --map modes but received scene.png'],
    [['--map', 'error'], 'Expected --reference beside --map error'],
    [['--map', 'heat'], 'Expected modes, partitions or error for --map but received heat'],
    [['--map', 'modes', '-o', 'a.jpg'], 'Expected --output to end in .png but received a.jpg'],
    [['--slice', '0'], 'Expected --map beside --slice'],
  ])('refuses %j', async (args, message) => {
    const result = await info(['scene.ktx2', ...args]);
    expect(result.code).toBe(1);
    expect(result.stderr.split('\n')[0]).toBe(`error: ${message}`);
  });
});
