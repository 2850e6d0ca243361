/** `--gpu` as a script sees it: over SwiftShader, and where there is no GPU. */
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTexture, type Texture } from 'astc-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';
import { driverFile } from '../support/gpu.js';

const driver = driverFile('swiftshader');
if (driver === undefined && process.env.REQUIRE_GPU) throw new Error('no SwiftShader, and REQUIRE_GPU is set');
if (driver === undefined) console.warn('SKIPPED: --gpu over SwiftShader: it is not installed');

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at('scene.png'));
});
afterEach(() => folder.remove());

// A layer of Mesa that some machines have complains on stderr where there is no XDG_RUNTIME_DIR.
const overDriver = (file: string) => ({ VK_ICD_FILENAMES: file, XDG_RUNTIME_DIR: folder.path });

const encodeOver = (file: string, ...args: string[]) =>
  runCli(['encode', ...args, '--quality', 'fastest', '--format', 'etc2-rgb'], {
    cwd: folder.path,
    env: overDriver(file),
  });

describe.skipIf(driver === undefined)('encode --gpu over a driver in software', () => {
  it('is refused: that is no GPU', async () => {
    for (const words of [
      ['--gpu', 'scene.png'],
      ['scene.png', '--gpu'],
    ]) {
      const result = await encodeOver(driver!, ...words);
      expect(result.code).toBe(5);
      expect(result.stderr).toMatch(
        /^error: scene\.png: no GPU was found \(only SwiftShader.*computes on the CPU\)\nhint: /,
      );
      expect(readdirSync(folder.path)).toEqual(['scene.png']);
    }
  });

  it('with auto is done by the CPU, which is said', async () => {
    const result = await encodeOver(driver!, 'scene.png', '--gpu', 'auto', '--json');
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(/^warning: scene\.png: no GPU was found .*: the CPU compresses instead$/m);
    expect(parseDocument(result).files[0]).toMatchObject({ device: 'cpu' });
  });

  it('with software makes a texture, its mip levels and its metrics, and names the adapter', async () => {
    const words = ['scene.png', '--gpu=software', '--mipmaps', '--metrics', '--json'];
    const result = await encodeOver(driver!, ...words);
    expect(result.code).toBe(0);
    const [file] = parseDocument(result).files;
    expect(file).toMatchObject({ device: 'gpu', adapter: expect.stringContaining('SwiftShader'), levels: 7 });
    const texture = readTexture(readFileSync(folder.at('scene.ktx2'))) as Texture;
    expect(texture).toMatchObject({ format: 'etc2-rgb', width: 64, height: 40 });
    const cpu = await encodeOver(driver!, 'scene.png', '--mipmaps', '--metrics', '--json', '-o', 'cpu.ktx2');
    const psnrOf = (entry: Record<string, unknown> | undefined) => (entry!.metrics as { psnrRgb: number }).psnrRgb;
    expect(psnrOf(file)).toBeGreaterThan(psnrOf(parseDocument(cpu).files[0]) - 0.25);
  });

  it('of volumes says that the CPU does them', async () => {
    copyFileSync(folder.at('scene.png'), folder.at('next.png'));
    const words = [
      'encode',
      'scene.png',
      'next.png',
      '--depth',
      '--block',
      '4x4x4',
      '-o',
      'a.ktx2',
      '--quality',
      'fastest',
    ];
    const over = (mode: string) => runCli([...words, mode], { cwd: folder.path, env: overDriver(driver!) });
    expect(await over('--gpu=software')).toMatchObject({ code: 5, stderr: expect.stringContaining('no volumes') });
    expect(existsSync(folder.at('a.ktx2'))).toBe(false);
    expect(await over('--gpu=auto')).toMatchObject({ code: 0 });
  });
});

describe('encode --gpu without any driver', () => {
  it('is one clear error with exit code 5, or the CPU’s work with auto', async () => {
    const result = await encodeOver(folder.at('nothing.json'), 'scene.png', '--gpu=software');
    expect(result.code).toBe(5);
    expect(result.stderr).toMatch(/^error: scene\.png: no GPU was found/m);
    expect(readdirSync(folder.path)).toEqual(['scene.png']);
    expect(await encodeOver(folder.at('nothing.json'), 'scene.png', '--gpu=auto')).toMatchObject({ code: 0 });
  });
});
