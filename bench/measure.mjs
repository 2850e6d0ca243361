/** Interleaved rounds of both encoders on one image and footprint, and the quality of what they wrote. */
import { basename, join } from 'node:path';
import { psnr, readPixels, writePng } from './images.mjs';
import { decodeWithPeer, runPeer } from './peer.mjs';

/**
 * @typedef {import('./images.mjs').Pixels} Pixels
 * @typedef {import('./ours.mjs').OurEncoder} OurEncoder
 * @typedef {import('./report.mjs').Cell} Cell
 * @typedef {import('./report.mjs').Measurement} Measurement
 */

/**
 * @typedef {object} Bench
 * @property {OurEncoder} encoder
 * @property {(footprint: string) => string} peerBinary
 * @property {readonly string[]} presets ours to measure
 * @property {readonly string[]} peerPresets points of the peer's curve; `presets` among them
 * @property {number} rounds 1 or more; the best counts
 * @property {string} scratch folder for files on the way
 * @property {number} disagreements counts pictures that our decoder and the peer's make differently from our blocks
 * @property {number} busyRuns counts runs of the peer that other load slowed down, so that their CPU time was taken
 */

/** The first calls run in the baseline compiler: this many seconds until the engine has optimised. */
const WARM_UP_SECONDS = 1.5;

/** A run of the peer that shared its core is repeated this often, if it is shorter than this (seconds). */
const BUSY_RETRIES = 4;
const SHORT_RUN_SECONDS = 0.5;

/** Largest difference (dB) between our PSNR of the peer's picture and the figure the peer prints. */
const PSNR_AGREEMENT_DB = 0.01;

/**
 * Measures one image at several footprints.
 *
 * @param {Bench} bench
 * @param {string} path any picture that sharp reads
 * @param {readonly string[]} footprints
 * @returns {Promise<Cell[]>}
 */
export async function measureImage(bench, path, footprints) {
  const image = await readPixels(path);
  const input = join(bench.scratch, 'input.png');
  await writePng(input, image);
  const cells = [];
  for (const footprint of footprints)
    cells.push(await measureCell(bench, { name: basename(path), image, input }, footprint));
  return cells;
}

/**
 * Encodes until the engine has compiled the code of a preset with the optimising compiler; a preset that was warmed
 * up at this footprint before only runs once, to bring its tables back.
 *
 * @param {OurEncoder} encoder
 * @param {Pixels} image
 * @param {string} footprint
 * @param {string} preset
 */
export function warmUp(encoder, image, footprint, preset) {
  const key = `${footprint} ${preset}`;
  const end = performance.now() + (encoder.warmedUp.has(key) ? 0 : WARM_UP_SECONDS * 1000);
  do encoder.encode(image, footprint, preset);
  while (performance.now() < end);
  encoder.warmedUp.add(key);
}

/**
 * @param {Bench} bench
 * @param {{ name: string, image: Pixels, input: string }} source `input`: the same pixels as PNG
 * @param {string} footprint
 * @returns {Promise<Cell>}
 */
async function measureCell(bench, source, footprint) {
  /** @type {Cell} */
  const cell = {
    image: source.name,
    width: source.image.width,
    height: source.image.height,
    footprint,
    ours: {},
    peer: {},
  };
  const { ours, peer } = cell;
  for (const preset of bench.presets) warmUp(bench.encoder, source.image, footprint, preset);
  for (let round = 0; round < bench.rounds; round++) {
    for (const preset of bench.peerPresets) {
      if (bench.presets.includes(preset))
        ours[preset] = best(ours[preset], await measureOurs(bench, source, footprint, preset));
      peer[preset] = best(peer[preset], await measurePeer(bench, source, footprint, preset));
    }
  }
  return cell;
}

/**
 * @param {Bench} bench
 * @param {{ image: Pixels }} source
 * @param {string} footprint
 * @param {string} preset
 * @returns {Promise<Measurement>}
 */
async function measureOurs(bench, { image }, footprint, preset) {
  const { encoder, peerBinary, scratch } = bench;
  const { blocks, seconds } = encoder.encode(image, footprint, preset);
  const { width, height } = image;
  const file = await decodeWithPeer(peerBinary(footprint), { blocks, width, height, footprint }, join(scratch, 'ours'));
  const decoded = await readPixels(file);
  if (encoder.canDecode && !isSamePicture(encoder.decode(blocks, width, height, footprint), decoded))
    bench.disagreements++;
  return { seconds, texelsPerSecond: (width * height) / seconds, ...psnr(image, decoded) };
}

/**
 * @param {Bench} bench
 * @param {{ name: string, image: Pixels, input: string }} source
 * @param {string} footprint
 * @param {string} preset
 * @returns {Promise<Measurement>}
 */
async function measurePeer(bench, { name, image, input }, footprint, preset) {
  const output = join(bench.scratch, 'peer.png');
  const texelCount = image.width * image.height;
  const job = { input, output, footprint, preset, texelCount };
  const { seconds, psnrRgbaDb, wasBusy } = await runUndisturbed(bench.peerBinary(footprint), job);
  const quality = psnr(image, await readPixels(output));
  const isLossless = psnrRgbaDb > 200;
  if (!isLossless && Math.abs(quality.psnrRgba - psnrRgbaDb) > PSNR_AGREEMENT_DB)
    throw new Error(`${name} ${footprint} ${preset}: PSNR ${quality.psnrRgba} here, ${psnrRgbaDb} by the peer`);
  if (wasBusy) bench.busyRuns++;
  return { seconds, texelsPerSecond: texelCount / seconds, ...quality };
}

/**
 * Runs the peer, again while other load slows it down. Why: the CPU time that then counts holds reading and writing
 * the pictures too, as much as a short compression itself.
 *
 * @param {string} binary
 * @param {Parameters<typeof runPeer>[1]} job
 */
async function runUndisturbed(binary, job) {
  let fastest = await runPeer(binary, job);
  for (let retry = 0; retry < BUSY_RETRIES && fastest.wasBusy && fastest.seconds < SHORT_RUN_SECONDS; retry++) {
    const again = await runPeer(binary, job);
    if (again.seconds < fastest.seconds || !again.wasBusy) fastest = again;
  }
  return fastest;
}

/**
 * The faster of two measurements of one preset, which must agree on the picture.
 *
 * @param {Measurement | undefined} a
 * @param {Measurement} b
 */
function best(a, b) {
  if (a === undefined) return b;
  if (a.psnrRgba !== b.psnrRgba) throw new Error(`rounds differ: ${a.psnrRgba} dB and ${b.psnrRgba} dB`);
  return a.seconds <= b.seconds ? a : b;
}

/**
 * @param {Pixels} ours
 * @param {Pixels} theirs
 */
function isSamePicture(ours, theirs) {
  return Buffer.compare(ours.data, theirs.data) === 0;
}
