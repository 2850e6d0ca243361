/**
 * The peer's side: native astcenc as a process, one thread, linear, LDR in unorm8 decode mode. Compression alone is timed
 * by its `-repeats`: what a process with more repeats takes longer than one without is compression and nothing else.
 */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { peerModule, peerText } from './built.mjs';
import { runProcess } from './process.mjs';
import { UsageError } from './run.mjs';
import { footprintSize } from './settings.mjs';

/**
 * How it is told the profile: the letter behind -c, -d and -t, options of compression, and the figures that it prints.
 * @type {Readonly<Record<Profile, { letter: string, compress: readonly string[], printed: Readonly<Record<string, string>> }>>}
 */
const MODES = {
  ldr: { letter: 'l', compress: ['-decode_unorm8'], printed: { psnrRgba: 'PSNR (LDR-RGBA)' } },
  'hdr-rgb': { letter: 'h', compress: [], printed: { mPsnr: 'mPSNR (RGB)', logRmse: 'LogRMSE (RGB)' } },
  hdr: { letter: 'H', compress: [], printed: { mPsnr: 'mPSNR (RGB)', logRmse: 'LogRMSE (RGB)' } },
};

/** @typedef {import('./domains.mjs').Profile} Profile */

/**
 * One process.
 * @typedef {object} PeerRun
 * @property {number | undefined} cpuSeconds of the whole process, in steps of a millisecond; undefined without bash
 * @property {number} codingSeconds by the tool's own clock: wall time of one repeat
 */

/**
 * The native builds of the npm package `@gpu-tex-enc/astc` that exist for this platform, widest vectors first.
 *
 * @returns {string[]} paths; empty where the package has none
 */
export function bundledPeers() {
  const folders = {
    linux: 'linux-x64',
    win32: process.arch === 'arm64' ? 'win32-arm64' : 'win32-x64',
    darwin: 'darwin',
  };
  const folder = folders[/** @type {keyof typeof folders} */ (process.platform)];
  if (folder === undefined) return [];
  const root = dirname(createRequire(import.meta.url).resolve('@gpu-tex-enc/astc/package.json'));
  const names = ['astcenc-avx2', 'astcenc-sse4.1', 'astcenc-neon', 'astcenc'];
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return names.map((name) => join(root, 'bin', folder, name + suffix)).filter((path) => existsSync(path));
}

/**
 * First line of the tool's banner; also shows that the binary runs here, and is an astcenc that we can talk to.
 *
 * @param {string} binary
 */
export async function peerVersion(binary) {
  return (await peerModule.openPeer(binary, new AbortController().signal)).banner;
}

/**
 * Paths, image size and settings of a compression.
 * @typedef {{ input: string, output: string, footprint: string, preset: string, texelCount: number, profile?: Profile }} PeerJob
 */

/**
 * Compresses a picture to an .astc file, several times over if wanted.
 *
 * @param {string} binary
 * @param {PeerJob} job
 * @param {number} [repeats]
 * @returns {Promise<PeerRun>}
 */
export async function compressWithPeer(binary, { profile = 'ldr', texelCount, ...job }, repeats = 1) {
  const { letter, compress } = MODES[profile];
  const args = [`-c${letter}`, job.input, job.output, job.footprint, `-${job.preset}`, ...compress, ...common(repeats)];
  const { stdout, cpuSeconds } = await runProcess(binary, args);
  return { cpuSeconds, codingSeconds: readCodingSeconds(stdout, texelCount) };
}

/**
 * Compresses and decompresses a picture, and reports the quality that the tool finds.
 *
 * @param {string} binary
 * @param {Omit<PeerJob, 'texelCount'>} job paths of pictures
 * @returns {Promise<Record<string, number>>}
 */
export async function testPeer(binary, { input, output, footprint, preset, profile = 'ldr' }) {
  const { letter, printed } = MODES[profile];
  const { stdout } = await runProcess(binary, [`-t${letter}`, input, output, footprint, `-${preset}`, ...common(1)]);
  return Object.fromEntries(Object.entries(printed).map(([figure, name]) => [figure, readMetric(stdout, name)]));
}

/**
 * Decompresses an .astc file to a picture, several times over if wanted.
 *
 * @param {string} binary
 * @param {{ input: string, output: string, profile?: Profile }} job
 * @param {number} [repeats]
 * @returns {Promise<PeerRun>}
 */
export async function decodeWithPeer(binary, { input, output, profile = 'ldr' }, repeats = 1) {
  const args = [`-d${MODES[profile].letter}`, input, output, ...common(repeats)];
  const { stdout, cpuSeconds } = await runProcess(binary, args);
  return { cpuSeconds, codingSeconds: readMetric(stdout, 'Decoding time') };
}

/** @param {number} repeats */
function common(repeats) {
  return ['-j', '1', '-repeats', String(repeats)];
}

/**
 * Writes blocks of ours as an .astc file.
 *
 * @param {string} path
 * @param {{ blocks: Uint8Array, width: number, height: number, footprint: string }} texture
 */
export async function writeAstc(path, { blocks, width, height, footprint }) {
  await writeFile(path, Buffer.concat([astcHeader(width, height, footprint), blocks]));
}

/**
 * The 16 bytes in front of the blocks of an .astc file: magic, footprint, then three 24-bit sizes.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} footprint
 */
export function astcHeader(width, height, footprint) {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(0x5ca1ab13, 0);
  header.set([...footprintSize(footprint), 1], 4);
  header.writeUIntLE(width, 7, 3);
  header.writeUIntLE(height, 10, 3);
  header.writeUIntLE(1, 13, 3);
  return header;
}

export const { readCodingSeconds, readMetric } = peerText;

/** The option that chooses the peer, for parseArgs and for the usage. */
export const PEER_OPTION = /** @type {const} */ ({ peer: { type: 'string' } });
export const PEER_USAGE = `\
  --peer PATH            an astcenc of version 4 or 5   default those of @gpu-tex-enc/astc, the faster in each cell`;

/**
 * @typedef {{ name: string, binary: string }} PeerBuild name without folder
 */

/**
 * The builds of the peer that run on this processor.
 *
 * @param {string | undefined} binary the one to take instead of the bundled ones
 * @returns {Promise<{ peers: PeerBuild[], version: string }>}
 * @throws {UsageError} when there is none
 */
export async function choosePeers(binary) {
  if (binary !== undefined) {
    const version = await peerVersion(binary).catch((error) => {
      throw new UsageError(`--peer: ${error.message}`);
    });
    return { peers: [toBuild(binary)], version };
  }
  const peers = [];
  let version = '';
  for (const path of bundledPeers()) {
    const found = await peerVersion(path).catch(() => undefined);
    if (found === undefined) continue;
    version ||= found;
    peers.push(toBuild(path));
  }
  if (peers.length === 0) throw new UsageError('no native astcenc for this platform: name one with --peer');
  return { peers, version };
}

/**
 * @param {string} binary
 * @returns {PeerBuild}
 */
function toBuild(binary) {
  return { name: basename(binary).replace(/^astcenc-|\.exe$/g, ''), binary };
}
