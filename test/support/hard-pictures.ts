/** Pictures that test the search where photographs do not, of every kind of texture, each drawn here. */
import type { Image } from '../../src/types.js';
import { Rng } from './rng.js';

/** Texels a side: whole blocks of 4, 6, 8 and 12. */
export const SIZE = 96;
const MIDDLE = SIZE / 2;

type Texel = [r: number, g: number, b: number, a: number];
type Paint = (x: number, y: number) => Texel;

const grey = (level: number): Texel => [level, level, level, 255];
const mix = (from: number, to: number, share: number) => from + (to - from) * share;

/** Smooth noise 0..1: lattices of random values, each twice as fine and half as strong as the one before. */
function fractal(name: string, coarsest: number): (x: number, y: number) => number {
  const values = Rng.named(name).bytes(64 * 64);
  const lattice = (x: number, y: number) => values[(y & 63) * 64 + (x & 63)]! / 255;
  const smooth = (share: number) => share * share * (3 - 2 * share);
  return (x, y) => {
    let [sum, total] = [0, 0];
    for (let step = coarsest, strength = 1; step >= 1; step /= 2, strength /= 2) {
      const [left, top] = [Math.floor(x / step), Math.floor(y / step)];
      const [across, down] = [smooth(x / step - left), smooth(y / step - top)];
      const above = mix(lattice(left, top), lattice(left + 1, top), across);
      const below = mix(lattice(left, top + 1), lattice(left + 1, top + 1), across);
      sum += strength * mix(above, below, down);
      total += strength;
    }
    return sum / total;
  };
}

/** Direction of the surface of a height field, components 0..255. */
function normalOf(height: (x: number, y: number) => number, x: number, y: number): [number, number, number] {
  const [dx, dy] = [height(x + 1, y) - height(x - 1, y), height(x, y + 1) - height(x, y - 1)];
  const length = Math.hypot(dx, dy, 2);
  return [127.5 * (1 - dx / length), 127.5 * (1 - dy / length), 127.5 * (1 + 2 / length)];
}

const bumps = (x: number, y: number) => 6 * Math.sin(x / 9) * Math.cos(y / 7) + 2 * Math.sin((x + 2 * y) / 13);
const clouds = fractal('clouds', 32);
const ground = fractal('ground', 8);
const stain = fractal('stain', 16);

/** Shaded balls of pure colors with soft edges on transparent black, one in a cell of 24 texels. */
function ball(x: number, y: number): Texel {
  const cell = (x / 24) | 0;
  const row = (y / 24) | 0;
  const distance = Math.hypot((x % 24) - 11.5, (y % 24) - 11.5);
  const cover = Math.min(1, Math.max(0, 10.5 - distance));
  const light = 255 * (0.35 + 0.65 * Math.max(0, 1 - Math.hypot((x % 24) - 8, (y % 24) - 8) / 14));
  const hue = (cell + row) % 3;
  const color = [0, 1, 2].map((component) => (component === hue ? light : component === (hue + 1) % 3 ? light / 8 : 0));
  return cover === 0 ? [0, 0, 0, 0] : [color[0]!, color[1]!, color[2]!, 255 * cover];
}

const colors = Rng.named('random colors').bytes(SIZE * SIZE * 3);
const art = Rng.named('pixel art').bytes(MIDDLE * MIDDLE, 0, 7);
const glyphs = Rng.named('glyphs').bytes(256, 0, 1);

const PAINTS: Readonly<Record<string, Paint>> = {
  'independent channels': (x, y) => [
    127.5 + 127 * Math.sin(x / 7 + y / 11),
    ((x >> 3) + (y >> 3)) & 1 ? 220 : 40,
    x + y < SIZE ? 60 : 200,
    255,
  ],
  'a ramp and edges apart': (x, y) => [
    127.5 + 127 * Math.sin(x / 5),
    (Math.floor(x / 14) + Math.floor(y / 14)) & 1 ? 220 : 60,
    x < MIDDLE ? 255 : 0,
    255,
  ],
  'hard alpha over a gradient': (x, y) => [x * 2.6, y * 2.6, 255 - x, ((x >> 4) + (y >> 4)) & 1 ? 255 : 0],
  'random colors': (x, y) => [...colors.subarray((y * SIZE + x) * 3).subarray(0, 3), 255] as Texel,
  'a grey ramp': (x) => grey((x * 255) / (SIZE - 1)),
  'soft alpha': (x, y) => [255, 255, 255, Math.max(0, 255 - 5 * Math.hypot(x - MIDDLE, y - MIDDLE))],
  'a dark gradient': (x, y) => [x / 8, y / 10, (x + y) / 16, 255],
  'smooth normals': (x, y) => [...normalOf(bumps, x, y), 255],
  'rough normals': (x, y) => [...normalOf((u, v) => 30 * ground(u, v), x, y), 255],
  'normals in two channels': (x, y) => {
    const [r, g] = normalOf((u, v) => 2 * bumps(u, v), x, y);
    return [r, r, r, g];
  },
  'balls on nothing': ball,
  'faint particles': (x, y) => {
    const fog = Math.max(0, 1 - Math.hypot((x % 32) - 16, (y % 32) - 16) / 15) ** 3;
    return [255, 255 * mix(0.5, 1, fog), 128 * fog, fog < 0.004 ? 0 : Math.max(2, 255 * fog)];
  },
  'single texels': (x, y) => ((x * 7 + y * 31) % 131 === 5 ? [255, 255, 255, 255] : [60, 90, 160, 255]),
  'a checker': (x, y) => grey((x + y) & 1 ? 255 : 0),
  'thin lines': (x, y) => (x % 7 === 3 ? [220, 20, 20, 255] : y % 11 === 5 ? [20, 40, 200, 255] : [255, 255, 255, 255]),
  'pixel art': (x, y) => {
    const color = art[(y >> 1) * MIDDLE + (x >> 1)]!;
    return [color & 1 ? 230 : 40, color & 2 ? 200 : 30, color & 4 ? 240 : 60, 255];
  },
  text: (x, y) => {
    const isInk = (y >> 3) & 1 && glyphs[((x >> 1) * 5 + (y & 7) * 3 + (y >> 4) * 17) & 255];
    return isInk ? [30, 30, 40, 255] : [245 - y / 4, 240, 225 + x / 4, 255];
  },
  clouds: (x, y) => {
    const cover = Math.min(1, Math.max(0, 3 * clouds(x, y) - 1));
    return [mix(70, 250, cover), mix(120, 250, cover), mix(190, 252, cover), 255];
  },
  heights: (x, y) => grey(255 * clouds(x + 40, y)),
  ground: (x, y) => {
    const [light, hue] = [ground(x, y), stain(x, y)];
    return [220 * light, mix(80, 200, hue) * light, mix(60, 120, hue) * light * light * 2, 255];
  },
};

/** Every picture by its name, RGBA8. */
export const HARD_PICTURES: readonly (readonly [name: string, image: Image & { data: Uint8Array }])[] = Object.entries(
  PAINTS,
).map(([name, paint]) => [name, draw(paint)]);

/** A picture of what `paint` gives each texel, rounded. */
export function draw(paint: Paint): Image & { data: Uint8Array } {
  const data = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) data.set(paint(x, y).map(Math.round), (y * SIZE + x) * 4);
  }
  return { width: SIZE, height: SIZE, data, channels: 4, colorSpace: 'linear', hasAlpha: true };
}
