/** Which partition a texel belongs to. Spec: KDFS 1.4, ASTC "Partition Pattern Generation". */

/** Footprints of fewer texels than this double their coordinates before the hash is applied. */
export const SMALL_BLOCK_TEXELS: i32 = 31;

export function hash52(seed: u32): u32 {
  let hash = seed;
  hash ^= hash >> 15;
  hash -= hash << 17;
  hash += hash << 7;
  hash += hash << 4;
  hash ^= hash >> 5;
  hash += hash << 16;
  hash ^= hash >> 7;
  hash ^= hash >> 3;
  hash ^= hash << 6;
  hash ^= hash >> 17;
  return hash;
}

/** Where in the hash the slope along the third axis lies, for each partition; the last one wraps around. */
export const DEPTH_SLOPES: usize = memory.data<u8>([26, 30, 18, 22]);

/** Slope that starts at bit `first` of the hash: its square, shifted. */
@inline
export function slopeAt(hash: u32, first: i32, shift: i32): i32 {
  const value = <i32>(rotr<u32>(hash, first) & 15);
  return (value * value) >> shift;
}

/** Shifts of the slopes along the three axes, a byte each. */
export function slopeShifts(countedSeed: i32, partitionCount: i32): u32 {
  const countShift = partitionCount == 3 ? 6 : 5;
  const seedShift = countedSeed & 2 ? 4 : 5;
  const shiftX = countedSeed & 1 ? seedShift : countShift;
  const shiftY = countedSeed & 1 ? countShift : seedShift;
  const shiftZ = countedSeed & 16 ? shiftX : shiftY;
  return shiftX | (shiftY << 8) | (shiftZ << 16);
}

/**
 * Partition 0..3 of the texel at (`x`, `y`, `z`).
 *
 * @param seed  the 10 bits stored in the block
 * @param texelCount  of the footprint
 */
export function selectPartition(seed: i32, x: i32, y: i32, z: i32, partitionCount: i32, texelCount: i32): i32 {
  if (partitionCount == 1) return 0;
  const scale = texelCount < SMALL_BLOCK_TEXELS ? 1 : 0;
  const countedSeed = seed + (partitionCount - 1) * 1024;
  const hash = hash52(countedSeed);
  const shifts = slopeShifts(countedSeed, partitionCount);
  let winner: i32 = 0;
  let highest: i32 = -1;
  for (let partition: i32 = 0; partition < partitionCount; partition++) {
    const slopeX = slopeAt(hash, 8 * partition, shifts & 255);
    const slopeY = slopeAt(hash, 8 * partition + 4, (shifts >> 8) & 255);
    const slopeZ = slopeAt(hash, load<u8>(DEPTH_SLOPES + <usize>partition), shifts >> 16);
    const distance = slopeX * (x << scale) + slopeY * (y << scale) + slopeZ * (z << scale);
    const bid = (distance + <i32>(hash >> (14 - 4 * partition))) & 63;
    if (bid <= highest) continue;
    highest = bid;
    winner = partition;
  }
  return winner;
}
