/** What `encode` and `batch` are asked to do: their inputs, outputs and options, settled before any work. */
import { CONTAINERS, type Container } from '../containers/container-words.js';
import { applyTarget } from '../options/apply-target.js';
import { checkAuto } from '../options/check-auto.js';
import { checkPacking, packingOf } from '../options/check-packing.js';
import { checkWeights } from '../options/check-weights.js';
import { ENCODE_OPTIONS, type EncodeOptions, type FilledEncodeOptions } from '../options/encode-options.js';
import { resolveEncodeOptions } from '../options/resolve-encode.js';
import { failOption, listWords } from '../options/speech.js';
import { checkTargetShape } from '../options/target-shape.js';
import type { EncodeWriting } from './cache/cache-keys.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import { type ENCODE_FLAGS, PICTURE_FLAGS } from './command-options.js';
import { isShape, orderPictures, refuseLevelsOfShapes, refuseShape } from './encode-shapes.js';
import { chooseContainer } from './extensions.js';
import { type Given, pickValues } from './flags.js';
import { shardOf } from './inputs/shard.js';
import { findPlace, nameOf, type OutputPlace, type PlannedFile, planOutputs, planTogether } from './plan-outputs.js';
import { findInputs } from './run-files.js';
import type { Session } from './session.js';
import { type LevelFile, parseLevelFiles } from './stages/levels.js';
import { readMask } from './stages/mask.js';
import type { EncodeReading } from './stages/read-picture.js';
import { optionsBesideCurve } from './tone-curve-flag.js';

export type EncodeFlags = Given<typeof ENCODE_FLAGS>;

export interface EncodePlan {
  options: EncodeOptions;
  /** The same with every default. */
  settings: FilledEncodeOptions;
  writing: EncodeWriting;
  reading: EncodeReading;
  levelFiles: readonly LevelFile[];
  files: readonly PlannedFile[];
  place: OutputPlace;
}

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED; E_READ for a list of inputs */
export async function planEncode(session: Session, words: readonly string[], given: EncodeFlags): Promise<EncodePlan> {
  const flags = given.values;
  const asked = await readOptions(session, given);
  const options = flags.toneCurve === undefined ? asked : optionsBesideCurve(asked);
  const settings = resolveEncodeOptions(options, given.speech);
  checkAuto(settings, given.speech);
  checkWeights(settings, given.speech);
  refuseContradictions(given);
  refuseOutputAmongInputs(words, CONTAINERS);
  const found = shardOf(await findInputs(session, words, flags, 'image'), flags.shard);
  const inputs = found.inputs.map(({ path }) => path);
  const levelFiles = parseLevelFiles(flags.mipLevel, inputs);
  refuseLevelsOfShapes(levelFiles, settings);
  const isTogether = isShape(settings);
  const place = await findPlace(isTogether ? { inputs: found.inputs.slice(0, 1), isOpen: false } : found, flags.output);
  const container = settleContainer(given, settings, place);
  checkPacking(flags, container, given.speech);
  const { block, quality, format, target } = settings;
  const names = { ext: `.${container}`, block, quality: String(quality), format };
  const files = isTogether
    ? [planTogether(await orderPictures(session, inputs, settings), place, names)]
    : planOutputs(found, place, names);
  const { zstd, zlib } = flags;
  const writing = { container, zstd, zlib, target };
  const reading = { content: settings.content, exposure: asked.exposure, ...pickValues(given, PICTURE_FLAGS) };
  return { options, settings, writing, reading, levelFiles, files, place };
}

/** Options of the library; of a mask its pixels. @throws {AstcError} E_OPTION, E_READ; what reading a picture throws */
async function readOptions(session: Session, given: EncodeFlags): Promise<EncodeOptions> {
  const { mask, ...options } = pickValues(given, ENCODE_OPTIONS);
  const path = given.values.mask;
  if (path === undefined) return options;
  return { ...options, mask: await readMask(path, session) };
}

/** What `--container` or the output's name says, else what the target takes. @throws {AstcError} E_OPTION */
function settleContainer(
  { values, speech }: EncodeFlags,
  settings: FilledEncodeOptions,
  place: OutputPlace,
): Container {
  const { target, format } = settings;
  const preferred = target && applyTarget(target, settings, speech).container;
  const container = chooseContainer(values.container, nameOf(place), format, preferred);
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
