/**
 * Alpha that keeps the silhouette of cut-outs: scaled at each level so that as large a part of it passes an alpha test as
 * of the picture. Filtering alone thins out leaves and fences, whose alpha then lies below the reference.
 */
import { componentMax } from '../images/channels.js';
import { yieldToEvents } from '../pool/yield-to-events.js';
import type { Image } from '../types.js';

/** Alpha is scaled by so much at most: more would only make noise of what is nearly transparent. */
const MAX_SCALE = 4;
/** Steps of 0..1 in which alpha is counted: 16 of them between two values of 8 bits. */
const STEPS = 4096;
/** Texels counted before other work is let in: a few milliseconds. */
const SLICE_TEXELS = 1 << 20;

/** The part of the picture, 0..1, whose alpha is at least the reference. */
export async function coverageOf({ data }: Image, reference: number): Promise<number> {
  const least = reference * componentMax({ data });
  let covered = 0;
  await forEachSlice(data.length, (from, to) => {
    for (let alpha = from + 3; alpha < to; alpha += 4) covered += Number(data[alpha]! >= least);
  });
  return (covered * 4) / data.length;
}

/**
 * The factor of alpha that gives a level a coverage, as nearly as its texels allow.
 *
 * @param texels  four floats each, alpha last
 */
export async function scaleForCoverage(texels: Float32Array, reference: number, coverage: number): Promise<number> {
  const counts = new Uint32Array(STEPS + 1);
  await forEachSlice(texels.length, (from, to) => {
    for (let alpha = from + 3; alpha < to; alpha += 4) {
      counts[Math.floor(Math.min(1, Math.max(0, texels[alpha]!)) * STEPS)]!++;
    }
  });
  const wanted = (coverage * texels.length) / 4;
  const lowest = Math.max(1, Math.ceil((reference / MAX_SCALE) * STEPS));
  const own = Math.ceil(reference * STEPS);
  let best = { step: own, miss: Number.POSITIVE_INFINITY };
  let covered = 0;
  // From the highest threshold down: `covered` texels have at least step / STEPS.
  for (let step = STEPS; step >= lowest; step--) {
    covered += counts[step]!;
    const miss = Math.abs(covered - wanted);
    const isNearer = miss === best.miss && Math.abs(step - own) < Math.abs(best.step - own);
    if (miss < best.miss || isNearer) best = { step, miss };
  }
  return best.step === own ? 1 : (reference * STEPS) / best.step;
}

/** Walks over components, whole texels at a time. */
async function forEachSlice(length: number, visit: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < length; from += SLICE_TEXELS * 4) {
    if (from > 0) await yieldToEvents();
    visit(from, Math.min(length, from + SLICE_TEXELS * 4));
  }
}
