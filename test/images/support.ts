/** Images as functions of x and y, the same ones the fixtures were made from. */
import type { Image } from '../../src/types.js';

export type Paint = (x: number, y: number) => readonly number[];

/** The scene of fixtures/images/scene-*. */
export const scene: Paint = (x, y) => {
  const noise = ((x * 73 + y * 151 + ((x * y) % 17) * 29) % 23) - 11;
  const isDisc = (x - 40) ** 2 + (y - 20) ** 2 < 225;
  const color = isDisc ? [220, 90, 40] : [40 + 2 * x, 30 + 3 * y, 200 - x - y];
  return color.map((value) => Math.min(255, Math.max(0, value + noise)));
};

/** The disc of fixtures/images/sprite*: magenta under zero alpha. */
export const sprite: Paint = (x, y) => {
  const distance = Math.hypot(x - 15.5, y - 15.5);
  const alpha = Math.round(255 * Math.min(1, Math.max(0, (13 - distance) / 3)));
  return alpha === 0 ? [255, 0, 255, 0] : [240, 8 * y, 30, alpha];
};

/** The 16-bit pattern of fixtures/images/deep-*. */
export const deep: Paint = (x, y) => [x * 2047 + y, y * 2711 + 3 * x, (x * y * 331) & 0xffff, x === y ? 0 : 0xffff - x];

/** RGBA components of what `paint` gives: 3 components get alpha `max`. */
export function paintRgba(width: number, height: number, paint: Paint, max: number): number[] {
  const components: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b, a = max] = paint(x, y) as [number, number, number, number?];
      components.push(r, g, b, a);
    }
  }
  return components;
}

export function makeImage8(width: number, height: number, paint: Paint, more: Partial<Image> = {}): Image {
  const data = Uint8Array.from(paintRgba(width, height, paint, 255));
  return { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha: paint(0, 0).length === 4, ...more };
}

export function makeImage16(width: number, height: number, paint: Paint, more: Partial<Image> = {}): Image {
  const data = Uint16Array.from(paintRgba(width, height, paint, 65535));
  return { width, height, data, channels: 4, colorSpace: 'srgb', hasAlpha: paint(0, 0).length === 4, ...more };
}

/** Largest difference of any component. */
export function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = Math.abs(a.length - b.length);
  for (let index = 0; index < a.length; index++) worst = Math.max(worst, Math.abs(a[index]! - b[index]!));
  return worst;
}
