/** Speed at equal PSNR, as the command line computes it: src/cli/bench/curve.ts. */
import { curve } from './built.mjs';

/** @typedef {import('../src/cli/bench/curve.js').CurvePoint} CurvePoint */

export const { geometricMean, paretoFront, ratioAtEqualPsnr, speedAtPsnr } = curve;
