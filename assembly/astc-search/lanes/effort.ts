/**
 * How hard four blocks abreast try: one row a preset, one column a limit. Nothing else decides it. Qualities between the
 * presets interpolate every column; above the last row blocks go through the search one by one.
 */
import { blendRows } from '../../preset-rows';
import { PLAIN_TEXELS_MAX } from './lane-tables';

/** Limits of one quality; f32 in the table, so that they interpolate, whole where they count something. */
@unmanaged
export class LaneEffort {
  /** Quality this row is for, −1..10. */
  quality: f32;
  /** Steps towards the direction of a line. */
  lineSteps: f32;
  /** Grids that a prediction may choose from. */
  grids: f32;
  /** Rounds of refined weights: one plane, two planes, two partitions. */
  singleRounds: f32;
  dualRounds: f32;
  twoRounds: f32;
  /** Blocks of more texels are not refined. */
  refinedTexels: f32;
  /**
   * Most levels of a grid that a block tries, as its weights are measured; those that cost at most so many times the best.
   * 0: the one that the grid was chosen for.
   */
  levels: f32;
  worstLevel: f32;
  /** Most levels likewise of a weight a texel. */
  plainLevels: f32;
  /**
   * Blocks that tried a weight a texel try fewer weights after the other classes, where those lose at least less than this
   * share of what the weights miss; 0: never.
   */
  smaller: f32;
  /** 1: ends are tried as base and offset too. */
  offsets: f32;
  /** Most grids that a block tries; those that are predicted to cost at most so many times the best. */
  trials: f32;
  worstGrid: f32;
  /**
   * Two planes are tried where the line leaves at least this share of an error above a limit: in squared steps of a block
   * of 16 texels, by the square of their number in others.
   */
  dualFrom: f32;
  dualShare: f32;
  /** The limit likewise, times this, of blocks that do not try a weight a texel first. */
  dualLarge: f32;
  /** Two partitions likewise, where weights are what they spare above a quarter of the limit. */
  twoFrom: f32;
  twoShare: f32;
  /** A class predicted to be worse than this times the best is not tried. */
  tau: f32;
  /** First guesses of the partitions, line fits from each before patterns are swept, patterns scored exactly of each. */
  starts: f32;
  guesses: f32;
  patterns: f32;
}

const COLUMNS: usize = 23;
const ROWS: i32 = 3;
/** Never: more than any error. */
const NEVER: f32 = 1e9;

// prettier-ignore
const TABLE: usize = memory.data<f32>([
  // quality steps grids   r1   rD   r2 texels levels worst plain smaller offsets trials worst dual share large  two share  tau starts guesses patterns
         -1,    2,   12,   0,   0,   0,     0,     0,  1.2,    1,      0,      0,     1, 1.00, 200,  0.5,    4, 1e9, 1.00, 1.0,     1,      1,       1,
          0,    3,   24,   1,   1,   1,    25,     1,  1.2,    1,    0.5,      1,     2, 1.40,  50,  0.4,    1, 400, 0.60, 1.0,     2,      1,       2,
         10,    3,   32,   1,   1,   1,   144,     1,  1.2,    2,      1,      1,     3, 1.60,  50,  0.4,    1, 300, 0.50, 1.3,     2,      1,       4,
], 16);

// prettier-ignore
/**
 * Where blocks are searched further one by one: what costs little beside that, up to `thorough` and from there on. Two
 * partitions below it only where a line leaves nearly all of a large error: the search ranks patterns of independent
 * components by the wrong of two axes. Why: 1.4 dB of those at 6x6 `medium` for 0 / 0 / 1 / 1.5 % of the time of
 * photographs at 4x4 / 6x6 / 8x8 / 12x12. As many grids as `fast` tries, and a second level: smooth blocks end here, and
 * were up to 0.2 dB behind it with two grids; 1 to 2 % of the time.
 */
const SEED_ROW: usize = memory.data<f32>([
         11,    3,   32,   1,   1,   1,   144,     2,  1.2,    2,      1,      1,     3, 1.60,  10,  0.1,    1, 1000, 0.80, 1.2,     2,      1,       1,
], 16);

// prettier-ignore
const THOROUGH_SEED_ROW: usize = memory.data<f32>([
         98,    3,   32,   2,   2,   2,   144,     2,  1.3,    2,      1,      1,     4, 1.60,   2,  0.1,    1,   5, 0.05, 1.3,     2,      2,       2,
], 16);

/** The highest quality that has blocks abreast and nothing else. */
export const ABREAST_QUALITY: f32 = 10;

const CURRENT: usize = memory.data(92, 16);

/** The row in force. */
// @ts-ignore: decorator
@inline
export function effort(): LaneEffort {
  return changetype<LaneEffort>(CURRENT);
}

/** Columns that are limits on counts: rounded after interpolation. */
const COUNT_COLUMNS: i32 = 0b111_0000_0001_1010_1111_1110;

const THOROUGH: f32 = 98;

/** Sets the row of first candidates for the search of one block at a quality above 10. */
export function selectSeedEffort(quality: f32): void {
  memory.copy(CURRENT, quality >= THOROUGH ? THOROUGH_SEED_ROW : SEED_ROW, COLUMNS << 2);
}

/** Sets the row for a quality −1..10 and blocks of so many texels. */
export function selectEffort(wanted: f32, texelCount: i32): void {
  blendRows(TABLE, ROWS, COLUMNS, wanted, CURRENT);
  for (let column: usize = 0; column < COLUMNS; column++) {
    if (((COUNT_COLUMNS >> (<i32>column)) & 1) == 0) continue;
    const at = CURRENT + (column << 2);
    store<f32>(at, nearest<f32>(load<f32>(at)));
  }
  const limits = effort();
  if (texelCount > PLAIN_TEXELS_MAX) limits.dualFrom *= limits.dualLarge;
  if (<f32>texelCount <= limits.refinedTexels) return;
  limits.singleRounds = 0;
  limits.dualRounds = 0;
  limits.twoRounds = 0;
}

/** Whether a class that starts at `from` is tried at all. */
// @ts-ignore: decorator
@inline
export function isTried(from: f32): bool {
  return from < NEVER;
}
