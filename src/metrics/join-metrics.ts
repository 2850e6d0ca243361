/** Figures of several images as figures of all their pixels. */
import { type AngularError, joinAngles } from './angles.js';
import { psnrDb } from './decibels.js';
import type { ImageMetrics } from './psnr.js';

/** @param parts  of images of one size, one or more */
export function joinMetrics(parts: readonly ImageMetrics[]): ImageMetrics {
  const mean = (tell: (part: ImageMetrics) => number) =>
    parts.reduce((sum, part) => sum + tell(part), 0) / parts.length;
  // Over which components a format is measured, only the decibels of the parts know.
  const meanSquare = (tell: (part: ImageMetrics) => number) => mean((part) => 10 ** (-tell(part) / 10)) * psnrPeak;
  const angles = parts
    .map(({ angularError }) => angularError)
    .filter((each): each is AngularError => each !== undefined);
  return {
    psnrRgb: psnrDb(meanSquare((part) => part.psnrRgb)),
    psnrRgba: psnrDb(meanSquare((part) => part.psnrRgba)),
    mse: {
      r: mean(({ mse }) => mse.r),
      g: mean(({ mse }) => mse.g),
      b: mean(({ mse }) => mse.b),
      a: mean(({ mse }) => mse.a),
    },
    maxDifference: Math.max(...parts.map((part) => part.maxDifference)),
    differingPixels: parts.reduce((sum, part) => sum + part.differingPixels, 0),
    identical: parts.every((part) => part.identical),
    ...(angles.length > 0 && { angularError: joinAngles(angles) }),
  };
}

/** Squared: what 0 dB stands for. */
const psnrPeak = 255 * 255;
