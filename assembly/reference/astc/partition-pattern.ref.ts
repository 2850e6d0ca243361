/** Texel by texel, as the specification states it. */
import { selectPartition } from '../../astc/partition';

/** Takes the same coordinates as the kernel, already doubled in small footprints. */
export function fillPartitionPatternRef(
  seed: i32,
  partitionCount: i32,
  coordinatesPtr: usize,
  axisCount: i32,
  groupCount: i32,
  patternPtr: usize,
): void {
  for (let lane: i32 = 0; lane < groupCount * 16; lane++) {
    const lanePtr = coordinatesPtr + <usize>(lane >> 4) * 48 + <usize>(lane & 15);
    const z: i32 = axisCount == 3 ? load<u8>(lanePtr, 32) : 0;
    const partition = selectPartition(seed, load<u8>(lanePtr), load<u8>(lanePtr, 16), z, partitionCount, 144);
    store<u8>(patternPtr + <usize>lane, partition);
  }
}
