/** `astc-wasm compare`: how far two pictures are apart, each an image or a texture. */
import type { Command } from 'commander';
import { isTextureKind } from '../containers/texture-file.js';
import { AstcError, EXIT_CODES } from '../errors.js';
import {
  compareImages,
  decode,
  differenceImage,
  encodePng,
  type Image,
  type ImageMetrics,
  readImage,
  readTexture,
  type Texture,
} from '../index.js';
import { levelOf } from '../options/check-place.js';
import { DECODE_OPTIONS } from '../options/decode-options.js';
import { failOption } from '../options/speech.js';
import { refuseContradictions } from './check-flags.js';
import { COMPARE_FLAGS } from './command-options.js';
import { checkExtension } from './extensions.js';
import { isTaken, readInput, STANDARD_STREAM, takenError, writeOutput } from './files.js';
import { addFlags, type Given, pickValues } from './flags.js';
import type { RunCommand } from './run-command.js';
import { exitCodeOf, type Outcome, type Session, type TalkFlags } from './session.js';
import { formatDb, formatShare } from './texts.js';

const EXAMPLES = `
Examples:
  astc-wasm compare photo.png photo.ktx2                    PSNR of a texture against its source
  astc-wasm compare a.astc b.astc --color-space linear      .astc files do not say their colour space
  astc-wasm compare photo.png photo.ktx2 --min-psnr 40      exit code 7 below 40 dB, for scripts
  astc-wasm compare photo.png photo.ktx2 --diff diff.png    a heat map of the differences

PSNR is over 8-bit values: RGB over three components, RGBA over four. The floor is held against RGBA where either
picture has an alpha that is not opaque everywhere, else against RGB. Values are compared as they are stored: normals
with --normal-layout la have X in red, green and blue and Y in alpha, and components that a format does not store are 0,
alpha is 1; swizzle the image likewise first, or let encode --metrics do it.
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
    run(talk, (session) => compare(session, a, b, readFlags())),
  );
}

type CompareFlags = Given<typeof COMPARE_FLAGS>;

async function compare(session: Session, a: string, b: string, given: CompareFlags): Promise<Outcome> {
  const flags = given.values;
  const options = pickValues(given, DECODE_OPTIONS);
  refuseContradictions(given);
  const { minPsnr } = flags;

  if (a === STANDARD_STREAM && b === STANDARD_STREAM)
    throw new AstcError('E_OPTION', 'Expected - as input once at most');
  if (flags.diff !== undefined && !flags.force && (await isTaken(flags.diff))) throw takenError(flags.diff);
  session.claimStdout(flags.diff === STANDARD_STREAM);
  const files: (Image | Texture)[] = [];
  const images: Image[] = [];
  for (const path of [a, b]) {
    try {
      files.push(await readFile(session, path));
    } catch (error) {
      return { document: { a, b, failed: [session.fail(error, path)] }, exitCode: exitCodeOf(error) };
    }
  }
  if (files.every((file) => 'data' in file)) refuseTextureFlags(given);
  // The top 8 bits of a 16-bit image count: beside one, textures are decoded to 16 bits and cut likewise.
  const bits = files.some((file) => 'data' in file && file.data instanceof Uint16Array) ? 16 : 8;
  for (const [index, file] of files.entries()) {
    try {
      if ('data' in file) {
        images.push(file);
        continue;
      }
      levelOf(file, options.level ?? 0, given.speech);
      images.push(await decode(file, { ...options, bits, signal: session.signal }));
    } catch (error) {
      return { document: { a, b, failed: [session.fail(error, [a, b][index]!)] }, exitCode: exitCodeOf(error) };
    }
  }
  return report(session, { a, b, imageA: images[0]!, imageB: images[1]!, minPsnr }, flags);
}

/** Two images have neither levels nor profiles. @throws {AstcError} E_OPTION */
function refuseTextureFlags({ values, speech }: CompareFlags): void {
  for (const name of ['level', 'profile', 'colorSpace'] as const) {
    if (values[name] !== undefined) failOption(`Expected no ${speech.name(name)} for two images: it is for textures`);
  }
}

/** An image or a texture, as it is. */
async function readFile(session: Session, path: string): Promise<Image | Texture> {
  const bytes = await readInput(path, session.signal);
  const kind = checkExtension(session, path, bytes);
  return isTextureKind(kind) ? readTexture(bytes) : readImage(bytes);
}

interface Pair {
  a: string;
  b: string;
  imageA: Image;
  imageB: Image;
  minPsnr: number | undefined;
}

async function report(session: Session, pair: Pair, flags: CompareFlags['values']): Promise<Outcome> {
  const { a, b, imageA, imageB, minPsnr } = pair;
  checkSizes(pair);
  const metrics = compareImages(imageA, imageB);
  if (flags.diff !== undefined) {
    const png = await encodePng(differenceImage(imageA, imageB));
    await writeOutput(flags.diff, png, flags.force === true, session.signal);
  }
  const name = isOpaque(imageA) && isOpaque(imageB) ? 'psnrRgb' : 'psnrRgba';
  const isBelow = minPsnr !== undefined && metrics[name] < minPsnr;
  for (const line of metricLines(metrics, imageA)) session.say(line);
  if (isBelow) {
    const floor = `${formatDb(metrics[name])} of ${name} is below the floor (expected at least ${minPsnr} dB)`;
    session.fail(new AstcError('E_DIFFERS', floor), b);
  }
  const { width, height } = imageA;
  const verdict = minPsnr === undefined ? {} : { minPsnr, comparedPsnr: name, passed: !isBelow };
  return { document: { a, b, width, height, metrics, ...verdict }, exitCode: isBelow ? EXIT_CODES.differs : 0 };
}

/** @throws {AstcError} E_DIFFERS */
function checkSizes({ a, imageA, imageB }: Pair): void {
  if (imageA.width === imageB.width && imageA.height === imageB.height) return;
  const sizes = `${imageB.width}x${imageB.height} pixels (expected ${imageA.width}x${imageA.height} as ${a})`;
  throw new AstcError('E_DIFFERS', `the pictures differ in size: ${sizes}`);
}

function isOpaque({ data }: Image): boolean {
  const max = data instanceof Uint8Array ? 0xff : 0xffff;
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] !== max) return false;
  return true;
}

function metricLines(metrics: ImageMetrics, image: Image): string[] {
  const { mse, differingPixels } = metrics;
  const errors = [mse.r, mse.g, mse.b, mse.a].map((value) => value.toFixed(3)).join(' ');
  return [
    `PSNR RGB   ${formatDb(metrics.psnrRgb)}`,
    `PSNR RGBA  ${formatDb(metrics.psnrRgba)}`,
    `mean squared error r g b a  ${errors}`,
    `largest difference  ${metrics.maxDifference} of 255`,
    `differing pixels  ${differingPixels} (${formatShare(differingPixels / (image.width * image.height))})`,
  ];
}
