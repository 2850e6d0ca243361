/** The command line: parses, runs one command, leaves the exit code on the process. */
import { CommanderError } from 'commander';
import { EXIT_CODES } from '../errors.js';
import { ENCODE_OPTIONS } from '../options/encode-options.js';
import { keepOperands } from './flags.js';
import { openProgram, USAGE_ERROR } from './open-program.js';
import { printDocument } from './run-command.js';
import { Session } from './session.js';

/** @param words  the command line after the name of the program */
export async function runProgram(words: readonly string[]): Promise<void> {
  // A reader that closes the pipe early has what it wanted; the write that fails reports itself.
  process.stdout.on('error', () => undefined);
  try {
    const program = await openProgram(words[0]);
    await program.parseAsync(keepOperands(words, ENCODE_OPTIONS), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_CODES.usage;
    if (error.exitCode !== 0 && words.includes('--json')) await printUsageFailure(error);
  }
}

async function printUsageFailure(error: CommanderError): Promise<void> {
  const message = USAGE_ERROR.exec(error.message)![1]!.replace(/^error: /, '');
  const session = new Session({}, new AbortController().signal);
  await printDocument(session, { files: [], failed: [{ input: null, code: 'E_OPTION', message }] });
}
