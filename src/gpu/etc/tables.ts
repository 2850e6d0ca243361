/**
 * What the shaders look up. The modifiers are those of assembly/etc/modifiers.ts, held equal by test/gpu/etc-tables: a
 * page that compresses on the GPU needs no WebAssembly.
 */

/** Small and large modifier of table codeword 0..7. Spec: KDFS 1.4, ETC1 "Intensity modifier sets". */
export const SMALL_MODIFIERS = [2, 5, 9, 13, 18, 24, 33, 47];
export const LARGE_MODIFIERS = [8, 17, 29, 42, 60, 80, 106, 183];

/** Distance of modes T and H by distance index 0..7. Spec: KDFS 1.4, ETC2 "Distance table for T and H modes". */
export const DISTANCES = [3, 6, 11, 16, 23, 32, 41, 64];

/** Modifiers of table 0..15 for pixel index 0..3; 4..7 are −1 − these. Spec: KDFS 1.4, EAC "Intensity modifier sets". */
const EAC_LOW_MODIFIERS = [
  [-3, -6, -9, -15],
  [-3, -7, -10, -13],
  [-2, -5, -8, -13],
  [-2, -4, -6, -13],
  [-3, -6, -8, -12],
  [-3, -7, -9, -11],
  [-4, -7, -8, -11],
  [-3, -5, -8, -11],
  [-2, -6, -8, -10],
  [-2, -5, -8, -10],
  [-2, -4, -8, -10],
  [-2, -5, -7, -10],
  [-3, -4, -7, -10],
  [-1, -2, -3, -10],
  [-4, -6, -8, -9],
  [-3, -5, -7, -9],
];

/** EAC modifiers by table index 0..15 and pixel index 0..7. */
export const EAC_MODIFIERS = EAC_LOW_MODIFIERS.map((low) => [...low, ...low.map((modifier) => -1 - modifier)]);

/** EAC tables, the most useful first. Why: assembly/etc-search/eac-search.ts. */
const EAC_ORDER = [13, 11, 2, 3, 9, 8, 1, 0, 10, 14, 5, 7, 4, 15, 6, 12];

/** Modifiers left out at the low and the high end: parts of an EAC table that may be stretched over the values. */
const EAC_PARTS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
  [2, 1],
  [1, 2],
  [2, 0],
  [0, 2],
  [2, 2],
  [3, 3],
] as const;

/** Steps of an EAC descent: table, multiplier, base. The first eight are those of a short round. */
const EAC_STEPS = [
  [0, 0, 1],
  [0, 0, -1],
  [0, 0, 2],
  [0, 0, -2],
  [0, 1, 0],
  [0, -1, 0],
  [0, 1, 1],
  [0, -1, -1],
  [0, 1, -1],
  [0, -1, 1],
  [0, 0, 3],
  [0, 0, -3],
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 2],
  [0, -1, -2],
];

/** Steps of a half block's candidate: none, one in a component, one in all, to the next table, one in red and green. */
const HALF_STEPS = [0, 1, -1, 0x100, -0x100, 0x10000, -0x10000, 0x10101, -0x10101, 0x1000000, -0x1000000, 0x101];

/** Steps of modes T and H: first color, second color, distance index. */
const SPLIT_STEPS = [
  [1, 0, 0],
  [-1, 0, 0],
  [0x100, 0, 0],
  [-0x100, 0, 0],
  [0x10000, 0, 0],
  [-0x10000, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0x100, 0],
  [0, -0x100, 0],
  [0, 0x10000, 0],
  [0, -0x10000, 0],
  [0, 0, 1],
  [0, 0, -1],
  [0x10101, 0, 0],
  [-0x10101, 0, 0],
  [0, 0x10101, 0],
  [0, -0x10101, 0],
  [0, 0x10101, 1],
  [0, -0x10101, 1],
];

/** Corners O, H, V of a plane: the eight ways to round them, and the eight nearest neighbours. */
const PLANE_ROUNDINGS = Array.from({ length: 8 }, (_, way) => [way & 1, (way >> 1) & 1, way >> 2]);
const PLANE_NEIGHBOURS = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
  [1, -1, -1],
  [-1, 1, 1],
];

/** Spans of luma that tables are ranked for: half a span in levels, 0..127. */
const SPAN_COUNT = 128;

/** Ratio of the larger to the smaller, in 1024ths. */
function mismatch(a: number, b: number): number {
  return Math.floor((Math.max(a, b) * 1024) / Math.min(a, b));
}

/** The tables that suit half a span of luma, the likeliest first: by the ratio of the large modifier to it plus 1.5. */
export function rankTables(halfSpan: number): number[] {
  const cost = (table: number) => mismatch(2 * LARGE_MODIFIERS[table]!, 2 * halfSpan + 3);
  return [0, 1, 2, 3, 4, 5, 6, 7].sort((a, b) => cost(a) - cost(b) || a - b);
}

/** The level of some bits that shows a value 0..255 best. */
function nearestLevel(value: number, bits: 4 | 5): number {
  const shown = (level: number) => (bits === 5 ? (level << 3) | (level >> 2) : level * 17);
  let found = 0;
  for (let level = 1; level < 1 << bits; level++) {
    if (Math.abs(shown(level) - value) < Math.abs(shown(found) - value)) found = level;
  }
  return found;
}

/** Small numbers in a word, `bits` each, the first lowest. */
export function packWord(values: readonly number[], bits = 8): number {
  return values.reduce((word, value, at) => word | ((value & (2 ** bits - 1)) << (at * bits)), 0) >>> 0;
}

/** Bytes in words, four each. */
function packBytes(values: readonly number[]): number[] {
  return Array.from({ length: values.length / 4 }, (_, word) => packWord(values.slice(4 * word, 4 * word + 4)));
}

const BYTES = Array.from({ length: 256 }, (_, value) => value);

/** Sections of the buffer of tables by the name of the constant that says where they begin. */
const SECTIONS: Readonly<Record<string, readonly number[]>> = {
  TABLE_RANKS_AT: BYTES.slice(0, SPAN_COUNT).map((halfSpan) => packWord(rankTables(halfSpan), 4)),
  NEAREST4_AT: packBytes(BYTES.map((value) => nearestLevel(value, 4))),
  NEAREST5_AT: packBytes(BYTES.map((value) => nearestLevel(value, 5))),
  HALF_STEPS_AT: HALF_STEPS,
  SPLIT_STEPS_AT: SPLIT_STEPS.flat(),
  PLANE_ROUNDINGS_AT: PLANE_ROUNDINGS.map((corners) => packWord(corners.map((step) => step + 1))),
  PLANE_NEIGHBOURS_AT: PLANE_NEIGHBOURS.map((corners) => packWord(corners.map((step) => step + 1))),
  EAC_MODIFIERS_AT: packBytes(EAC_MODIFIERS.flat()),
  EAC_ORDER_AT: EAC_ORDER,
  EAC_PARTS_AT: EAC_PARTS.map(([low, high]) => low | (high << 2)),
  EAC_STEPS_AT: EAC_STEPS.map((step) => packWord(step)),
};

/**
 * Which vectors of bases are tried with which distance of modes T and H, by vector: their number, then vector |
 * distance index << 7.
 *
 * @param reach  vectors on either side of the mean for each distance, ascending
 */
function splitTrials(reach: readonly number[]): number[] {
  const middle = reach.at(-1)!;
  const vectors = Array.from({ length: 2 * middle }, (_, vector) => vector);
  const trials = vectors.flatMap((vector) =>
    [...reach.keys()]
      .filter((index) => vector >= middle - reach[index]! && vector < middle + reach[index]!)
      .map((index) => vector | (index << 7)),
  );
  return [trials.length, ...trials];
}

/**
 * Words of the buffer of tables, and where each section begins.
 *
 * @param splitReach  see {@link splitTrials}
 */
export function makeTables(splitReach: readonly number[]): {
  words: Uint32Array<ArrayBuffer>;
  offsets: Record<string, number>;
} {
  const words: number[] = [];
  const offsets: Record<string, number> = {};
  for (const [name, section] of Object.entries({ ...SECTIONS, SPLIT_TRIALS_AT: splitTrials(splitReach) })) {
    offsets[name] = words.length;
    words.push(...section);
  }
  return { words: Uint32Array.from(words, (word) => word >>> 0), offsets };
}
