/**
 * How the stored weight grid stretches over the texels of a footprint: each texel's weight is a blend of up to four
 * grid weights in sixteenths, bilinear with two axes, over a simplex with three.
 * Spec: KDFS 1.4, ASTC "Weight Infill".
 */

/** Texels of a footprint along each axis, or weights of a grid; `depth` is 1 with two axes. */
@unmanaged
export class BlockSize {
  width: i32;
  height: i32;
  depth: i32;
}

/**
 * One texel: indices into the grid (row-major) and their factors, 0..16 in sum 16. Unused ones have factor 0. With three
 * axes the corners are those of the simplex, from the nearest to the origin to the farthest.
 */
@unmanaged
export class InfillTexel {
  index00: u8;
  index01: u8;
  index10: u8;
  index11: u8;
  factor00: u8;
  factor01: u8;
  factor10: u8;
  factor11: u8;
}

export const INFILL_TEXEL_BYTES: usize = 8;

/** Position on the grid axis in sixteenths of a cell. */
@inline
function gridPosition(texel: i32, footprintSize: i32, gridSize: i32): i32 {
  const scale = (1024 + (footprintSize >> 1)) / (footprintSize - 1);
  return (scale * texel * (gridSize - 1) + 32) >> 6;
}

/**
 * Blend of the texel at (`x`, `y`, `z`). Where a factor is 0 its index is that of the first corner, so that every index
 * lies inside the grid.
 */
export function infillTexel(footprint: BlockSize, grid: BlockSize, x: i32, y: i32, z: i32, out: InfillTexel): void {
  if (footprint.depth > 1) infillVolumeTexel(footprint, grid, x, y, z, out);
  else infillFlatTexel(footprint, grid, x, y, out);
}

function infillFlatTexel(footprint: BlockSize, grid: BlockSize, x: i32, y: i32, out: InfillTexel): void {
  const gridWidth = grid.width;
  const gridX = gridPosition(x, footprint.width, gridWidth);
  const gridY = gridPosition(y, footprint.height, grid.height);
  const fractionX = gridX & 15;
  const fractionY = gridY & 15;
  const factor11 = (fractionX * fractionY + 8) >> 4;
  const factor10 = fractionY - factor11;
  const factor01 = fractionX - factor11;
  const index = (gridX >> 4) + (gridY >> 4) * gridWidth;
  out.factor00 = <u8>(16 - fractionX - fractionY + factor11);
  out.factor01 = <u8>factor01;
  out.factor10 = <u8>factor10;
  out.factor11 = <u8>factor11;
  out.index00 = <u8>index;
  out.index01 = <u8>(factor01 ? index + 1 : index);
  out.index10 = <u8>(factor10 ? index + gridWidth : index);
  out.index11 = <u8>(factor11 ? index + gridWidth + 1 : index);
}

/**
 * From the near corner the simplex walks along the axis of the largest fraction first: each corner is as far as the
 * fractions fall.
 */
function infillVolumeTexel(footprint: BlockSize, grid: BlockSize, x: i32, y: i32, z: i32, out: InfillTexel): void {
  const gridX = gridPosition(x, footprint.width, grid.width);
  const gridY = gridPosition(y, footprint.height, grid.height);
  const gridZ = gridPosition(z, footprint.depth, grid.depth);
  const sliceStep = grid.width * grid.height;
  const near = (gridX >> 4) + (gridY >> 4) * grid.width + (gridZ >> 4) * sliceStep;
  const s = gridX & 15;
  const t = gridY & 15;
  const p = gridZ & 15;
  const largest = max(s, max(t, p));
  const smallest = min(s, min(t, p));
  const middle = s + t + p - largest - smallest;
  const second = near + firstStep(s, t, p, grid.width, sliceStep);
  const far = near + 1 + grid.width + sliceStep;
  const third = far - lastStep(s, t, p, grid.width, sliceStep);
  out.factor00 = <u8>(16 - largest);
  out.factor01 = <u8>(largest - middle);
  out.factor10 = <u8>(middle - smallest);
  out.factor11 = <u8>smallest;
  out.index00 = <u8>near;
  out.index01 = <u8>(out.factor01 ? second : near);
  out.index10 = <u8>(out.factor10 ? third : near);
  out.index11 = <u8>(out.factor11 ? far : near);
}

/** Step in the grid along the axis of the largest fraction. */
@inline
function firstStep(s: i32, t: i32, p: i32, row: i32, slice: i32): i32 {
  if (s > t) return s > p ? 1 : slice;
  return t > p ? row : slice;
}

/** Step along the axis of the smallest one; between equal ones the corner has factor 0. */
@inline
function lastStep(s: i32, t: i32, p: i32, row: i32, slice: i32): i32 {
  if (s > t) return t > p ? slice : row;
  return s > p ? slice : 1;
}
