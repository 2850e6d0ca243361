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

/** The same along the third axis of partition 0..3; nothing with two axes. */
@inline
function depthRow<Axes>(hash: u32, partition: i32, shift: i32): v128 {
  if (idof<Axes>() == idof<TwoAxes>()) return i8x16.splat(0);
  return slopeRow(hash, load<u8>(DEPTH_SLOPES + <usize>partition), shift);
}

/** The six bits that one partition bids for sixteen texels; the highest bid wins, the earlier one a tie. */
@inline
function bid<Axes>(rowX: v128, rowY: v128, rowZ: v128, coordinatesPtr: usize, offset: v128): v128 {
  const x = i8x16.swizzle(rowX, v128.load(coordinatesPtr));
  const y = i8x16.swizzle(rowY, v128.load(coordinatesPtr, 16));
  let sum = i8x16.add(i8x16.add(x, y), offset);
  if (idof<Axes>() == idof<ThreeAxes>()) sum = i8x16.add(sum, i8x16.swizzle(rowZ, v128.load(coordinatesPtr, 32)));
  return v128.and(sum, i8x16.splat(63));
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
  const shiftX = shifts & 255;
  const shiftY = (shifts >> 8) & 255;
  const shiftZ = shifts >> 16;
  const ax = slopeRow(hash, 0, shiftX);
  const ay = slopeRow(hash, 4, shiftY);
  const az = depthRow<Axes>(hash, 0, shiftZ);
  const aOffset = i8x16.splat(<i8>(hash >> 14));
  const bx = slopeRow(hash, 8, shiftX);
  const by = slopeRow(hash, 12, shiftY);
  const bz = depthRow<Axes>(hash, 1, shiftZ);
  const bOffset = i8x16.splat(<i8>(hash >> 10));
  for (let group: i32 = 0; group < groupCount; group++) {
    const at = coordinatesPtr;
    const a = bid<Axes>(ax, ay, az, at, aOffset);
    const b = bid<Axes>(bx, by, bz, at, bOffset);
    let winner = i8x16.neg(i8x16.gt_s(b, a));
    if (partitionCount > 2) {
      const cz = depthRow<Axes>(hash, 2, shiftZ);
      const cOffset = i8x16.splat(<i8>(hash >> 6));
      const c = bid<Axes>(slopeRow(hash, 16, shiftX), slopeRow(hash, 20, shiftY), cz, at, cOffset);
      let best = i8x16.max_s(a, b);
      winner = v128.bitselect(i8x16.splat(2), winner, i8x16.gt_s(c, best));
      if (partitionCount > 3) {
        const dz = depthRow<Axes>(hash, 3, shiftZ);
        const dOffset = i8x16.splat(<i8>(hash >> 2));
        const d = bid<Axes>(slopeRow(hash, 24, shiftX), slopeRow(hash, 28, shiftY), dz, at, dOffset);
        best = i8x16.max_s(best, c);
        winner = v128.bitselect(i8x16.splat(3), winner, i8x16.gt_s(d, best));
      }
    }
    v128.store(patternPtr, winner);
    coordinatesPtr += GROUP_BYTES;
    patternPtr += 16;
  }
}
