/** The work of `astc-wasm encode`: images to textures. */
import { kindName, storedComponents } from '../codec/formats.js';
import { CONTAINERS, type Container } from '../containers/container-words.js';
import { isOpaque } from '../images/channels.js';
import type { ImageMetrics } from '../metrics/psnr.js';
import { adviceOf } from '../options/advice.js';
import { applyTarget } from '../options/apply-target.js';
import { checkPacking } from '../options/check-packing.js';
import {
  ENCODE_OPTIONS,
  type EncodeOptions,
  type FilledEncodeOptions,
  qualityNumber,
} from '../options/encode-options.js';
import { resolveEncodeOptions } from '../options/resolve-encode.js';
import type { WriteOptions } from '../options/write-options.js';
import type { Image } from '../types.js';
import { writeTexture } from '../write-texture.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import type { ENCODE_FLAGS } from './command-options.js';
import { chooseContainer } from './extensions.js';
import { STANDARD_STREAM } from './files/names.js';
import { type Given, pickValues } from './flags.js';
import { findPlace, makeFolders, type OutputPlace, planOutputs } from './plan-outputs.js';
import type { Outcome, Session } from './session.js';
import { createEncodeStage, type EncodedTexture } from './stages/encode.js';
import { createImageStage } from './stages/image.js';
import { createMeasureStage } from './stages/measure.js';
import { readSource } from './stages/source.js';
import type { FileRun } from './stages/stage.js';
import { formatBytes, formatDb, formatSeconds, formatSpeed, roundTo } from './texts.js';
import { type Tools, workFiles } from './work-files.js';

type EncodeFlags = Given<typeof ENCODE_FLAGS>;

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_WRITE before any work; what befalls a file is in the outcome */
export async function encodeFiles(session: Session, inputs: string[], given: EncodeFlags): Promise<Outcome> {
  const flags = given.values;
  const options = pickValues(given, ENCODE_OPTIONS);
  const settings = resolveEncodeOptions(options, given.speech);
  refuseContradictions(given);
  refuseOutputAmongInputs(inputs, CONTAINERS);
  const place = await findPlace(inputs, flags.output);
  const container = settleContainer(given, settings, place);
  checkPacking(flags, container, given.speech);
  const files = planOutputs(inputs, place, `.${container}`);
  session.claimStdout(files.some((file) => file.output === STANDARD_STREAM));
  await makeFolders(place);
  for (const advice of adviceOf(settings)) session.say(`note: ${advice}`);
  const { zstd, zlib } = flags;
  const task = { options, settings, writing: { container, zstd, zlib }, hasMetrics: flags.metrics === true };
  const outcome = await workFiles(session, { files, flags, threads: settings.threads }, (tools) =>
    openChain(task, tools),
  );
  return {
    ...outcome,
    document: {
      ...outcome.document,
      settings: { container, ...(zstd && { zstd }), ...(zlib && { zlib }), ...settings },
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
  if (target !== undefined) applyTarget(target, { ...settings, container }, speech);
  return container;
}

/** A folder's name says nothing of the container, stdout neither. */
function fileName(place: OutputPlace): string | undefined {
  return place.kind === 'file' && place.path !== STANDARD_STREAM ? place.path : undefined;
}

interface EncodeTask {
  options: EncodeOptions;
  /** The same with every default. */
  settings: FilledEncodeOptions;
  writing: Pick<WriteOptions, 'zstd' | 'zlib'> & { container: Container };
  hasMetrics: boolean;
}

/** source → image → encode → container → sink. */
function openChain({ options, settings, writing, hasMetrics }: EncodeTask, { encoder, sink, hands, openGate }: Tools) {
  const decode = createImageStage(settings, openGate);
  const encode = createEncodeStage(encoder, options, hands);
  const measure = createMeasureStage(encoder, options);
  return async (file: FileRun) => {
    const image = await decode(await readSource(file), file);
    warnOfLostAlpha(image, settings, file);
    const encoded = await encode(image, file);
    const { texture } = encoded;
    const bytes = writeTexture(texture, writing);
    const metrics = hasMetrics ? await measure({ image, texture }, file) : undefined;
    await sink.write(file.output, bytes);
    const entry = describe(file, encoded, {
      container: writing.container,
      quality: qualityNumber(settings.quality),
      bytes: bytes.length,
    });
    file.report.say(resultLine(entry, metrics));
    return { ...entry, ...(metrics && { metrics }) };
  };
}

/** Formats without alpha drop it: said where there is some to drop. */
function warnOfLostAlpha(image: Image, { format, swizzle, content }: FilledEncodeOptions, { report }: FileRun): void {
  if (storedComponents(format) !== 'rgb' || content !== 'color' || swizzle[3] === '1' || isOpaque(image)) return;
  report.warn(`${format} stores no alpha: transparency is lost (etc2-rgba keeps it)`);
}

interface FileFacts {
  container: Container;
  quality: number;
  bytes: number;
}

function describe({ input, output }: FileRun, { texture, seconds, threads }: EncodedTexture, facts: FileFacts) {
  const { width, height } = texture;
  return {
    input,
    output,
    container: facts.container,
    format: texture.format,
    block: texture.block,
    profile: texture.profile,
    colorSpace: texture.colorSpace,
    quality: facts.quality,
    width,
    height,
    levels: texture.levels.length,
    bytes: facts.bytes,
    encodeSeconds: roundTo(seconds, 6),
    texelsPerSecond: Math.round((width * height) / Math.max(seconds, 1e-6)),
    threads,
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
