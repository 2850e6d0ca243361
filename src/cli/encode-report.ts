/** What is said of an encoded file: its entry in the document, its line of results. */

import { kindName } from '../codec/formats.js';
import type { Container } from '../containers/container-words.js';
import { imageCount, shapeOf } from '../containers/texture-shape.js';
import type { ContentGuess } from '../images/guess-content.js';
import type { FootprintChoice } from '../options/auto-options.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import type { CompressedTexture } from '../types.js';
import { anglesText } from './compare-normals.js';
import type { EncodedTexture } from './stages/encode.js';
import type { TextureMetrics } from './stages/measure.js';
import type { FileRun } from './stages/stage.js';
import { formatBytes, formatDb, formatSeconds, formatSpeed, formatSsim, roundTo } from './texts.js';

export interface FileFacts {
  container: Container;
  quality: number;
  bytes: number;
}

/** Facts of a texture, the same whoever made it and when. */
export function describeTexture(texture: CompressedTexture, { container, quality, bytes }: FileFacts) {
  const { width, height, depth, layers, faces } = texture;
  return {
    container,
    format: texture.format,
    block: texture.block,
    profile: texture.profile,
    colorSpace: texture.colorSpace,
    quality,
    width,
    height,
    ...(depth !== undefined && { depth }),
    ...(layers !== undefined && { layers }),
    ...(faces === 6 && { faces }),
    levels: texture.levels.length,
    bytes,
  };
}

/** How long it took, and who did it. */
export function describeWork({ texture, seconds, threads, adapter, choice, guess }: EncodedTexture) {
  const shape = shapeOf(texture);
  const texels = texture.levels.reduce(
    (sum, { width, height }, index) => sum + width * height * imageCount(shape, index),
    0,
  );
  return {
    encodeSeconds: roundTo(seconds, 6),
    texelsPerSecond: Math.round(texels / Math.max(seconds, 1e-6)),
    threads,
    device: adapter === undefined ? 'cpu' : 'gpu',
    ...(adapter !== undefined && { adapter }),
    ...(choice && choiceFacts(choice)),
    ...(guess && { content: guess.content, contentReason: guess.reason }),
  };
}

/** Of `--block auto`; null for what was neither asked for nor needed, and for no error at all. */
function choiceFacts({ target, predicted, psnr, probes, steps }: FootprintChoice) {
  const figure = (value: number | undefined) => (value === undefined ? null : roundTo(value, 4));
  return { target: target ?? null, predicted: figure(predicted), psnr: figure(psnr), probes, steps };
}

/** What a picture was taken for, and why. */
export function guessLine({ input }: Pick<FileRun, 'input'>, { content, reason }: ContentGuess): string {
  return `${input}: content ${content}, since ${reason}`;
}

/** What was chosen, and why. */
export function choiceLine(
  { input }: FileRun,
  { block, target, predicted, psnr = 0, probes, steps }: FootprintChoice,
  { maxBpp, maxBytes }: FilledEncodeOptions,
): string {
  const limits = [maxBpp && `${maxBpp} bits a texel`, maxBytes && formatBytes(maxBytes)].filter(Boolean).join(' and ');
  const within = limits && ` within ${limits}`;
  if (target === undefined) return `${input}: ${block} is the largest rate${within}`;
  const reason = psnr < target ? `the largest rate${within}, short of` : `the fewest bits${within} for`;
  const notes = [
    `${formatDb(psnr)} measured`,
    ...(predicted === undefined ? [] : [`${formatDb(predicted)} predicted`]),
    `${probes} sampled`,
    ...(steps > 0 ? [`${steps} fell short`] : []),
  ];
  return `${input}: ${block} is ${reason} ${target} dB (${notes.join(', ')})`;
}

/** A file in the document. Of one from the cache the work is that of who made it. */
export type EncodeEntry = ReturnType<typeof describeTexture> &
  ReturnType<typeof describeWork> & {
    input: string;
    inputs?: readonly string[];
    output: string;
    cached?: true;
    verified?: true;
    metrics?: TextureMetrics;
  };

export function resultLine(file: FileRun, entry: EncodeEntry): string {
  const { cached, metrics } = entry;
  const work = `${formatSeconds(entry.encodeSeconds)} (${formatSpeed(entry.texelsPerSecond)}${entry.adapter ? `, ${entry.adapter}` : ''})`;
  const parts = [
    `${file.input} → ${entry.output}`,
    `${sizeText(entry)} ${kindName(entry)} ${entry.profile === 'ldr' ? entry.colorSpace : entry.profile} quality ${qualityText(entry.quality)}`,
    formatBytes(entry.bytes),
    cached ? 'cached' : work,
  ];
  if (metrics) parts.push(metricsText(metrics));
  return parts.join('  ');
}

/** The number; `realtime` is a word alone. */
function qualityText(quality: number): string {
  return quality < 0 ? 'realtime' : String(quality);
}

function metricsText(metrics: TextureMetrics): string {
  if ('mPsnr' in metrics) return `mPSNR ${formatDb(metrics.mPsnr)}, log RMSE ${metrics.logRmse.toFixed(4)}`;
  const { psnrRgb, psnrRgba, psnrWeighted, ssim, angularError } = metrics;
  const plain = angularError
    ? `${anglesText(angularError)}, RGB ${formatDb(psnrRgb)}`
    : `RGB ${formatDb(psnrRgb)}, RGBA ${formatDb(psnrRgba)}, SSIM ${formatSsim(ssim)}`;
  return psnrWeighted === undefined ? plain : `${plain}, weighted ${formatDb(psnrWeighted)}`;
}

/** `256x256`, `64x64x32 3 levels`, `256x256 cubemap, 4 layers 9 levels`. */
function sizeText({ width, height, depth, layers, faces, levels }: EncodeEntry): string {
  const sides = [width, height, depth].filter((side) => side !== undefined).join('x');
  const shape = [faces && ' cubemap', layers && ` ${layers} layers`].filter(Boolean).join(',');
  return `${sides}${shape}${levels === 1 ? '' : ` ${levels} levels`}`;
}
