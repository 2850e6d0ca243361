/**
 * Whole partition patterns, sixteen texels at a time: the same result as selectPartition texel by texel, fast enough
 * that no pattern needs to be kept. Spec: KDFS 1.4, ASTC "Partition Pattern Generation".
 */
import { hash52, SMALL_BLOCK_TEXELS } from './partition';

/** Bytes of texel coordinates for the largest footprint: u8[group][2][16], x then y, in groups of 16 texels. */
export const MAX_COORDINATES_BYTES: i32 = 9 * 32;

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
 * @param outPtr  out: u8[ceil(texelCount / 16)][2][16]
 */
export function fillPatternCoordinates(width: i32, height: i32, outPtr: usize): void {
  const texelCount = width * height;
  const shift = texelCount < SMALL_BLOCK_TEXELS ? 1 : 0;
  memory.fill(outPtr, 0, ((<usize>texelCount + 15) >> 4) << 5);
  for (let texel: i32 = 0; texel < texelCount; texel++) {
    const lanePtr = outPtr + ((<usize>(texel >> 4)) << 5) + <usize>(texel & 15);
    store<u8>(lanePtr, (texel % width) << shift);
    store<u8>(lanePtr, (texel / width) << shift, 16);
  }
}

/** Row of {@link NIBBLE_PRODUCTS} for slope `nibble` of the hash. */
@inline
function slopeRow(hash: u32, nibble: i32, shift: i32): v128 {
  const value = (<i32>(hash >> (nibble * 4))) & 15;
  return v128.load(NIBBLE_PRODUCTS + ((<usize>((value * value) >> shift)) << 4));
}

/** The six bits that one partition bids for sixteen texels; the highest bid wins, the earlier one a tie. */
@inline
function bid(rowX: v128, rowY: v128, x: v128, y: v128, offset: v128): v128 {
  const sum = i8x16.add(i8x16.add(i8x16.swizzle(rowX, x), i8x16.swizzle(rowY, y)), offset);
  return v128.and(sum, i8x16.splat(63));
}

/**
 * Writes the partition 0..3 of every texel.
 *
 * @param seed  the 10 bits stored in the block
 * @param partitionCount  2..4
 * @param coordinatesPtr  of the footprint, see {@link fillPatternCoordinates}
 * @param patternPtr  out: u8[16 * groupCount]; padding lanes hold the partition of texel (0, 0)
 * Exact: equals fillPartitionPatternRef for every input.
 */
export function fillPartitionPattern(
  seed: i32,
  partitionCount: i32,
  coordinatesPtr: usize,
  groupCount: i32,
  patternPtr: usize,
): void {
  const countedSeed = seed + (partitionCount - 1) * 1024;
  const hash = hash52(countedSeed);
  const countShift = partitionCount == 3 ? 6 : 5;
  const seedShift = countedSeed & 2 ? 4 : 5;
  const shiftX = countedSeed & 1 ? seedShift : countShift;
  const shiftY = countedSeed & 1 ? countShift : seedShift;

  const ax = slopeRow(hash, 0, shiftX);
  const ay = slopeRow(hash, 1, shiftY);
  const aOffset = i8x16.splat(<i8>(hash >> 14));
  const bx = slopeRow(hash, 2, shiftX);
  const by = slopeRow(hash, 3, shiftY);
  const bOffset = i8x16.splat(<i8>(hash >> 10));
  for (let group: i32 = 0; group < groupCount; group++) {
    const x = v128.load(coordinatesPtr);
    const y = v128.load(coordinatesPtr, 16);
    const a = bid(ax, ay, x, y, aOffset);
    const b = bid(bx, by, x, y, bOffset);
    let winner = i8x16.neg(i8x16.gt_s(b, a));
    if (partitionCount > 2) {
      const c = bid(slopeRow(hash, 4, shiftX), slopeRow(hash, 5, shiftY), x, y, i8x16.splat(<i8>(hash >> 6)));
      let best = i8x16.max_s(a, b);
      winner = v128.bitselect(i8x16.splat(2), winner, i8x16.gt_s(c, best));
      if (partitionCount > 3) {
        const d = bid(slopeRow(hash, 6, shiftX), slopeRow(hash, 7, shiftY), x, y, i8x16.splat(<i8>(hash >> 2)));
        best = i8x16.max_s(best, c);
        winner = v128.bitselect(i8x16.splat(3), winner, i8x16.gt_s(d, best));
      }
    }
    v128.store(patternPtr, winner);
    coordinatesPtr += 32;
    patternPtr += 16;
  }
}
