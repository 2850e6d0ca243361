/** Completion for bash 3.2 and newer, without the package bash-completion. */
import type { CommandShape, FlagShape } from './command-shape.js';
import { flagsWithValues, operandsOf, PROGRAM_FLAGS } from './shell-text.js';

export function bashScript(commands: readonly CommandShape[]): string {
  const names = commands.map(({ name }) => name);
  return `# bash completion for astc-wasm: source <(astc-wasm completion bash)

# Readline takes --flag=value for three words.
_astc_wasm_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }

_astc_wasm_list() {
  local before=""
  [[ $cur == *,* ]] && before="\${cur%,*},"
  COMPREPLY=($(compgen -P "$before" -W "$1" -- "\${cur##*,}"))
  compopt -o nospace 2>/dev/null
}

_astc_wasm_paths() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$cur"))
}

_astc_wasm() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="" index typed=" "
  COMPREPLY=()
  if [[ $cur == "=" ]]; then
    cur=""
  elif [[ $prev == "=" ]]; then
    prev="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      ${names.join('|')}) command="\${COMP_WORDS[index]}"; break ;;
    esac
  done
  if [[ -z $command ]]; then
    _astc_wasm_words "${[...names, ...PROGRAM_FLAGS].join(' ')}"
    return
  fi
  for ((index++; index < COMP_CWORD; index++)); do typed+="\${COMP_WORDS[index]} "; done
  case "$command $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}

complete -F _astc_wasm astc-wasm
`;
}

/** What stands behind each flag of a command. */
function valueCases(command: CommandShape): string[] {
  return flagsWithValues(command).map((flag) => {
    const pattern = flag.names.map((name) => `"${command.name} ${name}"`).join('|');
    return `    ${pattern}) ${valueAction(flag)} ;;`;
  });
}

/** A flag that may stand alone leaves room for what else may follow. */
function valueAction({ kind, words, standsAlone }: FlagShape): string {
  const action = {
    none: ':',
    words: `_astc_wasm_words "${words.join(' ')}"`,
    list: `_astc_wasm_list "${words.join(' ')}"`,
    file: '_astc_wasm_paths -f',
    folder: '_astc_wasm_paths -d',
    text: ':',
  }[kind];
  return standsAlone ? `${action}; [[ -n $COMPREPLY ]] && return` : `${action}; return`;
}

function commandCase(command: CommandShape): string {
  const { words, other } = operandsOf(command);
  const flags = command.flags.flatMap(({ names }) => names.filter((name) => name.startsWith('--')));
  const paths = other === undefined ? ':' : `_astc_wasm_paths ${other.kind === 'folder' ? '-d' : '-f'}`;
  const operands =
    words.length === 0
      ? paths
      : `if [[ $typed =~ \\ (${words.join('|')})\\  ]]; then ${paths}; else _astc_wasm_words "${words.join(' ')}"; fi`;
  return `    ${command.name}) if [[ $cur == -* ]]; then _astc_wasm_words "${flags.join(' ')}"; else ${operands}; fi ;;`;
}
