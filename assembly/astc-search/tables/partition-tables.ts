/**
 * The partition patterns worth trying: those with as many non-empty subsets as they claim, one of each shape. Stored
 * for the sweep as nibbles: four texels of sixteen patterns side by side.
 */
import { allocateTable } from '../../arena';
import { BlockSize } from '../../astc/decimation';
import { selectPartition } from '../../astc/partition';


@unmanaged
export class PartitionTables {
  partitionCount: i32;
  /** Unique patterns, and the same in groups of 16. */
  count: i32;
  groups: i32;
  /** Groups of four texels. */
  nibbles: i32;
  texelCount: i32;
  /** u16[groups * 16]: seed of each pattern; the last one repeats to fill the group. */
  seedsPtr: usize;
  /** u8[pattern][patternBytes]: partition of each texel, renumbered in order of first appearance. */
  patternsPtr: usize;
  patternBytes: usize;
  /** u8[pattern][4]: format's partition number of each renumbered one. */
  orderPtr: usize;
  /** u8[pattern][4]: size of each partition. */
  sizesPtr: usize;
  /**
   * u8[pattern][listBytes]: texels of all partitions but the largest, each filled up to whole fours with the number behind
   * the last texel; u8[pattern][4]: how many texels of each.
   */
  listsPtr: usize;
  listBytes: usize;
  listSizesPtr: usize;
  /** u8[groups][nibbles][partitionCount − 1][16]: bit b: texel 4 · nibble + b lies in subset s + 1. */
  nibblesPtr: usize;
}

const SEEDS: i32 = 1024;
/** Scratch: u8[240] pattern and u32[1024] hashes of kept patterns. */
const PATTERN: usize = memory.data(240, 16);
const HASHES: usize = memory.data(1024 * 4, 16);
const ORDER: usize = memory.data(4, 4);

/** Writes the renumbered pattern of `seed` to PATTERN and returns how many subsets it has. */
function drawPattern(seed: i32, footprint: BlockSize, partitionCount: i32): i32 {
  const texelCount = footprint.width * footprint.height * footprint.depth;
  store<u32>(ORDER, 0xffffffff);
  let used: i32 = 0;
  for (let texel: i32 = 0; texel < texelCount; texel++) {
    const row = texel / footprint.width;
    const x = texel % footprint.width;
    const raw = selectPartition(seed, x, row % footprint.height, row / footprint.height, partitionCount, texelCount);
    let renumbered: i32 = 0;
    while (renumbered < used && <i32>load<u8>(ORDER + <usize>renumbered) != raw) renumbered++;
    if (renumbered == used) {
      store<u8>(ORDER + <usize>used, raw);
      used++;
    }
    store<u8>(PATTERN + <usize>texel, renumbered);
  }
  return used;
}

function hashPattern(texelCount: i32): u32 {
  let hash: u32 = 2166136261;
  for (let texel: usize = 0; texel < <usize>texelCount; texel++) {
    hash = (hash ^ (<u32>load<u8>(PATTERN + texel))) * 16777619;
  }
  return hash;
}

function isKnown(tables: PartitionTables, hash: u32): bool {
  for (let index: i32 = 0; index < tables.count; index++) {
    if (load<u32>(HASHES + ((<usize>index) << 2)) != hash) continue;
    const pattern = tables.patternsPtr + <usize>index * tables.patternBytes;
    if (memory.compare(pattern, PATTERN, <usize>tables.texelCount) == 0) return true;
  }
  return false;
}

export function buildPartitionTables(footprint: BlockSize, partitionCount: i32): PartitionTables {
  const tables = changetype<PartitionTables>(allocateTable(offsetof<PartitionTables>()));
  tables.partitionCount = partitionCount;
  tables.texelCount = footprint.width * footprint.height * footprint.depth;
  tables.nibbles = (tables.texelCount + 3) >> 2;
  tables.patternBytes = <usize>((tables.texelCount + 15) & ~15);
  tables.count = 0;
  tables.seedsPtr = allocateTable(SEEDS * 2);
  tables.orderPtr = allocateTable(SEEDS * 4);
  tables.patternsPtr = allocateTable(<usize>SEEDS * tables.patternBytes);
  for (let seed: i32 = 0; seed < SEEDS; seed++) {
    if (drawPattern(seed, footprint, partitionCount) != partitionCount) continue;
    const hash = hashPattern(tables.texelCount);
    if (isKnown(tables, hash)) continue;
    const index = <usize>tables.count;
    store<u32>(HASHES + (index << 2), hash);
    store<u16>(tables.seedsPtr + (index << 1), seed);
    store<u32>(tables.orderPtr + (index << 2), load<u32>(ORDER));
    memory.copy(tables.patternsPtr + index * tables.patternBytes, PATTERN, <usize>tables.texelCount);
    tables.count++;
  }
  tables.groups = (tables.count + 15) >> 4;
  listTexels(tables);
  sliceNibbles(tables);
  return tables;
}

function listTexels(tables: PartitionTables): void {
  const others = tables.partitionCount - 1;
  const listed = (tables.texelCount * others) / tables.partitionCount;
  tables.listBytes = <usize>((listed + 4 * others + 3) & ~3);
  tables.listsPtr = allocateTable(<usize>tables.count * tables.listBytes);
  tables.sizesPtr = allocateTable(<usize>tables.count * 4);
  tables.listSizesPtr = allocateTable(<usize>tables.count * 4);
  for (let index: usize = 0; index < <usize>tables.count; index++) {
    const pattern = tables.patternsPtr + index * tables.patternBytes;
    const largest = countSizes(tables, pattern, tables.sizesPtr + (index << 2));
    let out = tables.listsPtr + index * tables.listBytes;
    let sizes = tables.listSizesPtr + (index << 2);
    for (let partition: i32 = 0; partition < tables.partitionCount; partition++) {
      if (partition == largest) continue;
      store<u8>(sizes++, load<u8>(tables.sizesPtr + (index << 2) + <usize>partition));
      out = listPartition(tables, pattern, partition, out);
    }
  }
}

/** Counts the texels of each partition; returns the first partition with the most. */
function countSizes(tables: PartitionTables, pattern: usize, sizes: usize): i32 {
  for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
    const size = sizes + <usize>load<u8>(pattern + texel);
    store<u8>(size, load<u8>(size) + 1);
  }
  let largest: usize = 0;
  for (let partition: usize = 1; partition < 4; partition++) {
    if (load<u8>(sizes + partition) > load<u8>(sizes + largest)) largest = partition;
  }
  return <i32>largest;
}

/** Lists the texels of a partition, whole fours; returns the end of the list. */
function listPartition(tables: PartitionTables, pattern: usize, partition: i32, out: usize): usize {
  const start = out;
  for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
    if (<i32>load<u8>(pattern + texel) == partition) store<u8>(out++, <u8>texel);
  }
  while (((out - start) & 3) != 0) store<u8>(out++, <u8>tables.texelCount);
  return out;
}

function sliceNibbles(tables: PartitionTables): void {
  const subsets = <usize>(tables.partitionCount - 1);
  const groupBytes = <usize>tables.nibbles * subsets * 16;
  // Two partitions are swept four groups at a time; those past the last repeat the first, and so never win.
  const groups = tables.partitionCount == 2 ? (tables.groups + 3) & ~3 : tables.groups;
  tables.nibblesPtr = allocateTable(<usize>groups * groupBytes);
  for (let slot: i32 = 0; slot < groups * 16; slot++) {
    const index = slot < tables.groups * 16 ? min(slot, tables.count - 1) : slot & 15;
    const pattern = tables.patternsPtr + <usize>index * tables.patternBytes;
    const group = tables.nibblesPtr + <usize>(slot >> 4) * groupBytes + <usize>(slot & 15);
    for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
      const partition = <usize>load<u8>(pattern + texel);
      if (partition == 0) continue;
      const cell = group + ((texel >> 2) * subsets + partition - 1) * 16;
      store<u8>(cell, (<i32>load<u8>(cell)) | ((<i32>1) << ((<i32>texel) & 3)));
    }
  }
}
