/** The work of `astc-wasm decode`: textures to images. */
import { checkImagePlace, levelOf } from '../options/check-place.js';
import { DECODE_OPTIONS, type FilledDecodeOptions } from '../options/decode-options.js';
import { resolveDecodeOptions } from '../options/resolve.js';
import type { Speech } from '../options/speech.js';
import { readTexture } from '../read-texture.js';
import type { Texture } from '../types.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import type { DECODE_FLAGS } from './command-options.js';
import { WRITTEN_KINDS, type WrittenKind, writtenKind } from './extensions.js';
import { STANDARD_STREAM } from './files/names.js';
import { heldUpBy, orAbort } from './files/waiting.js';
import { type Given, pickValues } from './flags.js';
import { IMAGE_DEFAULTS, type ImageWriting, writeImage } from './image-output.js';
import { findPlace, makeFolders, planOutputs } from './plan-outputs.js';
import { findInputs, planOnly, runAndReport } from './run-files.js';
import type { Outcome, Session } from './session.js';
import { createDecodeStage, type DecodedImage } from './stages/decode.js';
import { readSource } from './stages/source.js';
import type { FileRun } from './stages/stage.js';
import { formatBytes, formatSeconds, formatSpeed, roundTo } from './texts.js';
import { type Tools, workFiles } from './work-files.js';

type DecodeFlags = Given<typeof DECODE_FLAGS>;

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_WRITE before any work; what befalls a file is in the outcome */
export async function decodeFiles(session: Session, words: string[], given: DecodeFlags): Promise<Outcome> {
  const flags = given.values;
  const options = resolveDecodeOptions(pickValues(given, DECODE_OPTIONS), given.speech);
  refuseContradictions(given);
  refuseOutputAmongInputs(words, WRITTEN_KINDS);
  const { toneCurve = IMAGE_DEFAULTS.toneCurve, exposure = IMAGE_DEFAULTS.exposure } = flags;
  const writing = { toneCurve, exposure };
  const found = await findInputs(session, words, flags, 'texture');
  const place = await findPlace(found, flags.output);
  const files = planOutputs(found, place, () => ({ ext: '.png' }));
  for (const file of files) writtenKind('--output', file.output);
  if (flags.dryRun) return planOnly(session, files, flags);
  session.claimStdout(files.some((file) => file.output === STANDARD_STREAM));
  await makeFolders(place, files);
  const task = { options, writing, speech: given.speech };
  return runAndReport(session, { command: 'decode', files, flags }, () =>
    workFiles(session, { files, flags, threads: options.threads }, (tools) => openChain(task, tools)),
  );
}

interface DecodeTask {
  options: FilledDecodeOptions;
  writing: ImageWriting;
  speech: Speech;
}

/** source → texture → decode → container → sink. */
function openChain({ options, writing, speech }: DecodeTask, { encoder, sink, hands }: Tools) {
  const decode = createDecodeStage(encoder, options, hands);
  return async (file: FileRun) => {
    const texture = readTexture(await readSource(file));
    levelOf(texture, options.level, speech);
    checkImagePlace(texture, options.level, options, speech);
    if (!options.upright && /^l|^.u/.test(texture.orientation ?? '')) {
      file.report.warn(`stored with axes of ${texture.orientation}, and written so: --upright turns it`);
    }
    const decoded = await decode(texture, file);
    const kind = writtenKind('--output', file.output);
    const bytes = await orAbort(file.signal, heldUpBy(writeImage(decoded.image, kind, writing)));
    await sink.write(file.output, bytes);
    const entry = describe(file, texture, decoded, { options, writing, kind, bytes: bytes.length });
    file.report.say(resultLine(entry));
    return entry;
  };
}

/** A curve is for PNG alone. */
function lightFacts(kind: WrittenKind, { toneCurve, exposure }: ImageWriting) {
  return { exposure, ...(kind === 'png' && { toneCurve }) };
}

interface FileFacts {
  options: FilledDecodeOptions;
  writing: ImageWriting;
  kind: WrittenKind;
  bytes: number;
}

function describe(
  file: FileRun,
  texture: Texture,
  decoded: DecodedImage,
  { options, writing, kind, bytes }: FileFacts,
) {
  const { image, seconds, threads, illegalBlocks } = decoded;
  return {
    input: file.input,
    output: file.output,
    format: texture.format,
    block: texture.block,
    profile: texture.profile,
    colorSpace: image.colorSpace,
    level: options.level,
    ...placeOf(texture, options),
    width: image.width,
    height: image.height,
    ...(decoded.image.data instanceof Float32Array ? lightFacts(kind, writing) : { bits: options.bits }),
    bytes,
    illegalBlocks,
    decodeSeconds: roundTo(seconds, 6),
    texelsPerSecond: Math.round((image.width * image.height) / Math.max(seconds, 1e-6)),
    threads,
  };
}

/** Which image of the level it was, where there are several. */
function placeOf({ layers, faces, depth }: Texture, { layer, face, slice }: FilledDecodeOptions) {
  return { ...(layers && { layer }), ...(faces === 6 && { face }), ...(depth && { slice }) };
}

function resultLine(entry: ReturnType<typeof describe>): string {
  const numbers =
    'bits' in entry ? `${entry.bits} bits` : entry.toneCurve === undefined ? 'light' : `light by ${entry.toneCurve}`;
  const picture = `${entry.width}x${entry.height} ${numbers}`;
  const speed = `${formatSeconds(entry.decodeSeconds)} (${formatSpeed(entry.texelsPerSecond)})`;
  return `${entry.input} → ${entry.output}  ${picture}  ${formatBytes(entry.bytes)}  ${speed}`;
}
