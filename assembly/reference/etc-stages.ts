/** Addresses and stages that lead up to the kernels of the ETC search, for the walk of test/kernels. */
import { best } from '../etc-search/best-block';
import { TEXEL_SPLATS, setOpaqueMask } from '../etc-search/block-state';
import { EAC_BASES, EAC_MULTIPLIERS, EAC_TABLES } from '../etc-search/eac-error';
import { loadValues, selectEac } from '../etc-search/eac-state';
import { group, linkHalves } from '../etc-search/group';
import { INFOS } from '../etc-search/paint-error';
import { NEIGHBOURS, ROUNDINGS } from '../etc-search/planar';
import { quality } from '../etc-search/quality';
import { significance } from '../etc-search/significance';
import { placeSplit } from '../etc-search/split-paints';
import { rankTables } from '../etc-search/table-rank';
import { colorDistance, eacModifier, largeModifier, smallModifier } from '../etc/modifiers';

export { gatherPixels16 } from '../etc-search/load-block';
export { linkHalves };

/** Address of group 0..5. */
export function etcGroup(index: i32): usize {
  return changetype<usize>(group(index));
}

/** First of the texels as exact errors read them. */
export function etcTexelSplats(): usize {
  return TEXEL_SPLATS;
}

/** Offsets of corners: 0 roundings, 1 neighbours. */
export function etcCornerOffsets(which: i32): usize {
  return which ? NEIGHBOURS : ROUNDINGS;
}

export function etcSetOpaque(mask: i32): void {
  setOpaqueMask(mask);
}

/** Candidate of a half block in lane 0..3. */
export function etcPlaceInfo(lane: i32, info: i32): void {
  store<i32>(INFOS + ((<usize>lane) << 2), info);
}

/** Candidate of mode T or H in lane 0..3. */
export function etcPlaceSplit(lane: i32, first: i32, second: i32, index: i32): void {
  placeSplit((<usize>lane) << 2, first, second, index);
}

/** Takes a component as the values of kind 0..2 (eac-state). */
export function etcLoadValues(kind: i32, component: usize): void {
  selectEac(kind);
  loadValues(component);
}

/** EAC candidate in lane 0..7. */
export function etcPlaceEac(lane: i32, table: i32, multiplier: i32, base: i32): void {
  const place = (<usize>lane) << 1;
  store<i16>(EAC_TABLES + place, <i16>table);
  store<i16>(EAC_MULTIPLIERS + place, <i16>multiplier);
  store<i16>(EAC_BASES + place, <i16>base);
}

/** Weighted squared error that the search believes of the block encoded last. */
export function etcBestError(): i32 {
  return best().error;
}

/** Whole-number weight of component 0..2 in force. */
export function etcWeight(component: i32): i32 {
  const weights = significance();
  return component == 0 ? weights.wr : component == 1 ? weights.wg : weights.wb;
}

/** Small (0) or large modifier of table 0..7. */
export function etcModifier(table: i32, isLarge: i32): i32 {
  return isLarge ? largeModifier(table) : smallModifier(table);
}

/** Distance of modes T and H by index 0..7. */
export function etcDistance(index: i32): i32 {
  return colorDistance(index);
}

/** EAC modifier of table 0..15 for pixel index 0..7. */
export function etcEacModifier(table: i32, index: i32): i32 {
  return eacModifier(table, index);
}

/** Tables of four bits that suit half a span of luma, once the encoder is configured. */
export function etcTableRanks(halfSpan: i32): u32 {
  return rankTables(halfSpan);
}

/** Column 0..21 of the row of limits in force. */
export function etcQualityColumn(column: i32): i32 {
  return load<i32>(changetype<usize>(quality()) + ((<usize>column) << 2));
}

/** Bits by which scores are lowered. */
export function etcScoreShift(): i32 {
  return significance().scoreShift;
}
