/** What pipelines of ETC and EAC are compiled with: the format, its tables, how hard to try. */
import type { EncoderConfig } from '../../codec/block-codec.js';
import { ETC_FORMATS, type EtcFormat } from '../../types.js';
import { PIXEL_WORDS } from '../block-passes.js';
import { type EtcQualityRow, etcQualityRow } from './presets.js';
import { etcSignificance } from './significance.js';
import { DISTANCES, LARGE_MODIFIERS, makeTables, packWord, SMALL_MODIFIERS } from './tables.js';

/** Settings of the encoder. Alpha and formats without color have an error of their own: no weight. */
export type EtcConfig = Omit<Extract<EncoderConfig, { family: 'etc' }>, 'family'>;

/** What the words of a block hold. */
export interface EtcLayout {
  /** Words of 64 bits a block. */
  wordsPerBlock: 1 | 2;
  /** Which of them is color; undefined where none is. */
  colorWord?: 0 | 1;
  /** Components that EAC stores from word 0 on: how many, the first of them, and as what (shaders/etc/eac-values). */
  eac?: { count: 1 | 2; first: 0 | 3; kind: 0 | 1 | 2 };
  hasIndividual: boolean;
  /** Modes T, H and planar. */
  hasSplits: boolean;
  /** Texels of alpha below one half are transparent. */
  hasHoles: boolean;
}

const COLOR = { wordsPerBlock: 1, colorWord: 0, hasIndividual: true, hasSplits: true, hasHoles: false } as const;
const NO_COLOR = { hasIndividual: false, hasSplits: false, hasHoles: false } as const;

export const ETC_LAYOUTS: Readonly<Record<EtcFormat, EtcLayout>> = {
  etc1: { ...COLOR, hasSplits: false },
  'etc2-rgb': COLOR,
  'etc2-rgba1': { ...COLOR, hasIndividual: false, hasHoles: true },
  'etc2-rgba': { ...COLOR, wordsPerBlock: 2, colorWord: 1, eac: { count: 1, first: 3, kind: 0 } },
  'eac-r11': { ...NO_COLOR, wordsPerBlock: 1, eac: { count: 1, first: 0, kind: 1 } },
  'eac-rg11': { ...NO_COLOR, wordsPerBlock: 2, eac: { count: 2, first: 0, kind: 1 } },
  'eac-r11-snorm': { ...NO_COLOR, wordsPerBlock: 1, eac: { count: 1, first: 0, kind: 2 } },
  'eac-rg11-snorm': { ...NO_COLOR, wordsPerBlock: 2, eac: { count: 2, first: 0, kind: 2 } },
};

export type Constants = Readonly<Record<string, number>>;

/** Everything that a config decides. */
export interface EtcPlan {
  layout: EtcLayout;
  row: EtcQualityRow;
  constants: Constants;
  /** Words of the buffer of tables. */
  tables: Uint32Array<ArrayBuffer>;
}

/** Eight bytes as the two words of a constant. */
function byteConstants(name: string, bytes: readonly number[]): Constants {
  return { [`${name}_LOW`]: packWord(bytes.slice(0, 4)), [`${name}_HIGH`]: packWord(bytes.slice(4)) };
}

/** Most vectors of bases on either side of the mean. */
const MAX_HALF_VECTORS = 48;

/** Vectors of bases on either side of the mean for each of eight modifiers, `step` eighths of a level apart. */
function reachOf(row: EtcQualityRow, modifiers: readonly number[], step: number): number[] {
  const vectors = modifiers.map((modifier) => (Math.floor(((modifier * row.reach) >> 1) / step) + 4) >> 2);
  return vectors.map((count) => Math.min(MAX_HALF_VECTORS, count));
}

function reachConstants(row: EtcQualityRow, modifiers: readonly number[], step: number): Constants {
  return { STEP: step, ...byteConstants('REACH', reachOf(row, modifiers, step)) };
}

/** Bases of a half block: 5 bits, differential; 4 bits, individual. */
export function halfConstants({ row, layout }: EtcPlan, bits: 4 | 5): Constants {
  // Where nothing but a legal pair will do there has to be a choice.
  const finalistRows = bits === 5 && !layout.hasIndividual ? Math.max(row.finalists, 1) : row.finalists;
  const rows = Math.max(finalistRows, 1);
  return {
    BITS: bits,
    FINALIST_ROWS: finalistRows,
    // Bases moved towards each other take a row of their own.
    MOVED_PLACE: 4 * rows,
    LIST_ROWS: bits === 5 ? rows + 1 : rows,
    HAS_MASK: Number(layout.hasHoles),
    ...reachConstants(row, LARGE_MODIFIERS, bits === 5 ? row.step : 2 * row.step),
  };
}

/** Bases of modes T and H. */
export function splitConstants({ row }: EtcPlan): Constants {
  return { BITS: 4, HAS_MASK: 1, ...reachConstants(row, DISTANCES, 2 * row.step) };
}

function qualityConstants(row: EtcQualityRow): Constants {
  return {
    TABLE_COUNT: row.tables,
    DESCENT_COUNT: row.descents,
    ONE_FLIP: row.oneFlip,
    FLIP_GATE: row.flipGate,
    ALWAYS_INDIVIDUAL: row.individual,
    REFINEMENT_ROUNDS: row.refinements,
    REFINE_EACH: Math.min(1, row.refineEach),
    REFINE_SPLITS: Number(row.refineEach > 1),
    REFINE_GATE: row.refineGate,
    PLANAR_ROUNDS: row.planarRounds,
    SPLIT_ROUNDS: row.splitRounds,
    SPLIT_STARTS: row.splitStarts,
    SPLIT_GATE: row.splitGate,
    SPLIT_REFINEMENTS: row.splitRefinements,
    // Tables come in fours.
    EAC_TABLES: Math.ceil(row.eacTables / 4) * 4,
    EAC_PARTS: row.eacParts,
    EAC_STARTS: row.eacStarts,
    EAC_ROUNDS: row.eacRounds,
    EAC_STEPS: 8 * row.eacStepRows,
  };
}

function layoutConstants({ wordsPerBlock, colorWord = 0, eac, ...has }: EtcLayout): Constants {
  return {
    WORDS_PER_BLOCK: wordsPerBlock,
    COLOR_WORD: colorWord,
    HAS_INDIVIDUAL: Number(has.hasIndividual),
    HAS_SPLITS: Number(has.hasSplits),
    HAS_HOLES: Number(has.hasHoles),
    EAC_COMPONENTS: eac?.count ?? 0,
    FIRST_COMPONENT: eac?.first ?? 0,
    VALUES_KIND: eac?.kind ?? 0,
  };
}

export function planEtc(config: EtcConfig): EtcPlan {
  const layout = ETC_LAYOUTS[ETC_FORMATS[config.format]!];
  const row = etcQualityRow(config.quality);
  const { words, offsets } = makeTables(reachOf(row, DISTANCES, 2 * row.step));
  const { scales, scoreShift } = etcSignificance(config.weights);
  const constants = {
    ...offsets,
    PIXEL_WORDS: PIXEL_WORDS[config.pixelType === 'unorm8' ? 'rgba8' : 'rgba16'],
    SCALE_R: scales[0],
    SCALE_G: scales[1],
    SCALE_B: scales[2],
    SCORE_SHIFT: scoreShift,
    ...byteConstants('SMALL_MODIFIERS', SMALL_MODIFIERS),
    ...byteConstants('LARGE_MODIFIERS', LARGE_MODIFIERS),
    ...byteConstants('DISTANCES', DISTANCES),
    ...layoutConstants(layout),
    ...qualityConstants(row),
  };
  return { layout, row, constants, tables: words };
}
