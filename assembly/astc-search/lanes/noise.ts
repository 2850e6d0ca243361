/**
 * What quantizing the ideal weights of all texels would cost at the coarse levels. There it depends on where the weights
 * lie: those of a block of two colors fit two levels exactly. In large blocks fewer levels are as good, and some rows say as
 * much as all.
 */
import { addMisses, addQuarters, foldedOf, lessAbove, ofQuarters } from './levels';
import { LaneTables } from './lane-tables';
import { weightLevel } from './weight-levels';

/** Of blocks of more texels three levels are measured instead of five, every third row instead of all. */
const FIVE_LEVELS_TEXELS: i32 = 50;
const EVERY_ROW_TEXELS: i32 = 64;

/** Levels from QUANT_2 on that are measured; finer ones miss as uniformly distributed weights do. */
// @ts-ignore: decorator
@inline
export function measuredLevels(texelCount: i32): i32 {
  return texelCount > FIVE_LEVELS_TEXELS ? 3 : 5;
}

/** From a row that is measured to the next. */
// @ts-ignore: decorator
@inline
export function measuredRowStep(texelCount: i32): i32 {
  return texelCount > EVERY_ROW_TEXELS ? 3 : 1;
}

/** f32x4[5]: Σ of squared misses times squared range. */
export const NOISES: usize = memory.data(5 * 16, 16);

const INVERSE_Q28: f32 = 1.0 / 268435456.0;

export function clearNoises(): void {
  for (let at: usize = 0; at < 5 * 16; at += 16) v128.store(NOISES + at, f32x4.splat(0));
}

/** Adds those of a plane, of rows left out as of the others. Halves of pairs past the end of a row count too: they repeat a texel. */
export function addNoises(lanes: LaneTables, weights: usize, worth: v128): void {
  const step = measuredRowStep(lanes.texelCount);
  const rows = (lanes.height + step - 1) / step;
  const all: f32 = <f32>lanes.height / <f32>rows;
  const scale = f32x4.mul(worth, f32x4.splat(all * INVERSE_Q28));
  const rowBytes = (<usize>lanes.rowPairs) << 4;
  const bytes = <usize>lanes.height * rowBytes;
  // Rows that lie side by side are one run.
  const run = step == 1 ? bytes : rowBytes;
  const stride = <usize>step * run;
  addTwoToFour(weights, weights + bytes, run, stride, scale);
  if (measuredLevels(lanes.texelCount) > 3) addFiveAndSix(weights, weights + bytes, run, stride, scale);
}

// @ts-ignore: decorator
@inline
function addTo(level: usize, misses: v128, scale: v128): void {
  const place = NOISES + (level << 4);
  v128.store(place, f32x4.add(v128.load(place), f32x4.mul(misses, scale)));
}

/** What a weight of a rank stands for, Q14. */
// @ts-ignore: decorator
@inline
function valueOf(level: i32, rank: u32): v128 {
  return i16x8.splat(<i16>((weightLevel(level).step * rank) & 0xff00));
}

/** Levels of at most one weight between 0 and the middle: QUANT_2, QUANT_3, QUANT_4. */
function addTwoToFour(from: usize, end: usize, run: usize, stride: usize, scale: v128): void {
  const above3 = i32x4.splat(weightLevel(1).above1);
  const above4 = i32x4.splat(weightLevel(2).above1);
  const value3 = valueOf(1, 1);
  const value4 = valueOf(2, 1);
  let sum2 = i32x4.splat(0);
  let sum3 = sum2;
  let sum4 = sum2;
  for (let first = from; first < end; first += stride) {
    for (let at = first; at < first + run; at += 16) {
      const weight = foldedOf(v128.load(at));
      const quarter = i16x8.shr_s(weight, 2);
      sum2 = addQuarters(sum2, weight);
      sum3 = addMisses(sum3, lessAbove(weight, quarter, above3, value3));
      sum4 = addMisses(sum4, lessAbove(weight, quarter, above4, value4));
    }
  }
  addTo(0, ofQuarters(sum2), scale);
  addTo(1, f32x4.convert_i32x4_u(sum3), scale);
  addTo(2, f32x4.convert_i32x4_s(sum4), scale);
}

/** Levels of two: QUANT_5, QUANT_6. */
function addFiveAndSix(from: usize, end: usize, run: usize, stride: usize, scale: v128): void {
  const first5 = i32x4.splat(weightLevel(3).above1);
  const first6 = i32x4.splat(weightLevel(4).above1);
  const second5 = i32x4.splat(weightLevel(3).above2);
  const second6 = i32x4.splat(weightLevel(4).above2);
  const value5 = valueOf(3, 1);
  const value6 = valueOf(4, 1);
  // The second rank is written as what it adds to the first.
  const more5 = i16x8.sub(valueOf(3, 2), value5);
  const more6 = i16x8.sub(valueOf(4, 2), value6);
  let sum5 = i32x4.splat(0);
  let sum6 = sum5;
  for (let first = from; first < end; first += stride) {
    for (let at = first; at < first + run; at += 16) {
      const weight = foldedOf(v128.load(at));
      const quarter = i16x8.shr_s(weight, 2);
      const miss5 = lessAbove(weight, quarter, first5, value5);
      sum5 = addMisses(sum5, lessAbove(miss5, quarter, second5, more5));
      const miss6 = lessAbove(weight, quarter, first6, value6);
      sum6 = addMisses(sum6, lessAbove(miss6, quarter, second6, more6));
    }
  }
  addTo(3, f32x4.convert_i32x4_s(sum5), scale);
  addTo(4, f32x4.convert_i32x4_s(sum6), scale);
}
