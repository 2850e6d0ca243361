/**
 * What quantizing the ideal weights of all texels would cost at the coarse levels. There it depends on where the weights
 * lie: those of a block of two colors fit two levels exactly.
 */
import { missesOf } from './levels';
import { weightLevel } from './weight-levels';

/** Levels from QUANT_2 on that are measured; finer ones miss as uniformly distributed weights do. */
export const MEASURED_LEVELS: i32 = 5;
/** f32x4[5]: Σ of squared misses times squared range. */
export const NOISES: usize = memory.data(5 * 16, 16);

const INVERSE_Q28: f32 = 1.0 / 268435456.0;

export function clearNoises(): void {
  memory.fill(NOISES, 0, 5 * 16);
}

/** Adds those of a plane. Halves of pairs past the end of a row count too: they repeat a texel. */
export function addNoises(weights: usize, pairCount: i32, worth: v128): void {
  const scale = f32x4.mul(worth, f32x4.splat(INVERSE_Q28));
  for (let level: i32 = 0; level < MEASURED_LEVELS; level++) {
    const misses = missesOf(weightLevel(level), weights, (<usize>pairCount) << 4);
    const place = NOISES + ((<usize>level) << 4);
    v128.store(place, f32x4.add(v128.load(place), f32x4.mul(misses, scale)));
  }
}
