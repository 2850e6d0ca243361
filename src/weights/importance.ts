/** What matters of each block: all of it alike, some texels more than others, or nothing. */
import type { BlockSize } from '../auto-footprint/block-weights.js';
import type { Image } from '../types.js';
import type { TexelWeights } from './texel-weights.js';

export interface BlockImportance {
  /** Row-major. */
  number: number;
  /** The largest weight of its colours, and of its alpha. */
  color: number;
  alpha: number;
  /** Whether all its texels count alike. */
  isEven: boolean;
}

/** Blocks from one number up to another, without that. */
export function rankBlocks(
  { width, height }: Image,
  block: BlockSize,
  { colors, alphas }: TexelWeights,
  { first, end }: { first: number; end: number },
): BlockImportance[] {
  const across = Math.ceil(width / block.width);
  return Array.from({ length: end - first }, (_, index) => {
    const number = first + index;
    const left = (number % across) * block.width;
    const top = Math.floor(number / across) * block.height;
    const right = Math.min(width, left + block.width);
    const bottom = Math.min(height, top + block.height);
    const [color, leastColor] = extremes(colors, { left, top, right, bottom }, width);
    const [alpha, leastAlpha] = extremes(alphas, { left, top, right, bottom }, width);
    return { number, color, alpha, isEven: color === leastColor && alpha === leastAlpha };
  });
}

function extremes(
  values: Float32Array,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
  width: number,
): [most: number, least: number] {
  let most = 0;
  let least = 1;
  for (let y = top; y < bottom; y++) {
    for (let texel = y * width + left; texel < y * width + right; texel++) {
      const value = values[texel]!;
      if (value > most) most = value;
      if (value < least) least = value;
    }
  }
  return [most, least];
}

/** Halvings of the significance of colours that blocks are sorted by. Why: below 1/64 alpha is all that counts. */
const MOST_HALVINGS = 6;

/** How often colours count half as much as alpha, to the nearest. */
export function halvingsOf({ color, alpha }: BlockImportance): number {
  let halvings = 0;
  // Why: no logarithm, which engines round differently.
  for (let ratio = color / alpha; ratio < Math.SQRT1_2 && halvings < MOST_HALVINGS; ratio *= 2) halvings++;
  return halvings;
}
