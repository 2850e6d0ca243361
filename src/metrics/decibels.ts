/** Decibels of 8-bit values. */

const PEAK_SQ = 255 * 255;

/** Peak signal to noise in dB of a mean squared error of 8-bit values; Infinity for 0. */
export function psnrDb(mse: number): number {
  return mse === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(PEAK_SQ / mse);
}
