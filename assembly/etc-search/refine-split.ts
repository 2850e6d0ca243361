/** Descent from the best block of mode T or H: neighbours of both colours and the distance, measured exactly. */
import { MODE_T } from '../etc/color-word';
import { best } from './best-block';
import { isPunched, opaqueMask } from './block-state';
import { measureMask } from './paint-error';
import { quality } from './quality';
import { paintH, paintT, placeSplit } from './split-paints';
import { takeLine, takePairs } from './take-split';

const STEP_COUNT: i32 = 20;
/** i32[20][3]: steps of first colour, second colour, distance index. */
// prettier-ignore
const STEPS: usize = memory.data<i32>([
  1, 0, 0,         -1, 0, 0,         0x100, 0, 0,     -0x100, 0, 0,
  0x10000, 0, 0,   -0x10000, 0, 0,   0, 1, 0,         0, -1, 0,
  0, 0x100, 0,     0, -0x100, 0,     0, 0x10000, 0,   0, -0x10000, 0,
  0, 0, 1,         0, 0, -1,         0x10101, 0, 0,   -0x10101, 0, 0,
  0, 0x10101, 0,   0, -0x10101, 0,   0, 0x10101, 1,   0, -0x10101, 1,
], 16);

/** Levels moved by a step, or as they were where that leaves 0..15. */
// @ts-ignore: decorator
@inline
function moveLevels(levels: i32, step: i32): i32 {
  const moved = levels + step;
  return moved & 0xf0f0f0 || moved < 0 ? levels : moved;
}

/** Tries all steps from the best. */
function stepSplit(): void {
  const target = best();
  const mode = target.mode;
  const first = target.first;
  const second = target.second;
  const index = target.third;
  for (let step: i32 = 0; step < STEP_COUNT; step += 4) {
    for (let lane: i32 = 0; lane < 4; lane++) {
      const stepPtr = STEPS + <usize>((step + lane) * 12);
      const moved = max(0, min(7, index + load<i32>(stepPtr, 8)));
      const newFirst = moveLevels(first, load<i32>(stepPtr));
      placeSplit((<usize>lane) << 2, newFirst, moveLevels(second, load<i32>(stepPtr, 4)), moved);
    }
    if (mode == MODE_T) paintT();
    else paintH();
    measureMask(opaqueMask());
    for (let lane: usize = 0; lane < 16; lane += 4) {
      if (mode == MODE_T) takeLine(lane);
      else takePairs(lane);
    }
  }
}

/** Steps until nothing gains. */
export function refineSplit(): void {
  // In punched blocks the two colours of mode H cannot be swapped to suit the distance: they stay.
  if (isPunched() && best().mode != MODE_T) return;
  for (let round: i32 = 0; round < quality().splitRefinements; round++) {
    const before = best().error;
    stepSplit();
    if (best().error == before) return;
  }
}
