/**
 * The peer's side: native astcenc as a process, one thread, LDR linear, unorm8 decode mode. The time is the tool's
 * own "Coding time" (compression alone), held against the CPU time of the process.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { footprintSize } from './settings.mjs';

/** A wall time this much above the CPU time of the whole process (seconds) means that the machine was busy. */
const BUSY_SLACK_SECONDS = 0.005;

/**
 * @typedef {object} PeerRun
 * @property {number} seconds coding time: the tool's wall time, or the process' CPU time where that is less
 * @property {number} psnrRgbaDb as the tool reports it
 * @property {boolean} wasBusy whether the wall time exceeded the CPU time, so that `seconds` is CPU time
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
 * First line of the tool's banner; also shows that the binary runs here.
 *
 * @param {string} binary
 */
export async function peerVersion(binary) {
  const { stdout } = await execute(binary, ['-version']);
  return stdout.trim().split('\n')[0] ?? '';
}

/**
 * Compresses and decompresses a PNG.
 *
 * @param {string} binary
 * @param {{ input: string, output: string, footprint: string, preset: string, texelCount: number }} job PNG paths, image size
 * @returns {Promise<PeerRun>}
 */
export async function runPeer(binary, { input, output, footprint, preset, texelCount }) {
  const args = ['-tl', input, output, footprint, `-${preset}`, '-j', '1', '-silent'];
  const { stdout, cpuSeconds } = await execute(binary, args, { timed: true });
  const wallSeconds = readCodingSeconds(stdout, texelCount);
  const psnrRgbaDb = readMetric(stdout, 'PSNR (LDR-RGBA)');
  const wasBusy = cpuSeconds !== undefined && wallSeconds > cpuSeconds + BUSY_SLACK_SECONDS;
  return { seconds: wasBusy ? cpuSeconds : wallSeconds, psnrRgbaDb, wasBusy };
}

/**
 * Decompresses our blocks with the peer's decoder: the second witness of our quality.
 *
 * @param {string} binary
 * @param {{ blocks: Uint8Array, width: number, height: number, footprint: string }} texture
 * @param {string} scratch path without extension for the two files
 * @returns {Promise<string>} path of an 8-bit PNG
 */
export async function decodeWithPeer(binary, { blocks, width, height, footprint }, scratch) {
  await writeFile(`${scratch}.astc`, Buffer.concat([astcHeader(width, height, footprint), blocks]));
  await execute(binary, ['-dl', `${scratch}.astc`, `${scratch}.png`, '-silent']);
  return `${scratch}.png`;
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

/**
 * Wall seconds of compression. The tool prints the time in steps of 0.1 ms, so short runs are read off its rate.
 *
 * @param {string} text what the tool printed
 * @param {number} texelCount
 */
export function readCodingSeconds(text, texelCount) {
  const seconds = readMetric(text, 'Coding time');
  return seconds >= 0.1 ? seconds : texelCount / 1e6 / readMetric(text, 'Coding rate');
}

/**
 * @param {string} text what the tool printed
 * @param {string} name such as `Coding time`
 */
export function readMetric(text, name) {
  const line = text.split('\n').find((candidate) => candidate.trim().startsWith(`${name}:`));
  const value = Number.parseFloat(line?.split(':')[1] ?? '');
  if (Number.isNaN(value)) throw new Error(`the peer printed no "${name}":\n${text}`);
  return value;
}

/**
 * Runs the binary. `timed` asks the shell for the CPU time of the process, which Node does not tell; where there is
 * no bash it stays undefined.
 *
 * @param {string} binary
 * @param {string[]} args
 * @param {{ timed?: boolean }} [options]
 * @returns {Promise<{ stdout: string, cpuSeconds: number | undefined }>}
 */
async function execute(binary, args, { timed = false } = {}) {
  const viaBash = timed && existsSync('/bin/bash');
  const script = 'TIMEFORMAT="cpu %3U %3S"; time "$@"';
  const [command, all] = viaBash ? ['/bin/bash', ['-c', script, 'bash', binary, ...args]] : [binary, args];
  const { status, stdout, stderr } = await collect(command, all);
  if (status !== 0) throw new Error(`${binary} ${args.join(' ')}: exit ${status}\n${stderr || stdout}`);
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  return { stdout, cpuSeconds: viaBash ? Number(user) + Number(system) : undefined };
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string }>}
 */
function collect(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => (output.stdout += text));
    child.stderr.on('data', (text) => (output.stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...output }));
  });
}
