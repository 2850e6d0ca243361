/** `astc-wasm decode`, `info` and `compare` as a script sees them. */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readImage } from '../../src/index.js';
import { writePng } from '../images/png-writer.js';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const texture = (name: string) => join(FIXTURES, 'textures', name);
const image = (name: string) => join(FIXTURES, 'images', name);

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

const run = (...args: string[]) => runCli(args, { cwd: folder.path });
const documentOf = async (...args: string[]) => parseDocument(await run(...args, '--json'));

describe('decode', () => {
  it('writes a PNG of 8 bits beside the texture', async () => {
    copyFileSync(texture('scene-6x6-srgb.ktx2'), folder.at('s.ktx2'));
    expect(await run('decode', 's.ktx2')).toMatchObject({ code: 0, stderr: '' });
    const decoded = await readImage(folder.at('s.png'));
    expect(decoded).toMatchObject({ width: 64, height: 40 });
    expect(decoded.data).toBeInstanceOf(Uint8Array);
  });

  it('writes exact values with --bits 16, whose top 8 bits are those of --bits 8', async () => {
    await run('decode', texture('scene-6x6.astc'), '-o', '8.png', '--color-space', 'linear');
    await run('decode', texture('scene-6x6.astc'), '-o', '16.png', '--color-space', 'linear', '--bits', '16');
    const [low, high] = [await readImage(folder.at('8.png')), await readImage(folder.at('16.png'))];
    expect(high.data).toBeInstanceOf(Uint16Array);
    expect(Array.from(high.data, (value) => value >> 8)).toEqual(Array.from(low.data));
    expect(Array.from(high.data).some((value) => value % 257 !== 0)).toBe(true);
  });

  it('writes the mip level it is asked for', async () => {
    const document = await documentOf(
      'decode',
      texture('sprite-4x4-mips-premultiplied.ktx2'),
      '-o',
      'l.png',
      '--level',
      '2',
    );
    expect(document.files[0]).toMatchObject({ level: 2, width: 8, height: 8, bits: 8, illegalBlocks: 0 });
    expect(await readImage(folder.at('l.png'))).toMatchObject({ width: 8, height: 8 });
    expect(await run('decode', texture('scene-6x6.astc'), '-o', 'n.png', '--level', '1')).toMatchObject({ code: 1 });
  });

  it('decodes sRGB and linear differently', async () => {
    await run('decode', texture('scene-6x6.astc'), '-o', 's.png', '--color-space', 'srgb');
    await run('decode', texture('scene-6x6.astc'), '-o', 'l.png', '--color-space', 'linear');
    expect((await readImage(folder.at('s.png'))).data).not.toEqual((await readImage(folder.at('l.png'))).data);
  });

  it('reads stdin and writes stdout', async () => {
    const stdin = readFileSync(texture('scene-6x6.astc'));
    const piped = await runCli(['decode', '-', '-o', '-'], { stdin });
    expect(piped.code).toBe(0);
    await run('decode', texture('scene-6x6.astc'), '-o', 'f.png');
    expect(Buffer.compare(piped.stdout, readFileSync(folder.at('f.png')))).toBe(0);
  });

  it('warns of illegal blocks, which become magenta', async () => {
    const bytes = readFileSync(texture('scene-6x6.astc'));
    bytes.fill(0, 16, 32);
    writeFileSync(folder.at('bad.astc'), bytes);
    const result = await run('decode', 'bad.astc');
    expect(result).toMatchObject({
      code: 0,
      stderr: 'warning: bad.astc: 1 illegal blocks decode to the error colour\n',
    });
    expect(Array.from((await readImage(folder.at('bad.png'))).data.subarray(0, 4))).toEqual([255, 0, 255, 255]);
  });

  it.each(readdirSync(join(FIXTURES, 'invalid')).filter((name) => /\.(astc|ktx2)$/.test(name)))(
    'refuses %s with exit code 3 or 5 and writes nothing',
    async (name) => {
      const result = await run('decode', join(FIXTURES, 'invalid', name), '-o', 'out.png');
      expect([3, 5]).toContain(result.code);
      expect(result.stderr).toMatch(/^error: [^\n]+\n(hint: [^\n]+\n)?$/);
      expect(readdirSync(folder.path)).toEqual([]);
    },
  );
});

describe('info', () => {
  it('shows container, format, levels and statistics', async () => {
    const { code, stdout } = await run('info', texture('sprite-4x4-mips-premultiplied.ktx2'));
    const text = stdout.toString();
    expect(code).toBe(0);
    expect(text).toContain('container: ktx2');
    expect(text).toContain('format: astc 4x4, 8.00 bits a texel');
    expect(text).toContain('premultiplied alpha');
    expect(text).toContain('level 5: 1x1, 16 B');
    expect(text).toMatch(/blocks of level 0: 64\n/);
    expect(text).toMatch(/void extent +\d+ +\d+\.\d %/);
  });

  it('says what is assumed', async () => {
    expect((await run('info', texture('scene-6x6.astc'))).stdout.toString()).toContain(
      '(assumed: the container does not say)',
    );
    expect((await run('info', texture('scene-6x6-srgb.ktx2'))).stdout.toString()).not.toContain('assumed');
  });

  it('gives the same as JSON', async () => {
    const { files } = await documentOf('info', texture('scene-6x6-srgb.ktx2'));
    expect(files[0]).toMatchObject({
      container: 'ktx2',
      format: 'astc',
      block: '6x6',
      profile: 'ldr',
      colorSpace: 'srgb',
      width: 64,
      height: 40,
      levels: [{ width: 64, height: 40, bytes: 11 * 7 * 16 }],
      statistics: { blockCount: 77, illegalCount: 0 },
    });
  });

  it('shows one block in full', async () => {
    const { files } = await documentOf('info', texture('scene-6x6-srgb.ktx2'), '--block-at', '40,20');
    const { block } = files[0] as { block: Record<string, unknown[]> };
    expect(block).toMatchObject({ blockX: 6, blockY: 3, x: 36, y: 18, kind: 'partitioned' });
    expect(block.partitionMap).toHaveLength(36);
    const text = (await run('info', texture('scene-6x6-srgb.ktx2'), '--block-at', '40,20')).stdout.toString();
    expect(text).toContain('block 6,3 (texels 36,18 to 41,23)');
    expect(text).toContain('weights, 0 to 64:');
    expect(text).toMatch(/endpoint 1: +\d+ +\d+ +\d+ +\d+\n/);
  });

  it('refuses a texel outside', async () => {
    expect(await run('info', texture('scene-6x6.astc'), '--block-at', '64,0')).toMatchObject({ code: 1 });
  });

  it('goes on after a file that fails', async () => {
    const result = await run('info', 'missing.ktx2', texture('scene-6x6.astc'), '--json');
    expect(result.code).toBe(2);
    expect(parseDocument(result)).toMatchObject({ files: [{ container: 'astc' }], failed: [{ code: 'E_READ' }] });
  });
});

describe('compare', () => {
  const scene = image('scene-rgb8.png');
  const encoded = texture('scene-6x6-srgb.ktx2');

  it('finds a picture identical to itself', async () => {
    const { code, stdout } = await run('compare', scene, scene);
    expect(code).toBe(0);
    expect(stdout.toString()).toContain('PSNR RGB   identical');
    expect(JSON.parse((await run('compare', scene, scene, '--json')).stdout.toString())).toMatchObject({
      schema: 1,
      metrics: { psnrRgb: null, identical: true, maxDifference: 0 },
    });
  });

  it('takes images and textures on either side', async () => {
    const forward = await documentOf('compare', scene, encoded);
    const backward = await documentOf('compare', encoded, scene);
    expect(forward.metrics).toEqual(backward.metrics);
    expect(forward).toMatchObject({ a: scene, b: encoded, width: 64, height: 40 });
  });

  it('holds a texture of data against the numbers of its picture, whatever colours those are said to be', async () => {
    const samples = Array.from({ length: 16 * 16 * 3 }, (_, index) => [128, 64, 200][index % 3]!);
    const chunks: [string, Uint8Array][] = [['gAMA', Uint8Array.of(0, 1, 0x86, 0xa0)]];
    const png = writePng({ width: 16, height: 16, colorType: 'rgb', bitDepth: 8, samples, chunks });
    writeFileSync(folder.at('linear.png'), png);
    await run('encode', 'linear.png', '-o', 'data.ktx2', '--content', 'data', '--block', '4x4');
    await run('encode', 'linear.png', '-o', 'color.ktx2', '--block', '4x4');
    expect(await documentOf('compare', 'linear.png', 'data.ktx2')).toMatchObject({ metrics: { maxDifference: 0 } });
    expect(await documentOf('compare', 'linear.png', 'color.ktx2')).toMatchObject({ metrics: { maxDifference: 0 } });
    // The two textures differ: colours were converted, data was not.
    const across = await documentOf('compare', 'data.ktx2', 'color.ktx2');
    expect((across.metrics as { maxDifference: number }).maxDifference).toBeGreaterThan(50);
  });

  it('exits with 7 below the floor and with 0 on it', async () => {
    const { metrics } = (await documentOf('compare', scene, encoded)) as never as { metrics: { psnrRgb: number } };
    const floor = (psnr: number) => run('compare', scene, encoded, '--min-psnr', String(psnr), '--json');
    expect(await floor(metrics.psnrRgb - 0.01)).toMatchObject({ code: 0, stderr: '' });
    const below = await floor(metrics.psnrRgb + 0.01);
    expect(below.code).toBe(7);
    expect(below.stderr).toMatch(
      /^error: .*: \d+\.\d\d dB of psnrRgb is below the floor \(expected at least [\d.]+ dB\)\n$/,
    );
    expect(JSON.parse(below.stdout.toString())).toMatchObject({ passed: false, comparedPsnr: 'psnrRgb' });
  });

  it('holds SSIM against a floor of its own, alpha where it is worse', async () => {
    const { metrics } = (await documentOf('compare', scene, encoded)) as never as { metrics: { ssim: number } };
    expect(metrics.ssim).toBeGreaterThan(0.5);
    expect(metrics.ssim).toBeLessThan(1);
    const floor = (ssim: number) => run('compare', scene, encoded, '--min-ssim', String(ssim), '--json');
    expect(await floor(metrics.ssim - 0.001)).toMatchObject({ code: 0, stderr: '' });
    const below = await floor(metrics.ssim + 0.001);
    expect(below.code).toBe(7);
    expect(below.stderr).toMatch(/: 0\.\d{4} of ssim is below the floor \(expected at least 0\.\d+\)\n$/);
    expect(JSON.parse(below.stdout.toString())).toMatchObject({ passed: false, comparedSsim: 'ssim' });
    const alike = await run('compare', scene, scene, '--min-ssim', '1');
    expect(alike).toMatchObject({ code: 0 });
    expect(alike.stdout.toString()).toContain('\nSSIM RGB   1.0000\n');
    const sprites = await run('compare', image('sprite-rgba8.png'), texture('sprite-4x4.astc'), '--json');
    expect(JSON.parse(sprites.stdout.toString()).metrics).toMatchObject({ ssimAlpha: expect.any(Number) });
  });

  it('exits with 7 for pictures of different sizes', async () => {
    const result = await run('compare', scene, image('sprite-rgba8.png'));
    expect(result.code).toBe(7);
    expect(result.stderr).toContain('32x32 pixels (expected 64x40');
  });

  it('writes a heat map, and refuses to replace one', async () => {
    expect(await run('compare', scene, encoded, '--diff', 'd.png')).toMatchObject({ code: 0 });
    expect(await readImage(folder.at('d.png'))).toMatchObject({ width: 64, height: 40 });
    expect(await run('compare', scene, encoded, '--diff', 'd.png')).toMatchObject({ code: 2 });
    expect(await run('compare', scene, encoded, '--diff', 'd.png', '--force')).toMatchObject({ code: 0 });
  });

  it('writes a heat map as PNG only', async () => {
    const result = await run('compare', scene, encoded, '--diff', 'd.jpg');
    expect(result).toMatchObject({ code: 1, stderr: 'error: Expected --diff to end in .png but received d.jpg\n' });
    expect(existsSync(folder.at('d.jpg'))).toBe(false);
  });

  it('names the side that cannot be read', async () => {
    const result = await run('compare', scene, 'missing.png', '--json');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: missing\.png: /) });
    expect(JSON.parse(result.stdout.toString())).toMatchObject({ failed: [{ input: 'missing.png', code: 'E_READ' }] });
    expect(existsSync(folder.at('d.png'))).toBe(false);
  });
});
