/** Pictures some of whose texels matter more than others, and how far textures are from them. */
import { join } from 'node:path';
import { type Image, type PlainImage, readImage } from 'astc-wasm';
import { FIXTURES } from '../support/cli.js';
import { Rng } from '../support/rng.js';

const TAU = 2 * Math.PI;

/** Soft discs of textured colours over garbage that does not show. */
export function drawSprites(side: number): PlainImage {
  const rng = Rng.named('sprites');
  const data = new Uint8Array(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const distance = Math.hypot((x % 64) - 31.5, (y % 64) - 31.5);
      const softness = 1 + 7 * ((Math.floor(x / 64) + Math.floor(y / 64)) % 3);
      const alpha = Math.round(255 * Math.min(1, Math.max(0, (28 - distance) / softness)));
      const wave = Math.sin((x * TAU) / 23) * Math.cos((y * TAU) / 31);
      const colors = [140 + 90 * wave, 110 + 70 * Math.sin(distance / 3), 90 + 60 * Math.cos((x + y) / 9)];
      const shown = colors.map((value) => Math.round(value + rng.between(-6, 6)));
      const hidden = [rng.below(256), rng.below(256), rng.below(256)];
      data.set([...(alpha === 0 ? hidden : shown), alpha], (y * side + x) * 4);
    }
  }
  return { width: side, height: side, data, channels: 4, colorSpace: 'srgb', hasAlpha: true };
}

/** A photograph with islands that matter, about half of it, and nothing or other islands' colours around them. */
export async function cutAtlas(side: number, around: 'black' | 'photo') {
  const photo = await readImage(join(FIXTURES, 'photos/allium.png'));
  const data = new Uint8Array(side * side * 4);
  const mask = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const texel = y * side + x;
      const radius = 22 + 4 * ((Math.floor(x / 64) * 2 + Math.floor(y / 64)) % 3);
      mask[texel] = Math.hypot((x % 64) - 31.5, (y % 64) - 31.5) < radius ? 255 : 0;
      const from = ((y % photo.height) * photo.width + (x % photo.width)) * 4;
      if (mask[texel] === 255 || around === 'photo') data.set(photo.data.subarray(from, from + 3), texel * 4);
      data[texel * 4 + 3] = 255;
    }
  }
  const image: PlainImage = { width: side, height: side, data, channels: 4, colorSpace: 'srgb', hasAlpha: false };
  return { image, mask: { data: mask, width: side, height: side } };
}

/** Alpha averaged over (2 · radius + 1)² texels, texel by texel: 0..1. */
export function averageByHand({ data, width, height }: Image, radius: number, opaque = 255): Float64Array {
  return Float64Array.from({ length: width * height }, (_, texel) => {
    const [x, y] = [texel % width, Math.floor(texel / width)];
    let sum = 0;
    let count = 0;
    for (let v = y - radius; v <= y + radius; v++) {
      for (let u = x - radius; u <= x + radius; u++) {
        if (u < 0 || v < 0 || u >= width || v >= height) continue;
        sum += data[(v * width + u) * 4 + 3]!;
        count++;
      }
    }
    return sum / count / opaque;
  });
}

/** In dB of 8 bits. @param weightOf  how much an error counts, by texel and component */
export function weightedPsnr(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  weightOf: (texel: number, component: number) => number,
): number {
  let errors = 0;
  let weights = 0;
  for (let at = 0; at < a.length; at++) {
    const weight = weightOf(at >> 2, at & 3);
    errors += weight * (a[at]! - b[at]!) ** 2;
    weights += weight;
  }
  return 10 * Math.log10((255 * 255 * weights) / errors);
}
