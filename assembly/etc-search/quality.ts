/**
 * How hard the search tries: one row a preset, one column a limit. Nothing else decides it. Qualities between the
 * presets interpolate every column.
 */

/** Limits of one quality, whole numbers after interpolation. */
@unmanaged
export class QualityRow {
  quality: f32;
  /** Tables tried a half block. */
  tables: f32;
  /** Distance of candidate bases along grey, eighths of a level, with 5 bits; twice that with 4. */
  step: f32;
  /** How far bases go from the mean, sixteenths of a table's large modifier. */
  reach: f32;
  /** Candidates of a half block measured exactly, fours: 1 or 2. */
  finalists: f32;
  /** Rounds of descent from rounded planes. */
  planarRounds: f32;
  /** Rounds of modes T and H: 1 is the first split alone; 0 never. */
  splitRounds: f32;
  /** Rounds of descent of the best pair of halves. */
  refinements: f32;
  /** 0: individual bases only where the best differential ones are not legal together. */
  individual: f32;
  /** Modes T and H are tried when chroma is at least this many 64ths of the best error. */
  splitGate: f32;
  /** A flip is skipped when its chroma alone is this many 64ths of the best error. */
  flipGate: f32;
  /** 1: each flip and mode is refined, not the best alone. */
  refineEach: f32;
  /** EAC: 1 tries inner modifiers too; candidates refined, rounds each, eights of steps a round. */
  eacInset: f32;
  eacStarts: f32;
  eacRounds: f32;
  eacStepRows: f32;
}

const COLUMNS: usize = 16;
const ROW_BYTES: usize = COLUMNS * 4;
const ROWS: i32 = 6;

// prettier-ignore
const TABLE: usize = memory.data<f32>([
  // quality tables step reach finalists
        0,     2,    22,   16,    1, 0, 1, 4, 1, 0, 64, 0, 0, 2, 3, 1,
       10,     2,    22,   16,    1, 0, 1, 4, 1, 0, 64, 0, 0, 2, 3, 1,
       60,     3,    20,   16,    1, 0, 1, 4, 1, 0, 64, 0, 0, 2, 3, 1,
       98,     8,    8,   16,    2, 4, 3, 4, 1, 0, 64, 1, 1, 8, 16, 2,
       99,     8,    8,   16,    2, 4, 3, 4, 1, 0, 64, 1, 1, 8, 16, 2,
      100,     8,    8,   16,    2, 4, 3, 4, 1, 0, 64, 1, 1, 8, 16, 2,
]);

const CURRENT: usize = memory.data(128, 16);

/** The row in force. */
// @ts-ignore: decorator
@inline
export function quality(): QualityRow {
  return changetype<QualityRow>(CURRENT);
}

export function overrideColumn(column: i32, value: f32): void { store<f32>(CURRENT + (<usize>column << 2), value); }

/** Sets the row for a quality 0..100. */
export function selectQuality(wanted: f32): void {
  let row: i32 = 0;
  while (row < ROWS - 2 && load<f32>(TABLE + <usize>(row + 1) * ROW_BYTES) <= wanted) row++;
  const lower = TABLE + <usize>row * ROW_BYTES;
  const upper = lower + ROW_BYTES;
  const from = load<f32>(lower);
  const share = (wanted - from) / (load<f32>(upper) - from);
  for (let column: usize = 0; column < COLUMNS; column++) {
    const low = load<f32>(lower + (column << 2));
    const high = load<f32>(upper + (column << 2));
    store<f32>(CURRENT + (column << 2), nearest<f32>(low + (high - low) * share));
  }
}
