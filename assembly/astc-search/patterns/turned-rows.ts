/**
 * Blocks of two clusters whose rows are all one row or its opposite: corners of a checker, hard alpha. No pattern parts
 * such clusters, but one that parts the rows that are turned from the others leaves weights that change along one axis
 * only, and those a grid of few weights holds exactly.
 */
import { blockState } from '../block/block-state';
import { PartitionTables } from '../tables/partition-tables';
import { CLUSTER_NIBBLES, CLUSTER_SIZE, countOverlaps, overlapScore } from './partition-overlap';

/** u32: columns of the upper cluster in the first row, a bit each. */
const FIRST_ROW: usize = memory.data(4, 4);
/** u8[64], u32: {@link CLUSTER_NIBBLES} and {@link CLUSTER_SIZE} while others stand there. */
const KEPT: usize = memory.data(80, 16);

/** Of so many texels one may be other than its row's. */
const STRAYS: i32 = 24;

/** Bit set of the rows that are the opposite of the first; 0 where none is, or one is neither. */
function findTurnedRows(): i32 {
  const block = blockState();
  const width = block.width;
  let first: i32 = 0;
  let turned: i32 = 0;
  let strays: i32 = 0;
  let texel: i32 = 0;
  for (let y: i32 = 0; y < block.height; y++) {
    let bits: i32 = 0;
    for (let x: i32 = 0; x < width; x++, texel++) {
      bits |= (((<i32>load<u8>(CLUSTER_NIBBLES + <usize>(texel >> 2))) >> (texel & 3)) & 1) << x;
    }
    if (y == 0) first = bits;
    if (first == 0 || first == (1 << width) - 1) return 0;
    const other = popcnt<i32>(bits ^ first);
    const isTurned = 2 * other > width;
    if (isTurned) turned |= 1 << y;
    strays += isTurned ? width - other : other;
    if (strays * STRAYS > block.texelCount) return 0;
  }
  store<i32>(FIRST_ROW, first);
  return turned;
}

/** Makes the texels of some rows, or of some columns, the upper cluster. */
function gatherLines(rows: i32, columns: i32): void {
  const block = blockState();
  let texel: i32 = 0;
  let size: i32 = 0;
  memory.fill(CLUSTER_NIBBLES, 0, 64);
  for (let y: i32 = 0; y < block.height; y++) {
    for (let x: i32 = 0; x < block.width; x++, texel++) {
      const isIn = ((rows >> y) | (columns >> x)) & 1;
      const at = CLUSTER_NIBBLES + <usize>(texel >> 2);
      store<u8>(at, load<u8>(at) | (isIn << (texel & 3)));
      size += isIn;
    }
  }
  store<i32>(CLUSTER_SIZE, size);
}

/** The pattern of two partitions that parts the clusters best. */
function bestOverlap(tables: PartitionTables): u32 {
  countOverlaps(tables);
  let best: i32 = 0;
  let least: f32 = 1e30;
  for (let pattern: i32 = 0; pattern < tables.count; pattern++) {
    const score = overlapScore(tables, pattern);
    if (score >= least) continue;
    least = score;
    best = pattern;
  }
  return best;
}

/**
 * The patterns nearest to where rows turn, and to where columns do, for a block of two clusters.
 *
 * @param out  u32[2]
 * @returns how many there are: 0 or 2
 */
export function patternsOfTurns(tables: PartitionTables, out: usize): i32 {
  const block = blockState();
  if (block.depth > 1 || tables.partitionCount > 2) return 0;
  const turned = findTurnedRows();
  if (turned == 0) return 0;
  memory.copy(KEPT, CLUSTER_NIBBLES, 64);
  store<i32>(KEPT, load<i32>(CLUSTER_SIZE), 64);
  gatherLines(turned, 0);
  store<u32>(out, bestOverlap(tables));
  gatherLines(0, load<i32>(FIRST_ROW));
  store<u32>(out, bestOverlap(tables), 4);
  memory.copy(CLUSTER_NIBBLES, KEPT, 64);
  store<i32>(CLUSTER_SIZE, load<i32>(KEPT, 64));
  return 2;
}
