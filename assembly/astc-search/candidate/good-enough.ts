/** When a block needs no more work: errors below which nobody would see what further search gains. */
import { bestBlock } from './best-block';
import { blockState } from '../block/block-state';
import { domainRow } from '../block/domain';
import { quality } from '../quality';

/** f32[2]: error at which the block is good enough; at which a seed is. */
const GOOD_ERROR: usize = memory.data(8, 4);

/** A block is poor when its error is this many times what would be good enough. */
const POOR: f32 = 3;

/**
 * Share of the good error down to which the modes of a class go on being tried: they cost less than another class. Why:
 * +0.10 dB at 4x4 and +0.01 dB at 6x6 medium, +0.03 and +0.02 dB at fastest, for 1-2 % of the time.
 */
const CLASS_SHARE: f32 = 0.5;

/**
 * Share down to which presets that kick look further than the seed, others {@link CLASS_SHARE}. Why: 0.02 / 0.11 / 0.21 dB
 * at 6x6 / 8x8 / 12x12 `thorough` over 47 pictures, up to 6 dB of a soft shape in alpha, for no measurable time on
 * photographs, 2 % on smooth pictures at 12x12; at `medium` 0.01 to 0.05 dB would take 2 to 5 %.
 */
const SEED_SHARE: f32 = 0.03;

/**
 * A first fit this many times better than good enough is not refined. Why: 0.02 dB for 13 % of the time at 6x6 `fast`,
 * nothing at 4x4 `medium`.
 */
const FINE: f32 = 6;

/**
 * Texels from which on volumes are held to the same standard: their blocks are compact, so what they show is smoother
 * than that of flat blocks of as many texels. Why: +0.8 / 1.6 dB over none at 6x5x5 / 6x6x6, `fast`, for 1.7 / 2.2 times
 * the time, +0.2 / 0.6 dB at `medium` for 1.2 / 1.4 times.
 */
const VOLUME_TEXELS: f64 = 100;

/** Sets the errors from the quality row; after the footprint is known. */
export function prepareGoodEnough(): void {
  const texels = <f64>blockState().texelCount;
  const size = blockState().depth > 1 ? min<f64>(texels, VOLUME_TEXELS) : texels;
  const a = <f64>quality().goodA - 35 * Math.log10(size);
  const b = <f64>quality().goodB - 19 * Math.log10(size);
  const decibels = max<f64>(a, b) + <f64>domainRow(blockState().domain).goodShift;
  const error = <f32>(texels * 4 * 65025 * Math.pow(10, -decibels / 10));
  store<f32>(GOOD_ERROR, error);
  store<f32>(GOOD_ERROR, error * (quality().kicks > 0 ? SEED_SHARE : CLASS_SHARE), 4);
}

/** Whether the best candidate ends the search. */
// @ts-ignore: decorator
@inline
export function isGoodEnough(): bool {
  return bestBlock().error <= load<f32>(GOOD_ERROR);
}

/** Whether the best candidate ends the trials of a class, which is fitted and predicted already. */
// @ts-ignore: decorator
@inline
export function endsClass(): bool {
  return bestBlock().error <= CLASS_SHARE * load<f32>(GOOD_ERROR);
}

/** Whether the seed ends the search. */
// @ts-ignore: decorator
@inline
export function endsAtSeed(): bool {
  return bestBlock().error <= load<f32>(GOOD_ERROR, 4);
}

/** Whether even more candidates than usual are worth their time. */
// @ts-ignore: decorator
@inline
export function isPoor(): bool {
  return bestBlock().error > POOR * load<f32>(GOOD_ERROR);
}

/** Error that a block may always have: below it predictions mean nothing. */
// @ts-ignore: decorator
@inline
export function errorFloor(): f32 {
  return domainRow(blockState().domain).errorFloor * <f32>blockState().texelCount;
}

/** Whether a candidate of this error needs no refinement. */
// @ts-ignore: decorator
@inline
export function isFine(error: f32): bool {
  return FINE * error <= load<f32>(GOOD_ERROR);
}
