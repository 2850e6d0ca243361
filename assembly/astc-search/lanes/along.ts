/**
 * Ends on the line that the ideal weights were measured along. Least squares of ends then ask for where texels lie along it
 * alone, which is one component and travels with the block: what texels lie off the line is across it, and moves ends only
 * as far as those are rounded.
 */
import { ALONG, AXIS, FACTS, OWN_FACTS, TEXEL_WEIGHTS, nextComponent } from './group';
import { FITS, FIT_ACROSS, FIT_BYTES, FIT_MEAN, FIT_OWN, FIT_W, FIT_WW, FIT_WX } from './least-squares';
import { LaneTables } from './lane-tables';
import { RANGE } from './positions';
import { positionScale, rootOf } from './weighing';

const ONE: f32 = 16384;

/** What a step along the line of AXIS is of a component, by significance; of components without any, which go nowhere, 0. */
// @ts-ignore: decorator
@inline
function stepOf<T>(component: usize): f32 {
  const weighed = rootOf<T>(component) * positionScale<T>();
  return weighed > 0 ? 1 / (weighed * ONE) : 0;
}

/** ALONG of what was projected last. */
export function noteAlong<T>(): void {
  const range = f32x4.convert_i32x4_s(v128.load(RANGE));
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 4;
    const step = f32x4.mul(v128.load(AXIS + at), f32x4.splat(stepOf<T>(component)));
    v128.store(ALONG + at, f32x4.mul(step, range));
  }
}

/**
 * Fits of one partition with one plane.
 *
 * @param places  i16x8 a pair: ideal weights, Q14
 */
export function fitAlong<T>(lanes: LaneTables, places: usize): void {
  const ones = i16x8.splat(1);
  const inside = lanes.insidePtr;
  let w1 = i32x4.splat(0);
  let ww = w1;
  let wp = w1;
  let negativeP = w1;
  const end = (<usize>lanes.pairCount) << 4;
  for (let at: usize = 0; at < end; at += 16) {
    const w = v128.load(TEXEL_WEIGHTS + at);
    const place = v128.load(places + at);
    w1 = i32x4.add(w1, i32x4.dot_i16x8_s(w, ones));
    ww = i32x4.add(ww, i32x4.dot_i16x8_s(w, w));
    wp = i32x4.add(wp, i32x4.dot_i16x8_s(w, place));
    negativeP = i32x4.add(negativeP, i32x4.dot_i16x8_s(place, v128.load32_splat(inside + (at >> 2))));
  }
  const mean = f32x4.mul(f32x4.convert_i32x4_s(negativeP), f32x4.splat(-1 / <f32>lanes.texelCount));
  const sum = f32x4.convert_i32x4_s(w1);
  const squares = f32x4.convert_i32x4_s(ww);
  const across = f32x4.sub(f32x4.convert_i32x4_s(wp), f32x4.mul(sum, mean));
  for (let component: usize = 0; component < 4; component = nextComponent<T>(component)) {
    const at = component << 4;
    const fit = FITS + component * FIT_BYTES;
    const ownMean = v128.load(FACTS + at);
    const own = f32x4.mul(across, v128.load(ALONG + at));
    v128.store(fit, sum, FIT_W);
    v128.store(fit, squares, FIT_WW);
    v128.store(fit, f32x4.add(own, f32x4.mul(sum, ownMean)), FIT_WX);
    v128.store(fit, ownMean, FIT_MEAN);
    v128.store(fit, v128.load(FACTS + at, OWN_FACTS), FIT_OWN);
    v128.store(fit, own, FIT_ACROSS);
  }
}
