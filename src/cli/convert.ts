/** `astc-wasm convert`: its options, help and examples. */
import type { Command } from 'commander';
import { CONVERT_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm convert photo.ktx2 -o small.ktx2 --zstd 19       levels packed with Zstandard
  astc-wasm convert packed.ktx2 -o plain.ktx2 --no-supercompression
  astc-wasm convert old/*.ktx -o new/                        KTX 1 to KTX2
  astc-wasm convert sky.dds -o sky.ktx2                      DDS, also of BCn, and back
  astc-wasm convert photo.ktx2 -o photo.astc --level 0       one level, as .astc holds
  astc-wasm convert photo.ktx2 -o half.ktx2 --levels 1..     without the largest level
  astc-wasm convert sky.ktx2 -o up.ktx2 --face 2             one face of a cubemap: +X -X +Y -Y +Z -Z
  astc-wasm convert normal.ktx2 -o fixed.ktx2 --color-space linear

Blocks and texels go over as they are: nothing is compressed again. Formats that are not decoded (BCn, integers, Basis
Universal) are carried as well. What a container cannot hold is an error that says what can.
`;

/** Adds the command. */
export function addConvertCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('convert')
    .description('Rewrite textures: containers, supercompression, levels, layers, faces.')
    .argument('[inputs...]', 'textures: KTX2, KTX, .astc, PKM, DDS; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, CONVERT_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { convertFiles } = await import('./convert-files.js');
      return convertFiles(session, inputs, given);
    }),
  );
}
