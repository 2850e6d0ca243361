/**
 * The weights of several partitions as one field, whatever each of them moves: a second opinion on what grids lose. By
 * what they move, weights that a grid holds exactly look broken where lines of different length meet.
 */
import { blockState } from '../block/block-state';
import { IDEAL_WEIGHTS, LINE_ENERGY, classState, lineEnergy } from '../lines/class-state';
import { areStepped } from './weight-noise';
import { FREE_SHARE, SIGNAL, fixTexels, highestLineEnergy, spreadSignal } from './weight-signal';

/** Larger footprints lose 0.1 dB of sprites by a wider gate. */
const SMALL_TEXELS: i32 = 36;
/** Energy of a partition of one color. */
const ONE_COLOR: f32 = 0.1;
/** Lines of nearly one length: the signal says it all. */
const SAME_LENGTH: f32 = 0.98;
/** What steps may leave a texel, of the highest energy, in small footprints and in others. */
const STEP_NOISE_SMALL: f32 = 1e-4;
const STEP_NOISE: f32 = 3e-6;

/**
 * Whether the class at hand is worth it: lines of different length, and weights in steps or, in small footprints, a
 * partition of one color. Why: 1.2 dB of sprites at 4x4 `thorough`, 2.4 dB of thin lines; for all
 * classes it would be 0.007 dB over 43 pictures more for 2 % of the time.
 */
export function shareWeights(): bool {
  const state = classState();
  if (state.partitionCount < 2 || state.plane2Component >= 0) return false;
  const highest = highestLineEnergy(0);
  let lowest = highest;
  for (let partition: i32 = 0; partition < state.partitionCount; partition++) {
    lowest = min<f32>(lowest, lineEnergy(partition, 0));
  }
  if (lowest > SAME_LENGTH * highest) return false;
  if (blockState().texelCount >= SMALL_TEXELS) return areStepped(STEP_NOISE * highest);
  return lowest < ONE_COLOR || areStepped(STEP_NOISE_SMALL * highest);
}

/**
 * SIGNAL as if all lines had the length of the longest, free texels taking that of their neighbours.
 *
 * @returns what that costs the free texels
 */
export function buildSharedSignal(): f32 {
  const texelCount = blockState().texelCount;
  const highest = highestLineEnergy(0);
  const floor = FREE_SHARE * highest;
  const root = sqrt<f32>(highest);
  for (let at: usize = 0; at < (<usize>texelCount) << 2; at += 4) {
    store<f32>(SIGNAL + at, root * (load<f32>(IDEAL_WEIGHTS + at) - 0.5));
  }
  if (fixTexels(0, floor) == texelCount) return 0;
  spreadSignal(IDEAL_WEIGHTS, LINE_ENERGY, 0);
  let rest: f32 = 0;
  for (let at: usize = 0; at < (<usize>texelCount) << 2; at += 4) {
    const energy = load<f32>(LINE_ENERGY + at);
    if (energy >= floor) continue;
    const off = load<f32>(SIGNAL + at) / root + 0.5 - load<f32>(IDEAL_WEIGHTS + at);
    rest += energy * off * off;
  }
  return rest;
}
