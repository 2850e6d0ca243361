/** The options of each command: those of the library, and those that only a command line has. */
import { TONE_CURVES } from '../images/tone-curve-words.js';
import { PICK_OPTIONS } from '../options/convert-options.js';
import { DECODE_OPTIONS } from '../options/decode-options.js';
import {
  CONFIG_FLAGS,
  CONTAINER,
  flag,
  MANY_FILES_OPTIONS,
  MASK,
  MEMORY,
  MIP_LEVEL,
  OUTPUT,
  OVERWRITE_OPTIONS,
  PICTURE_FLAGS,
  path,
  QUEUE_OPTIONS,
  size,
  TALK_OPTIONS,
  WATCH,
  WORK_FLAGS,
} from '../options/encode-flags.js';
import { ENCODE_OPTIONS, QUALITY_PRESETS, type QualityPreset } from '../options/encode-options.js';
import { type Condition, numberIn, type Option, oneOf, someOf, textLike } from '../options/option.js';
import { INSPECT_OPTIONS } from '../options/read-options.js';
import { VALIDATE_OPTIONS } from '../options/validate-options.js';
import { WRITE_OPTIONS } from '../options/write-options.js';

export { PICTURE_FLAGS, TALK_OPTIONS } from '../options/encode-flags.js';

const { threads } = DECODE_OPTIONS;

export const ENCODE_FLAGS = {
  output: OUTPUT,
  container: CONTAINER,
  zstd: WRITE_OPTIONS.zstd,
  zlib: WRITE_OPTIONS.zlib,
  ...ENCODE_OPTIONS,
  mask: MASK,
  memory: MEMORY,
  mipLevel: MIP_LEVEL,
  ...PICTURE_FLAGS,
  ...WORK_FLAGS,
  ...MANY_FILES_OPTIONS,
  ...OVERWRITE_OPTIONS,
  watch: WATCH,
  ...CONFIG_FLAGS,
  ...TALK_OPTIONS,
};

// Threads are the workers'; a picture for a level is no part of what textures of a queue are known by.
const {
  threads: _threads,
  gpu: _gpu,
  memory: _memory,
  mipLevel: _mipLevel,
  watch: _watch,
  ...SHARED_FLAGS
} = ENCODE_FLAGS;

export const BATCH_FLAGS = { ...QUEUE_OPTIONS, ...SHARED_FLAGS };

export const WORKER_FLAGS = {
  ...QUEUE_OPTIONS,
  cache: path('the folder or bucket that batch is given', 'dir'),
  threads,
  memory: MEMORY,
  lock: numberIn(
    { min: 1, max: 3600 },
    {
      default: 30,
      help: 'count workers as dead that were not heard of for so long',
      unit: 'seconds',
      valueName: 'seconds',
    },
  ),
  untilEmpty: flag('end when the queue has been empty for 5 seconds'),
  ...TALK_OPTIONS,
};

export const DECODE_FLAGS = {
  output: OUTPUT,
  ...DECODE_OPTIONS,
  toneCurve: oneOf(TONE_CURVES, { default: 'reinhard', help: 'how PNG shows light above 1', valueName: 'curve' }),
  exposure: numberIn(
    { min: -32, max: 32 },
    { default: 0, help: 'brighten light by so many stops before it is written', unit: 'stops', valueName: 'stops' },
  ),
  ...MANY_FILES_OPTIONS,
  ...OVERWRITE_OPTIONS,
  ...TALK_OPTIONS,
};

export const CONVERT_FLAGS = {
  output: OUTPUT,
  container: CONTAINER,
  zstd: { ...WRITE_OPTIONS.zstd, otherwise: 'as the input' },
  zlib: { ...WRITE_OPTIONS.zlib, otherwise: 'as the input' },
  supercompression: oneOf([true, false], { default: true, help: 'write levels that are not packed' }),
  ...PICK_OPTIONS,
  keyValue: textLike('^[^=]+=', {
    help: 'add an entry to a KTX file, or replace it',
    valueName: 'key=text',
    expected: 'a key and a text, as license=CC0,',
  }),
  ...MANY_FILES_OPTIONS,
  ...OVERWRITE_OPTIONS,
  ...TALK_OPTIONS,
};

/** What pictures of blocks show. */
export const MAP_KINDS = ['modes', 'partitions', 'error'] as const;
export type MapKind = (typeof MAP_KINDS)[number];

/** An option that is without effect unless a map is drawn, or one of some kinds. */
const ofMap = <O extends Option>(option: O, ...values: MapKind[]): O & { onlyWith: Condition } => ({
  ...option,
  onlyWith: { option: 'map', ...(values.length > 0 && { values }) },
});

const { layer, face, slice, profile: decodeProfile, colorSpace: decodeColorSpace } = DECODE_OPTIONS;

export const INFO_FLAGS = {
  ...INSPECT_OPTIONS,
  map: oneOf(MAP_KINDS, { help: 'draw the blocks as PNG', valueName: 'what' }),
  output: ofMap({ ...OUTPUT, otherwise: 'NAME.modes.png, .partitions.png or .error.png beside the texture' }),
  reference: ofMap(path('the picture that errors are measured against', 'image'), 'error'),
  layer: ofMap(layer),
  face: ofMap(face),
  slice: ofMap(slice),
  profile: ofMap(decodeProfile, 'error'),
  colorSpace: ofMap(decodeColorSpace, 'error'),
  force: ofMap(flag('replace existing maps')),
  ...TALK_OPTIONS,
};

export const COMPARE_FLAGS = {
  minPsnr: numberIn({ min: 0, max: 200 }, { unit: 'dB', help: 'exit with 7 when below this floor', valueName: 'dB' }),
  minSsim: numberIn({ min: -1, max: 1 }, { help: 'exit with 7 when below this floor', valueName: 'ssim' }),
  diff: path('write a heat map of the differences', 'out.png'),
  force: flag('replace an existing heat map', { option: 'diff' }),
  level: DECODE_OPTIONS.level,
  profile: DECODE_OPTIONS.profile,
  colorSpace: DECODE_OPTIONS.colorSpace,
  content: oneOf(['color', 'normal'], {
    default: 'color',
    help: 'normal: both are directions, whose angles are told; textures hold them as they say',
  }),
  normalLayout: { ...ENCODE_OPTIONS.normalLayout, help: 'how a texture that does not say stores normals' },
  threads,
  ...TALK_OPTIONS,
};

/** What `cache` does. */
export const CACHE_ACTIONS = ['stats', 'prune', 'verify'] as const;

/** Shells that `completion` writes for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type Shell = (typeof SHELLS)[number];

export const COMPLETION_FLAGS = { ...TALK_OPTIONS };

export const CACHE_FLAGS = {
  maxSize: size('remove what was used longest ago until no more is left'),
  unused: numberIn(
    { min: 0, max: 36_500 },
    { help: 'remove what was not used for so long', unit: 'days', valueName: 'days' },
  ),
  ...TALK_OPTIONS,
};

/** An option where what it depends on is not to choose. */
const always = <O extends Option>({ onlyWith: _, ...option }: O) => option as Omit<O, 'onlyWith'>;

const {
  quality,
  target,
  content,
  normalLayout,
  colorSpace,
  swizzle,
  channelWeights,
  decodeMode,
  alpha,
  resize,
  scale,
  multipleOf,
  pot,
  mipmaps,
  levels,
} = ENCODE_OPTIONS;

export const ANALYZE_FLAGS = {
  plot: path('draw PSNR over bits a texel', 'out.svg'),
  force: flag('replace an existing plot', { option: 'plot' }),
  targetPsnr: { ...always(ENCODE_OPTIONS.targetPsnr), help: 'mark the fewest bits that reach this PSNR' },
  blocks: { ...always(ENCODE_OPTIONS.blocks), help: 'footprints to show' },
  quality,
  target,
  profile: oneOf(['auto', 'ldr'], { default: 'auto', help: 'ldr cuts float pixels to 0..1' }),
  content,
  normalLayout,
  colorSpace,
  swizzle,
  channelWeights,
  decodeMode: always(decodeMode),
  alpha,
  resize,
  scale,
  multipleOf,
  pot,
  mipmaps,
  levels,
  threads,
  ...CONFIG_FLAGS,
  ...TALK_OPTIONS,
};

/** What `bench` measures unless told otherwise. */
export const BENCH_DEFAULTS = {
  blocks: ['4x4', '6x6', '8x8'],
  qualities: ['fastest', 'medium', 'thorough'],
  rounds: 3,
} as const;

export const BENCH_FLAGS = {
  blocks: { ...ANALYZE_FLAGS.blocks, help: 'footprints to measure', otherwise: BENCH_DEFAULTS.blocks.join(',') },
  qualities: {
    ...someOf(Object.keys(QUALITY_PRESETS) as QualityPreset[], {
      help: 'presets to measure',
      valueName: 'list',
      expected: `some of ${Object.keys(QUALITY_PRESETS).join(', ')}`,
      examples: ['fast,medium'],
    }),
    otherwise: BENCH_DEFAULTS.qualities.join(','),
  },
  peer: path('a native astcenc of version 4 or 5 to measure as well', 'file'),
  rounds: numberIn(
    { min: 1, max: 1000, isWhole: true },
    { default: BENCH_DEFAULTS.rounds, help: 'how often each is measured; the median counts' },
  ),
  plot: path('draw the plane of speed and PSNR', 'out.svg'),
  force: flag('replace an existing plot', { option: 'plot' }),
  threads,
  ...TALK_OPTIONS,
};

export const VALIDATE_FLAGS = { ...VALIDATE_OPTIONS, ...TALK_OPTIONS };
