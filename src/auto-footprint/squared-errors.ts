/** Squared errors of 8-bit values, over the components that count. */
import { psnrDb } from '../metrics/decibels.js';
import type { Image } from '../types.js';

/** How much red, green, blue and alpha count, 0 or more. */
export type ComponentWeights = readonly [number, number, number, number];

/** A rectangle of texels. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Squared errors of a region, weighed by component and added up. With whole weights an integer, exact.
 *
 * @param reference  of integers; of 16 bits the top 8 count
 * @param decoded  the same picture in 8 bits, four components a texel
 */
export function squaredErrors(
  reference: Image,
  decoded: Uint8Array,
  { x, y, width, height }: Region,
  counts: ComponentWeights,
): number {
  const { data } = reference;
  const shift = data instanceof Uint16Array ? 8 : 0;
  const sums = [0, 0, 0, 0];
  for (let row = y; row < y + height; row++) {
    const first = (row * reference.width + x) * 4;
    for (let at = first; at < first + width * 4; at++) {
      const difference = (data[at]! >>> shift) - decoded[at]!;
      sums[at & 3]! += difference * difference;
    }
  }
  return sums.reduce((sum, errors, component) => sum + errors * counts[component]!, 0);
}

/** PSNR in dB of weighed errors of so many texels; Infinity for none, and where no component counts. */
export function psnrOfErrors(errors: number, texelCount: number, counts: ComponentWeights): number {
  const weight = counts.reduce((sum, each) => sum + each, 0);
  return psnrDb(errors === 0 ? 0 : errors / (texelCount * weight));
}
