/** Twin of dual-pattern: the second plane of a partition. */
import {
  BLOCK_MEAN,
  F32_PLANE,
  SIGNIFICANCE_ROOT,
  TEXELS_F32,
  blockState,
} from '../../../astc-search/block/block-state';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  IDEAL_WEIGHTS,
  LINE_ENERGY,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  WEIGHT_PLANE,
  partitionFitPtr,
} from '../../../astc-search/lines/class-state';
import { highestInMask, lowestInMask } from './class-fit.ref';
import { isInside, putTexel, texelAt } from '../../lanes.ref';

export function fitPartitionPlane2Ref(partition: i32, component: i32): void {
  const c = <usize>component;
  const values = TEXELS_F32 + c * F32_PLANE;
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  const count = <usize>blockState().paddedCount4;
  const low = lowestInMask(values, mask, count);
  const span = highestInMask(values, mask, count) - low;
  const scale: f32 = span > 1e-6 ? 1 / span : 0;
  for (let texel: usize = 0; texel < count; texel++) {
    const inside = isInside(mask, texel);
    putTexel(IDEAL_WEIGHTS + WEIGHT_PLANE, texel, inside ? (texelAt(values, texel) - low) * scale : 0, partition > 0);
    putTexel(LINE_ENERGY + WEIGHT_PLANE, texel, inside ? span * span : 0, partition > 0);
  }
  const fitPtr = partitionFitPtr(partition);
  const root = texelAt(SIGNIFICANCE_ROOT, c);
  const inverse: f32 = root > 0 ? 1 / root : 0;
  changetype<PartitionFit>(fitPtr).energy2 = span * span;
  store<f32>(fitPtr + IDEAL0_OFFSET + (c << 2), texelAt(BLOCK_MEAN, c) + low * inverse);
  store<f32>(fitPtr + IDEAL1_OFFSET + (c << 2), texelAt(BLOCK_MEAN, c) + (low + span) * inverse);
}
