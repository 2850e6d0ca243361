/** Twin of line: scatter → the line that leaves least. */
import { f32At, hasColorRef, isStored, productOf, putF32 } from './group.ref';
import { pseudoMax } from '../../lanes.ref';

const TINY: f32 = 1e-24;

/** f32[4] each: the vector under way, and that of the step before. */
const VECTOR: usize = memory.data(16, 16);
const BEFORE: usize = memory.data(16, 16);

/** Scatter over all directions. */
export function traceRef(kind: i32, statistics: usize): f32 {
  let trace = f32At(statistics, productOf(0, 0));
  for (let component: i32 = 1; component < 4; component++) {
    if (isStored(kind, component)) trace += f32At(statistics, productOf(component, component));
  }
  return trace;
}

/** Row of the scatter times the vector before, component by component. */
function rowTimesVector(kind: i32, statistics: usize, row: i32): f32 {
  let sum: f32 = f32At(statistics, productOf(row, 0)) * f32At(BEFORE, 0);
  for (let component: i32 = 1; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const product: f32 = f32At(statistics, productOf(row, component)) * f32At(BEFORE, component);
    sum = sum + product;
  }
  return sum;
}

function dotVectors(kind: i32, a: usize, b: usize): f32 {
  let sum: f32 = f32At(a, 0) * f32At(b, 0);
  for (let component: i32 = 1; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const product: f32 = f32At(a, component) * f32At(b, component);
    sum = sum + product;
  }
  return sum;
}

function widestComponent(kind: i32, statistics: usize): i32 {
  let widest: i32 = 0;
  for (let component: i32 = 1; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const own = f32At(statistics, productOf(component, component));
    if (own > f32At(statistics, productOf(widest, widest))) widest = component;
  }
  return widest;
}

/** The largest of `least` and the sizes of all entries. */
function largestEntry(kind: i32, statistics: usize, least: f32): f32 {
  let largest = least;
  for (let x: i32 = 0; x < 4; x++) {
    for (let y: i32 = 0; y < 4; y++) {
      if (!isStored(kind, x) || !isStored(kind, y)) continue;
      largest = pseudoMax(largest, abs<f32>(f32At(statistics, productOf(x, y))));
    }
  }
  return largest;
}

/** Unit vector to `out`, its r + g + b not negative; returns what the line leaves of the scatter. */
export function fitLineRef(kind: i32, statistics: usize, out: usize, steps: i32): f32 {
  if (!isStored(kind, 1) && !isStored(kind, 3)) {
    putF32(out, 0, 1);
    return 0;
  }
  const trace = traceRef(kind, statistics);
  const inverse: f32 = 1 / largestEntry(kind, statistics, pseudoMax(trace, 1));
  const widest = widestComponent(kind, statistics);
  for (let component: i32 = 0; component < 4; component++) {
    if (isStored(kind, component)) putF32(VECTOR, component, f32At(statistics, productOf(widest, component)) * inverse);
  }
  for (let step: i32 = 0; step < max(1, steps); step++) {
    for (let component: i32 = 0; component < 4; component++) putF32(BEFORE, component, f32At(VECTOR, component));
    for (let component: i32 = 0; component < 4; component++) {
      if (isStored(kind, component)) putF32(VECTOR, component, rowTimesVector(kind, statistics, component) * inverse);
    }
  }
  const length = dotVectors(kind, VECTOR, VECTOR);
  const turn = dotVectors(kind, VECTOR, BEFORE);
  let scale: f32 = 1 / sqrt<f32>(pseudoMax(length, TINY));
  if (hasColorRef(kind) && isFalling()) scale = -scale;
  for (let component: i32 = 0; component < 4; component++) {
    if (isStored(kind, component)) putF32(out, component, f32At(VECTOR, component) * scale);
  }
  const share: f32 = length / pseudoMax(turn, TINY);
  const along: f32 = trace * share;
  return pseudoMax(trace - along, 0);
}

/** Whether r + g + b of the vector is negative, zeros included. */
function isFalling(): bool {
  const redGreen: f32 = f32At(VECTOR, 0) + f32At(VECTOR, 1);
  const rise: f32 = redGreen + f32At(VECTOR, 2);
  return reinterpret<i32>(rise) < 0;
}
