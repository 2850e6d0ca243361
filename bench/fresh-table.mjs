/** Fresh processes as text for a terminal. */
import { formatTable } from './table.mjs';

/** Below {@link formatFresh}. */
export const FRESH_LEGEND =
  'Milliseconds of whole processes, from start to file, least and middle of the rounds; warm: CPU of the compression alone,\n' +
  'on one thread that has done it before.';

/** @param {readonly import('./fresh.mjs').FreshRow[]} rows */
export function formatFresh(rows) {
  const head = ['side', 'block', 'preset', 'process', 'CPU least', 'middle', 'wall least', 'middle', 'warm'];
  const whole = (/** @type {number | undefined} */ ms) => (ms === undefined ? '' : ms.toFixed(0));
  const body = rows.map(({ side, block, quality, who, cpuMs, wallMs, warmMs }) => [
    String(side),
    block,
    quality,
    who,
    ...[cpuMs?.least, cpuMs?.middle, wallMs.least, wallMs.middle].map(whole),
    warmMs === undefined ? '' : warmMs.toPrecision(3),
  ]);
  return formatTable([head, ...body], 4);
}
