/** Twins of partition-rank: moments, lines and exact scores of subsets. */
import { F32_PLANE, TEXELS_F32, blockState } from '../astc-search/block-state';
import { WHOLE_MASK } from '../astc-search/class-state';
import { DIRECTION, SCATTER, SET_MEAN } from '../astc-search/line-fit';
import {
  AXES,
  LINES,
  LINE_STEPS,
  MEMBERS,
  REMAINING_MOMENTS,
  SET_MOMENTS,
  TEXEL_MOMENTS,
  TOTAL_MOMENTS,
} from '../astc-search/partition-rank';
import { DISTANCES } from '../astc-search/partition-sweep';
import { PartitionTables } from '../astc-search/partition-tables';
import { alongDirection } from './class-fit.ref';
import { sumLanesRef, texelAt } from './lanes.ref';
import { centreScatterRef, principalDirectionRef, scatterOfMaskRef } from './line-fit.ref';

/** f32 of the moments of a texel or set: 4 sums, 10 products, 2 zeros. */
const MOMENT_COUNT: usize = 16;

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

export function projectAxisRef(out: usize): void {
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
    store<f32>(out + (texel << 2), alongDirection(texel));
  }
}

export function buildAxesRef(): void {
  scatterOfMaskRef(WHOLE_MASK, blockState().texelCount);
  const along = principalDirectionRef(4);
  projectAxisRef(AXES);
  for (let row: usize = 0; row < 4; row++) {
    const scale = texelAt(DIRECTION, row) * along;
    for (let column: usize = 0; column < 4; column++) {
      const at = row * 4 + column;
      store<f32>(SCATTER + (at << 2), texelAt(SCATTER, at) - texelAt(DIRECTION, column) * scale);
    }
  }
  principalDirectionRef(4);
  projectAxisRef(AXES + 640);
}

export function fitLinesRef(partitionCount: i32): void {
  for (let subset: i32 = 0; subset < partitionCount; subset++) {
    clearMoments(SET_MOMENTS);
    let size: f32 = 0;
    for (let texel: usize = 0; texel < <usize>blockState().texelCount; texel++) {
      const members = <i32>load<u8>(MEMBERS + texel);
      if ((members & (1 << subset)) == 0) continue;
      addMoments(SET_MOMENTS, TEXEL_MOMENTS + ((texel * MOMENT_COUNT) << 2), 1);
      size += 1;
    }
    centreScatterRef(SET_MOMENTS, max<f32>(1, size));
    principalDirectionRef(LINE_STEPS);
    memory.copy(LINES + ((<usize>subset) << 5), SET_MEAN, 16);
    memory.copy(LINES + ((<usize>subset) << 5) + 16, DIRECTION, 16);
  }
}

export function measureDistancesRef(partitionCount: i32, share: f32): void {
  for (let subset: usize = 0; subset < <usize>partitionCount; subset++) {
    const line = LINES + (subset << 5);
    for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
      const x = texelAt(TEXELS_F32, texel) - texelAt(line, 0);
      const y = texelAt(TEXELS_F32 + F32_PLANE, texel) - texelAt(line, 1);
      const z = texelAt(TEXELS_F32 + 2 * F32_PLANE, texel) - texelAt(line, 2);
      const w = texelAt(TEXELS_F32 + 3 * F32_PLANE, texel) - texelAt(line, 3);
      const t = x * texelAt(line, 4) + y * texelAt(line, 5) + (z * texelAt(line, 6) + w * texelAt(line, 7));
      const square = x * x + y * y + (z * z + w * w);
      store<f32>(DISTANCES + subset * 640 + (texel << 2), square - (1 - share) * (t * t));
    }
  }
}

/** Variance off the line of a set + share · the variance along it. */
function lineScoreRef(moments: usize, size: f32, share: f32): f32 {
  centreScatterRef(moments, size);
  const trace = sumLanesRef(texelAt(SCATTER, 0), texelAt(SCATTER, 10), texelAt(SCATTER, 5), texelAt(SCATTER, 15));
  const along = principalDirectionRef(LINE_STEPS);
  return max<f32>(0, trace - along) + share * along;
}

/** Every subset but the largest from its texels; the largest is what remains of the block. */
export function exactScoreRef(tables: PartitionTables, pattern: u32, share: f32): f32 {
  const partitions = tables.patternsPtr + <usize>pattern * tables.patternBytes;
  const sizes = tables.sizesPtr + ((<usize>pattern) << 2);
  let largest: i32 = 0;
  for (let subset: i32 = 1; subset < tables.partitionCount; subset++) {
    if (load<u8>(sizes + <usize>subset) > load<u8>(sizes + <usize>largest)) largest = subset;
  }
  memory.copy(REMAINING_MOMENTS, TOTAL_MOMENTS, MOMENT_COUNT << 2);
  let score: f32 = 0;
  for (let subset: i32 = 0; subset < tables.partitionCount; subset++) {
    if (subset == largest) continue;
    clearMoments(SET_MOMENTS);
    for (let texel: usize = 0; texel < <usize>tables.texelCount; texel++) {
      if (<i32>load<u8>(partitions + texel) != subset) continue;
      addMoments(SET_MOMENTS, TEXEL_MOMENTS + ((texel * MOMENT_COUNT) << 2), 1);
    }
    addMoments(REMAINING_MOMENTS, SET_MOMENTS, -1);
    score += lineScoreRef(SET_MOMENTS, <f32>load<u8>(sizes + <usize>subset), share);
  }
  return score + lineScoreRef(REMAINING_MOMENTS, <f32>load<u8>(sizes + <usize>largest), share);
}
