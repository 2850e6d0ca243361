/** SSIM of pictures: of their colours, of their alpha where there is any, of several pictures. */
import { isOpaque } from '../images/channels.js';
import type { Image } from '../types.js';
import { componentSsim } from './ssim.js';

export interface SsimMetrics {
  /** Mean over the colour components of their structural similarity, −1..1, 1 for no difference. */
  ssim: number;
  /** That of alpha; missing where both pictures are opaque. */
  ssimAlpha?: number;
}

/** Components that are compared: colours, and what else is stored. */
export interface ComparedComponents {
  all: readonly number[];
  colors: readonly number[];
}

const ALPHA = 3;
const RGBA: ComparedComponents = { all: [0, 1, 2, ALPHA], colors: [0, 1, 2] };

/** @throws {AstcError} E_OPTION for different sizes; E_UNSUPPORTED for floats */
export function measureSsim(a: Image, b: Image, { all, colors }: ComparedComponents = RGBA): SsimMetrics {
  const ssim = mean(colors.map((component) => componentSsim(a, b, component)));
  // Alpha that is one of two axes of a normal counts among them.
  const hasAlpha = all.includes(ALPHA) && !colors.includes(ALPHA) && !(isOpaque(a) && isOpaque(b));
  return { ssim, ...(hasAlpha && { ssimAlpha: componentSsim(a, b, ALPHA) }) };
}

/** The mean over pictures; opaque ones are alike in alpha. @param parts  one or more */
export function joinSsim(parts: readonly SsimMetrics[]): SsimMetrics {
  const hasAlpha = parts.some(({ ssimAlpha }) => ssimAlpha !== undefined);
  return {
    ssim: mean(parts.map(({ ssim }) => ssim)),
    ...(hasAlpha && { ssimAlpha: mean(parts.map(({ ssimAlpha = 1 }) => ssimAlpha)) }),
  };
}

/** What a floor is held against: alpha where it is worse than the colours. */
export function leastSsim({ ssim, ssimAlpha = 1 }: SsimMetrics): { name: keyof SsimMetrics; value: number } {
  return ssimAlpha < ssim ? { name: 'ssimAlpha', value: ssimAlpha } : { name: 'ssim', value: ssim };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
