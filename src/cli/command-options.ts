/** The options of each command: those of the library, and those that only a command line has. */
import { TONE_CURVES } from '../images/tone-curve-words.js';
import { PICK_OPTIONS } from '../options/convert-options.js';
import { DECODE_OPTIONS } from '../options/decode-options.js';
import {
  CONFIG_FLAGS,
  CONTAINER,
  flag,
  MANY_FILES_OPTIONS,
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
import { ENCODE_OPTIONS } from '../options/encode-options.js';
import { numberIn, type Option, oneOf, textLike } from '../options/option.js';
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
  cache: path('the folder that batch is given', 'dir'),
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

export const INFO_FLAGS = { ...INSPECT_OPTIONS, ...TALK_OPTIONS };

export const COMPARE_FLAGS = {
  minPsnr: numberIn({ min: 0, max: 200 }, { unit: 'dB', help: 'exit with 7 when below this floor', valueName: 'dB' }),
  diff: path('write a heat map of the differences', 'out.png'),
  force: flag('replace an existing heat map', { option: 'diff' }),
  level: DECODE_OPTIONS.level,
  profile: DECODE_OPTIONS.profile,
  colorSpace: DECODE_OPTIONS.colorSpace,
  threads,
  ...TALK_OPTIONS,
};

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

export const VALIDATE_FLAGS = { ...VALIDATE_OPTIONS, ...TALK_OPTIONS };
