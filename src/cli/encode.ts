/** `astc-wasm encode`: images to textures. */
import type { Command } from 'commander';
import { kindName, storedComponents } from '../codec/formats.js';
import { CONTAINERS, type Container } from '../containers/texture-file.js';
import { isOpaque } from '../images/channels.js';
import {
  createEncoder,
  type EncodeOptions,
  type Encoder,
  type Image,
  type ImageMetrics,
  measureEncoding,
  readImage,
  type Texture,
  writeTexture,
} from '../index.js';
import { adviceOf } from '../options/advice.js';
import { applyTarget } from '../options/apply-target.js';
import { ENCODE_OPTIONS, type FilledEncodeOptions, qualityNumber } from '../options/encode-options.js';
import { resolveEncodeOptions } from '../options/resolve-encode.js';
import { runBatch } from './batch.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import { ENCODE_FLAGS } from './command-options.js';
import { checkExtension, chooseContainer } from './extensions.js';
import { readInput, STANDARD_STREAM, writeOutput } from './files.js';
import { addFlags, type Given, pickValues } from './flags.js';
import { type PlannedFile, planOutputs } from './plan-outputs.js';
import { createProgressBar } from './progress-bar.js';
import type { RunCommand } from './run-command.js';
import type { Outcome, Session, TalkFlags } from './session.js';
import { formatBytes, formatDb, formatSeconds, formatSpeed, roundTo } from './texts.js';

const EXAMPLES = `
Examples:
  astc-wasm encode photo.png                                  photo.ktx2 beside it: 6x6 blocks, medium, sRGB
  astc-wasm encode photo.png -o photo.astc --block 4x4 --quality thorough
  astc-wasm encode textures/*.png -o out/ --skip-existing     many images into a folder
  astc-wasm encode normal.png --content normal --block 5x5    linear, X, Y and Z kept
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

/** Adds the command. */
export function addEncodeCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('encode')
    .description('Compress images to ASTC, ETC or EAC textures.')
    .argument('<inputs...>', 'images: PNG, JPEG, WebP, AVIF, TIFF, GIF; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, ENCODE_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, (session) => encodeFiles(session, inputs, readFlags())),
  );
}

type EncodeFlags = Given<typeof ENCODE_FLAGS>;

async function encodeFiles(session: Session, inputs: string[], given: EncodeFlags): Promise<Outcome> {
  const flags = given.values;
  const options = pickValues(given, ENCODE_OPTIONS);
  const settings = resolveEncodeOptions(options, given.speech);
  refuseContradictions(given);
  refuseOutputAmongInputs(inputs, CONTAINERS);
  const { target, format } = settings;
  const preferred = target && applyTarget(target, settings, given.speech).container;
  const container = chooseContainer(flags.container, outputFile(flags.output, inputs), format, preferred);
  if (target !== undefined) applyTarget(target, { ...settings, container }, given.speech);
  const files = await planOutputs(inputs, flags.output, `.${container}`);
  session.claimStdout(files.some((file) => file.output === STANDARD_STREAM));
  for (const advice of adviceOf(settings)) session.say(`note: ${advice}`);
  // The workers start while the first image is read.
  const starting = createEncoder({ threads: settings.threads });
  starting.catch(() => undefined);
  try {
    const task = { options, settings, container, flags, starting };
    const outcome = await runBatch(session, { files, flags, work: (file) => encodeFile(session, file, task) });
    return { ...outcome, document: { ...outcome.document, settings: echoSettings(settings, container) } };
  } finally {
    await (await starting.catch(() => undefined))?.close();
  }
}

/** What the run was set to, defaults and all: the same flags again make the same files. */
function echoSettings(settings: FilledEncodeOptions, container: Container): Record<string, unknown> {
  return { container, ...settings };
}

/** A folder's name says nothing of the container, stdout neither. */
function outputFile(output: string | undefined, inputs: string[]): string | undefined {
  if (output === undefined || output === STANDARD_STREAM || inputs.length > 1 || /[/\\]$/.test(output))
    return undefined;
  return output;
}

interface EncodeTask {
  options: EncodeOptions;
  /** The same with every default. */
  settings: FilledEncodeOptions;
  container: Container;
  flags: EncodeFlags['values'];
  starting: Promise<Encoder>;
}

async function encodeFile(session: Session, file: PlannedFile, task: EncodeTask): Promise<Record<string, unknown>> {
  const { options, settings, container, flags } = task;
  session.detail(file.input, 'reading');
  const bytes = await readInput(file.input, session.signal);
  checkExtension(session, file.input, bytes);
  // A colour profile is about colours: other numbers stay as they are in the file.
  const image = await readImage(bytes, {
    colorProfile: settings.content === 'color' ? 'srgb' : 'keep',
    onWarning: (message) => session.warn(file.input, message),
  });
  warnOfLostAlpha(session, file.input, image, settings);
  const encoder = await task.starting;
  session.detail(file.input, `encoding ${image.width}x${image.height} pixels, ${encoder.threads} threads`);
  const { texture, seconds } = await encodeWithProgress(session, encoder, image, options, file.input);
  const output = writeTexture(texture, { container });
  const metrics = flags.metrics ? await measure(session, encoder, image, texture, options) : undefined;
  await writeOutput(file.output, output, flags.force === true, session.signal);
  const entry = describe(file, container, texture, {
    quality: qualityNumber(settings.quality),
    seconds,
    bytes: output.length,
    threads: encoder.threads,
  });
  session.say(resultLine(entry, metrics));
  return { ...entry, ...(metrics && { metrics }) };
}

/** Formats without alpha drop it: said where there is some to drop. */
function warnOfLostAlpha(session: Session, input: string, image: Image, settings: FilledEncodeOptions): void {
  const { format, swizzle, content } = settings;
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
  quality: number;
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
    quality: facts.quality,
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
