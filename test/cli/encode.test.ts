/** `astc-wasm encode` as a script sees it. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sniffFile } from '../../src/containers/sniff-file.js';
import { ENCODE_DEFAULTS, readTexture } from '../../src/index.js';
import { CLI_PATH, FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const SCENE = join(FIXTURES, 'images/scene-rgb8.png');
const SPRITE = join(FIXTURES, 'images/sprite-rgba8.png');
const FAST = ['--quality', 'fastest', '--threads', '1'];

const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) console.warn('SKIPPED: a terminal, which takes script(1)');

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(SCENE, folder.at('scene.png'));
});
afterEach(() => folder.remove());

const encode = (...args: string[]) => runCli(['encode', ...args, ...FAST], { cwd: folder.path });

describe('encode', () => {
  it('writes KTX2 beside the input', async () => {
    const result = await encode('scene.png');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout.toString()).toMatch(/^scene\.png → scene\.ktx2 {2}64x40 astc 6x6 srgb quality 0 .*\n$/);
    const texture = readTexture(readFileSync(folder.at('scene.ktx2')));
    expect(texture).toMatchObject({ block: '6x6', width: 64, height: 40, colorSpace: 'srgb' });
    expect(readdirSync(folder.path).sort()).toEqual(['scene.ktx2', 'scene.png']);
  });

  it('takes the container from the output, or from --container', async () => {
    expect(await encode('scene.png', '-o', 'a.astc')).toMatchObject({ code: 0 });
    expect(sniffFile(readFileSync(folder.at('a.astc')))).toBe('astc');
    expect(await encode('scene.png', '-o', 'plain', '--container', 'astc')).toMatchObject({ code: 0 });
    expect(sniffFile(readFileSync(folder.at('plain')))).toBe('astc');
    expect(await encode('scene.png', '--container', 'astc')).toMatchObject({ code: 0 });
    expect(existsSync(folder.at('scene.astc'))).toBe(true);
  });

  it('reads stdin and writes stdout, with nothing but the texture on it', async () => {
    await encode('scene.png');
    const piped = await runCli(['encode', '-', '-o', '-', ...FAST], { stdin: readFileSync(SCENE) });
    expect(piped.code).toBe(0);
    expect(Buffer.compare(piped.stdout, readFileSync(folder.at('scene.ktx2')))).toBe(0);
    const implied = await runCli(['encode', '-', ...FAST], { stdin: readFileSync(SCENE) });
    expect(Buffer.compare(implied.stdout, piped.stdout)).toBe(0);
  });

  it('writes the same bytes for 1, 2 and 5 threads', async () => {
    const files = [];
    for (const threads of ['1', '2', '5']) {
      const args = ['encode', 'scene.png', '-o', `${threads}.ktx2`, '--threads', threads, '--block', '4x4'];
      expect(await runCli(args, { cwd: folder.path })).toMatchObject({ code: 0 });
      files.push(readFileSync(folder.at(`${threads}.ktx2`)));
    }
    expect(Buffer.compare(files[0]!, files[1]!)).toBe(0);
    expect(Buffer.compare(files[0]!, files[2]!)).toBe(0);
  });

  it('puts several inputs into a folder, made if need be', async () => {
    copyFileSync(SPRITE, folder.at('sprite.png'));
    expect(await encode('scene.png', 'sprite.png', '-o', 'out/deep')).toMatchObject({ code: 0 });
    expect(readdirSync(folder.at('out/deep')).sort()).toEqual(['scene.ktx2', 'sprite.ktx2']);
  });

  it('puts one input into a folder that exists or ends in a slash', async () => {
    mkdirSync(folder.at('there'));
    expect(await encode('scene.png', '-o', 'there')).toMatchObject({ code: 0 });
    expect(await encode('scene.png', '-o', 'new/')).toMatchObject({ code: 0 });
    expect([existsSync(folder.at('there/scene.ktx2')), existsSync(folder.at('new/scene.ktx2'))]).toEqual([true, true]);
  });

  it('reports figures with --json, in the contract’s fields and order', async () => {
    const result = await encode('scene.png', '--metrics', '--json', '--block', '4x4');
    const document = parseDocument(result);
    expect(Object.keys(document)).toEqual(['schema', 'version', 'files', 'failed', 'settings']);
    expect(document).toMatchObject({ schema: 1, version: '0.1.0', failed: [] });
    expect(Object.keys(document.files[0]!).join(' ')).toBe(
      'input output container format block profile colorSpace quality width height levels bytes encodeSeconds texelsPerSecond threads device metrics',
    );
    expect(document.files[0]).toMatchObject({
      input: 'scene.png',
      output: 'scene.ktx2',
      container: 'ktx2',
      format: 'astc',
      block: '4x4',
      profile: 'ldr',
      colorSpace: 'srgb',
      quality: 0,
      width: 64,
      height: 40,
      levels: 1,
      bytes: readFileSync(folder.at('scene.ktx2')).length,
      threads: 1,
      device: 'cpu',
    });
    const { encodeSeconds, texelsPerSecond, metrics } = document.files[0] as {
      encodeSeconds: number;
      texelsPerSecond: number;
      metrics: object;
    };
    expect(encodeSeconds).toBeGreaterThan(0);
    expect(texelsPerSecond * encodeSeconds).toBeCloseTo(64 * 40, -1);
    expect(metrics).toMatchObject({ psnrRgb: expect.any(Number), psnrRgba: expect.any(Number) });
  });

  it('reports with --json what it was set to, defaults and all', async () => {
    const { settings } = parseDocument(
      await encode('scene.png', '--format', 'etc2-rgb', '--content', 'data', '--json'),
    );
    expect(settings).toEqual({
      ...ENCODE_DEFAULTS,
      container: 'ktx2',
      format: 'etc2-rgb',
      block: '4x4',
      quality: 'fastest',
      content: 'data',
      threads: 1,
    });
  });

  it('reports the PSNR that compare finds', async () => {
    const encoded = parseDocument(await encode('scene.png', '--metrics', '--json'));
    const compared = JSON.parse(
      (await runCli(['compare', 'scene.png', 'scene.ktx2', '--json'], { cwd: folder.path })).stdout.toString(),
    );
    expect(encoded.files[0]!.metrics).toEqual(compared.metrics);
    expect(compared.metrics.psnrRgb).toBeGreaterThan(20);
  });

  it('measures normals over X and Y', async () => {
    const { metrics } = parseDocument(await encode('scene.png', '--content', 'normal', '--metrics', '--json'))
      .files[0]!;
    expect(metrics).toMatchObject({ psnrRgb: (metrics as { psnrRgba: number }).psnrRgba });
    expect((metrics as { psnrRgb: number }).psnrRgb).toBeGreaterThan(20);
  });

  it('passes every option on', async () => {
    const options = '--block 8x8 --color-space linear --content data --swizzle bgra --channel-weights 1,2,1,0';
    const more = '--decode-mode unorm8 --alpha premultiply --profile ldr --format astc';
    copyFileSync(SPRITE, folder.at('sprite.png'));
    expect(await encode('sprite.png', ...options.split(' '), ...more.split(' '))).toMatchObject({ code: 0 });
    const texture = readTexture(readFileSync(folder.at('sprite.ktx2')));
    expect(texture).toMatchObject({ block: '8x8', colorSpace: 'linear', premultiplied: true });
  });
});

describe('an existing file', () => {
  const OLD = 'kept as it was';
  beforeEach(() => writeFileSync(folder.at('scene.ktx2'), OLD));
  const content = () => readFileSync(folder.at('scene.ktx2'), 'utf8');

  it('is refused with exit code 2 and a hint', async () => {
    const result = await encode('scene.png');
    expect(result.code).toBe(2);
    expect(result.stderr).toBe(
      'error: scene.png: scene.ktx2 exists already\nhint: --force replaces it, --skip-existing leaves it\n',
    );
    expect(content()).toBe(OLD);
  });

  it('is replaced with --force', async () => {
    expect(await encode('scene.png', '--force')).toMatchObject({ code: 0 });
    expect(sniffFile(readFileSync(folder.at('scene.ktx2')))).toBe('ktx2');
  });

  it('is left with --skip-existing, and the others are made', async () => {
    copyFileSync(SPRITE, folder.at('sprite.png'));
    const document = parseDocument(await encode('scene.png', 'sprite.png', '-o', '.', '--skip-existing', '--json'));
    expect(document.files.map((file) => file.input)).toEqual(['sprite.png']);
    expect(document.skipped).toEqual([{ input: 'scene.png', output: 'scene.ktx2' }]);
    expect(content()).toBe(OLD);
  });

  it('survives an input that cannot be decoded, even with --force', async () => {
    writeFileSync(folder.at('scene.png'), readFileSync(join(FIXTURES, 'invalid/png_cut_in_half.png')));
    expect(await encode('scene.png', '--force')).toMatchObject({ code: 3 });
    expect(content()).toBe(OLD);
    expect(readdirSync(folder.path).sort()).toEqual(['scene.ktx2', 'scene.png']);
  });

  it('keeps its link when it is a symbolic one: the file behind it is replaced', async () => {
    symlinkSync('scene.ktx2', folder.at('link.ktx2'));
    expect(await encode('scene.png', '-o', 'link.ktx2', '--force')).toMatchObject({ code: 0 });
    expect(sniffFile(readFileSync(folder.at('scene.ktx2')))).toBe('ktx2');
  });
});

describe('several files', () => {
  it('go on after one that fails; the exit code is that of the first failure', async () => {
    writeFileSync(folder.at('broken.png'), 'no image at all');
    const document = await encode('broken.png', 'missing.png', 'scene.png', '-o', 'out', '--json');
    expect(document.code).toBe(3);
    expect(parseDocument(document)).toMatchObject({
      files: [{ input: 'scene.png' }],
      failed: [
        { input: 'broken.png', code: 'E_FORMAT_UNKNOWN' },
        { input: 'missing.png', code: 'E_READ' },
      ],
    });
    expect(document.stderr).toMatch(/^error: broken\.png: .*\nerror: missing\.png: cannot be read .*\n$/);
    expect(readdirSync(folder.at('out'))).toEqual(['scene.ktx2']);
  });

  it('that would become one output are refused before any work', async () => {
    mkdirSync(folder.at('other'));
    copyFileSync(SCENE, folder.at('other/scene.jpg'));
    const result = await encode('scene.png', 'other/scene.jpg', '-o', 'out');
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(
      /^error: Expected different outputs but both scene\.png and other\/scene\.jpg would become/,
    );
    expect(existsSync(folder.at('out'))).toBe(false);
  });

  it('need a folder', async () => {
    expect(await encode('scene.png', 'scene.png', '-o', '-')).toMatchObject({ code: 1 });
    expect(await encode('scene.png', 'scene.png', '-o', 'scene.png')).toMatchObject({ code: 1 });
  });

  it('never make one of a name that is a file’s', async () => {
    copyFileSync(SPRITE, folder.at('sprite.png'));
    const result = await encode('scene.png', 'sprite.png', '-o', 'single.ktx2');
    expect(result).toMatchObject({
      code: 1,
      stderr:
        'error: Expected a folder for --output of 2 inputs but received the file single.ktx2\n' +
        'hint: --output single.ktx2/ makes a folder of that name\n',
    });
    expect(existsSync(folder.at('single.ktx2'))).toBe(false);
    expect(await encode('scene.png', 'sprite.png', '-o', 'single.ktx2/')).toMatchObject({ code: 0 });
    expect(readdirSync(folder.at('single.ktx2')).sort()).toEqual(['scene.ktx2', 'sprite.ktx2']);
  });
});

describe('an output', () => {
  it('that is an input is refused, even with --force', async () => {
    const before = readFileSync(folder.at('scene.png'));
    const result = await encode('scene.png', '-o', 'scene.png', '--container', 'ktx2', '--force');
    expect(result.code).toBe(1);
    expect(Buffer.compare(readFileSync(folder.at('scene.png')), before)).toBe(0);
  });

  it('in folders that are not there makes them', async () => {
    expect(await encode('scene.png', '-o', 'new/sub/a.ktx2')).toMatchObject({ code: 0 });
    expect(readdirSync(folder.at('new/sub'))).toEqual(['a.ktx2']);
  });

  it('in a folder that is a file is exit code 2', async () => {
    const result = await encode('scene.png', '-o', 'scene.png/a.ktx2');
    expect(result.code).toBe(2);
    expect(result.stderr).toBe('error: scene.png cannot be made a folder (a part of its path is not a folder)\n');
  });

  it('that is a folder with a dot in its name says nothing of the container', async () => {
    mkdirSync(folder.at('assets.v2'));
    expect(await encode('scene.png', '-o', 'a.ktx2/', '--container', 'astc')).toMatchObject({ code: 0 });
    expect(readdirSync(folder.at('a.ktx2'))).toEqual(['scene.astc']);
    expect(await encode('scene.png', '-o', 'assets.v2')).toMatchObject({ code: 0 });
    expect(readdirSync(folder.at('assets.v2'))).toEqual(['scene.ktx2']);
  });

  it.each([
    ['a.ktx2', 'astc', 'Expected --container ktx2 for --output a.ktx2 but received astc'],
    ['out/A.KTX', 'ktx2', 'Expected --container ktx for --output out/A.KTX but received ktx2'],
    ['a.png', 'ktx2', 'Expected an output that ends in .ktx2 but received a.png'],
  ])('called %s is refused for --container %s', async (output, container, message) => {
    const result = await encode('scene.png', '-o', output, '--container', container);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(`error: ${message}\n`);
    expect(readdirSync(folder.path)).toEqual(['scene.png']);
  });

  it('of a name that promises nothing holds what --container says', async () => {
    expect(await encode('scene.png', '-o', 'a.texture', '--container', 'astc')).toMatchObject({ code: 0 });
    expect(sniffFile(readFileSync(folder.at('a.texture')))).toBe('astc');
  });

  it('of another extension is refused', async () => {
    const result = await encode('scene.png', '-o', 'a.pvr');
    expect(result.code).toBe(1);
    expect(result.stderr).toContain(
      'Expected an output that ends in .ktx2, .ktx, .astc, .pkm or .dds but received a.pvr',
    );
  });

  if (process.platform === 'win32') console.warn('SKIPPED: /dev/null, which Windows does not have');
  it.skipIf(process.platform === 'win32')('that is a device is written to', async () => {
    expect(await encode('scene.png', '-o', '/dev/null', '--container', 'ktx2')).toMatchObject({ code: 0 });
  });

  it.skipIf(!hasTerminal)('on a terminal is refused, with the way out', () => {
    for (const output of ['-', '/dev/tty']) {
      const command = `"${process.execPath}" "${CLI_PATH}" encode scene.png -o ${output} ${FAST.join(' ')}`;
      const { stdout, status } = spawnSync('script', ['-qec', command, '/dev/null'], {
        cwd: folder.path,
        env: { ...process.env, NO_COLOR: '1' },
      });
      expect(status).toBe(1);
      expect(stdout.toString().replaceAll('\r', '')).toMatch(
        /^error: .*Expected a file or a pipe as output but received .*, a terminal\nhint: -o FILE writes a file/,
      );
    }
  });

  it('on stdout leaves no room for --json', async () => {
    const result = await encode('scene.png', '-o', '-', '--json');
    expect(result.code).toBe(1);
    expect(parseDocument(result)).toMatchObject({ files: [], failed: [{ input: null, code: 'E_OPTION' }] });
  });
});

describe('an image', () => {
  it('with a wrong extension is a warning', async () => {
    copyFileSync(SCENE, folder.at('scene.jpg'));
    const result = await encode('scene.jpg');
    expect(result).toMatchObject({
      code: 0,
      stderr: 'warning: scene.jpg: is a PNG image although its extension is .jpg\n',
    });
  });

  it('that is a texture is refused', async () => {
    copyFileSync(join(FIXTURES, 'textures/scene-6x6.astc'), folder.at('t.astc'));
    const result = await encode('t.astc', '-o', 'u.ktx2');
    expect(result.code).toBe(5);
    expect(result.stderr).toMatch(/^error: t\.astc: an \.astc texture \(expected an image/);
  });
});
