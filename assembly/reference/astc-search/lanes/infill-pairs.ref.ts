/** Twin of infill-pairs: weights of a grid → those of the texels, by the format's own blend. */
import { BlockSize, INFILL_TEXEL_BYTES, InfillTexel, infillTexel } from '../../../astc/decimation';
import { LaneGrid } from '../../../astc-search/lanes/lane-grids';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { GRID_PLANE, GRID_WEIGHTS, SLOT_PLANE, TEXEL_WEIGHTS, i16At, putI16 } from './group.ref';

const BLEND: usize = memory.data(<i32>INFILL_TEXEL_BYTES, 8);
const GRID: usize = memory.data(16, 16);

export function infillPairsRef(tables: FootprintTables, grid: LaneGrid, plane: i32): void {
  const weights = GRID_WEIGHTS + <usize>plane * GRID_PLANE;
  const out = TEXEL_WEIGHTS + <usize>plane * SLOT_PLANE;
  const rowSlots = (tables.width + 1) & ~1;
  const size = changetype<BlockSize>(GRID);
  size.width = grid.gridWidth;
  size.height = grid.gridHeight;
  size.depth = 1;
  const blend = changetype<InfillTexel>(BLEND);
  memory.fill(out, 0, SLOT_PLANE);
  for (let y: i32 = 0; y < tables.height; y++) {
    for (let x: i32 = 0; x < tables.width; x++) {
      infillTexel(tables.size, size, x, y, 0, blend);
      const upper = <i32>blend.factor00 * i16At(weights, blend.index00) + <i32>blend.factor01 * i16At(weights, blend.index01);
      const lower = <i32>blend.factor10 * i16At(weights, blend.index10) + <i32>blend.factor11 * i16At(weights, blend.index11);
      putI16(out, y * rowSlots + x, (upper + lower + 8) >> 4);
    }
  }
}
