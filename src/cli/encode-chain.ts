/** What `astc-wasm encode` does with one file: source → image → levels → encode → container → sink. */
import { storedComponents } from '../codec/formats.js';
import { isFloatImage, isOpaque } from '../images/channels.js';
import { countFloatValues, joinFloatCounts } from '../images/float-values.js';
import { type FilledEncodeOptions, qualityNumber } from '../options/encode-options.js';
import type { CompressedTexture, Image } from '../types.js';
import { writeTexture } from '../write-texture.js';
import type { CacheEntry } from './cache/cache-entry.js';
import type { DecodedPictures, Making, Taken, TextureCache } from './cache/texture-cache.js';
import { choiceLine, describeTexture, describeWork, type EncodeEntry, guessLine, resultLine } from './encode-report.js';
import { requireAlikeFiles } from './encode-shapes.js';
import type { EncodeFile } from './plan-encode.js';
import { createEncodeStage } from './stages/encode.js';
import type { Gate } from './stages/gate.js';
import { createImageStage, DECODE_COUNT } from './stages/image.js';
import { createLevelStage } from './stages/levels.js';
import { createMeasureStage } from './stages/measure.js';
import { createMemoryNeed, roomForPictures } from './stages/picture-memory.js';
import { PIXEL_NEED } from './stages/picture-need.js';
import type { PictureReading } from './stages/read-picture.js';
import type { Sink } from './stages/sink.js';
import { readSources } from './stages/source.js';
import { createSourceRoom } from './stages/source-room.js';
import type { FileRun } from './stages/stage.js';
import type { TextureWork } from './texture-work.js';
import { curveParams } from './tone-curve-flag.js';
import type { Tools } from './work-files.js';

export interface EncodeTask {
  /** By the number of the file. */
  files: readonly EncodeFile[];
  hasMetrics: boolean;
  isVerified: boolean;
  /** Where textures of some options are kept by what they are made of. */
  cacheOf: (work: TextureWork) => TextureCache | undefined;
}

/** @returns what makes one output and tells of it */
export function openEncodeChain(task: EncodeTask, tools: Tools): (file: FileRun) => Promise<EncodeEntry> {
  const { files: planned, hasMetrics, isVerified, cacheOf } = task;
  const hands = { ...tools, decoding: tools.openGate(DECODE_COUNT) };
  const makings = new Map<TextureWork, ReturnType<typeof openMaking>>();
  const makingOf = (work: TextureWork) => {
    const making = makings.get(work) ?? openMaking({ ...work, hasMetrics }, hands);
    makings.set(work, making);
    return making;
  };
  const inRoom = createSourceRoom(tools.memory && roomForPictures(tools.memory), tools.openGate);
  const makeFile = async (file: FileRun) => {
    const { work } = planned[file.index]!;
    const { levelFiles, reading } = work;
    const cache = cacheOf(work);
    const sources = await readSources(file, reading.raw === undefined);
    // Pictures of levels are no part of the sources.
    const files = levelFiles.length === 0 ? sources : undefined;
    const making = makingOf(work)(sources, file);
    const taken = await (cache === undefined ? makeAlone(making) : cache.take(files, making, file.signal));
    if (taken.isCached) for (const warning of taken.warnings) file.report.warn(warning);
    return finishFile(file, taken, { sink: tools.sink, isVerified });
  };
  return (file) => inRoom(file, () => makeFile(file));
}

/** What comes after a texture is there, whoever made it. */
export async function finishFile(
  file: FileRun,
  taken: Taken,
  { sink, isVerified }: { sink: Sink; isVerified: boolean },
): Promise<EncodeEntry> {
  await sink.write(file.output, taken.bytes);
  if (isVerified) await (await import('./stages/verify.js')).verifyOutput(taken.bytes, file);
  return tell(file, taken, isVerified);
}

function tell(file: FileRun, { facts, isCached }: Taken, isVerified: boolean): EncodeEntry {
  const { inputs, output } = file;
  const entry = {
    input: inputs[0]!,
    ...(inputs.length > 1 && { inputs }),
    output,
    ...facts,
    ...(isCached && { cached: true }),
    ...(isVerified && { verified: true }),
  } as EncodeEntry;
  file.report.say(resultLine(file, entry));
  return entry;
}

async function makeAlone({ decode, encode }: Making): Promise<Taken> {
  return { ...(await encode(await decode())), isCached: false };
}

/** What makes textures, not where they go. */
export type MakingTask = TextureWork & { hasMetrics: boolean };

/** Who makes them: files of other options stand in the same rows. */
export type MakingHands = Pick<Tools, 'encoder' | 'hands' | 'memory'> & { decoding: Gate };

/** @returns how the texture of a file is made, where no cache has it */
export function openMaking(task: MakingTask, { encoder, hands, decoding, memory }: MakingHands) {
  const { options, settings, writing, reading, levelFiles, hasMetrics } = task;
  const need = memory === undefined ? PIXEL_NEED : createMemoryNeed(memory, settings, { hasMetrics, raw: reading.raw });
  const decodeImages = createImageStage(reading, { decoding, need });
  const readLevels = createLevelStage(settings, levelFiles, { reading, need });
  const encodeImages = createEncodeStage(encoder, options, hands);
  const measure = createMeasureStage(encoder, options, settings);

  const decode = async (sources: readonly Uint8Array[], given: FileRun): Promise<DecodedPictures> => {
    const { file, warnings } = hearing(given);
    const images = await decodeImages(sources, file);
    await requireAlikeFiles(images, file.inputs);
    return { images, levels: await readLevels(images[0]!, file), warnings };
  };
  const encode = async ({ images, levels }: DecodedPictures, given: FileRun): Promise<CacheEntry> => {
    const { file, warnings } = hearing(given);
    const image = images.length > 1 ? images : images[0]!;
    const encoded = await encodeImages({ image, mipLevels: levels }, file);
    const { choice, guess } = encoded;
    const content = guess?.content ?? settings.content;
    warnOfLostAlpha(images, { ...settings, content }, file);
    if (guess) file.report.say(guessLine(file, guess));
    const texture = withCurve(encoded.texture, reading);
    if (choice) file.report.say(choiceLine(file, choice, settings));
    const bytes = writeTexture(texture, writing);
    const metrics = hasMetrics ? await measure({ images, texture, content }, file) : undefined;
    const facts = {
      ...describeTexture(texture, {
        container: writing.container,
        quality: qualityNumber(settings.quality),
        bytes: bytes.length,
      }),
      ...describeWork(encoded),
      ...floatFacts(images),
      ...(metrics && { metrics }),
    };
    return { bytes, facts, warnings };
  };
  return (sources: readonly Uint8Array[], file: FileRun): Making => ({
    decode: () => decode(sources, file),
    encode: (pictures) => encode(pictures, file),
  });
}

/** The file, and what is warned of on its way from here. */
function hearing(file: FileRun): { file: FileRun; warnings: readonly string[] } {
  const warnings: string[] = [];
  const warn = (message: string) => {
    warnings.push(message);
    file.report.warn(message);
  };
  return { file: { ...file, report: { ...file.report, warn } }, warnings };
}

function floatFacts(images: readonly Image[]) {
  const floats = images.filter(isFloatImage);
  return floats.length > 0 && { floats: joinFloatCounts(floats.map(countFloatValues)) };
}

/** A texture says what made it. */
function withCurve(texture: CompressedTexture, reading: PictureReading): CompressedTexture {
  if (reading.toneCurve === undefined) return texture;
  return { ...texture, writerParams: `${texture.writerParams} ${curveParams(reading)}` };
}

/** Formats without alpha drop it: said where there is some to drop. */
function warnOfLostAlpha(
  images: readonly Image[],
  { format, swizzle, content }: FilledEncodeOptions,
  { report }: FileRun,
): void {
  if (storedComponents(format) !== 'rgb' || content !== 'color' || swizzle[3] === '1' || images.every(isOpaque)) return;
  report.warn(`${format} stores no alpha: transparency is lost (etc2-rgba keeps it)`);
}
