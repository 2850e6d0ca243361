/** Settings between the presets, and what they turned out to be worth. Numbers in, text out. */
import { paretoFront } from '../curve.mjs';
import { formatTable, signed } from '../table.mjs';

/** @typedef {{ quality: string, columns: Record<string, number> }} Setting */
/** @typedef {Setting & { nsPerTexel: number, db: number }} Point */

/**
 * @param {readonly string[]} qualities
 * @param {readonly { column: string, values: number[] }[]} sweeps
 * @returns {Setting[]} each quality as it is, then with every combination
 */
export function listSettings(qualities, sweeps) {
  /** @type {Record<string, number>[]} */
  let grid = [{}];
  for (const { column, values } of sweeps)
    grid = grid.flatMap((columns) => values.map((value) => ({ ...columns, [column]: value })));
  const changed = sweeps.length === 0 ? [] : grid;
  return qualities.flatMap((quality) => [{}, ...changed].map((columns) => ({ quality, columns })));
}

/**
 * @param {string} footprint
 * @param {readonly Point[]} points the first is what others are compared with
 * @returns {string} fastest first; `*` marks what no other beats in both time and quality
 */
export function formatPoints(footprint, points) {
  const front = paretoFront(points.map(({ nsPerTexel, db }) => ({ psnrDb: db, speed: 1 / nsPerTexel })));
  const [base] = points;
  const body = [...points]
    .sort((a, b) => a.nsPerTexel - b.nsPerTexel)
    .map(({ quality, columns, nsPerTexel, db }) => [
      footprint,
      quality,
      Object.entries(columns)
        .map(([name, value]) => `${name}=${value}`)
        .join(' ') || '(as it is)',
      nsPerTexel.toFixed(1),
      (nsPerTexel / (base?.nsPerTexel ?? 1)).toFixed(3),
      db.toFixed(3),
      signed(db - (base?.db ?? 0)),
      front.some(({ psnrDb, speed }) => psnrDb === db && speed === 1 / nsPerTexel) ? '*' : '',
    ]);
  return formatTable([['block', 'quality', 'columns', 'ns/texel', 'time', 'dB', 'delta', ''], ...body], 3);
}
