/** What `encode` and `batch` take beside the options of the library: flags, and fields of a config. */
import { TONE_CURVES } from '../images/tone-curve-words.js';
import { WITH_MIPMAPS } from './mip-options.js';
import { type Condition, type Option, oneOf, textLike } from './option.js';
import { RAW_TYPES } from './raw-words.js';
import { WRITE_OPTIONS } from './write-options.js';

/** A path. In a config it is meant from the config's folder. */
export const path = (help: string, valueName: string) =>
  ({ ...textLike('.', { help, valueName, expected: 'a path' }), namesPath: 'whole' }) as const;
export const flag = (help: string, onlyWith?: Condition) =>
  oneOf([true, false], { help, ...(onlyWith && { onlyWith }) });

/** A number of bytes, as people write it. */
export const size = (help: string) =>
  textLike('^[0-9]+(\\.[0-9]+)?\\s*([kKmMgGtT]([iI]?[bB])?|[bB])?$', {
    help,
    valueName: 'size',
    expected: 'a size, as 2GiB,',
  });

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
export const OUTPUT = {
  ...path('file, folder (for several inputs), or - for stdout', 'path'),
  otherwise: 'beside the input',
};
export const OVERWRITE_OPTIONS = {
  force: flag('replace existing files'),
  skipExisting: flag('leave existing files and go on with the next'),
  update: flag('leave existing files that are newer than their inputs, replace the others'),
};

const REPORT: Option<string[], undefined> = {
  pattern: '^(junit=.+|github)$',
  expected: 'junit=FILE or github',
  help: 'report the run to CI: as JUnit XML, or its failures as annotations of GitHub on stderr; may be repeated',
  isRepeatable: true,
  namesPath: 'after =',
  valueName: 'junit=file',
};

/** Options of commands that take any number of files. */
export const MANY_FILES_OPTIONS = {
  recursive: flag('take all files of known kinds below a folder; below --output they keep their folders'),
  filesFrom: path('take inputs from a list too, one a line or ended by zero bytes; - is stdin', 'file'),
  keepGoing: flag('go on with the other files when one fails: what is done unless told otherwise'),
  failFast: flag('begin no other file when one fails'),
  dryRun: flag('say what would be made of what, and make nothing'),
  report: REPORT,
};

export const CONTAINER = { ...WRITE_OPTIONS.container, default: undefined, otherwise: 'from --output, else ktx2' };

/** Pictures of levels, as people name them; the library takes them by `mipLevels`. */
export const MIP_LEVEL: Option<string[], undefined> = {
  pattern: '^[1-9][0-9]?=.+$',
  expected: 'LEVEL=FILE, levels from 1,',
  help: 'a picture for a level, of its size; levels after it are made of it; may be repeated',
  onlyWith: WITH_MIPMAPS,
  isRepeatable: true,
  namesPath: 'after =',
  valueName: 'level=file',
};

/** A picture, of whose pixels the library makes `mask`. */
export const MASK = path(
  'a picture as large as the inputs whose red says how much each texel matters, 0 not at all',
  'file',
);

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
    values: ['color', 'auto'],
  }),
  toneCurve: oneOf(TONE_CURVES, {
    help: 'make LDR pictures in sRGB of light, exposed before',
    onlyWith: { option: 'content', values: ['color'] },
    valueName: 'curve',
  }),
};

/** What is done beside the work. */
export const WORK_FLAGS = {
  metrics: flag('decode the result and report PSNR and SSIM, of light mPSNR and log RMSE'),
  verify: flag('read each output again: the same bytes, valid, every block legal'),
  cache: path(
    'keep textures in a folder or s3://bucket by what they are made of, and take those that are there',
    'dir',
  ),
  shard: textLike('^[1-9][0-9]{0,5}/[1-9][0-9]{0,5}$', {
    help: 'take one part of the inputs, by their names, so that several machines share the work',
    valueName: 'part/parts',
    expected: 'a part and a number of parts, as 3/16,',
  }),
};

/** How much may be held. */
export const MEMORY = {
  ...size('memory for all pictures on their way at once: others wait until there is room'),
  examples: ['2GiB', '512MiB'],
  otherwise: '2^25 pixels, whatever they take',
};

/** Options of commands that share a queue. */
export const QUEUE_OPTIONS = {
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

export const WATCH = flag('encode, and again whatever changes, until Ctrl-C');

/** Where options come from beside the command line. */
export const CONFIG_FLAGS = {
  config: {
    ...path('take options from this file; --no-config takes none from any', 'file'),
    words: [false],
    otherwise: 'astc.config.json, .js, .mjs or .ts of this folder or the nearest one above',
  } satisfies Option as Option<string | false, undefined>,
  printConfig: flag('say of each input which value every option has, and where it comes from, and make nothing'),
};
