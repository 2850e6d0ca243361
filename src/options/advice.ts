/** What whoever loads a texture should know, beyond what its file says. */
import { samplingAdvice } from '../normal-layout.js';
import { TARGET_ROWS, type Target } from '../targets.js';
import type { FilledEncodeOptions } from './encode-options.js';

/** A line each: how normals of two components are sampled, and what the target's users have to do. */
export function adviceOf({ content, normalLayout, target, mipmaps, levels }: FilledEncodeOptions): string[] {
  const sampling = content === 'normal' ? samplingAdvice(normalLayout) : undefined;
  const { advice = [], levelAdvice } = target ? TARGET_ROWS[target] : {};
  const ofLevels = mipmaps && levels === undefined ? undefined : levelAdvice;
  return [sampling, ofLevels, ...advice].filter((line) => line !== undefined);
}

/** What to know of HDR blocks where a target does not take them. */
export function hdrAdvice(target: Target): string {
  const { loader } = TARGET_ROWS[target];
  return `${loader} takes no HDR blocks of ASTC: rgbm stores light in LDR ones, profile ldr cuts it to 0..1`;
}
