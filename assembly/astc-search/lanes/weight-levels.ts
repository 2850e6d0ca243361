/**
 * Weight levels in closed form. The weights of a level are symmetric about the middle, and below it weight k is
 * ⌊k · step / 256⌋ with one step a level: so ranks and weights need no table, and four blocks may each have a level of
 * their own.
 */
import { LEVEL_COUNTS, QUANT_32, WEIGHT_RANK_UVALUE } from '../../astc/quant';

/** Constants of a level, each twice, for vectors of i16. */
@unmanaged
export class WeightLevel {
  /** Nearest rank of an ideal weight w below the middle: (w / 4 + bias) · scale, Q15, rounded. */
  scale: u32;
  bias: u32;
  /** Highest rank below the middle. */
  half: u32;
  /** Highest rank. */
  top: u32;
  step: u32;
  /** Of the first two ranks above 0: folded weights, a quarter of them, above this are nearer to it than to the one before. */
  above1: u32;
  above2: u32;
}

/** No folded weight is as high, nor a quarter of one. */
const ALL: i32 = 8192;

const LEVEL_BYTES: usize = 32;
const LEVELS: usize = memory.data(12 * 32, 16);

// @ts-ignore: decorator
@inline
export function weightLevel(level: i32): WeightLevel {
  return changetype<WeightLevel>(LEVELS + <usize>level * LEVEL_BYTES);
}

// @ts-ignore: decorator
@inline
function twice(value: i32): u32 {
  return <u32>(value & 0xffff) * 0x10001;
}

/** Builds the constants; after the quant tables. */
export function initWeightLevels(): void {
  for (let level: i32 = 0; level <= QUANT_32; level++) {
    const count = <i32>load<u16>(LEVEL_COUNTS + ((<usize>level) << 1));
    const half = (count - 1) >> 1;
    const row = weightLevel(level);
    row.half = twice(half);
    row.top = twice(count - 1);
    const weights = WEIGHT_RANK_UVALUE + ((<usize>level) << 5);
    const step = half > 0 ? findStep(weights, half) : 0;
    row.step = twice(step);
    if (half > 0) findScale(weights, half, step, row);
    row.above1 = twice(findAbove(row, 1));
    row.above2 = twice(findAbove(row, 2));
  }
}

/** The most that has a nearest rank below `rank`; all where no weight has that rank. */
function findAbove(row: WeightLevel, rank: i32): i32 {
  let folded: i32 = 0;
  while (folded < ALL && nearestRank(row, folded) < rank) folded++;
  return folded - 1;
}

/** Nearest rank of a quarter of a folded weight. */
function nearestRank(row: WeightLevel, folded: i32): i32 {
  const place = folded + <i32>(<i16>row.bias);
  return min(<i32>(row.half & 0xffff), (place * <i32>(row.scale & 0xffff) + 0x4000) >> 15);
}

/** The least step that says every weight up to the middle. */
function findStep(weights: usize, half: i32): i32 {
  let step: i32 = 256;
  let rank: i32 = 1;
  while (rank <= half) {
    if (<i32>load<u8>(weights + <usize>rank) == (rank * step) >> 8) {
      rank++;
    } else {
      step++;
      rank = 1;
    }
  }
  return step;
}

/**
 * Scale and bias that put the thresholds as near as can be to the middles between neighbouring weights. Why: thresholds
 * of a uniform step lose 0.05 to 0.27 dB at levels of 20 and 24.
 */
function findScale(weights: usize, half: i32, step: i32, out: WeightLevel): void {
  const middle = 131072 / step;
  const reach = middle / 8 + 2;
  let least: f32 = 1e9;
  for (let scale = max(1, middle - reach); scale <= middle + reach; scale++) {
    for (let bias: i32 = -40; bias <= 120; bias++) {
      let miss: f32 = 0;
      for (let rank: i32 = 0; rank < half; rank++) {
        const place = weights + <usize>rank;
        const wanted = <f32>(<i32>load<u8>(place) + <i32>load<u8>(place, 1)) * 32;
        miss += abs<f32>(((<f32>rank + 0.5) * 32768) / <f32>scale - <f32>bias - wanted);
      }
      if (miss >= least) continue;
      least = miss;
      out.scale = twice(scale);
      out.bias = twice(bias);
    }
  }
}
