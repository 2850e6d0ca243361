/** The work of `astc-wasm decode`: textures to images. */
import { AstcError } from '../errors.js';
import { checkImagePlace, levelOf } from '../options/check-place.js';
import { DECODE_OPTIONS, type FilledDecodeOptions } from '../options/decode-options.js';
import { resolveDecodeOptions } from '../options/resolve.js';
import type { Speech } from '../options/speech.js';
import { encodePng } from '../read-image.js';
import { readTexture } from '../read-texture.js';
import type { Texture } from '../types.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import type { DECODE_FLAGS } from './command-options.js';
import { checkPngOutput } from './extensions.js';
import { STANDARD_STREAM } from './files/names.js';
import { heldUpBy, orAbort } from './files/waiting.js';
import { type Given, pickValues } from './flags.js';
import { findPlace, makeFolders, planOutputs } from './plan-outputs.js';
import type { Outcome, Session } from './session.js';
import { createDecodeStage, type DecodedImage } from './stages/decode.js';
import { readSource } from './stages/source.js';
import type { FileRun } from './stages/stage.js';
import { formatBytes, formatSeconds, formatSpeed, roundTo } from './texts.js';
import { type Tools, workFiles } from './work-files.js';

type DecodeFlags = Given<typeof DECODE_FLAGS>;

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_WRITE before any work; what befalls a file is in the outcome */
export async function decodeFiles(session: Session, inputs: string[], given: DecodeFlags): Promise<Outcome> {
  const flags = given.values;
  const options = resolveDecodeOptions(pickValues(given, DECODE_OPTIONS), given.speech);
  refuseContradictions(given);
  refuseOutputAmongInputs(inputs, ['png']);
  const place = await findPlace(inputs, flags.output);
  const files = planOutputs(inputs, place, '.png');
  for (const file of files) checkPngOutput('--output', file.output);
  session.claimStdout(files.some((file) => file.output === STANDARD_STREAM));
  await makeFolders(place);
  return workFiles(session, { files, flags, threads: options.threads }, (tools) =>
    openChain(options, given.speech, tools),
  );
}

/** source → texture → decode → container → sink. */
function openChain(options: FilledDecodeOptions, speech: Speech, { encoder, sink, hands }: Tools) {
  const decode = createDecodeStage(encoder, options, hands);
  return async (file: FileRun) => {
    const texture = readTexture(await readSource(file));
    levelOf(texture, options.level, speech);
    checkImagePlace(texture, options.level, options, speech);
    refuseHdr(texture, options);
    const decoded = await decode(texture, file);
    const png = await orAbort(file.signal, heldUpBy(encodePng(decoded.image)));
    await sink.write(file.output, png);
    const entry = describe(file, texture, decoded, { options, bytes: png.length });
    file.report.say(resultLine(entry));
    return entry;
  };
}

/** Floats of any format. The profile option is ASTC's alone. */
function refuseHdr(texture: Texture, options: FilledDecodeOptions): void {
  const isAstc = texture.format === 'astc';
  const profile = options.profile === 'auto' || !isAstc ? texture.profile : options.profile;
  if (profile === 'ldr' || texture.format === 'other') return;
  const hint = isAstc ? { hint: '--profile ldr decodes the LDR blocks, HDR ones to the error colour' } : {};
  throw new AstcError('E_UNSUPPORTED', `this version writes LDR pictures only (the profile is ${profile})`, hint);
}

interface FileFacts {
  options: FilledDecodeOptions;
  bytes: number;
}

function describe(file: FileRun, texture: Texture, decoded: DecodedImage, { options, bytes }: FileFacts) {
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
    bits: options.bits,
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
  const picture = `${entry.width}x${entry.height} ${entry.bits} bits`;
  const speed = `${formatSeconds(entry.decodeSeconds)} (${formatSpeed(entry.texelsPerSecond)})`;
  return `${entry.input} → ${entry.output}  ${picture}  ${formatBytes(entry.bytes)}  ${speed}`;
}
