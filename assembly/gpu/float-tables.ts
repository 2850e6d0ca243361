/**
 * The f32 tables of a footprint in the order in which the host names them: closed forms of both axes, and what the
 * prediction of errors charges.
 */
import { levelNoise } from '../astc-search/prediction/color-predict';
import { NOISE_SHARE } from '../astc-search/prediction/weight-noise';
import { AxisTables } from '../astc-search/tables/axis-tables';
import { FootprintTables } from '../astc-search/tables/footprint-tables';
import { ConstantList, TableWriter } from './table-writer';

const LEVEL_COUNT: i32 = 21;
const WEIGHT_LEVEL_COUNT: i32 = 12;

/** Words of the tables of an axis: cosines, kept shares, fits, gains, gains by node. */
function axisWords(size: i32): i32 {
  const gridSizes = size - 1;
  return size * size + gridSizes * size + gridSizes * size * size + gridSizes + gridSizes * size;
}

/** Words of all float tables. */
export function floatWords(tables: FootprintTables): i32 {
  return axisWords(tables.width) + axisWords(tables.height) + LEVEL_COUNT + WEIGHT_LEVEL_COUNT;
}

/** Writes all float tables, and to `constants` where each begins. */
export function writeFloatTables(tables: FootprintTables, out: TableWriter, constants: ConstantList): void {
  const axisX = tables.axisX;
  const axisY = tables.axisY;
  constants.add(out.count);
  writeRows(axisX.dctPtr, axisX, axisX.size, axisX.size, out);
  constants.add(out.count);
  writeRows(axisY.dctPtr, axisY, axisY.size, axisY.size, out);
  constants.add(out.count);
  writeRows(axisX.keptPtr, axisX, axisX.size - 1, axisX.size, out);
  constants.add(out.count);
  writeRows(axisY.keptPtr, axisY, axisY.size - 1, axisY.size, out);
  constants.add(out.count);
  writeFits(axisX, out);
  constants.add(out.count);
  writeFits(axisY, out);
  constants.add(out.count);
  writeRows(axisX.gainPtr, axisX, 1, axisX.size - 1, out);
  constants.add(out.count);
  writeRows(axisY.gainPtr, axisY, 1, axisY.size - 1, out);
  constants.add(out.count);
  writeRows(axisX.columnGainPtr, axisX, axisX.size - 1, axisX.size, out);
  constants.add(out.count);
  writeRows(axisY.columnGainPtr, axisY, axisY.size - 1, axisY.size, out);
  constants.add(out.count);
  for (let level: i32 = 0; level < LEVEL_COUNT; level++) out.putFloat(levelNoise(level));
  constants.add(out.count);
  for (let level: usize = 0; level < <usize>WEIGHT_LEVEL_COUNT; level++) {
    out.putFloat(load<f32>(NOISE_SHARE + (level << 2)));
  }
}

/** The first `columnCount` values of each row of a matrix of the axis. */
function writeRows(matrixPtr: usize, axis: AxisTables, rowCount: i32, columnCount: i32, out: TableWriter): void {
  for (let row: usize = 0; row < <usize>rowCount; row++) {
    const rowPtr = matrixPtr + row * axis.rowBytes;
    for (let column: usize = 0; column < <usize>columnCount; column++) out.putFloat(load<f32>(rowPtr + (column << 2)));
  }
}

/** Least-squares rows of every grid size; rows of nodes that a grid lacks are 0. */
function writeFits(axis: AxisTables, out: TableWriter): void {
  for (let gridSize: i32 = 2; gridSize <= axis.size; gridSize++) {
    writeRows(axis.fitPtr + <usize>(gridSize - 2) * axis.fitBytes, axis, axis.size, axis.size, out);
  }
}
