/** How much errors of each texel of a level count. */
import type { Image } from '../types.js';
import { averageAlpha } from './alpha-window.js';
import { type Mask, maskOfSize } from './mask.js';

/** 0..1 each, row-major. Where colours count, alpha counts at least as much. */
export interface TexelWeights {
  colors: Float32Array;
  alphas: Float32Array;
}

/** What makes some texels matter more than others. */
export interface WeightSources {
  /** Radius in texels of the window whose alpha weighs colours; undefined where alpha does not. */
  alphaWeight: number | undefined;
  mask: Mask | undefined;
}

/** @param picture  as it is stored: alpha last */
export function weighTexels(picture: Image, { alphaWeight, mask }: WeightSources): TexelWeights {
  const alphas = mask === undefined ? onesOf(picture) : maskOfSize(mask, picture).values;
  if (alphaWeight === undefined) return { colors: alphas, alphas };
  const colors = averageAlpha(picture, alphaWeight);
  if (mask !== undefined) for (let texel = 0; texel < colors.length; texel++) colors[texel]! *= alphas[texel]!;
  return { colors, alphas };
}

function onesOf({ width, height }: Image): Float32Array {
  return new Float32Array(width * height).fill(1);
}

/** Whether all texels count in full: nothing is weighed then. */
export function areFull({ colors, alphas }: TexelWeights): boolean {
  return isFull(colors) && (alphas === colors || isFull(alphas));
}

function isFull(weights: Float32Array): boolean {
  for (const weight of weights) if (weight !== 1) return false;
  return true;
}
