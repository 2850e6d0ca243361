/** Programs as processes, and what they take: CPU time by bash, which Node does not tell of a child. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const BASH = '/bin/bash';
const SCRIPT = 'TIMEFORMAT="took %3R %3U %3S"; time "$@"';

/**
 * What a process took, in seconds, in steps of a millisecond.
 * @typedef {object} Taken
 * @property {number} wallSeconds from start to end
 * @property {number | undefined} cpuSeconds of user and system; undefined without bash
 */

/**
 * Runs a program to its end.
 *
 * @param {string} binary
 * @param {readonly string[]} args
 * @returns {Promise<{ stdout: string } & Taken>}
 * @throws {Error} with what it said, where it fails
 */
export async function runProcess(binary, args) {
  const viaBash = existsSync(BASH);
  const [command, all] = viaBash ? [BASH, ['-c', SCRIPT, 'bash', binary, ...args]] : [binary, args];
  const startMs = performance.now();
  const { status, stdout, stderr } = await collect(command, all);
  const wallSeconds = (performance.now() - startMs) / 1000;
  if (status !== 0) throw new Error(`${binary} ${args.join(' ')}: exit ${status}\n${stderr || stdout}`);
  const [, wall, user, system] = /took ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  if (wall === undefined) return { stdout, wallSeconds, cpuSeconds: undefined };
  return { stdout, wallSeconds: Number(wall), cpuSeconds: Number(user) + Number(system) };
}

/**
 * @param {string} command
 * @param {readonly string[]} args
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
