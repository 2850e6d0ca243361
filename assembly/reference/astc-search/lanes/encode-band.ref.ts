/** Twin of encode-band: one block by itself, all classes in order. */
import { packConstant } from '../../../astc-search/candidate/best-block';
import { KIND_FLAT } from '../../../astc-search/lanes/load-pairs';
import { laneTables } from '../../../astc-search/lanes/lane-tables';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { searchDualRef } from './dual.ref';
import { texelIn } from './group.ref';
import { loadPairsRef } from './load-pairs.ref';
import { foundRef } from './offer.ref';
import { packFoundRef } from './pack-found.ref';
import { refineRef } from './refine.ref';
import { searchSingleRef } from './single.ref';
import { searchSmallerRef } from './smaller-grids.ref';
import { searchTwoRef } from './two.ref';

/**
 * Encodes the block whose first pixel is `x0` of a row of blocks.
 *
 * @param blockPtr  out: 16 bytes
 * @returns its kind
 */
export function encodeAloneRef(
  tables: FootprintTables,
  pixelsPtr: usize,
  stride: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
  blockPtr: usize,
): i32 {
  const lanes = laneTables(tables);
  const kind = loadPairsRef(pixelsPtr, stride, pixelType, x0, width, rowCount);
  if (kind == KIND_FLAT) {
    packConstant(flatRef(0), flatRef(1), flatRef(2), flatRef(3), blockPtr);
    return kind;
  }
  foundRef().error = 1e30;
  foundRef().order = 0;
  searchSingleRef(tables, lanes, kind);
  searchDualRef(tables, lanes, kind);
  searchTwoRef(tables, lanes, kind);
  searchSmallerRef(tables, lanes, kind);
  refineRef(tables, lanes, kind);
  packFoundRef(blockPtr);
  return kind;
}

/** A component of a block of one color as unorm16. */
function flatRef(component: i32): i32 {
  const steps: f32 = <f32>(texelIn(0, component) + 8192) * (1.0 / 64);
  return max(0, min(65535, <i32>nearest<f32>(steps * 257)));
}
