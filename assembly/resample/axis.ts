/**
 * One axis of a resampling: which source texels each target texel is made of, with which weights. Tables, so that filters
 * cost nothing a texel and every ratio of sizes is exact.
 *
 * i32 tapCount · i32 targetSize · pad to 16 · i32 first[targetSize] · f32 weights[targetSize × tapCount]
 *
 * `first` may lie outside the picture, down to minus the reach: what is there the edge rule says, not the table.
 */
import { BOX, reachOf, weightAt } from './filters';

const HEADER: usize = 16;

/** Half the width of the filter in source texels. */
function radiusOf(sourceSize: i32, targetSize: i32, filter: i32, scale: f64): f64 {
  const ratio = <f64>sourceSize / <f64>targetSize;
  // A box is the area of the target texel, whichever picture is coarser: it keeps every sum.
  const stretch = filter == BOX ? ratio : max<f64>(ratio, 1);
  return reachOf(filter) * stretch * scale;
}

function centreOf(sourceSize: i32, targetSize: i32, target: i32): f64 {
  return ((<f64>target + 0.5) * <f64>sourceSize) / <f64>targetSize;
}

/** The first source texel whose weight may be other than 0. */
function firstTap(centre: f64, radius: f64, filter: i32): i32 {
  return filter == BOX ? <i32>floor(centre - radius) : <i32>floor(centre - radius - 0.5) + 1;
}

/** One after the last. */
function endTap(centre: f64, radius: f64, filter: i32): i32 {
  return filter == BOX ? <i32>ceil(centre + radius) : <i32>ceil(centre + radius - 0.5);
}

/** Taps of a target texel at most. A side that stays as it is is copied: one tap. */
export function countTaps(sourceSize: i32, targetSize: i32, filter: i32, scale: f64): i32 {
  if (sourceSize == targetSize) return 1;
  const radius = radiusOf(sourceSize, targetSize, filter, scale);
  let most: i32 = 1;
  for (let target: i32 = 0; target < targetSize; target++) {
    const centre = centreOf(sourceSize, targetSize, target);
    most = max(most, endTap(centre, radius, filter) - firstTap(centre, radius, filter));
  }
  return most;
}

/** Bytes of a table. */
export function axisBytes(tapCount: i32, targetSize: i32): u64 {
  return HEADER + ((<u64>targetSize) << 2) * (<u64>tapCount + 1);
}

/** Writes the table; `scale` stretches the filter: below 1 sharper, above 1 softer. */
export function buildAxis(
  sourceSize: i32,
  targetSize: i32,
  filter: i32,
  scale: f64,
  tapCount: i32,
  axisPtr: usize,
): void {
  store<i32>(axisPtr, tapCount);
  store<i32>(axisPtr, targetSize, 4);
  const radius = radiusOf(sourceSize, targetSize, filter, scale);
  for (let target: i32 = 0; target < targetSize; target++) {
    const weightsPtr = weightsOf(axisPtr, target);
    memory.fill(weightsPtr, 0, (<usize>tapCount) << 2);
    const centre = centreOf(sourceSize, targetSize, target);
    let first = firstTap(centre, radius, filter);
    const end = endTap(centre, radius, filter);
    const sum = sourceSize == targetSize ? 0 : sumWeights(centre, radius, filter, first, end);
    if (abs(sum) < 1e-9) {
      first = <i32>floor(centre);
      store<f32>(weightsPtr, 1);
    } else {
      for (let tap = first; tap < end; tap++) {
        const weight = tapWeight(centre, radius, filter, tap) / sum;
        store<f32>(weightsPtr + ((<usize>(tap - first)) << 2), <f32>weight);
      }
    }
    store<i32>(axisPtr + HEADER + ((<usize>target) << 2), first);
  }
}

/** Copies a table, every weight positive: what such a filter makes of colours lies between them. */
export function buildSteadyAxis(axisPtr: usize, steadyPtr: usize): void {
  const tapCount = tapCountOf(axisPtr);
  const targetSize = load<i32>(axisPtr, 4);
  memory.copy(steadyPtr, axisPtr, <usize>axisBytes(tapCount, targetSize));
  const start = weightsOf(steadyPtr, 0);
  const end = start + ((<usize>tapCount * <usize>targetSize) << 2);
  for (let at = start; at < end; at += 4) store<f32>(at, abs(load<f32>(at)));
}

function sumWeights(centre: f64, radius: f64, filter: i32, first: i32, end: i32): f64 {
  let sum: f64 = 0;
  for (let tap = first; tap < end; tap++) sum += tapWeight(centre, radius, filter, tap);
  return sum;
}

function tapWeight(centre: f64, radius: f64, filter: i32, tap: i32): f64 {
  if (filter == BOX) return max<f64>(min<f64>(<f64>tap + 1, centre + radius) - max<f64>(<f64>tap, centre - radius), 0);
  return weightAt(filter, ((<f64>tap + 0.5 - centre) * reachOf(filter)) / radius);
}

// @ts-ignore: decorator
@inline
export function tapCountOf(axisPtr: usize): i32 {
  return load<i32>(axisPtr);
}

// @ts-ignore: decorator
@inline
export function firstOf(axisPtr: usize, target: i32): i32 {
  return load<i32>(axisPtr + HEADER + ((<usize>target) << 2));
}

/** Address of the weights of a target texel. */
// @ts-ignore: decorator
@inline
export function weightsOf(axisPtr: usize, target: i32): usize {
  const targetSize = <usize>load<i32>(axisPtr, 4);
  return axisPtr + HEADER + (targetSize << 2) + ((<usize>target * <usize>tapCountOf(axisPtr)) << 2);
}
