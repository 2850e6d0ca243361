/** How blocks look on a map: what each of their texels stands for, and what of them is counted. */

export type Rgb = readonly [red: number, green: number, blue: number];

/** A row of a map's legend. */
export interface LegendRow {
  name: string;
  /** The colour as people call it. */
  colorName: string;
  color: Rgb;
}

/** One block on a map. */
export interface BlockFace {
  /** What the texel at a column and row of the block stands for. */
  rowAt: (x: number, y: number) => LegendRow;
  /** Rows that the block counts for; its texels count one by one where they are missing. */
  counted?: readonly LegendRow[];
  /** How bright it is drawn, above 0, at most 1. */
  shade: number;
  /** Whether its corner is light. */
  isMarked: boolean;
}

/** What draws the blocks of one texture. */
export interface BlockPainter {
  /** All rows that there may be, in the order of the legend. */
  rows: readonly LegendRow[];
  /** What is counted, in the plural. */
  unit: string;
  /** What a light corner says; missing where none has one. */
  mark?: string;
  /** What shades say; missing where all are the same. */
  shading?: string;
  faceOf: (block: Uint8Array) => BlockFace;
}

/** A face of one colour. */
export function plainFace(row: LegendRow, shade = 1, isMarked = false): BlockFace {
  return { rowAt: () => row, counted: [row], shade, isMarked };
}

/** The least brightness of a shade: the hue is still seen. */
const LEAST_SHADE = 0.4;

/** @param share  0 to 1 */
export function shadeOf(share: number): number {
  return LEAST_SHADE + (1 - LEAST_SHADE) * Math.min(1, share);
}
