/** Twins of partition-sweep: every pattern against the costs of its texels, pattern by pattern. */
import {
  COSTS,
  DISTANCES,
  LOOKUP,
  LOOKUP_PLANE,
  PART_SUMS,
  SWEEP_PATTERNS,
  SWEEP_SCORES,
  TOTALS,
  UNSCALE,
  WINNERS,
} from '../../../astc-search/patterns/partition-sweep';
import { PartitionTables } from '../../../astc-search/tables/partition-tables';
import { saturate8, texelAt } from '../../lanes.ref';

export function buildLookupRef(nibbles: usize, line: usize): void {
  for (let nibble: usize = 0; nibble < nibbles; nibble++) {
    const costs = COSTS + line * 480 + (nibble << 3);
    for (let subset: usize = 0; subset < 16; subset++) {
      let sum: i32 = 0;
      for (let bit: usize = 0; bit < 4; bit++) {
        if ((subset >> bit) & 1) sum += <i32>load<i16>(costs + (bit << 1));
      }
      store<i8>(LOOKUP + line * LOOKUP_PLANE + (nibble << 4) + subset, <i8>saturate8(sum));
    }
  }
}

/** Cost of the texels of `subset` + 1 of a pattern on `line` + 1, added up a nibble at a time. */
function partSum(tables: PartitionTables, pattern: usize, line: usize, subset: usize): i32 {
  const subsets = <usize>(tables.partitionCount - 1);
  const nibbles = <usize>tables.nibbles;
  const group = tables.nibblesPtr + (((pattern >> 4) * nibbles * subsets) << 4) + (pattern & 15);
  let sum: i32 = 0;
  for (let nibble: usize = 0; nibble < nibbles; nibble++) {
    const entry = <usize>load<u8>(group + ((nibble * subsets + subset) << 4));
    sum = saturate8(sum + <i32>load<i8>(LOOKUP + line * LOOKUP_PLANE + (nibble << 4) + entry));
  }
  return sum;
}

/** Keeps a pattern's score in its lane when it is the lane's best; the first of equals stays. */
function keepWinner(pattern: usize, score: i32): void {
  const lane = WINNERS + ((pattern & 15) << 1);
  if (score >= <i32>load<i16>(lane)) return;
  store<i16>(lane, <i16>score);
  store<u16>(lane + 32, <u16>(pattern >> 4));
}

/** Winners → scores in units of distance and pattern indices. */
function reportWinners(): void {
  for (let lane: usize = 0; lane < 16; lane++) {
    const score = texelAt(UNSCALE, 1) + <f32>load<i16>(WINNERS + (lane << 1)) * texelAt(UNSCALE, 0);
    store<f32>(SWEEP_SCORES + (lane << 2), score);
    store<u32>(SWEEP_PATTERNS + (lane << 2), <u32>load<u16>(WINNERS + 32 + (lane << 1)) * 16 + <u32>lane);
  }
}

/** Clears the lanes to a score that every pattern beats or equals. */
function clearWinners(score: i32): void {
  for (let lane: usize = 0; lane < 16; lane++) {
    store<i16>(WINNERS + (lane << 1), <i16>score);
    store<u16>(WINNERS + 32 + (lane << 1), 0);
  }
}

export function sweepTwoRef(tables: PartitionTables): void {
  clearWinners(127);
  for (let pattern: usize = 0; pattern < <usize>tables.groups * 16; pattern++) {
    const sum = partSum(tables, pattern, 0, 0);
    const swapped = saturate8(load<i32>(TOTALS) - sum);
    keepWinner(pattern, min(sum, swapped));
  }
  reportWinners();
}

/** Bytes of PART_SUMS: line · 3 + subset for subsets 1 and up, 9 + line for subset 0. */
function storeParts(tables: PartitionTables, pattern: usize): void {
  const subsets = <usize>(tables.partitionCount - 1);
  const out = PART_SUMS + (pattern & 15);
  for (let line: usize = 0; line < subsets; line++) {
    let rest = load<i32>(TOTALS + (line << 2));
    for (let subset: usize = 0; subset < subsets; subset++) {
      const sum = partSum(tables, pattern, line, subset);
      store<i8>(out + ((line * 3 + subset) << 4), <i8>sum);
      rest = saturate8(rest - sum);
    }
    store<i8>(out + ((9 + line) << 4), <i8>rest);
  }
}

/** Cost of laying line `line` (0 costs nothing) on subset `subset` of the pattern in a lane of PART_SUMS. */
function laid(pattern: usize, line: i32, subset: i32): i32 {
  if (line == 0) return 0;
  const index = subset == 0 ? 9 + line - 1 : (line - 1) * 3 + subset - 1;
  return <i32>load<i8>(PART_SUMS + ((<usize>index) << 4) + (pattern & 15));
}

/** Least cost over all ways to lay the lines from `line` on onto the subsets that `taken` leaves. */
function bestLaying(pattern: usize, lineCount: i32, line: i32, taken: i32): i32 {
  if (line == lineCount) return 0;
  let best: i32 = 32767;
  for (let subset: i32 = 0; subset < lineCount; subset++) {
    if ((taken >> subset) & 1) continue;
    const rest = bestLaying(pattern, lineCount, line + 1, taken | (1 << subset));
    best = min(best, laid(pattern, line, subset) + rest);
  }
  return best;
}

function sweepParts(tables: PartitionTables): void {
  clearWinners(32767);
  for (let pattern: usize = 0; pattern < <usize>tables.groups * 16; pattern++) {
    storeParts(tables, pattern);
    keepWinner(pattern, bestLaying(pattern, tables.partitionCount, 0, 0));
  }
  reportWinners();
}

export function sweepThreeRef(tables: PartitionTables): void {
  sweepParts(tables);
}

export function sweepFourRef(tables: PartitionTables): void {
  sweepParts(tables);
}

export function scaleCostsRef(tables: PartitionTables): void {
  const count = <usize>tables.texelCount;
  const subsets = <usize>tables.partitionCount;
  let base: f32 = 0;
  for (let texel: usize = 0; texel < count; texel++) base += load<f32>(DISTANCES + (texel << 2));
  let largest: f32 = 1e-20;
  for (let line: usize = 1; line < subsets; line++) {
    let sum: f32 = 0;
    for (let texel: usize = 0; texel < count; texel++) {
      sum += abs<f32>(load<f32>(DISTANCES + line * 960 + (texel << 2)) - load<f32>(DISTANCES + (texel << 2)));
    }
    largest = max<f32>(largest, sum);
  }
  const scale: f32 = 120 / largest;
  store<f32>(UNSCALE, 1 / scale);
  store<f32>(UNSCALE, base, 4);
  for (let line: usize = 1; line < subsets; line++) {
    let total: i32 = 0;
    const out = COSTS + (line - 1) * 480;
    for (let texel: usize = 0; texel < count; texel++) {
      const cost = load<f32>(DISTANCES + line * 960 + (texel << 2)) - load<f32>(DISTANCES + (texel << 2));
      const scaled = <i32>nearest<f32>(cost * scale);
      store<i16>(out + (texel << 1), scaled);
      total += scaled;
    }
    for (let pad = count; pad < ((count + 3) & ~3); pad++) store<i16>(out + (pad << 1), 0);
    store<i32>(TOTALS + ((line - 1) << 2), max<i32>(-127, min<i32>(127, total)));
  }
}
