/** Interleaved rounds of both encoders on one image and footprint, and the quality of what they wrote. */
import { join } from 'node:path';
import { figuresOfAll } from './measures.mjs';
import { compressWithPeer, decodeWithPeer, writeAstc } from './peer.mjs';
import { hashPicture } from './peer-cache.mjs';

/**
 * @typedef {import('./images.mjs').Pixels} Pixels
 * @typedef {import('./inputs.mjs').Source} Source
 * @typedef {import('./ours.mjs').OurEncoder} OurEncoder
 */

/**
 * @typedef {object} Speed
 * @property {number} seconds CPU time of compression, median of the rounds; of the peer that of its faster build
 * @property {number} texelsPerSecond
 */

/**
 * One preset of one encoder on one image and footprint.
 * @typedef {Speed & import('./measures.mjs').Quality} Measurement
 */

/** @typedef {Measurement & { secondsByBuild: Record<string, number>, isCached: boolean }} PeerMeasurement */

/**
 * Everything measured on one image and footprint.
 * @typedef {object} Cell
 * @property {string} image
 * @property {string} class
 * @property {number} width
 * @property {number} height
 * @property {string} footprint
 * @property {Record<string, Measurement>} ours by preset
 * @property {Record<string, PeerMeasurement>} peer by preset: the points of the curve
 * @property {{ ours: number, peer: number } | undefined} decode texels a second of both decoders, on our blocks
 */

/**
 * @typedef {object} Bench
 * @property {import('./domains.mjs').Domain} domain
 * @property {OurEncoder} encoder of the same profile
 * @property {readonly { name: string, binary: string }[]} peers builds of the peer; the faster one counts
 * @property {readonly string[]} presets ours to measure
 * @property {readonly string[]} peerPresets points of the peer's curve; the namesakes of `presets` among them
 * @property {number} rounds 1 or more; the median counts
 * @property {string} scratch folder for files on the way
 * @property {import('./peer-cache.mjs').PeerCache | undefined} [cache]
 * @property {number} disagreements counts pictures that our decoder and the peer's make differently from our blocks
 */

/**
 * A measurement of either repeats the picture for about this long (seconds). Why: the clock of processes ticks every
 * millisecond, and where cores are shared, others slow one to 0.6 of its speed for a tenth of a second at a time.
 */
const REPEATED_SECONDS = 0.15;

/** A run of the peer this long (seconds) is not repeated: what it spends on starting up is known from shorter ones. */
const LONG_RUN_SECONDS = 0.4;

/** So many texels the peer decodes for its rate: a twentieth of a second. */
const DECODED_TEXELS = 4e6;

/**
 * Measures one image at several footprints.
 *
 * @param {Bench} bench
 * @param {Pick<Source, 'name' | 'class' | 'image'>} source
 * @param {readonly string[]} footprints
 * @returns {Promise<Cell[]>}
 */
export async function measureImage(bench, source, footprints) {
  const { image } = source;
  const input = join(bench.scratch, `input${bench.domain.given}`);
  await bench.domain.write(input, image);
  const picture = { ...source, input, texelCount: image.width * image.height, hash: hashPicture(image) };
  const cells = [];
  for (const footprint of footprints) cells.push(await measureCell(bench, picture, footprint));
  bench.cache?.save();
  return cells;
}

/** @typedef {Pick<Source, 'name' | 'class' | 'image'> & { input: string, texelCount: number, hash: string }} Picture */

/**
 * Ours, each build of the peer, ours, …: what disturbs the machine disturbs all of them.
 *
 * @param {Bench} bench
 * @param {Picture} picture
 * @param {string} footprint
 * @returns {Promise<Cell>}
 */
async function measureCell(bench, picture, footprint) {
  const { width, height } = picture.image;
  const ours = new Map(bench.presets.map((preset) => [preset, new OurRuns(bench.encoder, picture, footprint, preset)]));
  /** @type {StartUps} */
  const startUps = new Map();
  const peer = new Map(
    bench.peerPresets.map((preset) => [preset, new PeerRuns(bench, picture, footprint, preset, startUps)]),
  );
  for (let round = 0; round < bench.rounds; round++) {
    for (const preset of new Set([...ours.keys(), ...peer.keys()])) {
      ours.get(preset)?.run();
      await peer.get(preset)?.run();
    }
  }
  /** @type {Cell} */
  const cell = {
    image: picture.name,
    class: picture.class,
    width,
    height,
    footprint,
    ours: {},
    peer: {},
    decode: undefined,
  };
  for (const [preset, runs] of peer) cell.peer[preset] = runs.finish();
  for (const [preset, runs] of ours) {
    const decoded = await decodeBoth(bench, picture, footprint, runs.blocks);
    const quality = bench.domain.compare(picture.image, decoded);
    cell.ours[preset] = { ...toSpeed(median(runs.seconds), picture), ...quality };
  }
  const last = [...ours.values()].at(-1);
  if (last !== undefined) cell.decode = await timeDecoding(bench, picture, footprint, last.blocks);
  return cell;
}

/** Rounds of one of our presets. */
class OurRuns {
  /**
   * @param {OurEncoder} encoder
   * @param {Picture} picture
   * @param {string} footprint
   * @param {string} preset
   */
  constructor(encoder, { image }, footprint, preset) {
    // The first call builds tables; the code itself is compiled for good when it is loaded.
    const { blocks, seconds } = encoder.encode(image, footprint, preset);
    this.blocks = blocks;
    this.repeats = Math.min(100, Math.max(1, Math.ceil(REPEATED_SECONDS / seconds)));
    this.encode = () => encoder.encode(image, footprint, preset);
    /** @type {number[]} */
    this.seconds = [];
  }

  run() {
    let seconds = 0;
    for (let repeat = 0; repeat < this.repeats; repeat++) {
      const encoded = this.encode();
      seconds += encoded.seconds;
      if (Buffer.compare(encoded.blocks, this.blocks) !== 0) throw new Error('the same picture gave other bytes');
    }
    this.seconds.push(seconds / this.repeats);
  }
}

/** Rounds of one preset of the peer, all builds; nothing runs where the cache knows it. */
class PeerRuns {
  /**
   * @param {Bench} bench
   * @param {Picture} picture
   * @param {string} footprint
   * @param {string} preset
   * @param {StartUps} startUps of all presets of the cell
   */
  constructor(bench, picture, footprint, preset, startUps) {
    const builds = bench.peers.map(({ name }) => name);
    this.where = { bench, picture, footprint, preset };
    const figures = figuresOfAll(bench.domain.measure);
    this.cached = bench.cache?.find(picture.hash, footprint, preset, { builds, figures });
    this.clocks = bench.peers.map(({ name, binary }) => new PeerClock(name, binary, startUps));
    /** @type {import('./measures.mjs').Quality | undefined} */
    this.quality = undefined;
  }

  async run() {
    if (this.cached !== undefined) return;
    const { bench, picture, footprint, preset } = this.where;
    const { input, texelCount } = picture;
    const { profile, compare } = bench.domain;
    const output = join(bench.scratch, 'peer.astc');
    for (const clock of this.clocks) {
      await clock.run({ input, output, footprint, preset, texelCount, profile });
      this.quality ??= compare(picture.image, await decodePeer(bench, output));
    }
  }

  /** @returns {PeerMeasurement} */
  finish() {
    const { bench, picture, footprint, preset } = this.where;
    const medians = Object.fromEntries(this.clocks.map((clock) => [clock.name, clock.seconds]));
    const figures = this.cached ?? { ...this.quality, secondsByBuild: medians };
    if (this.cached === undefined) bench.cache?.keep(picture.hash, footprint, preset, figures);
    const builds = bench.peers.map(({ name }) => figures.secondsByBuild[name] ?? Number.NaN);
    return { ...toSpeed(Math.min(...builds), picture), ...figures, isCached: this.cached !== undefined };
  }
}

/** @typedef {Map<string, number[]>} StartUps seconds that processes of a build spend on other things than compression */

/** Times the compression of one build, preset and picture, without the start of the process and its files. */
class PeerClock {
  /**
   * @param {string} name
   * @param {string} binary
   * @param {StartUps} startUps filled by short runs, used by long ones
   */
  constructor(name, binary, startUps) {
    this.name = name;
    this.binary = binary;
    this.startUps = startUps;
    /** @type {number[]} seconds of compression, where they are known already */
    this.known = [];
    /** @type {number[]} CPU seconds of long processes */
    this.whole = [];
    this.extra = 0;
  }

  /** @param {Parameters<typeof compressWithPeer>[1]} job */
  async run(job) {
    const once = await compressWithPeer(this.binary, job);
    const about = Math.min(once.codingSeconds, once.cpuSeconds ?? Number.POSITIVE_INFINITY);
    if (once.cpuSeconds !== undefined && about > LONG_RUN_SECONDS) {
      this.whole.push(once.cpuSeconds);
      return;
    }
    this.extra ||= Math.ceil(REPEATED_SECONDS / Math.max(about, 1e-4));
    const many = await compressWithPeer(this.binary, job, 1 + this.extra);
    if (once.cpuSeconds === undefined || many.cpuSeconds === undefined) {
      this.known.push(many.codingSeconds);
      return;
    }
    const seconds = Math.max((many.cpuSeconds - once.cpuSeconds) / this.extra, 1e-6);
    this.known.push(seconds);
    this.extra = Math.ceil(REPEATED_SECONDS / Math.max(seconds, 1e-4));
    const startUps = this.startUps.get(this.name);
    if (startUps === undefined) this.startUps.set(this.name, [once.cpuSeconds - seconds]);
    else startUps.push(once.cpuSeconds - seconds);
  }

  /** Median of the rounds. */
  get seconds() {
    const startUps = this.startUps.get(this.name);
    const startUp = startUps === undefined ? 0 : Math.max(median(startUps), 0);
    return median([...this.known, ...this.whole.map((cpuSeconds) => cpuSeconds - startUp)]);
  }
}

/**
 * @param {Bench} bench
 * @param {string} input an .astc file
 * @returns {Promise<Pixels>}
 */
async function decodePeer({ peers: [first], scratch, domain }, input) {
  if (first === undefined) throw new RangeError('no peer to decode with');
  const output = join(scratch, `decoded${domain.returned}`);
  await decodeWithPeer(first.binary, { input, output, profile: domain.profile });
  return domain.read(output);
}

/**
 * Decodes our blocks with both decoders, which have to agree.
 *
 * @param {Bench} bench
 * @param {Picture} picture
 * @param {string} footprint
 * @param {Uint8Array} blocks
 * @returns {Promise<Pixels>} what the peer's decoder makes of them
 */
async function decodeBoth(bench, { image: { width, height } }, footprint, blocks) {
  const path = join(bench.scratch, 'ours.astc');
  await writeAstc(path, { blocks, width, height, footprint });
  const decoded = await decodePeer(bench, path);
  if (!bench.encoder.canDecode) return decoded;
  const own = bench.encoder.decode(blocks, width, height, footprint);
  if (Buffer.compare(own.data, decoded.data) !== 0) bench.disagreements++;
  return decoded;
}

/**
 * Times both decoders on blocks of ours, files and start of the process left out.
 *
 * @param {Bench} bench
 * @param {Picture} picture
 * @param {string} footprint
 * @param {Uint8Array} blocks
 * @returns {Promise<{ ours: number, peer: number } | undefined>} texels a second
 */
async function timeDecoding(bench, { image: { width, height }, texelCount }, footprint, blocks) {
  if (!bench.encoder.canDecode) return undefined;
  let seconds = 0;
  let repeats = 0;
  for (; seconds < REPEATED_SECONDS; repeats++)
    seconds += bench.encoder.decode(blocks, width, height, footprint).seconds;
  const { profile, returned } = bench.domain;
  const input = join(bench.scratch, 'ours.astc');
  const output = join(bench.scratch, `decoded${returned}`);
  await writeAstc(input, { blocks, width, height, footprint });
  const extra = Math.ceil(DECODED_TEXELS / texelCount);
  const times = [];
  for (const { binary } of bench.peers) {
    const once = await decodeWithPeer(binary, { input, output, profile });
    const many = await decodeWithPeer(binary, { input, output, profile }, 1 + extra);
    const cpuSeconds = ((many.cpuSeconds ?? Number.NaN) - (once.cpuSeconds ?? Number.NaN)) / extra;
    times.push(cpuSeconds > 0 ? cpuSeconds : many.codingSeconds);
  }
  return { ours: (texelCount * repeats) / seconds, peer: texelCount / Math.min(...times) };
}

/**
 * @param {number} seconds
 * @param {{ texelCount: number }} picture
 */
function toSpeed(seconds, { texelCount }) {
  return { seconds, texelsPerSecond: texelCount / seconds };
}

/**
 * @param {readonly number[]} values at least one
 * @returns {number} the middle one, or the mean of the two in the middle
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? Number.NaN) + upper) / 2;
}
