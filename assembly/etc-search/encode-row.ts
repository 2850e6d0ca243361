/** What the host calls to encode ETC and EAC: settings once, then one row of blocks at a time. */
import { Status } from '../status';
import { PIXEL_RGBA16, gatherPixels, planesFromPixels } from './load-block';
import { selectQuality } from './quality';
import { encodeColor } from './search';
import { selectSignificance } from './significance';
import { initTableRanks } from './table-rank';

export { overrideColumn } from './quality';

/** u32: 1 once settings are in force; the format. */
const SETTINGS: usize = memory.data(8, 8);

export const FORMAT_COUNT: i32 = 8;

export function configureEtcEncoder(format: i32, quality: f32, wr: f32, wg: f32, wb: f32, wa: f32): i32 {
  if (format < 0 || format >= FORMAT_COUNT) return Status.BAD_OPTION;
  if (!(quality >= 0 && quality <= 100)) return Status.BAD_OPTION;
  if (!(wr >= 0 && wg >= 0 && wb >= 0 && wa >= 0 && wr + wg + wb + wa > 0)) return Status.BAD_OPTION;
  initTableRanks();
  selectSignificance(wr, wg, wb);
  selectQuality(quality);
  store<u32>(SETTINGS, 1);
  store<i32>(SETTINGS, format, 4);
  return Status.OK;
}

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
  for (let x: i32 = 0; x < width; x += 4, outPtr += 8) {
    gatherPixels(pixelsPtr, <usize>strideBytes, pixelType, x, width, min(rowCount, 4));
    planesFromPixels();
    encodeColor(load<i32>(SETTINGS, 4) > 0, outPtr);
  }
  return Status.OK;
}
