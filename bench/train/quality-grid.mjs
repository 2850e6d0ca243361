/**
 * `node bench/train/quality-grid.mjs <image…> --sweep COLUMN=…`: time and quality of settings between the presets, so
 * that rows of the quality table can be put where nothing is both faster and better. See README.md.
 */
import { parseArgs } from 'node:util';
import { geometricMean } from '../curve.mjs';
import { psnr } from '../images.mjs';
import { readSources } from '../inputs.mjs';
import { median } from '../measure.mjs';
import { readCount, readList, runCommand, UsageError } from '../run.mjs';
import { FOOTPRINTS, PRESET_QUALITY } from '../settings.mjs';
import { formatPoints, listSettings } from './grid.mjs';
import { qualityColumns, Trainer } from './trainer.mjs';

const USAGE = `usage: node bench/train/quality-grid.mjs <image or folder…> [options]

  --sweep COLUMN=V,V,…   values of a column of the quality table; several sweeps give every combination
  --qualities Q,Q,…      presets or numbers whose rows are changed        default medium
  --blocks 4x4,6x6       footprints                                       default 6x6
  --rounds N             interleaved rounds, the median counts            default 3`;

/**
 * @typedef {import('./grid.mjs').Setting} Setting
 * @typedef {import('./grid.mjs').Point} Point
 */

/**
 * @param {Trainer} trainer
 * @param {readonly import('../inputs.mjs').Source[]} sources
 * @param {readonly Setting[]} settings
 * @param {string} footprint
 * @param {number} rounds
 * @returns {Point[]}
 */
function measureSettings(trainer, sources, settings, footprint, rounds) {
  const seen = settings.map(() => ({ ns: /** @type {number[]} */ ([]), db: /** @type {number[]} */ ([]) }));
  for (const { image } of sources) {
    const texelCount = image.width * image.height;
    const times = settings.map(() => /** @type {number[]} */ ([]));
    for (let round = 0; round < rounds; round++) {
      settings.forEach(({ quality, columns }, index) => {
        trainer.columns = columns;
        const level = PRESET_QUALITY[quality] ?? Number(quality);
        const { blocks, seconds } = trainer.encode(image, footprint, level);
        times[index]?.push((seconds / texelCount) * 1e9);
        if (round > 0) return;
        const decoded = trainer.decode(blocks, image.width, image.height, footprint);
        seen[index]?.db.push(psnr(image, decoded).psnrRgba);
      });
    }
    times.forEach((list, index) => {
      seen[index]?.ns.push(median(list));
    });
  }
  return settings.map((setting, index) => {
    const { ns = [], db = [] } = seen[index] ?? {};
    return { ...setting, nsPerTexel: geometricMean(ns), db: db.reduce((sum, value) => sum + value, 0) / db.length };
  });
}

/** @param {string} text `column=value,value` */
function readSweep(text) {
  const [column = '', list = ''] = text.split('=');
  const known = qualityColumns().slice(1);
  if (!known.includes(column)) throw new UsageError(`--sweep: expected one of ${known.join(' ')}, got "${column}"`);
  const values = list.split(',').map(Number);
  if (list === '' || values.some((value) => !Number.isFinite(value)))
    throw new UsageError(`--sweep ${column}: expected numbers, got "${list}"`);
  return { column, values };
}

/** @param {string} text */
function readQualities(text) {
  const words = text.split(',');
  const wrong = words.find((word) => !(word in PRESET_QUALITY) && !(Number(word) >= 0 && Number(word) <= 100));
  if (wrong !== undefined) throw new UsageError(`--qualities: expected presets or 0 to 100, got "${wrong}"`);
  return words;
}

async function main() {
  const string = /** @type {const} */ ({ type: 'string' });
  const { values, positionals } = parseArgs({
    options: { sweep: { type: 'string', multiple: true }, qualities: string, blocks: string, rounds: string },
    allowPositionals: true,
  });
  const settings = listSettings(readQualities(values.qualities ?? 'medium'), (values.sweep ?? []).map(readSweep));
  const footprints = readList('--blocks', values.blocks ?? '6x6', FOOTPRINTS);
  const rounds = readCount('--rounds', values.rounds ?? '3');
  const sources = await readSources(positionals);
  const trainer = new Trainer();
  for (const footprint of footprints) {
    const points = measureSettings(trainer, sources, settings, footprint, rounds);
    process.stdout.write(`${formatPoints(footprint, points)}\n\n`);
  }
}

await runCommand(USAGE, main);
