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
  return block.rounding != ROUND_NONE && block.isByte && !(error > decisiveError());
}

/** The error up to which rounding, a decoder's or that of integers, may put one candidate before another of less. */
export function decisiveError(): f32 {
  return ROUNDING_MATTERS * <f32>blockState().texelCount;
}

/**
 * Squared error after rounding to 8 bits, where that matters; else the error given, raised by what rounding adds on
 * average so that the two compare.
 *
 * @param freeError  Σ significance · (texel − k / 64)² of the trial
 * @param limit  an error from which on the candidate is of no use: any at or above it may then be returned
 */
export function decodedError(freeError: f32, limit: f32 = f32.MAX_VALUE): f32 {
  const block = blockState();
  if (block.rounding == ROUND_NONE || !block.isByte) return freeError;
  return isRoundingDecisive(freeError) ? roundedError(limit) : freeError + <f32>block.texelCount * meanRounding();
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

/** Decodes every texel as unorm8 and compares it with the image; stops where `limit` is reached. */
function roundedError(limit: f32): f32 {
  const state = classState();
  const components: usize = blockState().isOpaque && decodesOpaque() ? 3 : 4;
  let total: f32 = 0;
  for (let component: usize = 0; component < components && total < limit; component++) {
    const weights = TEXEL_WEIGHTS + (<i32>component == state.plane2Component ? TEXEL_WEIGHTS_PLANE : 0);
    const squares =
      state.partitionCount == 1
        ? componentError<One>(weights, component)
        : state.partitionCount == 2
          ? componentError<Two>(weights, component)
          : componentError<Many>(weights, component);
    total += load<f32>(SIGNIFICANCE + (component << 2)) * <f32>squares;
  }
  return total;
}

/** Whether alpha decodes to 255 throughout. */
function decodesOpaque(): bool {
  for (let partition: usize = 0; partition < <usize>classState().partitionCount; partition++) {
    const decoded = DECODED_ENDPOINTS + partition * DECODED_BYTES;
    if ((load<u16>(decoded, 6) & load<u16>(decoded, 14)) != 255) return false;
  }
  return true;
}


@final
export class One {}


@final
export class Two {}


@final
export class Many {}

/** Interpolates a component of every texel, rounds as the profile does, and sums (decoded − pixel)². */
export function componentError<T>(weights: usize, component: usize): i32 {
  const block = blockState();
  const end = (<usize>block.paddedCount8) << 1;
  const isDown = block.rounding == ROUND_DOWN;
  const half = i16x8.splat(32);
  const shift = (<i32>component) << 3;
  const low = i32x4.splat(255);
  const decoded = DECODED_ENDPOINTS + (component << 1);
  const lastEnd = decoded + <usize>(classState().partitionCount - 1) * DECODED_BYTES;
  const first = v128.load16_splat(decoded);
  const firstSlope = i16x8.sub(v128.load16_splat(decoded, 8), first);
  const second = v128.load16_splat(decoded, DECODED_BYTES);
  const secondSlope = i16x8.sub(v128.load16_splat(decoded, DECODED_BYTES + 8), second);
  let sum = i32x4.splat(0);
  let offset: usize = 0;
  do {
    let base = first;
    let slope = firstSlope;
    if (idof<T>() != idof<One>()) {
      const mask = v128.load(PARTITION_MASKS + offset);
      base = v128.bitselect(first, second, mask);
      slope = v128.bitselect(firstSlope, secondSlope, mask);
    }
    if (idof<T>() == idof<Many>()) {
      let mask = PARTITION_MASKS + 2 * MASK_BYTES + offset;
      for (let ends = decoded + 2 * DECODED_BYTES; ends <= lastEnd; ends += DECODED_BYTES, mask += MASK_BYTES) {
        const inside = v128.load(mask);
        const start = v128.load16_splat(ends);
        base = v128.bitselect(start, base, inside);
        slope = v128.bitselect(i16x8.sub(v128.load16_splat(ends, 8), start), slope, inside);
      }
    }
    const k = i16x8.add(i16x8.shl(base, 6), i16x8.mul(slope, v128.load(weights + offset)));
    // top 8 of the 16 bits 257 k / 64, or of 256 k / 64 + 128: both in 16-bit arithmetic
    const raised = isDown ? i16x8.add(k, i16x8.shr_u(i16x8.add(k, half), 8)) : i16x8.add(k, half);
    const pixels = PIXELS + (offset << 1);
    const value = i16x8.narrow_i32x4_s(
      v128.and(i32x4.shr_u(v128.load(pixels), shift), low),
      v128.and(i32x4.shr_u(v128.load(pixels, 16), shift), low),
    );
    const inside = v128.load(WHOLE_MASK + offset);
    const difference = v128.and(i16x8.sub(i16x8.shr_u(raised, 6), value), inside);
    sum = i32x4.add(sum, i32x4.dot_i16x8_s(difference, difference));
    offset += 16;
  } while (offset < end);
  return sumLanesI32(sum);
}
