/** `encode` with mip levels and sizes, on the command line. */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode as encodeImage, readImage, readTexture } from 'astc-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const SPRITE = join(FIXTURES, 'images/sprite-rgba8.png');

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(SCENE, folder.at('scene.png'));
});
afterEach(() => folder.remove());

const encode = (...args: string[]) =>
  runCli(['encode', 'scene.png', '--quality', 'fastest', ...args], { cwd: folder.path });
const read = (name: string) => readTexture(Uint8Array.from(readFileSync(folder.at(name))));
const sizesOf = (name: string) => read(name).levels.map(({ width, height }) => `${width}x${height}`);

async function sceneSize(): Promise<[number, number]> {
  const { width, height } = await readImage(SCENE);
  return [width, height];
}

describe('mip levels', () => {
  it.each(['ktx2', 'ktx'])('are all there in %s, in the file and in the document', async (container) => {
    const [width, height] = await sceneSize();
    const count = Math.floor(Math.log2(Math.max(width, height))) + 1;
    const result = await encode('--mipmaps', '-o', `a.${container}`, '--json');
    expect(parseDocument(result).files[0]).toMatchObject({ levels: count, width, height });
    expect(sizesOf(`a.${container}`)).toEqual(
      Array.from({ length: count }, (_, level) => `${Math.max(1, width >> level)}x${Math.max(1, height >> level)}`),
    );
  });

  it('are those of the library', async () => {
    await encode('--mipmaps', '--mip-filter', 'mitchell', '--mip-wrap', 'mirror', '--mip-scale', '1.2', '-o', 'a.ktx2');
    const texture = await encodeImage(await readImage(SCENE), {
      quality: 'fastest',
      mipmaps: true,
      mipFilter: 'mitchell',
      mipWrap: 'mirror',
      mipScale: 1.2,
    });
    expect(read('a.ktx2').levels.map(({ data }) => [...data])).toEqual(texture.levels.map(({ data }) => [...data]));
  });

  it('differ by each of the flags', async () => {
    const contents = new Set<string>();
    const flags = [[], ['--mip-filter', 'box'], ['--mip-wrap', 'repeat'], ['--mip-scale', '2'], ['--content', 'mask']];
    for (const [index, more] of flags.entries()) {
      expect((await encode('--levels', '3', '-o', `${index}.ktx2`, ...more)).code).toBe(0);
      contents.add(Buffer.from(read(`${index}.ktx2`).levels[1]!.data).toString('hex'));
    }
    expect(contents.size).toBe(flags.length);
  });

  it('keep the coverage of an alpha test', async () => {
    copyFileSync(SPRITE, folder.at('scene.png'));
    await encode('--levels', '3', '-o', 'a.ktx2');
    await encode('--levels', '3', '--mip-coverage', '0.7', '-o', 'b.ktx2');
    expect(read('b.ktx2').levels[0]).toEqual(read('a.ktx2').levels[0]);
    expect(read('b.ktx2').levels[1]).not.toEqual(read('a.ktx2').levels[1]);
  });

  it('lanczos is lanczos3, the default', async () => {
    await encode('--levels', '2', '-o', 'a.ktx2');
    await encode('--levels', '2', '--mip-filter', 'lanczos', '-o', 'b.ktx2');
    await encode('--levels', '2', '--mip-filter', 'lanczos3', '-o', 'c.ktx2');
    // What made a file stands in it; the levels are the same.
    const [a, b, c] = ['a', 'b', 'c'].map((name) => read(`${name}.ktx2`).levels);
    expect(b).toEqual(a);
    expect(c).toEqual(a);
  });

  it('are counted by --levels, which asks for them', async () => {
    expect((await encode('--levels', '2', '-o', 'a.ktx2')).code).toBe(0);
    expect(sizesOf('a.ktx2')).toHaveLength(2);
    expect((await encode('--levels', '1', '-o', 'one.astc')).code).toBe(0);
    const result = await encode('--levels', '20', '-o', 'b.ktx2');
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(
      /^error: scene\.png: Expected at most \d+ levels of a picture of \d+x\d+ but received 20\n$/,
    );
  });

  it.each([
    ['a.astc', []],
    ['a.pkm', ['--format', 'etc2-rgb']],
  ])('do not fit into %s', async (output, more) => {
    const result = await encode('--mipmaps', '-o', output, ...more);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(
      /^error: Expected ktx2, ktx or dds for --container with --mipmaps but received \w+\nhint: .* hold one level: -o NAME\.ktx2 /,
    );
    expect(existsSync(folder.at(output))).toBe(false);
  });

  it('are measured by the largest', async () => {
    const [one, all] = await Promise.all([
      encode('-o', 'one.ktx2', '--metrics', '--json'),
      encode('-o', 'all.ktx2', '--metrics', '--json', '--mipmaps'),
    ]);
    expect(parseDocument(all).files[0]!.metrics).toEqual(parseDocument(one).files[0]!.metrics);
  });

  it('are what EXT_texture_astc asks for: its note is gone', async () => {
    const { stdout } = await encode('--target', 'gltf', '--mipmaps', '-o', 'a.ktx2');
    expect(stdout.toString()).not.toContain('minFilter');
    const part = await encode('--target', 'gltf', '--levels', '2', '-o', 'b.ktx2');
    expect(part.stdout.toString()).toContain('minFilter');
  });

  it.each(['three', 'babylon', 'pixi', 'playcanvas', 'webgl', 'vulkan', 'metal'])('go to %s', async (target) => {
    expect(await encode('--target', target, '--mipmaps', '-o', 'out/')).toMatchObject({ code: 0, stderr: '' });
  });

  it('of a target that draws numbers as they are are filtered in the light of the picture', async () => {
    await encode('--target', 'pixi', '--levels', '2', '-o', 'pixi.ktx');
    await encode('--block', '4x4', '--levels', '2', '-o', 'plain.ktx');
    await encode('--block', '4x4', '--levels', '2', '--color-space', 'linear', '-o', 'linear.ktx');
    const half = async (name: string) => {
      await runCli(['decode', name, '--level', '1', '-o', `${name}.png`, '--color-space', 'linear'], {
        cwd: folder.path,
      });
      return (await readImage(folder.at(`${name}.png`))).data as Uint8Array;
    };
    const [pixi, plain, linear] = [await half('pixi.ktx'), await half('plain.ktx'), await half('linear.ktx')];
    const distance = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0);
    expect(distance(pixi, plain)).toBeLessThan(distance(pixi, linear));
  });
});

describe('a picture for a level', () => {
  it('is taken, and the levels after it are made of it', async () => {
    await encode('--mipmaps', '-o', 'a.ktx2');
    await runCli(['decode', 'a.ktx2', '--level', '2', '-o', 'two.png'], { cwd: folder.path });
    await runCli(['decode', 'a.ktx2', '--level', '4', '-o', 'four.png'], { cwd: folder.path });
    const result = await encode('--mipmaps', '--mip-level', '2=two.png', '--mip-level', '4=four.png', '-o', 'b.ktx2');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const [plain, given] = [read('a.ktx2').levels, read('b.ktx2').levels];
    expect(given[1]!.data).toEqual(plain[1]!.data);
    expect(given[2]!.data).not.toEqual(plain[2]!.data);
    expect(given).toHaveLength(plain.length);
  });

  it.each([
    [
      ['--mip-level', '1=tiny.png'],
      1,
      /^error: scene\.png: Expected a picture of \d+x\d+ for --mip-level 1=tiny\.png but received /,
    ],
    [
      ['--mip-level', '20=tiny.png'],
      1,
      /^error: scene\.png: Expected a level from 1 to \d+ but received --mip-level 20=tiny\.png\n$/,
    ],
    [['--mip-level', '1=none.png'], 2, /^error: scene\.png: --mip-level 1=none\.png: cannot be read/],
    [['--mip-level', '1=text.png'], 3, /^error: scene\.png: --mip-level 1=text\.png: not a file of a known kind/],
    [
      ['--mip-level', '1=tiny.png', '--mip-level', '1=a.png'],
      1,
      /^error: Expected one picture for level 1 but received --mip-level 1=a\.png too\n$/,
    ],
    [
      ['--mip-level', '0=tiny.png'],
      1,
      /^error: Expected LEVEL=FILE, levels from 1, for --mip-level but received 0=tiny\.png\n$/,
    ],
    [['--mip-level', 'tiny.png'], 1, /^error: Expected LEVEL=FILE/],
    [['tiny.png', '--mip-level', '1=tiny.png'], 1, /^error: Expected one input beside --mip-level but received 2\n$/],
  ])('is refused: %j', async (args, code, stderr) => {
    copyFileSync(join(FIXTURES, 'images/palette2.png'), folder.at('tiny.png'));
    copyFileSync(join(FIXTURES, 'invalid/text_named_png.png'), folder.at('text.png'));
    const result = await encode('--mipmaps', ...args, '-o', args.includes('tiny.png') ? 'out/' : 'a.ktx2');
    expect(result.stderr).toMatch(stderr);
    expect(result.code).toBe(code);
  });
});

describe('the size', () => {
  it.each([
    [
      ['--resize', '20x10'],
      [20, 10],
    ],
    [['--scale', '0.5', '--multiple-of', '4'], undefined],
    [['--pot'], undefined],
  ])('changes with %j', async (args, size) => {
    const result = await encode(...args, '-o', 'a.ktx2', '--json', '--metrics', '--block', '4x4');
    const [file] = parseDocument(result).files as { width: number; height: number; metrics: { psnrRgb: number } }[];
    if (size) expect([file!.width, file!.height]).toEqual(size);
    expect([file!.width, file!.height]).toEqual([read('a.ktx2').width, read('a.ktx2').height]);
    // Against the picture in its new size.
    expect(file!.metrics.psnrRgb).toBeGreaterThan(22);
  });

  it('makes whole blocks for WebGPU', async () => {
    expect((await encode('--target', 'webgpu', '--block', '5x5', '-o', 'a.ktx2')).code).toBe(1);
    expect(await encode('--target', 'webgpu', '--block', '5x5', '--multiple-of', '5', '-o', 'a.ktx2')).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it.each([
    [['--resize', '0x5'], /for --resize but received 0x5/],
    [['--scale', '0'], /^error: Expected a number from 0\.001 to 64 for --scale but received 0\n$/],
    [['--resize', '5x5', '--scale', '2'], /^error: Expected --resize or --scale but received both\n$/],
    [['--resize', '5x5', '--pot'], /^error: Expected one side for --resize beside --pot but received 5x5\n$/],
    [['--multiple-of', '4', '--pot'], /^error: Expected --multiple-of or --pot but received both\n$/],
    [['--multiple-of', '0'], /for --multiple-of but received 0\n$/],
  ])('is refused: %j', async (args, stderr) => {
    const result = await encode(...args, '-o', 'a.ktx2');
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(stderr);
  });

  it('has a bound', async () => {
    const result = await encode('--resize', '99999x99999', '-o', 'a.ktx2');
    expect(result.code).toBe(5);
    expect(result.stderr).toMatch(/^error: scene\.png: a picture changed to 99999x99999 pixels \(expected at most/);
  });
});
