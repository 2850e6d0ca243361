/**
 * How hard the shaders try: one row a preset, one column a limit, the same as the CPU's (assembly/etc-search/quality.ts),
 * so that both find the same blocks. Qualities between the presets interpolate every column.
 */

const COLUMNS = [
  'tables',
  'step',
  'reach',
  'finalists',
  'descents',
  'oneFlip',
  'flipGate',
  'individual',
  'refinements',
  'refineEach',
  'refineGate',
  'planarRounds',
  'splitRounds',
  'splitStarts',
  'splitGate',
  'splitRefinements',
  'eacTables',
  'eacParts',
  'eacStarts',
  'eacRounds',
  'eacStepRows',
] as const;

/** Limits of one quality; what each means: assembly/etc-search/quality.ts. */
export type EtcQualityRow = Readonly<Record<(typeof COLUMNS)[number], number>>;

/** Quality, then {@link COLUMNS}. */
// biome-ignore format: a table
const ROWS: readonly (readonly number[])[] = [
  // qual tab step reach final desc flip gate ind ref each gate plan spl starts gate ref | tab parts starts rounds rows
  [    0,   2,  32,  12,   0,    0,   1,   64,  0,  0,   0,  64,   0,  0,   1,   64,  0,     8,   1,    1,    1,   1],
  [   10,   2,  32,  12,   1,    0,   1,   64,  0,  1,   0,  64,   0,  1,   1,   48,  0,    16,   1,    2,    3,   1],
  [   60,   3,  20,  12,   1,    0,   0,   64,  0,  8,   1,  72,   1,  2,   1,   24,  4,    16,   3,    3,    4,   1],
  [   98,   5,  12,  14,   2,    1,   0,   72,  1, 16,   2,  96,   4,  4,   2,    8,  8,    16,   4,    4,    8,   1],
  [   99,   6,  12,  16,   2,    4,   0,   80,  1, 16,   2,  96,   6,  4,   2,    0,  8,    16,   9,    8,   16,   2],
  [  100,   8,   8,  16,   2,    8,   0,  128,  1, 32,   2, 128,  12,  8,   4,    0, 16,    16,  10,   16,   16,   2],
];

/** Whole number nearest to a value, of two equally near the even one. */
function roundToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The limits of a quality 0..100, rounded as the CPU's 32-bit floats are; `realtime`, −1, has those of `fastest`. */
export function etcQualityRow(quality: number): EtcQualityRow {
  const wanted = Math.fround(Math.max(0, quality));
  let row = 0;
  while (row < ROWS.length - 2 && ROWS[row + 1]![0]! <= wanted) row++;
  const lower = ROWS[row]!;
  const upper = ROWS[row + 1]!;
  const share = Math.fround(Math.fround(wanted - lower[0]!) / (upper[0]! - lower[0]!));
  const blend = (column: number) => {
    const low = lower[column]!;
    return roundToEven(Math.fround(low + Math.fround((upper[column]! - low) * share)));
  };
  return Object.fromEntries(COLUMNS.map((name, at) => [name, blend(at + 1)])) as unknown as EtcQualityRow;
}
