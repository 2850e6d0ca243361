/** Checks options before any work: one rule an option, one list of what this version cannot do yet. */
import { isAlwaysLinear } from './codec/formats.js';
import { AstcError } from './errors.js';
import { nearestWord } from './nearest.js';
import {
  ALPHA_MODES,
  COLOR_SPACES,
  CONTENTS,
  DECODE_DEFAULTS,
  DECODE_MODES,
  type DecodeOptions,
  ENCODE_DEFAULTS,
  ENCODER_DEFAULTS,
  type EncodeOptions,
  type EncoderOptions,
  type FilledDecodeOptions,
  type FilledEncodeOptions,
  GPU_MODES,
  MIP_FILTERS,
  PROFILES,
  QUALITY_PRESETS,
} from './options.js';
import { NORMAL_SWIZZLES } from './prepare-image.js';
import { FOOTPRINTS, TEXTURE_FORMATS } from './types.js';

/** What an option may be. */
interface Rule {
  /** Reads well after "Expected". */
  expected: string;
  accepts: (value: unknown) => boolean;
  /** The words to suggest from, where it is words. */
  words?: readonly string[];
}

/** Workers more than this are a slip: no process keeps so many busy. */
const MAX_THREADS = 256;
const QUALITY_WORDS = Object.keys(QUALITY_PRESETS);

const threads: Rule = {
  expected: `a whole number from 1 to ${MAX_THREADS} or auto`,
  accepts: (value) => value === 'auto' || isWhole(value, 1, MAX_THREADS),
};
const signal: Rule = { expected: 'an AbortSignal', accepts: (value) => value instanceof AbortSignal };
const onWarning: Rule = { expected: 'a function', accepts: (value) => typeof value === 'function' };
const onProgress: Rule = { expected: 'a function', accepts: (value) => typeof value === 'function' };

const ENCODE_RULES: Readonly<Record<keyof EncodeOptions, Rule>> = {
  format: oneOf(TEXTURE_FORMATS),
  block: oneOf(FOOTPRINTS),
  quality: {
    expected: `${QUALITY_WORDS.join(', ')} or a number from 0 to 100`,
    accepts: (value) => QUALITY_WORDS.includes(value as string) || isBetween(value, 0, 100),
    words: QUALITY_WORDS,
  },
  profile: oneOf(PROFILES),
  colorSpace: oneOf(COLOR_SPACES),
  content: oneOf(CONTENTS),
  swizzle: {
    expected: 'four of r, g, b, a, 0, 1',
    accepts: (value) => typeof value === 'string' && /^[rgba01]{4}$/.test(value),
  },
  channelWeights: {
    expected: 'four numbers of 0 or more, not all 0,',
    accepts: (value) => isWeights(value),
  },
  decodeMode: oneOf(DECODE_MODES),
  alpha: oneOf(ALPHA_MODES),
  mipmaps: oneOf([true, false]),
  mipFilter: oneOf(MIP_FILTERS),
  gpu: oneOf(GPU_MODES),
  threads,
  signal,
  onProgress,
  onWarning,
};

const DECODE_RULES: Readonly<Record<keyof DecodeOptions, Rule>> = {
  level: { expected: 'a whole number of 0 or more', accepts: (value) => isWhole(value, 0, 31) },
  bits: oneOf([8, 16]),
  profile: oneOf(PROFILES),
  colorSpace: oneOf(COLOR_SPACES),
  threads,
  signal,
  onProgress,
  onWarning,
};

/** What the contract names and this version cannot do: never ignored, always said. */
const UNSUPPORTED: readonly [name: keyof EncodeOptions, isUnsupported: (value: unknown) => boolean, what: string][] = [
  ['profile', (profile) => profile === 'hdr' || profile === 'hdr-rgb', 'encodes the ldr profile only'],
  ['mipmaps', (isWanted) => isWanted === true, 'makes no mip levels'],
  ['gpu', (mode) => mode !== false, 'encodes on the CPU only'],
];

/**
 * Checks every option of `encode` and fills in the defaults.
 *
 * @throws {AstcError} E_OPTION for a wrong value, an unknown name or options that do not go together; E_UNSUPPORTED
 *   for what this version cannot do
 */
export function resolveEncodeOptions(options: EncodeOptions = {}): FilledEncodeOptions {
  const filled = fill(options, ENCODE_DEFAULTS, ENCODE_RULES) as FilledEncodeOptions;
  for (const [name, isUnsupported, what] of UNSUPPORTED) {
    const value = filled[name as keyof FilledEncodeOptions];
    if (isUnsupported(value)) throw new AstcError('E_UNSUPPORTED', `this version ${what} (received ${name} ${value})`);
  }
  if (filled.format === 'astc') return filled;
  checkEtcOptions(filled, options.block);
  return { ...filled, block: '4x4' };
}

/** Options of ASTC that the other formats have not, and contents that some cannot store. */
function checkEtcOptions({ format, content, colorSpace }: FilledEncodeOptions, block: string | undefined): void {
  if (block !== undefined) {
    fail(`Expected no block for format ${format} but received ${block}`, 'block is for format astc; ETC has 4x4 only');
  }
  if (content === 'normal' && NORMAL_SWIZZLES[format] === undefined) {
    fail(`Expected a format that stores X and Y for content normal but received ${format}`, 'try eac-rg11');
  }
  if (colorSpace === 'srgb' && isAlwaysLinear(format)) {
    fail(`Expected auto or linear for colorSpace of format ${format} but received srgb`);
  }
}

/** Checks every option of `decode` and fills in the defaults. @throws {AstcError} E_OPTION */
export function resolveDecodeOptions(options: DecodeOptions = {}): FilledDecodeOptions {
  return fill(options, DECODE_DEFAULTS, DECODE_RULES) as FilledDecodeOptions;
}

const ENCODER_RULES: Readonly<Record<keyof EncoderOptions, Rule>> = {
  threads,
  onWarning,
  wasm: {
    expected: 'an address, bytes, a Response, a WebAssembly.Module or a promise of one',
    accepts: (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
  },
  worker: { expected: 'a function that starts a worker', accepts: (value) => typeof value === 'function' },
};

/** Checks the options of `createEncoder`. @throws {AstcError} E_OPTION */
export function resolveEncoderOptions(options: EncoderOptions): EncoderOptions & { threads: number | 'auto' } {
  return fill(options, ENCODER_DEFAULTS, ENCODER_RULES) as EncoderOptions & { threads: number | 'auto' };
}

/** An option that is undefined is one that was not given. */
function fill(options: object, defaults: object, rules: Readonly<Record<string, Rule>>): object {
  if (options === null || typeof options !== 'object') fail(`Expected an object for options but received ${options}`);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) {
      const names = Object.keys(rules);
      fail(`Expected one of ${names.join(', ')} for options but received ${name}`, suggest(name, names));
    }
    check(name, value, rule);
  }
  return { ...defaults, ...Object.fromEntries(given) };
}

function check(name: string, value: unknown, rule: Rule): void {
  if (rule.accepts(value)) return;
  const hint = rule.words && typeof value === 'string' ? suggest(value, rule.words) : undefined;
  fail(`Expected ${rule.expected} for ${name} but received ${show(value)}`, hint);
}

function oneOf(values: readonly unknown[]): Rule {
  const words = values.map(String);
  const expected = words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
  return { expected, accepts: (value) => values.includes(value), words };
}

function suggest(typed: string, words: readonly string[]): string | undefined {
  const word = nearestWord(typed, words);
  return word === undefined ? undefined : `did you mean ${word}?`;
}

function isBetween(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}

function isWhole(value: unknown, low: number, high: number): boolean {
  return Number.isInteger(value) && isBetween(value, low, high);
}

function isWeights(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 4) return false;
  return value.every((weight) => isBetween(weight, 0, 1e6)) && value.some((weight) => weight > 0);
}

function show(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty text' : value;
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' ? (JSON.stringify(value) ?? String(value)) : String(value);
}

function fail(message: string, hint?: string): never {
  throw new AstcError('E_OPTION', message, hint === undefined ? {} : { hint });
}
