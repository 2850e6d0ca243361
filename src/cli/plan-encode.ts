/** What `encode` and `batch` are asked to do: their inputs, outputs and options, settled before any work. */
import { CONTAINERS } from '../containers/container-words.js';
import { AskedTextures, type EncodeRunOptions, TextureWorks } from './asked-textures.js';
import { refuseContradictions, refuseOutputAmongInputs } from './check-flags.js';
import { orderPictures } from './encode-shapes.js';
import { shardOf } from './inputs/shard.js';
import {
  findPlace,
  type NameWords,
  type OutputPlace,
  type PlannedFile,
  planOutputs,
  planTogether,
} from './plan-outputs.js';
import { findInputs } from './run-files.js';
import type { Session } from './session.js';
import type { TextureWork } from './texture-work.js';

/** One texture to make. */
export interface EncodeFile extends PlannedFile {
  /** One object for all files of the same options. */
  work: TextureWork;
}

export interface EncodePlan {
  /** That of no rule, where it makes sense by itself, else that of the first file. */
  common: TextureWork;
  files: readonly EncodeFile[];
  place: OutputPlace;
}

/**
 * @param isOurs  tells outputs of the same run, which are no inputs of it
 * @throws {AstcError} E_OPTION, E_UNSUPPORTED; E_READ for a list of inputs
 */
export async function planEncode(
  session: Session,
  words: readonly string[],
  options: EncodeRunOptions,
  isOurs: (path: string) => boolean = () => false,
): Promise<EncodePlan> {
  const { run, hasRules } = options;
  const asked = new AskedTextures(options, session);
  // What is wrong with all files is told before they are looked for.
  if (!hasRules) {
    await asked.readMasks([undefined]);
    asked.of(undefined);
  }
  refuseContradictions(run);
  refuseOutputAmongInputs(words, CONTAINERS);
  const all = await findInputs(session, words, run.values, 'image');
  const others = { ...all, inputs: all.inputs.filter(({ path }) => !isOurs(path)) };
  const found = await shardOf(others, run.values.shard);
  const inputs = found.inputs.map(({ path }) => path);
  await asked.readMasks([undefined, ...inputs]);
  for (const path of inputs) asked.of(path);
  const shape = asked.together(inputs);
  const placed = shape === undefined ? found : { inputs: found.inputs.slice(0, 1), isOpen: false };
  const place = await findPlace(placed, run.values.output);
  const works = new TextureWorks(asked, place, inputs);
  const planned =
    shape === undefined
      ? planOutputs(found, place, (path) => nameWords(works.of(path)))
      : [planTogether(await orderPictures(session, inputs, shape), place, nameWords(works.of(inputs[0])))];
  const files = planned.map((file) => ({ ...file, work: works.of(file.inputs[0]) }));
  return { common: works.common(), files, place };
}

function nameWords({ settings, writing }: TextureWork): NameWords {
  const { block, quality, format } = settings;
  return { ext: `.${writing.container}`, block, quality: String(quality), format };
}
