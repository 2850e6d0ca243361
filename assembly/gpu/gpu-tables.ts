/**
 * Everything that compute shaders look up for one footprint, taken from what the format and the search hold: one array
 * of integers, one of floats, and constants that say where in them each table begins.
 */
import { ROUNDING_SHARE } from '../astc-search/prediction/color-predict';
import { UNIFORM_SHARE } from '../astc-search/prediction/weight-noise';
import { FootprintTables, footprintTables } from '../astc-search/tables/footprint-tables';
import { floatWords, writeFloatTables } from './float-tables';
import { integerWords, maskWords, writeIntegerTables } from './integer-tables';
import { ConstantList, TableWriter, beginArray } from './table-writer';

/** Footprints of two axes. */
const FLAT_FOOTPRINTS: i32 = 14;

/** What the host reads: six words. */
@unmanaged
class Description {
  /** u32[integerCount]. */
  integersPtr: usize;
  integerCount: i32;
  /** f32[floatCount]. */
  floatsPtr: usize;
  floatCount: i32;
  /** f64[constantCount]. */
  constantsPtr: usize;
  constantCount: i32;
}

const DESCRIPTION: usize = memory.data(24, 16);
const INTEGER_WRITER: usize = memory.data(8, 16);
const FLOAT_WRITER: usize = memory.data(8, 16);
const CONSTANT_LIST: usize = memory.data(8, 16);
/** f64[48]. */
const CONSTANTS: usize = memory.data(48 * 8, 16);

/**
 * Builds the tables of a footprint of two axes; tens of milliseconds. Tables and their order: README.md.
 *
 * @returns a {@link Description}, overwritten by the next call, or 0 for another footprint
 */
export function buildGpuTables(footprint: i32): usize {
  if (footprint < 0 || footprint >= FLAT_FOOTPRINTS) return 0;
  const tables = footprintTables(footprint);
  const constants = changetype<ConstantList>(CONSTANT_LIST);
  constants.count = 0;
  constants.valuesPtr = CONSTANTS;
  addSizes(tables, constants);
  const integers = changetype<TableWriter>(INTEGER_WRITER);
  beginArray(integers, integerWords(tables));
  writeIntegerTables(tables, integers, constants);
  const floats = changetype<TableWriter>(FLOAT_WRITER);
  beginArray(floats, floatWords(tables));
  writeFloatTables(tables, floats, constants);
  constants.add(UNIFORM_SHARE);
  constants.add(ROUNDING_SHARE);
  return describe(integers, floats, constants);
}

function addSizes(tables: FootprintTables, constants: ConstantList): void {
  constants.add(tables.width);
  constants.add(tables.height);
  constants.add(tables.width * tables.height);
  constants.add(maskWords(tables));
}

function describe(integers: TableWriter, floats: TableWriter, constants: ConstantList): usize {
  const description = changetype<Description>(DESCRIPTION);
  description.integersPtr = integers.startPtr;
  description.integerCount = integers.count;
  description.floatsPtr = floats.startPtr;
  description.floatCount = floats.count;
  description.constantsPtr = constants.valuesPtr;
  description.constantCount = constants.count;
  return DESCRIPTION;
}
