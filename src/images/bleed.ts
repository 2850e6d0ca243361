/**
 * Grows colours of visible texels into fully transparent ones, in linear time. A texel that touches a visible one takes
 * the alpha-weighted mean of exactly those, which is what bilinear filtering at an edge reads. All others are filled
 * from a pyramid of such means, coarse to fine and interpolated, so that far areas are smooth and no fronts meet.
 */
import type { Image } from '../types.js';

type Components = Image['data'];

/** One plane of the pyramid: r, g, b and weight of each texel. Sums of color * alpha first, means once normalised. */
interface Level {
  width: number;
  height: number;
  texels: Float32Array;
}

/**
 * Fills the transparent texels of `data` (RGBA) in place.
 *
 * @returns false where there is nothing to fill, or nothing to fill from
 */
export function bleedColors(data: Components, width: number, height: number): boolean {
  const { base, visibleCount } = sumBase(data, width, height);
  if (visibleCount === 0 || visibleCount === width * height) return false;
  const pyramid = [base];
  for (let level = base; level.width > 1 || level.height > 1; level = pyramid.at(-1)!) pyramid.push(sumLevel(level));
  for (let index = pyramid.length - 1; index >= 0; index--) normalise(pyramid[index]!, pyramid[index + 1]);
  fillTransparent(data, width, height, base);
  return true;
}

function createLevel(fineWidth: number, fineHeight: number): Level {
  const width = Math.ceil(fineWidth / 2);
  const height = Math.ceil(fineHeight / 2);
  return { width, height, texels: new Float32Array(width * height * 4) };
}

/** The finest plane is half the image's size: the image itself is level -1. */
function sumBase(data: Components, width: number, height: number): { base: Level; visibleCount: number } {
  const base = createLevel(width, height);
  const { texels } = base;
  let visibleCount = 0;
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0; x < width; x++, from += 4) {
      const alpha = data[from + 3]!;
      if (alpha === 0) continue;
      visibleCount++;
      const to = ((y >> 1) * base.width + (x >> 1)) * 4;
      texels[to] = texels[to]! + data[from]! * alpha;
      texels[to + 1] = texels[to + 1]! + data[from + 1]! * alpha;
      texels[to + 2] = texels[to + 2]! + data[from + 2]! * alpha;
      texels[to + 3] = texels[to + 3]! + alpha;
    }
  }
  return { base, visibleCount };
}

function sumLevel(fine: Level): Level {
  const coarse = createLevel(fine.width, fine.height);
  for (let y = 0, from = 0; y < fine.height; y++) {
    for (let x = 0; x < fine.width; x++, from += 4) {
      const to = ((y >> 1) * coarse.width + (x >> 1)) * 4;
      for (let component = 0; component < 4; component++) {
        coarse.texels[to + component] = coarse.texels[to + component]! + fine.texels[from + component]!;
      }
    }
  }
  return coarse;
}

/** Sums to means; texels nothing visible fell into are interpolated from the coarser plane, already normalised. */
function normalise(level: Level, coarse: Level | undefined): void {
  const { width, height, texels } = level;
  for (let y = 0, texel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, texel += 4) {
      const weight = texels[texel + 3]!;
      if (weight === 0) {
        // The coarsest plane is one texel that holds everything visible: its weight is never 0.
        sample(coarse!, x, y, texels, texel);
      } else {
        texels[texel] = texels[texel]! / weight;
        texels[texel + 1] = texels[texel + 1]! / weight;
        texels[texel + 2] = texels[texel + 2]! / weight;
      }
    }
  }
}

/** Bilinear sample of a plane of half the size, at texel x, y of the finer one: weights 3/4 and 1/4 each way. */
function sample(coarse: Level, x: number, y: number, out: Components, to: number): void {
  const { width, height, texels } = coarse;
  const nearX = x >> 1;
  const nearY = y >> 1;
  const farX = Math.min(width - 1, Math.max(0, nearX + (x & 1 ? 1 : -1)));
  const farY = Math.min(height - 1, Math.max(0, nearY + (y & 1 ? 1 : -1)));
  const nearNear = (nearY * width + nearX) * 4;
  const farNear = (nearY * width + farX) * 4;
  const nearFar = (farY * width + nearX) * 4;
  const farFar = (farY * width + farX) * 4;
  const isInteger = !(out instanceof Float32Array);
  for (let component = 0; component < 3; component++) {
    const value =
      (9 * texels[nearNear + component]! +
        3 * texels[farNear + component]! +
        3 * texels[nearFar + component]! +
        texels[farFar + component]!) /
      16;
    out[to + component] = isInteger ? Math.round(value) : value;
  }
}

function fillTransparent(data: Components, width: number, height: number, base: Level): void {
  for (let y = 0, texel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, texel += 4) {
      if (data[texel + 3] !== 0) continue;
      if (!fillFromNeighbours(data, width, height, x, y)) sample(base, x, y, data, texel);
    }
  }
}

/** Only visible neighbours are read, and only transparent texels written: the order of texels does not matter. */
function fillFromNeighbours(data: Components, width: number, height: number, x: number, y: number): boolean {
  let red = 0;
  let green = 0;
  let blue = 0;
  let weight = 0;
  for (let nearY = Math.max(0, y - 1); nearY <= Math.min(height - 1, y + 1); nearY++) {
    for (let nearX = Math.max(0, x - 1); nearX <= Math.min(width - 1, x + 1); nearX++) {
      const from = (nearY * width + nearX) * 4;
      const alpha = data[from + 3]!;
      red += data[from]! * alpha;
      green += data[from + 1]! * alpha;
      blue += data[from + 2]! * alpha;
      weight += alpha;
    }
  }
  if (weight === 0) return false;
  const isInteger = !(data instanceof Float32Array);
  const to = (y * width + x) * 4;
  data[to] = isInteger ? Math.round(red / weight) : red / weight;
  data[to + 1] = isInteger ? Math.round(green / weight) : green / weight;
  data[to + 2] = isInteger ? Math.round(blue / weight) : blue / weight;
  return true;
}
