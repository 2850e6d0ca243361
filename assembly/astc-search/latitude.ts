/** What the kind of block does to the limits of the search. */
import { blockState } from './block/block-state';
import { DOMAIN_LDR } from './block/domain';
import { bestBlock } from './candidate/best-block';
import { isPoor } from './candidate/good-enough';
import { MANY_COLORS, countColors } from './patterns/palette';
import { findClusters } from './patterns/partition-overlap';

/**
 * Predictions are pessimistic where colors are few or all on one line, so
 * there the gates open. Factors on tau and on the gates before 3 and 4 partitions, extra pattern trials, patterns
 * predicted for each one tried.
 */
@unmanaged
export class Latitude {
  tau: f32;
  gate: f32;
  extraPatterns: i32;
  colorCount: i32;
  isTwoClusters: bool;
  widen: i32;
}

const LATITUDE: usize = memory.data(32, 16);

// @ts-ignore: decorator
@inline
export function latitude(): Latitude {
  return changetype<Latitude>(LATITUDE);
}

/** A block counts as collinear when its line leaves less than this share of the error: the rest is quantization. */
const COLLINEAR_SHARE: f32 = 0.05;
/**
 * In the HDR domains colors of one hue lie on one line however bright they are, and most blocks are of that kind. Why:
 * +0.2 dB mPSNR at 6x6 and 8x8, medium.
 */
const COLLINEAR_SHARE_HDR: f32 = 1;

// @ts-ignore: decorator
@inline
function collinearShare(): f32 {
  return blockState().domain == DOMAIN_LDR ? COLLINEAR_SHARE : COLLINEAR_SHARE_HDR;
}

/**
 * Patterns predicted for each one tried where all colors lie on one line. A volume's grid has few levels a weight, so
 * that a pattern is good when it parts the line in four; nothing but a prediction tells. Why: +0.4 dB on scans at 4x4x4,
 * `medium`, for 2 % of the time.
 */
function widenCollinear(): i32 {
  return blockState().depth > 1 ? 6 : 2;
}

/**
 * Sets them for the block at hand; after its axes are known.
 *
 * @param singleLineError  error off the line of the whole block
 */
export function setLatitude(singleLineError: f32): void {
  const limits = latitude();
  limits.tau = 1;
  limits.gate = 1;
  limits.extraPatterns = 0;
  limits.colorCount = countColors();
  limits.isTwoClusters = findClusters();
  const isCollinear = singleLineError < collinearShare() * bestBlock().error;
  // Line errors say little about the patterns of such blocks: more of them are predicted.
  limits.widen = !isPoor() ? 1 : limits.isTwoClusters ? 3 : isCollinear ? widenCollinear() : 1;
  if (limits.colorCount <= 4) {
    limits.gate = 1000;
    limits.tau = 1.4;
  } else if (limits.colorCount < MANY_COLORS) {
    limits.gate = 1.7;
    limits.tau = 1.4;
    limits.extraPatterns = 1;
  } else if (isCollinear) {
    limits.gate = 1.15;
    limits.tau = 1.4;
  }
}
