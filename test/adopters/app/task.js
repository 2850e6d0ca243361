/** What every cell of the matrix compresses, and how. */

/** The two encodes: one format of each family. */
export const ENCODES = /** @type {const} */ ({
  astc: { format: 'astc', block: '6x6', quality: 'medium' },
  etc: { format: 'etc2-rgba', quality: 'fast' },
});

/** Odd, no multiple of any block, and long enough a job that workers are worth their start. */
const WIDTH = 1021;
const HEIGHT = 1013;

/**
 * Integers only: sines may differ between engines.
 *
 * @returns 8-bit RGBA with soft gradients, noise and every alpha from 0 to 255
 */
export function makePicture() {
  const data = new Uint8Array(WIDTH * HEIGHT * 4);
  let seed = 12345;
  for (let y = 0, texel = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, texel += 4) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const noise = seed >>> 28;
      data[texel] = ((x * 240) / WIDTH + noise) | 0;
      data[texel + 1] = ((y * 240) / HEIGHT + noise) | 0;
      data[texel + 2] = ((x * x + y * y) >> 12) & 255;
      data[texel + 3] = Math.abs(((x + 2 * y) & 511) - 256) & 255;
    }
  }
  return /** @type {const} */ ({ width: WIDTH, height: HEIGHT, data, channels: 4, colorSpace: 'srgb', hasAlpha: true });
}
