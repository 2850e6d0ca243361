/** Fresh processes that make a file of a picture, ours and native's in turns: what people wait for who compress one. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tilePixels, writePng } from './images.mjs';
import { median } from './measure.mjs';
import { OurEncoder } from './ours.mjs';
import { compressWithPeer } from './peer.mjs';
import { runProcess } from './process.mjs';
import { curvePresets } from './settings.mjs';

/**
 * @typedef {import('./process.mjs').Taken} Taken
 * @typedef {{ input: string, output: string, block: string, quality: string }} Job
 */

/** Least and middle, milliseconds. @typedef {{ least: number, middle: number }} Spread */

/**
 * One way to compress one picture.
 * @typedef {object} FreshRow
 * @property {number} side of the picture, pixels
 * @property {string} block
 * @property {string} quality
 * @property {string} who
 * @property {Spread} wallMs
 * @property {Spread | undefined} cpuMs undefined without bash
 * @property {number | undefined} warmMs CPU of the compression alone, of one thread that has done it before; of the
 *   library it is that of the command
 */

/** @param {string} path of the project */
const ofProject = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Arguments of Node. */
const OURS = {
  command: (/** @type {Job} */ { input, output, block, quality }) => [
    ofProject('dist/cli/bundle/main.js'),
    ...['encode', input, '-o', output, '--block', block, '--quality', quality, '--force', '--quiet'],
  ],
  library: (/** @type {Job} */ { input, output, block, quality }) => [
    ofProject('bench/fresh-library.mjs'),
    input,
    output,
    block,
    quality,
  ],
};

/** What is measured where nothing else is asked for. */
export const FRESH_DEFAULTS = {
  sides: [256, 1024],
  blocks: ['4x4', '6x6'],
  qualities: ['fastest', 'fast', 'medium'],
  rounds: 9,
};

/** The picture that is measured where none is given. */
export const FRESH_PICTURE = ofProject('fixtures/photos/allium.png');

/** A Node that does nothing: no process of ours takes less. */
export const EMPTY_NODE = 'empty node';

/**
 * @param {object} task
 * @param {import('./images.mjs').Pixels} task.image
 * @param {readonly number[]} task.sides the image is repeated, mirrored, or cut to these
 * @param {readonly string[]} task.blocks
 * @param {readonly string[]} task.qualities
 * @param {number} task.rounds
 * @param {import('./peer.mjs').PeerBuild} task.peer
 * @param {string} task.scratch
 * @param {(text: string) => void} task.log
 * @returns {Promise<FreshRow[]>}
 */
export async function measureFresh({ image, sides, blocks, qualities, log, ...task }) {
  const encoder = new OurEncoder();
  const rows = [];
  for (const side of sides) {
    const pixels = { width: side, height: side, data: tilePixels(image, side) };
    const input = join(task.scratch, `fresh-${side}.png`);
    await writePng(input, pixels);
    for (const block of blocks) {
      for (const quality of qualities) {
        log(`fresh processes: ${side}x${side}, ${block}, ${quality}`);
        const job = { input, output: join(task.scratch, 'fresh.astc'), block, quality };
        const warmMs = await measureWarm(encoder, pixels, job, task.peer);
        for (const [who, spreads] of await runInTurns(job, task)) {
          rows.push({ side, block, quality, who, ...spreads, warmMs: who === EMPTY_NODE ? undefined : warmMs[who] });
        }
      }
    }
  }
  return rows;
}

/**
 * @param {Job} job
 * @param {{ rounds: number, peer: import('./peer.mjs').PeerBuild }} task
 * @returns {Promise<[who: string, spreads: { wallMs: Spread, cpuMs: Spread | undefined }][]>}
 */
async function runInTurns(job, { rounds, peer }) {
  /** @type {[who: string, binary: string, args: string[]][]} */
  const runs = [
    ['command', process.execPath, OURS.command(job)],
    ['library', process.execPath, OURS.library(job)],
    ['astcenc', peer.binary, ['-cs', job.input, job.output, job.block, `-${peerPreset(job.quality)}`]],
    [EMPTY_NODE, process.execPath, ['-e', '0']],
  ];
  /** @type {Map<string, Taken[]>} */
  const taken = new Map(runs.map(([who]) => [who, []]));
  for (let round = 0; round < rounds; round++) {
    // Who comes first has the caches of the machine to itself: turn by turn another.
    for (const [who, binary, args] of round % 2 === 0 ? runs : runs.toReversed())
      taken.get(who)?.push(await runProcess(binary, args));
  }
  return [...taken].map(([who, all]) => [who, { wallMs: spreadOf(all, 'wallSeconds'), cpuMs: cpuOf(all) }]);
}

/** @param {readonly Taken[]} all */
function cpuOf(all) {
  return all.some(({ cpuSeconds }) => cpuSeconds === undefined) ? undefined : spreadOf(all, 'cpuSeconds');
}

/**
 * @param {readonly Taken[]} all
 * @param {keyof Taken} figure
 * @returns {Spread}
 */
function spreadOf(all, figure) {
  const values = all.map((each) => (each[figure] ?? Number.NaN) * 1000);
  return { least: Math.min(...values), middle: median(values) };
}

/**
 * @param {string} quality ours
 * @returns {string} the peer's of the same name, or the first of those that ours is compared with
 */
function peerPreset(quality) {
  const [fastest = '', ...others] = curvePresets([quality]);
  return others.includes(quality) ? quality : fastest;
}

/** Repeats of the peer: its process is timed in milliseconds. */
const WARM_REPEATS = 20;

/**
 * @param {OurEncoder} encoder
 * @param {import('./images.mjs').Pixels} pixels
 * @param {Job} job
 * @param {import('./peer.mjs').PeerBuild} peer
 * @returns {Promise<Record<string, number>>} milliseconds of CPU
 */
async function measureWarm(encoder, pixels, { input, output, block, quality }, { binary }) {
  const ours = Array.from({ length: 4 }, () => encoder.encode(pixels, block, quality).seconds);
  const peerJob = {
    input,
    output,
    footprint: block,
    preset: peerPreset(quality),
    texelCount: pixels.width * pixels.height,
  };
  const once = await compressWithPeer(binary, peerJob);
  const many = await compressWithPeer(binary, peerJob, 1 + WARM_REPEATS);
  const cpuSeconds = ((many.cpuSeconds ?? Number.NaN) - (once.cpuSeconds ?? Number.NaN)) / WARM_REPEATS;
  const theirs = cpuSeconds > 0 ? cpuSeconds : many.codingSeconds;
  const warm = Math.min(...ours) * 1000;
  return { command: warm, library: warm, astcenc: theirs * 1000 };
}
