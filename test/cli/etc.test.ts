/** ETC and EAC, KTX 1 and PKM on the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encodePng, readImage, readTexture, writeTexture } from 'astc-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layOutKtx } from '../containers/laid-out.js';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';
import { etcTextureOf, randomEtcTexture } from '../support/etc-textures.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const PHOTO = join(FIXTURES, 'photos/allium.png');
const SPRITE = join(FIXTURES, 'images/sprite-rgba8.png');

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

const run = (...args: string[]) => runCli(args, { cwd: folder.path });
const documentOf = async (...args: string[]) => parseDocument(await run(...args, '--json'));

describe('decode', () => {
  it.each(['ktx2', 'ktx', 'pkm'] as const)('of a .%s gives the library’s picture', async (container) => {
    const texture = randomEtcTexture('etc2-rgba', 37, 22);
    writeFileSync(folder.at(`t.${container}`), writeTexture(texture, { container }));
    const document = await documentOf('decode', `t.${container}`);
    expect(document.files[0]).toMatchObject({
      format: 'etc2-rgba',
      block: '4x4',
      width: 37,
      height: 22,
      illegalBlocks: 0,
    });
    const picture = await readImage(folder.at('t.png'), { colorProfile: 'keep' });
    expect(picture.data).toEqual((await decode(texture)).data);
  });

  it('counts the blocks of ETC1 that mean nothing', async () => {
    writeFileSync(folder.at('t.pkm'), writeTexture(etcTextureOf('etc1', 'fb00000200000000'), { container: 'pkm' }));
    const { code, stderr } = await run('decode', 't.pkm');
    expect(code).toBe(0);
    expect(stderr).toContain('warning: t.pkm: 1 illegal blocks decode to the error colour');
  });

  it('of 16 bits keeps all 11 of EAC', async () => {
    const texture = randomEtcTexture('eac-rg11', 16, 16);
    writeFileSync(folder.at('t.ktx'), writeTexture(texture, { container: 'ktx' }));
    expect(await run('decode', 't.ktx', '--bits', '16')).toMatchObject({ code: 0 });
    const picture = await readImage(folder.at('t.png'), { colorProfile: 'keep' });
    expect(picture.data).toEqual((await decode(texture, { bits: 16 })).data);
  });

  it('of a broken file is exit code 3 and one line, of an unknown format 5', async () => {
    const bytes = writeTexture(randomEtcTexture('etc2-rgb', 16, 16), { container: 'ktx' });
    writeFileSync(folder.at('cut.ktx'), bytes.subarray(0, bytes.length - 1));
    writeFileSync(folder.at('cut.pkm'), Buffer.from('PKM 30\0\0\0\x04\0\x04\0\x04\0\x04'));
    const cut = await run('decode', 'cut.ktx');
    expect(cut.code).toBe(3);
    expect(cut.stderr).toMatch(/^error: cut\.ktx: KTX file is truncated: level 0 at byte \d+ [^\n]+\n$/);
    writeFileSync(folder.at('plain.ktx'), layOutKtx({ glInternalFormat: 0x8058, width: 4, height: 4, levels: [] }));
    const plain = await run('decode', 'plain.ktx');
    expect(plain).toMatchObject({ code: 5, stderr: expect.stringContaining('glInternalFormat 0x8058') });
    // Nothing but the two versions is a PKM file at all.
    expect(await run('decode', 'cut.pkm')).toMatchObject({ code: 3, stderr: expect.stringMatching(/known kind/) });
  });
});

describe('info', () => {
  it('shows the container, the format and the modes', async () => {
    writeFileSync(folder.at('t.ktx'), writeTexture(randomEtcTexture('etc2-rgb', 64, 64), { container: 'ktx' }));
    const text = (await run('info', 't.ktx')).stdout.toString();
    expect(text).toContain('container: ktx,');
    expect(text).toContain('format: etc2-rgb, 4.00 bits a texel');
    for (const mode of ['individual', 'differential', 'T', 'H', 'planar']) {
      expect(text).toMatch(new RegExp(`\n {4}${mode} +\\d+ +[\\d.]+ %`));
    }
    const { statistics } = (await documentOf('info', 't.ktx')).files[0] as { statistics: { modes: object } };
    expect(Object.keys(statistics.modes)).toEqual(['individual', 'differential', 'T', 'H', 'planar']);
  });

  it('says that PKM 10 does not say its colour space', async () => {
    writeFileSync(folder.at('t.pkm'), writeTexture(randomEtcTexture('etc1', 8, 8), { container: 'pkm' }));
    expect((await run('info', 't.pkm')).stdout.toString()).toContain('assumed: the container does not say');
  });

  it('shows everything about one block', async () => {
    const texture = etcTextureOf('etc2-rgba', '64301dc000000000' + '044286a2000c000a');
    writeFileSync(folder.at('t.ktx2'), writeTexture(texture, { container: 'ktx2' }));
    const text = (await run('info', 't.ktx2', '--block-at', '2,1')).stdout.toString();
    expect(text).toContain('bytes: 64301dc000000000044286a2000c000a');
    expect(text).toContain('mode: T, distance 3');
    expect(text).toContain('color 1: 136 102 170');
    expect(text).toContain('alpha: base 100, multiplier 3, table 0');
    expect(text).toContain('      0000\n      7000\n      3000\n      4000\n');
  });
});

describe('compare', () => {
  it('takes ETC on either side', async () => {
    const texture = randomEtcTexture('etc2-rgba', 20, 12);
    writeFileSync(folder.at('t.pkm'), writeTexture(texture, { container: 'pkm' }));
    writeFileSync(folder.at('t.png'), await encodePng(await decode(texture)));
    expect((await documentOf('compare', 't.pkm', 't.png')).metrics).toMatchObject({ identical: true });
  });
});

describe('compare with a 16-bit image', () => {
  it('cuts both sides to their top 8 bits', async () => {
    const texture = randomEtcTexture('eac-rg11', 20, 12);
    writeFileSync(folder.at('t.ktx2'), writeTexture(texture, { container: 'ktx2' }));
    writeFileSync(folder.at('t.png'), await encodePng(await decode(texture, { bits: 16 })));
    expect((await documentOf('compare', 't.ktx2', 't.png')).metrics).toMatchObject({ identical: true });
  });
});

describe('encode refuses', () => {
  it.each([
    [['--format', 'etc2-rgb', '--block', '4x4'], /^error: Expected no --block for --format etc2-rgb .*\nhint: .*astc/],
    [
      ['-o', 'a.pkm'],
      /^error: Expected --container ktx2, ktx, astc or dds for --format astc but received pkm\nhint: --format/,
    ],
    [['--container', 'pkm'], /but received pkm\nhint: --format etc2-rgba/],
    [
      ['-o', 'a.astc', '--format', 'etc1'],
      /^error: Expected --container ktx2, ktx or pkm for --format etc1 but received astc\n/,
    ],
    [
      ['--format', 'eac-r11', '--content', 'normal'],
      /^error: Expected a format that stores X and Y .*\nhint: try eac-rg11\n/,
    ],
    [['--format', 'eac-r11', '--color-space', 'srgb'], /^error: Expected auto or linear for --color-space/],
    [
      ['--format', 'etc2'],
      /^error: Expected astc, etc1, .* for --format but received etc2\nhint: did you mean etc2-rgb or etc2-rgba\?/,
    ],
  ])('%j with exit code 1', async (args, message) => {
    const result = await run('encode', SCENE, ...args);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  });
});

describe('encode writes ASTC', () => {
  it('as .ktx, which reads back as what .ktx2 holds', async () => {
    await run('encode', SCENE, '-o', 'a.ktx', '--quality', 'fastest');
    await run('encode', SCENE, '-o', 'a.ktx2', '--quality', 'fastest');
    const [ktx, ktx2] = ['a.ktx', 'a.ktx2'].map((name) => readTexture(Uint8Array.from(readFileSync(folder.at(name)))));
    expect(ktx).toMatchObject({ format: 'astc', block: '6x6', colorSpace: 'srgb' });
    expect(ktx!.levels).toEqual(ktx2!.levels);
  });
});

describe('encode writes ETC and EAC', () => {
  it.each([
    ['etc1', 36, 'srgb'],
    ['etc2-rgb', 36, 'srgb'],
    ['etc2-rgba1', 36, 'srgb'],
    ['etc2-rgba', 36, 'srgb'],
    ['eac-r11', 40, 'linear'],
    ['eac-rg11', 40, 'linear'],
    ['eac-r11-snorm', 40, 'linear'],
    ['eac-rg11-snorm', 40, 'linear'],
  ] as const)('%s, at %i dB and more', async (format, minPsnr, colorSpace) => {
    for (const container of ['ktx2', 'ktx', 'pkm']) {
      const args = ['--format', format, '-o', `s.${container}`, '--metrics', '--quiet'];
      const [entry] = (await documentOf('encode', PHOTO, ...args)).files;
      expect(entry).toMatchObject({ container, format, block: '4x4', profile: 'ldr', colorSpace });
      const { psnrRgb, psnrRgba } = entry!.metrics as Record<string, number>;
      expect(psnrRgb).toBeGreaterThan(minPsnr);
      expect(psnrRgba).toBeGreaterThan(minPsnr);
      // KTX2 knows ETC1 as what it is to a decoder.
      const stored = format === 'etc1' && container === 'ktx2' ? 'etc2-rgb' : format;
      expect(readTexture(Uint8Array.from(readFileSync(folder.at(`s.${container}`)))).format).toBe(stored);
    }
  });

  it('warns where transparency is lost, and only there', async () => {
    const lost = await run('encode', SPRITE, '--format', 'etc2-rgb', '-o', 'a.ktx2');
    expect(lost).toMatchObject({ code: 0, stderr: expect.stringContaining('etc2-rgb stores no alpha') });
    for (const args of [
      [SCENE, '--format', 'etc2-rgb'],
      [SPRITE, '--format', 'etc2-rgba'],
      [SPRITE, '--format', 'etc1', '--swizzle', 'rgb1'],
    ]) {
      expect(await run('encode', ...args, '-o', 'a.ktx2', '--force')).toMatchObject({ code: 0, stderr: '' });
    }
  });

  it('in the same bytes with one thread and with three', async () => {
    const options = ['--format', 'etc2-rgba', '--quality', 'fastest'];
    await run('encode', PHOTO, ...options, '-o', 'one.ktx', '--threads', '1');
    await run('encode', PHOTO, ...options, '-o', 'three.ktx', '--threads', '3');
    expect(readFileSync(folder.at('one.ktx')).equals(readFileSync(folder.at('three.ktx')))).toBe(true);
  });

  it('so that -1 to 1 of signed formats comes back as 0 to 255', async () => {
    await run('encode', SCENE, '--format', 'eac-rg11-snorm', '-o', 's.ktx2');
    await run('decode', 's.ktx2');
    const [source, decoded] = await Promise.all(
      [SCENE, folder.at('s.png')].map((path) => readImage(path, { colorProfile: 'keep' })),
    );
    let worst = 0;
    for (let texel = 0; texel < source!.data.length; texel += 4) {
      for (const component of [texel, texel + 1]) {
        worst = Math.max(worst, Math.abs(source!.data[component]! - decoded!.data[component]!));
      }
    }
    expect(worst).toBeLessThan(24);
  });
});
