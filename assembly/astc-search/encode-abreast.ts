/**
 * Rows of blocks by way of four abreast: band after band. What they find is the result, or where the search of one block
 * begins.
 */
import { loadBlock } from './block/load-block';
import { band, clearBand, foundOf } from './lanes/band';
import { enterBlock, isBandFull, placeOf, searchBand } from './lanes/encode-band';
import { packFound, preparePacking } from './lanes/pack-found';
import { encodeBlock } from './search';
import { FootprintTables } from './tables/footprint-tables';

/** The rows that are encoded. */
@unmanaged
export class Rows {
  tables: usize;
  stride: usize;
  pixelType: i32;
  width: i32;
  /** 1: blocks are searched further one by one. */
  isSeed: i32;
}

/**
 * @param pixelsPtr  `rowCount` rows of pixels
 * @param outPtr  out: 16 bytes a block, row after row
 */
export function encodeAbreast(rows: Rows, pixelsPtr: usize, rowCount: i32, outPtr: usize): void {
  const tables = changetype<FootprintTables>(rows.tables);
  for (let y: i32 = 0; y < rowCount; y += tables.height) {
    const rowPtr = pixelsPtr + <usize>y * rows.stride;
    const present = min(rowCount - y, tables.height);
    for (let x: i32 = 0; x < rows.width; x += tables.width, outPtr += 16) {
      enterBlock(rowPtr, rows.stride, rows.pixelType, x, rows.width, present, outPtr);
      if (isBandFull()) finishBand(rows, tables);
    }
  }
  finishBand(rows, tables);
}

function finishBand(rows: Rows, tables: FootprintTables): void {
  searchBand(tables);
  if (rows.isSeed == 0) packBand();
  else searchFurther(rows, tables);
  clearBand();
}

/** Values of a block are gathered before the one in front of it is packed: why, pack-found says. */
function packBand(): void {
  const count = band().count;
  for (let block: i32 = 0; block < count; block++) {
    preparePacking(foundOf(block), block);
    if (block > 0) packBlock(block - 1);
  }
  if (count > 0) packBlock(count - 1);
}

// @ts-ignore: decorator
@inline
function packBlock(block: i32): void {
  packFound(foundOf(block), block, placeOf(block).outPtr);
}

function searchFurther(rows: Rows, tables: FootprintTables): void {
  const count = band().count;
  for (let block: i32 = 0; block < count; block++) {
    const place = placeOf(block);
    loadBlock(place.rowPtr, rows.stride, 0, rows.pixelType, place.x0, rows.width, place.rowCount, 1);
    encodeBlock(tables, place.outPtr, changetype<usize>(foundOf(block)));
  }
}
