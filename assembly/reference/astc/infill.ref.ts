/** One texel at a time: four products, rounded once. */
import { DECIMATION_GROUP_BYTES } from '../../astc/infill';

export function infillWeightsRef(
  gridPtr: usize,
  gridCount: i32,
  decimationPtr: usize,
  groupCount: i32,
  texelPtr: usize,
): void {
  for (let texel: i32 = 0; texel < groupCount * 16; texel++) {
    const lanePtr = decimationPtr + <usize>(texel >> 4) * DECIMATION_GROUP_BYTES + <usize>(texel & 15);
    let sum: i32 = 8;
    for (let corner: usize = 0; corner < 4; corner++) {
      const index = load<u8>(lanePtr + (corner << 4));
      assert(<i32>index < gridCount);
      sum += <i32>load<u8>(gridPtr + <usize>index) * <i32>load<u8>(lanePtr + (corner << 4), 64);
    }
    store<u8>(texelPtr + <usize>texel, sum >> 4);
  }
}
