/** What is said of an encoded file: its entry in the document, its line of results. */

import { kindName } from '../codec/formats.js';
import type { Container } from '../containers/container-words.js';
import { imageCount, shapeOf } from '../containers/texture-shape.js';
import type { HdrMetrics } from '../metrics/hdr.js';
import type { ImageMetrics } from '../metrics/psnr.js';
import type { FootprintChoice } from '../options/auto-options.js';
import type { FilledEncodeOptions } from '../options/encode-options.js';
import type { EncodedTexture } from './stages/encode.js';
import type { FileRun } from './stages/stage.js';
import { formatBytes, formatDb, formatSeconds, formatSpeed, roundTo } from './texts.js';

export interface FileFacts {
  container: Container;
  quality: number;
  bytes: number;
}

export function describe(
  { inputs, output }: FileRun,
  { texture, seconds, threads, adapter, choice }: EncodedTexture,
  facts: FileFacts,
) {
  const { width, height, depth, layers, faces, levels } = texture;
  const shape = shapeOf(texture);
  const texels = levels.reduce((sum, level, index) => sum + level.width * level.height * imageCount(shape, index), 0);
  return {
    input: inputs[0]!,
    ...(inputs.length > 1 && { inputs }),
    output,
    container: facts.container,
    format: texture.format,
    block: texture.block,
    profile: texture.profile,
    colorSpace: texture.colorSpace,
    quality: facts.quality,
    width,
    height,
    ...(depth !== undefined && { depth }),
    ...(layers !== undefined && { layers }),
    ...(faces === 6 && { faces }),
    levels: levels.length,
    bytes: facts.bytes,
    encodeSeconds: roundTo(seconds, 6),
    texelsPerSecond: Math.round(texels / Math.max(seconds, 1e-6)),
    threads,
    device: adapter === undefined ? 'cpu' : 'gpu',
    ...(adapter !== undefined && { adapter }),
    ...(choice && choiceFacts(choice)),
  };
}

/** Of `--block auto`; null for what was neither asked for nor needed, and for no error at all. */
function choiceFacts({ target, predicted, psnr, probes, steps }: FootprintChoice) {
  const figure = (value: number | undefined) => (value === undefined ? null : roundTo(value, 4));
  return { target: target ?? null, predicted: figure(predicted), psnr: figure(psnr), probes, steps };
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

export function resultLine(
  file: FileRun,
  entry: ReturnType<typeof describe>,
  metrics: ImageMetrics | HdrMetrics | undefined,
): string {
  const parts = [
    `${file.input} → ${entry.output}`,
    `${sizeText(entry)} ${kindName(entry)} ${entry.profile === 'ldr' ? entry.colorSpace : entry.profile} quality ${entry.quality}`,
    formatBytes(entry.bytes),
    `${formatSeconds(entry.encodeSeconds)} (${formatSpeed(entry.texelsPerSecond)}${entry.adapter ? `, ${entry.adapter}` : ''})`,
  ];
  if (metrics) parts.push(metricsText(metrics));
  return parts.join('  ');
}

function metricsText(metrics: ImageMetrics | HdrMetrics): string {
  if ('mPsnr' in metrics) return `mPSNR ${formatDb(metrics.mPsnr)}, log RMSE ${metrics.logRmse.toFixed(4)}`;
  return `RGB ${formatDb(metrics.psnrRgb)}, RGBA ${formatDb(metrics.psnrRgba)}`;
}

/** `256x256`, `64x64x32 3 levels`, `256x256 cubemap, 4 layers 9 levels`. */
function sizeText({ width, height, depth, layers, faces, levels }: ReturnType<typeof describe>): string {
  const sides = [width, height, depth].filter((side) => side !== undefined).join('x');
  const shape = [faces && ' cubemap', layers && ` ${layers} layers`].filter(Boolean).join(',');
  return `${sides}${shape}${levels === 1 ? '' : ` ${levels} levels`}`;
}
