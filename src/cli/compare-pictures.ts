/** The work of `astc-wasm compare`: how far two pictures are apart, each an image or a texture. */
import { isTextureKind } from '../containers/container-words.js';
import { AstcError, EXIT_CODES } from '../errors.js';
import { decode, encodePng, type Image, readImage, readTexture, type Texture } from '../index.js';
import { paintSteps } from '../metrics/heat-map.js';
import { levelOf } from '../options/check-place.js';
import { DECODE_OPTIONS } from '../options/decode-options.js';
import { failOption } from '../options/speech.js';
import { refuseContradictions } from './check-flags.js';
import type { COMPARE_FLAGS } from './command-options.js';
import { belowFloors, measurePictures, verdictOf } from './compare-figures.js';
import { decodedNormals, pictureNormals } from './compare-normals.js';
import { checkExtension, writtenKind } from './extensions.js';
import { isTaken, STANDARD_STREAM, takenError } from './files/names.js';
import { readInput } from './files/read-input.js';
import { type Given, pickValues } from './flags.js';
import { exitCodeOf, type Outcome, type Session } from './session.js';
import { pictureDifference } from './stages/difference.js';
import { openSink } from './stages/sink.js';

type CompareFlags = Given<typeof COMPARE_FLAGS>;

export async function comparePictures(session: Session, a: string, b: string, given: CompareFlags): Promise<Outcome> {
  const flags = given.values;
  refuseContradictions(given);
  if (a === STANDARD_STREAM && b === STANDARD_STREAM)
    throw new AstcError('E_OPTION', 'Expected - as input once at most');
  if (flags.diff !== undefined) writtenKind('--diff', flags.diff, ['png']);
  if (flags.diff !== undefined && !flags.force && (await isTaken(flags.diff))) throw takenError(flags.diff);
  session.claimStdout(flags.diff === STANDARD_STREAM);
  try {
    const [imageA, imageB] = await readPair(session, [a, b], given);
    return await report(session, { a, b, imageA, imageB }, flags);
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
    const { path, cause } = error;
    return { document: { a, b, failed: [session.fail(cause, path)] }, exitCode: exitCodeOf(cause) };
  }
}

/** What failed on the way, and which of the two files it was about. */
class FileFailure {
  constructor(
    readonly path: string,
    readonly cause: unknown,
  ) {}
}

/** Both pictures as they are to be compared. @throws {FileFailure} */
async function readPair(session: Session, paths: [string, string], given: CompareFlags): Promise<[Image, Image]> {
  const each = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<[R, R]> => {
    const results: R[] = [];
    for (const [index, item] of items.entries()) {
      results.push(
        await work(item).catch((cause: unknown) => {
          throw new FileFailure(paths[index]!, cause);
        }),
      );
    }
    return results as [R, R];
  };
  const sources = await each(paths, (path) => readSource(session, path));
  // A texture that holds no colours was made of the numbers as they stand in the file.
  const isNormal = given.values.content === 'normal';
  const isData = isNormal || sources.some((source) => 'levels' in source && source.primaries === 'unspecified');
  const files = await each(sources, async (source) =>
    'levels' in source ? source : readPixels(session, source, isData),
  );
  if (files.every((file) => 'data' in file)) refuseTextureFlags(given);
  // The top 8 bits of a 16-bit image count: beside one, textures are decoded to 16 bits and cut likewise.
  const bits = files.some((file) => 'data' in file && file.data instanceof Uint16Array) ? 16 : 8;
  const options = { ...pickValues(given, DECODE_OPTIONS), bits, signal: session.signal } as const;
  return each(files, async (file) => {
    if ('data' in file) return isNormal ? pictureNormals(file) : file;
    levelOf(file, options.level ?? 0, given.speech);
    const decoded = await decode(file, { ...options, upright: true });
    return isNormal ? decodedNormals(decoded, file, given.values.normalLayout) : decoded;
  });
}

/** Two images have neither levels nor profiles. @throws {AstcError} E_OPTION */
function refuseTextureFlags({ values, speech }: CompareFlags): void {
  for (const name of ['level', 'profile', 'colorSpace', 'normalLayout'] as const) {
    if (values[name] !== undefined) failOption(`Expected no ${speech.name(name)} for two images: it is for textures`);
  }
}

/** An image not decoded yet. */
interface ImageFile {
  path: string;
  bytes: Uint8Array;
}

async function readSource(session: Session, path: string): Promise<Texture | ImageFile> {
  const bytes = await readInput(path, session.signal);
  const kind = checkExtension(path, bytes, (message) => session.warn(path, message));
  return isTextureKind(kind) ? readTexture(bytes) : { path, bytes };
}

function readPixels(session: Session, { path, bytes }: ImageFile, isData: boolean): Promise<Image> {
  const onWarning = (message: string) => session.warn(path, message);
  return readImage(bytes, { colorProfile: isData ? 'keep' : 'srgb', onWarning });
}

interface Pair {
  a: string;
  b: string;
  imageA: Image;
  imageB: Image;
}

async function report(session: Session, pair: Pair, flags: CompareFlags['values']): Promise<Outcome> {
  const { a, b, imageA, imageB } = pair;
  checkSizes(pair);
  const measured = measurePictures(imageA, imageB, flags.content);
  const below = belowFloors(measured, flags);
  if (flags.diff !== undefined) {
    const png = await encodePng(paintSteps(pictureDifference(imageA, imageB)));
    const sink = openSink([flags.diff], { canReplace: flags.force === true, signal: session.signal });
    await sink.write(flags.diff, png).finally(sink.close);
  }
  for (const line of measured.lines) session.say(line);
  for (const sentence of below) session.fail(new AstcError('E_DIFFERS', sentence), b);
  const { width, height } = imageA;
  const isPassed = below.length === 0;
  const document = { a, b, width, height, metrics: measured.metrics, ...verdictOf(measured, flags, isPassed) };
  return { document, exitCode: isPassed ? 0 : EXIT_CODES.differs };
}

/** @throws {AstcError} E_DIFFERS */
function checkSizes({ a, imageA, imageB }: Pair): void {
  if (imageA.width === imageB.width && imageA.height === imageB.height) return;
  const sizes = `${imageB.width}x${imageB.height} pixels (expected ${imageA.width}x${imageA.height} as ${a})`;
  throw new AstcError('E_DIFFERS', `the pictures differ in size: ${sizes}`);
}
