/** `astc-wasm info`: its options, help and examples. */
import type { Command } from 'commander';
import { INFO_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm info photo.ktx2                      container, format, levels, what the blocks are made of
  astc-wasm info photo.ktx2 --block-at 120,64    everything about the block that holds texel 120,64
  astc-wasm info *.ktx2 --json                   the same for scripts
  astc-wasm info photo.ktx2 --map modes          a picture of the blocks, and its legend: photo.modes.png
  astc-wasm info photo.ktx2 --map partitions     which texel belongs to which partition
  astc-wasm info photo.ktx2 --map error --reference photo.png

Maps show one image: of --level, --layer, --face and --slice. Small ones are enlarged; blocks of 8 pixels and more have dark
edges. Rows run as they are stored, of errors as those of the picture. The README says what the colours mean.
`;

/** Adds the command. */
export function addInfoCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('info')
    .description('Show container, format, levels and block statistics of textures.')
    .argument('<inputs...>', 'textures: KTX2, KTX, .astc, PKM, DDS; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, INFO_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { infoFiles } = await import('./info-files.js');
      return infoFiles(session, inputs, given);
    }),
  );
}
