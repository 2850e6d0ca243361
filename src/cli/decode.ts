/** `astc-wasm decode`: textures to images. */
import { extname } from 'node:path';
import type { Command } from 'commander';
import { AstcError } from '../errors.js';
import { createEncoder, type Encoder, encodePng, type Image, readTexture, type Texture } from '../index.js';
import { levelOf } from '../options/check-place.js';
import { DECODE_OPTIONS, type FilledDecodeOptions } from '../options/decode-options.js';
import { resolveDecodeOptions } from '../options/resolve.js';
import { runBatch } from './batch.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import { DECODE_FLAGS } from './command-options.js';
import { checkExtension } from './extensions.js';
import { readInput, STANDARD_STREAM, writeOutput } from './files.js';
import { addFlags, type Given, pickValues } from './flags.js';
import { type PlannedFile, planOutputs } from './plan-outputs.js';
import { createProgressBar } from './progress-bar.js';
import type { RunCommand } from './run-command.js';
import type { Outcome, Session, TalkFlags } from './session.js';
import { formatBytes, formatSeconds, formatSpeed, roundTo } from './texts.js';

const EXAMPLES = `
Examples:
  astc-wasm decode photo.ktx2                            photo.png beside it
  astc-wasm decode photo.ktx2 -o half.png --level 1      the second mip level
  astc-wasm decode photo.astc --color-space linear       .astc files do not say their colour space
  astc-wasm decode photo.ktx2 -o exact.png --bits 16     every bit the format defines
  astc-wasm decode out/*.ktx2 -o png/                    many textures into a folder
  astc-wasm decode old.pkm height.ktx                    ETC and EAC, KTX 1 and PKM

Components are those the texture stores: X in red, green and blue and Y in alpha of normals with --normal-layout la.
Components a format does not store are 0, alpha is 1. -1 to 1 of eac-r11-snorm and eac-rg11-snorm becomes 0 to the
maximum.
`;

/** Adds the command. */
export function addDecodeCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('decode')
    .description('Decompress textures to PNG images.')
    .argument('<inputs...>', 'textures: KTX2, KTX, .astc, PKM; - is stdin')
    .addHelpText('after', EXAMPLES);
  const readFlags = addFlags(command, DECODE_FLAGS);
  command.action((inputs: string[], talk: TalkFlags) =>
    run(talk, (session) => decodeFiles(session, inputs, readFlags())),
  );
}

type DecodeFlags = Given<typeof DECODE_FLAGS>;

async function decodeFiles(session: Session, inputs: string[], given: DecodeFlags): Promise<Outcome> {
  const flags = given.values;
  const options = resolveDecodeOptions(pickValues(given, DECODE_OPTIONS), given.speech);
  refuseContradictions(given);
  refuseOutputAmongInputs(inputs, ['png']);
  const files = await planOutputs(inputs, flags.output, '.png');
  for (const file of files) checkOutputKind(file.output);
  session.claimStdout(files.some((file) => file.output === STANDARD_STREAM));
  const starting = createEncoder({ threads: options.threads });
  starting.catch(() => undefined);
  try {
    const work = async (file: PlannedFile) => decodeFile(session, file, { options, given, encoder: await starting });
    return await runBatch(session, { files, flags, work });
  } finally {
    await (await starting.catch(() => undefined))?.close();
  }
}

/** PNG is what this version writes. @throws {AstcError} E_UNSUPPORTED, E_OPTION */
function checkOutputKind(output: string): void {
  const extension = extname(output).toLowerCase();
  if (output === STANDARD_STREAM || extension === '.png' || output.startsWith('/dev/')) return;
  const isLater = ['.hdr', '.exr'].includes(extension);
  if (isLater) throw new AstcError('E_UNSUPPORTED', `this version writes PNG only (received ${output})`);
  throw new AstcError('E_OPTION', `Expected an output that ends in .png but received ${output}`);
}

interface DecodeTask {
  options: FilledDecodeOptions;
  given: DecodeFlags;
  encoder: Encoder;
}

async function decodeFile(session: Session, file: PlannedFile, task: DecodeTask): Promise<Record<string, unknown>> {
  const { options, given, encoder } = task;
  session.detail(file.input, 'reading');
  const bytes = await readInput(file.input, session.signal);
  checkExtension(session, file.input, bytes);
  const texture = readTexture(bytes);
  levelOf(texture, options.level, given.speech);
  refuseHdr(texture, options);
  session.detail(file.input, `decoding ${texture.width}x${texture.height} texels, ${encoder.threads} threads`);
  const { image, seconds, illegalBlocks } = await decodeWithProgress(session, encoder, texture, options, file.input);
  if (illegalBlocks > 0) session.warn(file.input, `${illegalBlocks} illegal blocks decode to the error colour`);
  const png = await encodePng(image);
  await writeOutput(file.output, png, given.values.force === true, session.signal);
  const entry = {
    input: file.input,
    output: file.output,
    format: texture.format,
    block: texture.block,
    profile: texture.profile,
    colorSpace: image.colorSpace,
    level: options.level,
    width: image.width,
    height: image.height,
    bits: options.bits,
    bytes: png.length,
    illegalBlocks,
    decodeSeconds: roundTo(seconds, 6),
    texelsPerSecond: Math.round((image.width * image.height) / Math.max(seconds, 1e-6)),
    threads: encoder.threads,
  };
  const speed = `${formatSeconds(seconds)} (${formatSpeed(entry.texelsPerSecond)})`;
  const picture = `${image.width}x${image.height} ${options.bits} bits`;
  session.say(`${file.input} → ${file.output}  ${picture}  ${formatBytes(png.length)}  ${speed}`);
  return entry;
}

function refuseHdr(texture: Texture, options: FilledDecodeOptions): void {
  const profile = options.profile === 'auto' ? texture.profile : options.profile;
  // The profile is ASTC's alone.
  if (profile === 'ldr' || texture.format !== 'astc') return;
  throw new AstcError('E_UNSUPPORTED', `this version writes LDR pictures only (the profile is ${profile})`, {
    hint: '--profile ldr decodes the LDR blocks, HDR ones to the error colour',
  });
}

async function decodeWithProgress(
  session: Session,
  encoder: Encoder,
  texture: Texture,
  options: FilledDecodeOptions,
  label: string,
): Promise<{ image: Image; seconds: number; illegalBlocks: number }> {
  const bar = createProgressBar(session, label);
  let facts = { seconds: 0, illegalBlocks: 0 };
  try {
    const image = await encoder.decode(texture, {
      ...options,
      signal: session.signal,
      onProgress: (progress) => {
        facts = progress;
        bar.update(progress);
      },
    });
    return { image, seconds: facts.seconds, illegalBlocks: facts.illegalBlocks };
  } finally {
    bar.clear();
  }
}
