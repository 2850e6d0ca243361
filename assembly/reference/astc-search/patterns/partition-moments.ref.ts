/** Twins of partition-moments: moments, lines and exact scores of subsets. */
import { F32_PLANE, TEXELS_F32, blockState } from '../../../astc-search/block/block-state';
import { DIRECTION, SCATTER, SET_MEAN } from '../../../astc-search/lines/line-fit';
import { LINES, POINT_VARIANCE } from '../../../astc-search/patterns/four-lines';
import { MEMBERS } from '../../../astc-search/patterns/partition-guess';
import {
  REST_LANES,
  SET_LANES,
  SET_ROWS,
  SET_SIZES,
  TEXEL_MOMENTS,
  TOTAL_MOMENTS,
} from '../../../astc-search/patterns/partition-moments';
import { PartitionTables } from '../../../astc-search/tables/partition-tables';
import { texelAt } from '../../lanes.ref';
import { centreScatterRef, principalDirectionRef } from '../lines/line-fit.ref';

/** f32 of the moments of a texel or set: 4 sums, 10 products, 2 zeros. */
const MOMENT_COUNT: usize = 16;
/** Power steps of a line. */
const LINE_STEPS: i32 = 3;

/** Sets, lines or patterns side by side. */
const LANES: usize = 4;
/** f32[16]: moments of the set at hand; f32[4] its mean; f32[4] its direction. Zero between calls, as if in registers. */
const MOMENTS: usize = memory.data(64, 16);
const LINE: usize = memory.data(32, 16);
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
  clearMoments(TEXEL_MOMENTS + ((<usize>blockState().texelCount * MOMENT_COUNT) << 2));
}

/** The line of MOMENTS to LINE, as centreScatter and principalDirection find it; nothing else changes. */
function fitMomentsRef(count: f32, share: f32): f32 {
  memory.copy(KEPT, SET_MEAN, 16);
  memory.copy(KEPT + 16, SCATTER, 64);
  memory.copy(KEPT + 80, DIRECTION, 16);
  centreScatterRef(MOMENTS, count);
  const trace = texelAt(SCATTER, 0) + texelAt(SCATTER, 5) + (texelAt(SCATTER, 10) + texelAt(SCATTER, 15));
  const isPoint = !(trace > POINT_VARIANCE * count);
  const along: f32 = isPoint ? 0 : principalDirectionRef(LINE_STEPS);
  if (isPoint) memory.fill(DIRECTION, 0, 16);
  memory.copy(LINE, SET_MEAN, 16);
  memory.copy(LINE + 16, DIRECTION, 16);
  memory.copy(SET_MEAN, KEPT, 16);
  memory.copy(SCATTER, KEPT + 16, 64);
  memory.copy(DIRECTION, KEPT + 80, 16);
  memory.fill(KEPT, 0, 96);
  return max<f32>(0, trace - along) + share * along;
}

/** Address of a moment of a lane. */
function laneOf(lanes: usize, moment: usize, lane: usize): usize {
  return lanes + ((moment * LANES + lane) << 2);
}

/** One lane of moments: its line to LINES when `isLine`; returns its score. */
function fitLane(lanes: usize, lane: usize, count: f32, share: f32, isLine: bool): f32 {
  for (let moment: usize = 0; moment < MOMENT_COUNT; moment++) {
    store<f32>(MOMENTS + (moment << 2), load<f32>(laneOf(lanes, moment, lane)));
  }
  const score = fitMomentsRef(count, share);
  for (let entry: usize = 0; entry < 8 && isLine; entry++) {
    store<f32>(laneOf(LINES, entry, lane), texelAt(LINE, entry));
  }
  clearMoments(MOMENTS);
  memory.fill(LINE, 0, 32);
  return score;
}

/** SET_ROWS to SET_LANES. */
function transposeRows(): void {
  for (let set: usize = 0; set < LANES; set++) {
    for (let moment: usize = 0; moment < MOMENT_COUNT; moment++) {
      store<f32>(laneOf(SET_LANES, moment, set), texelAt(SET_ROWS, set * MOMENT_COUNT + moment));
    }
  }
}

export function fitLinesRef(): void {
  for (let subset: usize = 0; subset < LANES; subset++) {
    const row = SET_ROWS + ((subset * MOMENT_COUNT) << 2);
    let size: i32 = 0;
    clearMoments(row);
    for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
      const members = <i32>load<u8>(MEMBERS + texel);
      if (((members >> (<i32>subset)) & 1) == 0) continue;
      addMoments(row, TEXEL_MOMENTS + ((texel * MOMENT_COUNT) << 2), 1);
      size++;
    }
    store<i32>(SET_SIZES + (subset << 2), max<i32>(1, size));
  }
  transposeRows();
  for (let subset: usize = 0; subset < LANES; subset++) {
    fitLane(SET_LANES, subset, <f32>load<i32>(SET_SIZES + (subset << 2)), 0, true);
  }
}

/** The first of a pattern's subsets that no other exceeds. */
function largestOf(tables: PartitionTables, pattern: usize): i32 {
  const sizes = tables.sizesPtr + (pattern << 2);
  let largest: i32 = 0;
  for (let subset: i32 = 1; subset < tables.partitionCount; subset++) {
    if (load<u8>(sizes + <usize>subset) > load<u8>(sizes + <usize>largest)) largest = subset;
  }
  return largest;
}

/** The moments of a subset of a pattern to a row; returns its size. */
function sumSubsetRef(tables: PartitionTables, pattern: usize, subset: i32, row: usize): i32 {
  const partitions = tables.patternsPtr + pattern * tables.patternBytes;
  let size: i32 = 0;
  clearMoments(row);
  for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
    if (<i32>load<u8>(partitions + texel) != subset) continue;
    addMoments(row, TEXEL_MOMENTS + ((texel * MOMENT_COUNT) << 2), 1);
    size++;
  }
  return size;
}

/** Every subset but the largest from its texels; the largest is what remains of the block. */
export function exactScoresRef(tables: PartitionTables, patterns: usize, share: f32, limit: f32, scores: usize): void {
  for (let lane: usize = 0; lane < LANES; lane++) {
    for (let moment: usize = 0; moment < MOMENT_COUNT - 2; moment++) {
      store<f32>(laneOf(REST_LANES, moment, lane), texelAt(TOTAL_MOMENTS, moment));
    }
    store<f32>(scores + (lane << 2), 0);
  }
  for (let place: i32 = 1; place < tables.partitionCount; place++) {
    for (let set: usize = 0; set < LANES; set++) {
      const pattern = <usize>load<u32>(patterns + (set << 2));
      const row = SET_ROWS + ((set * MOMENT_COUNT) << 2);
      const subset = place <= largestOf(tables, pattern) ? place - 1 : place;
      const size = sumSubsetRef(tables, pattern, subset, row);
      store<i32>(SET_SIZES + (set << 2), size);
    }
    transposeRows();
    let isUseful = false;
    for (let set: usize = 0; set < LANES; set++) {
      for (let moment: usize = 0; moment < MOMENT_COUNT - 2; moment++) {
        const rest = laneOf(REST_LANES, moment, set);
        store<f32>(rest, load<f32>(rest) - load<f32>(laneOf(SET_LANES, moment, set)));
      }
      const score =
        texelAt(scores, set) + fitLane(SET_LANES, set, <f32>load<i32>(SET_SIZES + (set << 2)), share, false);
      store<f32>(scores + (set << 2), score);
      if (score < limit) isUseful = true;
    }
    if (!isUseful) return;
  }
  for (let set: usize = 0; set < LANES; set++) {
    const pattern = <usize>load<u32>(patterns + (set << 2));
    const largest = <f32>load<u8>(tables.sizesPtr + (pattern << 2) + <usize>largestOf(tables, pattern));
    store<f32>(scores + (set << 2), texelAt(scores, set) + fitLane(REST_LANES, set, largest, share, false));
  }
}
