/** Alpha as bilinear filters and mip levels see it: averaged around each texel. */
import { componentTypeOf } from '../images/channels.js';
import { widenHalves } from '../images/half-float.js';
import type { Image } from '../types.js';

/** What stands for opaque here: sums of whole numbers are exact in any order. */
const OPAQUE = 65535;

/**
 * Alpha of each texel, averaged over the window of 2·radius + 1 texels a side around it, as much of it as lies in the
 * picture.
 *
 * @returns 0..1, row-major
 */
export function averageAlpha(image: Image, radius: number): Float32Array {
  const { width, height } = image;
  const rows = sumWindows(wholeAlphas(image), { lines: height, length: width, radius });
  const sums = transpose(rows, width, height);
  const columns = transpose(sumWindows(sums, { lines: width, length: height, radius }), height, width);
  const means = new Float32Array(columns.length);
  for (let y = 0, texel = 0; y < height; y++) {
    const down = windowLength(y, height, radius) * OPAQUE;
    for (let x = 0; x < width; x++, texel++) means[texel] = columns[texel]! / (windowLength(x, width, radius) * down);
  }
  return means;
}

/** Alpha in whole steps of 1 / OPAQUE. */
function wholeAlphas(image: Image): Uint32Array {
  const type = componentTypeOf(image);
  const data = type === 'float16' ? widenHalves(image.data as Uint16Array) : image.data;
  const scale = type === 'unorm8' ? OPAQUE / 255 : type === 'unorm16' ? 1 : OPAQUE;
  // Why: loops, here and below; `from` with a function takes 40 times as long.
  const alphas = new Uint32Array(data.length / 4);
  for (let texel = 0; texel < alphas.length; texel++) {
    alphas[texel] = Math.min(OPAQUE, Math.round(data[texel * 4 + 3]! * scale));
  }
  return alphas;
}

/** Sums over the window along each line. */
function sumWindows(
  values: Uint32Array,
  { lines, length, radius }: { lines: number; length: number; radius: number },
): Uint32Array {
  const sums = new Uint32Array(values.length);
  for (let line = 0; line < lines; line++) {
    const first = line * length;
    let sum = 0;
    for (let at = 0; at < Math.min(radius, length); at++) sum += values[first + at]!;
    for (let at = 0; at < length; at++) {
      if (at + radius < length) sum += values[first + at + radius]!;
      if (at > radius) sum -= values[first + at - radius - 1]!;
      sums[first + at] = sum;
    }
  }
  return sums;
}

function windowLength(at: number, length: number, radius: number): number {
  return Math.min(length - 1, at + radius) - Math.max(0, at - radius) + 1;
}

/** @param width  of the rows that become columns */
function transpose(values: Uint32Array, width: number, height: number): Uint32Array {
  const turned = new Uint32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[x * height + y] = values[y * width + x]!;
  }
  return turned;
}
