/** Dark, smooth pictures, in which one step too many shows as a band. */
import type { Image } from '../../src/types.js';
import { draw, SIZE } from './hard-pictures.js';
import { Rng } from './rng.js';

const MIDDLE = SIZE / 2;

type Color = [r: number, g: number, b: number];

const noise = Rng.named('dark gradients').bytes(SIZE * SIZE * 3);
const grey = (level: number): Color => [level, level, level];

/** A color and noise of `steps` from end to end. */
function noisy(color: Color, x: number, y: number, steps: number): Color {
  const at = (component: number) => (noise[(y * SIZE + x) * 3 + component]! / 255 - 0.5) * steps;
  return [color[0] + at(0), color[1] + at(1), color[2] + at(2)];
}

const PAINTS: Readonly<Record<string, (x: number, y: number) => Color>> = {
  'from left to right': (x) => grey(6 + x / 6),
  'from corner to corner': (x, y) => grey(4 + (x + y) / 8),
  'around a light': (x, y) => grey(40 - Math.hypot(x - MIDDLE, y - MIDDLE) / 2),
  'of three colors': (x, y) => [4 + x / 5, 10 + y / 9, 30 - (x + y) / 10],
  'around a colored light': (x, y) => {
    const distance = Math.hypot(x - 20, y - 70);
    return [30 - distance / 6, 12 + distance / 9, 20 + distance / 14];
  },
  'of a night sky': (_, y) => [8 + y / 10, 10 + y / 7, 24 + y / 3],
  'under grain': (x, y) => noisy(grey(8 + x / 7), x, y, 2),
  'of colors under grain': (x, y) => noisy([4 + x / 6, 10 + y / 9, 24 - (x + y) / 12], x, y, 3),
};

/** Every gradient by its name, RGBA8. */
export const DARK_GRADIENTS: readonly (readonly [name: string, image: Image & { data: Uint8Array }])[] = Object.entries(
  PAINTS,
).map(([name, paint]) => [name, draw((x, y) => [...paint(x, y), 255])]);
