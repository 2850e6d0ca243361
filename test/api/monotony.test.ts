/** A slower preset is never worse than a faster one, whatever the picture: hard ones drawn for it, and photographs. */
import { readFileSync } from 'node:fs';
import { createEncoder, type Image, readImage } from 'astc-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { HARD_PICTURES, SIZE } from '../support/hard-pictures.js';
import { psnrOf } from '../support/through-ours.js';

/** From the fastest on. */
const PRESETS = ['realtime', 'fastest', 'fast', 'medium', 'thorough', 'verythorough', 'exhaustive'] as const;
const BLOCKS = ['4x4', '6x6', '8x8', '12x12'] as const;

/** What a preset may lack of any faster one, dB. */
const BEHIND_FASTER = 0.05;
/** What is still behind by more, dB. Only to be lowered. */
const STILL_BEHIND: Readonly<Record<string, number>> = {
  'thin lines 6x6 fast': 0.25,
  'a ramp and edges apart 4x4 fast': 0.07,
  // 56 dB: neither is refined, and a better prediction is worse by luck.
  'a dark gradient 8x8 fastest': 0.08,
};

const encoder = await createEncoder({ threads: 1 });
afterAll(() => encoder.close());

/** The middle of a photograph. */
async function photo(name: string): Promise<Image> {
  const image = await readImage(readFileSync(new URL(`../../fixtures/photos/${name}.png`, import.meta.url)));
  const data = new Uint8Array(SIZE * SIZE * 4);
  const [left, top] = [(image.width - SIZE) >> 1, (image.height - SIZE) >> 1];
  for (let y = 0; y < SIZE; y++) {
    const from = ((top + y) * image.width + left) * 4;
    data.set((image.data as Uint8Array).subarray(from, from + SIZE * 4), y * SIZE * 4);
  }
  return { width: SIZE, height: SIZE, data, channels: 4, colorSpace: 'linear', hasAlpha: false };
}

const PHOTOS = await Promise.all(['allium', 'boats'].map(async (name) => [name, await photo(name)] as const));

describe.each([...HARD_PICTURES, ...PHOTOS])('%s', (name, image) => {
  it.each(BLOCKS)('is never worse at a slower preset, %s', async (block) => {
    let best = 0;
    for (const quality of PRESETS) {
      const allowed = STILL_BEHIND[`${name} ${block} ${quality}`] ?? BEHIND_FASTER;
      const psnr = await psnrOf(encoder, image, block, quality);
      expect(psnr, quality).toBeGreaterThan(best - allowed);
      best = Math.max(best, psnr);
    }
  });
});
