/** The footprint of the fewest bits that reaches a PSNR, by few probes. */
import type { FlatFootprint } from '../types.js';
import { type Prediction, reaches } from './probe.js';

export interface FoundFootprint {
  /** Among the candidates. */
  index: number;
  /** Of that one; undefined where it was the last one left. */
  predicted: number | undefined;
  probes: number;
}

/**
 * Bisection: PSNR is nearly monotone in bits. The last candidate is taken where none reaches the target.
 *
 * @param candidates  the fewest bits first, one or more
 */
export async function searchFootprint(
  candidates: readonly FlatFootprint[],
  target: number,
  probe: (block: FlatFootprint) => Promise<Prediction>,
): Promise<FoundFootprint> {
  const predicted = new Map<number, number>();
  let low = 0;
  let high = candidates.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const prediction = await probe(candidates[middle]!);
    predicted.set(middle, prediction.psnr);
    if (reaches(prediction, target)) high = middle;
    else low = middle + 1;
  }
  return { index: low, predicted: predicted.get(low), probes: predicted.size };
}
