/** What every entry of the bench shares: options, scratch folder, whole files, and how it ends. */
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Wrong usage or unusable input: the message is for the user, without a stack. */
export class UsageError extends Error {}

/** Exit codes, as the command line of the product has them. */
const EXIT_USAGE = 1;
const EXIT_FAILURE = 4;
const EXIT_INTERRUPTED = 130;

/**
 * @param {string} option
 * @param {string} text comma-separated, or `all`
 * @param {readonly string[]} known
 * @returns {string[]} in the order of `known`, each once
 * @throws {UsageError} on an unknown word
 */
export function readList(option, text, known) {
  const words = text === 'all' ? [...known] : text.split(',');
  const wrong = words.find((word) => !known.includes(word));
  if (wrong !== undefined) throw new UsageError(`${option}: expected some of ${known.join(' ')}, got "${wrong}"`);
  return known.filter((word) => words.includes(word));
}

/**
 * @param {string} option
 * @param {string} text
 * @returns {number} whole, 1 or more
 * @throws {UsageError}
 */
export function readCount(option, text) {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`${option}: expected a whole number from 1, got "${text}"`);
  return count;
}

/**
 * Refuses files that could not be written in the end: hours may lie before that.
 *
 * @param {readonly (string | undefined)[]} paths
 * @throws {UsageError}
 */
export function checkOutputs(paths) {
  for (const path of paths)
    if (path !== undefined && !existsSync(dirname(resolve(path))))
      throw new UsageError(`${path}: the folder does not exist`);
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** @param {string} text a line for whoever waits */
export function log(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Writes a file whole or not at all.
 *
 * @param {string} path
 * @param {string} text
 */
export function writeWhole(path, text) {
  const partial = `${path}.${process.pid}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/**
 * Runs a command with a scratch folder that is gone afterwards, also after Ctrl-C, and sets the exit code.
 *
 * @param {string} usage printed for --help, and below the message of a wrong option
 * @param {(scratch: string) => Promise<void>} command
 */
export async function runCommand(usage, command) {
  if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'astc-wasm-bench-'));
  const clear = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  const stop = () => {
    clear();
    process.exit(EXIT_INTERRUPTED);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await command(scratch);
  } catch (error) {
    process.exitCode = reportError(error, usage);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    clear();
  }
}

/**
 * @param {unknown} error
 * @param {string} usage
 * @returns {number} exit code
 */
function reportError(error, usage) {
  const message = error instanceof Error ? error.message : String(error);
  const isOption = String(Reflect.get(Object(error), 'code')).startsWith('ERR_PARSE_ARGS');
  const isUsage = isOption || error instanceof UsageError;
  process.stderr.write(`error: ${message}\n${isOption ? `\n${usage}\n` : ''}`);
  return isUsage ? EXIT_USAGE : EXIT_FAILURE;
}
