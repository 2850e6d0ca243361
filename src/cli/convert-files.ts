/** The work of `astc-wasm convert`: textures to textures, blocks untouched. */

import { CONTAINERS, type Container } from '../containers/container-words.js';
import { textValue } from '../containers/key-values.js';
import { shapeName, shapeOf } from '../containers/texture-shape.js';
import { checkPacking } from '../options/check-packing.js';
import { PICK_OPTIONS } from '../options/convert-options.js';
import { failOption } from '../options/speech.js';
import { pickTexture } from '../pick-texture.js';
import { readTexture } from '../read-texture.js';
import type { Texture } from '../types.js';
import { writeTexture } from '../write-texture.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import type { CONVERT_FLAGS } from './command-options.js';
import { settleContainer } from './extensions.js';
import { STANDARD_STREAM } from './files/names.js';
import { type Given, pickValues } from './flags.js';
import { canReplace } from './overwrite.js';
import { findPlace, makeFolders, nameOf, planOutputs } from './plan-outputs.js';
import { runBatch } from './run-batch.js';
import { findInputs, planOnly, runAndReport } from './run-files.js';
import type { Outcome, Session } from './session.js';
import { openSink, type Sink } from './stages/sink.js';
import { readSource } from './stages/source.js';
import type { FileRun } from './stages/stage.js';
import { formatBytes } from './texts.js';
import { formatText } from './texture-text.js';

type ConvertFlags = Given<typeof CONVERT_FLAGS>;

/** Files on their way at a time. Why: one is read while another is packed and a third is written. */
const LOOK_AHEAD = 3;
/** How hard files are packed again that do not say how they were: what `ktx deflate` users take, and zlib's best. */
const REPACKED = { zstd: 18, zlib: 9 } as const;

/** @throws {AstcError} E_OPTION, E_WRITE before any work; what befalls a file is in the outcome */
export async function convertFiles(session: Session, words: string[], given: ConvertFlags): Promise<Outcome> {
  const flags = given.values;
  refuseContradictions(given);
  refuseOutputAmongInputs(words, CONTAINERS);
  const found = await findInputs(session, words, flags, 'texture');
  const place = await findPlace(found, flags.output);
  const fileName = nameOf(place);
  const container = settleContainer(flags.container, fileName);
  checkPacking(flags, container, given.speech);
  if (flags.supercompression === false && (flags.zstd ?? flags.zlib) !== undefined) {
    failOption('Expected --zstd, --zlib or --no-supercompression but received two of them');
  }
  const files = planOutputs(found, place, () => ({ ext: `.${container}` }));
  if (flags.dryRun) return planOnly(session, files, flags);
  session.claimStdout(files.some((file) => file.output === STANDARD_STREAM));
  await makeFolders(place, files);
  return runAndReport(session, { command: 'convert', files, flags }, async () => {
    const outputs = files.map((file) => file.output);
    const sink = openSink(outputs, { canReplace: canReplace(flags), signal: session.signal });
    try {
      const work = (file: FileRun) => convertFile(file, { given, container, sink });
      return await runBatch(session, { files, flags, lookAhead: LOOK_AHEAD, work, onEnd: () => undefined });
    } finally {
      await sink.close();
    }
  });
}

interface ConvertTask {
  given: ConvertFlags;
  container: Container;
  sink: Sink;
}

/** source → texture → pick → container → sink. */
async function convertFile(file: FileRun, { given, container, sink }: ConvertTask): Promise<Record<string, unknown>> {
  const source = await readSource(file);
  const picked = pickTexture(readTexture(source), pickValues(given, PICK_OPTIONS), given.speech);
  const texture = withEntry(picked, given.values.keyValue);
  refuseLostLevels(texture, container);
  const packing = packingOf(texture, container, given.values);
  const bytes = writeTexture(texture, { container, ...packing });
  await sink.write(file.output, bytes);
  const entry = describe(file, texture, { container, packing, inputBytes: source.length, bytes: bytes.length });
  file.report.say(resultLine(entry, texture));
  return entry;
}

function withEntry(texture: Texture, keyValue: string | undefined): Texture {
  if (keyValue === undefined) return texture;
  const at = keyValue.indexOf('=');
  const entry = { [keyValue.slice(0, at)]: textValue(keyValue.slice(at + 1)) };
  // A texture that no KTX file was keeps its default orientation beside the entry.
  const orientation = texture.orientation ?? (texture.keyValues === undefined ? 'rd' : undefined);
  return { ...texture, ...(orientation && { orientation }), keyValues: { ...texture.keyValues, ...entry } };
}

/** Dropping levels in silence would be a loss nobody asked for. */
function refuseLostLevels({ levels }: Texture, container: Container): void {
  if (levels.length === 1 || !['astc', 'pkm'].includes(container)) return;
  failOption(
    `Expected one level for --container ${container} but received ${levels.length}`,
    '--level 0 picks the largest, --container ktx2 holds all',
  );
}

/** What was asked for, else what the file had. */
function packingOf(
  { supercompression, writerParams = '' }: Texture,
  container: Container,
  flags: ConvertFlags['values'],
): { zstd?: number; zlib?: number } {
  if (flags.zstd !== undefined) return { zstd: flags.zstd };
  if (flags.zlib !== undefined) return { zlib: flags.zlib };
  if (container !== 'ktx2' || flags.supercompression === false || supercompression === undefined) return {};
  const { scheme } = supercompression;
  const said = Number(new RegExp(`--${scheme}[ =](\\d{1,2})(?!\\d)`).exec(writerParams)?.[1]);
  const max = { zstd: 22, zlib: 9 }[scheme];
  return { [scheme]: said >= 1 && said <= max ? said : REPACKED[scheme] };
}

interface Facts {
  container: Container;
  packing: { zstd?: number; zlib?: number };
  inputBytes: number;
  bytes: number;
}

function describe({ input, output }: FileRun, texture: Texture, facts: Facts) {
  const { zstd, zlib } = facts.packing;
  return {
    input,
    output,
    container: facts.container,
    format: texture.format,
    block: texture.block,
    colorSpace: texture.colorSpace,
    width: texture.width,
    height: texture.height,
    depth: texture.depth ?? null,
    layers: texture.layers ?? null,
    faces: texture.faces ?? 1,
    levels: texture.levels.length,
    supercompression:
      zstd !== undefined
        ? { scheme: 'zstd', level: zstd }
        : zlib !== undefined
          ? { scheme: 'zlib', level: zlib }
          : null,
    inputBytes: facts.inputBytes,
    bytes: facts.bytes,
  };
}

function resultLine(entry: ReturnType<typeof describe>, texture: Texture): string {
  const { supercompression, levels } = entry;
  const shape = `${shapeName(shapeOf(texture))}, ${levels} ${levels === 1 ? 'level' : 'levels'}`;
  const packed = supercompression === null ? '' : `, ${supercompression.scheme} ${supercompression.level}`;
  const sizes = `${formatBytes(entry.inputBytes)} → ${formatBytes(entry.bytes)}`;
  return `${entry.input} → ${entry.output}  ${formatText(texture)} ${shape}${packed}  ${sizes}`;
}
