/** `astc-wasm bench` beside native astcenc: figures are those of compare, ratios those of the curve. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIXTURES, makeFolder, parseDocument, runCli } from '../support/cli.js';

interface PointEntry {
  seconds: number;
  texelsPerSecond: number;
  psnr: number;
}
interface CellEntry {
  block: string;
  quality: string;
  ours: PointEntry;
  peer?: PointEntry & { processSeconds: number };
  ratioAtEqualPsnr?: number;
  place?: string;
}

const PLATFORM = `${process.platform}-${process.arch}`;
const bundled = fileURLToPath(
  new URL(`../../node_modules/@gpu-tex-enc/astc/bin/${PLATFORM}/astcenc-sse2`, import.meta.url),
);
const hasInstalled = spawnSync('astcenc', ['-version']).error === undefined;
const PEERS = [
  { name: 'of npm', path: bundled, isThere: existsSync(bundled) },
  { name: 'installed', path: 'astcenc', isThere: hasInstalled },
];

let folder: ReturnType<typeof makeFolder>;
beforeEach(() => {
  folder = makeFolder();
  copyFileSync(join(FIXTURES, 'images/scene-rgb8.png'), folder.at('scene.png'));
  copyFileSync(join(FIXTURES, 'images/sprite-rgba8.png'), folder.at('sprite.png'));
});
afterEach(() => folder.remove());

const run = (...args: string[]) => runCli(args, { cwd: folder.path });
const cellsOf = (document: ReturnType<typeof parseDocument>) =>
  document.files as unknown as { input: string; cells: CellEntry[] }[];

/** What `compare` says of a texture, to four digits as `bench` gives it. */
async function comparedPsnr(image: string, texture: string): Promise<number> {
  const { metrics } = parseDocument(await run('compare', image, texture, '--color-space', 'srgb', '--json'));
  const { psnrRgb, psnrRgba } = metrics as { psnrRgb: number; psnrRgba: number };
  return image === 'sprite.png' ? psnrRgba : psnrRgb;
}

describe('bench', () => {
  for (const { name, path, isThere } of PEERS) {
    if (!isThere) console.warn(`SKIPPED: bench beside the astcenc ${name}, of which there is no ${path}`);
    it.skipIf(!isThere)(`beside the astcenc ${name}${isThere ? '' : `: skipped, no ${path}`}`, async () => {
      const settings = ['--blocks', '6x6', '--qualities', 'fastest,medium', '--rounds', '1', '--threads', '1'];
      const result = await run('bench', 'scene.png', 'sprite.png', '--peer', path, ...settings, '--json');
      expect(result).toMatchObject({ code: 0, stderr: '' });
      const document = parseDocument(result);
      expect(document).toMatchObject({
        threads: 1,
        peer: { path, version: expect.stringMatching(/^[45]\./), banner: expect.stringMatching(/^astcenc/) },
        process: { block: '6x6', quality: 'medium', ours: expect.any(Number), peer: expect.any(Number) },
        failed: [],
      });
      for (const { input, cells } of cellsOf(document)) {
        expect(cells.map(({ block, quality }) => `${block} ${quality}`)).toEqual(['6x6 fastest', '6x6 medium']);
        for (const { block, quality, ours, peer } of cells) {
          await run('encode', input, '-o', 'ours.ktx2', '--block', block, '--quality', quality, '--force');
          expect(ours.psnr).toBeCloseTo(await comparedPsnr(input, 'ours.ktx2'), 3);
          execFileSync(path, ['-cs', folder.at(input), folder.at('peer.astc'), block, `-${quality}`, '-silent']);
          expect(peer!.psnr).toBeCloseTo(await comparedPsnr(input, 'peer.astc'), 3);
          const texels = input === 'scene.png' ? 64 * 40 : 32 * 32;
          for (const point of [ours, peer!]) {
            expect(point.seconds).toBeGreaterThan(0);
            expect((point.texelsPerSecond * point.seconds) / texels).toBeCloseTo(1, 1);
          }
          expect(peer!.processSeconds).toBeGreaterThan(peer!.seconds);
        }
        checkRatios(cells);
      }
    });
  }

  /** Between two presets of the peer: linear in dB and the logarithm of speed; beyond them the nearest. */
  function checkRatios(cells: readonly CellEntry[]): void {
    const [a, b] = cells.map(({ peer }) => peer!) as PointEntry[] as [PointEntry, PointEntry];
    // Where the slower preset is no better it has no place on the curve.
    if (b.psnr <= a.psnr || b.texelsPerSecond >= a.texelsPerSecond) return;
    for (const { ours, ratioAtEqualPsnr, place } of cells) {
      const share = Math.min(1, Math.max(0, (ours.psnr - a.psnr) / (b.psnr - a.psnr)));
      const speed = a.texelsPerSecond ** (1 - share) * b.texelsPerSecond ** share;
      expect(ratioAtEqualPsnr! / (ours.texelsPerSecond / speed)).toBeCloseTo(1, 2);
      expect(place).toBe(ours.psnr > b.psnr ? 'above' : ours.psnr < a.psnr ? 'below' : 'inside');
    }
  }

  it('alone gives a table, a sum and a picture of the plane', async () => {
    const settings = ['--blocks', '8x8,12x12', '--qualities', 'fastest', '--rounds', '1', '--threads', '1'];
    const result = await run('bench', 'scene.png', 'sprite.png', ...settings, '--plot', 'plane.svg');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const text = result.stdout.toString();
    expect(text).toMatch(
      /^astc-wasm \d+\.\d+\.\d+, 1 thread\nscene\.png {2}64x40\nblock +quality +Mtexel\/s +dB\n8x8 +fastest +[\d.]+ +\d\d\.\d\d\n/,
    );
    expect(text).toMatch(
      /\nmean of 2\nblock +quality .*\n8x8 +fastest .*\n12x12 +fastest .*\na fresh process, 8x8 fastest: [\d.]+ s\n$/,
    );
    const svg = readFileSync(folder.at('plane.svg'), 'utf8');
    expect(svg).toMatch(/^<svg /);
    expect(svg.match(/<circle class="dot0" [^>]*><title>astc-wasm fastest: /g)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(await run('bench', 'scene.png', ...settings, '--plot', 'plane.svg')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: plane\.svg exists already/),
    });
  });

  it('names a peer that is missing, is no astcenc, or fails', async () => {
    const small = ['--blocks', '8x8', '--qualities', 'fastest', '--rounds', '1', '--threads', '1'];
    expect(await run('bench', 'scene.png', '--peer', './none')).toMatchObject({
      code: 2,
      stderr: 'error: ./none cannot be started (ENOENT)\n',
    });
    expect(await run('bench', 'scene.png', '--peer', process.execPath)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^error: Expected a native astcenc of version 4 or 5 for --peer but received .*, which says /,
      ),
    });
    if (process.platform === 'win32') return;
    writeFileSync(folder.at('old'), '#!/bin/sh\necho astcenc v2.5, 64-bit\n');
    writeFileSync(
      folder.at('broken'),
      '#!/bin/sh\ncase $1 in -version) echo astcenc v5.1.0, 64-bit;; *) echo no memory >&2; exit 3;; esac\n',
    );
    for (const script of ['old', 'broken']) chmodSync(folder.at(script), 0o755);
    expect(await run('bench', 'scene.png', '--peer', './old', ...small)).toMatchObject({ code: 1 });
    expect(await run('bench', 'scene.png', '--peer', './broken', ...small)).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/^error: scene\.png: \.\/broken -cs .* ended with 3 \(no memory\)\n/),
    });
  });
});
