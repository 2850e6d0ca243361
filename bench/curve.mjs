/**
 * Speed at equal PSNR: the presets of a peer become a curve of log speed over PSNR, and our one point is compared
 * with the speed that curve gives at our PSNR. Numbers in, numbers out; knows nothing of images or processes.
 */

/**
 * One measured preset of one encoder on one image and footprint.
 * @typedef {{ psnrDb: number, speed: number }} CurvePoint `speed` in texels a second, above 0
 */

/**
 * What the peer would need for some PSNR. `where`: inside the measured presets, below the fastest of them or above
 * the slowest; the nearest end is held flat there.
 * @typedef {{ speed: number, where: 'inside' | 'below' | 'above' }} CurveSpeed
 */

/**
 * Keeps the points that no other point beats in both PSNR and speed.
 *
 * @param {readonly CurvePoint[]} points in any order
 * @returns {CurvePoint[]} strictly rising in PSNR, strictly falling in speed
 */
export function paretoFront(points) {
  const byPsnr = [...points].sort((a, b) => b.psnrDb - a.psnrDb || b.speed - a.speed);
  /** @type {CurvePoint[]} */
  const front = [];
  for (const point of byPsnr) {
    const last = front.at(-1);
    if (last === undefined || point.speed > last.speed) front.push(point);
  }
  return front.reverse();
}

/**
 * The peer's speed at a PSNR: linear in (PSNR, log speed) between presets, held flat beyond them.
 *
 * @param {readonly CurvePoint[]} points one or more measured presets, in any order
 * @param {number} psnrDb
 * @returns {CurveSpeed}
 * @throws {RangeError} without points, or with a speed or PSNR that is no finite number
 */
export function speedAtPsnr(points, psnrDb) {
  for (const value of [psnrDb, ...points.flatMap((point) => [point.psnrDb, Math.log(point.speed)])])
    if (!Number.isFinite(value)) throw new RangeError(`curve: PSNR and log speed must be finite, got ${value}`);
  const front = paretoFront(points);
  const first = front[0];
  const last = front.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('curve: no points');
  if (psnrDb > last.psnrDb) return { speed: last.speed, where: 'above' };
  if (psnrDb < first.psnrDb) return { speed: first.speed, where: 'below' };
  const upper = front.find((point) => point.psnrDb >= psnrDb) ?? last;
  const lower = front[front.indexOf(upper) - 1];
  return { speed: lower === undefined ? upper.speed : interpolate(lower, upper, psnrDb), where: 'inside' };
}

/**
 * Our speed divided by the peer's at our PSNR: above 1 we are faster at the same quality.
 *
 * @param {CurvePoint} ours
 * @param {readonly CurvePoint[]} peer
 * @returns {{ ratio: number, where: CurveSpeed['where'] }}
 */
export function ratioAtEqualPsnr(ours, peer) {
  const { speed, where } = speedAtPsnr(peer, ours.psnrDb);
  return { ratio: ours.speed / speed, where };
}

/**
 * @param {readonly number[]} values each above 0
 * @returns {number} NaN without values
 */
export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/**
 * @param {CurvePoint} a
 * @param {CurvePoint} b other PSNR than `a`
 * @param {number} psnrDb between them
 */
function interpolate(a, b, psnrDb) {
  const share = (psnrDb - a.psnrDb) / (b.psnrDb - a.psnrDb);
  return Math.exp(Math.log(a.speed) + share * (Math.log(b.speed) - Math.log(a.speed)));
}
