/** What the check binary exports of four blocks abreast: the twin, and what either found for a block. */
import { foundOf } from '../astc-search/lanes/band';
import { effort } from '../astc-search/lanes/effort';
import { laneTables } from '../astc-search/lanes/lane-tables';
import { blockState } from '../astc-search/block/block-state';
import { footprintTables } from '../astc-search/tables/footprint-tables';
import { encodeAloneRef } from './astc-search/lanes/encode-band.ref';
import { foundRef } from './astc-search/lanes/offer.ref';

/** Encodes one block by the twin; returns its kind, −1 where it has one color. */
export function laneTwin(
  pixelsPtr: usize,
  stride: usize,
  pixelType: i32,
  x0: i32,
  width: i32,
  rowCount: i32,
  blockPtr: usize,
): i32 {
  const tables = footprintTables(blockState().footprint);
  return encodeAloneRef(tables, pixelsPtr, stride, pixelType, x0, width, rowCount, blockPtr);
}

/** Error that the twin believes its block has, what the line left, and the place of the candidate. */
export function laneTwinError(): f32 {
  return foundRef().error;
}

export function laneTwinLineError(): f32 {
  return foundRef().lineError;
}

export function laneTwinOrder(): u32 {
  return foundRef().order;
}

/** Whether the ends changed places. */
export function laneTwinTurned(): i32 {
  return foundRef().isTurned;
}

/** The least error of one partition. */
export function laneTwinSingleError(): f32 {
  return foundRef().singleError;
}

/** The same of a block of the band that was encoded last, counted without blocks of one color. */
export function laneError(block: i32): f32 {
  return foundOf(block).error;
}

export function laneLineError(block: i32): f32 {
  return foundOf(block).lineError;
}

export function laneOrder(block: i32): u32 {
  return foundOf(block).order;
}

export function laneSingleError(block: i32): f32 {
  return foundOf(block).singleError;
}

export function laneTurned(block: i32): i32 {
  return foundOf(block).turned;
}

/** Value of a texel, Q15, in what grids one weight short along an axis of a footprint cannot show; `axis` 0: x, 1: y. */
export function laneMissed(footprint: i32, axis: i32, texel: i32): i32 {
  const lanes = laneTables(footprintTables(footprint));
  const values = axis == 0 ? lanes.missedXPtr : lanes.missedYPtr;
  return load<i16>(values + ((<usize>texel) << 1));
}

/** Leaves nothing to predictions: every class is tried, on as many grids as any preset tries. After the encoder is configured. */
export function laneTryAll(): void {
  const row = effort();
  row.smaller = 1;
  row.offsets = 1;
  row.trials = 4;
  row.worstGrid = 1000;
  row.dualFrom = 0;
  row.dualShare = 0;
  row.twoFrom = 0;
  row.twoShare = 0;
  row.tau = 1000;
}

/** The same with more rounds and patterns than any preset has. */
export function laneTryHard(): void {
  laneTryAll();
  const row = effort();
  row.lineSteps = 5;
  row.singleRounds = 4;
  row.dualRounds = 3;
  row.starts = 2;
  row.guesses = 3;
  row.patterns = 4;
}
