/** How hard four blocks abreast try: one row a preset, one column a limit. */

/** Limits of one quality. */
@unmanaged
export class LaneEffort {
  /** Steps towards the direction of a line. */
  lineSteps: i32;
  /** Rounds of realigned weights: one partition, two planes, two partitions. */
  singleRounds: i32;
  dualRounds: i32;
  twoRounds: i32;
  /** The second grid is tried where it is predicted to cost at most this times the best. */
  secondGrid: f32;
  /** Two planes, two partitions are tried above these errors, squared steps a block of 16 texels; infinite: never. */
  dualFrom: f32;
  twoFrom: f32;
  /** … where the line leaves at least this share of the error. */
  lineShare: f32;
  /** A class whose best prediction is above this times the best error is not tried. */
  tau: f32;
  /** Patterns of two partitions that are scored exactly. */
  patterns: i32;
  /** Line fits before patterns are swept. */
  guesses: i32;
  /** As lineShare, before two partitions. */
  twoShare: f32;
}

const EFFORT: usize = memory.data(48, 16);

// @ts-ignore: decorator
@inline
export function effort(): LaneEffort {
  return changetype<LaneEffort>(EFFORT);
}

/** Sets the limits. */
export function setEffort(
  lineSteps: i32,
  singleRounds: i32,
  dualRounds: i32,
  twoRounds: i32,
  secondGrid: f32,
  dualFrom: f32,
  twoFrom: f32,
  lineShare: f32,
  tau: f32,
  patterns: i32,
  guesses: i32,
  twoShare: f32,
): void {
  const row = effort();
  row.lineSteps = lineSteps;
  row.singleRounds = singleRounds;
  row.dualRounds = dualRounds;
  row.twoRounds = twoRounds;
  row.secondGrid = secondGrid;
  row.dualFrom = dualFrom;
  row.twoFrom = twoFrom;
  row.lineShare = lineShare;
  row.tau = tau;
  row.patterns = patterns;
  row.guesses = guesses;
  row.twoShare = twoShare;
}
