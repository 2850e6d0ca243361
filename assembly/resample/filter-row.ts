/** The two halves of a separable filter: across a row, and down into the rows it is part of. */
import { firstOf, tapCountOf, weightsOf } from './axis';

/**
 * Filters a row.
 *
 * @param rowPtr  f32[][4] of the source row's texel 0; texels around the row are there as far as the axis reaches
 * @param outPtr  out: f32[count][4]
 */
export function filterRow(rowPtr: usize, axisPtr: usize, count: i32, outPtr: usize): void {
  const tapCount = tapCountOf(axisPtr);
  for (let target: i32 = 0; target < count; target++, outPtr += 16) {
    let texelPtr = rowPtr + ((<isize>firstOf(axisPtr, target)) << 4);
    let weightPtr = weightsOf(axisPtr, target);
    let sum = f32x4.splat(0);
    for (let tap: i32 = 0; tap < tapCount; tap++, texelPtr += 16, weightPtr += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(texelPtr), v128.load32_splat(weightPtr)));
    }
    v128.store(outPtr, sum);
  }
}

/** Adds a row times a weight to the sums of a target row. Both f32[count][4]. */
export function addRow(rowPtr: usize, weight: f32, sumPtr: usize, count: i32): void {
  const weights = f32x4.splat(weight);
  const end = sumPtr + ((<usize>count) << 4);
  for (; sumPtr < end; sumPtr += 16, rowPtr += 16) {
    v128.store(sumPtr, f32x4.add(v128.load(sumPtr), f32x4.mul(v128.load(rowPtr), weights)));
  }
}
