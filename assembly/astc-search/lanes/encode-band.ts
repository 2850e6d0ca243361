/** Rows of blocks, four abreast: the order of the classes and what each block goes through. */
import { packConstant } from '../candidate/best-block';
import { FootprintTables } from '../tables/footprint-tables';
import { blockState } from '../block/block-state';
import {
  KIND_GREY,
  KIND_GREY_ALPHA,
  KIND_RGB,
  KIND_RGBA,
  band,
  clearBand,
  enlist,
  foundOf,
  pairsOf,
  prepareBand,
} from './band';
import { prepareBins } from './bins';
import { Grey, GreyAlpha, Rgb, Rgba } from './group';
import { LaneTables, laneTables } from './lane-tables';
import { KIND_FLAT, loadPairs } from './load-pairs';
import { packFound } from './pack-found';
import { searchSingle } from './single';
import { searchDual } from './dual';
import { searchTwo } from './two';
import { prepareWeighing } from './weighing';

/** Makes ready for rows of blocks of a footprint; after block state and effort. */
export function prepareLanes(tables: FootprintTables): void {
  prepareBins();
  prepareWeighing();
  prepareBand(laneTables(tables).pairCount);
}

/** usize[1024]: where the blocks of the band go. */
const OUTPUTS: usize = memory.data(1024 * 4, 16);

/**
 * Encodes rows of blocks, as encodeRow does: `rowCount` rows of pixels.
 *
 * @param outPtr  out: 16 bytes a block, row after row
 */
export function encodeAbreast(
  tables: FootprintTables,
  pixelsPtr: usize,
  stride: usize,
  pixelType: i32,
  width: i32,
  rowCount: i32,
  outPtr: usize,
): void {
  const lanes = laneTables(tables);
  for (let y: i32 = 0; y < rowCount; y += tables.height) {
    const first = pixelsPtr + <usize>y * stride;
    for (let x: i32 = 0; x < width; x += tables.width, outPtr += 16) {
      const block = band().count;
      const kind = loadPairs(first, stride, pixelType, x, width, rowCount - y, pairsOf(block));
      if (kind == KIND_FLAT) {
        packFlat(pairsOf(block), outPtr);
        continue;
      }
      enter(block, kind, outPtr);
      if (block + 1 == band().capacity) finishBand(tables, lanes);
    }
  }
  finishBand(tables, lanes);
}

function enter(block: i32, kind: i32, outPtr: usize): void {
  const found = foundOf(block);
  found.error = 1e30;
  found.order = 0;
  enlist(kind, block);
  store<u32>(OUTPUTS + ((<usize>block) << 2), <u32>outPtr);
  band().count = block + 1;
}

function finishBand(tables: FootprintTables, lanes: LaneTables): void {
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
  const count = band().count;
  for (let block: i32 = 0; block < count; block++) {
    packFound(foundOf(block), <usize>load<u32>(OUTPUTS + ((<usize>block) << 2)));
  }
  clearBand();
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
