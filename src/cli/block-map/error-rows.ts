/** `--map error`: the steps of the heat map as rows of a legend, a doubling each. */
import { RAMP } from '../../metrics/heat-map.js';
import type { LegendRow, Rgb } from './block-face.js';

/** The least step of each row, and how the heat map looks there. */
const ROWS: readonly (readonly [first: number, colorName: string])[] = [
  [0, 'black'],
  [1, 'violet'],
  [2, 'purple'],
  [4, 'crimson'],
  [8, 'red'],
  [16, 'orange'],
  [32, 'sand'],
  [64, 'white'],
];

/** @param unit  of a step, as "of 255" */
export function errorRows(unit: string): LegendRow[] {
  return ROWS.map(([first, colorName], index) => {
    const last = (ROWS[index + 1]?.[0] ?? 256) - 1;
    const span = last === 255 ? `${first} and more` : last === first ? `${first}` : `${first} to ${last}`;
    const color = [...RAMP.subarray(first * 3, first * 3 + 3)] as unknown as Rgb;
    return { name: `${span} ${unit}`, colorName, color };
  });
}

/** The row of each step 0..255. */
export function countSteps(steps: Uint8Array, rows: readonly LegendRow[]): ReadonlyMap<LegendRow, number> {
  const counts = new Map<LegendRow, number>();
  const histogram = new Float64Array(256);
  for (const step of steps) histogram[step]!++;
  for (const [step, count] of histogram.entries()) {
    const row = rows[ROWS.findLastIndex(([first]) => first <= step)]!;
    counts.set(row, (counts.get(row) ?? 0) + count);
  }
  return counts;
}
