/**
 * What the host calls to change the size of a picture: shape, prepare, then band after band of target rows. A band is
 * begun, given the source rows it is made of from the first to the last, and finished; the work memory holds one band,
 * whatever the size of the pictures.
 */
import { Status } from '../status';
import { axisBytes, buildAxis, buildSteadyAxis, countTaps, firstOf, tapCountOf, weightsOf } from './axis';
import { EDGE_COUNT, extendRow } from './edges';
import { addRow, filterRow } from './filter-row';
import { FILTER_COUNT } from './filters';
import { countFaint, normalizeRow, scaleAlphaRow, unpremultiplyRow } from './finish-row';
import { initLight, lightTable8, srgbTable16 } from './light';
import { loadRow16, loadRow16Srgb, loadRow8, premultiplyRow, weighRow } from './load-row';
import { encodeSrgbRow, storeRow16, storeRow8 } from './store-row';

/** Types of pixels. */
export const PIXEL_UNORM8: i32 = 0;
export const PIXEL_UNORM16: i32 = 1;
/** Texels as the band has them: light, colours not multiplied by alpha. */
export const PIXEL_FLOAT32: i32 = 2;
export const PIXEL_TYPE_COUNT: i32 = 3;

/**
 * Alpha at most which colours are filtered a second time, without negative weights. Why: near hard edges of cut-outs the
 * quotient of colour and alpha is off by about a tenth of the colours' difference divided by alpha.
 */
const FAINT_ALPHA: f32 = 0.25;
/** What colours without alpha weigh then: nothing beside the faintest visible one of 8 bits. */
const LEAST_WEIGHT: f32 = 1.0 / 1048576;

/** Work memory is addressed with 32 bits. */
const MAX_BYTES: u64 = 0x7fff0000;


@unmanaged
class Resampler {
  sourceWidth: i32;
  sourceHeight: i32;
  targetWidth: i32;
  targetHeight: i32;
  filter: i32;
  edge: i32;
  filterScale: f64;
  tapsX: i32;
  tapsY: i32;
  bandRows: i32;
  /** Texels beside the source row that the filter reaches. */
  before: i32;
  after: i32;
  sourceType: i32;
  isSrgb: i32;
  isAlphaAware: i32;
  axisX: usize;
  axisY: usize;
  row: usize;
  filtered: usize;
  sums: usize;
  /** The same for steady colours. */
  steadyX: usize;
  steadyY: usize;
  steady: usize;
  /** The band: first target row, rows, and the first of them that later source rows are part of. */
  firstRow: i32;
  rowCount: i32;
  cursor: i32;
  isSteady: i32;
  isPrepared: i32;
}

const STATE: usize = memory.data(offsetof<Resampler>(), 16);

// @ts-ignore: decorator
@inline
function state(): Resampler {
  return changetype<Resampler>(STATE);
}

/**
 * Says what is to be made of what.
 *
 * @param filter  index into the filters; `filterScale` stretches it, above 0
 * @param edge    0 clamp, 1 repeat, 2 mirror: what lies left and right of the source (above and below, the host says)
 * @param bandRows  target rows of a band at most
 * @returns bytes of work memory it takes, 0 for an argument out of range or more than memory holds
 */
export function shapeResampler(
  sourceWidth: i32,
  sourceHeight: i32,
  targetWidth: i32,
  targetHeight: i32,
  filter: i32,
  filterScale: f64,
  edge: i32,
  bandRows: i32,
): usize {
  const s = state();
  s.isPrepared = 0;
  if (min(min(sourceWidth, sourceHeight), min(targetWidth, targetHeight)) < 1 || bandRows < 1) return 0;
  if (filter < 0 || filter >= FILTER_COUNT || edge < 0 || edge >= EDGE_COUNT) return 0;
  if (!(filterScale > 0 && filterScale <= 16)) return 0;
  s.sourceWidth = sourceWidth;
  s.sourceHeight = sourceHeight;
  s.targetWidth = targetWidth;
  s.targetHeight = targetHeight;
  s.filter = filter;
  s.filterScale = filterScale;
  s.edge = edge;
  s.bandRows = bandRows;
  s.tapsX = countTaps(sourceWidth, targetWidth, filter, filterScale);
  s.tapsY = countTaps(sourceHeight, targetHeight, filter, filterScale);
  // Wherever its first tap is, no target texel reaches further than all its taps.
  s.before = s.tapsX;
  s.after = s.tapsX;
  const end = layOut(0);
  return end > MAX_BYTES ? 0 : <usize>end;
}

/** Places the parts of the work memory from an address on, each 16-aligned; returns its end. */
function layOut(start: u64): u64 {
  const s = state();
  let at = start;
  s.axisX = <usize>at;
  at = aligned(at + axisBytes(s.tapsX, s.targetWidth));
  s.steadyX = <usize>at;
  at = aligned(at + axisBytes(s.tapsX, s.targetWidth));
  s.axisY = <usize>at;
  at = aligned(at + axisBytes(s.tapsY, s.targetHeight));
  s.steadyY = <usize>at;
  at = aligned(at + axisBytes(s.tapsY, s.targetHeight));
  s.row = <usize>(at + ((<u64>s.before) << 4));
  at += (<u64>s.before + s.sourceWidth + s.after) << 4;
  s.filtered = <usize>at;
  at += (<u64>s.targetWidth) << 4;
  s.sums = <usize>at;
  const bandBytes = (<u64>s.targetWidth * s.bandRows) << 4;
  at += bandBytes;
  s.steady = <usize>at;
  return at + bandBytes;
}

function aligned(at: u64): u64 {
  return (at + 15) & ~15;
}

/**
 * Builds the tables.
 *
 * @param workPtr  as many bytes as {@link shapeResampler} said, 16-aligned, untouched until another picture is shaped
 * @param isSrgb   whether colours of integer pixels are sRGB-encoded, of the source and of the target
 * @param isAlphaAware  whether colours count by their alpha
 */
export function prepareResampler(workPtr: usize, sourceType: i32, isSrgb: i32, isAlphaAware: i32): i32 {
  const s = state();
  if (sourceType < 0 || sourceType >= PIXEL_TYPE_COUNT) return Status.BAD_OPTION;
  initLight();
  if (sourceType == PIXEL_UNORM16 && isSrgb && srgbTable16() == 0) return Status.OUT_OF_MEMORY;
  layOut(workPtr);
  buildAxis(s.sourceWidth, s.targetWidth, s.filter, s.filterScale, s.tapsX, s.axisX);
  buildAxis(s.sourceHeight, s.targetHeight, s.filter, s.filterScale, s.tapsY, s.axisY);
  if (isAlphaAware) {
    buildSteadyAxis(s.axisX, s.steadyX);
    buildSteadyAxis(s.axisY, s.steadyY);
  }
  s.sourceType = sourceType;
  s.isSrgb = isSrgb;
  s.isAlphaAware = isAlphaAware;
  s.isPrepared = 1;
  return Status.OK;
}

/** The first source row that target row `row` is made of; may be negative or, with the rows after it, beyond the last. */
export function firstSourceRow(row: i32): i32 {
  return firstOf(state().axisY, row);
}

/** Source rows that each target row is made of. */
export function sourceRowCount(): i32 {
  return tapCountOf(state().axisY);
}

/** Begins a band. `isSteady`: the second time round, for the colours of faint texels. */
export function beginBand(firstRow: i32, rowCount: i32, isSteady: i32): i32 {
  const s = state();
  if (!s.isPrepared) return Status.NOT_PREPARED;
  if (firstRow < 0 || rowCount < 1 || rowCount > s.bandRows || firstRow + rowCount > s.targetHeight) {
    return Status.BAD_OPTION;
  }
  s.firstRow = firstRow;
  s.rowCount = rowCount;
  s.isSteady = isSteady;
  s.cursor = 0;
  memory.fill(isSteady ? s.steady : s.sums, 0, (<usize>s.targetWidth * <usize>rowCount) << 4);
  return Status.OK;
}

/** Adds source row `row`, rows in ascending order; `pixelsPtr`: its pixels, in the type of the source. */
export function addSourceRow(row: i32, pixelsPtr: usize): void {
  const s = state();
  loadPixels(pixelsPtr);
  const isSteady = s.isSteady != 0;
  if (isSteady) weighRow(s.row, LEAST_WEIGHT, s.sourceWidth);
  else if (s.isAlphaAware) premultiplyRow(s.row, s.sourceWidth);
  extendRow(s.row, s.sourceWidth, s.before, s.after, s.edge);
  filterRow(s.row, isSteady ? s.steadyX : s.axisX, s.targetWidth, s.filtered);
  addToBand(row, isSteady ? s.steadyY : s.axisY, isSteady ? s.steady : s.sums);
}

/** Adds a filtered source row to the target rows that it is part of. */
function addToBand(row: i32, axisPtr: usize, sumsPtr: usize): void {
  const s = state();
  while (s.cursor < s.rowCount && firstOf(axisPtr, s.firstRow + s.cursor) + s.tapsY <= row) s.cursor++;
  for (let at = s.cursor; at < s.rowCount; at++) {
    const tap = row - firstOf(axisPtr, s.firstRow + at);
    if (tap < 0) break;
    const weight = load<f32>(weightsOf(axisPtr, s.firstRow + at) + ((<usize>tap) << 2));
    if (weight != 0) addRow(s.filtered, weight, rowOf(sumsPtr, at), s.targetWidth);
  }
}

function loadPixels(pixelsPtr: usize): void {
  const s = state();
  const isSrgb = s.isSrgb != 0;
  if (s.sourceType == PIXEL_UNORM8) {
    loadRow8(pixelsPtr, lightTable8(isSrgb), lightTable8(false), s.sourceWidth, s.row);
  } else if (s.sourceType == PIXEL_FLOAT32) {
    memory.copy(s.row, pixelsPtr, (<usize>s.sourceWidth) << 4);
  } else if (isSrgb) {
    loadRow16Srgb(pixelsPtr, srgbTable16(), s.sourceWidth, s.row);
  } else {
    loadRow16(pixelsPtr, s.sourceWidth, s.row);
  }
}

// @ts-ignore: decorator
@inline
function rowOf(sumsPtr: usize, row: i32): usize {
  return sumsPtr + ((<usize>row * <usize>state().targetWidth) << 4);
}

/** Texels of the band that want the second time round: faint ones, where colours count by alpha. */
export function countFaintTexels(): i32 {
  const s = state();
  return s.isAlphaAware ? countFaint(s.sums, FAINT_ALPHA, s.targetWidth * s.rowCount) : 0;
}

/**
 * Finishes the band.
 *
 * @param isDirection  whether colours are X, Y and Z of directions, whose length is to be 1
 * @param alphaScale   what alpha is multiplied by
 * @param outPtr  out: rows of the band in the type of the target, without padding
 */
export function finishBand(targetType: i32, isDirection: i32, alphaScale: f32, outPtr: usize): i32 {
  const s = state();
  if (!s.isPrepared) return Status.NOT_PREPARED;
  if (targetType < 0 || targetType >= PIXEL_TYPE_COUNT) return Status.BAD_OPTION;
  const count = s.targetWidth * s.rowCount;
  if (s.isAlphaAware) unpremultiplyRow(s.sums, s.steady, FAINT_ALPHA, count);
  if (isDirection) normalizeRow(s.sums, count);
  if (alphaScale != 1) scaleAlphaRow(s.sums, alphaScale, count);
  if (targetType == PIXEL_FLOAT32) {
    memory.copy(outPtr, s.sums, (<usize>count) << 4);
    return Status.OK;
  }
  if (s.isSrgb) encodeSrgbRow(s.sums, count);
  if (targetType == PIXEL_UNORM8) storeRow8(s.sums, count, outPtr);
  else storeRow16(s.sums, count, outPtr);
  return Status.OK;
}
