/** Twin of guess-patterns: which pattern of two partitions may suit the block. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { SWEEP_PATTERNS, SWEEP_SCORES } from '../../../astc-search/patterns/partition-sweep';
import { usualShare } from '../../../astc-search/patterns/span-share';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { PartitionTables } from '../../../astc-search/tables/partition-tables';
import { buildLookupRef, sweepTwoRef } from '../patterns/partition-sweep.ref';
import {
  AXES,
  MASK,
  POSITIONS,
  SLOT_PLANE,
  STATISTICS,
  f32At,
  i16At,
  i32At,
  isStored,
  productOf,
  putF32,
  putI16,
  putI32,
  slotOf,
} from './group.ref';
import { fitLineRef, traceRef } from './line.ref';
import { measureCostsRef, partByCostRef, scaleCostsRef } from './pattern-costs.ref';
import { projectTexelsRef } from './positions.ref';
import { gatherWholeRef } from './single.ref';
import { fitTwoLinesRef, scoreTwoLinesRef } from './two-lines.ref';

const GUESS_STEPS: i32 = 2;

/** i32[8]: patterns to score exactly. */
const CANDIDATES: usize = memory.data(32, 16);
/**
 * Chooses a pattern after `rounds` line fits from each of `starts` first guesses: the best of `count` each that are scored
 * exactly.
 */
export function guessPatternRef(
  tables: FootprintTables,
  lanes: LaneTables,
  patterns: PartitionTables,
  kind: i32,
  starts: i32,
  rounds: i32,
  count: i32,
): i32 {
  const share = usualShare(2);
  for (let start: i32 = 0; start < starts; start++) {
    gatherWholeRef(lanes, kind);
    const left = fitLineRef(kind, STATISTICS, AXES, GUESS_STEPS);
    if (start == 1) turnAsideRef(kind, left);
    projectTexelsRef(lanes, kind, AXES);
    partAtMeanRef(tables, lanes);
    for (let round: i32 = 0; round < rounds; round++) {
      if (round > 0) partByCostRef(tables, lanes);
      fitTwoLinesRef(lanes, kind, countMaskedRef(tables, lanes), GUESS_STEPS);
      measureCostsRef(tables, lanes, kind, share);
    }
    scaleCostsRef(lanes);
    sweepRef(patterns, start * count, count);
  }
  if (starts * count == 1) return i32At(CANDIDATES, 0);
  return chooseExactlyRef(tables, lanes, patterns, kind, share, starts * count);
}

/** The axis becomes the direction of most that is across it. */
function turnAsideRef(kind: i32, left: f32): void {
  const along: f32 = traceRef(kind, STATISTICS) - left;
  for (let x: i32 = 0; x < 4; x++) {
    for (let y = x; y < 4; y++) {
      if (!isStored(kind, x) || !isStored(kind, y)) continue;
      const product = productOf(x, y);
      const alongX: f32 = along * f32At(AXES, x);
      const part: f32 = alongX * f32At(AXES, y);
      putF32(STATISTICS, product, f32At(STATISTICS, product) - part);
    }
  }
  fitLineRef(kind, STATISTICS, AXES, GUESS_STEPS);
}

/** MASK: texels above the mean of their positions. */
function partAtMeanRef(tables: FootprintTables, lanes: LaneTables): void {
  let sum: i32 = 0;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) sum += i16At(POSITIONS, slotOf(tables, texel));
  const mean: f32 = <f32>sum * (1 / <f32>lanes.texelCount);
  const limit = <i32>floor<f32>(mean);
  memory.fill(MASK, 0, SLOT_PLANE);
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) {
    const slot = slotOf(tables, texel);
    putI16(MASK, slot, i16At(POSITIONS, slot) > limit ? 1 : 0);
  }
}

/** Texels of partition 1, one at least and not all. */
function countMaskedRef(tables: FootprintTables, lanes: LaneTables): f32 {
  let count: i32 = 0;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) count += i16At(MASK, slotOf(tables, texel));
  return <f32>max(1, min(lanes.texelCount - 1, count));
}

/** The best `count` patterns to CANDIDATES from place `first` on. */
function sweepRef(patterns: PartitionTables, first: i32, count: i32): void {
  buildLookupRef(<usize>patterns.nibbles, 0);
  sweepTwoRef(patterns);
  for (let place: i32 = 0; place < count; place++) {
    let best: i32 = 0;
    for (let winner: i32 = 1; winner < 16; winner++) {
      if (f32At(SWEEP_SCORES, winner) < f32At(SWEEP_SCORES, best)) best = winner;
    }
    putI32(CANDIDATES, first + place, min(i32At(SWEEP_PATTERNS, best), patterns.count - 1));
    putF32(SWEEP_SCORES, best, 1e30);
  }
}

/** MASK of a pattern; returns the texels of partition 1. */
export function enterPatternRef(
  tables: FootprintTables,
  lanes: LaneTables,
  patterns: PartitionTables,
  pattern: i32,
): f32 {
  const partitions = patterns.patternsPtr + <usize>pattern * patterns.patternBytes;
  let count: i32 = 0;
  memory.fill(MASK, 0, SLOT_PLANE);
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) {
    const partition: i32 = load<u8>(partitions + <usize>texel);
    putI16(MASK, slotOf(tables, texel), partition);
    // The empty slot of an odd row repeats its neighbour.
    const isLast = texel % tables.width == tables.width - 1;
    if (isLast && (tables.width & 1) != 0) putI16(MASK, slotOf(tables, texel) + 1, partition);
    count += partition;
  }
  return <f32>count;
}

/** Of the candidates the one whose own lines leave least. */
function chooseExactlyRef(
  tables: FootprintTables,
  lanes: LaneTables,
  patterns: PartitionTables,
  kind: i32,
  share: f32,
  count: i32,
): i32 {
  let least: f32 = 1e30;
  let chosen = i32At(CANDIDATES, 0);
  for (let place: i32 = 0; place < count; place++) {
    const pattern = i32At(CANDIDATES, place);
    fitTwoLinesRef(lanes, kind, enterPatternRef(tables, lanes, patterns, pattern), GUESS_STEPS);
    const score = scoreTwoLinesRef(kind, share);
    if (score < least) {
      least = score;
      chosen = pattern;
    }
  }
  return chosen;
}
