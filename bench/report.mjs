/** Measurements of one image × footprint × preset to ratios, means, a table and the JSON document. */
import { cpus } from 'node:os';
import { geometricMean, ratioAtEqualPsnr } from './curve.mjs';

/**
 * One side of one cell: one preset of one encoder on one image and footprint.
 * @typedef {object} Measurement
 * @property {number} seconds CPU time of compression, best of the rounds
 * @property {number} texelsPerSecond
 * @property {number} psnrRgb dB
 * @property {number} psnrRgba dB
 */

/**
 * Everything measured on one image and footprint.
 * @typedef {object} Cell
 * @property {string} image
 * @property {number} width
 * @property {number} height
 * @property {string} footprint
 * @property {Record<string, Measurement>} ours by preset
 * @property {Record<string, Measurement>} peer by preset: the points of the curve
 */

/**
 * @typedef {object} Row
 * @property {string} image
 * @property {string} footprint
 * @property {string} preset
 * @property {Measurement} ours
 * @property {Measurement} peer the peer's preset of the same name
 * @property {number} deltaDb our PSNR RGBA less the namesake's
 * @property {number} ratioToNamesake our speed divided by the namesake's, whatever the quality
 * @property {number} ratioAtEqualPsnr our speed divided by the peer's at our PSNR RGBA
 * @property {'inside' | 'below' | 'above'} where our PSNR lies on the peer's curve
 */

/** @typedef {{ footprint: string, preset: string, images: number, deltaDb: number, ratioToNamesake: number, ratioAtEqualPsnr: number }} Mean */

const EVERY_FOOTPRINT = 'all';

/**
 * @param {Cell} cell
 * @returns {Row[]} one for each of our presets
 */
export function compareCell({ image, footprint, ours, peer }) {
  const curve = Object.values(peer).map(toCurvePoint);
  return Object.entries(ours).map(([preset, measured]) => {
    const namesake = peer[preset];
    if (namesake === undefined) throw new RangeError(`${image} ${footprint}: the peer has no ${preset}`);
    const { ratio, where } = ratioAtEqualPsnr(toCurvePoint(measured), curve);
    const deltaDb = measured.psnrRgba - namesake.psnrRgba;
    const ratioToNamesake = measured.texelsPerSecond / namesake.texelsPerSecond;
    return {
      image,
      footprint,
      preset,
      ours: measured,
      peer: namesake,
      deltaDb,
      ratioToNamesake,
      ratioAtEqualPsnr: ratio,
      where,
    };
  });
}

/**
 * Means over images (dB: arithmetic; ratios: geometric) per footprint × preset, then per preset over everything.
 *
 * @param {readonly Row[]} rows
 * @returns {Mean[]} the means over all footprints have the footprint `all`
 */
export function summarize(rows) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  const add = (/** @type {string} */ key, /** @type {Row} */ row) => groups.set(key, [...(groups.get(key) ?? []), row]);
  for (const row of rows) add(`${row.footprint} ${row.preset}`, row);
  for (const row of rows) add(`${EVERY_FOOTPRINT} ${row.preset}`, row);
  return [...groups].map(([key, members]) => {
    const [footprint = '', preset = ''] = key.split(' ');
    return {
      footprint,
      preset,
      images: new Set(members.map((row) => row.image)).size,
      deltaDb: members.reduce((sum, row) => sum + row.deltaDb, 0) / members.length,
      ratioToNamesake: geometricMean(members.map((row) => row.ratioToNamesake)),
      ratioAtEqualPsnr: geometricMean(members.map((row) => row.ratioAtEqualPsnr)),
    };
  });
}

/**
 * The text that `npm run bench` prints.
 *
 * @param {readonly Row[]} rows
 * @param {readonly Mean[]} means
 */
export function formatReport(rows, means) {
  const head = ['image', 'block', 'preset', 'MT/s', 'peer', 'dB RGBA', 'dB RGB', 'delta', 'x peer', 'x equal dB'];
  const body = rows.map((row) => [
    row.image,
    row.footprint,
    row.preset,
    (row.ours.texelsPerSecond / 1e6).toFixed(3),
    (row.peer.texelsPerSecond / 1e6).toFixed(3),
    row.ours.psnrRgba.toFixed(3),
    row.ours.psnrRgb.toFixed(3),
    signed(row.deltaDb),
    row.ratioToNamesake.toFixed(2),
    row.ratioAtEqualPsnr.toFixed(2) + { inside: ' ', below: 'v', above: '^' }[row.where],
  ]);
  const meanHead = ['means', 'block', 'preset', 'images', 'delta', 'x peer', 'x equal dB'];
  const meanBody = means.map((mean) => [
    '',
    mean.footprint,
    mean.preset,
    String(mean.images),
    signed(mean.deltaDb),
    mean.ratioToNamesake.toFixed(2),
    mean.ratioAtEqualPsnr.toFixed(2),
  ]);
  const note =
    'v: below the fastest preset of the peer (its curve extended)   ^: above its slowest measured (held flat)';
  return `${formatTable([head, ...body])}\n${note}\n\n${formatTable([meanHead, ...meanBody])}\n`;
}

/**
 * The document that `--json` writes.
 *
 * @param {{ settings: object, cells: readonly Cell[], rows: readonly Row[], means: readonly Mean[] }} result
 */
export function toJsonDocument({ settings, cells, rows, means }) {
  const processors = cpus();
  const cpu = processors[0]?.model ?? 'unknown';
  const machine = { cpu, cores: processors.length, platform: process.platform, arch: process.arch };
  return { schema: 1, date: new Date().toISOString(), node: process.version, machine, ...settings, means, rows, cells };
}

/** @param {Measurement} measured */
function toCurvePoint({ psnrRgba, texelsPerSecond }) {
  return { psnrDb: psnrRgba, speed: texelsPerSecond };
}

/** @param {number} value dB */
function signed(value) {
  return `${value > 0 ? '+' : ''}${value.toFixed(3)}`;
}

/**
 * First column left, the others right.
 *
 * @param {readonly string[][]} lines of equal length, the head first
 */
function formatTable(lines) {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (/** @type {string} */ text, /** @type {number} */ column) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}
