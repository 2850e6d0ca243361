/**
 * How hard the passes try: one row a preset, one column a limit, as the search in WebAssembly has them; qualities
 * between two rows interpolate every column.
 */

/** Limits of one quality; those that count something are whole. */
export interface AstcPreset {
  /** Block modes tried: one partition, two planes; of each pattern. */
  singleModes: number;
  dualModes: number;
  partitionModes: number;
  /** Components tried as second plane. */
  dualComponents: number;
  /** Patterns of 2 and 3 partitions whose modes are predicted; 0: none of that many partitions. */
  patterns2: number;
  patterns3: number;
  /** Pattern search: first guesses, patterns scored exactly. */
  starts: number;
  rerank: number;
  /** Ways to spend the bits of the endpoints that are priced: integer classes, the same or mixed. */
  budgets: number;
  /** Rounds of realigned weights and refitted endpoints. */
  refinements: number;
  /** Block modes predicted, of each list. */
  listedModes: number;
  /** A class or mode predicted to be worse than this times the best is not tried. */
  tau: number;
  /** A trial whose first fit is worse than this times the best is given up. */
  cull: number;
  /** 3 partitions only when two won at least this factor. */
  gate3: number;
  /** Done when a block is this good: the higher of a − 35 log10 texels and b − 19 log10 texels, dB. */
  goodA: number;
  goodB: number;
}

/** Columns that count something, in the order of the uniform block (settings.ts). */
export const PRESET_COUNTS: readonly (keyof AstcPreset)[] = [
  'singleModes',
  'dualModes',
  'partitionModes',
  'dualComponents',
  'patterns2',
  'patterns3',
  'starts',
  'rerank',
  'budgets',
  'refinements',
  'listedModes',
];
const COLUMNS: readonly (keyof AstcPreset)[] = [...PRESET_COUNTS, 'tau', 'cull', 'gate3', 'goodA', 'goodB'];

// biome-ignore format: a table
/** Quality, then the columns: fastest, fast, medium, thorough, verythorough, exhaustive. */
const ROWS: readonly (readonly number[])[] = [
  //    1p 2pl part comp 2P 3P starts rerank budgets refine list   tau  cull    g3 goodA goodB
  [  0,  2,  1,   2,   1, 1, 0,     1,     4,      1,     1,  32, 0.90, 1.10, 0.80,   90,   66],
  [ 10,  2,  2,   2,   1, 1, 0,     2,     8,      2,     2,  48, 1.00, 1.15, 0.80,   93,   69],
  [ 60,  3,  2,   3,   2, 2, 1,     2,    12,      2,     2,  48, 1.00, 1.20, 0.95,  101,   74],
  [ 98,  4,  4,   4,   4, 4, 2,     3,    16,      3,     3,  48, 1.15, 1.30, 0.95,  110,   84],
  [ 99,  6,  6,   6,   4, 7, 6,     3,    48,      4,     4,  48, 1.20, 1.40, 1.00,  150,  120],
  [100, 12, 12,  12,   4, 12, 10,   3,    48,      8,     4,  48, 1.25, 1.50, 1.00,  200,  200],
];

/** The row for a quality 0..100; `realtime`, −1, has the row of `fastest`. */
export function astcPreset(wanted: number): AstcPreset {
  const quality = Math.max(0, wanted);
  let row = 0;
  while (row < ROWS.length - 2 && ROWS[row + 1]![0]! <= quality) row++;
  const [from, ...lower] = ROWS[row]! as [number, ...number[]];
  const [to, ...upper] = ROWS[row + 1]! as [number, ...number[]];
  const share = (quality - from) / (to - from);
  const values = COLUMNS.map((name, index) => {
    const value = lower[index]! + (upper[index]! - lower[index]!) * share;
    return [name, index < PRESET_COUNTS.length ? Math.round(value) : value] as const;
  });
  return Object.fromEntries(values) as unknown as AstcPreset;
}

/** Weighted squared error, in 8-bit steps, at which a block of so many texels is done. */
export function goodError({ goodA, goodB }: AstcPreset, texelCount: number): number {
  const size = Math.log10(texelCount);
  const decibels = Math.max(goodA - 35 * size, goodB - 19 * size);
  return texelCount * 4 * 255 ** 2 * 10 ** (-decibels / 10);
}
