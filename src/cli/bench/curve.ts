/**
 * Speed at equal PSNR: the presets of a peer become a curve of log speed over PSNR, and our one point is compared with the
 * speed that the curve gives at our PSNR. Numbers in, numbers out; knows nothing of images or processes.
 */
import { AstcError } from '../../errors.js';

/** One measured preset of one encoder on one image and footprint. */
export interface CurvePoint {
  psnrDb: number;
  /** In texels a second, above 0. */
  speed: number;
}

/**
 * Where a PSNR lies: inside the measured presets, below the fastest of them or above the slowest; the nearest end is held flat
 * there.
 */
export type CurvePlace = 'inside' | 'below' | 'above';

/** Keeps the points that no other beats in both. @returns strictly rising in PSNR, strictly falling in speed */
export function paretoFront<P extends CurvePoint>(points: readonly P[]): P[] {
  const byPsnr = [...points].sort((a, b) => b.psnrDb - a.psnrDb || b.speed - a.speed);
  const front: P[] = [];
  for (const point of byPsnr) {
    const last = front.at(-1);
    if (last === undefined || point.speed > last.speed) front.push(point);
  }
  return front.reverse();
}

/**
 * The peer's speed at a PSNR: linear in (PSNR, log speed) between presets, held flat beyond them.
 *
 * @param points  one or more, in any order
 * @throws {AstcError} E_OPTION without points, or with a speed or PSNR that is no finite number
 */
export function speedAtPsnr(points: readonly CurvePoint[], psnrDb: number): { speed: number; where: CurvePlace } {
  for (const value of [psnrDb, ...points.flatMap((point) => [point.psnrDb, Math.log(point.speed)])]) {
    if (!Number.isFinite(value))
      throw new AstcError('E_OPTION', `Expected finite PSNR and log speed for a curve but received ${value}`);
  }
  const front = paretoFront(points);
  const first = front[0];
  const last = front.at(-1);
  if (first === undefined || last === undefined)
    throw new AstcError('E_OPTION', 'Expected one point or more for a curve but received none');
  if (psnrDb > last.psnrDb) return { speed: last.speed, where: 'above' };
  if (psnrDb < first.psnrDb) return { speed: first.speed, where: 'below' };
  const upper = front.find((point) => point.psnrDb >= psnrDb) ?? last;
  const lower = front[front.indexOf(upper) - 1];
  return { speed: lower === undefined ? upper.speed : interpolate(lower, upper, psnrDb), where: 'inside' };
}

/** Our speed divided by the peer's at our PSNR: above 1 we are faster at the same quality. */
export function ratioAtEqualPsnr(ours: CurvePoint, peer: readonly CurvePoint[]): { ratio: number; where: CurvePlace } {
  const { speed, where } = speedAtPsnr(peer, ours.psnrDb);
  return { ratio: ours.speed / speed, where };
}

/** @param values  each above 0; NaN without any */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** @param psnrDb  between the two, which differ in it */
function interpolate(a: CurvePoint, b: CurvePoint, psnrDb: number): number {
  const share = (psnrDb - a.psnrDb) / (b.psnrDb - a.psnrDb);
  return Math.exp(Math.log(a.speed) + share * (Math.log(b.speed) - Math.log(a.speed)));
}
