import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Pixels } from '../../bench/images.mjs';
import { LDR } from '../../bench/ldr.mjs';
import { measureImage, median } from '../../bench/measure.mjs';
import { LOSSLESS_DB } from '../../bench/measures.mjs';
import { DEFAULT_WASM_URL, OurEncoder } from '../../bench/ours.mjs';
import { bundledPeers, peerVersion } from '../../bench/peer.mjs';
import { PeerCache } from '../../bench/peer-cache.mjs';
import { ssim } from '../../bench/ssim.mjs';

const isBuilt = existsSync(DEFAULT_WASM_URL);
if (!isBuilt) console.warn('SKIPPED: dist/wasm/astc-wasm.wasm is not built (npm run build:wasm)');

const candidate = bundledPeers().at(-1);
const peer =
  candidate &&
  (await peerVersion(candidate).then(
    () => candidate,
    () => undefined,
  ));
if (peer === undefined)
  console.warn(`SKIPPED: @gpu-tex-enc/astc has no binary for ${process.platform}-${process.arch}`);

function picture(width: number, height: number, colorAt: (x: number, y: number) => number[]): Pixels {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colorAt(x, y), (y * width + x) * 4);
  return { width, height, data };
}

const gradient = picture(50, 33, (x, y) => [x * 5, y * 7, 255 - x * 3, 255 - y]);
const constant = picture(13, 7, () => [10, 200, 30, 77]);

describe.skipIf(!isBuilt)('our side of the bench', () => {
  it('writes sixteen bytes for every block that the picture touches', () => {
    const encoder = new OurEncoder();
    expect(encoder.encode(gradient, '6x6', 'fastest').blocks).toHaveLength(9 * 6 * 16);
    expect(encoder.encode(gradient, '12x10', 'fastest').blocks).toHaveLength(5 * 4 * 16);
  });

  it('writes the same bytes again and takes time for it', () => {
    const encoder = new OurEncoder();
    const first = encoder.encode(gradient, '5x4', 'medium');
    encoder.encode(constant, '8x8', 'fastest');
    expect(encoder.encode(gradient, '5x4', 'medium').blocks).toEqual(first.blocks);
    expect(first.seconds).toBeGreaterThan(0);
  });

  it('takes a preset for its quality number', () => {
    const encoder = new OurEncoder();
    expect(encoder.encode(gradient, '6x6', 60).blocks).toEqual(encoder.encode(gradient, '6x6', 'medium').blocks);
  });

  it('stops at a footprint that does not exist', () => {
    expect(() => new OurEncoder().encode(gradient, '7x7', 'fastest')).toThrow(/configureEncoder/);
  });
});

describe.skipIf(!isBuilt)('SSIM of the bench', () => {
  const one = (color: number[]) => picture(16, 16, () => color);
  /** Of pictures of one value each: the product of contrasts is 1. */
  const byHand = (a: number, b: number) => (2 * a * b + 2.55 ** 2) / (a * a + b * b + 2.55 ** 2);

  it('is the mean of red, green and blue, and alpha by itself', () => {
    const { ssim: colors, ssimAlpha } = ssim(one([100, 50, 20, 200]), one([80, 50, 30, 100]));
    expect(colors).toBeCloseTo((byHand(100, 80) + 1 + byHand(20, 30)) / 3, 12);
    expect(ssimAlpha).toBeCloseTo(byHand(200, 100), 12);
  });

  it('has no alpha of opaque pictures', () => {
    expect(ssim(one([9, 9, 9, 255]), one([9, 9, 9, 255]))).toEqual({ ssim: 1 });
  });
});

describe.skipIf(!isBuilt || peer === undefined)('a measured picture', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'astc-wasm-test-measure-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  function bench() {
    const encoder = new OurEncoder();
    const peers = [{ name: 'native', binary: peer! }];
    const presets = ['medium'];
    return {
      domain: LDR,
      encoder,
      peers,
      presets,
      peerPresets: ['fastest', 'medium'],
      rounds: 2,
      scratch,
      disagreements: 0,
    };
  }

  it('has our presets, the curve of the peer, and figures within what ASTC can do', async () => {
    const settings = bench();
    const [cell] = await measureImage(settings, { name: 'gradient', class: 'alpha', image: gradient }, ['4x4']);
    expect(Object.keys(cell!.ours)).toEqual(['medium']);
    expect(Object.keys(cell!.peer)).toEqual(['fastest', 'medium']);
    for (const measured of [cell!.ours.medium!, cell!.peer.medium!]) {
      expect(measured.psnrRgba).toBeGreaterThan(35);
      expect(measured.psnrRgba).toBeLessThan(LOSSLESS_DB);
      expect(measured.texelsPerSecond * measured.seconds).toBeCloseTo(50 * 33, 6);
    }
    expect(settings.disagreements).toBe(0);
    expect(cell!.decode!.ours).toBeGreaterThan(0);
    expect(cell!.decode!.peer).toBeGreaterThan(0);
  });

  it('takes the figures of the peer from a cache that knows them, and says so', async () => {
    const cachePath = join(scratch, 'cache.json');
    const source = { name: 'gradient', class: 'alpha', image: gradient };
    const [first] = await measureImage({ ...bench(), cache: new PeerCache(cachePath, 'v') }, source, ['6x6']);
    const [again] = await measureImage({ ...bench(), cache: new PeerCache(cachePath, 'v') }, source, ['6x6']);
    const [other] = await measureImage({ ...bench(), cache: new PeerCache(cachePath, 'w') }, source, ['6x6']);
    expect(first!.peer.medium!.isCached).toBe(false);
    expect(again!.peer.medium).toEqual({ ...first!.peer.medium!, isCached: true });
    expect(other!.peer.medium!.isCached).toBe(false);
    // Caches of former days know no SSIM.
    const old = readFileSync(cachePath, 'utf8').replace(/"ssim":[\d.]+,/g, '');
    writeFileSync(cachePath, old);
    const [anew] = await measureImage({ ...bench(), cache: new PeerCache(cachePath, 'v') }, source, ['6x6']);
    expect(anew!.peer.medium!.isCached).toBe(false);
    expect(anew!.peer.medium!.ssim).toBe(first!.peer.medium!.ssim);
  });

  it('has no figure of its own where the encoder gives other bytes the second time', async () => {
    const settings = bench();
    const encode = settings.encoder.encode.bind(settings.encoder);
    let calls = 0;
    settings.encoder.encode = (...args) => {
      const encoded = encode(...args);
      encoded.blocks[0] = calls++;
      return encoded;
    };
    const source = { name: 'gradient', class: 'alpha', image: gradient };
    await expect(measureImage(settings, source, ['6x6'])).rejects.toThrow(/other bytes/);
  });

  it('is lossless on both sides where all texels are equal', async () => {
    const [cell] = await measureImage(bench(), { name: 'constant', class: 'ui', image: constant }, ['6x6']);
    expect(cell!.ours.medium!.psnrRgba).toBe(LOSSLESS_DB);
    expect(cell!.peer.medium!.psnrRgba).toBe(LOSSLESS_DB);
  });
});

describe('the median', () => {
  it('is the middle of an odd number of values and the mean of the middle two of an even number', () => {
    expect(median([5, 1, 100])).toBe(5);
    expect(median([4, 1, 100, 2])).toBe(3);
    expect(median([7])).toBe(7);
  });
});
