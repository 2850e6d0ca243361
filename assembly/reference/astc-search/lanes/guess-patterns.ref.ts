/** Twin of guess-patterns: which pattern of two partitions may suit the block. */
import { LaneTables } from '../../../astc-search/lanes/lane-tables';
import { COSTS, SWEEP_PATTERNS, SWEEP_SCORES, TOTALS, UNSCALE } from '../../../astc-search/patterns/partition-sweep';
import { usualShare } from '../../../astc-search/patterns/span-share';
import { FootprintTables } from '../../../astc-search/tables/footprint-tables';
import { PartitionTables } from '../../../astc-search/tables/partition-tables';
import { pseudoMax } from '../../lanes.ref';
import { buildLookupRef, sweepTwoRef } from '../patterns/partition-sweep.ref';
import {
  AXES,
  AXIS_BYTES,
  MASK,
  POSITIONS,
  SLOT_PLANE,
  STATISTICS,
  STATISTICS_BYTES,
  f32At,
  hasAlphaRef,
  hasColorRef,
  i16At,
  i32At,
  isStored,
  putF32,
  putI16,
  putI32,
  texelIn,
} from './group.ref';
import { fitLineRef } from './line.ref';
import { projectTexelsRef } from './positions.ref';
import { gatherWholeRef } from './single.ref';
import { fitTwoLinesRef, scoreTwoLinesRef } from './two-lines.ref';
import { rootRef } from './weighing.ref';

const GUESS_STEPS: i32 = 2;
const SUM_RANGE: f32 = 120;
const CANDIDATES_MAX: i32 = 8;

/** f32[144]: what a texel costs more on line 1 than on line 0, in the order of texels. */
const TEXEL_COSTS: usize = memory.data(144 * 4, 16);
/** i32[8]: patterns to score exactly. */
const CANDIDATES: usize = memory.data(32, 16);
/** f32[4] each: twice the step between the means, the lines, by component. */
const STEPS: usize = memory.data(16, 16);
const ALONG: usize = memory.data(2 * 16, 16);

/** Slot of a texel. */
export function slotOf(tables: FootprintTables, texel: i32): i32 {
  return (texel / tables.width) * ((tables.width + 1) & ~1) + (texel % tables.width);
}

/** Chooses a pattern after `rounds` line fits, the best of `count` that are scored exactly. */
export function guessPatternRef(
  tables: FootprintTables,
  lanes: LaneTables,
  patterns: PartitionTables,
  kind: i32,
  rounds: i32,
  count: i32,
): i32 {
  const share = usualShare(2);
  gatherWholeRef(lanes, kind);
  fitLineRef(kind, STATISTICS, AXES, GUESS_STEPS);
  projectTexelsRef(lanes, kind, AXES);
  partAtMeanRef(tables, lanes);
  for (let round: i32 = 0; round < rounds; round++) {
    if (round > 0) partByCostRef(tables, lanes);
    fitTwoLinesRef(lanes, kind, countMaskedRef(tables, lanes), GUESS_STEPS);
    measureCostsRef(tables, lanes, kind, share);
  }
  scaleCostsRef(lanes);
  sweepRef(patterns, min(count, CANDIDATES_MAX));
  if (count == 1) return i32At(CANDIDATES, 0);
  return chooseExactlyRef(tables, lanes, patterns, kind, share, count);
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

/** MASK: texels that are nearer to line 1. */
function partByCostRef(tables: FootprintTables, lanes: LaneTables): void {
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) {
    putI16(MASK, slotOf(tables, texel), f32At(TEXEL_COSTS, texel) < 0 ? 1 : 0);
  }
}

/** Texels of partition 1, one at least and not all. */
function countMaskedRef(tables: FootprintTables, lanes: LaneTables): f32 {
  let count: i32 = 0;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) count += i16At(MASK, slotOf(tables, texel));
  return <f32>max(1, min(lanes.texelCount - 1, count));
}

/** A texel times a vector as the cost wants it: red, then green and blue together, then alpha. */
function texelTimes(kind: i32, slot: i32, vector: usize, start: f32): f32 {
  const red: f32 = <f32>texelIn(slot, 0) * f32At(vector, 0);
  let sum: f32 = red + start;
  if (hasColorRef(kind)) {
    const green: f32 = <f32>texelIn(slot, 1) * f32At(vector, 1);
    const blue: f32 = <f32>texelIn(slot, 2) * f32At(vector, 2);
    const both: f32 = green + blue;
    sum = sum + both;
  }
  if (hasAlphaRef(kind)) {
    const alpha: f32 = <f32>texelIn(slot, 3) * f32At(vector, 3);
    sum = sum + alpha;
  }
  return sum;
}

/** TEXEL_COSTS: distance to line 1 less that to line 0, both with a share of what lies along the line. */
function measureCostsRef(tables: FootprintTables, lanes: LaneTables, kind: i32, share: f32): void {
  let base: f32 = 0;
  let start0: f32 = 0;
  let start1: f32 = 0;
  for (let component: i32 = 0; component < 4; component++) {
    if (!isStored(kind, component)) continue;
    const root = rootRef(kind, component);
    const mean0: f32 = f32At(STATISTICS, component) * root;
    const mean1: f32 = f32At(STATISTICS + STATISTICS_BYTES, component) * root;
    const along0 = f32At(AXES, component);
    const along1 = f32At(AXES + AXIS_BYTES, component);
    const squared0: f32 = mean0 * mean0;
    const squared1: f32 = mean1 * mean1;
    const difference: f32 = squared1 - squared0;
    const toMean0: f32 = along0 * mean0;
    const toMean1: f32 = along1 * mean1;
    base = base + difference;
    start0 = start0 + toMean0;
    start1 = start1 + toMean1;
    const step: f32 = mean0 - mean1;
    const twice: f32 = step + step;
    putF32(STEPS, component, twice * root);
    putF32(ALONG, component, along0 * root);
    putF32(ALONG + 16, component, along1 * root);
  }
  const off: f32 = 1 - share;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) {
    const slot = slotOf(tables, texel);
    const cost = texelTimes(kind, slot, STEPS, base);
    const place0 = texelTimes(kind, slot, ALONG, -start0);
    const place1 = texelTimes(kind, slot, ALONG + 16, -start1);
    const squared0: f32 = place0 * place0;
    const squared1: f32 = place1 * place1;
    const squares: f32 = squared0 - squared1;
    const counted: f32 = squares * off;
    putF32(TEXEL_COSTS, texel, cost + counted);
  }
}

/** TEXEL_COSTS to the whole numbers that are swept. */
function scaleCostsRef(lanes: LaneTables): void {
  let sum: f32 = 0;
  for (let texel: i32 = 0; texel < lanes.texelCount; texel++) sum = sum + abs<f32>(f32At(TEXEL_COSTS, texel));
  const scale: f32 = SUM_RANGE / pseudoMax(sum, 1e-20);
  let total: i32 = 0;
  for (let texel: i32 = 0; texel < ((lanes.texelCount + 7) & ~7); texel++) {
    const cost: f32 = texel < lanes.texelCount ? f32At(TEXEL_COSTS, texel) * scale : 0;
    const whole = <i32>nearest<f32>(cost);
    putI16(COSTS, texel, whole);
    total += whole;
  }
  putI32(TOTALS, 0, max(-127, min(127, total)));
  putF32(UNSCALE, 0, 1);
  putF32(UNSCALE, 1, 0);
}

/** The best `count` patterns to CANDIDATES. */
function sweepRef(patterns: PartitionTables, count: i32): void {
  buildLookupRef(<usize>patterns.nibbles, 0);
  sweepTwoRef(patterns);
  for (let place: i32 = 0; place < count; place++) {
    let best: i32 = 0;
    for (let winner: i32 = 1; winner < 16; winner++) {
      if (f32At(SWEEP_SCORES, winner) < f32At(SWEEP_SCORES, best)) best = winner;
    }
    putI32(CANDIDATES, place, min(i32At(SWEEP_PATTERNS, best), patterns.count - 1));
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
