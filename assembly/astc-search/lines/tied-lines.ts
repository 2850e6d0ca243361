/**
 * Lines whose ends are equally bright, or differ in alpha alone: direct modes tell ends apart by their sum, so such a
 * line can be stored either way round. It takes the one in which its weights go on where those of its neighbours end.
 */
import { blockState } from '../block/block-state';
import {
  IDEAL0_OFFSET,
  IDEAL1_OFFSET,
  IDEAL_WEIGHTS,
  MASK_BYTES,
  PARTITION_MASKS,
  PartitionFit,
  classState,
  partitionFitPtr,
} from './class-state';

/** Squared length of a line that matters, in steps: whichever way round a shorter one is, nobody sees its weights. */
const LONG: f32 = 64;
/** Steps by which red + green + blue of the ends may differ. */
const TIE: f32 = 1;

/** Turns the lines of the class at hand that can be stored either way round. */
export function turnTiedLines(): void {
  for (let partition: i32 = 0; partition < classState().partitionCount; partition++) {
    const fit = partitionFitPtr(partition);
    if (changetype<PartitionFit>(fit).energy < LONG) continue;
    const sum0 = load<f32>(fit + IDEAL0_OFFSET) + load<f32>(fit + IDEAL0_OFFSET, 4) + load<f32>(fit + IDEAL0_OFFSET, 8);
    const sum1 = load<f32>(fit + IDEAL1_OFFSET) + load<f32>(fit + IDEAL1_OFFSET, 4) + load<f32>(fit + IDEAL1_OFFSET, 8);
    if (abs<f32>(sum1 - sum0) < TIE && continuity(partition) < 0) turnLine(partition);
  }
}

/** Whether a texel is one of the partition. */
// @ts-ignore: decorator
@inline
function isInside(mask: usize, texel: i32): bool {
  return load<i16>(mask + ((<usize>texel) << 1)) != 0;
}

// @ts-ignore: decorator
@inline
function centred(texel: i32): f32 {
  return load<f32>(IDEAL_WEIGHTS + ((<usize>texel) << 2)) - 0.5;
}

/** Σ of products of neighbouring weights, less a half, across the border of a partition. */
function continuity(partition: i32): f32 {
  const block = blockState();
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  const width = block.width;
  let sum: f32 = 0;
  for (let texel: i32 = 0; texel < block.texelCount; texel++) {
    const here = isInside(mask, texel);
    if ((texel + 1) % width != 0 && isInside(mask, texel + 1) != here) sum += centred(texel) * centred(texel + 1);
    if (texel + width < block.texelCount && isInside(mask, texel + width) != here) {
      sum += centred(texel) * centred(texel + width);
    }
  }
  return sum;
}

/** Exchanges the ends of a partition's line. */
function turnLine(partition: i32): void {
  const fit = partitionFitPtr(partition);
  const mask = PARTITION_MASKS + <usize>partition * MASK_BYTES;
  for (let at = fit; at < fit + 16; at += 4) {
    const end0 = load<f32>(at, IDEAL0_OFFSET);
    store<f32>(at, load<f32>(at, IDEAL1_OFFSET), IDEAL0_OFFSET);
    store<f32>(at, end0, IDEAL1_OFFSET);
  }
  for (let texel: i32 = 0; texel < blockState().texelCount; texel++) {
    if (!isInside(mask, texel)) continue;
    const at = IDEAL_WEIGHTS + ((<usize>texel) << 2);
    store<f32>(at, 1 - load<f32>(at));
  }
}
