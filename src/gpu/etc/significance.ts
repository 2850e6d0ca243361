/**
 * What an error in each component costs. Texels are scaled by small whole numbers, so that squared errors count their
 * squares times, exactly. The same scales as the CPU's (assembly/etc-search/significance.ts).
 */

/** Scales 0..4 of red, green and blue, and bits by which a score is lowered to fit 21 bits. */
export interface EtcSignificance {
  scales: readonly [number, number, number];
  scoreShift: number;
}

/** Keeps four times the weighted luma of a block's texels squared within 31 bits. */
const LARGEST_SUM = 21;
const LARGEST_SCALE = 4;

const f32 = Math.fround;

/** Whole number nearest to a value 0..4, of two equally near the even one. */
function nearest(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor & 1) : Math.round(value);
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/**
 * The nearest scales to the roots of the weights.
 *
 * @param weights  of red, green and blue, 0 or more, any common factor; all 0: they count the same
 */
export function etcSignificance(weights: readonly number[]): EtcSignificance {
  const wanted = (weights.slice(0, 3).some((weight) => weight > 0) ? weights.slice(0, 3) : [1, 1, 1]).map(f32);
  const largest = f32(Math.sqrt(Math.max(...wanted)));
  let scales = [1, 1, 1];
  let leastMiss = Number.POSITIVE_INFINITY;
  for (let top = 1; top <= LARGEST_SCALE; top++) {
    const scale = f32(top / largest);
    const ideal = wanted.map((weight) => f32(f32(Math.sqrt(weight)) * scale));
    const rounded = ideal.map(nearest);
    if (sumOfSquares(rounded) > LARGEST_SUM) continue;
    const off = rounded.map((value, at) => f32(Math.abs(value - ideal[at]!)));
    const miss = f32(f32(f32(off[0]! + off[1]!) + off[2]!) / top);
    if (miss >= f32(leastMiss - f32(1e-4))) continue;
    leastMiss = miss;
    scales = rounded;
  }
  const sum = sumOfSquares(scales);
  const scoreShift = sum <= 4 ? 3 : sum <= 8 ? 5 : sum <= 16 ? 7 : 9;
  return { scales: scales as [number, number, number], scoreShift };
}
