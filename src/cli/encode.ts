/** `astc-wasm encode`: images to textures. */
import type { Command } from 'commander';
import { resolveEncodeOptions } from '../check-options.js';
import { kindName, storedComponents } from '../codec/formats.js';
import type { Container } from '../containers/texture-file.js';
import { AstcError } from '../errors.js';
import { isOpaque } from '../images/channels.js';
import {
  createEncoder,
  ENCODE_DEFAULTS,
  type EncodeOptions,
  type Encoder,
  type Image,
  type ImageMetrics,
  measureEncoding,
  readImage,
  type Texture,
  writeTexture,
} from '../index.js';
import {
  ALPHA_MODES,
  COLOR_SPACES,
  CONTENTS,
  DECODE_MODES,
  MIP_FILTERS,
  PROFILES,
  QUALITY_PRESETS,
  qualityNumber,
} from '../options.js';
import { FOOTPRINTS, TEXTURE_FORMATS } from '../types.js';
import { type OverwriteFlags, runBatch } from './batch.js';
import { checkExtension, chooseContainer } from './extensions.js';
import { readInput, STANDARD_STREAM, writeOutput } from './files.js';
import { addTalkOptions, addWriteOptions, numberList, numberOrText } from './flags.js';
import { type PlannedFile, planOutputs } from './plan-outputs.js';
import { createProgressBar } from './progress-bar.js';
import type { RunCommand } from './run-command.js';
import type { Outcome, Session, TalkFlags } from './session.js';
import { formatBytes, formatDb, formatSeconds, formatSpeed, roundTo } from './texts.js';

const D = ENCODE_DEFAULTS;
const words = (list: readonly string[]) => list.join(', ');

const EXAMPLES = `
Examples:
  astc-wasm encode photo.png                                  photo.ktx2 beside it: 6x6 blocks, medium, sRGB
  astc-wasm encode photo.png -o photo.astc --block 4x4 --quality thorough
  astc-wasm encode textures/*.png -o out/ --skip-existing     many images into a folder
  astc-wasm encode normal.png --content normal --block 5x5    X and Y only; sample as .ra and compute Z
  astc-wasm encode mask.png --content mask                    independent components, linear
  cat photo.jpg | astc-wasm encode - -o - > photo.ktx2        from stdin to stdout
  astc-wasm encode *.png -o out/ --metrics --json > report.json
  astc-wasm encode photo.png --format etc2-rgb                for devices without ASTC
  astc-wasm encode sprite.png --format etc2-rgba -o sprite.ktx
  astc-wasm encode height.png --format eac-r11 --content data

Smaller blocks cost more bytes and look better: 4x4 is 8 bits a texel, 6x6 is 3.56, 8x8 is 2, 12x12 is 0.89.
etc1, etc2-rgb, etc2-rgba1 and eac-r11 are 4 bits a texel, etc2-rgba and eac-rg11 8. etc1 and etc2-rgb store no alpha,
etc2-rgba1 stores it as 0 or 1, eac-r11 stores red, eac-rg11 red and green. The -snorm formats store -1 to 1: black
becomes -1, white 1, the middle of the range 0, and decoding turns that round.
ktx2 and ktx hold every format, astc holds ASTC, pkm holds ETC and EAC.
`;

interface EncodeFlags extends TalkFlags, OverwriteFlags {
  output?: string;
  container?: string;
  format: string;
  block?: string;
  quality: string;
  profile: string;
  colorSpace: string;
  content: string;
  swizzle: string;
  channelWeights?: string;
  decodeMode: string;
  alpha: string;
  mipmaps?: boolean;
  mipFilter: string;
  zstd?: string;
  threads: string;
  gpu?: boolean | string;
  metrics?: boolean;
}

/** Adds the command. */
export function addEncodeCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('encode')
    .description('Compress images to ASTC, ETC or EAC textures.')
    .argument('<inputs...>', 'images: PNG, JPEG, WebP, AVIF, TIFF, GIF; - is stdin')
    .option('-o, --output <path>', 'file, folder (for several inputs), or - for stdout (default: beside the input)')
    .option('--container <name>', 'ktx2, ktx, astc or pkm (default: from --output, else ktx2)')
    .option('--format <name>', words(TEXTURE_FORMATS), D.format)
    .option('--block <footprint>', `of ASTC: ${words(FOOTPRINTS)} (default: "${D.block}")`)
    .option('--quality <level>', `${words(Object.keys(QUALITY_PRESETS))}, or 0 to 100`, D.quality)
    .option('--profile <name>', words(PROFILES), D.profile)
    .option('--color-space <name>', `${words(COLOR_SPACES)}: sRGB for 8-bit colour, else linear`, D.colorSpace)
    .option('--content <name>', words(CONTENTS), D.content)
    .option('--swizzle <rgba01>', 'rearrange components first: four of r g b a 0 1', D.swizzle)
    .option('--channel-weights <r,g,b,a>', `significance of errors (default: "${D.channelWeights.join(',')}")`)
    .option('--decode-mode <name>', `${words(DECODE_MODES)}: the decoder's rounding to optimise for`, D.decodeMode)
    .option('--alpha <mode>', words(ALPHA_MODES), D.alpha)
    .option('--mipmaps', 'make mip levels (not in this version)')
    .option('--mip-filter <name>', words(MIP_FILTERS), D.mipFilter)
    .option('--zstd <level>', 'supercompress KTX2, 1 to 22 (not in this version)')
    .option('--threads <count>', 'workers, or auto: the cores this process may use', D.threads)
    .option('--gpu [mode]', 'encode on the GPU (not in this version)')
    .option('--metrics', 'decode the result and report PSNR')
    .addHelpText('after', EXAMPLES);
  addTalkOptions(addWriteOptions(command));
  command.action((inputs: string[], flags: EncodeFlags) =>
    run(flags, (session) => encodeFiles(session, inputs, flags)),
  );
}

async function encodeFiles(session: Session, inputs: string[], flags: EncodeFlags): Promise<Outcome> {
  const options = libraryOptions(flags);
  const { format } = resolveEncodeOptions(options);
  const container = chooseContainer(flags.container, outputFile(flags.output, inputs), format);
  const files = await planOutputs(inputs, flags.output, `.${container}`);
  session.claimStdout(files.some((file) => file.output === STANDARD_STREAM));
  // The workers start while the first image is read.
  const starting = createEncoder({ threads: options.threads });
  starting.catch(() => undefined);
  try {
    const task = { options, container, flags, starting };
    return await runBatch(session, { files, flags, work: (file) => encodeFile(session, file, task) });
  } finally {
    await (await starting.catch(() => undefined))?.close();
  }
}

/** A folder's name says nothing of the container, stdout neither. */
function outputFile(output: string | undefined, inputs: string[]): string | undefined {
  if (output === undefined || output === STANDARD_STREAM || inputs.length > 1 || /[/\\]$/.test(output))
    return undefined;
  return output;
}

interface EncodeTask {
  options: EncodeOptions;
  container: Container;
  flags: EncodeFlags;
  starting: Promise<Encoder>;
}

async function encodeFile(session: Session, file: PlannedFile, task: EncodeTask): Promise<Record<string, unknown>> {
  const { options, container, flags } = task;
  session.detail(file.input, 'reading');
  const bytes = await readInput(file.input, session.signal);
  checkExtension(session, file.input, bytes);
  // A colour profile is about colours: other numbers stay as they are in the file.
  const image = await readImage(bytes, {
    colorProfile: options.content === 'color' ? 'srgb' : 'keep',
    onWarning: (message) => session.warn(file.input, message),
  });
  warnOfLostAlpha(session, file.input, image, options);
  const encoder = await task.starting;
  session.detail(file.input, `encoding ${image.width}x${image.height} pixels, ${encoder.threads} threads`);
  const { texture, seconds } = await encodeWithProgress(session, encoder, image, options, file.input);
  const output = writeTexture(texture, { container });
  const metrics = flags.metrics ? await measure(session, encoder, image, texture, options) : undefined;
  await writeOutput(file.output, output, flags.force === true, session.signal);
  const entry = describe(file, container, texture, {
    options,
    seconds,
    bytes: output.length,
    threads: encoder.threads,
  });
  session.say(resultLine(entry, metrics));
  return { ...entry, ...(metrics && { metrics }) };
}

/** Formats without alpha drop it: said where there is some to drop. */
function warnOfLostAlpha(session: Session, input: string, image: Image, options: EncodeOptions): void {
  const { format, swizzle, content } = resolveEncodeOptions(options);
  if (storedComponents(format) !== 'rgb' || content !== 'color' || swizzle[3] === '1' || isOpaque(image)) return;
  session.warn(input, `${format} stores no alpha: transparency is lost (etc2-rgba keeps it)`);
}

async function encodeWithProgress(
  session: Session,
  encoder: Encoder,
  image: Image,
  options: EncodeOptions,
  label: string,
): Promise<{ texture: Texture; seconds: number }> {
  const bar = createProgressBar(session, label);
  let seconds = 0;
  try {
    const texture = await encoder.encode(image, {
      ...options,
      signal: session.signal,
      onProgress: (progress) => {
        seconds = progress.seconds;
        bar.update(progress);
      },
    });
    return { texture, seconds };
  } finally {
    bar.clear();
  }
}

/**
 * Over 8-bit values, which are what the figures mean. Of a 16-bit image those are the top 8 bits, so the texture is decoded
 * to 16 bits as well: EAC rounds to the nearest 8 otherwise, half a step away.
 */
async function measure(
  session: Session,
  encoder: Encoder,
  image: Image,
  texture: Texture,
  options: EncodeOptions,
): Promise<ImageMetrics> {
  const bits = image.data instanceof Uint16Array ? 16 : 8;
  return measureEncoding(image, await encoder.decode(texture, { bits, signal: session.signal }), options);
}

interface EncodedFacts {
  options: EncodeOptions;
  seconds: number;
  bytes: number;
  threads: number;
}

function describe(file: PlannedFile, container: Container, texture: Texture, facts: EncodedFacts) {
  const { width, height } = texture;
  return {
    input: file.input,
    output: file.output,
    container,
    format: texture.format,
    block: texture.block,
    profile: texture.profile,
    colorSpace: texture.colorSpace,
    quality: qualityNumber(facts.options.quality ?? D.quality),
    width,
    height,
    levels: texture.levels.length,
    bytes: facts.bytes,
    encodeSeconds: roundTo(facts.seconds, 6),
    texelsPerSecond: Math.round((width * height) / Math.max(facts.seconds, 1e-6)),
    threads: facts.threads,
    device: 'cpu',
  };
}

function resultLine(entry: ReturnType<typeof describe>, metrics: ImageMetrics | undefined): string {
  const parts = [
    `${entry.input} → ${entry.output}`,
    `${entry.width}x${entry.height} ${kindName(entry)} ${entry.colorSpace} quality ${entry.quality}`,
    formatBytes(entry.bytes),
    `${formatSeconds(entry.encodeSeconds)} (${formatSpeed(entry.texelsPerSecond)})`,
  ];
  if (metrics) parts.push(`RGB ${formatDb(metrics.psnrRgb)}, RGBA ${formatDb(metrics.psnrRgba)}`);
  return parts.join('  ');
}

/** The library's options as the flags say them; the library checks them. */
function libraryOptions(flags: EncodeFlags): EncodeOptions {
  if (flags.zstd !== undefined) {
    throw new AstcError('E_UNSUPPORTED', `this version writes no supercompression (received zstd ${flags.zstd})`);
  }
  const options: Record<string, unknown> = {
    format: flags.format,
    block: flags.block,
    quality: numberOrText(flags.quality),
    profile: flags.profile,
    colorSpace: flags.colorSpace,
    content: flags.content,
    swizzle: flags.swizzle,
    channelWeights: flags.channelWeights === undefined ? undefined : numberList(flags.channelWeights),
    decodeMode: flags.decodeMode,
    alpha: flags.alpha,
    mipmaps: flags.mipmaps,
    mipFilter: flags.mipFilter,
    gpu: flags.gpu,
    threads: numberOrText(flags.threads),
  };
  return options as EncodeOptions;
}
