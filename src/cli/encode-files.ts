/** The work of `astc-wasm encode`: images to textures. */
import { storedComponents } from '../codec/formats.js';
import { CONTAINERS, type Container } from '../containers/container-words.js';
import { isFloatImage, isOpaque } from '../images/channels.js';
import { countFloatValues, joinFloatCounts } from '../images/float-values.js';
import { adviceOf } from '../options/advice.js';
import { applyTarget } from '../options/apply-target.js';
import { checkPacking, packingOf } from '../options/check-packing.js';
import {
  ENCODE_OPTIONS,
  type EncodeOptions,
  type FilledEncodeOptions,
  qualityNumber,
} from '../options/encode-options.js';
import { resolveEncodeOptions } from '../options/resolve-encode.js';
import { failOption, listWords } from '../options/speech.js';
import { checkTargetShape } from '../options/target-shape.js';
import type { WriteOptions } from '../options/write-options.js';
import type { CompressedTexture, Image } from '../types.js';
import { writeTexture } from '../write-texture.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import { type ENCODE_FLAGS, PICTURE_FLAGS } from './command-options.js';
import { describe, resultLine } from './encode-report.js';
import { isShape, orderPictures, refuseLevelsOfShapes, refuseShape, requireAlikeFiles } from './encode-shapes.js';
import { chooseContainer } from './extensions.js';
import { STANDARD_STREAM } from './files/names.js';
import { type Given, pickValues } from './flags.js';
import { findPlace, makeFolders, type OutputPlace, planOutputs, planTogether } from './plan-outputs.js';
import type { Outcome, Session } from './session.js';
import { createEncodeStage } from './stages/encode.js';
import { createImageStage } from './stages/image.js';
import { createLevelStage, type LevelFile, parseLevelFiles } from './stages/levels.js';
import { createMeasureStage } from './stages/measure.js';
import type { PictureReading } from './stages/read-picture.js';
import { readSources } from './stages/source.js';
import type { FileRun } from './stages/stage.js';
import { curveParams, optionsBesideCurve, settingsOfCurve } from './tone-curve-flag.js';
import { type Tools, workFiles } from './work-files.js';

type EncodeFlags = Given<typeof ENCODE_FLAGS>;

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_WRITE before any work; what befalls a file is in the outcome */
export async function encodeFiles(session: Session, inputs: string[], given: EncodeFlags): Promise<Outcome> {
  const flags = given.values;
  const asked = pickValues(given, ENCODE_OPTIONS);
  const options = flags.toneCurve === undefined ? asked : optionsBesideCurve(asked);
  const settings = resolveEncodeOptions(options, given.speech);
  refuseContradictions(given);
  refuseOutputAmongInputs(inputs, CONTAINERS);
  const levelFiles = parseLevelFiles(flags.mipLevel, inputs);
  refuseLevelsOfShapes(levelFiles, settings);
  const isTogether = isShape(settings);
  const place = await findPlace(isTogether ? inputs.slice(0, 1) : inputs, flags.output);
  const container = settleContainer(given, settings, place);
  checkPacking(flags, container, given.speech);
  const files = isTogether
    ? [planTogether(await orderPictures(session, inputs, settings), place, `.${container}`)]
    : planOutputs(inputs, place, `.${container}`);
  session.claimStdout(files.some((file) => file.output === STANDARD_STREAM));
  await makeFolders(place);
  for (const advice of adviceOf(settings)) session.say(`note: ${advice}`);
  const { zstd, zlib } = flags;
  const writing = { container, zstd, zlib, target: settings.target };
  const { content } = settings;
  const reading = { content, exposure: asked.exposure, ...pickValues(given, PICTURE_FLAGS) };
  const task = { options, settings, writing, reading, levelFiles, hasMetrics: flags.metrics === true };
  const { threads, gpu } = settings;
  const outcome = await workFiles(session, { files, flags, threads, isElsewhere: gpu !== false }, (tools) =>
    openChain(task, tools),
  );
  return {
    ...outcome,
    document: {
      ...outcome.document,
      settings: { container, ...(zstd && { zstd }), ...(zlib && { zlib }), ...settingsOfCurve(settings, reading) },
    },
  };
}

/** What `--container` or the output's name says, else what the target takes. @throws {AstcError} E_OPTION */
function settleContainer(
  { values, speech }: EncodeFlags,
  settings: FilledEncodeOptions,
  place: OutputPlace,
): Container {
  const { target, format } = settings;
  const preferred = target && applyTarget(target, settings, speech).container;
  const container = chooseContainer(values.container, fileName(place), format, preferred);
  if (target !== undefined) {
    applyTarget(target, { ...settings, container }, speech);
    checkTargetShape(target, { format, packing: packingOf(values) }, speech);
  }
  refuseOneLevel(container, settings);
  refuseShape(container, settings);
  return container;
}

/** Containers that hold the largest level alone. */
const ONE_LEVEL: readonly Container[] = ['astc', 'pkm'];

function refuseOneLevel(container: Container, { mipmaps, levels }: FilledEncodeOptions): void {
  if (!mipmaps || levels === 1 || !ONE_LEVEL.includes(container)) return;
  const able = listWords(CONTAINERS.filter((each) => !ONE_LEVEL.includes(each)));
  const asked = levels === undefined ? '--mipmaps' : '--levels';
  failOption(
    `Expected ${able} for --container with ${asked} but received ${container}`,
    `${container} files hold one level: -o NAME.ktx2 writes them all, no ${asked} the largest`,
  );
}

/** A folder's name says nothing of the container, stdout neither. */
function fileName(place: OutputPlace): string | undefined {
  return place.kind === 'file' && place.path !== STANDARD_STREAM ? place.path : undefined;
}

interface EncodeTask {
  options: EncodeOptions;
  /** The same with every default. */
  settings: FilledEncodeOptions;
  writing: Pick<WriteOptions, 'zstd' | 'zlib' | 'target'> & { container: Container };
  reading: PictureReading & { raw?: string | undefined };
  levelFiles: readonly LevelFile[];
  hasMetrics: boolean;
}

/** source → image → levels → encode → container → sink. */
function openChain(
  { options, settings, writing, reading, levelFiles, hasMetrics }: EncodeTask,
  { encoder, sink, hands, openGate }: Tools,
) {
  const decode = createImageStage(reading, openGate);
  const readLevels = createLevelStage(settings, levelFiles, reading);
  const encode = createEncodeStage(encoder, options, hands);
  const measure = createMeasureStage(encoder, options, settings);
  return async (file: FileRun) => {
    const images = await decode(await readSources(file, reading.raw === undefined), file);
    await requireAlikeFiles(images, file.inputs);
    warnOfLostAlpha(images, settings, file);
    const [first] = images as [Image];
    const image = file.inputs.length > 1 ? images : first;
    const encoded = await encode({ image, mipLevels: await readLevels(first, file) }, file);
    const texture = withCurve(encoded.texture, reading);
    const bytes = writeTexture(texture, writing);
    const metrics = hasMetrics ? await measure({ images, texture }, file) : undefined;
    const light = images.filter(isFloatImage);
    const floats = light.length > 0 ? joinFloatCounts(light.map(countFloatValues)) : undefined;
    await sink.write(file.output, bytes);
    const entry = describe(file, encoded, {
      container: writing.container,
      quality: qualityNumber(settings.quality),
      bytes: bytes.length,
    });
    file.report.say(resultLine(file, entry, metrics));
    return { ...entry, ...(floats && { floats }), ...(metrics && { metrics }) };
  };
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
