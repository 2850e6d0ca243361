/** The options of each command: those of the library, and those that only a command line has. */
import { TONE_CURVES } from '../images/tone-curve-words.js';
import { PICK_OPTIONS } from '../options/convert-options.js';
import { DECODE_OPTIONS } from '../options/decode-options.js';
import { ENCODE_OPTIONS } from '../options/encode-options.js';
import { WITH_MIPMAPS } from '../options/mip-options.js';
import { type Condition, numberIn, type Option, oneOf, textLike } from '../options/option.js';
import { INSPECT_OPTIONS } from '../options/read-options.js';
import { VALIDATE_OPTIONS } from '../options/validate-options.js';
import { WRITE_OPTIONS } from '../options/write-options.js';
import { REPORT_PATTERN } from './run-reports/report-pattern.js';
import { RAW_TYPES } from './stages/raw-words.js';

const path = (help: string, valueName: string) => textLike('.', { help, valueName, expected: 'a path' });
const flag = (help: string, onlyWith?: Condition) => oneOf([true, false], { help, ...(onlyWith && { onlyWith }) });

/** Options of every command. */
export const TALK_OPTIONS = {
  json: flag('print exactly one JSON document on stdout'),
  quiet: flag('print errors only'),
  verbose: flag('say what is being done, print the stack of errors'),
  progress: oneOf([true, false], {
    default: true,
    help: 'draw no progress bar (drawn on terminals only, never in CI)',
  }),
};

/** Options of commands that make files. */
const OUTPUT = { ...path('file, folder (for several inputs), or - for stdout', 'path'), otherwise: 'beside the input' };
const OVERWRITE_OPTIONS = {
  force: flag('replace existing files'),
  skipExisting: flag('leave existing files and go on with the next'),
};

const REPORT: Option<string[], undefined> = {
  pattern: REPORT_PATTERN,
  expected: 'junit=FILE or github',
  help: 'report the run to CI: as JUnit XML, or its failures as annotations of GitHub on stderr; may be repeated',
  isRepeatable: true,
  valueName: 'junit=file',
};

/** Options of commands that take any number of files. */
const MANY_FILES_OPTIONS = {
  recursive: flag('take all files of known kinds below a folder; below --output they keep their folders'),
  filesFrom: path('take inputs from a list too, one a line or ended by zero bytes; - is stdin', 'file'),
  keepGoing: flag('go on with the other files when one fails: what is done unless told otherwise'),
  failFast: flag('begin no other file when one fails'),
  dryRun: flag('say what would be made of what, and make nothing'),
  report: REPORT,
};

const CONTAINER = { ...WRITE_OPTIONS.container, default: undefined, otherwise: 'from --output, else ktx2' };

const { threads } = DECODE_OPTIONS;

/** Pictures of levels, as people name them; the library takes them by `mipLevels`. */
const MIP_LEVEL: Option<string[], undefined> = {
  pattern: '^[1-9][0-9]?=.+$',
  expected: 'LEVEL=FILE, levels from 1,',
  help: 'a picture for a level, of its size; levels after it are made of it; may be repeated',
  onlyWith: WITH_MIPMAPS,
  isRepeatable: true,
  valueName: 'level=file',
};

const RAW = textLike(`^[1-9][0-9]{0,5}x[1-9][0-9]{0,5}:(${Object.keys(RAW_TYPES).join('|')})$`, {
  help: 'inputs are pixels without a file around them: r, rg, rgb or rgba of 8, 16, 16f or 32f, little-endian',
  valueName: 'WxH:type',
  expected: 'WIDTHxHEIGHT:TYPE, as 64x64:rgba8 or 64x64:rg16f,',
  examples: ['64x64:rgba8', '512x256:rgb32f'],
});

/** How inputs of `encode` are read. */
export const PICTURE_FLAGS = {
  raw: RAW,
  failOnColorConversions: flag('refuse pictures whose colours would have to be converted to sRGB', {
    option: 'content',
    values: ['color'],
  }),
  toneCurve: oneOf(TONE_CURVES, {
    help: 'make LDR pictures in sRGB of light, exposed before',
    onlyWith: { option: 'content', values: ['color'] },
    valueName: 'curve',
  }),
};

/** Of all pictures of a run; the library takes its pixels. */
const MASK = path('a picture as large as the inputs whose red says how much each texel matters, 0 not at all', 'file');

export const ENCODE_FLAGS = {
  output: OUTPUT,
  container: CONTAINER,
  zstd: WRITE_OPTIONS.zstd,
  zlib: WRITE_OPTIONS.zlib,
  ...ENCODE_OPTIONS,
  mask: MASK,
  mipLevel: MIP_LEVEL,
  ...PICTURE_FLAGS,
  metrics: flag('decode the result and report PSNR, of light mPSNR and log RMSE'),
  verify: flag('read each output again: the same bytes, valid, every block legal'),
  cache: path('keep textures in a folder by what they are made of, and take those that are there', 'dir'),
  shard: textLike('^[1-9][0-9]{0,5}/[1-9][0-9]{0,5}$', {
    help: 'take one part of the inputs, by their names, so that several machines share the work',
    valueName: 'part/parts',
    expected: 'a part and a number of parts, as 3/16,',
  }),
  ...MANY_FILES_OPTIONS,
  ...OVERWRITE_OPTIONS,
  ...TALK_OPTIONS,
};

/** Options of commands that share a queue. */
const QUEUE_OPTIONS = {
  queue: textLike('^rediss?://[^/]+(/[0-9]+)?/?$', {
    help: 'the queue: a server of Redis or Valkey',
    valueName: 'url',
    expected: 'a URL as redis://host:6379/0',
  }),
  root: {
    ...path('folder below which the inputs lie, as this machine sees it', 'dir'),
    otherwise: 'the working folder',
  },
};

// Threads are the workers'; a picture for a level is no part of what textures of a queue are known by.
const { threads: _threads, gpu: _gpu, mipLevel: _mipLevel, ...SHARED_FLAGS } = ENCODE_FLAGS;

export const BATCH_FLAGS = { ...QUEUE_OPTIONS, ...SHARED_FLAGS };

export const WORKER_FLAGS = {
  ...QUEUE_OPTIONS,
  cache: path('the folder that batch is given', 'dir'),
  threads,
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
  maxSize: textLike('^[0-9]+(\\.[0-9]+)?\\s*([kKmMgGtT]([iI]?[bB])?|[bB])?$', {
    help: 'remove what was used longest ago until no more is left',
    valueName: 'size',
    expected: 'a size, as 2GiB,',
  }),
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
  ...TALK_OPTIONS,
};

export const VALIDATE_FLAGS = { ...VALIDATE_OPTIONS, ...TALK_OPTIONS };
