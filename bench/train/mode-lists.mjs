/**
 * `node bench/train/mode-lists.mjs <image…>`: for every footprint and class of block the block modes in the order in
 * which a short list should take them. See README.md.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FOOTPRINTS } from '../settings.mjs';
import { listLoss, orderModes } from './coverage.mjs';
import { readWithDerived } from './derive.mjs';
import { BLOCK_MODES, classesOf, endpointValues, NONE, TERM_COUNT, Trainer } from './trainer.mjs';

const USAGE = `usage: node bench/train/mode-lists.mjs <image…> [options]

  --blocks 4x4,6x6    footprints                                       default all
  --check image,…     images to judge the lists on                     default those they come from
  --length N          longest list                                     default 64
  --limit N           blocks of an image that are looked at            default 2500
  --out FILE          writes the lists as JSON                         default standard output`;

const CLASSES = ['single', 'dual', 'partitioned'];
const VALUES = /** @type {const} */ (['luminance', 'luminance-alpha', 'rgb', 'rgba']);
/** Lengths of prefixes that the report judges. */
const PREFIXES = [8, 16, 24, 32, 48];
/** Most blocks a list is made from: more change nothing but the time. */
const MOST_SAMPLES = 6000;

/** Error (per texel) that every block may have: images better than this do not count more. */
const TEXEL_FLOOR = 0.2;

/**
 * One look at one block under one class.
 * @typedef {{ costs: Float32Array, line: number, image: number }} Sample `costs` by block mode
 */

/** @typedef {{ samples: Map<string, Sample[]>, errors: number[] }} Collected `errors`: mean best error by image */

/**
 * Predicts every block of the images under each class, and keeps a class where its best mode is predicted to beat one
 * partition with one plane.
 *
 * @param {Trainer} trainer
 * @param {readonly import('../images.mjs').Pixels[]} images
 * @param {string} footprint
 * @param {number} limit
 * @returns {Collected}
 */
function collect(trainer, images, footprint, limit) {
  /** @type {Map<string, Sample[]>} */
  const samples = new Map(CLASSES.flatMap((name) => VALUES.map((values) => [`${name} ${values}`, []])));
  const errors = images.map((image, index) => {
    trainer.open(image, footprint, 98);
    let sum = 0;
    let count = 0;
    for (const facts of trainer.blocks(footprint, limit)) {
      const values = endpointValues(facts);
      let best = Number.POSITIVE_INFINITY;
      for (const [name, line] of classesOf(trainer)) {
        const sample = { costs: readCosts(trainer.predict()), line, image: index };
        const error = line + Math.min(...sample.costs);
        if (name === 'single' || error < best) samples.get(`${name} ${values}`)?.push(sample);
        best = Math.min(best, error);
      }
      sum += best;
      count++;
    }
    return sum / Math.max(count, 1);
  });
  return { samples, errors };
}

/**
 * @param {Float32Array} terms of {@link Trainer.predict}
 * @returns {Float32Array} grid + weight + color error by block mode, Infinity where there is none
 */
function readCosts(terms) {
  const costs = new Float32Array(BLOCK_MODES).fill(Number.POSITIVE_INFINITY);
  for (let mode = 0; mode < BLOCK_MODES; mode++) {
    const at = mode * TERM_COUNT;
    if ((terms[at] ?? NONE) < NONE) costs[mode] = (terms[at + 1] ?? 0) + (terms[at + 2] ?? 0) + (terms[at + 3] ?? 0);
  }
  return costs;
}

/**
 * @param {Sample[]} samples
 * @param {number[]} errors
 * @param {number} texelCount
 * @returns {import('./coverage.mjs').CostTable}
 */
function toTable(samples, errors, texelCount) {
  const step = Math.max(1, samples.length / MOST_SAMPLES);
  const kept = Array.from(
    { length: Math.floor(samples.length / step) },
    (_, place) => samples[Math.floor(place * step)],
  );
  const chosen = kept.filter((sample) => sample !== undefined);
  const modes = [...Array(BLOCK_MODES).keys()].filter((mode) =>
    chosen.some(({ costs }) => Number.isFinite(costs[mode])),
  );
  return {
    modes,
    rows: chosen.map(({ costs }) => Float32Array.from(modes, (mode) => costs[mode] ?? 0)),
    line: chosen.map(({ line }) => line),
    // A relative error of each image: what a mean of PSNRs over images feels.
    weight: chosen.map(({ image }) => 1 / ((errors[image] ?? 0) + TEXEL_FLOOR * texelCount)),
  };
}

/**
 * @param {string} footprint
 * @param {Collected} collected
 */
function toTables(footprint, { samples, errors }) {
  const texelCount = footprint.split('x').reduce((product, size) => product * Number(size), 1);
  return new Map([...samples].map(([key, list]) => [key, toTable(list, errors, texelCount)]));
}

/** @param {readonly string[]} args */
function readOptions(args) {
  const string = /** @type {const} */ ({ type: 'string' });
  const options = { blocks: string, check: string, length: string, limit: string, out: string };
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (positionals.length === 0) throw new Error(`no image given\n\n${USAGE}`);
  return { ...values, images: positionals, footprints: values.blocks?.split(',') ?? FOOTPRINTS };
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  const length = Number(options.length ?? 64);
  const limit = Number(options.limit ?? 2500);
  const images = await readWithDerived(options.images);
  const checked = options.check === undefined ? undefined : await readWithDerived(options.check.split(','));
  const trainer = new Trainer();
  /** @type {Record<string, Record<string, number[]>>} */
  const lists = {};
  for (const footprint of options.footprints) {
    const tables = toTables(footprint, collect(trainer, images, footprint, limit));
    const judged = checked && toTables(footprint, collect(trainer, checked, footprint, limit));
    /** @type {Record<string, number[]>} */
    const ofFootprint = {};
    for (const [key, table] of tables) {
      if (table.rows.length === 0) continue;
      const list = orderModes(table, length);
      ofFootprint[key] = list;
      process.stderr.write(`${describe(footprint, key, judgeOf(judged?.get(key), table), table.modes.length, list)}\n`);
    }
    lists[footprint] = ofFootprint;
  }
  const text = `${JSON.stringify({ schema: 1, lists }, null, 1).replace(/\n\s+(?=\d)|(?<=\d)\n\s+(?=\])/g, '')}\n`;
  if (options.out === undefined) process.stdout.write(text);
  else writeFileSync(options.out, text);
}

/**
 * @param {import('./coverage.mjs').CostTable | undefined} judged
 * @param {import('./coverage.mjs').CostTable} own what the list was made from
 */
function judgeOf(judged, own) {
  return judged === undefined || judged.rows.length === 0 ? own : judged;
}

/**
 * @param {string} footprint
 * @param {string} key
 * @param {import('./coverage.mjs').CostTable} table
 * @param {number} modeCount
 * @param {readonly number[]} list
 */
function describe(footprint, key, table, modeCount, list) {
  const losses = PREFIXES.map((prefix) => {
    const { geomean, decibels, missed } = listLoss(table, list.slice(0, prefix));
    const note = missed > 0 ? ` (${(missed * 100).toFixed(1)} % missed)` : '';
    return `${prefix}: x${geomean.toFixed(4)} ${decibels.toFixed(3)} dB${note}`;
  });
  const counts = `${table.rows.length} blocks, ${list.length} of ${modeCount} modes`;
  return `${footprint.padStart(5)} ${key.padEnd(27)} ${counts.padEnd(32)} ${losses.join('  ')}`;
}

await main();
