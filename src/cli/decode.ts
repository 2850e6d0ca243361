/** `astc-wasm decode`: its options, help and examples. */
import type { Command } from 'commander';
import { DECODE_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm decode photo.ktx2                            photo.png beside it
  astc-wasm decode photo.ktx2 -o half.png --level 1      the second mip level
  astc-wasm decode photo.astc --color-space linear       .astc files do not say their colour space
  astc-wasm decode photo.ktx2 -o exact.png --bits 16     every bit the format defines
  astc-wasm decode out/*.ktx2 -o png/                    many textures into a folder
  astc-wasm decode old.pkm height.ktx                    ETC and EAC, KTX 1 and PKM
  astc-wasm decode sky.ktx2 --face 2 -o up.png           one face of a cubemap: +X -X +Y -Y +Z -Z
  astc-wasm decode fonts.dds --layer 3 -o font.png       one layer of an array
  astc-wasm decode sky.ktx2 -o sky.exr                   light of an HDR texture, as half floats; .hdr as well
  astc-wasm decode sky.ktx2 -o sky.png --tone-curve aces --exposure 1

Components are those the texture stores: X in red, green and blue and Y in alpha of normals with --normal-layout la.
Components a format does not store are 0, alpha is 1. -1 to 1 of eac-r11-snorm and eac-rg11-snorm becomes 0 to the
maximum.
`;

/** Adds the command. */
export function addDecodeCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('decode')
    .description('Decompress textures to PNG, HDR or EXR images.')
    .argument('[inputs...]', 'textures: KTX2, KTX, .astc, PKM, DDS; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, DECODE_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { decodeFiles } = await import('./decode-files.js');
      return decodeFiles(session, inputs, given);
    }),
  );
}
