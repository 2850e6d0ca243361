/** What the host calls to encode ETC and EAC: settings once, then rows of blocks, one or more at a time. */
import { ETC1, ETC2_RGBA, ETC2_RGBA1, ETC_FORMAT_COUNT, etcBlockBytes, isEac11, isRg11, isSnorm } from '../etc/formats';
import { isQuality } from '../preset-rows';
import { Status } from '../status';
import { VALUES_ALPHA, VALUES_SNORM11, VALUES_UNORM11, selectEac } from './eac-state';
import { PIXEL_RGBA16, gatherPixels, gatherPixels16, planesFromPixels } from './load-block';
import { selectQuality } from './quality';
import { encodeLaneRow, hasLanes, prepareLanes } from './lane-row';
import { COLOR_ETC1, COLOR_ETC2, COLOR_PUNCHED, encodeColor, encodeEac } from './search';
import { selectSignificance } from './significance';
import { initSolid } from './solid';
import { initTableRanks } from './table-rank';

/** u32: 1 once settings are in force; the format. */
const SETTINGS: usize = memory.data(8, 8);

export function configureEtcEncoder(format: i32, quality: f32, wr: f32, wg: f32, wb: f32, wa: f32): i32 {
  if (format < 0 || format >= ETC_FORMAT_COUNT) return Status.BAD_OPTION;
  if (!isQuality(quality)) return Status.BAD_OPTION;
  if (!(wr >= 0 && wg >= 0 && wb >= 0 && wa >= 0 && wr + wg + wb + wa > 0)) return Status.BAD_OPTION;
  if (!load<u32>(SETTINGS)) {
    initTableRanks();
    initSolid();
  }
  selectSignificance(wr, wg, wb);
  selectQuality(quality);
  selectEac(!isEac11(format) ? VALUES_ALPHA : isSnorm(format) ? VALUES_SNORM11 : VALUES_UNORM11);
  prepareLanes(format);
  store<u32>(SETTINGS, 1);
  store<i32>(SETTINGS, format, 4);
  return Status.OK;
}

/** As `encodeRow` of ASTC: 4x4 texels a block, of 8 or 16 bytes. */
export function encodeEtcRow(
  pixelsPtr: usize,
  strideBytes: i32,
  pixelType: i32,
  width: i32,
  rowCount: i32,
  outPtr: usize,
): i32 {
  if (!load<u32>(SETTINGS)) return Status.NOT_PREPARED;
  if (pixelType < 0 || pixelType > PIXEL_RGBA16 || width < 1 || rowCount < 1) return Status.BAD_OPTION;
  const format = load<i32>(SETTINGS, 4);
  const isByLanes = hasLanes(format);
  const step = <usize>etcBlockBytes(load<i32>(SETTINGS, 4));
  for (let left = rowCount; left > 0; left -= 4, pixelsPtr += (<usize>strideBytes) << 2) {
    if (isByLanes) {
      encodeLaneRow(format, pixelsPtr, <usize>strideBytes, pixelType, width, min(left, 4), outPtr);
      outPtr += <usize>((width + 3) >> 2) * step;
      continue;
    }
    for (let x: i32 = 0; x < width; x += 4, outPtr += step) {
      encodeBlock(pixelsPtr, <usize>strideBytes, pixelType, x, width, min(left, 4), outPtr);
    }
  }
  return Status.OK;
}

/** Encodes the block at column x0 of a row of blocks. */
function encodeBlock(
  pixelsPtr: usize,
  strideBytes: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rows: i32,
  outPtr: usize,
): void {
  const format = load<i32>(SETTINGS, 4);
  if (isEac11(format)) {
    gatherPixels16(pixelsPtr, strideBytes, pixelType, x0, width, rows);
    encodeEac(0, outPtr);
    if (isRg11(format)) encodeEac(1, outPtr + 8);
    return;
  }
  gatherPixels(pixelsPtr, strideBytes, pixelType, x0, width, rows);
  planesFromPixels();
  if (format == ETC2_RGBA) {
    encodeEac(3, outPtr);
    outPtr += 8;
  }
  encodeColor(format == ETC1 ? COLOR_ETC1 : format == ETC2_RGBA1 ? COLOR_PUNCHED : COLOR_ETC2, outPtr);
}
