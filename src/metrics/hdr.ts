/** How far two pictures of light are apart: mPSNR and log RMSE, as native astcenc defines and prints them. */
import { AstcError } from '../errors.js';
import { acceptPixels, type PixelInput } from '../images/accept-pixels.js';
import { toFloatImage } from '../images/float-values.js';
import { MAX_HALF, roundToHalf } from '../images/half-float.js';
import type { Image } from '../types.js';

export interface HdrMetrics {
  /**
   * Multi-exposure PSNR in dB: the mean squared error of red, green and blue as pictures of 8 bits and gamma 2.2, over exposures
   * from 2^-10 to 2^10. Infinity where they agree everywhere, which JSON writes as `null`.
   */
  mPsnr: number;
  /** Root of the mean of what the logarithms to base 2 of red, green and blue differ by, squared and added up. */
  logRmse: number;
  /** Largest component of the first picture's colours. */
  peak: number;
  /** PSNR of red, green and blue against that peak, in dB. */
  psnrPeak: number;
  /** Largest difference of a component's light, in stops, among those above 2^-14 in both. */
  maxStops: number;
  /** Pixels that differ in any component. */
  differingPixels: number;
  identical: boolean;
}

/** Exposures in stops. */
const FIRST_STOP = -10;
const LAST_STOP = 10;
const GAMMA = 2.2;
const PEAK = 255;
/** The smallest normal half float: below it stops mean little. */
const LEAST_NORMAL = 2 ** -14;

/** 255 times what an exposure does to a value once its gamma is applied. */
const EXPOSURES = Float64Array.from(
  { length: LAST_STOP - FIRST_STOP + 1 },
  (_, index) => PEAK * 2 ** ((FIRST_STOP + index) / GAMMA),
);

/**
 * Compares two pictures of one size; integers are shares of 1. Values are rounded to half floats and held to 0..65504, as the
 * decoded blocks are; NaN is 0.
 *
 * @throws {AstcError} E_OPTION for different sizes
 */
export function compareHdrImages(inputA: PixelInput, inputB: PixelInput): HdrMetrics {
  const [a, b] = acceptLight(inputA, inputB);
  let exposed = 0;
  let logarithms = 0;
  let squares = 0;
  let peak = 0;
  let maxStops = 0;
  let differingPixels = 0;
  for (let texel = 0; texel < a.data.length; texel += 4) {
    let differs = storedLight(a.data[texel + 3]!) !== storedLight(b.data[texel + 3]!);
    for (let component = texel; component < texel + 3; component++) {
      const lightA = storedLight(a.data[component]!);
      const lightB = storedLight(b.data[component]!);
      peak = Math.max(peak, lightA);
      if (lightA === lightB) continue;
      differs = true;
      squares += (lightA - lightB) ** 2;
      logarithms += (nativeLog2(lightA) - nativeLog2(lightB)) ** 2;
      exposed += exposedError(lightA, lightB);
      maxStops = Math.max(maxStops, stopsBetween(lightA, lightB));
    }
    differingPixels += Number(differs);
  }
  const pixelCount = a.width * a.height;
  return {
    mPsnr: decibels((PEAK * PEAK * 3 * pixelCount * EXPOSURES.length) / exposed),
    logRmse: Math.sqrt(logarithms / pixelCount),
    peak,
    psnrPeak: decibels((peak * peak * 3 * pixelCount) / squares),
    maxStops,
    differingPixels,
    identical: differingPixels === 0,
  };
}

/** Figures of several pictures as those of all their pixels. @param parts  of one size, one or more */
export function joinHdrMetrics(parts: readonly HdrMetrics[]): HdrMetrics {
  const mean = (tell: (part: HdrMetrics) => number) => parts.reduce((sum, part) => sum + tell(part), 0) / parts.length;
  const peak = Math.max(...parts.map((part) => part.peak));
  return {
    mPsnr: decibels(1 / mean(({ mPsnr }) => 10 ** (-mPsnr / 10))),
    logRmse: Math.sqrt(mean(({ logRmse }) => logRmse ** 2)),
    peak,
    psnrPeak: decibels((peak * peak) / mean((part) => part.peak ** 2 * 10 ** (-part.psnrPeak / 10))),
    maxStops: Math.max(...parts.map(({ maxStops }) => maxStops)),
    differingPixels: parts.reduce((sum, part) => sum + part.differingPixels, 0),
    identical: parts.every(({ identical }) => identical),
  };
}

/** Both as floats. @throws {AstcError} E_OPTION */
export function acceptLight(inputA: PixelInput, inputB: PixelInput): [Image, Image] {
  const [a, b] = [inputA, inputB].map((input) =>
    toFloatImage(acceptPixels(input, { colorProfile: 'keep' }), false),
  ) as [Image, Image];
  if (a.width === b.width && a.height === b.height) return [a, b];
  const sizes = `${a.width}x${a.height} and ${b.width}x${b.height}`;
  throw new AstcError('E_OPTION', `Expected two images of one size but received ${sizes}`);
}

/** Light as blocks can hold it. */
export function storedLight(light: number): number {
  return light > 0 ? Math.min(MAX_HALF, roundToHalf(light)) : 0;
}

function decibels(ratio: number): number {
  return 10 * Math.log10(ratio);
}

function exposedError(a: number, b: number): number {
  const encodedA = a ** (1 / GAMMA);
  const encodedB = b ** (1 / GAMMA);
  let sum = 0;
  for (const exposure of EXPOSURES) {
    const difference = Math.min(PEAK, encodedA * exposure) - Math.min(PEAK, encodedB * exposure);
    sum += difference * difference;
  }
  return sum;
}

/** Doublings from one light to the other; those below the normal half floats are taken for the smallest one. */
export function stopsBetween(a: number, b: number): number {
  return Math.abs(Math.log2(Math.max(a, LEAST_NORMAL)) - Math.log2(Math.max(b, LEAST_NORMAL)));
}

const bits = new DataView(new ArrayBuffer(4));

/**
 * The logarithm as native computes it, so that its figures are ours: a polynomial of degree four in the mantissa, and −127 for 0.
 */
function nativeLog2(value: number): number {
  bits.setFloat32(0, value);
  const pattern = bits.getUint32(0);
  const exponent = ((pattern >>> 23) & 0xff) - 127;
  bits.setUint32(0, (pattern & 0x7fffff) | 0x3f800000);
  const m = bits.getFloat32(0);
  const p =
    2.8882704548164777 +
    m * (-2.52074962577807 + m * (1.4811664752121316 + m * (-0.4657256442888448 + m * 0.0596515482674575)));
  return p * (m - 1) + exponent;
}
