/** `astc-wasm encode`: its options, help and examples. */
import type { Command } from 'commander';
import { ENCODE_FLAGS } from './command-options.js';
import { addOpenFlags } from './flags.js';
import type { RunCommand } from './run-command.js';
import type { TalkFlags } from './session.js';

const EXAMPLES = `
Examples:
  astc-wasm encode photo.png                                  photo.ktx2 beside it: 6x6 blocks, medium, sRGB
  astc-wasm encode photo.png -o photo.astc --block 4x4 --quality thorough
  astc-wasm encode textures/*.png -o out/ --skip-existing     many images into a folder
  astc-wasm encode normal.png --content normal --block 5x5    linear, X, Y and Z kept
  astc-wasm encode photo.png --mipmaps                        with mip levels down to one texel
  astc-wasm encode leaves.png --mipmaps --mip-coverage 0.5    cut-outs that do not thin out in the distance
  astc-wasm encode photo.png --resize 1024x --multiple-of 4   1024 across, sides that are multiples of 4
  astc-wasm encode sky/*.png --cubemap --mipmaps -o sky.ktx2  six faces, ordered by px, nx … or right, left … in their names
  astc-wasm encode sky.png --cubemap -o sky.ktx2              of a cross, a strip or an equirectangular panorama
  astc-wasm encode tiles/*.png --array --mipmaps -o tiles.ktx2
  astc-wasm encode scan/*.png --depth --block 4x4x4 -o scan.ktx2
  astc-wasm encode mask.png --content mask                    independent components, linear
  cat photo.jpg | astc-wasm encode - -o - > photo.ktx2        from stdin to stdout
  render | astc-wasm encode - --raw 512x512:rgba8 -o out.ktx2 pixels without a file around them
  astc-wasm encode photo.png --flip-y                         bottom row first, as KTX then says
  astc-wasm encode *.png -o out/ --metrics --json > report.json
  astc-wasm encode photo.png --block auto --target-psnr 40    the fewest bits that reach 40 dB
  astc-wasm encode *.png -o out/ --block auto --max-bpp 4 --target-psnr 38
  astc-wasm encode photo.png --block auto --max-bytes 500000 --mipmaps
  astc-wasm encode photo.png --block auto --target-psnr 40 --target three   of what the loader takes
  astc-wasm encode sprite.png --alpha-weight 1 --metrics      colours that hardly show cost little
  astc-wasm encode atlas.png --mask used.png --zstd 19        black in used.png does not matter
  astc-wasm encode photo.png --channel-weights perceptual     sharper in luma
  astc-wasm encode -r textures -o out --watch                 and again whatever changes, until Ctrl-C
  astc-wasm encode textures/a.png --print-config              which option has which value, and who says so
  astc-wasm encode photo.png --zstd 19                        levels packed: smaller on the way
  astc-wasm encode photo.png --format etc2-rgb                for devices without ASTC
  astc-wasm encode sprite.png --format etc2-rgba -o sprite.ktx
  astc-wasm encode height.png --format eac-r11 --content data
  astc-wasm encode sky.hdr --cubemap --mipmaps -o sky.ktx2    HDR: light of a panorama, filtered as light
  astc-wasm encode lightmap.exr --exposure -2 --metrics       two stops darker; mPSNR and log RMSE
  astc-wasm encode sky.exr --tone-curve aces --exposure -1    an LDR picture of light
  astc-wasm encode sky.exr --rgbm 64 -o sky.ktx2              for GPUs without HDR blocks

Smaller blocks cost more bytes and look better: 4x4 is 8 bits a texel, 6x6 is 3.56, 8x8 is 2, 12x12 is 0.89.
--block auto samples a thousand blocks of about four footprints, then measures the whole result, and takes the next footprint
where that falls short; where none reaches the target it takes the largest and warns. astc-wasm analyze shows them all.
Footprints of three axes are for --depth: 4x4x4 is 2 bits a texel, 6x6x6 is 0.59.
etc1, etc2-rgb, etc2-rgba1 and eac-r11 are 4 bits a texel, etc2-rgba and eac-rg11 8. etc1 and etc2-rgb store no alpha,
etc2-rgba1 stores it as 0 or 1, eac-r11 stores red, eac-rg11 red and green. The -snorm formats store -1 to 1: black
becomes -1, white 1, the middle of the range 0, and decoding turns that round.
ktx2 and ktx hold every format, astc and dds hold ASTC, pkm holds ETC and EAC. KTX2 says what made it (KTXwriterScParams).
`;

/** Adds the command. */
export function addEncodeCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('encode')
    .description('Compress images to ASTC, ETC or EAC textures.')
    .argument(
      '[inputs...]',
      'images: PNG, JPEG, WebP, AVIF, TIFF, GIF, TGA, BMP, PNM, QOI, HDR, EXR, PFM, texels in KTX2, KTX, DDS; - is stdin',
    )
    .addHelpText('after', EXAMPLES);
  const readFlags = addOpenFlags(command, ENCODE_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, async (session) => {
      const given = readFlags();
      const { encodeFiles } = await import('./encode-files.js');
      return encodeFiles(session, inputs, given);
    }),
  );
}
