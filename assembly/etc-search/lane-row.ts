/** Rows of blocks by lanes, four blocks at a time: colours, alpha and EAC of eleven bits. */
import { encodeFour } from '../etc-lanes/encode-color';
import { VALUES_ALPHA, VALUES_SNORM11, VALUES_UNORM11, prepareEac } from '../etc-lanes/eac-scale';
import { emitEacFour } from '../etc-lanes/emit-eac';
import { fitEac } from '../etc-lanes/fit-eac';
import { SEARCH_MASK, PLANES, PLANE_BYTES } from '../etc-lanes/four-state';
import { findPunched } from '../etc-lanes/find-punched';
import { GATHERED, GATHERED_STRIDE, gatherFour } from '../etc-lanes/gather-four';
import { gatherElevenBits, takeBytes, takeElevenBits } from '../etc-lanes/load-eac';
import { loadFour } from '../etc-lanes/load-four';
import { COLOR_HIGH, COLOR_LOW, EAC_HIGH, EAC_LOW, storeEveryOther, storeSingle } from '../etc-lanes/words';
import { ETC1, ETC2_RGBA, ETC2_RGBA1, etcBlockBytes, isEac11, isRg11, isSnorm } from '../etc/formats';
import { PIXEL_RGBA8, gatherPixels, planesFromPixels } from './load-block';
import { quality } from './quality';
import { COLOR_ETC1, COLOR_ETC2, COLOR_PUNCHED } from './search';
import { significance } from './significance';
import { encodeFlat, forgetFlat } from './flat-memory';

/** Texels across four blocks. */
const FOUR_WIDTH: i32 = 16;

/** The row of blocks at hand, as encodeEtcRow is given it. */
@unmanaged
class LaneRow {
  pixelsPtr: usize;
  strideBytes: usize;
  pixelType: i32;
  width: i32;
  rows: i32;
  format: i32;
}

const ROW: usize = memory.data(24, 16);

// @ts-ignore: decorator
@inline
function row(): LaneRow {
  return changetype<LaneRow>(ROW);
}

/** u8[4][16]: blocks of which the row has not all. */
const SPARE_BLOCKS: usize = memory.data(64, 16);

/** Whether lanes encode a format as configured: `realtime`, where colours count the same. */
export function hasLanes(format: i32): bool {
  if (quality().quality >= 0) return false;
  const weights = significance();
  return isEac11(format) || (weights.wr == 1 && weights.wg == 1 && weights.wb == 1);
}

/** Readies lanes for a format. */
export function prepareLanes(format: i32): void {
  prepareEac(!isEac11(format) ? VALUES_ALPHA : isSnorm(format) ? VALUES_SNORM11 : VALUES_UNORM11);
  forgetFlat();
}

/** Loads the four blocks at column `x0`. */
function loadPixels(x0: i32): void {
  const source = row();
  if (source.pixelType == PIXEL_RGBA8 && x0 + FOUR_WIDTH <= source.width && source.rows == 4) {
    loadFour(source.pixelsPtr + ((<usize>x0) << 2), source.strideBytes);
    return;
  }
  gatherFour(source.pixelsPtr, source.strideBytes, source.pixelType, x0, source.width, source.rows);
  loadFour(GATHERED, GATHERED_STRIDE);
}

/** Encodes the colours of the blocks that are left to the search. */
function searchBlocks(x0: i32, outPtr: usize, step: usize): void {
  const source = row();
  const modes = source.format == ETC1 ? COLOR_ETC1 : source.format == ETC2_RGBA1 ? COLOR_PUNCHED : COLOR_ETC2;
  for (let lane: i32 = 0; lane < 4; lane++, outPtr += step) {
    const x = x0 + 4 * lane;
    if (x >= source.width || !load<i32>(SEARCH_MASK + ((<usize>lane) << 2))) continue;
    gatherPixels(source.pixelsPtr, source.strideBytes, source.pixelType, x, source.width, source.rows);
    planesFromPixels();
    encodeFlat(modes, outPtr);
  }
}

/** Colours, and alpha, of the four blocks that are loaded. */
function encodeColors(x0: i32, outPtr: usize): void {
  const format = row().format;
  encodeFour(format != ETC1);
  if (format == ETC2_RGBA1) findPunched();
  if (format == ETC2_RGBA) {
    takeBytes(PLANES + 3 * PLANE_BYTES);
    fitEac();
    emitEacFour();
    storeEveryOther(EAC_HIGH, EAC_LOW, outPtr);
    outPtr += 8;
    storeEveryOther(COLOR_HIGH, COLOR_LOW, outPtr);
  } else storeSingle(COLOR_HIGH, COLOR_LOW, outPtr);
  if (load<u64>(SEARCH_MASK) | load<u64>(SEARCH_MASK, 8)) searchBlocks(x0, outPtr, <usize>etcBlockBytes(format));
}

/** Words of a component of eleven bits of the four blocks at column `x0`. */
function fitElevenBits(x0: i32, component: usize): void {
  const source = row();
  const isSigned = isSnorm(source.format);
  if (source.pixelType == PIXEL_RGBA8) takeElevenBits(PLANES + component * PLANE_BYTES, isSigned);
  else
    gatherElevenBits(source.pixelsPtr + (component << 1), source.strideBytes, x0, source.width, source.rows, isSigned);
  fitEac();
  emitEacFour();
}

function encodeElevenBits(x0: i32, outPtr: usize): void {
  fitElevenBits(x0, 0);
  if (!isRg11(row().format)) {
    storeSingle(EAC_HIGH, EAC_LOW, outPtr);
    return;
  }
  storeEveryOther(EAC_HIGH, EAC_LOW, outPtr);
  fitElevenBits(x0, 1);
  storeEveryOther(EAC_HIGH, EAC_LOW, outPtr + 8);
}

/** Encodes one row of blocks of a format that {@link hasLanes}; as encodeEtcRow. */
export function encodeLaneRow(
  format: i32,
  pixelsPtr: usize,
  strideBytes: usize,
  pixelType: i32,
  width: i32,
  rows: i32,
  outPtr: usize,
): void {
  const source = row();
  source.pixelsPtr = pixelsPtr;
  source.strideBytes = strideBytes;
  source.pixelType = pixelType;
  source.width = width;
  source.rows = rows;
  source.format = format;
  const step = <usize>etcBlockBytes(format);
  for (let x: i32 = 0; x < width; x += FOUR_WIDTH, outPtr += 4 * step) {
    const to = x + FOUR_WIDTH <= width ? outPtr : SPARE_BLOCKS;
    const isWide = isEac11(format) && pixelType != PIXEL_RGBA8;
    if (!isWide) loadPixels(x);
    if (isEac11(format)) encodeElevenBits(x, to);
    else encodeColors(x, to);
    if (to == SPARE_BLOCKS) memory.copy(outPtr, to, <usize>((width - x + 3) >> 2) * step);
  }
}
