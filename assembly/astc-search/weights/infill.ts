/** Grid weights → texel weights, exactly as the decoder does it. Spec: KDFS 1.4, ASTC "Weight Infill". */
import { infillWeights as infillByTable } from '../../astc/infill';
import { blockState } from '../block/block-state';
import { GridTables, ROW_BYTES } from '../tables/grid-tables';
import { GRID_PLANE, GRID_UVALUES, TEXEL_WEIGHTS, TEXEL_WEIGHTS_PLANE } from '../candidate/trial-state';

/** Fills a plane of TEXEL_WEIGHTS from GRID_UVALUES. */
export function infillWeights(grid: GridTables, plane: usize): void {
  const source = GRID_UVALUES + plane * GRID_PLANE;
  const target = TEXEL_WEIGHTS + plane * TEXEL_WEIGHTS_PLANE;
  const block = blockState();
  if (grid.isDirect) widenWeights(source, target, <usize>block.texelCount);
  else if (block.depth > 1) infillVolume(grid, source, target, <usize>block.texelCount);
  else if (block.width <= 8) infillRows<Narrow>(grid, source, target);
  else infillRows<Wide>(grid, source, target);
  const end = target + ((<usize>block.texelCount) << 1);
  v128.store(end, i64x2.splat(0));
}


@final
class Narrow {}


@final
class Wide {}

/** u8[224]: weights of a volume as the decoder's infill leaves them. */
export const TEXEL_BYTES: usize = memory.data(224, 16);

function infillVolume(grid: GridTables, source: usize, target: usize, count: usize): void {
  infillByTable(source, grid.weightCount, grid.decimationPtr, grid.groupCount, TEXEL_BYTES);
  widenWeights(TEXEL_BYTES, target, count);
}

function widenWeights(source: usize, target: usize, count: usize): void {
  for (let texel: usize = 0; texel < count; texel += 8) {
    v128.store(target + (texel << 1), v128.load8x8_u(source + texel));
  }
}

/** One row of texels at a time; a store may run over the row's end, the next row overwrites that. */
function infillRows<T>(grid: GridTables, source: usize, target: usize): void {
  const block = blockState();
  const left = v128.load(grid.columnsPtr);
  const right = v128.load(grid.columnsPtr, 16);
  const round = i16x8.splat(8);
  const gridWidth = <usize>grid.gridWidth;
  const step = (<usize>block.width) << 1;
  let row = grid.rowsPtr;
  let out = target;
  let y: i32 = 0;
  do {
    const upper = source + <usize>load<u32>(row);
    const a = v128.load(upper);
    const b = v128.load(upper + gridWidth);
    const w00 = i8x16.swizzle(a, left);
    const w01 = i8x16.swizzle(a, right);
    const w10 = i8x16.swizzle(b, left);
    const w11 = i8x16.swizzle(b, right);
    const f00 = v128.load(row, 16);
    const f01 = v128.load(row, 32);
    const f10 = v128.load(row, 48);
    const f11 = v128.load(row, 64);
    const low = i16x8.add(
      i16x8.add(i16x8.extmul_low_i8x16_u(w00, f00), i16x8.extmul_low_i8x16_u(w01, f01)),
      i16x8.add(i16x8.extmul_low_i8x16_u(w10, f10), i16x8.extmul_low_i8x16_u(w11, f11)),
    );
    v128.store(out, i16x8.shr_u(i16x8.add(low, round), 4));
    if (idof<T>() == idof<Wide>()) {
      const high = i16x8.add(
        i16x8.add(i16x8.extmul_high_i8x16_u(w00, f00), i16x8.extmul_high_i8x16_u(w01, f01)),
        i16x8.add(i16x8.extmul_high_i8x16_u(w10, f10), i16x8.extmul_high_i8x16_u(w11, f11)),
      );
      v128.store(out, i16x8.shr_u(i16x8.add(high, round), 4), 16);
    }
    row += ROW_BYTES;
    out += step;
    y++;
  } while (y < block.height);
}
