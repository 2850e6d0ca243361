/**
 * Whole partition patterns, sixteen texels at a time: the same result as selectPartition texel by texel, fast enough
 * that no pattern needs to be kept. Spec: KDFS 1.4, ASTC "Partition Pattern Generation".
 */
import { DEPTH_SLOPES, hash52, slopeAt, slopeShifts, SMALL_BLOCK_TEXELS } from './partition';

/** Bytes of texel coordinates for the largest footprint: u8[group][3][16], x, y and z, in groups of 16 texels. */
export const MAX_COORDINATES_BYTES: i32 = 14 * 48;
const GROUP_BYTES: usize = 48;

/** u8[16][16]: products of two nibbles, modulo 256, which the six bits that matter survive. */
const NIBBLE_PRODUCTS: usize = memory.data(256, 16);

export function initPartitionPattern(): void {
  for (let slope: i32 = 0; slope < 16; slope++) {
    for (let x: i32 = 0; x < 16; x++) store<u8>(NIBBLE_PRODUCTS + <usize>(slope * 16 + x), slope * x);
  }
}

/**
 * Writes the coordinates that the hash sees: doubled in small footprints, where they still fit in a nibble. Lanes past
 * the last texel are 0.
 *
 * @param outPtr  out: u8[ceil(texelCount / 16)][3][16]
 */
export function fillPatternCoordinates(width: i32, height: i32, depth: i32, outPtr: usize): void {
  const texelCount = width * height * depth;
  const shift = texelCount < SMALL_BLOCK_TEXELS ? 1 : 0;
  memory.fill(outPtr, 0, <usize>((texelCount + 15) >> 4) * GROUP_BYTES);
  for (let texel: i32 = 0; texel < texelCount; texel++) {
    const lanePtr = outPtr + <usize>(texel >> 4) * GROUP_BYTES + <usize>(texel & 15);
    const row = texel / width;
    store<u8>(lanePtr, (texel % width) << shift);
    store<u8>(lanePtr, (row % height) << shift, 16);
    store<u8>(lanePtr, (row / height) << shift, 32);
  }
}

/** Marks footprints of two axes, which have no slope along a third. */
@final
class TwoAxes {}


@final
class ThreeAxes {}

/** Row of {@link NIBBLE_PRODUCTS} for the slope that starts at bit `first` of the hash. */
@inline
function slopeRow(hash: u32, first: i32, shift: i32): v128 {
  return v128.load(NIBBLE_PRODUCTS + ((<usize>slopeAt(hash, first, shift)) << 4));
}

/** Slopes of one partition times the coordinates of sixteen texels, and its offset. */
@inline
function distances<Axes>(hash: u32, partition: i32, shifts: u32, coordinatesPtr: usize): v128 {
  const rowX = slopeRow(hash, 8 * partition, shifts & 255);
  const rowY = slopeRow(hash, 8 * partition + 4, (shifts >> 8) & 255);
  const offset = i8x16.splat(<i8>(hash >> (14 - 4 * partition)));
  const x = i8x16.swizzle(rowX, v128.load(coordinatesPtr));
  const y = i8x16.swizzle(rowY, v128.load(coordinatesPtr, 16));
  const sum = i8x16.add(i8x16.add(x, y), offset);
  if (idof<Axes>() == idof<TwoAxes>()) return sum;
  const rowZ = slopeRow(hash, load<u8>(DEPTH_SLOPES + <usize>partition), shifts >> 16);
  return i8x16.add(sum, i8x16.swizzle(rowZ, v128.load(coordinatesPtr, 32)));
}

/** The six bits that one partition bids for sixteen texels; the highest bid wins, the earlier one a tie. */
@inline
function bid<Axes>(hash: u32, partition: i32, shifts: u32, coordinatesPtr: usize): v128 {
  return v128.and(distances<Axes>(hash, partition, shifts, coordinatesPtr), i8x16.splat(63));
}

/**
 * Writes the partition 0..3 of every texel.
 *
 * @param seed  the 10 bits stored in the block
 * @param partitionCount  2..4
 * @param coordinatesPtr  of the footprint, see {@link fillPatternCoordinates}
 * @param axisCount  2 or 3, those of the footprint
 * @param patternPtr  out: u8[16 * groupCount]; padding lanes hold the partition of the first texel
 * Exact: equals fillPartitionPatternRef for every input.
 */
export function fillPartitionPattern(
  seed: i32,
  partitionCount: i32,
  coordinatesPtr: usize,
  axisCount: i32,
  groupCount: i32,
  patternPtr: usize,
): void {
  if (axisCount == 3) fillPattern<ThreeAxes>(seed, partitionCount, coordinatesPtr, groupCount, patternPtr);
  else fillPattern<TwoAxes>(seed, partitionCount, coordinatesPtr, groupCount, patternPtr);
}

function fillPattern<Axes>(
  seed: i32,
  partitionCount: i32,
  coordinatesPtr: usize,
  groupCount: i32,
  patternPtr: usize,
): void {
  const countedSeed = seed + (partitionCount - 1) * 1024;
  const hash = hash52(countedSeed);
  const shifts = slopeShifts(countedSeed, partitionCount);
  for (let group: i32 = 0; group < groupCount; group++) {
    const a = bid<Axes>(hash, 0, shifts, coordinatesPtr);
    const b = bid<Axes>(hash, 1, shifts, coordinatesPtr);
    let winner = i8x16.neg(i8x16.gt_s(b, a));
    if (partitionCount > 2) {
      const c = bid<Axes>(hash, 2, shifts, coordinatesPtr);
      let best = i8x16.max_s(a, b);
      winner = v128.bitselect(i8x16.splat(2), winner, i8x16.gt_s(c, best));
      if (partitionCount > 3) {
        const d = bid<Axes>(hash, 3, shifts, coordinatesPtr);
        best = i8x16.max_s(best, c);
        winner = v128.bitselect(i8x16.splat(3), winner, i8x16.gt_s(d, best));
      }
    }
    v128.store(patternPtr, winner);
    coordinatesPtr += GROUP_BYTES;
    patternPtr += 16;
  }
}
