/** `astc-wasm validate`: its options, help and examples. */
import type { Command } from 'commander';
import { VALIDATE_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm validate photo.ktx2                      is it valid, and if not, what is wrong
  astc-wasm validate out/*.ktx2 --quiet              exit code 3 if one is invalid, for scripts
  astc-wasm validate photo.ktx2 --warnings-as-errors exit code 3 also for what is unusual
  astc-wasm validate basis.ktx2 --gltf-basisu        fit for KHR_texture_basisu of glTF as well
  astc-wasm validate photo.ktx2 --json               one file: a document of validate_v0.json, as ktx validate gives

Rules and ids are those of ktx validate, the reference validator; ids are what scripts may rely on. With several files
the document of --json has files, each with its input, valid and messages, and those that could not be read in failed.
Zstandard and zlib levels are unpacked, images of BasisLZ and UASTC are not decoded.
`;

/** Adds the command. */
export function addValidateCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('validate')
    .description('Check KTX2 files against the specification.')
    .argument('<inputs...>', 'KTX2 files; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, VALIDATE_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { validateFiles } = await import('./validate-files.js');
      return validateFiles(session, inputs, given);
    }),
  );
}
