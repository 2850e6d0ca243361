/** The commands as the parser knows them: all, or the one that is given. */
import { Command } from 'commander';
import { VERSION } from '../version.js';
import { escapeControls } from './escape-controls.js';
import { type RunCommand, runCommand } from './run-command.js';

/** Exit codes and what they mean. */
export const EXIT_MEANINGS: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'wrong usage'],
  [2, 'input/output'],
  [3, 'invalid file'],
  [4, 'runtime failure'],
  [5, 'unsupported'],
  [7, 'differs or below a floor'],
  [130, 'interrupted'],
];

const exitTexts = EXIT_MEANINGS.map(([code, meaning]) => `${code} ${meaning}`);
const EXIT_HELP = `
Exit codes:
  ${exitTexts.slice(0, 6).join(', ')},
  ${exitTexts.slice(6).join(', ')}

astc-wasm <command> --help shows the options of a command, with examples.
source <(astc-wasm completion bash) completes commands, flags and values; zsh, fish and pwsh as well.
`;

/** A message, which may hold anything the user typed, and a suggestion. */
export const USAGE_ERROR = /^([\s\S]*?)(?:\n\((Did you mean [^)]*)\))?\n?$/;

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
  bench: async () => (await import('./bench.js')).addBenchCommand,
  completion: async () => (await import('./completion.js')).addCompletionCommand,
};

/** The command that is given, or all of them where help or a hint is needed. */
function wantedCommands(word: string | undefined) {
  return word !== undefined && Object.hasOwn(COMMANDS, word) ? [COMMANDS[word]!] : Object.values(COMMANDS);
}

/** @param word  the command; the parser of all where it is none or missing */
export async function openProgram(word?: string): Promise<Command> {
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

/** The suggestion stands on a line of its own, as every hint does. */
function reshapeUsageError(text: string): string {
  const [, message = '', suggestion] = USAGE_ERROR.exec(text) ?? [];
  const hint = suggestion === undefined ? '' : `hint: ${escapeControls(suggestion.toLowerCase())}\n`;
  return `${escapeControls(message)}\n${hint}`;
}
