import { CONTAINERS, type Container } from '../containers/container-words.js';
import { adviceOf } from '../options/advice.js';
import { applyTarget } from '../options/apply-target.js';
import { checkAuto } from '../options/check-auto.js';
import { checkPacking, packingOf } from '../options/check-packing.js';
import { ENCODE_OPTIONS, type FilledEncodeOptions } from '../options/encode-options.js';
import { resolveEncodeOptions } from '../options/resolve-encode.js';
import { failOption, listWords } from '../options/speech.js';
import { checkTargetShape } from '../options/target-shape.js';
import type { CachedWork } from './cache/cache-keys.js';
import type { TextureCache } from './cache/texture-cache.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import { type ENCODE_FLAGS, PICTURE_FLAGS } from './command-options.js';
import { openEncodeChain } from './encode-chain.js';
import { isShape, orderPictures, refuseLevelsOfShapes, refuseShape } from './encode-shapes.js';
import { chooseContainer } from './extensions.js';
import { STANDARD_STREAM } from './files/names.js';
import { type Given, pickValues } from './flags.js';
import { shardOf } from './inputs/shard.js';
import { findPlace, makeFolders, nameOf, type OutputPlace, planOutputs, planTogether } from './plan-outputs.js';
import { findInputs, planOnly, runAndReport } from './run-files.js';
import type { Outcome, Session } from './session.js';
import { parseLevelFiles } from './stages/levels.js';
import { optionsBesideCurve, settingsOfCurve } from './tone-curve-flag.js';
import { workFiles } from './work-files.js';

type EncodeFlags = Given<typeof ENCODE_FLAGS>;

/** @throws {AstcError} E_OPTION, E_UNSUPPORTED, E_WRITE before any work; what befalls a file is in the outcome */
export async function encodeFiles(session: Session, words: string[], given: EncodeFlags): Promise<Outcome> {
  const flags = given.values;
  const asked = pickValues(given, ENCODE_OPTIONS);
  const options = flags.toneCurve === undefined ? asked : optionsBesideCurve(asked);
  const settings = resolveEncodeOptions(options, given.speech);
  checkAuto(settings, given.speech);
  refuseContradictions(given);
  refuseOutputAmongInputs(words, CONTAINERS);
  const found = shardOf(await findInputs(session, words, flags, 'image'), flags.shard);
  const inputs = found.inputs.map(({ path }) => path);
  const { threads, gpu, block, quality, format } = settings;
  const levelFiles = parseLevelFiles(flags.mipLevel, inputs);
  refuseLevelsOfShapes(levelFiles, settings);
  const isTogether = isShape(settings);
  const place = await findPlace(isTogether ? { inputs: found.inputs.slice(0, 1), isOpen: false } : found, flags.output);
  const container = settleContainer(given, settings, place);
  checkPacking(flags, container, given.speech);
  const names = { ext: `.${container}`, block, quality: String(quality), format };
  const files = isTogether
    ? [planTogether(await orderPictures(session, inputs, settings), place, names)]
    : planOutputs(found, place, names);
  if (flags.dryRun) return planOnly(session, files, flags);
  const isPiped = files.some((file) => file.output === STANDARD_STREAM);
  if (isPiped && flags.verify) failOption('Expected a file as output beside --verify but received -');
  session.claimStdout(isPiped);
  await makeFolders(place, files);
  for (const advice of adviceOf(settings)) session.say(`note: ${advice}`);
  const { zstd, zlib } = flags;
  const writing = { container, zstd, zlib, target: settings.target };
  const reading = { content: settings.content, exposure: asked.exposure, ...pickValues(given, PICTURE_FLAGS) };
  const hasMetrics = flags.metrics === true;
  const task = {
    options,
    settings,
    writing,
    reading,
    levelFiles,
    hasMetrics,
    isVerified: flags.verify === true,
    cache: await openCache(given, { settings, writing, reading, hasMetrics }),
  };
  const outcome = await runAndReport(session, { command: 'encode', files, flags }, () =>
    workFiles(session, { files, flags, threads, isElsewhere: gpu !== false }, (tools) => openEncodeChain(task, tools)),
  );
  return {
    ...outcome,
    document: {
      ...outcome.document,
      settings: { container, ...(zstd && { zstd }), ...(zlib && { zlib }), ...settingsOfCurve(settings, reading) },
    },
  };
}

/** @throws {AstcError} E_OPTION where bytes depend on more than their input */
async function openCache({ values, speech }: EncodeFlags, work: CachedWork): Promise<TextureCache | undefined> {
  if (values.cache === undefined) return undefined;
  if (work.settings.gpu !== false) {
    failOption(
      `Expected ${speech.name('cache')} or ${speech.name('gpu')} but received both`,
      'what a GPU makes is not the same on every machine',
    );
  }
  const [{ TextureCache }, { openCacheKeys }] = await Promise.all([
    import('./cache/texture-cache.js'),
    import('./cache/cache-keys.js'),
  ]);
  return new TextureCache(values.cache, openCacheKeys(work));
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
