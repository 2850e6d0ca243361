/** Twin of weighing: what errors of a component count. */
import { SIGNIFICANCE } from '../../../astc-search/block/block-state';
import { f32At, hasColorRef } from './group.ref';

/** Significance of a component; in grey blocks red stands for the three colors. */
export function significanceRef(kind: i32, component: i32): f32 {
  const own = f32At(SIGNIFICANCE, component);
  if (component != 0 || hasColorRef(kind)) return own;
  const redGreen: f32 = own + f32At(SIGNIFICANCE, 1);
  return redGreen + f32At(SIGNIFICANCE, 2);
}

export function rootRef(kind: i32, component: i32): f32 {
  return sqrt<f32>(significanceRef(kind, component));
}

/** What a squared distance of positions counts: the largest significance, stored or not. */
export function positionWorthRef(kind: i32): f32 {
  let largest: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) largest = max<f32>(largest, significanceRef(kind, component));
  return largest;
}

/** Factor that keeps coefficients of positions at 1 or below. */
export function positionScaleRef(kind: i32): f32 {
  return 1 / sqrt<f32>(positionWorthRef(kind));
}

/** Significance of red, green and blue together. */
export function significanceSumRef(kind: i32): f32 {
  const redGreen: f32 = significanceRef(kind, 0) + significanceRef(kind, 1);
  return max<f32>(redGreen + significanceRef(kind, 2), 1e-20);
}
