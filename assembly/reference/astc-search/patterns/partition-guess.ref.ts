/** Twins of partition-guess: axes, distances to lines, and the subsets that follow. */
import { F32_PLANE, TEXELS_F32, WHOLE_MASK, blockState } from '../../../astc-search/block/block-state';
import { DIRECTION, SCATTER } from '../../../astc-search/lines/line-fit';
import { LINES } from '../../../astc-search/patterns/four-lines';
import { AXES, MEMBERS } from '../../../astc-search/patterns/partition-guess';
import { DISTANCES } from '../../../astc-search/patterns/partition-sweep';
import { alongDirection } from '../lines/class-fit.ref';
import { texelAt } from '../../lanes.ref';
import { principalDirectionRef, scatterOfMaskRef } from '../lines/line-fit.ref';

export function projectAxisRef(out: usize): void {
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
    store<f32>(out + (texel << 2), alongDirection(texel, false));
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
  projectAxisRef(AXES + 960);
}

export function measureDistancesRef(partitionCount: i32, share: f32): void {
  for (let subset: usize = 0; subset < <usize>partitionCount; subset++) {
    const line = LINES + (subset << 2);
    for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
      const x = texelAt(TEXELS_F32, texel) - texelAt(line, 0);
      const y = texelAt(TEXELS_F32 + F32_PLANE, texel) - texelAt(line, 4);
      const z = texelAt(TEXELS_F32 + 2 * F32_PLANE, texel) - texelAt(line, 8);
      const w = texelAt(TEXELS_F32 + 3 * F32_PLANE, texel) - texelAt(line, 12);
      const t = x * texelAt(line, 16) + y * texelAt(line, 20) + (z * texelAt(line, 24) + w * texelAt(line, 28));
      const square = x * x + y * y + (z * z + w * w);
      store<f32>(DISTANCES + subset * 960 + (texel << 2), square - (1 - share) * (t * t));
    }
  }
}

export function reassignRef(partitionCount: i32): void {
  for (let texel: usize = 0; texel < <usize>blockState().paddedCount4; texel++) {
    let nearest: i32 = 0;
    for (let subset: i32 = 1; subset < partitionCount; subset++) {
      const distance = texelAt(DISTANCES + <usize>subset * 960, texel);
      if (distance < texelAt(DISTANCES + <usize>nearest * 960, texel)) nearest = subset;
    }
    store<u8>(MEMBERS + texel, <u8>((<i32>1) << nearest));
  }
}

export function adoptPatternRef(patternPtr: usize): void {
  // Patterns and members are whole vectors; subsets past the last texel are as the pattern has them.
  for (let texel: usize = 0; texel < <usize>((blockState().texelCount + 15) & ~15); texel++) {
    store<u8>(MEMBERS + texel, <u8>((<i32>1) << load<u8>(patternPtr + texel)));
  }
}
