/** Pictures for the ETC passes: every kind of block, holes, extremes, sixteen bits. */
import { type Pixels, readSquare } from '../etc-search/encoder.js';
import { Rng } from '../support/rng.js';

/** A photograph with stripes of holes and a slope of alpha. */
export async function photoWithAlpha(side: number): Promise<Pixels> {
  const photo = await readSquare('photos/allium.png', side);
  for (let texel = 0; texel < side * side; texel++) {
    const x = texel % side;
    const y = Math.floor(texel / side);
    photo.data[4 * texel + 3] = x > side / 2 && y % 11 < 5 ? 0 : 255 - (x % 64);
  }
  return photo;
}

/** A block of noise, extremes, few colors, or a slope; with holes now and then. */
function randomTexels(rng: Rng, hasHoles: boolean): (x: number, y: number) => number[] {
  const kind = rng.below(5);
  const colors = Array.from({ length: 3 }, () => [rng.below(256), rng.below(256), rng.below(256)]);
  const noise = rng.below(40);
  const isPunched = hasHoles && rng.once(3);
  return (x, y) => {
    const alpha = isPunched && rng.once(3) ? 0 : 255 - rng.below(noise + 1);
    if (kind === 0) return [rng.below(256), rng.below(256), rng.below(256), alpha];
    if (kind === 1) return [rng.below(2) * 255, rng.below(2) * 255, rng.below(2) * 255, alpha];
    if (kind === 2) return [...colors[rng.below(3)]!, alpha];
    if (kind === 3) return [...colors[0]!, hasHoles ? alpha : 255];
    const along = (x * noise + y * 7) / 60;
    const mix = (c: number) => colors[0]![c]! * (1 - along) + colors[1]![c]! * along + rng.below(noise + 1);
    return [...[0, 1, 2].map((c) => Math.min(255, Math.max(0, Math.round(mix(c))))), alpha];
  };
}

/** A picture of random blocks, `side` a multiple of four. Without holes alpha is 128 or more. */
export function randomBlocks(name: string, side: number, hasHoles = true): Pixels {
  const rng = Rng.named(name);
  const data = new Uint8Array(side * side * 4);
  for (let block = 0; block < (side * side) / 16; block++) {
    const texelAt = randomTexels(rng, hasHoles);
    for (let k = 0; k < 16; k++) {
      const x = (block % (side / 4)) * 4 + (k & 3);
      const y = Math.floor(block / (side / 4)) * 4 + (k >> 2);
      data.set(texelAt(k & 3, k >> 2), (y * side + x) * 4);
    }
  }
  return { width: side, height: side, data };
}

/** The same picture in sixteen bits, with something in the lower eight. */
export function widened({ width, height, data }: Pixels): Pixels {
  return {
    width,
    height,
    data: Uint16Array.from(data, (value, at) => Math.min(65535, value * 257 + ((at * 37) % 128))),
  };
}

/** The top left corner of a picture. */
export function cornerOf({ width, data }: Pixels, columns: number, rows: number): Pixels {
  const corner = data.slice(0, columns * rows * 4);
  for (let row = 0; row < rows; row++) {
    corner.set(data.subarray(row * width * 4, (row * width + columns) * 4), row * columns * 4);
  }
  return { width: columns, height: rows, data: corner };
}
