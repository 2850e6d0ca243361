/** What the host calls to encode: settings once, then rows of blocks, one or more at a time. */
import { FOOTPRINT_COUNT, footprintDepth, footprintHeight, footprintWidth } from '../astc/footprint';
import { Status } from '../status';
import {
  ROUND_DOWN,
  ROUND_NEAREST,
  ROUND_NONE,
  SIGNIFICANCE,
  SIGNIFICANCE_ROOT,
  blockState,
  prepareWholeMask,
} from './block/block-state';
import { initColorPrediction } from './prediction/color-predict';
import { initEndpointQuant } from './endpoints/endpoint-pair';
import { initKeptBits } from './tables/kept-bits';
import { FootprintTables, footprintTables } from './tables/footprint-tables';
import { PIXEL_RGBA16, PIXEL_RGBA_HALF, loadBlock } from './block/load-block';
import { DOMAIN_HDR, DOMAIN_HDR_RGB, DOMAIN_LDR } from './block/domain';
import { isQuality } from '../preset-rows';
import { selectQuality } from './quality';
import { initRealign } from './weights/realign';
import { encodeBlock, prepareSearch } from './search';
import { Rows, encodeAbreast } from './encode-abreast';
import { prepareLanes } from './lanes/encode-band';
import { ABREAST_QUALITY, selectEffort, selectSeedEffort } from './lanes/effort';

/** Profiles as the host counts them. */
const PROFILE_LDR_SRGB: i32 = 1;
const PROFILE_HDR_RGB: i32 = 2;
const PROFILE_HDR: i32 = 3;

/** u32: 1 once the constant tables are built; the FootprintTables in force. */
const IS_READY: usize = memory.data(8, 8);
/** {@link Rows}; its tables are 0 where no blocks go abreast. */
const ROWS: usize = memory.data(32, 16);

/**
 * Sets footprint, profile and effort for the rows to come; builds what tables they need.
 *
 * @param profile  0 LDR linear, 1 LDR sRGB, 2 HDR RGB with LDR alpha, 3 HDR
 * @param decodeMode  0 float16, 1 unorm8; the HDR profiles decode to float16 whatever it is
 * @param quality  0..100; −1: `realtime`, which LDR blocks of two axes have and others take as 0
 * @param wr, wg, wb, wa  significance of the components, 0 or more, not all 0
 */
export function configureEncoder(
  footprint: i32,
  profile: i32,
  decodeMode: i32,
  quality: f32,
  wr: f32,
  wg: f32,
  wb: f32,
  wa: f32,
): i32 {
  if (footprint < 0 || footprint >= FOOTPRINT_COUNT) return Status.BAD_FOOTPRINT;
  if (profile < 0 || profile > PROFILE_HDR) return Status.BAD_PROFILE;
  if (!isQuality(quality) || decodeMode < 0 || decodeMode > 1) return Status.BAD_OPTION;
  if (!(wr >= 0 && wg >= 0 && wb >= 0 && wa >= 0 && wr + wg + wb + wa > 0)) return Status.BAD_OPTION;
  if (!load<u32>(IS_READY)) {
    initColorPrediction();
    initEndpointQuant();
    initRealign();
    initKeptBits();
    store<u32>(IS_READY, 1);
  }
  const state = blockState();
  state.footprint = footprint;
  state.width = footprintWidth(footprint);
  state.height = footprintHeight(footprint);
  state.depth = footprintDepth(footprint);
  state.texelCount = state.width * state.height * state.depth;
  state.paddedCount4 = (state.texelCount + 3) & ~3;
  state.paddedCount8 = (state.texelCount + 7) & ~7;
  state.rowVectors = (state.width + 3) >> 2;
  state.domain = profile == PROFILE_HDR ? DOMAIN_HDR : profile == PROFILE_HDR_RGB ? DOMAIN_HDR_RGB : DOMAIN_LDR;
  if (profile == PROFILE_LDR_SRGB) state.rounding = ROUND_NEAREST;
  else state.rounding = decodeMode == 1 && state.domain == DOMAIN_LDR ? ROUND_DOWN : ROUND_NONE;
  setSignificance(0, wr);
  setSignificance(1, wg);
  setSignificance(2, wb);
  setSignificance(3, wa);
  prepareWholeMask(state.texelCount);
  const tables = footprintTables(footprint);
  store<u32>(IS_READY, <u32>changetype<usize>(tables), 4);
  const isAbreast = state.domain == DOMAIN_LDR && state.depth == 1;
  const rows = changetype<Rows>(ROWS);
  rows.tables = isAbreast ? changetype<usize>(tables) : 0;
  rows.isSeed = quality > ABREAST_QUALITY ? 1 : 0;
  if (isAbreast) {
    if (quality > ABREAST_QUALITY) selectSeedEffort(quality);
    else selectEffort(quality, state.texelCount);
    prepareLanes(tables);
  }
  selectQuality(max<f32>(0, quality));
  prepareSearch();
  return Status.OK;
}

function setSignificance(component: usize, significance: f32): void {
  store<f32>(SIGNIFICANCE + (component << 2), significance);
  store<f32>(SIGNIFICANCE_ROOT + (component << 2), sqrt<f32>(significance));
}

/**
 * Encodes rows of blocks, from the top; each has ceil(`width` / footprint width) of them.
 *
 * @param pixelsPtr  `rowCount` rows of `width` pixels, `strideBytes` apart, of each slice; slices one behind the other
 * @param pixelType  0 RGBA8, 1 RGBA unorm16; in the HDR profiles 2, RGBA float16, and nothing else
 * @param rowCount  1 or more; more than the footprint's height are several rows of blocks; missing rows and columns of the
 *   last blocks repeat the last ones
 * @param outPtr  out: 16 bytes a block, row after row
 * @param sliceCount  slices that are there, 1..footprint depth; missing ones repeat the last; 0 as 1
 */
export function encodeRow(
  pixelsPtr: usize,
  strideBytes: i32,
  pixelType: i32,
  width: i32,
  rowCount: i32,
  outPtr: usize,
  sliceCount: i32,
): i32 {
  const tables = <usize>load<u32>(IS_READY, 4);
  if (tables == 0) return Status.NOT_PREPARED;
  const state = blockState();
  const isHdr = state.domain != DOMAIN_LDR;
  const isTypeRight = isHdr ? pixelType == PIXEL_RGBA_HALF : pixelType >= 0 && pixelType <= PIXEL_RGBA16;
  if (!isTypeRight || width < 1 || rowCount < 1) return Status.BAD_OPTION;
  const rows = changetype<Rows>(ROWS);
  if (rows.tables != 0) {
    rows.stride = <usize>strideBytes;
    rows.pixelType = pixelType;
    rows.width = width;
    encodeAbreast(rows, pixelsPtr, rowCount, outPtr);
    return Status.OK;
  }
  const sliceBytes = <usize>rowCount * <usize>strideBytes;
  const slices = max(1, min(sliceCount, state.depth));
  const bandBytes = <usize>state.height * <usize>strideBytes;
  for (let left = rowCount; left > 0; left -= state.height, pixelsPtr += bandBytes) {
    const present = min(left, state.height);
    for (let x: i32 = 0; x < width; x += state.width, outPtr += 16) {
      loadBlock(pixelsPtr, <usize>strideBytes, sliceBytes, pixelType, x, width, present, slices);
      encodeBlock(changetype<FootprintTables>(tables), outPtr, 0);
    }
  }
  return Status.OK;
}
