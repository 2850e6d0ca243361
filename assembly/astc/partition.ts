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

/** Slope `nibble` of the hash: its square, shifted. */
@inline
function slope(hash: u32, nibble: i32, shift: i32): i32 {
  const value = (<i32>(hash >> (nibble * 4))) & 15;
  return (value * value) >> shift;
}

/**
 * Partition 0..3 of the texel at (`x`, `y`).
 *
 * @param seed  the 10 bits stored in the block
 * @param texelCount  of the footprint
 */
export function selectPartition(seed: i32, x: i32, y: i32, partitionCount: i32, texelCount: i32): i32 {
  if (partitionCount == 1) return 0;
  if (texelCount < SMALL_BLOCK_TEXELS) {
    x <<= 1;
    y <<= 1;
  }
  const countedSeed = seed + (partitionCount - 1) * 1024;
  const hash = hash52(countedSeed);
  const countShift = partitionCount == 3 ? 6 : 5;
  const seedShift = countedSeed & 2 ? 4 : 5;
  const shiftX = countedSeed & 1 ? seedShift : countShift;
  const shiftY = countedSeed & 1 ? countShift : seedShift;

  const a = (slope(hash, 0, shiftX) * x + slope(hash, 1, shiftY) * y + <i32>(hash >> 14)) & 63;
  const b = (slope(hash, 2, shiftX) * x + slope(hash, 3, shiftY) * y + <i32>(hash >> 10)) & 63;
  let c: i32 = 0;
  let d: i32 = 0;
  if (partitionCount > 2) c = (slope(hash, 4, shiftX) * x + slope(hash, 5, shiftY) * y + <i32>(hash >> 6)) & 63;
  if (partitionCount > 3) d = (slope(hash, 6, shiftX) * x + slope(hash, 7, shiftY) * y + <i32>(hash >> 2)) & 63;

  if (a >= b && a >= c && a >= d) return 0;
  if (b >= c && b >= d) return 1;
  return c >= d ? 2 : 3;
}
