/** Weights and texels → what free ends need to know: a {@link Fit} a component, a block a lane. */
import {
  FACTS,
  FACTS1,
  MASKS,
  OWN_FACTS,
  PLANE2,
  PLANE_BYTES,
  TEXELS,
  TEXEL_WEIGHTS,
  hasAlpha,
  hasColor,
  nextComponent,
} from './group';
import { Masked, Whole } from './statistics';

/** f32x4 each: Σw, Σw², Σwx, mean of x, Σ(x − mean)² by significance, Σw(x − mean); w 0..64, x in 1/64 of a step. */
export const FIT_BYTES: usize = 96;
export const FIT_W: usize = 0;
export const FIT_WW: usize = 16;
export const FIT_WX: usize = 32;
export const FIT_MEAN: usize = 48;
export const FIT_OWN: usize = 64;
export const FIT_ACROSS: usize = 80;
/** Fit[2][4]: by partition and component. */
export const FITS: usize = memory.data(2 * 4 * 96, 16);

/** i32x4: Σw, Σw², Σwx of r g b a. */
const SUMS_BYTES: usize = 96;
const WEIGHT_SUMS: usize = memory.data(2 * 96, 16);

/** Sums with the weights of a plane; those of partition 1 alone when masked. */
function sumWeights<T, M>(plane: usize, pairCount: i32, out: usize): void {
  const ones = i16x8.splat(1);
  let w1 = i32x4.splat(0);
  let ww = w1;
  let wr = w1;
  let wg = w1;
  let wb = w1;
  let wa = w1;
  const end = (<usize>pairCount) << 4;
  for (let at: usize = 0; at < end; at += 16) {
    let w = v128.load(TEXEL_WEIGHTS + plane * PLANE_BYTES + at);
    if (idof<M>() == idof<Masked>()) w = v128.and(w, v128.load(MASKS + at));
    const texels = TEXELS + (at << 2);
    w1 = i32x4.add(w1, i32x4.dot_i16x8_s(w, ones));
    ww = i32x4.add(ww, i32x4.dot_i16x8_s(w, w));
    wr = i32x4.add(wr, i32x4.dot_i16x8_s(w, v128.load(texels)));
    if (hasColor<T>()) {
      wg = i32x4.add(wg, i32x4.dot_i16x8_s(w, v128.load(texels, 16)));
      wb = i32x4.add(wb, i32x4.dot_i16x8_s(w, v128.load(texels, 32)));
    }
    if (hasAlpha<T>()) wa = i32x4.add(wa, i32x4.dot_i16x8_s(w, v128.load(texels, 48)));
  }
  v128.store(out, w1);
  v128.store(out, ww, 16);
  v128.store(out, wr, 32);
  v128.store(out, wg, 48);
  v128.store(out, wb, 64);
  v128.store(out, wa, 80);
}

// @ts-ignore: decorator
@inline
function storeFit(fit: usize, w: v128, ww: v128, wx: v128, facts: usize, component: usize): void {
  const sum = f32x4.convert_i32x4_s(w);
  const product = f32x4.convert_i32x4_s(wx);
  const mean = v128.load(facts + (component << 4));
  v128.store(fit, sum);
  v128.store(fit, f32x4.convert_i32x4_s(ww), FIT_WW);
  v128.store(fit, product, FIT_WX);
  v128.store(fit, mean, FIT_MEAN);
  v128.store(fit, f32x4.sub(product, f32x4.mul(sum, mean)), FIT_ACROSS);
  v128.store(fit, v128.load(facts + (component << 4), OWN_FACTS), FIT_OWN);
}

/** Fits of one partition with one plane. */
export function fitSingle<T>(pairCount: i32): void {
  const sums = WEIGHT_SUMS;
  sumWeights<T, Whole>(0, pairCount, sums);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const wx = v128.load(sums + (component << 4), 32);
    storeFit(FITS + component * FIT_BYTES, v128.load(sums), v128.load(sums, 16), wx, FACTS, component);
  }
}

/** Fits of one partition with two planes: PLANE2 says which component has the second. */
export function fitDual<T>(pairCount: i32): void {
  const sums = WEIGHT_SUMS;
  const second = WEIGHT_SUMS + SUMS_BYTES;
  sumWeights<T, Whole>(0, pairCount, sums);
  sumWeights<T, Whole>(1, pairCount, second);
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const is2 = v128.load(PLANE2 + (component << 4));
    const w = v128.bitselect(v128.load(second), v128.load(sums), is2);
    const ww = v128.bitselect(v128.load(second, 16), v128.load(sums, 16), is2);
    const x = component << 4;
    const wx = v128.bitselect(v128.load(second + x, 32), v128.load(sums + x, 32), is2);
    storeFit(FITS + component * FIT_BYTES, w, ww, wx, FACTS, component);
  }
}

/** Fits of two partitions: MASKS says which texels are of the second. */
export function fitTwo<T>(pairCount: i32): void {
  const whole = WEIGHT_SUMS;
  const one = WEIGHT_SUMS + SUMS_BYTES;
  sumWeights<T, Whole>(0, pairCount, whole);
  sumWeights<T, Masked>(0, pairCount, one);
  const w = i32x4.sub(v128.load(whole), v128.load(one));
  const ww = i32x4.sub(v128.load(whole, 16), v128.load(one, 16));
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 4;
    const wx1 = v128.load(one + at, 32);
    const fit = FITS + component * FIT_BYTES;
    storeFit(fit, w, ww, i32x4.sub(v128.load(whole + at, 32), wx1), FACTS, component);
    storeFit(fit + 4 * FIT_BYTES, v128.load(one), v128.load(one, 16), wx1, FACTS1, component);
  }
}
