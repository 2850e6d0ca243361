/**
 * Pictures that test the search where photographs do not, each drawn here. The witness is native astcenc 4.7, which
 * encodes the same file and decodes what it made: `thorough` may not fall behind its namesake. And a slower preset may
 * not fall behind a faster one.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { compareImages, createEncoder, encodePng, measureEncoding, readImage } from 'astc-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../support/cli.js';
import { type NativeDecoder, packagedAstcenc } from '../support/native-astcenc.js';
import { Rng } from '../support/rng.js';

const packaged = packagedAstcenc();
if (typeof packaged === 'string') console.warn(`SKIPPED: hard pictures against native astcenc: ${packaged}`);

const SIZE = 96;
const rng = Rng.named('hard pictures');

type Paint = (x: number, y: number) => [r: number, g: number, b: number, a: number];

const PICTURES: Readonly<Record<string, Paint>> = {
  'independent channels': (x, y) => [
    127.5 + 127 * Math.sin(x / 7 + y / 11),
    ((x >> 3) + (y >> 3)) & 1 ? 220 : 40,
    x + y < SIZE ? 60 : 200,
    255,
  ],
  'hard alpha over a gradient': (x, y) => [x * 2.6, y * 2.6, 255 - x, ((x >> 4) + (y >> 4)) & 1 ? 255 : 0],
  'random colors': () => [rng.below(256), rng.below(256), rng.below(256), 255],
  'a grey ramp': (x) => [(x * 255) / (SIZE - 1), (x * 255) / (SIZE - 1), (x * 255) / (SIZE - 1), 255],
  'soft alpha': (x, y) => [255, 255, 255, Math.max(0, 255 - 5 * Math.hypot(x - SIZE / 2, y - SIZE / 2))],
  'a dark gradient': (x, y) => [x / 8, y / 10, (x + y) / 16, 255],
};

/** From the fastest on. */
const PRESETS = ['realtime', 'fastest', 'fast', 'thorough'] as const;

/** Decibels above which nobody sees a difference, and one step decides. */
const CAP = 70;
/** What a preset may lack of native's, and of a faster one. */
const BEHIND_NATIVE = 0.3;
/** What is still behind by more, dB: smooth blocks that show nothing. Only to be lowered. */
const STILL_BEHIND: Readonly<Record<string, number>> = {
  'independent channels 12x12': 0.4,
  'a grey ramp 8x8': 4.2,
  'a grey ramp 12x12': 0.9,
  'soft alpha 8x8': 0.9,
  'soft alpha 12x12': 4.8,
};
const BEHIND_FASTER = 0.15;

const folder = makeFolder();
const encoder = await createEncoder({ threads: 1 });
afterAll(async () => {
  await encoder.close();
  folder.remove();
});

/** The picture as a PNG file. */
function draw(paint: Paint): Promise<Uint8Array> {
  const data = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) data.set(paint(x, y).map(Math.round), (y * SIZE + x) * 4);
  }
  return encodePng({ width: SIZE, height: SIZE, data });
}

async function psnrOf(
  png: Uint8Array,
  block: '4x4' | '6x6' | '8x8' | '12x12',
  quality: (typeof PRESETS)[number],
): Promise<number> {
  const options = { block, quality, colorSpace: 'linear', decodeMode: 'unorm8' } as const;
  const image = await readImage(png);
  const texture = await encoder.encode(image, options);
  return Math.min(CAP, measureEncoding(image, await encoder.decode(texture), options).psnrRgba);
}

async function nativePsnr(png: Uint8Array, block: string): Promise<number> {
  const { path } = packaged as NativeDecoder;
  writeFileSync(folder.at('in.png'), png);
  const run = (...args: string[]) => {
    const { status, stderr } = spawnSync(path, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  run('-cl', folder.at('in.png'), folder.at('n.astc'), block, '-thorough', '-j', '1', '-decode_unorm8', '-silent');
  run('-dl', folder.at('n.astc'), folder.at('n.png'), '-decode_unorm8', '-silent');
  const [image, shown] = [await readImage(png), await readImage(readFileSync(folder.at('n.png')))];
  return Math.min(CAP, compareImages(image, shown).psnrRgba);
}

const FILES = await Promise.all(
  Object.entries(PICTURES).map(async ([name, paint]) => [name, await draw(paint)] as const),
);

describe.each(FILES)('%s', (name, png) => {
  describe.each(['4x4', '6x6', '8x8', '12x12'] as const)('at %s', (block) => {
    it('is never worse at a slower preset', async () => {
      let best = 0;
      for (const quality of PRESETS) {
        const psnr = await psnrOf(png, block, quality);
        expect(psnr, quality).toBeGreaterThan(best - BEHIND_FASTER);
        best = Math.max(best, psnr);
      }
    });

    it.skipIf(typeof packaged === 'string')('is as good as native makes it, thorough', async () => {
      const allowed = STILL_BEHIND[`${name} ${block}`] ?? BEHIND_NATIVE;
      expect(await psnrOf(png, block, 'thorough')).toBeGreaterThan((await nativePsnr(png, block)) - allowed);
    });
  });
});
