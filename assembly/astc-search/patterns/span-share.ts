/**
 * How much of the variance along a partition's line counts as cost when patterns are ranked: what the weights cannot
 * carry. Smooth blocks lose hardly any; where a coarse grid meets sharp edges most of it is lost, and patterns that
 * part the colors win over patterns that part the lines.
 */
import { blockState } from '../block/block-state';
import { DOMAIN_LDR } from '../block/domain';
import { TOTAL_MOMENTS } from './partition-moments';

/** f32: share of the variance along its line that the block lost as one partition. */
const MEASURED: usize = memory.data(16, 16);

/** Measured share that carries over to a partition, by pattern kind: partitions have fewer bits for weights. */
const CARRIED: f32 = 0.5;

/**
 * Measures the block at hand; after its moments are summed.
 *
 * @param error  best error with one partition and one plane
 * @param lineError  part of it that is off the line
 */
export function measureSpanShare(error: f32, lineError: f32): void {
  const trace =
    load<f32>(TOTAL_MOMENTS, 16) +
    load<f32>(TOTAL_MOMENTS, 32) +
    load<f32>(TOTAL_MOMENTS, 44) +
    load<f32>(TOTAL_MOMENTS, 52);
  const along = trace - lineError;
  store<f32>(MEASURED, along > 1e-3 ? max<f32>(0, min<f32>(1, (error - lineError) / along)) : 0);
}

/** What footprints make of the usual share. */
// @ts-ignore: decorator
@inline
function usualSize(): f32 {
  const texels = blockState().texelCount;
  return texels < 20 ? 0.3 : texels < 31 ? 0.65 : texels < 49 ? 1.0 : 1.5;
}

/**
 * HDR endpoints cost few bits and lines are long, so that from 8x8 on a pattern is as good as it parts the colors, on
 * their line or not. Why: +0.06 / 0.10 dB mPSNR at 4x4 / 8x8, medium.
 */
// @ts-ignore: decorator
@inline
function usualHdrSize(): f32 {
  const texels = blockState().texelCount;
  return texels < 20 ? 1 : texels < 31 ? 3 : texels < 49 ? 8 : 50;
}

/**
 * Share of the variance along a line that counts as cost, since long lines quantize worse. Why: over none
 * +0.39 dB at 4x4 and +0.13 dB at 6x6, medium.
 */
export function spanShare(partitionCount: i32): f32 {
  return max<f32>(usualShare(partitionCount), CARRIED * load<f32>(MEASURED));
}

/** The share where nothing was measured. */
export function usualShare(partitionCount: i32): f32 {
  const size = blockState().domain == DOMAIN_LDR ? usualSize() : usualHdrSize();
  return partitionCount == 2 ? 0.02 * size : partitionCount == 3 ? 0.03 * size : 0.035 * size;
}
