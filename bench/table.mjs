/** Rows and means as text for a terminal. */
import { CLASSES } from './inputs.mjs';
import { EVERY } from './summary.mjs';

/**
 * @typedef {import('./measures.mjs').Figure} Figure
 * @typedef {import('./measures.mjs').Measure} Measure
 * @typedef {import('./summary.mjs').Mean} Mean
 * @typedef {import('./summary.mjs').Row} Row
 */

/** How to read the marks of the tables. */
const MARKS = [
  "x equal dB: our speed by the peer's at our PSNR. v 25%: a quarter of the images lie below its fastest preset,",
  '^ 25%: above its slowest measured one; its speed there was taken for them.',
];

/** @param {Measure} measure @returns {string} what is printed below its tables */
export function formatLegend({ notes }) {
  return [...notes, ...MARKS].join('\n');
}

/**
 * The means over all images, by footprint and preset; then over the footprints.
 *
 * @param {readonly Mean[]} means of {@link import('./summary.mjs').summarize}
 * @param {Measure} measure
 */
export function formatMeans(means, { db, beside, more }) {
  const shown = means.filter((mean) => mean.class === EVERY);
  const told = more.filter(({ key }) => shown.some((mean) => mean.more[key]));
  const deltas = ['delta', 'worst', 'worst image', `delta ${beside.head}`, ...moreHead(told)];
  const head = ['block', 'preset', db.head, ...deltas, 'MT/s', 'x plain', 'x equal dB', ''];
  const body = shown.map((mean) => [
    mean.footprint,
    mean.preset,
    mean.ourDb.toFixed(db.digits),
    signed(mean.deltaDb),
    signed(mean.worstDb),
    mean.worstImage,
    signed(mean.deltaBeside, beside.digits),
    ...moreCells(mean.more, told),
    (mean.ourSpeed / 1e6).toPrecision(3),
    mean.ratioToNamesake.toFixed(2),
    mean.ratioAtEqualPsnr.toFixed(2),
    outsideMark(mean),
  ]);
  return formatTable([head, ...body], 2);
}

/** @param {readonly Figure[]} figures */
function moreHead(figures) {
  return figures.flatMap(({ head }) => [head, `delta ${head}`]);
}

/**
 * @param {import('./summary.mjs').More} more
 * @param {readonly Figure[]} figures
 */
function moreCells(more, figures) {
  return figures.flatMap(({ key, digits }) => {
    const pair = more[key];
    return pair === undefined ? ['', ''] : [pair.ours.toFixed(digits), signed(pair.ours - pair.peer, digits)];
  });
}

/**
 * One line a class and preset, over all footprints.
 *
 * @param {readonly Mean[]} means
 * @returns {string} empty when all images are of one class
 */
export function formatClasses(means) {
  const names = CLASSES.filter((name) => means.some((mean) => mean.class === name));
  if (names.length < 2) return '';
  const head = ['class', 'preset', 'images', 'delta', 'worst', 'x plain', 'x equal dB', ''];
  const body = means
    .filter((mean) => mean.class !== EVERY && mean.footprint === EVERY)
    .map((mean) => [
      mean.class,
      mean.preset,
      String(mean.images),
      signed(mean.deltaDb),
      signed(mean.worstDb),
      mean.ratioToNamesake.toFixed(2),
      mean.ratioAtEqualPsnr.toFixed(2),
      outsideMark(mean),
    ]);
  return formatTable([head, ...body], 2);
}

/** @param {readonly Row[]} rows of {@link import('./summary.mjs').worstImages} */
export function formatWorst(rows) {
  const head = ['worst images', 'class', 'block', 'preset', 'dB', 'peer', 'delta', 'x plain'];
  const body = rows.map((row) => [
    row.image,
    row.class,
    row.footprint,
    row.preset,
    row.ourDb.toFixed(3),
    row.peerDb.toFixed(3),
    signed(row.deltaDb),
    row.ratioToNamesake.toFixed(2),
  ]);
  return formatTable([head, ...body], 4);
}

/** @param {readonly { footprint: string, ours: number, peer: number }[]} rates */
export function formatDecoding(rates) {
  const head = ['decoding', 'MT/s', 'peer', 'x'];
  const body = rates.map(({ footprint, ours, peer }) => [
    footprint,
    (ours / 1e6).toFixed(1),
    (peer / 1e6).toFixed(1),
    (ours / peer).toFixed(2),
  ]);
  return formatTable([head, ...body], 1);
}

/**
 * Every image by itself.
 *
 * @param {readonly Row[]} rows
 * @param {Measure} measure
 */
export function formatRows(rows, { db, beside, more }) {
  const told = more.filter(({ key }) => rows.some((row) => row.more[key]));
  const figures = [db.head, beside.head, 'delta', `delta ${beside.head}`, ...moreHead(told)];
  const head = ['image', 'block', 'preset', 'MT/s', 'peer', ...figures, 'x plain', 'x equal dB', ''];
  const body = rows.map((row) => [
    row.image,
    row.footprint,
    row.preset,
    (row.ours.texelsPerSecond / 1e6).toFixed(3),
    (row.peer.texelsPerSecond / 1e6).toFixed(3),
    row.ourDb.toFixed(db.digits),
    row.ourBeside.toFixed(beside.digits),
    signed(row.deltaDb),
    signed(row.deltaBeside, beside.digits),
    ...moreCells(row.more, told),
    row.ratioToNamesake.toFixed(2),
    row.ratioAtEqualPsnr.toFixed(2),
    { inside: '', below: 'v', above: '^' }[row.where],
  ]);
  return formatTable([head, ...body], 3);
}

/** @param {Mean} mean */
function outsideMark({ belowShare, aboveShare }) {
  const parts = [
    ['v', belowShare],
    ['^', aboveShare],
  ].flatMap(([sign, share]) => (Number(share) > 0 ? [`${sign} ${Math.round(Number(share) * 100)}%`] : []));
  return parts.join(' ');
}

/**
 * @param {number} value
 * @param {number} [digits] behind the point; those of dB
 */
export function signed(value, digits = 3) {
  return `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;
}

/**
 * @param {readonly string[][]} lines of equal length, the head first
 * @param {number} textColumns so many columns stand left, the others right
 */
export function formatTable(lines, textColumns) {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (/** @type {string} */ text, /** @type {number} */ column) =>
    column < textColumns ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}
