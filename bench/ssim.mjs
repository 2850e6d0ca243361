/** Structural similarity, as `astc-wasm compare` has it: src/metrics/ssim-metrics.ts, of the build. */
import { ssimMetrics } from './built.mjs';

/**
 * The mean of red, green and blue as they are stored, whatever alpha says; alpha by itself where either picture has any.
 *
 * @param {import('./images.mjs').Pixels} source 8 bits
 * @param {import('./images.mjs').Pixels} decoded of the same size
 * @returns {{ ssim: number, ssimAlpha?: number }} −1..1, 1 for no difference
 */
export function ssim(source, decoded) {
  return ssimMetrics.measureSsim(toImage(source), toImage(decoded));
}

/**
 * @param {import('./images.mjs').Pixels} pixels
 * @returns {import('../src/types.js').Image}
 */
function toImage(pixels) {
  return { ...pixels, channels: 4, colorSpace: 'linear', hasAlpha: true };
}
