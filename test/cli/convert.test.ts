/** `astc-wasm convert`, and what `info` and `decode` say of what it writes, as a script sees them. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readContainer } from '../../src/containers/read-container.js';
import { sniffFile } from '../../src/containers/sniff-file.js';
import { readImage } from '../../src/index.js';
import { ddsSources } from '../containers/dds-by-hand.js';
import { ktx2Sources } from '../containers/ktx2-by-hand.js';
import { readBySpec } from '../containers/ktx2-spec-reader.js';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const SCENE = join(FIXTURES, 'textures/scene-6x6-srgb.ktx2');
const MIPS = join(FIXTURES, 'textures/sprite-4x4-mips-premultiplied.ktx2');

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(SCENE, folder.at('scene.ktx2'));
  copyFileSync(MIPS, folder.at('mips.ktx2'));
  writeFileSync(folder.at('cube.ktx2'), ktx2Sources()[0]!);
  writeFileSync(folder.at('bc3.dds'), ddsSources()[0]!);
});
afterEach(() => folder.remove());

const run = (...args: string[]) => runCli(args, { cwd: folder.path });
const convert = (...args: string[]) => run('convert', ...args);
const bytesOf = (name: string) => Uint8Array.from(readFileSync(folder.at(name)));
const textureOf = (name: string) => readContainer(bytesOf(name));

describe('convert', () => {
  it('packs levels and unpacks them again', async () => {
    expect(await convert('mips.ktx2', '-o', 'packed.ktx2', '--zstd', '19')).toMatchObject({ code: 0, stderr: '' });
    expect(readBySpec(bytesOf('packed.ktx2')).supercompressionScheme).toBe(2);
    expect(textureOf('packed.ktx2').levels).toEqual(textureOf('mips.ktx2').levels);
    expect(await convert('packed.ktx2', '-o', 'plain.ktx2', '--no-supercompression')).toMatchObject({ code: 0 });
    expect(readBySpec(bytesOf('plain.ktx2')).supercompressionScheme).toBe(0);
    expect(textureOf('plain.ktx2').levels).toEqual(textureOf('mips.ktx2').levels);
  });

  it('packs what was packed, as it was', async () => {
    await convert('mips.ktx2', '-o', 'a.ktx2', '--zlib', '5');
    await convert('a.ktx2', '-o', 'b.ktx2');
    expect(bytesOf('b.ktx2')).toEqual(bytesOf('a.ktx2'));
  });

  it.each(['ktx', 'dds'])('to %s and back keeps the blocks', async (container) => {
    expect(await convert('cube.ktx2', '-o', `c.${container}`)).toMatchObject({ code: 0, stderr: '' });
    expect(sniffFile(bytesOf(`c.${container}`))).toBe(container);
    expect(await convert(`c.${container}`, '-o', 'again.ktx2')).toMatchObject({ code: 0 });
    const [before, after] = [textureOf('cube.ktx2'), textureOf('again.ktx2')];
    expect(after).toMatchObject({ faces: 6, levels: before.levels, colorSpace: 'srgb' });
  });

  it('carries BCn from DDS to KTX2', async () => {
    const result = await convert('bc3.dds', '-o', 'bc3.ktx2');
    expect(result.stdout.toString()).toMatch(/^bc3.dds → bc3.ktx2 {2}BC3_UNORM_BLOCK 2D texture of 8x4, 1 level {2}/);
    expect(textureOf('bc3.ktx2')).toMatchObject({ vkFormat: 137, levels: textureOf('bc3.dds').levels });
  });

  it('picks levels and faces', async () => {
    await convert('mips.ktx2', '-o', 'half.ktx2', '--levels', '1..2');
    expect(textureOf('half.ktx2')).toMatchObject({ width: 16, levels: [{ width: 16 }, { width: 8 }] });
    await convert('cube.ktx2', '-o', 'face.ktx2', '--face', '2');
    expect(textureOf('face.ktx2').levels[0]!.data).toEqual(textureOf('cube.ktx2').levels[0]!.data.slice(288, 432));
  });

  it('labels anew and adds an entry', async () => {
    await convert('scene.ktx2', '-o', 'l.ktx2', '--color-space', 'linear', '--key-value', 'license=CC0');
    const { vkFormat, keyValues, dfdWords } = readBySpec(bytesOf('l.ktx2'));
    expect(vkFormat).toBe(165);
    expect((dfdWords[2]! >> 16) & 0xff).toBe(1);
    expect(Object.fromEntries(keyValues)).toMatchObject({ license: 'CC0' });
  });

  it('takes many files into a folder, and reports them as one document', async () => {
    const result = await convert('scene.ktx2', 'mips.ktx2', '-o', 'out/', '--container', 'ktx', '--json');
    const document = parseDocument(result);
    expect(document).toMatchObject({ schema: 1, failed: [] });
    expect(document.files).toMatchObject([
      { input: 'scene.ktx2', output: join('out', 'scene.ktx'), container: 'ktx', levels: 1, supercompression: null },
      { input: 'mips.ktx2', container: 'ktx', levels: 6, width: 32, bytes: bytesOf('out/mips.ktx').length },
    ]);
  });

  it('reads stdin and writes stdout', async () => {
    const options = { cwd: folder.path, stdin: readFileSync(SCENE) };
    const result = await runCli(['convert', '-', '-o', '-', '--container', 'astc'], options);
    expect(result.code).toBe(0);
    expect(Uint8Array.from(result.stdout)).toEqual(
      Uint8Array.from(readFileSync(join(FIXTURES, 'textures/scene-6x6.astc'))),
    );
  });

  it('replaces nothing unless told to', async () => {
    await convert('scene.ktx2', '-o', 'a.ktx');
    expect(await convert('mips.ktx2', '-o', 'a.ktx')).toMatchObject({ code: 2 });
    expect(await convert('mips.ktx2', '-o', 'a.ktx', '--skip-existing')).toMatchObject({ code: 0 });
    expect(textureOf('a.ktx').levels).toHaveLength(1);
    expect(await convert('mips.ktx2', '-o', 'a.ktx', '--force')).toMatchObject({ code: 0 });
    expect(textureOf('a.ktx').levels).toHaveLength(6);
  });

  it.each([
    [['mips.ktx2', '-o', 'a.astc'], 1, /Expected one level for --container astc but received 6\nhint: --level 0 picks/],
    [['cube.ktx2', '-o', 'a.astc'], 5, /an .astc file of a cubemap of 16x16: it holds one picture or volume\nhint: /],
    [
      ['scene.ktx2', '-o', 'a.pkm'],
      1,
      /for container pkm but received astc\nhint: astc goes into ktx2, ktx, astc, dds/,
    ],
    [['scene.ktx2', '-o', 'a.ktx', '--zstd', '3'], 1, /Expected no --zstd for --container ktx but received 3/],
    [['scene.ktx2', '-o', 'b.ktx2', '--zstd', '3', '--zlib', '3'], 1, /Expected --zstd or --zlib but received both/],
    [['scene.ktx2', '-o', 'b.ktx2', '--zstd', '3', '--no-supercompression'], 1, /received two of them/],
    [
      ['scene.ktx2', '-o', 'b.ktx2', '--face', '1'],
      1,
      /Expected a cubemap for --face but received a 2D texture of 64x40/,
    ],
    [
      ['scene.ktx2', '-o', 'b.ktx2', '--levels', '0..3'],
      1,
      /Expected levels from 0 to 0 for --levels but received 0..3/,
    ],
    [['scene.ktx2', '-o', 'scene.ktx2'], 1, /Expected an output that is no input/],
    [['nowhere.ktx2', '-o', 'a.ktx2'], 2, /nowhere.ktx2: cannot be read/],
  ])('%j is exit code %i, one error and the way out', async (args, code, message) => {
    const result = await convert(...args);
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(message);
    expect(result.stderr).toMatch(/^error: [^\n]*\n(hint: [^\n]*\n)?$/);
    expect(existsSync(folder.at(args[2]!)) && args[2] !== 'scene.ktx2').toBe(false);
  });
});

describe('info', () => {
  it('tells shape, packing, entries and the VkFormat', async () => {
    await convert('mips.ktx2', '-o', 'p.ktx2', '--zstd', '3', '--key-value', 'license=CC0');
    const document = parseDocument(await run('info', 'p.ktx2', '--json'));
    expect(document.files[0]).toMatchObject({
      vkFormat: { number: 157, name: 'ASTC_4x4_UNORM_BLOCK' },
      supercompression: 'zstd',
      writerParams: '--zstd 3',
      keyValues: { license: 'CC0' },
      layers: null,
      faces: 1,
    });
    const { stdout } = await run('info', 'p.ktx2', 'cube.ktx2', 'bc3.dds');
    const text = stdout.toString();
    expect(text).toMatch(/supercompression: zstd\n/);
    expect(text).toMatch(/level 0: 32x32, 1.02 kB, \d+ B packed\n/);
    expect(text).toMatch(/shape: cubemap of 16x16\n/);
    expect(text).toMatch(/format: BC3_UNORM_BLOCK, 8.00 bits a texel\n/);
    expect(text).toMatch(/license: CC0\n/);
  });

  it('of what has no blocks that we know refuses one alone', async () => {
    expect(await run('info', 'bc3.dds', '--block-at', '0,0')).toMatchObject({ code: 5 });
  });
});

describe('decode', () => {
  it('writes one face, and texels that were never compressed', async () => {
    expect(await run('decode', 'cube.ktx2', '-o', 'f.png', '--face', '3')).toMatchObject({ code: 0 });
    expect(await readImage(folder.at('f.png'))).toMatchObject({ width: 16, height: 16 });
    writeFileSync(folder.at('texels.dds'), ddsSources()[1]!);
    expect(await run('decode', 'texels.dds', '-o', 't.png')).toMatchObject({ code: 0, stderr: '' });
    expect(await readImage(folder.at('t.png'))).toMatchObject({ width: 5, height: 3 });
    const refused = await run('decode', 'cube.ktx2', '-o', 'n.png', '--layer', '1');
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('Expected a whole number from 0 to 0 for --layer but received 1');
  });
});

describe('encode', () => {
  it('--zstd packs, and says what made the file', async () => {
    copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at('s.png'));
    const fast = ['--quality', 'fastest', '--threads', '1'];
    const args = ['encode', 's.png', '-o', 's.ktx2', '--zstd', '5', '--alpha', 'premultiply', ...fast];
    expect(await run(...args)).toMatchObject({ code: 0 });
    const { supercompressionScheme, keyValues } = readBySpec(bytesOf('s.ktx2'));
    expect(supercompressionScheme).toBe(2);
    const params = Object.fromEntries(keyValues).KTXwriterScParams!;
    expect(params).toBe('--format astc --block 6x6 --quality fastest --alpha premultiply --zstd 5');
    // What made it makes it again.
    await run('encode', 's.png', '-o', 'again.ktx2', ...params.split(' '), '--threads', '1');
    expect(bytesOf('again.ktx2')).toEqual(bytesOf('s.ktx2'));
    expect(await run('encode', 's.png', '-o', 's.astc', '--zstd', '5')).toMatchObject({ code: 1 });
  });
});
