/** Completion for fish. */
import type { CommandShape, FlagShape } from './command-shape.js';
import { operandsOf, quote } from './shell-text.js';

export function fishScript(commands: readonly CommandShape[]): string {
  return `# fish completion for astc-wasm: astc-wasm completion fish | source

complete -c astc-wasm -n __fish_use_subcommand -f -l help -d ${quote('show the commands')}
complete -c astc-wasm -n __fish_use_subcommand -f -l version -d ${quote('show the version')}
${commands.flatMap(commandLines).join('\n')}
`;
}

function commandLines(command: CommandShape): string[] {
  const { name, description } = command;
  const seen = `complete -c astc-wasm -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
  const { words, other } = operandsOf(command);
  const isTyped = `__fish_seen_subcommand_from ${words.join(' ')}`;
  const operands = [
    ...(words.length === 0
      ? []
      : [
          `complete -c astc-wasm -n ${quote(`__fish_seen_subcommand_from ${name}; and not ${isTyped}`)} -f -a ${quote(words.join(' '))}`,
        ]),
    ...(other?.kind === 'folder' ? [`${seen} -f -a ${quote('(__fish_complete_directories)')}`] : []),
  ];
  return [
    '',
    `complete -c astc-wasm -n __fish_use_subcommand -f -a ${name} -d ${quote(description)}`,
    ...operands,
    ...command.flags.map((flag) => `${seen} ${flagText(flag)}`),
  ];
}

function flagText(flag: FlagShape): string {
  const names = flag.names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return [...names, ...valueText(flag), `-d ${quote(flag.summary)}`].join(' ');
}

/** -x: a value, and no file; -r: a value; -f: no file. */
function valueText({ kind, words, standsAlone }: FlagShape): string[] {
  if (standsAlone) return words.length > 0 ? [`-a ${quote(words.join(' '))}`] : [];
  if (kind === 'words') return ['-x', `-a ${quote(words.join(' '))}`];
  if (kind === 'list') return ['-x', `-a ${quote(`(__fish_complete_list , 'printf "%s\\n" ${words.join(' ')}')`)}`];
  if (kind === 'file') return ['-r', '-F'];
  return kind === 'folder' ? ['-x', `-a ${quote('(__fish_complete_directories)')}`] : ['-x'];
}
