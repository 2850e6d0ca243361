/**
 * The rows of a footprint as one axis. With two axes that is the vertical one. With three it is the rows of all slices,
 * one slice behind the other: what it says is a product of what the vertical axis and the depth say, so every transform
 * along it is the one of flat footprints, over more rows. The infill of volumes is not quite separable (it interpolates
 * over simplices, not cells); where that counts, tables are built from the specification's factors instead.
 */
import { allocateTable } from '../../arena';
import { AxisTables, foldDct } from './axis-tables';

/** Most rows of a volume: six of each of six slices. */
const ROWS_MAX: i32 = 36;
/** Grid heights (and grid depths) of a volume: 2..6. */
export const VOLUME_GRID_SIZES: i32 = 5;

/**
 * A grid's height, with its depth, as a number: rows of the tables by grid.
 *
 * @param gridDepth  1 with two axes
 */
// @ts-ignore: decorator
@inline
export function heightSlot(gridHeight: i32, gridDepth: i32): i32 {
  return gridHeight - 2 + (gridDepth > 1 ? (gridDepth - 2) * VOLUME_GRID_SIZES : 0);
}

/** u8[36][2]: vertical frequency and frequency along the depth of each frequency of the rows. */
const FREQUENCIES: usize = memory.data(36 * 2, 16);

/** Builds the tables of the rows of a volume; `keptPtr` has a row each {@link heightSlot}, least squares none. */
export function buildRowAxis(vertical: AxisTables, depth: AxisTables): AxisTables {
  const tables = changetype<AxisTables>(allocateTable(offsetof<AxisTables>()));
  tables.size = vertical.size * depth.size;
  tables.rowBytes = (<usize>ROWS_MAX) << 2;
  tables.dctPtr = allocateTable(<usize>ROWS_MAX * tables.rowBytes);
  tables.dctFoldedPtr = allocateTable(<usize>ROWS_MAX * tables.rowBytes);
  tables.keptPtr = allocateTable(<usize>(VOLUME_GRID_SIZES * VOLUME_GRID_SIZES) * tables.rowBytes);
  orderFrequencies(vertical.size, depth.size);
  for (let u: usize = 0; u < <usize>tables.size; u++) {
    const v = <usize>load<u8>(FREQUENCIES + (u << 1));
    const w = <usize>load<u8>(FREQUENCIES + (u << 1), 1);
    const basis = tables.dctPtr + u * tables.rowBytes;
    multiplyRows(
      vertical.dctPtr + v * vertical.rowBytes,
      vertical.size,
      depth.dctPtr + w * depth.rowBytes,
      depth.size,
      basis,
    );
    fillKept(tables, u, vertical, v, depth, w);
  }
  foldDct(tables);
  return tables;
}

/** Products of two frequencies are even about the middle when both are of a kind: even and odd ones take turns. */
function orderFrequencies(height: i32, depth: i32): void {
  let even: usize = 0;
  let odd: usize = 1;
  for (let w: i32 = 0; w < depth; w++) {
    for (let v: i32 = 0; v < height; v++) {
      const isOdd = ((v + w) & 1) != 0;
      const at = FREQUENCIES + ((isOdd ? odd : even) << 1);
      store<u8>(at, v);
      store<u8>(at, w, 1);
      if (isOdd) odd += 2;
      else even += 2;
    }
  }
}

/** out[z][y] = inner[y] · outer[z], all f32. */
export function multiplyRows(inner: usize, innerSize: i32, outer: usize, outerSize: i32, out: usize): void {
  for (let z: usize = 0; z < <usize>outerSize; z++) {
    const factor = load<f32>(outer + (z << 2));
    for (let y: usize = 0; y < <usize>innerSize; y++, out += 4) {
      store<f32>(out, load<f32>(inner + (y << 2)) * factor);
    }
  }
}

/** Shares that every grid height and depth keep of frequency `u`, which is `v` down and `w` along the depth. */
function fillKept(tables: AxisTables, u: usize, vertical: AxisTables, v: usize, depth: AxisTables, w: usize): void {
  for (let gridDepth: i32 = 2; gridDepth <= depth.size; gridDepth++) {
    const keptDeep = load<f32>(depth.keptPtr + <usize>(gridDepth - 2) * depth.rowBytes + (w << 2));
    for (let gridHeight: i32 = 2; gridHeight <= vertical.size; gridHeight++) {
      const keptDown = load<f32>(vertical.keptPtr + <usize>(gridHeight - 2) * vertical.rowBytes + (v << 2));
      const row = tables.keptPtr + <usize>heightSlot(gridHeight, gridDepth) * tables.rowBytes;
      store<f32>(row + (u << 2), keptDown * keptDeep);
    }
  }
}
