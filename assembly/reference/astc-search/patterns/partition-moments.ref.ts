/** Twins of partition-moments: moments, lines and exact scores of subsets. */
import { F32_PLANE, TEXELS_F32, blockState } from '../../../astc-search/block/block-state';
import { DIRECTION, SCATTER, SET_MEAN } from '../../../astc-search/lines/line-fit';
import { LINES, LINE_BYTES, MEMBERS } from '../../../astc-search/patterns/partition-guess';
import { POINT_VARIANCE, TEXEL_MOMENTS, TOTAL_MOMENTS } from '../../../astc-search/patterns/partition-moments';
import { PartitionTables } from '../../../astc-search/tables/partition-tables';
import { texelAt } from '../../lanes.ref';
import { centreScatterRef, principalDirectionRef } from '../lines/line-fit.ref';

/** f32 of the moments of a texel or set: 4 sums, 10 products, 2 zeros. */
const MOMENT_COUNT: usize = 16;
/** Power steps of a line. */
const LINE_STEPS: i32 = 3;

/** f32[16] each: moments of a subset and of what is left of the block. Zero between calls, as if in registers. */
const SET_MOMENTS: usize = memory.data(64, 16);
const REMAINING_MOMENTS: usize = memory.data(64, 16);
/** What SET_MEAN, SCATTER and DIRECTION held, likewise. */
const KEPT: usize = memory.data(16 + 64 + 16, 16);

/** target = 0. */
function clearMoments(target: usize): void {
  for (let moment: usize = 0; moment < MOMENT_COUNT; moment++) store<f32>(target + (moment << 2), 0);
}

/** target += sign · source. */
function addMoments(target: usize, source: usize, sign: f32): void {
  for (let moment: usize = 0; moment < MOMENT_COUNT; moment++) {
    store<f32>(target + (moment << 2), texelAt(target, moment) + sign * texelAt(source, moment));
  }
}

export function buildMomentsRef(): void {
  clearMoments(TOTAL_MOMENTS);
  for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
    const out = TEXEL_MOMENTS + ((texel * MOMENT_COUNT) << 2);
    clearMoments(out);
    let product = out + 16;
    for (let first: usize = 0; first < 4; first++) {
      const value = texelAt(TEXELS_F32 + first * F32_PLANE, texel);
      store<f32>(out + (first << 2), value);
      for (let second = first; second < 4; second++, product += 4) {
        store<f32>(product, value * texelAt(TEXELS_F32 + second * F32_PLANE, texel));
      }
    }
    addMoments(TOTAL_MOMENTS, out, 1);
  }
}

/** The line of a set, as centreScatter and principalDirection find it, but only `linePtr` changes. */
function fitMomentsRef(moments: usize, count: f32, share: f32, linePtr: usize): f32 {
  memory.copy(KEPT, SET_MEAN, 16);
  memory.copy(KEPT + 16, SCATTER, 64);
  memory.copy(KEPT + 80, DIRECTION, 16);
  centreScatterRef(moments, count);
  const trace = texelAt(SCATTER, 0) + texelAt(SCATTER, 5) + (texelAt(SCATTER, 10) + texelAt(SCATTER, 15));
  const isPoint = !(trace > POINT_VARIANCE * count);
  const along: f32 = isPoint ? 0 : principalDirectionRef(LINE_STEPS);
  if (isPoint) memory.fill(DIRECTION, 0, 16);
  memory.copy(linePtr, SET_MEAN, 16);
  memory.copy(linePtr + 16, DIRECTION, 16);
  memory.copy(SET_MEAN, KEPT, 16);
  memory.copy(SCATTER, KEPT + 16, 64);
  memory.copy(DIRECTION, KEPT + 80, 16);
  memory.fill(KEPT, 0, 96);
  return max<f32>(0, trace - along) + share * along;
}

export function fitLinesRef(partitionCount: i32): void {
  for (let subset: i32 = 0; subset < partitionCount; subset++) {
    let size: f32 = 0;
    for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
      const members = <i32>load<u8>(MEMBERS + texel);
      if ((members & (1 << subset)) == 0) continue;
      addMoments(SET_MOMENTS, TEXEL_MOMENTS + ((texel * MOMENT_COUNT) << 2), 1);
      size += 1;
    }
    fitMomentsRef(SET_MOMENTS, max<f32>(1, size), 0, LINES + <usize>subset * LINE_BYTES);
    clearMoments(SET_MOMENTS);
  }
}

/** Adds the texels of a subset of a pattern to SET_MOMENTS. */
function sumSubset(tables: PartitionTables, pattern: u32, subset: i32): void {
  const partitions = tables.patternsPtr + <usize>pattern * tables.patternBytes;
  for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
    if (<i32>load<u8>(partitions + texel) != subset) continue;
    addMoments(SET_MOMENTS, TEXEL_MOMENTS + ((texel * MOMENT_COUNT) << 2), 1);
  }
}

/** Every subset but the largest from its texels; the largest is what remains of the block. */
export function exactScoreRef(tables: PartitionTables, pattern: u32, share: f32, limit: f32): f32 {
  const sizes = tables.sizesPtr + ((<usize>pattern) << 2);
  let largest: i32 = 0;
  for (let subset: i32 = 1; subset < tables.partitionCount; subset++) {
    if (load<u8>(sizes + <usize>subset) > load<u8>(sizes + <usize>largest)) largest = subset;
  }
  memory.copy(REMAINING_MOMENTS, TOTAL_MOMENTS, MOMENT_COUNT << 2);
  let score: f32 = 0;
  let isUseless = false;
  for (let subset: i32 = 0; subset < tables.partitionCount && !isUseless; subset++) {
    if (subset == largest) continue;
    sumSubset(tables, pattern, subset);
    addMoments(REMAINING_MOMENTS, SET_MOMENTS, -1);
    score += fitMomentsRef(SET_MOMENTS, load<u8>(sizes + <usize>subset), share, LINES);
    clearMoments(SET_MOMENTS);
    isUseless = score >= limit;
  }
  if (!isUseless) score += fitMomentsRef(REMAINING_MOMENTS, load<u8>(sizes + <usize>largest), share, LINES);
  clearMoments(REMAINING_MOMENTS);
  return score;
}
