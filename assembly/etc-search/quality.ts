/**
 * How hard the search tries: one row a preset, one column a limit. Nothing else decides it. Qualities between the
 * presets interpolate every column.
 */
import { colorDistance, largeModifier } from '../etc/modifiers';
import { blendRows } from '../preset-rows';

/** Limits of one quality. */
@unmanaged
export class QualityRow {
  quality: i32;
  /** Half blocks: tables tried, 1..8. */
  tables: i32;
  /** Distance of candidate bases along grey, eighths of a level, with 5 bits; twice that with 4. */
  step: i32;
  /** How far bases go from the mean, sixteenths of a table's large modifier. */
  reach: i32;
  /** Candidates of a half block measured exactly, fours: 0 (the closed form decides), 1 or 2. */
  finalists: i32;
  /** Candidates of a half block that descend on their own before halves are paired. */
  descents: i32;
  /** 1: the flip that looks worse is not tried. */
  oneFlip: i32;
  /** A flip is skipped when its chroma alone is this many 64ths of the best error. */
  flipGate: i32;
  /** 0: individual bases only where the best differential ones are not legal together. */
  individual: i32;
  /** Rounds of descent of a pair of halves. */
  refinements: i32;
  /** 0: the best pair alone descends; 1: one of each flip and mode; 2: modes T and H each as well. */
  refineEach: i32;
  /** What is worse than this many 64ths of the best error does not descend. */
  refineGate: i32;
  /** Rounds of descent from rounded planes. */
  planarRounds: i32;
  /** Rounds of modes T and H: 1 is the first split alone; 0 never. */
  splitRounds: i32;
  /** First splits that they start from, 1..4. */
  splitStarts: i32;
  /** They are tried when chroma is at least this many 64ths of the best error. */
  splitGate: i32;
  /** Rounds of descent of the best block of mode T or H. */
  splitRefinements: i32;
  /** EAC: tables (a multiple of 4) and parts of them tried; candidates refined, rounds each, eights of steps a round. */
  eacTables: i32;
  eacParts: i32;
  eacStarts: i32;
  eacRounds: i32;
  eacStepRows: i32;
}

const COLUMNS: usize = 22;
const ROWS: i32 = 7;

// prettier-ignore
const TABLE: usize = memory.data<f32>([
  // qual tab step reach final desc flip gate ind ref each gate plan spl starts gate ref | tab parts starts rounds rows
     -1,   2,  32,  12,   0,    0,   1,   64,  0,  0,   0,  64,   0,  0,   1,   64,  0,     8,   1,    1,    1,   1,
      0,   2,  32,  12,   0,    0,   1,   64,  0,  0,   0,  64,   0,  0,   1,   64,  0,     8,   1,    1,    1,   1,
     10,   2,  32,  12,   1,    0,   1,   64,  0,  1,   0,  64,   0,  1,   1,   48,  0,    16,   1,    2,    3,   1,
     60,   3,  20,  12,   1,    0,   0,   64,  0,  8,   1,  72,   1,  2,   1,   24,  4,    16,   3,    3,    4,   1,
     98,   5,  12,  14,   2,    1,   0,   72,  1, 16,   2,  96,   4,  4,   2,    8,  8,    16,   4,    4,    8,   1,
     99,   6,  12,  16,   2,    4,   0,   80,  1, 16,   2,  96,   6,  4,   2,    0,  8,    16,   9,    8,   16,   2,
    100,   8,   8,  16,   2,    8,   0,  128,  1, 32,   2, 128,  12,  8,   4,    0, 16,    16,  10,   16,   16,   2,
], 16);

const CURRENT: usize = memory.data(128, 16);

/** The row in force. */
// @ts-ignore: decorator
@inline
export function quality(): QualityRow {
  return changetype<QualityRow>(CURRENT);
}

/** Most vectors of bases on either side of the mean. */
export const MAX_HALF_VECTORS: i32 = 48;

/** i32[3][8]: vectors of bases on either side of the mean: tables with 5 bits, with 4 bits, distances of T and H. */
const REACH: usize = memory.data(96, 16);

// @ts-ignore: decorator
@inline
function reachOf(modifier: i32, step: i32): i32 {
  const eighths = (modifier * quality().reach) >> 1;
  return min(MAX_HALF_VECTORS, (eighths / step + 4) >> 2);
}

function prepareReach(): void {
  const step = quality().step;
  for (let table: i32 = 0; table < 8; table++) {
    const place = (<usize>table) << 2;
    store<i32>(REACH + place, reachOf(largeModifier(table), step));
    store<i32>(REACH + place, reachOf(largeModifier(table), 2 * step), 32);
    store<i32>(REACH + place, reachOf(colorDistance(table), 2 * step), 64);
  }
}

/** Vectors of bases on either side of the mean that a table needs. */
// @ts-ignore: decorator
@inline
export function tableReach(table: i32, bits: i32): i32 {
  return load<i32>(REACH + ((<usize>table) << 2) + (bits == 5 ? 0 : 32));
}

/** The same for a distance of modes T and H. */
// @ts-ignore: decorator
@inline
export function distanceReach(index: i32): i32 {
  return load<i32>(REACH + ((<usize>index) << 2), 64);
}

/** Sets the row for a quality 0..100, or −1: `realtime`. */
export function selectQuality(wanted: f32): void {
  blendRows(TABLE, ROWS, COLUMNS, wanted, CURRENT);
  for (let at = CURRENT; at < CURRENT + (COLUMNS << 2); at += 4) {
    store<i32>(at, <i32>nearest<f32>(load<f32>(at)));
  }
  prepareReach();
}
