/** What whoever loads a texture should know, beyond what its file says. */
import { samplingAdvice } from '../normal-layout.js';
import { TARGET_ROWS } from '../targets.js';
import type { FilledEncodeOptions } from './encode-options.js';

/** A line each: how normals of two components are sampled, and what the target's users have to do. */
export function adviceOf({ content, normalLayout, target, mipmaps, levels }: FilledEncodeOptions): string[] {
  const sampling = content === 'normal' ? samplingAdvice(normalLayout) : undefined;
  const { advice = [], levelAdvice } = target ? TARGET_ROWS[target] : {};
  const ofLevels = mipmaps && levels === undefined ? undefined : levelAdvice;
  return [sampling, ofLevels, ...advice].filter((line) => line !== undefined);
}
