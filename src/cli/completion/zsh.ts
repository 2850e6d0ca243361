/** Completion for zsh, as a file of fpath or sourced. */
import type { CommandShape, FlagShape } from './command-shape.js';
import { operandsOf, quote } from './shell-text.js';

export function zshScript(commands: readonly CommandShape[]): string {
  return `#compdef astc-wasm
# zsh completion for astc-wasm: as _astc-wasm in a folder of fpath, or source <(astc-wasm completion zsh)

_astc-wasm() {
  local -a commands
  commands=(
${commands.map(({ name, description }) => `    ${quote(`${name}:${description.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments '--help[show the commands]' '--version[show the version]'
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}

if [[ "$funcstack[1]" == "_astc-wasm" ]]; then
  _astc-wasm "$@"
else
  compdef _astc-wasm astc-wasm
fi
`;
}

function commandCase(command: CommandShape): string {
  const { words, other } = operandsOf(command);
  const operands = [
    ...(words.length > 0 ? [quote(`1:word:(${words.join(' ')})`)] : []),
    ...(other === undefined ? [] : [quote(`*:${other.name}:${other.kind === 'folder' ? '_files -/' : '_files'}`)]),
  ];
  const specs = [...command.flags.map(flagSpec), ...operands].map((spec) => `        ${spec}`);
  return `    ${command.name})\n      _arguments -s \\\n${specs.join(' \\\n')}\n      ;;`;
}

/** '(-o --output)'{-o,--output=}'[help]:path:_files'. */
function flagSpec(flag: FlagShape): string {
  const { names, summary, kind, valueName } = flag;
  const help = `[${summary.replaceAll(/[[\]:\\]/g, '\\$&')}]`;
  const value = kind === 'none' ? '' : `${flag.standsAlone ? '::' : ':'}${valueName}:${valueAction(flag)}`;
  // Of a long flag the value may follow in the same word as well.
  const typed = names.map((name) => (kind !== 'none' && name.startsWith('--') ? `${name}=` : name));
  const own = quote(`${help}${value}`);
  return names.length === 1 ? `${typed[0]}${own}` : `${quote(`(${names.join(' ')})`)}{${typed.join(',')}}${own}`;
}

function valueAction({ kind, words }: FlagShape): string {
  if (kind === 'words') return `(${words.join(' ')})`;
  if (kind === 'list') return `_values -s , word ${words.join(' ')}`;
  if (kind === 'file') return '_files';
  return kind === 'folder' ? '_files -/' : ' ';
}
