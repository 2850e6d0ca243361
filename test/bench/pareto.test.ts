import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePng } from '../../bench/images.mjs';
import { DEFAULT_WASM_URL } from '../../bench/ours.mjs';
import { choosePeers } from '../../bench/peer.mjs';
import { encodeHdr } from '../../src/index.js';
import { makePicture } from '../support/pictures.js';

const ENTRY = fileURLToPath(new URL('../../bench/pareto.mjs', import.meta.url));

const hasPeer = await choosePeers(undefined).then(
  () => true,
  () => false,
);
const canRun = hasPeer && existsSync(DEFAULT_WASM_URL);
if (!canRun) console.warn('SKIPPED: dist/wasm/astc-wasm.wasm is not built, or native astcenc does not run here');

const folder = mkdtempSync(join(tmpdir(), 'astc-wasm-test-pareto-'));
const at = (...names: string[]) => join(folder, ...names);

/** Runs the entry, interrupted as soon as it has written `stopAt` to standard error. */
function run(args: string[], stopAt?: string) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [ENTRY, ...args], { env: { ...process.env, TMPDIR: at('tmp') } });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (output.stdout += text));
    child.stderr.on('data', (text) => {
      output.stderr += text;
      if (stopAt !== undefined && output.stderr.includes(stopAt)) child.kill('SIGINT');
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...output }));
  });
}

beforeAll(async () => {
  for (const name of ['tmp', 'pictures']) mkdirSync(at(name));
  const { data } = makePicture(24, 20);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  await writePng(at('pictures', 'ui-one.png'), { width: 24, height: 20, data: bytes });
  await writePng(at('pictures', 'two.png'), {
    width: 24,
    height: 20,
    data: bytes.map((value, index) => ((index & 3) === 3 ? 255 : value)),
  });
  const light = Float32Array.from(data, (value) => value ** 2 / 400);
  writeFileSync(at('sky.hdr'), await encodeHdr({ width: 24, height: 20, data: light }));
  writeFileSync(at('broken.png'), 'no picture');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('bench:pareto with wrong input', () => {
  it('says one line about what is wrong and exits with 1', async () => {
    for (const [args, message] of [
      [[], /^error: no image given/],
      [[at('missing.png')], /^error: .*missing\.png: no such file or folder\n$/],
      [[at('broken.png')], /^error: .*broken\.png: not a picture that can be read/],
      [[at('pictures'), '--blocks', '7x7'], /^error: --blocks: expected some of .* got "7x7"\n$/],
      [[at('pictures'), '--profile', 'sdr'], /^error: --profile: expected one of ldr hdr-rgb hdr, got "sdr"\n$/],
      [
        [at('pictures'), '--peer', process.execPath],
        /^error: --peer: Expected a native astcenc of version 4 or 5 .*\n$/,
      ],
      [[at('pictures'), '--peer', at('none')], /^error: --peer: .* cannot be started \(ENOENT\)\n$/],
      [[at('pictures'), '--rounds', '0'], /^error: --rounds: expected a whole number from 1, got "0"\n$/],
      [[at('pictures'), '--json', at('nowhere', 'x.json')], /^error: .*x\.json: the folder does not exist\n$/],
      [[at('pictures'), '--wasm', at('none.wasm')], /^error: .*none\.wasm/],
    ] as const) {
      const { status, stdout, stderr } = await run([...args]);
      expect(stderr).toMatch(message);
      expect(stdout).toBe('');
      expect(status).toBe(1);
    }
  });

  it('leaves a file that is no cache as it is', async () => {
    writeFileSync(at('letter.txt'), 'Dear reader');
    const { status, stderr } = await run([at('pictures'), '--cache', at('letter.txt')]);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/not a cache of the bench/)]);
    expect(readFileSync(at('letter.txt'), 'utf8')).toBe('Dear reader');
  });
});

describe.skipIf(!canRun)('bench:pareto', () => {
  const quick = () => [at('pictures'), '--blocks', '6x6', '--qualities', 'fastest,medium', '--rounds', '1'];

  it('prints the tables and writes document, history, pictures and cache', async () => {
    const files = [
      '--json',
      at('out.json'),
      '--history',
      at('h.jsonl'),
      '--plot',
      at('p.svg'),
      '--plot-classes',
      at('c.svg'),
    ];
    const { status, stdout } = await run([...quick(), ...files, '--cache', at('cache.json')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^astc-wasm \d.*; astcenc v\d+\.\d+.*\n/);
    expect(stdout).toMatch(/^6x6 +fastest /m);
    expect(stdout).toMatch(/^all +medium /m);
    expect(stdout).toMatch(/^ui +medium +1 /m);
    expect(stdout).toMatch(/^decoding /m);
    const document = JSON.parse(readFileSync(at('out.json'), 'utf8'));
    expect(document.cells.map((cell: { image: string; class: string }) => [cell.image, cell.class])).toEqual([
      ['two', 'photo'],
      ['ui-one', 'ui'],
    ]);
    expect(document).toMatchObject({ isCached: false, disagreements: 0, rounds: 1 });
    const [opaque, sprite] = document.cells.map((cell: { ours: Record<string, object> }) => cell.ours.medium);
    expect([opaque.ssim, sprite.ssim, sprite.ssimAlpha].every((ssim) => ssim > 0.5 && ssim <= 1)).toBe(true);
    expect(opaque).not.toHaveProperty('ssimAlpha');
    expect(stdout).toMatch(/ SSIM +delta SSIM +SSIM alpha /);
    expect(Object.keys(document.cells[0].peer.medium.secondsByBuild).length).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(at('h.jsonl'), 'utf8')).cells).toHaveLength(4);
    for (const name of ['p.svg', 'c.svg']) expect(readFileSync(at(name), 'utf8')).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);

    const again = await run([...quick(), '--cache', at('cache.json'), '--json', at('again.json')]);
    expect(again.stderr).toMatch(/times of the peer come from the cache/);
    const cached = JSON.parse(readFileSync(at('again.json'), 'utf8'));
    expect(cached.isCached).toBe(true);
    const psnrOf = (cell: { peer: Record<string, { psnrRgba: number }> }) => cell.peer.medium?.psnrRgba;
    expect(cached.cells.map(psnrOf)).toEqual(document.cells.map(psnrOf));
  });

  it('measures light by mPSNR, and says so wherever figures go', async () => {
    const files = ['--json', at('hdr.json'), '--history', at('hdr.jsonl'), '--plot', at('hdr.svg')];
    const words = ['--hdr', at('sky.hdr'), '--blocks', '6x6', '--qualities', 'fastest', '--rounds', '1'];
    const { status, stdout } = await run([...words, ...files, '--cache', at('hdr-cache.json')]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^block +preset +mPSNR .* delta log RMSE /m);
    const document = JSON.parse(readFileSync(at('hdr.json'), 'utf8'));
    expect(document).toMatchObject({ profile: 'hdr-rgb', disagreements: 0 });
    expect(Object.keys(document.cells[0].ours.fastest).sort()).toEqual([
      'logRmse',
      'mPsnr',
      'seconds',
      'texelsPerSecond',
    ]);
    expect(JSON.parse(readFileSync(at('hdr.jsonl'), 'utf8')).profile).toBe('hdr-rgb');
    expect(readFileSync(at('hdr.svg'), 'utf8')).toContain('mean mPSNR');

    const again = await run([...words, '--cache', at('hdr-cache.json')]);
    expect(again.stderr).toMatch(/times of the peer come from the cache/);
    const other = await run([...words, '--profile', 'hdr', '--cache', at('hdr-cache.json')]);
    expect(other.stderr).not.toMatch(/come from the cache/);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const before = readdirSync(folder).sort();
    const outputs = ['--json', at('stop.json'), '--plot', at('stop.svg'), '--history', at('stop.jsonl')];
    const { status } = await run([at('pictures'), '--rounds', '50', ...outputs], '1/2');
    expect(status).toBe(130);
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(readdirSync(at('tmp'))).toEqual([]);
  });
});
