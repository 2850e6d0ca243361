/** `astc-wasm analyze`, and `encode --block auto`, as a script sees them. */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bitsPerTexel } from '../../src/auto-footprint/candidates.js';
import { FOOTPRINTS, readTexture } from '../../src/index.js';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

const FAST = ['--quality', 'fastest', '--threads', '1'];
/** Names that XML must not take for its own. */
const HOSTILE = `a<b>&"'.png`;

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at('scene.png'));
  copyFileSync(join(FIXTURES, 'photos/boats.png'), folder.at('boats.png'));
});
afterEach(() => folder.remove());

const run = (...args: string[]) => runCli([...args, ...FAST], { cwd: folder.path });

/** PSNR of a file by `compare`, which decodes and measures by itself. */
async function comparedPsnr(image: string, texture: string): Promise<number> {
  const document = parseDocument(await runCli(['compare', image, texture, '--json'], { cwd: folder.path }));
  return (document.metrics as { psnrRgb: number }).psnrRgb;
}

describe('analyze', () => {
  it('prints a row for each footprint, the fewest bits first', async () => {
    const result = await run('analyze', 'scene.png');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const [head, columns, ...rows] = result.stdout.toString().trimEnd().split('\n');
    expect(head).toBe('scene.png  64x40 quality fastest');
    expect(columns).toMatch(/^footprint {2}bits a texel +bytes +PSNR$/);
    expect(rows).toHaveLength(14);
    expect(rows[0]).toMatch(/^12x12 +0\.89 +384 B +\d\d\.\d\d dB$/);
    expect(rows.at(-1)).toMatch(/^4x4 +8\.00 +2\.56 kB +\d\d\.\d\d dB$/);
  });

  it('gives in JSON what compare measures of the encoded file', async () => {
    const result = await run('analyze', 'scene.png', '--blocks', '8x8,5x4', '--mipmaps', '--json');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const document = parseDocument(result);
    expect(document).toMatchObject({ schema: 1, failed: [] });
    expect(document.files).toMatchObject([
      { input: 'scene.png', width: 64, height: 40, levels: 7, quality: 'fastest' },
    ]);
    const footprints = document.files[0]!.footprints as { block: string; psnr: number; bytes: number }[];
    expect(footprints.map(({ block }) => block)).toEqual(['8x8', '5x4']);
    for (const { block, psnr, bytes } of footprints) {
      await run('encode', 'scene.png', '-o', 'a.ktx2', '--force', '--mipmaps', '--block', block);
      expect(psnr).toBeCloseTo(await comparedPsnr('scene.png', 'a.ktx2'), 3);
      const { levels } = readTexture(readFileSync(folder.at('a.ktx2')));
      expect(bytes).toBe(levels.reduce((sum, { data }) => sum + data.length, 0));
    }
  });

  it('marks the fewest bits for a target, or says that none reaches it', async () => {
    const marked = await run('analyze', 'scene.png', '--target-psnr', '34');
    const lines = marked.stdout.toString().split('\n');
    const row = lines.find((line) => line.endsWith('← the fewest bits for 34 dB'))!;
    const figures = lines.slice(2, 16).map((line) => Number(/([\d.]+) dB/.exec(line)![1]));
    expect(figures.findIndex((psnr) => psnr >= 34)).toBe(lines.indexOf(row) - 2);
    const json = parseDocument(await run('analyze', 'scene.png', '--target-psnr', '34', '--json'));
    expect(json.files[0]).toMatchObject({ target: 34, chosen: row.split(' ')[0] });
    expect((await run('analyze', 'scene.png', '--target-psnr', '90')).stdout.toString()).toMatch(
      /\nno footprint reaches 90 dB\n$/,
    );
    const none = parseDocument(await run('analyze', 'scene.png', '--target-psnr', '90', '--json'));
    expect(none.files[0]).toMatchObject({ target: 90, chosen: null });
  });

  it('shows what a loader takes', async () => {
    const document = parseDocument(await run('analyze', 'scene.png', '--target', 'three', '--json'));
    expect((document.files[0]!.footprints as { block: string }[]).map(({ block }) => block)).toEqual(['6x6', '4x4']);
  });

  it('goes on where a picture fails, and says which', async () => {
    const result = await run('analyze', 'scene.png', 'missing.png', 'boats.png', '--blocks', '12x12');
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/^error: missing\.png: /);
    expect(result.stdout.toString()).toMatch(/^scene\.png [\s\S]*\nboats\.png /);
    const light = join(FIXTURES, 'exr/zip.exr');
    expect(await run('analyze', light)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('but received floats'),
    });
    expect(await run('analyze', light, '--profile', 'ldr', '--blocks', '6x6')).toMatchObject({ code: 0 });
  });

  it('plots every figure, whatever the names', async () => {
    copyFileSync(folder.at('scene.png'), folder.at(HOSTILE));
    const args = ['analyze', HOSTILE, 'boats.png', '--target-psnr', '36', '--plot', 'out.svg'];
    const result = await run(...args, '--json');
    expect(result.code).toBe(0);
    const document = parseDocument(result);
    expect(document.plot).toBe('out.svg');
    const svg = readFileSync(folder.at('out.svg'), 'utf8');
    const figures = document.files.flatMap(({ footprints }) => footprints as { block: string; psnr: number }[]);
    const titles = [...svg.matchAll(/<circle[^>]*><title>[^<]*, (\S+): ([\d.]+) dB<\/title>/g)];
    expect(titles.map(([, block, psnr]) => [block, psnr])).toEqual(
      figures.map(({ block, psnr }) => [block, psnr.toFixed(2)]),
    );
    for (const block of FOOTPRINTS) expect(svg).toContain(`>${block}</text>`);
    expect(svg).toContain('>target 36 dB</text>');
    expect(svg).toContain(">a&lt;b&gt;&amp;&quot;'.png</text>");
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
    // The scale: a point of more bits lies further to the right, one of more decibels higher up.
    const points = [...svg.matchAll(/<polyline[^>]* points="([^"]*)"/g)].map(([, text]) =>
      text!.split(' ').map((pair) => pair.split(',').map(Number) as [number, number]),
    );
    const orderOf = (values: number[]) => values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
    expect(points).toHaveLength(2);
    for (const [index, line] of points.entries()) {
      const footprints = figures.slice(index * 14, index * 14 + 14);
      expect(orderOf(line.map(([x]) => x))).toEqual(
        orderOf(footprints.map(({ block }) => bitsPerTexel(block as '4x4'))),
      );
      expect(orderOf(line.map(([, y]) => -y))).toEqual(orderOf(footprints.map(({ psnr }) => psnr)));
    }
    // An existing file is safe, and the same figures give the same picture.
    expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('out.svg') });
    expect(await run(...args, '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(folder.at('out.svg'), 'utf8')).toBe(svg);
  });

  it('plots to stdout, its table going to stderr', async () => {
    const result = await run('analyze', 'scene.png', '--blocks', '6x6', '--plot', '-');
    expect(result.stdout.toString()).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(result.stderr).toContain('6x6');
  });

  it('draws a picture that a reader of SVG takes', async () => {
    await run('analyze', 'scene.png', '--plot', 'out.svg');
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(folder.at('out.svg')).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([682, 500]);
    const blue = Array.from({ length: info.width * info.height }, (_, texel) => {
      const [r, , b] = data.subarray(texel * info.channels, texel * info.channels + 3);
      return Number(b! - r! > 100);
    });
    // The line and its points.
    expect(blue.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(1000);
  });

  it.each([
    [['--block', '6x6'], /unknown option '--block'/],
    [['--blocks', '7x7'], /^error: Expected footprints of two axes, as 4x4,6x6, for --blocks but received 7x7\n/],
    [['--target-psnr', 'high'], /^error: Expected a number of dB from 10 to 100 for --target-psnr but received high\n/],
    [['--force'], /^error: Expected --plot beside --force\n/],
    [['--target', 'playcanvas'], /^error: Expected .* for --format with --target playcanvas but received astc\n/],
  ])('refuses %j', async (args, message) => {
    const result = await runCli(['analyze', 'scene.png', ...args], { cwd: folder.path });
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(message);
  });
});

describe('encode --block auto', () => {
  it('says what was chosen and why, and keeps its promise', async () => {
    const result = await run('encode', 'boats.png', '--block', 'auto', '--target-psnr', '36');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout.toString()).toMatch(
      /^boats\.png: 8x5 is the fewest bits for 36 dB \((\d\d\.\d\d) dB measured, \d\d\.\d\d dB predicted, 4 sampled\)\nboats\.png → boats\.ktx2 .* astc 8x5 /,
    );
    const [, said] = /\((\S+) dB measured/.exec(result.stdout.toString())!;
    const psnr = await comparedPsnr('boats.png', 'boats.ktx2');
    expect(psnr).toBeGreaterThanOrEqual(36);
    expect(psnr.toFixed(2)).toBe(said);
  });

  it('writes the file that the chosen footprint gives', async () => {
    await run('encode', 'boats.png', '-o', 'auto.ktx2', '--block', 'auto', '--target-psnr', '38', '--mipmaps');
    const { block } = readTexture(readFileSync(folder.at('auto.ktx2'))) as { block: string };
    await run('encode', 'boats.png', '-o', 'named.ktx2', '--block', block, '--mipmaps');
    expect(readFileSync(folder.at('auto.ktx2')).equals(readFileSync(folder.at('named.ktx2')))).toBe(true);
  });

  it('lists the choice in JSON, each file its own', async () => {
    const args = ['encode', 'boats.png', 'scene.png', '-o', 'out/', '--block', 'auto', '--target-psnr', '35', '--json'];
    const document = parseDocument(await run(...args));
    for (const file of document.files) {
      expect(file).toMatchObject({ target: 35, steps: 0, probes: expect.any(Number) });
      expect(file.psnr).toBeGreaterThanOrEqual(35);
      expect(file.predicted).toBeCloseTo(file.psnr as number, 0);
    }
    expect(new Set(document.files.map(({ block }) => block)).size).toBe(2);
    expect(document.settings).toMatchObject({ block: 'auto', targetPsnr: 35 });
    const rate = parseDocument(await run('encode', 'scene.png', '--block', 'auto', '--max-bpp', '4', '--json'));
    const none = { target: null, predicted: null, psnr: null, probes: 0, steps: 0 };
    expect(rate.files).toMatchObject([{ block: '6x6', ...none }]);
  });

  it('warns where the target is not reached, and ends well', async () => {
    const args = [
      'encode',
      'boats.png',
      '--block',
      'auto',
      '--target-psnr',
      '45',
      '--max-bpp',
      '3',
      '--max-bytes',
      '60000',
    ];
    const result = await run(...args);
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(
      /^warning: boats\.png: 45 dB are not reached: 8x6, the largest rate .*, gives 3\d\.\d\d dB\n$/,
    );
    expect(result.stdout.toString()).toMatch(
      /^boats\.png: 8x6 is the largest rate within 3 bits a texel and 60\.0 kB, short of 45 dB \(/,
    );
  });

  it('says which rate it took', async () => {
    const result = await run('encode', 'scene.png', '--block', 'auto', '--max-bytes', '1500');
    expect(result.stdout.toString()).toMatch(/^scene\.png: 6x5 is the largest rate within 1\.50 kB\n/);
  });

  it('takes of a loader what it takes', async () => {
    await run('encode', 'boats.png', '--block', 'auto', '--target-psnr', '34', '--target', 'three');
    expect(readTexture(readFileSync(folder.at('boats.ktx2')))).toMatchObject({ block: '6x6' });
  });

  it.each([
    [
      ['--block', 'auto'],
      /^error: Expected --target-psnr, --max-bpp or --max-bytes beside --block auto\nhint: --target-psnr 40 /,
    ],
    [
      ['--target-psnr', '40'],
      /^error: Expected no --target-psnr for --block 6x6 but received 40\nhint: .* is for --block auto\n/,
    ],
    [['--block', 'auto', '--max-bpp', '3', '--depth'], /^error: Expected a footprint for --block beside --depth/],
    [
      ['--block', 'auto', '--target-psnr', '40', '--gpu'],
      /^error: Expected --target-psnr or --gpu but received both\n/,
    ],
    [
      ['--block', 'auto', '--max-bpp', '3', '--blocks', '4x4,8x8', '--target', 'three'],
      /^error: Expected 6x6 or 4x4 for --block with --target three, --format astc but received 8x8\n/,
    ],
  ])('refuses %j before any work', async (args, message) => {
    const result = await runCli(['encode', 'missing.png', ...args], { cwd: folder.path });
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(message);
  });
});
