/** The figures of `astc-wasm compare`: measured, as text, and held against floors. */
import { AstcError } from '../errors.js';
import { isFloatImage, isOpaque } from '../images/channels.js';
import { toFloatImage } from '../images/float-values.js';
import { compareHdrImages, compareImages, type HdrMetrics, type Image, type ImageMetrics } from '../index.js';
import { compareNormals } from '../metrics/angles.js';
import { leastSsim, measureSsim, type SsimMetrics } from '../metrics/ssim-metrics.js';
import type { Content } from '../options/encode-options.js';
import { failOption } from '../options/speech.js';
import { anglesText } from './compare-normals.js';
import { formatDb, formatShare, formatSsim } from './texts.js';

/** A figure that a floor can be held against. */
interface Compared {
  name: string;
  value: number;
}

/** Figures and how they read. */
export interface Measured {
  metrics: (ImageMetrics & SsimMetrics) | HdrMetrics;
  lines: string[];
  psnr: Compared;
  /** Missing for light. */
  ssim?: Compared;
}

/** Floors of the flags. */
export interface Floors {
  minPsnr?: number | undefined;
  minSsim?: number | undefined;
}

/** Where one of the pictures is of floats, the other is light as well, decoded where it is sRGB-encoded. */
export function measurePictures(a: Image, b: Image, content: Content = 'color'): Measured {
  if (![a, b].some(isFloatImage)) return measureIntegers(a, b, content);
  if (content === 'normal') failOption('Expected pictures of integers for --content normal but received floats');
  return measureLight(toFloatImage(a, true), toFloatImage(b, true));
}

function measureIntegers(a: Image, b: Image, content: Content): Measured {
  const angularError = content === 'normal' ? compareNormals(a, b) : undefined;
  const metrics = { ...compareImages(a, b), ...measureSsim(a, b), ...(angularError && { angularError }) };
  const name = isOpaque(a) && isOpaque(b) ? 'psnrRgb' : 'psnrRgba';
  return { metrics, lines: integerLines(metrics, a), psnr: { name, value: metrics[name] }, ssim: leastSsim(metrics) };
}

function measureLight(a: Image, b: Image): Measured {
  const metrics = compareHdrImages(a, b);
  return { metrics, lines: lightLines(metrics, a), psnr: { name: 'mPsnr', value: metrics.mPsnr } };
}

/** What is below its floor, as sentences. @throws {AstcError} E_UNSUPPORTED for a floor of SSIM and light */
export function belowFloors({ psnr, ssim }: Measured, { minPsnr, minSsim }: Floors): string[] {
  if (minSsim !== undefined && ssim === undefined) {
    throw new AstcError(
      'E_UNSUPPORTED',
      'SSIM of pictures of light (expected components of 8 or 16 bits for --min-ssim)',
      {
        hint: '--min-psnr is held against mPSNR',
      },
    );
  }
  const sentence = (text: string, name: string, floor: string) =>
    `${text} of ${name} is below the floor (expected at least ${floor})`;
  const below: string[] = [];
  if (minPsnr !== undefined && psnr.value < minPsnr)
    below.push(sentence(formatDb(psnr.value), psnr.name, `${minPsnr} dB`));
  if (minSsim !== undefined && ssim!.value < minSsim)
    below.push(sentence(formatSsim(ssim!.value), ssim!.name, `${minSsim}`));
  return below;
}

/** The document's part about floors. */
export function verdictOf({ psnr, ssim }: Measured, { minPsnr, minSsim }: Floors, isPassed: boolean) {
  return {
    ...(minPsnr !== undefined && { minPsnr, comparedPsnr: psnr.name }),
    ...(minSsim !== undefined && { minSsim, comparedSsim: ssim?.name }),
    ...((minPsnr ?? minSsim) !== undefined && { passed: isPassed }),
  };
}

function integerLines(metrics: ImageMetrics & SsimMetrics, image: Image): string[] {
  const { mse, ssimAlpha, angularError } = metrics;
  const errors = [mse.r, mse.g, mse.b, mse.a].map((value) => value.toFixed(3)).join(' ');
  return [
    ...(angularError === undefined ? [] : [`angles     ${anglesText(angularError)}`]),
    `PSNR RGB   ${formatDb(metrics.psnrRgb)}`,
    `PSNR RGBA  ${formatDb(metrics.psnrRgba)}`,
    `SSIM RGB   ${formatSsim(metrics.ssim)}`,
    ...(ssimAlpha === undefined ? [] : [`SSIM A     ${formatSsim(ssimAlpha)}`]),
    `mean squared error r g b a  ${errors}`,
    `largest difference  ${metrics.maxDifference} of 255`,
    differingLine(metrics, image),
  ];
}

function lightLines(metrics: HdrMetrics, image: Image): string[] {
  return [
    `mPSNR RGB  ${formatDb(metrics.mPsnr)}`,
    `log RMSE   ${metrics.logRmse.toFixed(4)}`,
    `PSNR RGB to the peak of ${Number(metrics.peak.toPrecision(6))}  ${formatDb(metrics.psnrPeak)}`,
    `largest difference  ${metrics.maxStops.toFixed(3)} stops`,
    differingLine(metrics, image),
  ];
}

function differingLine({ differingPixels }: { differingPixels: number }, { width, height }: Image): string {
  return `differing pixels  ${differingPixels} (${formatShare(differingPixels / (width * height))})`;
}
