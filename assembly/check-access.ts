/** What only tests call and no kernel: single values of tables, and what builds the input of kernels. */
export { decodeBlockMode } from './astc/block-mode';
export { packBlock } from './astc/pack';
export { fillPatternCoordinates } from './astc/partition-pattern';
export { selectPartition } from './astc/partition';
export { buildDecimationTable } from './astc/infill';
export { decodeIse, encodeIse, iseBitCount } from './bits/ise';
export { encodeWords } from './bits/ise-words';
export { unquantizeColor, unquantizeWeight } from './astc/quant';
import {
  COLOR_NEAREST,
  COLOR_PVALUE,
  COLOR_UVALUE,
  LEVEL_COUNTS,
  WEIGHT_RANK_PVALUE,
  WEIGHT_RANK_UVALUE,
  WEIGHT_UVALUE,
} from './astc/quant';

export function levelCount(level: i32): i32 {
  return load<u16>(LEVEL_COUNTS + ((<usize>level) << 1));
}

export function colorUvalue(level: i32, pvalue: i32): i32 {
  return load<u8>(COLOR_UVALUE + ((<usize>level) << 8) + <usize>pvalue);
}

export function colorPvalue(level: i32, uvalue: i32): i32 {
  return load<u8>(COLOR_PVALUE + ((<usize>level) << 8) + <usize>uvalue);
}

export function colorNearest(level: i32, value: i32): i32 {
  return load<u8>(COLOR_NEAREST + ((<usize>level) << 8) + <usize>value);
}

export function weightUvalue(level: i32, pvalue: i32): i32 {
  return load<u8>(WEIGHT_UVALUE + ((<usize>level) << 5) + <usize>pvalue);
}

export function weightRankPvalue(level: i32, rank: i32): i32 {
  return load<u8>(WEIGHT_RANK_PVALUE + ((<usize>level) << 5) + <usize>rank);
}

export function weightRankUvalue(level: i32, rank: i32): i32 {
  return load<u8>(WEIGHT_RANK_UVALUE + ((<usize>level) << 5) + <usize>rank);
}
export { buildAxis, countTaps } from './resample/axis';
