/** The error of the candidate as a decoder will show it, with its rounding. */
import { sumLanesI32 } from '../../simd/lanes';
import { PIXELS, ROUND_DOWN, ROUND_NONE, SIGNIFICANCE, WHOLE_MASK, blockState } from '../block/block-state';
import { MASK_BYTES, PARTITION_MASKS, classState } from '../lines/class-state';
import { DECODED_BYTES, DECODED_ENDPOINTS, TEXEL_WEIGHTS, TEXEL_WEIGHTS_PLANE } from './trial-state';

/**
 * Error per texel up to which rounding to 8 bits decides between candidates; above it the free error is as good a
 * judge and costs nothing.
 */
const ROUNDING_MATTERS: f32 = 6;

/** Whether candidates of this error are judged by what a decoder shows, rounding and all. */
export function isRoundingDecisive(error: f32): bool {
  const block = blockState();
  return block.rounding != ROUND_NONE && block.isByte && !(error > ROUNDING_MATTERS * <f32>block.texelCount);
}

/**
 * Squared error after rounding to 8 bits, where that matters; else the error given, raised by what rounding adds on
 * average so that the two compare.
 *
 * @param freeError  Σ significance · (texel − k / 64)² of the trial
 */
export function decodedError(freeError: f32): f32 {
  const block = blockState();
  if (block.rounding == ROUND_NONE || !block.isByte) return freeError;
  return isRoundingDecisive(freeError) ? roundedError() : freeError + <f32>block.texelCount * meanRounding();
}

/** Variance of rounding, a twelfth of a step squared, over the components that vary. */
function meanRounding(): f32 {
  const varying = blockState().varyingMask;
  let sum: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if ((varying >> component) & 1) sum += load<f32>(SIGNIFICANCE + ((<usize>component) << 2)) * (1.0 / 12.0);
  }
  return sum;
}

/** i16[240]: decoded values of a component. */
export const DECODED: usize = memory.data(480, 16);

/** Decodes every texel as unorm8 and compares it with the image. */
function roundedError(): f32 {
  const state = classState();
  let total: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    const weights = TEXEL_WEIGHTS + (component == state.plane2Component ? TEXEL_WEIGHTS_PLANE : 0);
    decodeComponent(weights, <usize>component);
    total += load<f32>(SIGNIFICANCE + ((<usize>component) << 2)) * <f32>squaredDifference(<usize>component);
  }
  return total;
}

/** Interpolates a component of every texel and rounds as the profile does. */
export function decodeComponent(weights: usize, component: usize): void {
  const state = classState();
  const block = blockState();
  const end = (<usize>block.paddedCount8) << 1;
  const isDown = block.rounding == ROUND_DOWN;
  const half = i16x8.splat(32);
  for (let partition: usize = 0; partition < <usize>state.partitionCount; partition++) {
    const decoded = DECODED_ENDPOINTS + partition * DECODED_BYTES + (component << 1);
    const e0 = <i32>load<u16>(decoded);
    const base = i16x8.splat(<i16>(e0 << 6));
    const slope = i16x8.splat(<i16>(<i32>load<u16>(decoded, 8) - e0));
    const mask = PARTITION_MASKS + partition * MASK_BYTES;
    for (let offset: usize = 0; offset < end; offset += 16) {
      const k = i16x8.add(base, i16x8.mul(slope, v128.load(weights + offset)));
      // top 8 of the 16 bits 257 k / 64, or of 256 k / 64 + 128: both in 16-bit arithmetic
      const raised = isDown ? i16x8.add(k, i16x8.shr_u(i16x8.add(k, half), 8)) : i16x8.add(k, half);
      let value = v128.and(i16x8.shr_u(raised, 6), v128.load(mask + offset));
      if (partition > 0) value = v128.or(value, v128.load(DECODED + offset));
      v128.store(DECODED + offset, value);
    }
  }
}

/** Σ (decoded − pixel)² over the texels. */
export function squaredDifference(component: usize): i32 {
  const end = (<usize>blockState().paddedCount8) << 1;
  const shift = (<i32>component) << 3;
  const low = i32x4.splat(255);
  let sum = i32x4.splat(0);
  for (let offset: usize = 0; offset < end; offset += 16) {
    const pixels = PIXELS + (offset << 1);
    const value = i16x8.narrow_i32x4_s(
      v128.and(i32x4.shr_u(v128.load(pixels), shift), low),
      v128.and(i32x4.shr_u(v128.load(pixels, 16), shift), low),
    );
    const inside = v128.load(WHOLE_MASK + offset);
    const difference = v128.and(i16x8.sub(v128.load(DECODED + offset), value), inside);
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(difference, difference));
  }
  return sumLanesI32(sum);
}
