/** `astc-wasm bench`: its options, help and examples. */
import type { Command } from 'commander';
import { BENCH_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm bench photo.png                                  speed and PSNR of fastest, medium and thorough at 4x4, 6x6, 8x8
  astc-wasm bench photo.png --peer /usr/bin/astcenc          beside a native astcenc 4 or 5, in turns
  astc-wasm bench textures/*.png --blocks 6x6 --qualities fast,medium --plot plane.svg
  astc-wasm bench photo.png --peer astcenc --threads 1 --rounds 5 --json > report.json

Both get the same 8-bit pixels and as many threads, and are warm: of ours the time is that of compression in workers that are
running, of the peer what it prints as coding time. PSNR is that of compare, of both by our decoder. "equal dB" is our speed
by that of the peer at our PSNR, between its presets on the logarithm of speed; v says that we are below its fastest one and
^ above its slowest, whose speed is then taken: give it all presets (--qualities) for a fair figure. Compare figures of one
run alone. The last lines are whole processes, from start to file.
`;

/** Adds the command. */
export function addBenchCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('bench')
    .description('Measure speed and quality on your pictures, beside a native astcenc if there is one.')
    .argument('<inputs...>', 'images: PNG, JPEG, WebP, AVIF, TIFF, GIF, TGA, BMP, PNM, QOI; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, BENCH_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { benchPictures } = await import('./bench-pictures.js');
      return benchPictures(session, inputs, given);
    }),
  );
}
