#!/usr/bin/env node
/** The command line: parses, runs one command, exits. */
import { Command, CommanderError } from 'commander';
import { EXIT_CODES } from '../errors.js';
import { VERSION } from '../version.js';
import { addCompareCommand } from './compare.js';
import { addDecodeCommand } from './decode.js';
import { addEncodeCommand } from './encode.js';
import { escapeControls } from './escape-controls.js';
import { addInfoCommand } from './info.js';
import { printDocument, runCommand } from './run-command.js';
import { Session } from './session.js';

const EXIT_HELP = `
Exit codes:
  0 done, 1 wrong usage, 2 input/output, 3 invalid file, 4 runtime failure, 5 unsupported,
  7 differs or below a floor, 130 interrupted

astc-wasm <command> --help shows the options of a command, with examples.
`;

/** A message, which may hold anything the user typed, and a suggestion. */
const USAGE_ERROR = /^([\s\S]*?)(?:\n\((Did you mean [^)]*)\))?\n?$/;

const program = new Command('astc-wasm')
  .description('ASTC, ETC and EAC texture compressor in WebAssembly.')
  .version(VERSION)
  .addHelpText('after', EXIT_HELP)
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(reshapeUsageError(text)) });

addEncodeCommand(program, runCommand);
addDecodeCommand(program, runCommand);
addInfoCommand(program, runCommand);
addCompareCommand(program, runCommand);
// Settings reach subcommands only where they are copied.
for (const command of program.commands) command.copyInheritedSettings(program);

// A reader that closes the pipe early has what it wanted; the write that fails reports itself.
process.stdout.on('error', () => undefined);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : EXIT_CODES.usage;
  if (error.exitCode !== 0 && process.argv.includes('--json')) await printUsageFailure(error);
}

/** The suggestion stands on a line of its own, as every hint does. */
function reshapeUsageError(text: string): string {
  const [, message = '', suggestion] = USAGE_ERROR.exec(text) ?? [];
  const hint = suggestion === undefined ? '' : `hint: ${escapeControls(suggestion.toLowerCase())}\n`;
  return `${escapeControls(message)}\n${hint}`;
}

async function printUsageFailure(error: CommanderError): Promise<void> {
  const message = USAGE_ERROR.exec(error.message)![1]!.replace(/^error: /, '');
  const session = new Session({}, new AbortController().signal);
  await printDocument(session, { files: [], failed: [{ input: null, code: 'E_OPTION', message }] });
}
