/** What the habits of other tools (astcenc, ktx, toktx) make people type, and what they mean by it here. */

import { CONTAINERS } from '../containers/container-words.js';
import { nearestWord } from '../nearest.js';
import { QUALITY_PRESETS } from '../options/encode-options.js';
import { TARGETS } from '../options/target.js';
import { ALL_FOOTPRINTS, TEXTURE_FORMATS } from '../types.js';

/** A flag of other tools. */
export interface Slip {
  /** As commander declares it. */
  flag: string;
  /** Our option; commands without it do not know the slip either. */
  option: string;
  /** What to type instead. */
  means: (value: string) => string;
}

export const SLIPS: readonly Slip[] = [
  { flag: '--srgb', option: 'colorSpace', means: () => '--color-space srgb' },
  { flag: '--linear', option: 'colorSpace', means: () => '--color-space linear' },
  { flag: '--assign-oetf <name>', option: 'colorSpace', means: (name) => `--color-space ${name}` },
  { flag: '--normal', option: 'content', means: () => '--content normal' },
  { flag: '--normal-mode', option: 'normalLayout', means: () => '--content normal --normal-layout la' },
  { flag: '-a <radius>', option: 'alphaWeight', means: (radius) => `--alpha-weight ${radius}` },
  { flag: '-j <count>', option: 'threads', means: (count) => `--threads ${count}` },
  { flag: '--jobs <count>', option: 'threads', means: (count) => `--threads ${count}` },
  { flag: '--astc-blk-d <footprint>', option: 'block', means: (footprint) => `--block ${footprint}` },
  { flag: '--astc-quality <level>', option: 'quality', means: (level) => `--quality ${level}` },
  { flag: '--preset <level>', option: 'quality', means: (level) => `--quality ${level}` },
  { flag: '--encode <format>', option: 'format', means: (format) => `--format ${format}` },
  { flag: '--input-swizzle <rgba01>', option: 'swizzle', means: (swizzle) => `--swizzle ${swizzle}` },
  { flag: '--genmipmap', option: 'mipmaps', means: () => '--mipmaps' },
  { flag: '--generate-mipmap', option: 'mipmaps', means: () => '--mipmaps' },
  { flag: '--mipmap', option: 'mipmaps', means: () => '--mipmaps' },
  { flag: '--mipmap-filter <name>', option: 'mipFilter', means: (name) => `--mip-filter ${name}` },
  { flag: '--mipmap-filter-scale <number>', option: 'mipScale', means: (number) => `--mip-scale ${number}` },
  { flag: '--mipmap-wrap <mode>', option: 'mipWrap', means: (mode) => `--mip-wrap ${mode}` },
  { flag: '--dilate', option: 'alpha', means: () => '--alpha bleed' },
  { flag: '--yflip', option: 'flipY', means: () => '--flip-y' },
  { flag: '--y-flip', option: 'flipY', means: () => '--flip-y' },
  { flag: '-f', option: 'force', means: () => '--force' },
  { flag: '--overwrite', option: 'force', means: () => '--force' },
];

/** Words by option that mean one of ours. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  format: {
    etc: 'etc1, etc2-rgb or etc2-rgba',
    etc2: 'etc2-rgb or etc2-rgba',
    eac: 'eac-r11 or eac-rg11',
    r11: 'eac-r11',
    rg11: 'eac-rg11',
  },
  quality: {
    lowest: 'fastest',
    low: 'fast',
    normal: 'medium',
    default: 'medium',
    high: 'thorough',
    slow: 'thorough',
    best: 'exhaustive',
    highest: 'exhaustive',
    max: 'exhaustive',
  },
  content: { albedo: 'color', diffuse: 'color', normals: 'normal', height: 'data', alpha: 'mask', orm: 'mask' },
  normalLayout: { rgb: 'xyz', xy: 'rg', ra: 'la', ag: 'la' },
  alpha: { premultiplied: 'premultiply', dilate: 'bleed' },
  mipFilter: { tent: 'triangle', linear: 'triangle', bilinear: 'triangle', bicubic: 'mitchell', sinc: 'lanczos3' },
  mipWrap: { wrap: 'repeat', reflect: 'mirror', edge: 'clamp' },
  threads: { 0: 'auto', all: 'auto', max: 'auto' },
  container: { ktx1: 'ktx' },
};

/** What to do instead of a value, where a habit explains it. */
export function slipHint(option: string, typed: string): string | undefined {
  const text = typed.toLowerCase();
  const words = WORDS[option];
  const word = words && Object.hasOwn(words, text) ? words[text] : GUESSES[option]?.(text);
  return word === undefined ? undefined : `did you mean ${word}?`;
}

const GUESSES: Readonly<Record<string, (text: string) => string | undefined>> = {
  block: guessFootprint,
  format: guessFormat,
  swizzle: guessSwizzle,
  quality: (text) => nearestWord(text.replaceAll(/[^a-z]/g, ''), Object.keys(QUALITY_PRESETS)),
  channelWeights: (text) => (/^[\d.]+(,[\d.]+){2}$/.test(text) ? `${text},1` : undefined),
  container: (text) => CONTAINERS.find((container) => `.${container}` === text),
  resize: (text) =>
    /^\d+(\*\d+)?$/.test(text) ? (text.includes('*') ? text.replace('*', 'x') : `${text}x`) : undefined,
  target: (text) => nearestWord(text.replace(/[._-]?js$/, ''), TARGETS),
};

/** "6", "6*6", "astc-6x6" → "6x6"; "4*4*4" → "4x4x4". */
function guessFootprint(text: string): string | undefined {
  const [width, height = width, ...depth] = text.match(/\d+/g) ?? [];
  const wanted = [width, height, ...depth].join('x');
  return ALL_FOOTPRINTS.find((footprint) => footprint === wanted);
}

/** "astc-6x6" → a format and a block; "ETC2_RGB" → "etc2-rgb"; a container is none. */
function guessFormat(text: string): string | undefined {
  const footprint = text.startsWith('astc') ? guessFootprint(text) : undefined;
  if (footprint) return `--format astc --block ${footprint}`;
  const format = nearestWord(text.replaceAll('_', '-'), TEXTURE_FORMATS);
  const container = CONTAINERS.find((each) => each === text);
  if (container && format !== text) return `--container ${container}`;
  return format;
}

/** "r" → "rrr1", "rg" → "rg01", "rgb" → "rgb1". */
function guessSwizzle(text: string): string | undefined {
  if (!/^[rgba01]{1,4}$/.test(text)) return undefined;
  return [`${text.repeat(3)}1`, `${text}01`, `${text}1`, text][text.length - 1];
}
