/** Options that several commands share, and how texts of the command line become values. */
import type { Command } from 'commander';
import { AstcError } from '../errors.js';

/** Options every command has. */
export function addTalkOptions(command: Command): Command {
  return command
    .option('--json', 'print exactly one JSON document on stdout')
    .option('--quiet', 'print errors only')
    .option('--verbose', 'say what is being done, print the stack of errors')
    .option('--no-progress', 'draw no progress bar (drawn on terminals only, never in CI)');
}

/** Options of commands that write files. */
export function addWriteOptions(command: Command): Command {
  return command
    .option('--force', 'replace existing files')
    .option('--skip-existing', 'leave existing files and go on with the next');
}

/** A number if the text is one, the text itself if not: the library says what it expected instead. */
export function numberOrText(text: string): number | string {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : text;
}

/** "1,1,1,0.5" → [1, 1, 1, 0.5]. */
export function numberList(text: string): (number | string)[] {
  return text.split(',').map((part) => numberOrText(part.trim()));
}

/** A pair such as "12,7" of whole numbers. @throws {AstcError} E_OPTION */
export function parsePosition(text: string): { x: number; y: number } {
  const [, x, y] = /^(\d+),(\d+)$/.exec(text) ?? [];
  if (x === undefined || y === undefined) {
    throw new AstcError('E_OPTION', `Expected X,Y in whole texels for --block-at but received ${text}`);
  }
  return { x: Number(x), y: Number(y) };
}

/** A number. @throws {AstcError} E_OPTION */
export function parseNumber(name: string, text: string): number {
  const value = numberOrText(text);
  if (typeof value === 'string') throw new AstcError('E_OPTION', `Expected a number for ${name} but received ${text}`);
  return value;
}
