/** `astc-wasm compare`: its options, help and examples. */
import type { Command } from 'commander';
import { COMPARE_FLAGS } from './command-options.js';
import { addFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm compare photo.png photo.ktx2                    PSNR of a texture against its source
  astc-wasm compare a.astc b.astc --color-space linear      .astc files do not say their colour space
  astc-wasm compare photo.png photo.ktx2 --min-psnr 40      exit code 7 below 40 dB, for scripts
  astc-wasm compare photo.png photo.ktx2 --min-ssim 0.98    the same below this SSIM
  astc-wasm compare photo.png photo.ktx2 --diff diff.png    a heat map of the differences
  astc-wasm compare n.png n.ktx2 --content normal           of normals: the angles between them
  astc-wasm compare sky.exr sky.ktx2                        of light: mPSNR, log RMSE; the heat map in stops

PSNR is over 8-bit values: RGB over three components, RGBA over four; of floats it is mPSNR. Its floor is held against RGBA
where either picture has an alpha that is not opaque everywhere, else against RGB. SSIM is that of Wang et al. (2004) over
8-bit values, a Gaussian window of 11x11, sigma 1.5, K1 0.01, K2 0.03, wherever it fits: the mean of red, green and blue, and
that of alpha where there is any; its floor is held against the lower. Values are compared as they are stored: components
that a format does not store are 0, alpha is 1; swizzle the image likewise first, or let encode --metrics do it. With
--content normal both are X, Y and Z before they are compared, Z computed where the texture stores none.
`;

/** Adds the command. */
export function addCompareCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('compare')
    .description('Compare two pictures, each an image or a texture.')
    .argument('<a>', 'image or texture; - is stdin')
    .argument('<b>', 'image or texture; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, COMPARE_FLAGS);
  command.action((a: string, b: string, talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { comparePictures } = await import('./compare-pictures.js');
      return comparePictures(session, a, b, given);
    }),
  );
}
