/**
 * How many bits a block leaves for its color integers and which quant level they therefore have: the level is never
 * stored, packer and unpacker compute it alike. Spec: KDFS 1.4, ASTC "Data Size Determination".
 */
import { iseBitCount } from '../bits/ise';
import { QUANT_256, QUANT_6 } from './quant';

/** First bit of the colors: after mode, partition count and CEM; with partitions also after seed and selector. */
export const COLOR_OFFSET_SINGLE: i32 = 17;
export const COLOR_OFFSET_MULTI: i32 = 29;


@inline
export function colorOffset(partitionCount: i32): i32 {
  return partitionCount == 1 ? COLOR_OFFSET_SINGLE : COLOR_OFFSET_MULTI;
}

/** Bits of mixed CEMs that do not fit in the six bits after the seed; they lie right below the weights. */
@inline
export function extraCemBits(partitionCount: i32, isMixed: bool): i32 {
  return isMixed ? 3 * partitionCount - 4 : 0;
}

/**
 * Bits between the header and what lies below the weights; negative when these overlap.
 *
 * @param weightBits  24..96
 * @param planeCount  1 or 2
 * @param isMixed  whether each partition states its own CEM
 */
export function colorBitsAvailable(weightBits: i32, partitionCount: i32, planeCount: i32, isMixed: bool): i32 {
  const planeBits = planeCount == 2 ? 2 : 0;
  return 128 - colorOffset(partitionCount) - weightBits - extraCemBits(partitionCount, isMixed) - planeBits;
}

/** The largest level at which `integerCount` integers fit, or −1 where not even QUANT_6 does. */
export function colorQuantLevelFor(bitsAvailable: i32, integerCount: i32): i32 {
  let level = QUANT_256;
  while (level >= QUANT_6 && iseBitCount(integerCount, level) > bitsAvailable) level--;
  return level >= QUANT_6 ? level : -1;
}
