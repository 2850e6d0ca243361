/** The blocks of a band, from pixels to what is found for each: the order of the classes. */
import { packConstant } from '../candidate/best-block';
import { FootprintTables } from '../tables/footprint-tables';
import { KIND_GREY, KIND_GREY_ALPHA, KIND_RGB, KIND_RGBA, band, enlist, foundOf, pairsOf, prepareBand } from './band';
import { prepareBins } from './bins';
import { Grey, GreyAlpha, Rgb, Rgba } from './group';
import { laneTables } from './lane-tables';
import { KIND_FLAT, loadPairs } from './load-pairs';
import { searchSingle } from './single';
import { searchSmaller } from './smaller-grids';
import { searchDual } from './dual';
import { searchTwo } from './two';
import { refineKind } from './refine';
import { prepareWeighing } from './weighing';

/** Makes ready for rows of blocks of a footprint; after block state and effort. */
export function prepareLanes(tables: FootprintTables): void {
  prepareBins();
  prepareWeighing();
  prepareBand(laneTables(tables).pairCount);
}

/** Where the pixels of a block lie, and where its 16 bytes go. */
@unmanaged
export class Place {
  /** First row of pixels; the block's first is `x0` in it. */
  rowPtr: usize;
  x0: i32;
  /** Rows of pixels that are there. */
  rowCount: i32;
  outPtr: usize;
}

const PLACES: usize = memory.data(1024 * 16, 16);

// @ts-ignore: decorator
@inline
export function placeOf(block: i32): Place {
  return changetype<Place>(PLACES + ((<usize>block) << 4));
}

/** Takes in the block whose first pixel is `x0` of a row of blocks; one of one color is packed at once. */
export function enterBlock(
  rowPtr: usize,
  stride: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
  outPtr: usize,
): void {
  const block = band().count;
  const kind = loadPairs(rowPtr, stride, pixelType, x0, width, rowCount, pairsOf(block));
  if (kind == KIND_FLAT) {
    packFlat(pairsOf(block), outPtr);
    return;
  }
  const found = foundOf(block);
  found.error = 1e30;
  found.order = 0;
  enlist(kind, block);
  const place = placeOf(block);
  place.rowPtr = rowPtr;
  place.x0 = x0;
  place.rowCount = rowCount;
  place.outPtr = outPtr;
  band().count = block + 1;
}

export function isBandFull(): bool {
  return band().count == band().capacity;
}

/** Finds a block for each that was taken in. */
export function searchBand(tables: FootprintTables): void {
  const lanes = laneTables(tables);
  searchSingle<Rgb>(lanes, KIND_RGB);
  searchSingle<Rgba>(lanes, KIND_RGBA);
  searchSingle<Grey>(lanes, KIND_GREY);
  searchSingle<GreyAlpha>(lanes, KIND_GREY_ALPHA);
  searchDual<Rgb>(lanes, KIND_RGB);
  searchDual<Rgba>(lanes, KIND_RGBA);
  searchDual<GreyAlpha>(lanes, KIND_GREY_ALPHA);
  searchTwo<Rgb>(tables, lanes, KIND_RGB);
  searchTwo<Rgba>(tables, lanes, KIND_RGBA);
  searchTwo<Grey>(tables, lanes, KIND_GREY);
  searchTwo<GreyAlpha>(tables, lanes, KIND_GREY_ALPHA);
  searchSmaller<Rgb>(lanes, KIND_RGB);
  searchSmaller<Rgba>(lanes, KIND_RGBA);
  searchSmaller<Grey>(lanes, KIND_GREY);
  searchSmaller<GreyAlpha>(lanes, KIND_GREY_ALPHA);
  refineKind<Rgb>(tables, lanes, KIND_RGB);
  refineKind<Rgba>(tables, lanes, KIND_RGBA);
  refineKind<Grey>(tables, lanes, KIND_GREY);
  refineKind<GreyAlpha>(tables, lanes, KIND_GREY_ALPHA);
}

/** A block of one color: what the first texel decodes to, as unorm16. */
function packFlat(pairs: usize, outPtr: usize): void {
  packConstant(
    flatComponent(pairs),
    flatComponent(pairs + 4),
    flatComponent(pairs + 8),
    flatComponent(pairs + 12),
    outPtr,
  );
}

function flatComponent(pair: usize): i32 {
  const steps = <f32>(<i32>load<i16>(pair) + 8192) * (1.0 / 64);
  return max<i32>(0, min<i32>(65535, <i32>nearest<f32>(steps * 257)));
}
