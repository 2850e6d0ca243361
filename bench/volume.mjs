/**
 * `npm run bench:volume`: our encoder of volumes against native astcenc, preset by preset, one thread each, in turns.
 * See README.md.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeRun, formatRun } from './document.mjs';
import { readPixels } from './images.mjs';
import { KTX_TEXELS, writeKtx } from './ktx.mjs';
import { OurEncoder } from './ours.mjs';
import { choosePeers, compressWithPeer, PEER_OPTION, PEER_USAGE } from './peer.mjs';
import { log, readCount, readList, runCommand } from './run.mjs';
import { FOOTPRINTS, namesakeOf, PRESET_QUALITY, PRESETS } from './settings.mjs';
import { formatTable, signed } from './table.mjs';
import { makeVolumes } from './volumes.mjs';

/** @typedef {import('./volumes.mjs').Volume} Volume */

const FOOTPRINTS_3D = '3x3x3 4x3x3 4x4x3 4x4x4 5x4x4 5x5x4 5x5x5 6x5x5 6x6x5 6x6x6'.split(' ');

const USAGE = `usage: npm run bench:volume -- [options]

  --blocks LIST      default all
  --qualities LIST   default medium
  --rounds N         in turns, the best counts   default 3
${PEER_USAGE}`;

/** A run of the peer is repeated so often: a volume takes milliseconds, the clock of processes ticks every one. */
const REPEATS = 8;

/** Volumes in and out of one wasm instance. */
class OurVolumes extends OurEncoder {
  /**
   * Calls with a slice of blocks and a row of it: where it starts, and how many rows and slices there are.
   *
   * @param {Volume} volume
   * @param {[number, number, number]} block
   * @param {(at: { y: number, z: number, rows: number, slices: number, firstBlock: number, blockCount: number }) => void} each
   */
  forRows({ width, height, depth }, [blockWidth, blockHeight, blockDepth], each) {
    const blockCount = Math.ceil(width / blockWidth);
    let firstBlock = 0;
    for (let z = 0; z < depth; z += blockDepth) {
      for (let y = 0; y < height; y += blockHeight, firstBlock += blockCount) {
        const rows = Math.min(blockHeight, height - y);
        each({ y, z, rows, slices: Math.min(blockDepth, depth - z), firstBlock, blockCount });
      }
    }
    return firstBlock;
  }

  /**
   * @param {Volume} volume
   * @param {string} footprint
   * @param {number} quality
   */
  encodeVolume(volume, footprint, quality) {
    const { exports } = this;
    const block = sizeOf(footprint);
    const stride = volume.width * 4;
    this.check('configureEncoder', exports.configureEncoder(idOf(footprint), 0, 1, quality, 1, 1, 1, 1));
    const total = this.forRows(volume, block, () => {});
    const blocks = new Uint8Array(total * 16);
    const pixelsPtr = this.reserve(stride * block[1] * block[2] + total * 16);
    const blocksPtr = pixelsPtr + ((stride * block[1] * block[2] + 15) & ~15);
    let microseconds = 0;
    this.forRows(volume, block, ({ y, z, rows, slices, firstBlock, blockCount }) => {
      for (let slice = 0; slice < slices; slice++) {
        const from = ((z + slice) * volume.height + y) * stride;
        this.bytes(pixelsPtr + slice * rows * stride, rows * stride).set(
          volume.data.subarray(from, from + rows * stride),
        );
      }
      const before = process.cpuUsage();
      const status = exports.encodeRow(pixelsPtr, stride, 0, volume.width, rows, blocksPtr, slices);
      const spent = process.cpuUsage(before);
      this.check('encodeRow', status);
      microseconds += spent.user + spent.system;
      blocks.set(this.bytes(blocksPtr, blockCount * 16), firstBlock * 16);
    });
    return { blocks, seconds: Math.max(1, microseconds) / 1e6 };
  }

  /**
   * PSNR of blocks over RGBA, dB.
   *
   * @param {Uint8Array} blocks
   * @param {Volume} volume
   * @param {string} footprint
   */
  psnrOf(blocks, volume, footprint) {
    const { exports } = this;
    const stride = volume.width * 4;
    const block = sizeOf(footprint);
    this.check('prepareDecoder', exports.prepareDecoder(idOf(footprint), 0, 0));
    const rowBytes = Math.ceil(volume.width / block[0]) * 16;
    const blocksPtr = this.reserve(rowBytes + stride * block[1] * block[2]);
    const pixelsPtr = blocksPtr + rowBytes;
    let errorSq = 0;
    this.forRows(volume, block, ({ y, z, rows, slices, firstBlock, blockCount }) => {
      this.bytes(blocksPtr, rowBytes).set(blocks.subarray(firstBlock * 16, (firstBlock + blockCount) * 16));
      exports.decodeRow(blocksPtr, blockCount, volume.width, rows, pixelsPtr, stride, slices);
      const decoded = this.bytes(pixelsPtr, rows * slices * stride);
      for (let slice = 0; slice < slices; slice++) {
        const from = ((z + slice) * volume.height + y) * stride;
        for (let at = 0; at < rows * stride; at++) {
          errorSq += ((decoded[slice * rows * stride + at] ?? 0) - (volume.data[from + at] ?? 0)) ** 2;
        }
      }
    });
    return 10 * Math.log10((255 ** 2 * volume.data.length) / Math.max(1, errorSq));
  }
}

/**
 * @param {string} footprint
 * @returns {[number, number, number]}
 */
function sizeOf(footprint) {
  const [width = 1, height = 1, depth = 1] = footprint.split('x').map(Number);
  return [width, height, depth];
}

/** @param {string} footprint */
function idOf(footprint) {
  return FOOTPRINTS.length + FOOTPRINTS_3D.indexOf(footprint);
}

/**
 * One volume at one footprint and preset: what the peer's processes take longer with repeats than without.
 *
 * @param {string} peer
 * @param {{ input: string, output: string, footprint: string, preset: string, texelCount: number }} job
 */
async function timePeer(peer, job) {
  const once = await compressWithPeer(peer, job, 1);
  const often = await compressWithPeer(peer, job, 1 + REPEATS);
  if (once.cpuSeconds === undefined || often.cpuSeconds === undefined) return often.codingSeconds;
  return (often.cpuSeconds - once.cpuSeconds) / REPEATS;
}

await runCommand(USAGE, async (scratch) => {
  const { values } = parseArgs({
    options: {
      ...PEER_OPTION,
      blocks: { type: 'string', default: 'all' },
      qualities: { type: 'string', default: 'medium' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const footprints = readList('--blocks', values.blocks, FOOTPRINTS_3D);
  const presets = readList('--qualities', values.qualities, PRESETS);
  const rounds = readCount('--rounds', values.rounds);
  const { peers, version } = await choosePeers(values.peer);
  const [{ binary: peer }] = /** @type {[import('./peer.mjs').PeerBuild]} */ (peers);
  const picture = (/** @type {string} */ name) =>
    readPixels(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));
  const volumes = makeVolumes({
    photos: [await picture('photos/allium.png'), await picture('photos/boats.png')],
    sprite: await picture('images/sprite-rgba8.png'),
  });
  const encoder = new OurVolumes();
  const lines = [['block', 'preset', 'dB', 'delta', 'worst', 'worst volume', 'ns/texel', 'time']];
  for (const footprint of footprints) {
    for (const preset of presets) {
      const results = [];
      for (const [name, volume] of Object.entries(volumes)) {
        const texelCount = volume.data.length / 4;
        const [input, output] = [join(scratch, `${name}.ktx`), join(scratch, 'peer.astc')];
        await writeKtx(input, volume, KTX_TEXELS.rgba8);
        const quality = PRESET_QUALITY[preset] ?? 0;
        let { blocks, seconds } = encoder.encodeVolume(volume, footprint, quality);
        let theirs = Number.POSITIVE_INFINITY;
        for (let round = 0; round < rounds; round++) {
          ({ blocks, seconds } = faster({ blocks, seconds }, encoder.encodeVolume(volume, footprint, quality)));
          theirs = Math.min(
            theirs,
            await timePeer(peer, { input, output, footprint, preset: namesakeOf(preset), texelCount }),
          );
        }
        const ourDb = encoder.psnrOf(blocks, volume, footprint);
        const peerDb = encoder.psnrOf(readFileSync(output).subarray(16), volume, footprint);
        results.push({ name, ourDb, delta: ourDb - peerDb, seconds, theirs, texelCount });
      }
      lines.push(lineOf(footprint, preset, results));
      log(lines.at(-1)?.join(' ') ?? '');
    }
  }
  process.stdout.write(`${formatRun(describeRun(), version)}\n\n${formatTable(lines, 2)}\n`);
});

/**
 * @template {{ seconds: number }} T
 * @param {T} a
 * @param {T} b
 */
function faster(a, b) {
  return a.seconds < b.seconds ? a : b;
}

/**
 * Means over volumes; time is ours by the peer's, geometric.
 *
 * @param {string} footprint
 * @param {string} preset
 * @param {{ name: string, ourDb: number, delta: number, seconds: number, theirs: number, texelCount: number }[]} results
 */
function lineOf(footprint, preset, results) {
  const mean = (/** @type {(result: typeof results[number]) => number} */ of) =>
    results.reduce((sum, result) => sum + of(result), 0) / results.length;
  const worst = results.reduce((a, b) => (b.delta < a.delta ? b : a));
  const nanoseconds = (mean(({ seconds }) => seconds) / mean(({ texelCount }) => texelCount)) * 1e9;
  const time = Math.exp(mean(({ seconds, theirs }) => Math.log(seconds / Math.max(theirs, 1e-4))));
  const decibels = [mean(({ ourDb }) => ourDb).toFixed(2), signed(mean(({ delta }) => delta)), signed(worst.delta)];
  return [footprint, preset, ...decibels, worst.name, nanoseconds.toFixed(0), time.toFixed(2)];
}
