/**
 * `node bench/train/noise-share.mjs <image…>`: NOISE_SHARE of assembly/astc-search/prediction/weight-noise.ts, what
 * remains of a weight level's noise after least squares and realignment. See README.md.
 */
import { parseArgs } from 'node:util';
import { readPixels } from '../images.mjs';
import { log, readCount, readList, runCommand, UsageError } from '../run.mjs';
import { FOOTPRINTS, footprintSize } from '../settings.mjs';
import { Choices } from './choices.mjs';
import { BLOCK_MODES, classesOf, NONE, TERM_COUNT, Trainer } from './trainer.mjs';

const USAGE = `usage: node bench/train/noise-share.mjs <image…> [options]

  --check image,…     images to judge the constants on                 default those they come from
  --blocks 4x4,6x6    footprints                                       default all
  --quality N         whose refinement the trials have                 default 60
  --modes N           best predicted modes that are tried a class      default 8
  --limit N           blocks of an image that are looked at            default 150`;

/** Weight quant levels, 2 to 32 values. */
const LEVEL_COUNT = 12;
/** Every share before anything is known: candidates are chosen with it, and the descent starts from it. */
const NEUTRAL = Array(LEVEL_COUNT).fill(0.5);
/** Error a texel may always have (squared steps): keeps near-lossless blocks from deciding. */
const TEXEL_FLOOR = 0.2;

/**
 * The modes of the class at hand that may be best, with the error a trial of each ends with: those predicted best, and
 * of each level the best, so that no share goes unseen.
 *
 * @param {Trainer} trainer
 * @param {number} modes
 * @returns {import('./choices.mjs').Candidate[]}
 */
function tryModes(trainer, modes) {
  const terms = trainer.predict().slice();
  /** @type {{ mode: number, level: number, noise: number, rest: number, cost: number }[]} */
  const predicted = [];
  for (let mode = 0; mode < BLOCK_MODES; mode++) {
    const [line = 0, grid = 0, noise = 0, color = 0] = terms.subarray(mode * TERM_COUNT, (mode + 1) * TERM_COUNT);
    if (line >= NONE) continue;
    const level = trainer.exports.trainLevel(mode);
    const rest = line + grid + color;
    predicted.push({ mode, level, noise, rest, cost: rest + (NEUTRAL[level] ?? 1) * noise });
  }
  predicted.sort((a, b) => a.cost - b.cost);
  return predicted
    .filter((one, rank) => rank < modes || predicted.findIndex(({ level }) => level === one.level) === rank)
    .map(({ mode, level, noise, rest }) => ({ level, noise, rest, error: trainer.exports.trainTrial(mode) }));
}

/**
 * @param {Trainer} trainer
 * @param {readonly string[]} paths
 * @param {{ footprints: readonly string[], quality: number, modes: number, limit: number }} options
 */
async function collect(trainer, paths, { footprints, quality, modes, limit }) {
  const choices = new Choices();
  for (const path of paths) {
    const image = await readPixels(path);
    for (const footprint of footprints) {
      const [width, height] = footprintSize(footprint);
      trainer.open(image, footprint, quality);
      // Noise comes out bare: its factor is what is looked for.
      trainer.noiseShare.fill(1);
      for (const _facts of trainer.blocks(footprint, limit))
        for (const _class of classesOf(trainer))
          choices.add(`${path} ${footprint}`, TEXEL_FLOOR * width * height, tryModes(trainer, modes));
    }
  }
  return choices;
}

/** @param {readonly string[]} args */
function readOptions(args) {
  const string = /** @type {const} */ ({ type: 'string' });
  const options = { check: string, blocks: string, quality: string, modes: string, limit: string };
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError('no image given');
  return {
    images: positionals,
    check: values.check?.split(','),
    footprints: readList('--blocks', values.blocks ?? 'all', FOOTPRINTS),
    quality: readCount('--quality', values.quality ?? '60'),
    modes: readCount('--modes', values.modes ?? '8'),
    limit: readCount('--limit', values.limit ?? '150'),
  };
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  const trainer = new Trainer();
  const shipped = [...trainer.noiseShare];
  const choices = await collect(trainer, options.images, options);
  const found = choices.bestFactors(NEUTRAL).map((value) => Number(value.toFixed(2)));
  const judged = options.check === undefined ? choices : await collect(trainer, options.check, options);
  for (const trials of [1, 2, 3]) {
    const losses = [NEUTRAL, shipped, found].map((factors) => judged.loss(factors, trials).toFixed(4));
    log(
      `dB below the best candidate, ${trials} tried: ${losses[0]} all one half, ${losses[1]} shipped, ${losses[2]} these`,
    );
  }
  process.stdout.write(`export const NOISE_SHARE: usize = memory.data<f32>([\n  ${found.join(', ')},\n]);\n`);
}

await runCommand(USAGE, main);
