/** Angles from sums, products and quotients alone: `Math.atan2` may differ in the last bit from one engine to the next. */

/** Coefficients of atan(t) / t in t² for |t| ≤ tan(π/8): least squares at 4000 Chebyshev nodes, error below 3e-13. */
const ATAN_COEFFICIENTS = [
  0.9999999999993, -0.3333333327838, 0.1999999318885, -0.1428539125859, 0.111035349079, -0.08993217246665,
  0.0697700522687, -0.03770173980682,
] as const;
const TAN_PI_8 = Math.SQRT2 - 1;

/** The angle of the point (x, y) in radians, −π to π, 0 for the origin; within 1e-12. The same bits in every engine. */
export function atan2(y: number, x: number): number {
  const absX = Math.abs(x);
  const absY = Math.abs(y);
  const high = Math.max(absX, absY);
  if (high === 0) return 0;
  const ratio = Math.min(absX, absY) / high;
  const low = ratio > TAN_PI_8 ? Math.PI / 4 + atanSmall((ratio - 1) / (ratio + 1)) : atanSmall(ratio);
  const first = absY > absX ? Math.PI / 2 - low : low;
  const upper = x < 0 ? Math.PI - first : first;
  return y < 0 ? -upper : upper;
}

function atanSmall(tangent: number): number {
  const square = tangent * tangent;
  let sum = 0;
  for (let term = ATAN_COEFFICIENTS.length - 1; term >= 0; term--) sum = sum * square + ATAN_COEFFICIENTS[term]!;
  return sum * tangent;
}
