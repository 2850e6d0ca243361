/**
 * What quantizing the weights will cost, by level, before any is quantized: partly as if weights were uniform within a
 * step, mostly as measured on the block's own.
 */
import { maxLanes, sumFourLanesI32, sumLanes } from '../../simd/lanes';
import { WHOLE_MASK, blockState } from '../block/block-state';
import { DOMAIN_LDR } from '../block/domain';
import { IDEAL_WEIGHTS, LINE_ENERGY, WEIGHT_PLANE, classState } from '../lines/class-state';
import { twoLevelNoise } from './two-levels';

/** f32[24]: weight noise per unit of grid gain, by level; second half for grids with a weight a texel. */
export const NOISE: usize = memory.data(24 * 4, 16);
const DIRECT: usize = 48;

/**
 * f32[12]: what remains of a level's noise after least squares and realignment, for 2 … 32 levels, the same for every
 * footprint and class. Printed by bench/train/noise-share.mjs.
 */
export const NOISE_SHARE: usize = memory.data<f32>([
  0.33, 0.42, 0.44, 0.44, 0.4, 0.4, 0.53, 0.45, 0.4, 0.39, 0.63, 0.56,
]);
/** i16[12]: levels less one. */
export const LEVEL_STEPS: usize = memory.data<i16>([1, 2, 3, 4, 5, 7, 9, 11, 15, 19, 23, 31]);
/** f32[12]: 1 / steps². */
export const INVERSE_SQUARE_STEPS: usize = memory.data<f32>([
  1, 0.25, 0.1111111111, 0.0625, 0.04, 0.0204081633, 0.012345679, 0.0082644628, 0.0044444444, 0.0027700831,
  0.0018903592, 0.0010405827,
]);

/**
 * Share of the noise taken as uniform within a step, but for weights that are all 0 or 1. Why: 9 dB of single texels on a
 * flat ground at 12x12 `thorough`, which take all bits for their ends; photographs hardly have such blocks.
 */
export const UNIFORM_SHARE: f32 = 0.15;

/** u16[240]: ideal weights as fractions of 2¹⁶, 1 wrapping to 0: both are levels whatever their number. */
export const FRACTIONS: usize = memory.data(480, 16);
/** i16[240]: √energy of each texel over the highest, Q15. */
export const AMPLITUDES: usize = memory.data(480, 16);

/** Misses are kept to 13 bits, so that a block's sum of squares fits 32: Σ miss² = sum / (2¹³ steps)². */
const MISS_SHIFT: i32 = 3;
const MISS_SCALE: f32 = 1.0 / (8192.0 * 8192.0);


@final
export class Uniform {}


@final
export class Varying {}

/** A plane's noise of every level, to NOISE; that of plane 1 is added to that of plane 0. */
export function addNoise(plane: usize): void {
  const energies = LINE_ENERGY + plane * WEIGHT_PLANE;
  const twoLevels = plane > 0 ? load<f32>(NOISE, DIRECT) : 0;
  buildFractions(IDEAL_WEIGHTS + plane * WEIGHT_PLANE);
  if (classState().partitionCount == 1) {
    const energy = load<f32>(energies);
    addLevels<Uniform>(plane, energy, energy);
  } else {
    const highest = highestEnergy(energies);
    addLevels<Varying>(plane, highest, buildAmplitudes(energies, highest));
  }
  // Lines are long in HDR, and blocks of two values a partition many: there the least level must be charged right.
  if (blockState().domain != DOMAIN_LDR) store<f32>(NOISE, twoLevels + twoLevelNoise(plane), DIRECT);
}

/** Levels that steps are looked for with, 2 … 5. */
const FEW_LEVELS: usize = 4;

/** Whether a few levels hold all weights of {@link addNoise} but for `most` a texel: they step, as art's do. */
export function areStepped(most: f32): bool {
  for (let level: usize = 0; level < FEW_LEVELS; level++) {
    if (load<f32>(NOISE + (level << 2), DIRECT) < most) return true;
  }
  return false;
}

/** Ideal weights to FRACTIONS. */
export function buildFractions(weights: usize): void {
  const unit = f32x4.splat(65536);
  const end = (<usize>blockState().paddedCount8) << 2;
  for (let offset: usize = 0; offset < end; offset += 32) {
    const a = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(weights + offset), unit)));
    const b = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(weights + offset, 16), unit)));
    const low = i8x16.shuffle(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29);
    v128.store(FRACTIONS + (offset >> 1), v128.and(low, v128.load(WHOLE_MASK + (offset >> 1))));
  }
}

/** Highest of the texels' energies. */
export function highestEnergy(energies: usize): f32 {
  const end = (<usize>blockState().paddedCount4) << 2;
  let highest = v128.load(energies);
  for (let offset: usize = 16; offset < end; offset += 16) {
    highest = f32x4.pmax(highest, v128.load(energies + offset));
  }
  return maxLanes(highest);
}

/** √(energy / highest) of the texels to AMPLITUDES; returns their mean energy. */
export function buildAmplitudes(energies: usize, highest: f32): f32 {
  const scale = f32x4.splat(highest > 0 ? (32767.0 * 32767.0) / highest : 0);
  const end = (<usize>blockState().paddedCount8) << 2;
  let sum = f32x4.splat(0);
  for (let offset: usize = 0; offset < end; offset += 32) {
    const inside = v128.load(WHOLE_MASK + (offset >> 1));
    const a = v128.and(v128.load(energies + offset), i32x4.extend_low_i16x8_s(inside));
    const b = v128.and(v128.load(energies + offset, 16), i32x4.extend_high_i16x8_s(inside));
    sum = f32x4.add(sum, f32x4.add(a, b));
    const low = i32x4.trunc_sat_f32x4_s(f32x4.sqrt(f32x4.mul(a, scale)));
    const high = i32x4.trunc_sat_f32x4_s(f32x4.sqrt(f32x4.mul(b, scale)));
    v128.store(AMPLITUDES + (offset >> 1), i16x8.narrow_i32x4_s(low, high));
  }
  return sumLanes(sum) / <f32>blockState().texelCount;
}

/**
 * The noise of each level, four at a time. A fraction times the steps, modulo 2¹⁶, is the miss to the nearest
 * level in steps: one multiplication for eight texels.
 *
 * @param energy  of a texel whose amplitude is 1
 * @param meanEnergy  of the texels
 */
export function addLevels<T>(plane: usize, energy: f32, meanEnergy: f32): void {
  const end = (<usize>blockState().paddedCount8) << 1;
  const scale = f32x4.splat((energy * MISS_SCALE) / <f32>blockState().texelCount);
  let uniform = f32x4.splat((meanEnergy * UNIFORM_SHARE) / 12);
  for (let four: usize = 0; four < 3; four++) {
    const steps = LEVEL_STEPS + (four << 3);
    const steps0 = v128.load16_splat(steps);
    const steps1 = v128.load16_splat(steps, 2);
    const steps2 = v128.load16_splat(steps, 4);
    const steps3 = v128.load16_splat(steps, 6);
    let sum0 = i32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let offset: usize = 0;
    do {
      const fraction = v128.load(FRACTIONS + offset);
      let amplitude = sum0;
      if (idof<T>() == idof<Varying>()) amplitude = v128.load(AMPLITUDES + offset);
      sum0 = i32x4.add(sum0, squaredMiss<T>(fraction, steps0, amplitude));
      sum1 = i32x4.add(sum1, squaredMiss<T>(fraction, steps1, amplitude));
      sum2 = i32x4.add(sum2, squaredMiss<T>(fraction, steps2, amplitude));
      sum3 = i32x4.add(sum3, squaredMiss<T>(fraction, steps3, amplitude));
      offset += 16;
    } while (offset < end);
    const inverse = v128.load(INVERSE_SQUARE_STEPS + (four << 4));
    const sums = f32x4.convert_i32x4_u(sumFourLanesI32(sum0, sum1, sum2, sum3));
    const measured = f32x4.mul(f32x4.mul(sums, scale), inverse);
    // Two levels say it all: what a coarse grid puts between them counts as its projection.
    if (four == 0 && f32x4.extract_lane(sums, 0) == 0) uniform = f32x4.splat(0);
    const share = v128.load(NOISE_SHARE + (four << 4));
    const mixed = f32x4.add(f32x4.mul(uniform, inverse), f32x4.mul(measured, f32x4.splat(1 - UNIFORM_SHARE)));
    const at = NOISE + (four << 4);
    // With a weight a texel nothing averages: a near-lossless block must not be charged for steps it does not make.
    let spread = f32x4.mul(share, mixed);
    let direct = f32x4.mul(share, measured);
    if (plane > 0) {
      spread = f32x4.add(spread, v128.load(at));
      direct = f32x4.add(direct, v128.load(at, DIRECT));
    }
    v128.store(at, spread);
    v128.store(at, direct, DIRECT);
  }
}

// @ts-ignore: decorator
@inline
function squaredMiss<T>(fraction: v128, steps: v128, amplitude: v128): v128 {
  let miss = i16x8.mul(fraction, steps);
  if (idof<T>() == idof<Varying>()) miss = i16x8.q15mulr_sat_s(miss, amplitude);
  miss = i16x8.shr_s(miss, MISS_SHIFT);
  return i32x4.dot_i16x8_s(miss, miss);
}
