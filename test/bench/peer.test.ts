import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { psnr, readPixels, writePng } from '../../bench/images.mjs';
import { LOSSLESS_DB } from '../../bench/measures.mjs';
import {
  astcHeader,
  bundledPeers,
  compressWithPeer,
  decodeWithPeer,
  peerVersion,
  readCodingSeconds,
  readMetric,
  testPeer,
  writeAstc,
} from '../../bench/peer.mjs';

const WIDTH = 61;
const HEIGHT = 47;

/** A gradient with a coloured square and alpha: neither constant nor a multiple of a footprint in size. */
function testPicture() {
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const isSquare = x > 20 && x < 40 && y > 10 && y < 30;
      data.set(isSquare ? [200, 40 + y, 30, 255] : [x * 4, y * 5, 128, 255 - x], (y * WIDTH + x) * 4);
    }
  return { width: WIDTH, height: HEIGHT, data };
}

async function firstRunnable() {
  for (const binary of bundledPeers()) {
    const runs = await peerVersion(binary).then(
      () => true,
      () => false,
    );
    if (runs) return binary;
  }
  return undefined;
}

const binary = await firstRunnable();
if (binary === undefined)
  console.warn(`SKIPPED: @gpu-tex-enc/astc has no binary for ${process.platform}-${process.arch}`);

describe('what the peer prints', () => {
  const text =
    'Quality metrics\n    PSNR (LDR-RGBA):   33.6553 dB\n    Coding time:   0.0021 s\n    Coding rate:   4.0000 MT/s\n';

  it('is read by the name of the line', () => {
    expect(readMetric(text, 'PSNR (LDR-RGBA)')).toBe(33.6553);
  });

  it('is an error when a line is missing', () => {
    expect(() => readMetric(text, 'Decoding time')).toThrow(/Decoding time/);
  });

  it('gives short times through the rate, which has more digits, and long ones directly', () => {
    expect(readCodingSeconds(text, 8400)).toBeCloseTo(0.0021, 12);
    expect(readCodingSeconds('Coding time: 2.5 s\nCoding rate: 0.0 MT/s', 8400)).toBe(2.5);
    expect(readCodingSeconds('Coding time: 0.0 s\nCoding rate: inf MT/s', 8400)).toBe(0);
  });
});

describe('an .astc header', () => {
  it('holds magic, footprint and three 24-bit sizes', () => {
    const bytes = [...astcHeader(0x010203, 5, '10x6')];
    expect(bytes).toEqual([0x13, 0xab, 0xa1, 0x5c, 10, 6, 1, 3, 2, 1, 5, 0, 0, 1, 0, 0]);
  });
});

describe('PSNR', () => {
  const picture = { width: 2, height: 1, data: new Uint8Array([10, 20, 30, 255, 40, 50, 60, 255]) };

  it('of one unit of difference in one of six colour values is 10 log10(255² · 6)', () => {
    const other = { ...picture, data: Uint8Array.from(picture.data, (value, index) => value + (index === 4 ? 1 : 0)) };
    expect(psnr(picture, other).psnrRgb).toBeCloseTo(10 * Math.log10(255 ** 2 * 6), 9);
    expect(psnr(picture, other).psnrRgba).toBeCloseTo(10 * Math.log10(255 ** 2 * 8), 9);
  });

  it('counts a difference in alpha for RGBA alone', () => {
    const other = {
      ...picture,
      data: Uint8Array.from(picture.data, (value, index) => value - (index === 3 ? 255 : 0)),
    };
    expect(psnr(picture, other).psnrRgb).toBe(LOSSLESS_DB);
    expect(psnr(picture, other).psnrRgba).toBeCloseTo(10 * Math.log10(8), 9);
  });

  it('refuses pictures of different sizes', () => {
    expect(() => psnr(picture, { width: 1, height: 2, data: picture.data })).toThrow(RangeError);
  });
});

describe.skipIf(binary === undefined)('native astcenc', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'astc-wasm-test-peer-'));
  const input = join(scratch, 'input.png');
  const output = join(scratch, 'output.png');
  const texelCount = WIDTH * HEIGHT;

  beforeAll(() => writePng(input, testPicture()));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('sees the pixels that were written', async () => {
    expect((await readPixels(input)).data).toEqual(testPicture().data);
  });

  it('reports the PSNR that we compute from the picture it decoded', async () => {
    const job = { input, output, footprint: '6x6', preset: 'medium' };
    const { psnrRgba } = await testPeer(binary!, job);
    expect(psnr(testPicture(), await readPixels(output)).psnrRgba).toBeCloseTo(psnrRgba!, 2);
  });

  it('makes the same picture when it compresses and decompresses in two steps, however often', async () => {
    const job = { input, output: join(scratch, 'two.astc'), footprint: '5x5', preset: 'medium', texelCount };
    await testPeer(binary!, { ...job, output });
    await compressWithPeer(binary!, job, 3);
    await decodeWithPeer(binary!, { input: job.output, output: join(scratch, 'two.png') }, 2);
    expect((await readPixels(join(scratch, 'two.png'))).data).toEqual((await readPixels(output)).data);
  });

  it('takes longer at a slower preset, and with repeats', async () => {
    const job = { input, output: join(scratch, 'timed.astc'), footprint: '4x4', preset: 'fastest', texelCount };
    const time = async (preset: string, repeats: number) => {
      const { cpuSeconds, codingSeconds } = await compressWithPeer(binary!, { ...job, preset }, repeats);
      expect(codingSeconds).toBeGreaterThan(0);
      return cpuSeconds ?? codingSeconds * repeats;
    };
    const fastest = await time('fastest', 200);
    expect(fastest).toBeGreaterThan(await time('fastest', 1));
    expect(await time('exhaustive', 200)).toBeGreaterThan(fastest);
  });

  it('decodes blocks of ours to the picture they hold', async () => {
    const constant = [0xfc, 0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x12, 0x00, 0x34, 0x00, 0x56, 0x00, 0x78];
    const blocks = Uint8Array.from({ length: 4 * 16 }, (_, index) => constant[index % 16] ?? 0);
    const texture = { blocks, width: 9, height: 7, footprint: '6x6' };
    await writeAstc(join(scratch, 'constant.astc'), texture);
    const job = { input: join(scratch, 'constant.astc'), output: join(scratch, 'constant.png') };
    await decodeWithPeer(binary!, job);
    const picture = await readPixels(job.output);
    expect([picture.width, picture.height]).toEqual([9, 7]);
    const expected = Uint8Array.from({ length: 9 * 7 * 4 }, (_, index) => [0x12, 0x34, 0x56, 0x78][index % 4] ?? 0);
    expect(picture.data).toEqual(expected);
  });

  it('fails with what it said when the picture does not exist', async () => {
    const job = { input: join(scratch, 'missing.png'), output, footprint: '6x6', preset: 'fast', texelCount };
    await expect(compressWithPeer(binary!, job)).rejects.toThrow(/missing\.png/);
  });
});
