/** `astc-wasm completion`: its options, help and examples. */
import type { Command } from 'commander';
import { COMPLETION_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  source <(astc-wasm completion bash)                                      for this shell
  astc-wasm completion bash > ~/.local/share/bash-completion/completions/astc-wasm
  astc-wasm completion zsh > ~/.zfunc/_astc-wasm                           a folder of fpath
  astc-wasm completion fish > ~/.config/fish/completions/astc-wasm.fish
  astc-wasm completion pwsh >> $PROFILE

Commands, flags and the words that flags take are completed, files elsewhere. The script needs no astc-wasm to run: after an
update, write it again.
`;

/** Adds the command. */
export function addCompletionCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('completion')
    .description('Print a script that completes command lines in a shell.')
    .argument('<shell>', 'bash, zsh, fish or pwsh')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, COMPLETION_FLAGS);
  command.action((shell: string, talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { printCompletion } = await import('./print-completion.js');
      return printCompletion(session, shell, given);
    }),
  );
}
