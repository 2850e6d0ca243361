/** Twin of the search's infill: one texel after the other, four grid weights each. */
import { blockState } from '../../../astc-search/block/block-state';
import {
  GRID_PLANE,
  GRID_UVALUES,
  TEXEL_WEIGHTS,
  TEXEL_WEIGHTS_PLANE,
} from '../../../astc-search/candidate/trial-state';
import { DECIMATION_GROUP_BYTES } from '../../../astc/infill';
import { GridTables, ROW_BYTES } from '../../../astc-search/tables/grid-tables';
import { TEXEL_BYTES } from '../../../astc-search/weights/infill';

/** One weight of {@link infillGridRef}: four grid weights with factors 0..16 of the tables. */
function infillLane(grid: GridTables, source: usize, row: usize, lane: usize): i32 {
  const upper = source + <usize>load<u32>(row);
  const left = <usize>load<u8>(grid.columnsPtr + lane);
  const right = <usize>load<u8>(grid.columnsPtr + 16 + lane);
  const lower = upper + <usize>grid.gridWidth;
  const sum =
    <i32>load<u8>(upper + left) * <i32>load<u8>(row + lane, 16) +
    <i32>load<u8>(upper + right) * <i32>load<u8>(row + lane, 32) +
    <i32>load<u8>(lower + left) * <i32>load<u8>(row + lane, 48) +
    <i32>load<u8>(lower + right) * <i32>load<u8>(row + lane, 64);
  return (sum + 8) >> 4;
}

/** A volume's weight of a lane of the decimation table, 0 in its padding. */
function infillVolumeLane(grid: GridTables, source: usize, texel: usize): i32 {
  const lane = grid.decimationPtr + (texel >> 4) * DECIMATION_GROUP_BYTES + (texel & 15);
  let sum: i32 = 8;
  for (let corner: usize = 0; corner < 4; corner++) {
    sum += <i32>load<u8>(source + <usize>load<u8>(lane + (corner << 4))) * <i32>load<u8>(lane + (corner << 4), 64);
  }
  return sum >> 4;
}

/** Twin of the search's `infillWeights`. */
export function infillGridRef(grid: GridTables, plane: usize): void {
  const source = GRID_UVALUES + plane * GRID_PLANE;
  const target = TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE;
  const block = blockState();
  const count = <usize>block.texelCount;
  if (grid.isDirect) {
    for (let texel: usize = 0; texel < ((count + 7) & ~7); texel++) {
      store<i16>(target + (texel << 1), load<u8>(source + texel));
    }
  } else if (block.depth > 1) {
    for (let texel: usize = 0; texel < <usize>grid.groupCount * 16; texel++) {
      store<u8>(TEXEL_BYTES + texel, infillVolumeLane(grid, source, texel));
    }
    for (let texel: usize = 0; texel < ((count + 7) & ~7); texel++) {
      store<i16>(target + (texel << 1), load<u8>(TEXEL_BYTES + texel));
    }
  } else {
    const lanes: usize = block.width <= 8 ? 8 : 16;
    for (let y: usize = 0; y < <usize>block.height; y++) {
      const out = target + ((y * <usize>block.width) << 1);
      for (let lane: usize = 0; lane < lanes; lane++) {
        store<i16>(out + (lane << 1), infillLane(grid, source, grid.rowsPtr + y * ROW_BYTES, lane));
      }
    }
  }
  for (let pad: usize = 0; pad < 8; pad++) store<i16>(target + ((count + pad) << 1), 0);
}
