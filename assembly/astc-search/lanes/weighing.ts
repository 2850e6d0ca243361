/** How much an error of a component counts: significance, and what it does to lines and positions. */
import { SIGNIFICANCE } from '../block/block-state';
import { hasColor } from './group';

/** f32[4] significance, f32[4] its root, f32 1 / largest root, f32 largest root squared: of colors, then of greys. */
const WEIGHING: usize = memory.data(2 * 48, 16);
const GREY_WEIGHING: usize = 48;
const ROOTS: usize = 16;
const INVERSE_LARGEST: usize = 32;
const LARGEST_SQUARED: usize = 36;

function fill(row: usize): void {
  let largest: f32 = 0;
  for (let component: usize = 0; component < 16; component += 4) {
    const significance = load<f32>(row + component);
    store<f32>(row + component, sqrt<f32>(significance), ROOTS);
    largest = max<f32>(largest, significance);
  }
  store<f32>(row, 1 / sqrt<f32>(largest), INVERSE_LARGEST);
  store<f32>(row, largest, LARGEST_SQUARED);
}

/** Takes over the significance that is set; in grey blocks red stands for the three colors. */
export function prepareWeighing(): void {
  const grey = WEIGHING + GREY_WEIGHING;
  v128.store(WEIGHING, v128.load(SIGNIFICANCE));
  v128.store(grey, v128.load(SIGNIFICANCE));
  store<f32>(grey, load<f32>(SIGNIFICANCE) + load<f32>(SIGNIFICANCE, 4) + load<f32>(SIGNIFICANCE, 8));
  fill(WEIGHING);
  fill(grey);
}

// @ts-ignore: decorator
@inline
function rowOf<T>(): usize {
  return hasColor<T>() ? WEIGHING : WEIGHING + GREY_WEIGHING;
}

/** Significance of a component, in all lanes. */
// @ts-ignore: decorator
@inline
export function significanceOf<T>(component: usize): v128 {
  return v128.load32_splat(rowOf<T>() + (component << 2));
}

// @ts-ignore: decorator
@inline
export function rootOf<T>(component: usize): f32 {
  return load<f32>(rowOf<T>() + (component << 2), ROOTS);
}

/** Factor that keeps coefficients of positions at 1 or below. */
// @ts-ignore: decorator
@inline
export function positionScale<T>(): f32 {
  return load<f32>(rowOf<T>(), INVERSE_LARGEST);
}

/** What a squared distance of positions counts. */
// @ts-ignore: decorator
@inline
export function positionWorth<T>(): v128 {
  return v128.load32_splat(rowOf<T>(), LARGEST_SQUARED);
}

/** Significance of red, green and blue together. */
// @ts-ignore: decorator
@inline
export function significanceSum<T>(): f32 {
  const row = rowOf<T>();
  return max<f32>(load<f32>(row) + load<f32>(row, 4) + load<f32>(row, 8), 1e-20);
}
