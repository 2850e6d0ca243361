/** The commands as plain data: what completion scripts and manual pages are written from. */
import type { Argument, Command } from 'commander';
import type { Option } from '../options/option.js';
import { CACHE_ACTIONS, SHELLS } from './command-options.js';
import type { CommandShape, FlagShape, OperandShape, ValueKind } from './completion/command-shape.js';
import { declaredOptions, describeFlag, flagUsage, hasFlag, isSwitch } from './flags.js';

/** Words of operands, by command and name. */
const OPERAND_WORDS: Readonly<Record<string, readonly string[]>> = {
  'cache action': CACHE_ACTIONS,
  'completion shell': SHELLS,
};
/** Words of flags that are told by a pattern. */
const PATTERN_WORDS: Readonly<Record<string, readonly string[]>> = { report: ['github', 'junit='] };
const HELP: FlagShape = {
  names: ['-h', '--help'],
  usage: '-h, --help',
  help: 'show options and examples',
  summary: 'show options and examples',
  kind: 'none',
  valueName: '',
  words: [],
  standsAlone: true,
};

/** Every command of the parser. */
export function describeProgram(program: Command): CommandShape[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    operands: command.registeredArguments.map((argument) => describeOperand(command.name(), argument)),
    flags: [...Object.entries(declaredOptions(command)).flatMap(describeOption), HELP],
    notes: notesOf(command),
  }));
}

function describeOperand(command: string, argument: Argument): OperandShape {
  const name = argument.name();
  const words = OPERAND_WORDS[`${command} ${name}`] ?? [];
  return {
    name,
    help: argument.description,
    isRequired: argument.required,
    isVariadic: argument.variadic,
    words,
    kind: words.length > 0 ? 'words' : name === 'dir' ? 'folder' : 'file',
  };
}

function describeOption([name, option]: [string, Option]): FlagShape[] {
  if (!hasFlag(option)) return [];
  const usage = flagUsage(name, option);
  const [names = '', valueName = ''] = usage.split(/ (?=[<[])/);
  const words = PATTERN_WORDS[name] ?? (option.words ?? []).filter((word) => typeof word !== 'boolean').map(String);
  return [
    {
      names: names.split(', '),
      usage,
      help: describeFlag(option),
      summary: option.help ?? '',
      kind: kindOf(option, words),
      valueName: valueName.replace(/[<>[\]]/g, ''),
      words,
      standsAlone: valueName.startsWith('[') || isSwitch(option),
    },
  ];
}

function kindOf(option: Option, words: readonly string[]): ValueKind {
  if (isSwitch(option)) return 'none';
  if (option.isList) return 'list';
  if (words.length > 0) return 'words';
  if (option.expected !== 'a path') return 'text';
  return option.valueName === 'dir' ? 'folder' : 'file';
}

/** What help says after the options. */
function notesOf(command: Command): string {
  let text = '';
  const silent = { writeOut: (part: string) => (text += part), writeErr: (part: string) => (text += part) };
  command.configureOutput(silent).outputHelp();
  return text.slice(command.helpInformation().length).trim();
}
