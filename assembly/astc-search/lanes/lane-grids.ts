/** A weight grid of a footprint as vectors of pairs want it: least squares, and the decoder's infill. */
import { allocateTable } from '../../arena';
import { INFILL_TEXEL_BYTES, InfillTexel, infillTexel, BlockSize } from '../../astc/decimation';
import { AxisTables } from '../tables/axis-tables';
import { FootprintTables } from '../tables/footprint-tables';


@unmanaged
export class LaneGrid {
  gridWidth: i32;
  gridHeight: i32;
  weightCount: i32;
  /** 1: a weight a texel. */
  isPlain: i32;
  /** u32[gridWidth][pairs of a row], u32[gridHeight][pairs of rows]: least squares, i16 pairs, Q14. */
  fitXPtr: usize;
  fitYPtr: usize;
  /** Two {@link Blend}s a texel pair. */
  blendsPtr: usize;
}

/**
 * What a texel is made of: byte offsets of the vectors that hold the upper and the lower two weights, i16 pairs of
 * factors 0..16.
 */
@unmanaged
export class Blend {
  upper: u32;
  lower: u32;
  upperFactors: u32;
  lowerFactors: u32;
}

export const BLEND_BYTES: usize = 16;

const TEXEL: usize = memory.data(<i32>INFILL_TEXEL_BYTES, 8);
const GRID: usize = memory.data(16, 16);
const Q14: f32 = 16384;

export function buildLaneGrid(tables: FootprintTables, width: i32, height: i32): LaneGrid {
  const grid = changetype<LaneGrid>(allocateTable(offsetof<LaneGrid>()));
  grid.gridWidth = width;
  grid.gridHeight = height;
  grid.weightCount = width * height;
  grid.isPlain = width == tables.width && height == tables.height ? 1 : 0;
  grid.fitXPtr = fitPairs(tables.axisX, width);
  grid.fitYPtr = fitPairs(tables.axisY, height);
  grid.blendsPtr = buildBlends(tables, grid);
  return grid;
}

/** Rows of the least-squares matrix of an axis as pairs; 0 past the last texel. */
function fitPairs(axis: AxisTables, gridSize: i32): usize {
  const pairs = (axis.size + 1) >> 1;
  const out = allocateTable((<usize>(gridSize * pairs)) << 2);
  const fit = axis.fitPtr + <usize>(gridSize - 2) * axis.fitBytes;
  for (let j: i32 = 0; j < gridSize; j++) {
    for (let x: i32 = 0; x < axis.size; x++) {
      const value = load<f32>(fit + <usize>j * axis.rowBytes + ((<usize>x) << 2));
      const place = out + ((<usize>(j * pairs)) << 2) + ((<usize>x) << 1);
      store<i16>(place, <i16>nearest<f32>(max<f32>(-32767, min<f32>(32767, value * Q14))));
    }
  }
  return out;
}

function buildBlends(tables: FootprintTables, grid: LaneGrid): usize {
  const rowPairs = (tables.width + 1) >> 1;
  const out = allocateTable((<usize>(rowPairs * tables.height)) << 5);
  const size = changetype<BlockSize>(GRID);
  size.width = grid.gridWidth;
  size.height = grid.gridHeight;
  size.depth = 1;
  const texel = changetype<InfillTexel>(TEXEL);
  for (let y: i32 = 0; y < tables.height; y++) {
    for (let x: i32 = 0; x < tables.width; x++) {
      infillTexel(tables.size, size, x, y, 0, texel);
      const blend = changetype<Blend>(out + <usize>(y * rowPairs * 2 + x) * BLEND_BYTES);
      const upper = <u32>texel.index00;
      const hasLower = texel.factor10 + texel.factor11 > 0;
      blend.upper = upper << 4;
      blend.lower = (hasLower ? upper + <u32>grid.gridWidth : upper) << 4;
      blend.upperFactors = (<u32>texel.factor00) | ((<u32>texel.factor01) << 16);
      blend.lowerFactors = (<u32>texel.factor10) | ((<u32>texel.factor11) << 16);
    }
  }
  return out;
}
