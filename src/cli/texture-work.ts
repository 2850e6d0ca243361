/** What makes the texture of a file, beside its pictures: options, how they are read, what is written. */
import { CONTAINERS, type Container } from '../containers/container-words.js';
import { applyTarget } from '../options/apply-target.js';
import { checkAuto } from '../options/check-auto.js';
import { checkPacking, packingOf } from '../options/check-packing.js';
import { checkWeights } from '../options/check-weights.js';
import { ENCODE_OPTIONS, type EncodeOptions, type FilledEncodeOptions } from '../options/encode-options.js';
import { resolveEncodeOptions } from '../options/resolve-encode.js';
import { failOption, listWords } from '../options/speech.js';
import { checkTargetShape } from '../options/target-shape.js';
import type { Image } from '../types.js';
import type { EncodeWriting } from './cache/cache-keys.js';
import { type ENCODE_FLAGS, PICTURE_FLAGS } from './command-options.js';
import { RANKS } from './config/layer.js';
import type { Merged } from './config/merge.js';
import { refuseShape } from './encode-shapes.js';
import { chooseContainer, promisedKind } from './extensions.js';
import { pickValues } from './flags.js';
import type { LevelFile } from './stages/levels.js';
import type { EncodeReading } from './stages/read-picture.js';
import { optionsBesideCurve } from './tone-curve-flag.js';

export type EncodeFlags = Merged<typeof ENCODE_FLAGS>;

/** What is asked for, before it is known where it goes. */
export interface AskedTexture {
  given: EncodeFlags;
  options: EncodeOptions;
  /** The same with every default. */
  settings: FilledEncodeOptions;
  reading: EncodeReading;
  /** The file whose pixels are the mask of `options`. */
  maskFile: string | undefined;
}

/** One object for all files of the same options. */
export interface TextureWork extends Omit<AskedTexture, 'given'> {
  writing: EncodeWriting;
  levelFiles: readonly LevelFile[];
}

/** @param mask  the pixels of `--mask` @throws {AstcError} E_OPTION, E_UNSUPPORTED */
export function askTexture(given: EncodeFlags, mask: Image | undefined): AskedTexture {
  const { mask: _, ...rest } = pickValues(given, ENCODE_OPTIONS);
  const asked = { ...rest, ...(mask && { mask }) };
  const options = given.values.toneCurve === undefined ? asked : optionsBesideCurve(asked);
  const settings = resolveEncodeOptions(options, given.speech);
  checkAuto(settings, given.speech);
  checkWeights(settings, given.speech);
  const reading = { content: settings.content, exposure: asked.exposure, ...pickValues(given, PICTURE_FLAGS) };
  return { given, options, settings, reading, maskFile: given.values.mask };
}

/**
 * How a texture is written.
 *
 * @param output  a name that says which container, where there is one
 * @throws {AstcError} E_OPTION
 */
export function settleWriting({ given, settings }: AskedTexture, output: string | undefined): EncodeWriting {
  const { container, decidedBy } = settleContainer(given, settings, output);
  const { target, format } = settings;
  const packing = packingBeside(container, decidedBy, given);
  checkPacking(packing, container, given.speech);
  if (target !== undefined) {
    applyTarget(target, { ...settings, container }, given.speech);
    checkTargetShape(target, { format, packing: packingOf(packing) }, given.speech);
  }
  refuseOneLevel(container, settings);
  refuseShape(container, settings);
  return { container, ...packing, target };
}

/** What `--container` or the output's name says, whoever is stronger, else what the target takes. */
function settleContainer({ values, speech, sourceOf }: EncodeFlags, settings: FilledEncodeOptions, output?: string) {
  const { target, format } = settings;
  const preferred = target && applyTarget(target, settings, speech).container;
  const [own, name] = [sourceOf('container').rank, sourceOf('output').rank];
  const isNamed = output !== undefined && CONTAINERS.some((each) => each === promisedKind(output));
  const asked = isNamed && name > own ? undefined : values.container;
  const container = chooseContainer(asked, output, format, preferred);
  const decidedBy = isNamed ? Math.max(own, name) : asked === undefined ? sourceOf('target').rank : own;
  return { container, decidedBy };
}

/** Packing is KTX2's: whoever asks for another container asks for none, where a weaker source asked for some. */
function packingBeside(container: Container, decidedBy: number, { values: { zstd, zlib }, sourceOf }: EncodeFlags) {
  const isLeft = (name: string) => container !== 'ktx2' && sourceOf(name).rank < Math.min(decidedBy, RANKS.flag);
  return { zstd: isLeft('zstd') ? undefined : zstd, zlib: isLeft('zlib') ? undefined : zlib };
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
