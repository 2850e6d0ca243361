/** Partition patterns as masks of texel pairs, made when a pattern is first used. */
import { allocateTable } from '../../arena';
import { PartitionTables } from '../tables/partition-tables';
import { LaneTables } from './lane-tables';

/** u32[pattern]: where the masks lie, by footprint; 0 before the first. */
const BY_FOOTPRINT: usize = memory.data(24 * 4, 16);

/** u32[pairs]: i16 pairs, −1 in the texels of partition 1; past the end of a row as in its last texel. */
export function patternMasks(lanes: LaneTables, patterns: PartitionTables, footprint: i32, pattern: i32): usize {
  const slot = BY_FOOTPRINT + ((<usize>footprint) << 2);
  if (load<u32>(slot) == 0) store<u32>(slot, <u32>allocateTable((<usize>patterns.count) << 2));
  const place = <usize>load<u32>(slot) + ((<usize>pattern) << 2);
  if (load<u32>(place) == 0) store<u32>(place, <u32>buildMasks(lanes, patterns, pattern));
  return <usize>load<u32>(place);
}

function buildMasks(lanes: LaneTables, patterns: PartitionTables, pattern: i32): usize {
  // Whole vectors are read.
  const out = allocateTable((<usize>((lanes.pairCount + 3) & ~3)) << 2);
  const width = lanes.texelCount / lanes.height;
  const from = patterns.patternsPtr + <usize>pattern * patterns.patternBytes;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) {
    if (load<u8>(from + <usize>texel) == 0) continue;
    const place = (texel / width) * 2 * lanes.rowPairs + (texel % width);
    store<i16>(out + ((<usize>place) << 1), -1);
    // Positions repeat there too, and must not widen the span of the other partition.
    if (texel % width == width - 1 && (width & 1) != 0) store<i16>(out + ((<usize>place) << 1), -1, 2);
  }
  return out;
}
