/** Volumes as people have them, made the same on every machine: a colour table, a density field, a moving picture. */
import type { Image } from '../../src/types.js';
import { makePicture } from './pictures.js';
import { Rng } from './rng.js';

type Color = readonly [r: number, g: number, b: number];

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const smooth = (t: number) => t * t * (3 - 2 * t);

/** `size`³ opaque texels of a function of x, y and z, all 0..1, as slices. */
function paintVolume(size: number, color: (x: number, y: number, z: number) => Color): Image[] {
  const at = (texel: number) => texel / (size - 1);
  return Array.from({ length: size }, (_, z) => {
    const data = new Uint8Array(size * size * 4).fill(255);
    for (let texel = 0; texel < size * size; texel++) {
      const rgb = color(at(texel % size), at(Math.floor(texel / size)), at(z));
      data.set(
        rgb.map((value) => Math.round(clamp(value) * 255)),
        texel * 4,
      );
    }
    return { width: size, height: size, data, channels: 4, colorSpace: 'linear', hasAlpha: false };
  });
}

/** A colour-grading table: more contrast and saturation, warm lights, cool shadows. */
export function gradingTable(size = 32): Image[] {
  return paintVolume(size, (r, g, b) => {
    const luma = 0.3 * r + 0.59 * g + 0.11 * b;
    const [red, green, blue] = [r, g, b].map((value) => smooth(clamp(luma + (value - luma) * 1.25))) as [
      number,
      number,
      number,
    ];
    const shadow = (1 - luma) * 0.08;
    return [red + 0.04 * luma - 0.5 * shadow, green + 0.01, 0.92 * blue + shadow];
  });
}

/** Smooth noise 0..1 in three octaves. */
function noiseField(seed: number): (x: number, y: number, z: number) => number {
  const rng = new Rng(seed);
  const octaves = [4, 8, 16].map((cells) => ({
    cells,
    values: Array.from({ length: (cells + 1) ** 3 }, () => rng.u32() / 2 ** 32),
  }));
  return (...point) => {
    let [sum, weight] = [0, 1];
    for (const { cells, values } of octaves) {
      const cell = point.map((at) => Math.min(cells - 1, Math.floor(at * cells)));
      const fraction = point.map((at, axis) => smooth(at * cells - cell[axis]!));
      for (let corner = 0; corner < 8; corner++) {
        const steps = [0, 1, 2].map((axis) => (corner >> axis) & 1);
        const index = steps.reduceRight((row, step, axis) => row * (cells + 1) + cell[axis]! + step, 0);
        const share = steps.reduce(
          (product, step, axis) => product * (step ? fraction[axis]! : 1 - fraction[axis]!),
          1,
        );
        sum += weight * share * values[index]!;
      }
      weight *= 0.5;
    }
    return sum / 1.75;
  };
}

/** A scan: tissue within a shell of bone, air around it, and the noise of the machine. */
export function densityField(size = 32): Image[] {
  const tissue = noiseField(7);
  const rng = new Rng(8);
  return paintVolume(size, (x, y, z) => {
    const radius = Math.hypot(x - 0.5, y - 0.5, z - 0.5);
    const inside = smooth(clamp((0.47 - radius) * 40));
    const bone = smooth(clamp(1 - Math.abs(radius - 0.44) * 30));
    const value = inside * (0.3 + 0.4 * tissue(x, y, z)) + 0.4 * bone + 0.02 * (rng.u32() / 2 ** 32);
    return [value, value, value];
  });
}

/** Coloured clouds. */
export function cloudField(size = 32): Image[] {
  const fields = [11, 12, 13].map(noiseField);
  return paintVolume(size, (x, y, z) => fields.map((field) => (field(x, y, z) - 0.2) * 1.6) as unknown as Color);
}

/** A picture that moves two texels a slice. */
export function movingPicture(size = 48, depth = 12): Image[] {
  const { width, data } = makePicture(size + 2 * depth, size);
  return Array.from({ length: depth }, (_, slice) => {
    const pixels = new Uint8Array(size * size * 4);
    for (let row = 0; row < size; row++) {
      const from = (row * width + 2 * slice) * 4;
      pixels.set(data.subarray(from, from + size * 4), row * size * 4);
    }
    return { width: size, height: size, data: pixels, channels: 4, colorSpace: 'linear', hasAlpha: true };
  });
}
