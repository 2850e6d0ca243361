/**
 * `node bench/train/mode-order.mjs`: mode-lists.json as the table that the search reads, on standard output:
 * assembly/astc-search/tables/mode-order.ts. A test compares the two.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { FOOTPRINTS } from '../settings.mjs';

/** Modes an order holds. Why: beyond these a list loses 0.02 dB at most, see README.md. */
const LENGTH = 48;

/** As listKind counts them: planes and partitions, then endpoint values. */
const CLASSES = ['single', 'dual', 'partitioned'];
const VALUES = ['luminance', 'luminance-alpha', 'rgb', 'rgba'];

const HEAD = `/**
 * Which block modes are worth a look: for each footprint and kind of list the modes in the order in which a short list
 * takes them. Printed by bench/train/mode-order.mjs, learned from pictures outside the reported benchmarks.
 */

/** Modes an order holds; a number that repeats fills a shorter one. */
export const MODE_ORDER_LENGTH: i32 = ${LENGTH};

/** u16[14][12][${LENGTH}]: block modes by footprint and list kind, see listKind. */
// prettier-ignore
export const MODE_ORDER: usize = memory.data<u16>([
`;

/**
 * An order of exactly LENGTH modes: the list's own, then those of its neighbours, then its last one again.
 *
 * @param {Record<string, readonly number[]>} lists of one footprint, by class and values
 * @param {string} name class
 * @param {string} values
 * @returns {number[]}
 */
function orderOf(lists, name, values) {
  // There is no second plane for luminance alone.
  const own = lists[`${name} ${values}`] ?? lists[`${name} luminance-alpha`] ?? [];
  const others = ['rgb', 'rgba', 'luminance'].flatMap((other) => lists[`${name} ${other}`] ?? []);
  const order = [...new Set([...own.slice(0, LENGTH), ...others])].slice(0, LENGTH);
  return [...order, ...Array.from({ length: LENGTH - order.length }, () => order.at(-1) ?? 0)];
}

/**
 * @param {Record<string, Record<string, readonly number[]>>} lists by footprint
 * @returns {string} source of mode-order.ts
 */
export function formatModeOrder(lists) {
  const rows = FOOTPRINTS.flatMap((footprint) => [
    `  // ${footprint}`,
    ...CLASSES.flatMap((name) =>
      VALUES.map((values) => `  ${orderOf(lists[footprint] ?? {}, name, values).join(',')},`),
    ),
  ]);
  return `${HEAD}${rows.join('\n')}\n]);\n`;
}

export function readModeLists() {
  return JSON.parse(readFileSync(new URL('./mode-lists.json', import.meta.url), 'utf8')).lists;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(formatModeOrder(readModeLists()));
