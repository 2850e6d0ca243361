/**
 * How the stored weight grid stretches over the texels of a footprint: each texel's weight is a blend of up to four
 * grid weights in sixteenths. Spec: KDFS 1.4, ASTC "Weight Infill".
 */

/** One texel: indices into the grid (row-major) and their factors, 0..16 in sum 16. Unused ones have factor 0. */
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
 * Blend of the texel at (`x`, `y`). Where a factor is 0 its index is that of the first corner, so that every index
 * lies inside the grid.
 */
export function infillTexel(
  footprintWidth: i32,
  footprintHeight: i32,
  gridWidth: i32,
  gridHeight: i32,
  x: i32,
  y: i32,
  out: InfillTexel,
): void {
  const gridX = gridPosition(x, footprintWidth, gridWidth);
  const gridY = gridPosition(y, footprintHeight, gridHeight);
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
