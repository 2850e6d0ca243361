/**
 * How hard the search tries: one row a preset, one column a limit. Nothing else decides it. Qualities between the
 * presets interpolate every column.
 */

import { blendRows } from '../preset-rows';

/** Limits of one quality; f32 in the table, so that they interpolate, whole where they count something. */
@unmanaged
export class QualityRow {
  /** Quality this row is for, 0..100. */
  quality: f32;
  /** Block modes tried: one partition, two planes, partitions. */
  singleModes: f32;
  dualModes: f32;
  partitionModes: f32;
  /** Components tried as second plane. */
  dualComponents: f32;
  /** Patterns tried of 2, 3 and 4 partitions. */
  patterns2: f32;
  patterns3: f32;
  patterns4: f32;
  /** Pattern search: first guesses, sweeps from the best pattern, candidates scored exactly. */
  starts: f32;
  refits: f32;
  rerank: f32;
  /** Rounds of realigned weights and refitted endpoints. */
  refinements: f32;
  /** A class or mode predicted to be worse than this times the best is not tried. */
  tau: f32;
  /** A trial whose first fit is worse than this times the best is given up. */
  cull: f32;
  /** 3 (4) partitions only when one fewer won at least this factor. */
  gate3: f32;
  gate4: f32;
  /** 0: all partitions share an endpoint mode. */
  mixedModes: f32;
  /** Done when a block is this good: the higher of a − 35 log10 texels and b − 19 log10 texels, dB. */
  goodA: f32;
  goodB: f32;
  /** Rounds of kicks on each candidate. */
  kicks: f32;
  /** Candidates that are kicked. */
  kicked: f32;
  /** The best is kicked by up to so many levels of an integer, and steps of its weights along the line of an end. */
  kickReach: f32;
  endKicks: f32;
  /** Block modes looked at, of each kind's list; all of them from 1000 up. */
  listedModes: f32;
  /** Large footprints try more patterns and modes: by this share more at 12x12, none more up to 5x5. */
  growth: f32;
  /** Pairs of pattern and component tried with two partitions and two planes. */
  dualPatterns: f32;
  /** Patterns of two partitions that volumes try beside, and half as many of three and four. */
  volumePatterns: f32;
  /** Patterns in a row that may bring no trial; the rest of the ranking is left. */
  idlePatterns: f32;
  /** What a first fit may exceed `cull` by, in error floors of the domain: near them rounding decides. */
  slack: f32;
  /** Rounds more of what follows a kick, while they come close to the best. */
  settleRounds: f32;
  /** Modes of a class tried in a row that may bring no better block; the rest of them is left. */
  idleModes: f32;
  /** Blocks of more texels try one pattern of three partitions at most. */
  texels3: f32;
}

const COLUMNS: usize = 32;
const ROWS: i32 = 6;

// prettier-ignore
const TABLE: usize = memory.data<f32>([
  // quality  1p   2pl  part  comp   2P   3P   4P  starts refits rerank  refine  tau  cull   g3    g4  mixed   goodA goodB kick kicked reach ends list growth dual2 volume idle slack settle modes texels3
        0,    2,    1,    2,    1,    1,   0,   0,    1,    0,     4,      1,   0.90, 1.10, 0.8,  0.0,   0,     90,   66,  0,      1,    1,   0,   32,      0,    0,      1,   48,     0,      0,     24,    1000,
       10,    2,    2,    2,    1,    1,   0,   0,    2,    0,     8,      2,   1.00, 1.15, 0.8,  0.0,   1,     93,   69,  0,      1,    1,   0,   48,      0,    0,      2,   48,     0,      0,     24,    1000,
       60,    3,    2,    3,    2,    2,   2,   0,    2,    0,    12,      2,   1.00, 1.20, 0.95, 0.0,   1,    101,   74,  0,      1,    1,   0,   48,      0,    0,      4,   48,     0,      0,     24,      64,
       98,    4,    4,    4,    4,    4,   2,   1,    3,    1,    16,      3,   1.15, 1.30, 0.95, 0.95,  1,    110,   84,  1,      1,    1,   0, 1000,      0,    0,      4,   48,     0,      0,     24,    1000,
       99,    6,    6,    6,    4,    7,   6,   2,    3,    1,    48,      4,   1.20, 1.25, 1.00, 0.97,  1,    150,  120,  1,      4,    2,   3, 1000,      4,    2,      4,    4,   1.2,      0,      4,    1000,
      100,   12,   12,   12,    4,   10,   8,   4,    3,    1,    48,      4,   1.30, 1.50, 1.00, 0.97,  1,    200,  200,  1,     12,    3,   3, 1000,    3.5,    3,      4,    4,     2,      1,     10,    1000,
]);

const CURRENT: usize = memory.data(128, 16);

/** The row in force. */
// @ts-ignore: decorator
@inline
export function quality(): QualityRow {
  return changetype<QualityRow>(CURRENT);
}

/** Columns that are limits on counts: rounded after interpolation. */
const COUNT_COLUMNS: i32 = 0b110_1110_1111_1001_0000_1111_1111_1110;

/** Sets the row for a quality 0..100. */
export function selectQuality(wanted: f32): void {
  blendRows(TABLE, ROWS, COLUMNS, wanted, CURRENT);
  for (let column: usize = 0; column < COLUMNS; column++) {
    if (((COUNT_COLUMNS >> (<i32>column)) & 1) == 0) continue;
    const at = CURRENT + (column << 2);
    store<f32>(at, nearest<f32>(load<f32>(at)));
  }
}

/** Most block modes of a class: what the shortlist holds. */
const MODES_MAX: f32 = 24;
/** What tau gains for each multiple of the patterns. Why: tau 1.5 over 1.2 is worth +0.03 dB at 12x12. */
const TAU_GROWTH: f32 = 0.06;
/** Most patterns of a partition count. */
const PATTERNS_MAX: f32 = 48;

/**
 * Texels of 12x12, which gives trials up sooner. Why no other: from 8x8 to 12x10 a picture in thirty loses 0.1 to 0.4 dB;
 * no volume has exactly as many.
 */
const CULL_TEXELS: i32 = 144;
/** What tau gains there for it: more trials begin. Why: +0.02 dB for 12 % of the time, `exhaustive`. */
const CULL_TAU: f32 = 1.12;

/**
 * Raises the counts of the row in force for a footprint of `texels`: there a trial costs less a texel, patterns fit
 * worse, and predictions are less certain. At 12x12 one that starts far behind is given up sooner. Why: 0.69 to 0.78 of
 * the time for 0.001 to 0.008 dB, `verythorough` and `exhaustive`, the worst of 51 pictures 0.046. Where the row says so
 * large blocks try one pattern of three partitions at most.
 */
export function growWithFootprint(texels: i32): void {
  const row = quality();
  if (<f32>texels > row.texels3) row.patterns3 = min<f32>(1, row.patterns3);
  const factor: f32 = 1 + (row.growth * <f32>(texels - 25)) / 119;
  if (factor <= 1) return;
  const modes = sqrt<f32>(factor);
  row.tau *= 1 + TAU_GROWTH * (factor - 1);
  // Among so many more trials one that starts far behind seldom ends in front, near the error floor either.
  if (texels == CULL_TEXELS) {
    row.cull = 1 + (row.cull - 1) / modes;
    row.tau *= CULL_TAU;
    row.slack = 0;
  }
  row.partitionModes = min<f32>(MODES_MAX, nearest<f32>(row.partitionModes * modes));
  row.patterns2 = min<f32>(PATTERNS_MAX, nearest<f32>(row.patterns2 * factor));
  row.patterns3 = min<f32>(PATTERNS_MAX, nearest<f32>(row.patterns3 * factor));
  row.patterns4 = min<f32>(PATTERNS_MAX, nearest<f32>(row.patterns4 * factor));
}

/** Candidates scored exactly and block modes looked at in HDR domains, times those of the row. */
const HDR_RERANK: f32 = 2;
const HDR_LIST: f32 = 1.5;
/** Footprints of so many texels try more in HDR domains. */
const HDR_LARGE_TEXELS: i32 = 36;
/** Fewest block modes of a pattern there. */
const HDR_PARTITION_MODES: f32 = 4;
/** Where rows try more than one pattern of two partitions, the gate before one of four. */
const HDR_GATE4: f32 = 1;

/**
 * Raises the counts of the row in force for the HDR domains: sweeps by distance tell less, lists are trained on LDR, and
 * where light meets dark a coarse grid does worse than predicted. Why: +0.09 dB mPSNR at 4x4 and 8x8, medium, for 4 % of
 * the time; in large footprints modes a pattern +0.06 dB at fast and 3.5 dB of a picture with the sun in one block. Endpoints leave bits for
 * four partitions: +0.10 dB at 6x6 and 8x8, medium, for 1.3 and 1.4 times the time.
 */
export function growForHdr(texels: i32): void {
  const row = quality();
  row.rerank = min<f32>(PATTERNS_MAX, row.rerank * HDR_RERANK);
  row.listedModes = nearest<f32>(row.listedModes * HDR_LIST);
  // Ranks tell less: a pattern behind others that bring nothing may bring something.
  row.idlePatterns = PATTERNS_MAX;
  if (texels < HDR_LARGE_TEXELS) return;
  row.partitionModes = max<f32>(HDR_PARTITION_MODES, row.partitionModes);
  if (row.patterns2 < 2) return;
  row.patterns4 = max<f32>(1, row.patterns4);
  row.gate4 = max<f32>(HDR_GATE4, row.gate4);
}

/** Candidates scored exactly for each pattern more. */
const RERANK_SHARE: f32 = 3;
/** Modes more of one partition: without a trained order, and over simplices, predictions err more. */
const VOLUME_MODES: f32 = 2;
/** What tau gains in volumes. */
const VOLUME_TAU: f32 = 1.05;

/**
 * Raises the counts of the row in force for a footprint of three axes: a pattern has to part a body, which fewer of the
 * 1024 seeds do well, so more of them are tried. Why: +0.10 / 0.22 / 0.12 dB at 3x3x3 / 4x4x4 / 6x6x6, `medium`, mean of
 * eight volumes, +1.3 dB on scans at 4x4x4; 1.8 times the time, which is at most that of native astcenc.
 */
export function growForVolume(): void {
  const row = quality();
  const more = row.volumePatterns;
  row.tau *= VOLUME_TAU;
  row.idlePatterns = PATTERNS_MAX;
  row.gate3 = max<f32>(row.gate3, 1);
  row.singleModes = min<f32>(MODES_MAX, row.singleModes + VOLUME_MODES);
  row.dualModes = min<f32>(MODES_MAX, row.dualModes + VOLUME_MODES);
  row.patterns2 = min<f32>(PATTERNS_MAX, row.patterns2 + more);
  row.rerank = min<f32>(PATTERNS_MAX, row.rerank + RERANK_SHARE * more);
  if (row.patterns3 > 0) row.patterns3 = min<f32>(PATTERNS_MAX, row.patterns3 + nearest<f32>(0.5 * more));
  if (row.patterns4 > 0) row.patterns4 = min<f32>(PATTERNS_MAX, row.patterns4 + nearest<f32>(0.5 * more));
}
