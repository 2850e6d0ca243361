/** The command line: parses, runs one command, leaves the exit code on the process. */
import { Command, CommanderError } from 'commander';
import { EXIT_CODES } from '../errors.js';
import { ENCODE_OPTIONS } from '../options/encode-options.js';
import { VERSION } from '../version.js';
import { escapeControls } from './escape-controls.js';
import { keepOperands } from './flags.js';
import { printDocument, type RunCommand, runCommand } from './run-command.js';
import { Session } from './session.js';

const EXIT_HELP = `
Exit codes:
  0 done, 1 wrong usage, 2 input/output, 3 invalid file, 4 runtime failure, 5 unsupported,
  7 differs or below a floor, 130 interrupted

astc-wasm <command> --help shows the options of a command, with examples.
`;

/** A message, which may hold anything the user typed, and a suggestion. */
const USAGE_ERROR = /^([\s\S]*?)(?:\n\((Did you mean [^)]*)\))?\n?$/;

/** Each with its module, which is loaded when it is asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command, run: RunCommand) => void>>> = {
  encode: async () => (await import('./encode.js')).addEncodeCommand,
  decode: async () => (await import('./decode.js')).addDecodeCommand,
  convert: async () => (await import('./convert.js')).addConvertCommand,
  info: async () => (await import('./info.js')).addInfoCommand,
  compare: async () => (await import('./compare.js')).addCompareCommand,
  analyze: async () => (await import('./analyze.js')).addAnalyzeCommand,
  validate: async () => (await import('./validate.js')).addValidateCommand,
  batch: async () => (await import('./batch.js')).addBatchCommand,
  worker: async () => (await import('./worker.js')).addWorkerCommand,
  cache: async () => (await import('./cache.js')).addCacheCommand,
};

/** The command that is given, or all of them where help or a hint is needed. */
function wantedCommands(word: string | undefined) {
  return word !== undefined && Object.hasOwn(COMMANDS, word) ? [COMMANDS[word]!] : Object.values(COMMANDS);
}

async function openProgram(word: string | undefined): Promise<Command> {
  const program = new Command('astc-wasm')
    .description('ASTC, ETC and EAC texture compressor in WebAssembly.')
    .version(VERSION)
    .addHelpText('after', EXIT_HELP)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(reshapeUsageError(text)) });
  for (const load of wantedCommands(word)) {
    const addCommand = await load();
    addCommand(program, runCommand);
  }
  // Settings reach subcommands only where they are copied.
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

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
