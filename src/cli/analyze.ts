/** `astc-wasm analyze`: its options, help and examples. */
import type { Command } from 'commander';
import { ANALYZE_FLAGS } from './command-options.js';
import { addOpenFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm analyze photo.png                              PSNR, bits a texel and bytes of every footprint
  astc-wasm analyze photo.png --target-psnr 40             marks the fewest bits that reach 40 dB
  astc-wasm analyze photo.png --plot photo.svg             PSNR over bits a texel, as a picture
  astc-wasm analyze textures/*.png --plot all.svg          a line for each picture
  astc-wasm analyze photo.png --blocks 4x4,6x6,8x8         of these footprints alone
  astc-wasm analyze photo.png --target three               of those that the loader takes
  astc-wasm analyze photo.png --quality thorough --mipmaps at this preset; bytes with mip levels
  astc-wasm analyze normal.png --content normal            over X, Y and Z
  astc-wasm analyze *.png --json > report.json

Figures are told by a thousand blocks of each footprint, chosen where the picture has its edges and compressed at the very
preset: within 0.1 dB of what the whole would give in nine cases of ten. Pictures of a thousand blocks or fewer are compressed
whole. PSNR is over red, green and blue, with alpha where the picture is not opaque, of the largest level. To take what it
shows: astc-wasm encode --block auto --target-psnr 40.
`;

/** Adds the command. */
export function addAnalyzeCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('analyze')
    .description('Show what each ASTC footprint would give.')
    .argument('<inputs...>', 'images: PNG, JPEG, WebP, AVIF, TIFF, GIF, texels in KTX2, KTX, DDS; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addOpenFlags(command, ANALYZE_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { analyzeFiles } = await import('./analyze-files.js');
      return analyzeFiles(session, inputs, given);
    }),
  );
}
