/** `--target` on the command line: the file it makes, and what it refuses in the words of the flags. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTexture } from 'astc-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, runCli } from '../support/cli.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

const encode = (...args: string[]) => runCli(['encode', SCENE, '--quality', 'fastest', ...args], { cwd: folder.path });

describe('encode --target', () => {
  it.each([
    ['three', 'out/scene-rgb8.ktx2', { format: 'astc', block: '6x6', colorSpace: 'srgb' }],
    ['pixi', 'out/scene-rgb8.ktx', { format: 'astc', block: '4x4', colorSpace: 'linear' }],
    ['playcanvas', 'out/scene-rgb8.ktx', { format: 'etc2-rgba', colorSpace: 'linear' }],
  ])('%s makes %s', async (target, file, texture) => {
    expect(await encode('--target', target, '-o', 'out/')).toMatchObject({ code: 0, stderr: '' });
    expect(readTexture(Uint8Array.from(readFileSync(folder.at(file))))).toMatchObject(texture);
  });

  it('says what the loader’s users have to know', async () => {
    const { stdout } = await encode('--target', 'gltf', '-o', 'a.ktx2');
    expect(stdout.toString()).toMatch(/^note: give the texture a sampler whose minFilter uses no mip levels/);
    const quiet = await encode('--target', 'gltf', '-o', 'b.ktx2', '--quiet');
    expect(quiet.stdout.toString()).toBe('');
  });

  it.each([
    [
      ['--target', 'three', '--block', '8x8'],
      'error: Expected 6x6 or 4x4 for --block with --target three, --format astc but received 8x8\n' +
        'hint: KTX2Loader of three.js r187 knows these footprints alone\n',
    ],
    [
      ['--target', 'pixi', '-o', 'a.ktx2'],
      'error: Expected ktx for --container with --target pixi, --format astc but received ktx2\n' +
        'hint: the KTX loader of PixiJS 8.22 knows no compressed format in KTX2\n',
    ],
    [
      ['--target', 'gltf', '--alpha', 'premultiply'],
      'error: Expected straight or bleed for --alpha with --target gltf but received premultiply\n' +
        'hint: EXT_texture_astc of glTF forbids it\n',
    ],
    [
      ['--target', 'three', '--zlib', '9'],
      'error: Expected no packing or zstd for --target three, --format astc but received zlib\n' +
        'hint: KTX2Loader of three.js r187 unpacks Zstandard alone\n',
    ],
  ])('%j is refused', async (args, stderr) => {
    expect(await encode(...args)).toMatchObject({ code: 1, stderr });
  });
});

describe('encode --content normal', () => {
  it('says how two components are sampled, and nothing of three', async () => {
    const two = await encode('--content', 'normal', '--normal-layout', 'la', '-o', 'two.ktx2');
    expect(two.stdout.toString()).toMatch(
      /^note: normals hold X and Y only: sample as \.ra and compute Z \(KTXswizzle ra01/,
    );
    const three = await encode('--content', 'normal', '-o', 'three.ktx2');
    expect(three.stdout.toString()).not.toContain('note:');
  });
});
